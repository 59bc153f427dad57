package markdown

import (
	"bytes"
	"flag"
	"html"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark/util"

	"livebars/wasm/markdown/markup"
	"livebars/wasm/markdown/random"
)

var (
	pages        = flag.Int("pages", 1500, "how many random documents to compare with cmark-gfm")
	mostFailures = flag.Int("most-failures", 10, "how many differences are shown")
	pageSeed     = flag.Uint64("page-seed", 1, "the seed of the first one")
)

// oracle is the program that GitHub's renderer is made of, with what GitHub allows.
func oracle(t testing.TB) func(text string) string {
	program, err := exec.LookPath("cmark-gfm")
	if err != nil {
		t.Skip("cmark-gfm is not installed")
	}
	return func(text string) string {
		command := exec.Command(program, "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tagfilter", "-e", "tasklist", "-e", "footnotes", "--unsafe")
		command.Stdin = strings.NewReader(text)
		var out bytes.Buffer
		command.Stdout = &out
		if err := command.Run(); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
}

// plainGFM is the dialect without what GitHub adds to cmark-gfm: alerts and emoji.
func plainGFM() *Document {
	p := gfm()
	without := func(list []util.PrioritizedValue, is func(v any) bool) []util.PrioritizedValue {
		return slices.DeleteFunc(list, func(v util.PrioritizedValue) bool { return is(v.Value) })
	}
	p.inlines = without(p.inlines, func(v any) bool { _, is := v.(emojiParser); return is })
	p.paragraphs = without(p.paragraphs, func(v any) bool { _, is := v.(alertTransformer); return is })
	return &Document{parser: newGoldmarkParser(p, true), wide: wideChange}
}

var headingIDs = regexp.MustCompile(`(<h[1-6]) id="[^"]*"`)

var footnoteParts = regexp.MustCompile(`(?s)<h2 id="footnote-label".*?</h2>|<sup class="footnote-ref">|<sup>(<a href="#user-content)`)

// tokens are what a page says: its tags with the attributes that count, and its text
// without regard to white space around blocks.
func tokens(page string) []string {
	page = headingIDs.ReplaceAllString(page, "$1")
	page = footnoteParts.ReplaceAllString(page, "<sup>$1")
	page = strings.ReplaceAll(page, `<sup><section`, `<section`)
	var out []string
	text := func(s string) {
		s = strings.Join(strings.Fields(html.UnescapeString(s)), " ")
		if s == "" {
			return
		}
		if n := len(out); n > 0 && strings.HasPrefix(out[n-1], "=") {
			out[n-1] += " " + s
		} else {
			out = append(out, "="+s)
		}
	}
	for page != "" {
		i := strings.IndexByte(page, '<')
		if i < 0 {
			text(page)
			break
		}
		text(page[:i])
		token := markup.Read(page[i:])
		if token.Kind == markup.Unfinished {
			text(page[i:])
			break
		}
		page = page[i+token.Size:]
		switch token.Kind {
		case markup.Text:
			text("<")
		case markup.End:
			out = append(out, "</"+token.Name+">")
		case markup.Start:
			tag := "<" + token.Name
			for _, name := range []string{"href", "src", "alt", "title", "align", "start", "type"} {
				if v, ok := markup.Attribute(token.Attributes, name); ok {
					v = html.UnescapeString(v)
					if name == "href" && (strings.HasPrefix(v, "#fn") || strings.HasPrefix(v, "#user-content-fn")) {
						v = "#note"
					}
					tag += " " + name + "=" + v
				}
			}
			if _, ok := markup.Attribute(token.Attributes, "checked"); ok {
				tag += " checked"
			}
			out = append(out, tag+">")
		}
	}
	return out
}

// known are the kinds of differences that DIFFERENCES.md has, by the smallest text that
// shows one.
var known = []*regexp.Regexp{
	regexp.MustCompile(`\t`),                                       // tabs in the indentation of blocks
	regexp.MustCompile(`(?s)\\\|.*\n.*-`),                          // a backslash before a bar, above a table
	regexp.MustCompile(`\]:`),                                      // definitions
	regexp.MustCompile(`(?m)(^|[> ])([-+*]|\d+[.)]) *(\[.\] *)?$`), // items without content on their first line
	regexp.MustCompile(`(?s)([-+*]|\d+[.)]) .*\|.*-`),              // tables without rows in lists
	regexp.MustCompile(`\r`),                                       // line ends
	regexp.MustCompile(`(?s)!\[.*(www|http|ftp)`),                  // an address behind `![` without an image
	regexp.MustCompile("\\]\\(\\s*<[^>]*>['\"(]"),                  // a title right behind an address in brackets
	regexp.MustCompile(`(?s)(http|www).*\\\|.*-`),                  // a backslash before a bar in an address in a cell
	regexp.MustCompile("(?s)!\\[[\\\\`]?\n +`?\\]\\("),             // an alternative text of white space over lines
	regexp.MustCompile(`(?m)^ +\|`),                                // a header on a line without the mark of its quote or item
	regexp.MustCompile(`%`),                                        // percent signs in addresses
	regexp.MustCompile(`\\[*_~(]www`),                              // an escaped sign before `www.`
	regexp.MustCompile(`[*_]{2}.*[*_]`),                            // runs of `*` and `_` in each other
}

// smallest leaves out lines, and then characters, of a text of which something is true, as
// long as it stays true.
func smallest(text string, is func(text string) bool) string {
	for _, parts := range []func(string) []string{
		func(s string) []string { return strings.SplitAfter(s, "\n") },
		func(s string) []string { return strings.Split(s, "") },
	} {
		for size := len(parts(text)) / 2; size > 0; size /= 2 {
			list := parts(text)
			for i := 0; i+size <= len(list); {
				less := slices.Concat(list[:i], list[i+size:])
				if shorter := strings.Join(less, ""); is(shorter) {
					list, text = less, shorter
				} else {
					i += size
				}
			}
		}
	}
	return text
}

func TestPagesAreThoseOfCmarkGFM(t *testing.T) {
	render := oracle(t)
	failed, listed := 0, 0
	for seed := *pageSeed; seed < *pageSeed+uint64(*pages) && failed < *mostFailures; seed++ {
		g := random.New(seed)
		text := g.Document()
		for range g.IntN(4) {
			text = strings.ToValidUTF8(g.Edit(text), "�")
		}
		compared := func(text string) (ours, theirs []string) {
			d := plainGFM()
			if _, err := d.Update(text, nil, never); err != nil {
				t.Fatal(err)
			}
			return tokens(d.HTML()), tokens(render(text))
		}
		if ours, theirs := compared(text); !slices.Equal(ours, theirs) {
			text = smallest(text, func(text string) bool {
				ours, theirs := compared(text)
				return !slices.Equal(ours, theirs)
			})
			if slices.ContainsFunc(known, func(kind *regexp.Regexp) bool { return kind.MatchString(text) }) {
				listed++
				continue
			}
			failed++
			ours, theirs = compared(text)
			at := 0
			for at < min(len(ours), len(theirs)) && ours[at] == theirs[at] {
				at++
			}
			t.Errorf("seed %d\n%q\nours   …%q\ntheirs …%q", seed, text, ours[max(0, at-2):min(len(ours), at+4)], theirs[max(0, at-2):min(len(theirs), at+4)])
		}
	}
	if limit := 2 + *pages/50; listed > limit {
		t.Errorf("%d of %d documents differ in kinds that are listed, more than %d", listed, *pages, limit)
	}
	t.Logf("from seed %d on: %d of %d documents are equal", *pageSeed, *pages-listed-failed, *pages)
}
