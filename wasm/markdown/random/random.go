// Package random writes random Markdown, and edits it, for the tests of what
// reads it.
package random

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Generator writes random Markdown with components, tables, quotes and HTML.
type Generator struct {
	*rand.Rand
	Counts map[string]int // how often each construct was written
	Site   bool           // also what only the site of doc-builder reads
	depth  int
}

// New makes a generator; equal seeds write equal texts.
func New(seed uint64) *Generator {
	return &Generator{Rand: rand.New(rand.NewPCG(seed, 7)), Counts: map[string]int{}}
}

func (g *Generator) pick(list ...string) string { return list[g.IntN(len(list))] }

func (g *Generator) chance(percent int) bool { return g.IntN(100) < percent }

// Document is a text of a few blocks.
func (g *Generator) Document() string {
	var b strings.Builder
	for range 1 + g.IntN(6) {
		b.WriteString(g.Block())
		b.WriteString(g.pick("\n", "\n\n", "\n\n", "\n\n\n", "\n \n"))
	}
	return b.String()
}

// lines puts something before each line of a text.
func lines(text, first, rest string) string {
	all := strings.Split(text, "\n")
	for i := range all {
		if i == 0 {
			all[i] = first + all[i]
		} else if all[i] != "" {
			all[i] = rest + all[i]
		}
	}
	return strings.Join(all, "\n")
}

// Block is a block of any kind.
func (g *Generator) Block() string {
	kinds := []struct {
		name  string
		write func() string
	}{
		{"paragraph", g.paragraph}, {"paragraph", g.paragraph}, {"heading", g.heading}, {"setext heading", g.setext},
		{"quote", g.quote}, {"list", g.list}, {"list", g.list}, {"code", g.code}, {"rule", g.rule}, {"table", g.table}, {"table", g.table},
		{"HTML", g.html}, {"HTML", g.html}, {"component", g.component}, {"component", g.component}, {"definition", g.definition}, {"indented", g.indented},
	}
	k := kinds[g.IntN(len(kinds))]
	if g.depth > 3 {
		k.name, k.write = "paragraph", g.paragraph
	}
	g.depth++
	defer func() { g.depth-- }()
	g.Counts[k.name]++
	return k.write()
}

func (g *Generator) paragraph() string {
	var b strings.Builder
	for i := range 1 + g.IntN(3) {
		if i > 0 {
			b.WriteString(g.pick("\n", "\n", "  \n", "\n  ", "\n\t", " \n"))
		}
		b.WriteString(g.line())
	}
	return b.String()
}

func (g *Generator) line() string {
	var b strings.Builder
	for range 1 + g.IntN(6) {
		b.WriteString(g.inline())
		b.WriteString(g.pick(" ", " ", " ", "", ", ", ". ", ": "))
	}
	return strings.TrimSpace(b.String())
}

func (g *Generator) word() string {
	return g.pick("model", "the", "API", "a", "I", "don't", "it's", "'80s", "AT&T", "U.S.", "e.g.", "etc.", "1.5", "and/or", "end-to-end",
		"naïve", "東京", "été", "snake_case_name", "x_1", "--", "---", "...", ". . .", "1--2", "well -- then", "``quoted''", "100%", "C++", "a*b", "2 * 3", "#1",
		"{value}", "{ a: 1 }", "&amp;", "&lt;b&gt;", "&copy", "&#123;", "&unknown;", "\\*", "\\_", "\\<b", "\\\\", "<", ">", "a < b", "a > b", "@me", "~", "|", "!", "$5", "_", "*",
		"😀", "…", "— so —", "“so”", "end.", "Next", "3. x", "(so)", "[so]", "(\"so\")", "so,", "?", "!?")
}

func (g *Generator) words() string {
	var b strings.Builder
	for range 1 + g.IntN(4) {
		b.WriteString(g.word())
		b.WriteString(g.pick(" ", " ", " ", "", "\n"))
	}
	return strings.TrimSpace(b.String())
}

func (g *Generator) inline() string {
	type kind struct {
		name  string
		write func() string
	}
	kinds := []kind{
		{"words", g.words}, {"words", g.words}, {"words", g.words},
		{"quotes", func() string {
			q := g.pick(`"`, "'", `"'`, `'"`, "``")
			return q + g.words() + reversed(q)
		}},
		{"emphasis", func() string { m := g.pick("*", "_"); return m + g.inner() + m }},
		{"strong", func() string { m := g.pick("**", "__"); return m + g.inner() + m }},
		{"both", func() string { m := g.pick("***", "___", "**_"); return m + g.inner() + reversed(m) }},
		{"deletion", func() string { return "~~" + g.inner() + "~~" }},
		{"code span", func() string {
			return g.pick("`a`", "`` a`b ``", "`{x}`", "`<b>`", "`a\nb`", "` `", "`a", "`\"x\"`", "`a|b`", "`&amp;`")
		}},
		{"link", func() string {
			return g.pick("[", "[", "![") + g.inner() + "](" + g.address() + g.pick("", "", ` "title"`, ` 't'`, " (t)", ` "a "b" c"`) + ")"
		}},
		{"reference", func() string {
			return g.pick("[a][one]", "[one]", "[one][]", "[One]", "![one]", "![alt][two]", "[no]", "[no][none]", "[no] [none]", "[x]", "[a [b] c]", "[*a*][one]", "[[one]]", "[!TIP]", "[a] (b)", "[a][b", "![no]")
		}},
		{"autolink", func() string {
			return g.pick("<https://example.org/a_b>", "<me@example.org>", "https://example.org/a_(b)", "http://a.b.c/?x=1&y=2.", "www.example.org,", "me.too@example.org.", "https://x", "<mailto:me@example.org>", "http://ex_a.org", "a@b", "https://example.org/\"x\"", "(https://example.org)")
		}},
		{"inline HTML", func() string {
			return g.pick("<b>x</b>", "<br>", "<br/>", "<a href=\"u\">[x](y)</a>", "<span class='c'>"+g.words()+"</span>", "<!-- c -->", "</i>", "<i>", "<img src=\"u\" alt=\"a\">", "<kbd>x", "<sub>a_b_</sub>", "<x-y z=1>", "<div>")
		}},
		{"inline component", func() string {
			return g.pick("<Foo/>", "<Foo a=\"b\" />", "<Foo a={1}/>", "<Foo>*x*</Foo>", "<Foo a={ {\"b\":1} } />", "<Tip>x</Tip>")
		}},
		{"break", func() string { return g.pick("a  \nb", "a   \n  b", "a\\\nb", "a \nb") }},
	}
	if g.Site {
		kinds = append(kinds, kind{"formula", func() string {
			return g.pick(" $x$ ", " \\\\(a_1 * b_2\\\\) ", "(\\\\(x\\\\))", " $5 and $6 ", "\n$$a < b$$", " $$x$$ ", " \\\\(\"x\"\\\\), \"so\"", "$x$")
		}}, kind{"tag of no element", func() string { return g.pick("<your-token>", "<Unknown>", "List<T>", "<BR>", "a <b c", "</x>") }},
			kind{"relative link", func() string {
				return g.pick("[a](b.md)", "[a](../b.md#c)", "[`a`](b.md 't')", "![a](b.md)", "[a](/b.md)", "`[a](b.md)`", "[a] (b.md)")
			}})
	}
	k := kinds[g.IntN(len(kinds))]
	if g.depth > 6 {
		return g.words()
	}
	g.depth++
	defer func() { g.depth-- }()
	g.Counts[k.name]++
	return k.write()
}

func reversed(s string) string {
	r := []rune(s)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
	return strings.ReplaceAll(string(r), "``", "''")
}

func (g *Generator) inner() string {
	if g.chance(60) {
		return g.words()
	}
	return g.inline()
}

func (g *Generator) address() string {
	return g.pick("u", "../a/b", "https://example.org/a?b=c&d=e", "<a b>", "#x", "a(b)c", "", "a\\_b", "ü", "a%20b", "{x}", "&amp;", "/a_b_c")
}

func (g *Generator) heading() string {
	if g.Site && g.chance(20) {
		return "## " + strings.ReplaceAll(g.inline(), "\n", " ") + g.pick("[[own-id]]", " [[own-id]]", " [[own id]]", " [[a]] b", "[x]", "(`b`)", ": ½")
	}
	return g.pick("", "", "  ", "    ") + strings.Repeat("#", 1+g.IntN(6)) + g.pick(" ", " ", "  ", "\t", "") + strings.ReplaceAll(g.inner(), "\n", " ") + g.pick("", "", " #", " ##", "#", "  ")
}

func (g *Generator) setext() string {
	return strings.ReplaceAll(g.line(), "\n", " ") + "\n" + g.pick("===", "---", "=", "-", "--", "== ", "====")
}

func (g *Generator) quote() string {
	body := g.Block()
	if g.chance(30) {
		body = g.pick("[!TIP]\n", "[!WARNING]\n", "[!NOTE] x\n", "[!FOO]\n") + body
	}
	if g.Site && g.chance(30) {
		body = g.pick("[!TIP]\n", "[tip]\n", "[!TIP] ", "[!CAUTION]\n\n", "[!tip][]\n", "[!TIP] a\n") + body
	}
	if g.chance(20) {
		return lines(body, "> ", "")
	}
	return lines(body, g.pick("> ", ">", "  > "), g.pick("> ", ">"))
}

func (g *Generator) list() string {
	var b strings.Builder
	mark := g.pick("-", "*", "+", "1.", "2.", "9.", "10.")
	for i := range 1 + g.IntN(4) {
		if i > 0 {
			b.WriteString(g.pick("\n", "\n", "\n", "\n\n", "\n\n\n"))
		}
		bullet := mark + g.pick(" ", " ", " ", "  ", "    ", "\t", "     ", "")
		if g.chance(10) {
			bullet = g.pick("-", "*", "1.") + " "
		}
		if g.chance(10) {
			bullet += g.pick("[ ] ", "[x] ", "[X] ", "[ ]")
		}
		body := g.inner()
		if g.chance(50) {
			body = g.Block()
			if g.chance(40) {
				body += g.pick("\n", "\n\n") + g.Block()
			}
		}
		indent := strings.Repeat(" ", len(bullet))
		if g.chance(25) {
			indent = g.pick("", " ", "  ", "   ", "    ", "\t")
		}
		b.WriteString(lines(body, bullet, indent))
	}
	return lines(b.String(), g.pick("", "", "", " ", "  "), "")
}

func (g *Generator) code() string {
	fence := g.pick("```", "```", "~~~", "````")
	body := g.pick("x = {\"a\": 1}\nif a < b && c:\n    pass", "", "\n", "<Tip>\n\n</Tip>", "  indented\n\n\tmore", "&amp; \"quoted\" -- ...", "```", "{#if x}")
	text := fence + g.pick("", "python", "py title=\"a\"", " js ", "{x}") + "\n" + body + "\n" + g.pick(fence, fence, fence, "  "+fence, fence+" ", fence+"x", "")
	return lines(text, g.pick("", "", "  ", "    "), g.pick("", "", "  "))
}

func (g *Generator) rule() string {
	return g.pick("---", "***", "___", "- - -", "  ***  ", "*****", "--")
}

func (g *Generator) table() string {
	columns := 1 + g.IntN(4)
	row := func(n int, cell func() string) string {
		cells := make([]string, n)
		for i := range cells {
			cells[i] = cell()
		}
		text := strings.Join(cells, g.pick(" | ", "|"))
		if g.chance(80) {
			text = "| " + text + " |"
		}
		return text
	}
	ragged := func() int { return max(1, columns+g.IntN(3)-1) }
	cell := func() string {
		return strings.ReplaceAll(strings.ReplaceAll(g.pick("", " ", g.word(), g.inner(), "a\\|b", "`a|b`"), "\n", " "), "\n", " ")
	}
	all := []string{row(ragged(), cell), row(columns, func() string { return g.pick("---", ":---", "---:", ":--:", "-", ":-") })}
	for range g.IntN(4) {
		all = append(all, row(ragged(), cell))
	}
	return strings.Join(all, "\n")
}

func (g *Generator) html() string {
	switch g.IntN(8) {
	case 0:
		return "<div class=\"flex\">\n    <a href=\"u\">\n        <img src=\"a.png\"/>\n    </a>\n</div>"
	case 1:
		return "<div>\n\n" + g.Block() + "\n\n</div>"
	case 2:
		return "  <details>\n<summary>" + g.words() + "</summary>\n\n" + g.Block() + "\n\n</details>"
	case 3:
		return "<!-- " + g.words() + "\n\nmore -->"
	case 4:
		return "<p align=\"center\">\n" + g.line() + "\n</p>"
	case 5:
		return g.pick("<br>", "<hr/>", "<img src=\"x\">", "<a href=\"u\">x</a>", "<my-tag>", "</div>", "<pre>\na\n\nb\n</pre>", "<td>", "<a-b c={ {\"d\":1} }>", "<style>\na{}\n\n</style> x") + g.pick("", "\n"+g.line())
	case 6:
		return "<ul>\n<li>" + g.line() + "</li>\n</ul>\n" + g.line()
	}
	return g.pick("<", "<1>", "< div>", "<div", "<a href='", "<$>", "<!x>", "<?x?>") + g.line()
}

func (g *Generator) component() string {
	if g.Site && g.chance(40) {
		return g.siteBlock()
	}
	switch g.IntN(7) {
	case 0:
		return "<InferenceSnippet\n    pipeline=" + g.pick("text-generation", "fill-mask") + "\n    providersMapping={ {\"a\":{\"modelId\":\"x/y\",\"providerModelId\":\"z\"}} }\n" + g.pick("conversational ", "") + "/>"
	case 1:
		return "<Tip" + g.pick("", " warning={true}", " a=\"b\"") + ">\n\n" + g.Block() + "\n\n</Tip>"
	case 2:
		return "<Tip>\n" + g.line() + "\n</Tip>"
	case 3:
		return fmt.Sprintf("<hfoptions id=\"x\">\n<hfoption id=\"a\">\n\n%s\n\n</hfoption>\n<hfoption id=\"b\">\n\n%s\n\n</hfoption>\n</hfoptions>", g.Block(), g.Block())
	case 4:
		return "<Youtube id=\"a1\"/>"
	case 5:
		return "  <Foo.Bar a={x => x} {...rest}/>"
	}
	return "<FrameworkContent>\n<pt>\n\n" + g.Block() + "\n\n</pt>\n</FrameworkContent>"
}

// siteBlock is a block that only the site of doc-builder reads.
func (g *Generator) siteBlock() string {
	g.Counts["block of the site"]++
	switch g.IntN(3) {
	case 0:
		return fmt.Sprintf("<hfoptions id=\"x\">\n<hfoption id=\"a\">%s</hfoption>\n<hfoption id='b'>\n%s\n</hfoption>\n</hfoptions>", g.line(), g.Block())
	case 1:
		return fmt.Sprintf("<frameworkcontent>\n<pt>\n%s\n</pt>\n<tf>\n\n%s\n\n</tf>\n</frameworkcontent>", g.Block(), g.Block())
	}
	return g.pick("$$\na_1 = b_2\n\nc < d\n$$", "$$x$$", "[[open-in-colab]]", "<Unknown>\n\n"+g.line()+"\n\n</Unknown>", "{#if fw === 'pt'}\n"+g.line()+"\n{:else}\n\n"+g.line()+"\n{/if}")
}

func (g *Generator) definition() string {
	return g.pick("[one]: u", "[two]: <a b> \"t\"", "[one]:\n  v 'title'", "[ONE]: w (t)", "[one]: u \"t", "[x]: ", "[a b]: /c\n[d]: e", "  [two]: x")
}

// indented is a block with white space before it, which means nothing to mdsvex.
func (g *Generator) indented() string {
	return lines(g.Block(), g.pick("    ", "\t", "  ", "      "), g.pick("", "    ", "\t"))
}

// adversarial are pieces that edits put in: what opens, closes or reaches far.
var adversarial = []string{"\n", "\n\n", "```", "~~~", "> ", "- ", "1. ", "<div>", "</div>", "<Tip>", "</Tip>", "<Tip", "/>", ">", "[", "]", "]:", "[one]: u\n", "\n===", "\n---",
	"| a | b |\n| - | - |\n", "|", "\t", "    ", "é", "😀", "\r\n", "\"", "'", "*", "**", "_", "`", "<a href=\"u\">", "</a>", "<!--", "-->", "<pre>", "</pre>", "$$", "{#if x}", "{", "}", "---\n", "<hfoptions id=\"x\">", "<hfoption id=\"a\">", "</hfoption>", "</hfoptions>", "# ", "\\", "&amp;", "  \n"}

// Edit changes a text somewhere: at its ends more often than by chance.
func (g *Generator) Edit(text string) string {
	at := g.IntN(len(text) + 1)
	switch g.IntN(10) {
	case 0:
		at = 0
	case 1:
		at = len(text)
	}
	switch g.IntN(4) {
	case 0: // take something away
		end := min(len(text), at+1+g.IntN(12))
		return text[:at] + text[end:]
	case 1:
		return text[:at] + g.Block() + text[at:]
	case 2:
		return text[:at] + g.pick("a", "b ", ".", "x\n") + text[at:]
	}
	return text[:at] + adversarial[g.IntN(len(adversarial))] + text[at:]
}
