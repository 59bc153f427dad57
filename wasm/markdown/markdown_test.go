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

// page is a page that was rendered at one go.
type page struct {
	HTML  string
	Notes []Note
}

func render(t testing.TB, d Dialect, source string) page {
	t.Helper()
	document, err := NewDocument(d)
	if err != nil {
		t.Fatal(err)
	}
	change, err := document.Update(source, nil, within(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	return page{document.HTML(), change.Notes}
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
		{"task list", "- [x] a\n- [ ] b\n", "<ul>\n<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> a</li>\n<li><input type=\"checkbox\" disabled=\"\" /> b</li>\n</ul>\n"},
		{"autolink", "see www.example.com.\n", "<p>see <a href=\"http://www.example.com\">www.example.com</a>.</p>\n"},
		{"filtered tags", "<b><script>x</script></b>\n\n<iframe src=x>\n\n<titles>\n", "<p><b>&lt;script>x&lt;/script></b></p>\n&lt;iframe src=x>\n<titles>\n"},
		{"anchors", "# Hello, *World*!\n# hello world\n## `a_b` [c d](x) &amp; \\*\n# hello-world-1\n# hello world\n",
			"<h1 id=\"hello-world\">Hello, <em>World</em>!</h1>\n<h1 id=\"hello-world-1\">hello world</h1>\n<h2 id=\"a_b-c-d--\"><code>a_b</code> <a href=\"x\">c d</a> &amp; *</h2>\n<h1 id=\"hello-world-1\">hello-world-1</h1>\n<h1 id=\"hello-world-2\">hello world</h1>\n"},
		{"edges of headings", "# <i></i> a\n# b ![x](y)\nc\nd\n===\n", "<h1 id=\"-a\"><i></i> a</h1>\n<h1 id=\"b-\">b <img src=\"y\" alt=\"x\" /></h1>\n<h1 id=\"cd\">c\nd</h1>\n"},
		{"emoji in HTML", "<p title=\":tada:\">:tada: :no-such: <code>:tada:</code></p>\n", "<p title=\":tada:\">🎉 :no-such: <code>:tada:</code></p>\n"},
		{"mail beside escapes", "\\&amp; &#42; a@b.example \\*\n", "<p>&amp;amp; * <a href=\"mailto:a@b.example\">a@b.example</a> *</p>\n"},
		{"heading with escapes", "# \\&amp; &amp; x\n", "<h1 id=\"amp--x\">&amp;amp; &amp; x</h1>\n"},
		{"byte order mark", "\uFEFF# a\n", "<h1 id=\"a\">a</h1>\n"},
		{"letters of the world", "# Größe 東京 №5\n", "<h1 id=\"größe-東京-5\">Größe 東京 №5</h1>\n"},
	}
	for _, c := range cases {
		if got := string(render(t, GFM, c.source).HTML); got != c.want {
			t.Errorf("%s\nours: %q\nwant: %q", c.name, got, c.want)
		}
	}
}

func TestFootnotesAreGitHubs(t *testing.T) {
	got := string(render(t, GFM, "a[^x] b[^One] c[^x]\n\n[^oNe]: second\n\n[^One]: no\n\n[^x]: first\n").HTML)
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
	}{
		{"bare URLs", strings.Repeat("http://a.bc ", 50_000)},
		{"link openers", strings.Repeat("[a](", 100_000)},
		{"link definitions", strings.Repeat("[a]: b\n", 100_000)},
		{"nested list items", nestedList(3_000)},
		{"nested quotes", strings.Repeat("> ", 100_000)},
		{"quotes line by line", strings.Repeat("> > > > > > > > a\n\n", 10_000)},
		{"entities", strings.Repeat("&amp", 100_000)},
		{"emphasis that never matches", strings.Repeat("*a_ ", 50_000)},
		{"emphasis in emphasis", strings.Repeat("*a **a ", 50_000) + strings.Repeat("b** b*", 50_000)},
		{"emphasis around letters", strings.Repeat("a**b", 50_000)},
		{"brackets", strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)},
		{"images in images", strings.Repeat("![", 50_000) + strings.Repeat("](a)", 50_000)},
		{"backticks", backticks(1_500)},
		{"a table of one row and many columns", "|" + strings.Repeat("a|", 5_000) + "\n|" + strings.Repeat("-|", 5_000) + "\n" + strings.Repeat("|a|\n", 5_000)},
		{"footnotes", footnotes(10_000)},
		{"html tags", strings.Repeat("<a", 100_000)},
		{"html comments", strings.Repeat("a <!-- ", 50_000)},
		{"cdata", strings.Repeat("a <![CDATA[", 50_000)},
		{"equal headings", strings.Repeat("# a\n", 50_000)},
		{"setext", strings.Repeat("a\n=\n", 50_000)},
		{"link with parentheses", "[a](" + strings.Repeat("(", 100_000)},
		{"mail addresses", strings.Repeat("a@", 100_000)},
		{"a list of a hundred thousand", strings.Repeat("- a\n", 100_000)},
		{"empty items", strings.Repeat("-\n\n", 50_000)},
		{"definitions without an end", strings.Repeat("[a\n", 50_000)},
		{"component tags", strings.Repeat("<Tip a={", 30_000)},
		{"open components", strings.Repeat("<Tip>\n\n", 30_000)},
		{"dollars", strings.Repeat("$$a ", 50_000)},
		{"dollars line by line", strings.Repeat("$$a\n", 50_000)},
		{"conditions on one line", strings.Repeat("a{/if}", 100_000)},
		{"tags of options on one line", strings.Repeat("<pt>a</pt>", 50_000)},
		{"ids without an end", strings.Repeat("<hfoption id=\"", 50_000)},
		{"formulas", strings.Repeat("$a$ ", 100_000)},
		{"formulas in formulas", strings.Repeat(" \\\\(a", 100_000)},
		{"formulas around formulas", strings.Repeat(" \\\\(", 50_000) + strings.Repeat("\n$$a$$ ", 50_000) + strings.Repeat("\\\\)", 50_000)},
		{"marks of titles", "# " + strings.Repeat("[ ", 50_000) + "a ]"},
		{"brackets in code", "```\n.md](\n" + strings.Repeat("[", 200_000) + "\n```\n"},
		{"links in code", "```\n" + strings.Repeat("[a](b.md", 100_000) + "\n```\n"},
		{"tags of frameworks", strings.Repeat("<pt>\n\n", 50_000)},
		{"titles in a block", "<meta>" + strings.Repeat("<title>", 50_000) + "</meta>"},
		{"braces", strings.Repeat("{#if ", 50_000)},
		{"quotes of the typography", strings.Repeat("\"a' ", 50_000)},
		{"full stops", strings.Repeat(". ", 100_000)},
		{"short sentences", strings.Repeat("a. ", 50_000)},
		{"scripts", strings.Repeat("<script></script>", 20_000)},
		{"attributes in braces", "<a-b " + strings.Repeat("c={d} ", 5_000) + strings.Repeat("}", 5_000)},
		{"tildes", strings.Repeat("~a~~b", 50_000)},
		{"tabs", strings.Repeat("\t", 100_000) + "a"},
		{"reference links", strings.Repeat("[a][b]", 50_000) + "\n\n[b]: c"},
	}
	for _, d := range []Dialect{CommonMark, GFM, DocBuilder} {
		for _, c := range cases {
			t.Run(string(d)+"/"+strings.ReplaceAll(c.name, " ", "-"), func(t *testing.T) {
				document, _ := NewDocument(d)
				start := time.Now()
				change, err := document.Update(c.source, nil, within(200*time.Millisecond))
				took := time.Since(start)
				if err != nil {
					t.Fatal(err)
				}
				t.Logf("%v, %d notes", took, len(change.Notes))
				// No measurement: without the budget many of these take tens of
				// seconds, and the test would hang.
				if took > 5*time.Second {
					t.Errorf("took %v", took)
				}
			})
		}
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
	for _, d := range []Dialect{CommonMark, GFM, DocBuilder} {
		document, _ := NewDocument(d)
		limits := Limits{Depth: 9, Output: 1000, Overtime: func() bool { return false }}
		if _, err := document.Update("a", nil, limits); err != nil {
			t.Fatal(err)
		}
		if _, err := document.Update(strings.Repeat("a b\n\n", 1000), nil, limits); err == nil {
			t.Errorf("%s: no error", d)
		}
		if change, err := document.Update("a b", nil, limits); err != nil || document.HTML() != "<p>a b</p>\n" || len(change.Splices) != 1 {
			t.Errorf("%s: behind it %q, %v", d, document.HTML(), err)
		}
	}
}

func FuzzRender(f *testing.F) {
	for _, s := range []string{"# a\n> [!TIP]\n> b", "|a|\n|-|\n|b|", "[^1]\n\n[^1]: x", "- [ ] a\n\t- b", "<div>\n\n*a*", "&amp; \\& &#x22;", "~~a~~ www.a.bc"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		for _, d := range []Dialect{CommonMark, GFM, DocBuilder} {
			document, _ := NewDocument(d)
			if _, err := document.Update(source, nil, within(time.Second)); err != nil {
				t.Fatal(err)
			}
		}
	})
}
