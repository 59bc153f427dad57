package markdown

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"
)

// What headings of documentation are made of: things, and what is said of them.
var (
	things = []string{
		"API", "the client", "`createRenderer()`", "HTTP/2", "C++", "`--no-color`", "Größe", "データ", "v2.1.0", "node_modules", "[Links](https://a.example)",
		"*new* options", "**Breaking** changes", "`a` and `b`", "Q&A", "AT&amp;T", "ß and ẞ", "İstanbul", "50 %", "e-mail", "snake_case_names", "`x | y`", "~~old~~ way",
		"![logo](logo.png)", "<kbd>Ctrl</kbd>", ":rocket:", "½ cup", "x² + y²", "Ⅳ", "naïve café", "<!-- note -->", "foo[^1]", "https://a.example/b",
	}
	forms = []string{
		"%s", "Using %s", "%s: an overview", "What is %s?", "1. %s", "%s (optional)", "Step 2 – %s", "%s – and more", "%s & friends", "\"%s\"", "%s...", "-%s-", "%s  twice",
		"Why %s / how %s", "%s\nover two lines", "<a name=\"x\"></a>%s", "<a name=\"x\"></a> %s", "%s <sup>beta</sup>", "🚀 %s", "%s 🚀", "\\# %s", "%s _emphasized_ word",
	}
)

var (
	headingTag = regexp.MustCompile(`(?s)<h[1-6](?: id="([^"]*)")?>(.*?)</h[1-6]>`)
	anyTag     = regexp.MustCompile(`(?s)<!--.*?-->|<[^>]*>`)
	noWord     = regexp.MustCompile(`[^\p{L}\p{M}\p{Nd}\p{Pc}\- ]`)
)

// Ids of headings are those that html-pipeline's table of contents makes of cmark-gfm's
// page: the text in small letters, without what is no word, blanks as hyphens, and a
// number behind the second and further ones.
func TestIDsOfHeadingsAreThoseOfHTMLPipeline(t *testing.T) {
	render := oracle(t)
	var text strings.Builder
	count := 0
	for _, form := range forms {
		for _, thing := range things {
			heading := strings.ReplaceAll(form, "%s", thing)
			if strings.Contains(heading, "\n") {
				fmt.Fprintf(&text, "%s\n===\n\n", heading)
			} else {
				fmt.Fprintf(&text, "## %s\n\n", heading)
			}
			count++
		}
	}
	text.WriteString("# API\n\n# API\n\n# api-1\n\n[^1]: note\n")
	if count < 500 {
		t.Fatalf("only %d headings", count)
	}
	d, err := NewDocument(GFM)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Update(text.String(), nil, never); err != nil {
		t.Fatal(err)
	}
	ours := headingTag.FindAllStringSubmatch(d.HTML(), -1)
	theirs := headingTag.FindAllStringSubmatch(render(text.String()), -1)
	if len(ours) < len(theirs) {
		t.Fatalf("%d headings, not %d", len(ours), len(theirs))
	}
	used := map[string]int{}
	for i, h := range theirs {
		name := html.UnescapeString(anyTag.ReplaceAllString(h[2], ""))
		name = strings.ReplaceAll(noWord.ReplaceAllString(strings.ToLower(name), ""), " ", "-")
		want := name
		if n := used[name]; n > 0 {
			want = fmt.Sprintf("%s-%d", name, n)
		}
		used[name]++
		if got := html.UnescapeString(ours[i][1]); got != want {
			t.Errorf("%s\nours   %q\ntheirs %q", h[2], got, want)
		}
	}
}
