package markdown

import (
	"strings"
	"testing"
	"time"
)

func within(d time.Duration) Limits {
	end := time.Now().Add(d)
	return Limits{Depth: 256, Output: 64 << 20, Overtime: func() bool { return time.Now().After(end) }}
}

func render(t testing.TB, d Dialect, source string) Page {
	t.Helper()
	r, err := NewRenderer(d)
	if err != nil {
		t.Fatal(err)
	}
	page, err := r.Render([]byte(source), within(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestGitHubsExtensions(t *testing.T) {
	cases := []struct{ name, source, want string }{
		{"alert", "> [!TIP]\n> Use *it*.\n", "<div class=\"markdown-alert markdown-alert-tip\">\n<p class=\"markdown-alert-title\">Tip</p>\n<p>Use <em>it</em>.</p>\n</div>\n"},
		{"alert, blank line", "> [!warning]\n>\n> Mind.\n", "<div class=\"markdown-alert markdown-alert-warning\">\n<p class=\"markdown-alert-title\">Warning</p>\n<p>Mind.</p>\n</div>\n"},
		{"mark alone", "> [!NOTE]\n", "<blockquote>\n<p>[!NOTE]</p>\n</blockquote>\n"},
		{"mark with text", "> [!NOTE] x\n", "<blockquote>\n<p>[!NOTE] x</p>\n</blockquote>\n"},
		{"unknown mark", "> [!FOO]\n> x\n", "<blockquote>\n<p>[!FOO]\nx</p>\n</blockquote>\n"},
		{"nested mark", "> > [!TIP]\n> > x\n", "<blockquote>\n<blockquote>\n<p>[!TIP]\nx</p>\n</blockquote>\n</blockquote>\n"},
		{"table", "| a | b |\n| :- | -: |\n| 1 | 2 |\n", "<table>\n<thead>\n<tr>\n<th align=\"left\">a</th>\n<th align=\"right\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td align=\"left\">1</td>\n<td align=\"right\">2</td>\n</tr>\n</tbody>\n</table>\n"},
		{"strikethrough", "~~a~~ ~b~\n", "<p><del>a</del> <del>b</del></p>\n"},
		{"task list", "- [x] a\n- [ ] b\n", "<ul>\n<li><input checked=\"\" disabled=\"\" type=\"checkbox\" /> a</li>\n<li><input disabled=\"\" type=\"checkbox\" /> b</li>\n</ul>\n"},
		{"autolink", "see www.example.com.\n", "<p>see <a href=\"http://www.example.com\">www.example.com</a>.</p>\n"},
		{"filtered tags", "<b><script>x</script></b>\n\n<iframe src=x>\n\n<titles>\n", "<p><b>&lt;script>x&lt;/script></b></p>\n&lt;iframe src=x>\n<titles>\n"},
		{"anchors", "# Hello, *World*!\n# hello world\n## `a_b` [c d](x) &amp; \\*\n# hello-world-1\n# hello world\n",
			"<h1 id=\"hello-world\">Hello, <em>World</em>!</h1>\n<h1 id=\"hello-world-1\">hello world</h1>\n<h2 id=\"a_b-c-d--\"><code>a_b</code> <a href=\"x\">c d</a> &amp; *</h2>\n<h1 id=\"hello-world-1-1\">hello-world-1</h1>\n<h1 id=\"hello-world-2\">hello world</h1>\n"},
		{"letters of the world", "# Größe 東京 №5\n", "<h1 id=\"größe-東京-5\">Größe 東京 №5</h1>\n"},
	}
	for _, c := range cases {
		if got := string(render(t, GFM, c.source).HTML); got != c.want {
			t.Errorf("%s\nours: %q\nwant: %q", c.name, got, c.want)
		}
	}
}

func TestFootnotesAreGitHubs(t *testing.T) {
	got := string(render(t, GFM, "a[^x] b[^One] c[^x]\n\n[^one]: no\n\n[^One]: second\n\n[^x]: first\n").HTML)
	want := `<p>a<sup><a href="#user-content-fn-x" id="user-content-fnref-x" data-footnote-ref="" aria-describedby="footnote-label">1</a></sup> ` +
		`b<sup><a href="#user-content-fn-one" id="user-content-fnref-one" data-footnote-ref="" aria-describedby="footnote-label">2</a></sup> ` +
		`c<sup><a href="#user-content-fn-x" id="user-content-fnref-x-2" data-footnote-ref="" aria-describedby="footnote-label">1</a></sup></p>
<section data-footnotes="" class="footnotes"><h2 id="footnote-label" class="sr-only">Footnotes</h2>
<ol>
<li id="user-content-fn-x">
<p>first <a href="#user-content-fnref-x" data-footnote-backref="" aria-label="Back to reference 1" class="data-footnote-backref">↩</a> ` +
		`<a href="#user-content-fnref-x-2" data-footnote-backref="" aria-label="Back to reference 1-2" class="data-footnote-backref">↩<sup>2</sup></a></p>
</li>
<li id="user-content-fn-one">
<p>second <a href="#user-content-fnref-one" data-footnote-backref="" aria-label="Back to reference 2" class="data-footnote-backref">↩</a></p>
</li>
</ol>
</section>
`
	if got != want {
		t.Errorf("ours: %s\nwant: %s", got, want)
	}
	for _, source := range []string{"[^a\"b]\n\n[^a\"b]: x", "[^<b>]\n\n[^<b>]: x"} {
		if html := string(render(t, GFM, source).HTML); strings.Contains(html, `-a"b`) || strings.Contains(html, "-<b>") {
			t.Errorf("a label breaks out: %s", html)
		}
	}
}

// Texts that goldmark alone takes many seconds for.
func TestHostileTextsEndInTime(t *testing.T) {
	cases := []struct {
		name, source string
		noted        bool
	}{
		{"bare URLs", strings.Repeat("http://a.bc ", 50_000), true},
		{"link openers", strings.Repeat("[a](", 100_000), true},
		{"link definitions", strings.Repeat("[a]: b\n", 100_000), true},
		{"nested list items", nestedList(3_000), true},
		{"nested quotes", strings.Repeat("> ", 100_000), true},
		{"quotes line by line", strings.Repeat("> > > > > > > > a\n\n", 10_000), false},
		{"entities", strings.Repeat("&amp", 100_000), false},
		{"emphasis that never matches", strings.Repeat("*a_ ", 50_000), true},
		{"emphasis in emphasis", strings.Repeat("*a **a ", 50_000) + strings.Repeat("b** b*", 50_000), true},
		{"emphasis around letters", strings.Repeat("a**b", 50_000), true},
		{"brackets", strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000), true},
		{"images in images", strings.Repeat("![", 50_000) + strings.Repeat("](a)", 50_000), true},
		{"backticks", backticks(1_500), false},
		{"a table of one row and many columns", "|" + strings.Repeat("a|", 5_000) + "\n|" + strings.Repeat("-|", 5_000) + "\n" + strings.Repeat("|a|\n", 5_000), true},
		{"footnotes", footnotes(10_000), true},
		{"html tags", strings.Repeat("<a", 100_000), false},
		{"html comments", strings.Repeat("a <!-- ", 50_000), false},
		{"cdata", strings.Repeat("a <![CDATA[", 50_000), false},
		{"equal headings", strings.Repeat("# a\n", 50_000), false},
		{"setext", strings.Repeat("a\n=\n", 50_000), false},
		{"link with parentheses", "[a](" + strings.Repeat("(", 100_000), false},
		{"mail addresses", strings.Repeat("a@", 100_000), false},
		{"a list of a hundred thousand", strings.Repeat("- a\n", 100_000), false},
		{"empty items", strings.Repeat("-\n\n", 50_000), false},
		{"tildes", strings.Repeat("~a~~b", 50_000), true},
		{"tabs", strings.Repeat("\t", 100_000) + "a", false},
		{"reference links", strings.Repeat("[a][b]", 50_000) + "\n\n[b]: c", true},
	}
	r, _ := NewRenderer(GFM)
	for _, c := range cases {
		t.Run(strings.ReplaceAll(c.name, " ", "-"), func(t *testing.T) {
			start := time.Now()
			page, err := r.Render([]byte(c.source), within(300*time.Millisecond))
			took := time.Since(start)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%v, %d bytes, %v", took, len(page.HTML), page.Notes)
			// No measurement: without the budget each of these takes tens of
			// seconds, and the test would hang.
			if took > 5*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func nestedList(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

func backticks(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("e" + strings.Repeat("`", i))
	}
	return b.String()
}

func footnotes(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("[^" + strings.Repeat("x", i%50) + string(rune('a'+i%26)) + "] ")
	}
	b.WriteString("\n\n")
	for i := range n {
		b.WriteString("[^" + strings.Repeat("x", i%50) + string(rune('a'+i%26)) + "]: note\n\n")
	}
	return b.String()
}

func TestAPageTooLargeIsAnError(t *testing.T) {
	r, _ := NewRenderer(GFM)
	_, err := r.Render([]byte(strings.Repeat("a b\n\n", 1000)), Limits{Depth: 9, Output: 1000, Overtime: func() bool { return false }})
	if err == nil {
		t.Error("no error")
	}
}

func FuzzRender(f *testing.F) {
	for _, s := range []string{"# a\n> [!TIP]\n> b", "|a|\n|-|\n|b|", "[^1]\n\n[^1]: x", "- [ ] a\n\t- b", "<div>\n\n*a*", "&amp; \\& &#x22;", "~~a~~ www.a.bc"} {
		f.Add(s)
	}
	r := map[Dialect]*Renderer{}
	for _, d := range []Dialect{CommonMark, GFM, DocBuilder} {
		r[d], _ = NewRenderer(d)
	}
	f.Fuzz(func(t *testing.T, source string) {
		for _, r := range r {
			if _, err := r.Render([]byte(source), within(time.Second)); err != nil {
				t.Fatal(err)
			}
		}
	})
}
