package mdsvex

import (
	"fmt"
	"strings"

	"livebars/wasm/diagnostic"
	"livebars/wasm/markdown/outline"
)

// writer writes a block (mdast-util-to-hast 9 and mdsvex's compiler).
type writer struct {
	strings.Builder
	d       *Document
	base    int // where the block began when it was read
	outline outline.Outline
}

func (w *writer) put(parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
}

func (w *writer) block(n *node) {
	switch n.kind {
	case paragraph:
		w.put("<p>")
		w.inlines(n.children)
		w.put("</p>")
	case heading:
		w.heading(n)
	case quote:
		if n.label != "" {
			// The class is the site's; the attribute is for our styles, which classes of an author's HTML must not have.
			w.put(`<blockquote class="`, n.label, `" data-alert="`, n.label, "\">\n")
		} else {
			w.put("<blockquote>\n")
		}
		w.lines(n.children)
		w.put("</blockquote>")
	case list:
		w.list(n)
	case code:
		w.put("<pre><code")
		if n.label != "" {
			w.put(` class="language-`, escape(n.label), `"`)
		}
		w.put(">", n.value)
		if n.value != "" {
			w.put("\n")
		}
		w.put("</code></pre>")
	case rule:
		w.put("<hr>")
	case rawHTML:
		w.html(n)
	case table:
		w.table(n)
	default:
		w.inline(n)
	}
}

// lines writes blocks, each on lines of its own.
func (w *writer) lines(blocks []*node) {
	for _, b := range blocks {
		w.block(b)
		w.put("\n")
	}
}

func (w *writer) heading(n *node) {
	title, id := titleOf(n)
	w.outline.Headings = append(w.outline.Headings, outline.Heading{Level: n.level, ID: id, From: n.from - w.base, To: n.to - w.base})
	w.put(fmt.Sprintf("<h%d", n.level))
	if id != "" {
		w.put(` id="`, strings.ReplaceAll(id, `"`, "&quot;"), `"`)
	}
	w.put(">", title, fmt.Sprintf("</h%d>", n.level))
}

func (w *writer) list(n *node) {
	name := "ul"
	if n.is(ordered) {
		name = "ol"
	}
	w.put("<", name)
	if n.is(ordered) && n.level != 1 {
		w.put(fmt.Sprintf(` start="%d"`, n.level))
	}
	spread, tasks := n.is(loose), false
	for _, it := range n.children {
		spread = spread || it.is(loose)
		tasks = tasks || it.is(task)
	}
	if tasks {
		w.put(` class="contains-task-list"`)
	}
	w.put(">\n")
	for _, it := range n.children {
		w.item(it, spread)
		w.put("\n")
	}
	w.put("</", name, ">")
}

// item writes an item; the paragraphs of a list without blank lines have no tags.
func (w *writer) item(n *node, spread bool) {
	w.put("<li")
	box := ""
	if n.is(task) {
		w.put(` class="task-list-item"`)
		box = `<input type="checkbox" disabled="">`
		if n.is(checked) {
			box = `<input type="checkbox" checked="" disabled="">`
		}
	}
	w.put(">")
	children := n.children
	if box != "" && (len(children) == 0 || children[0].kind != paragraph) {
		children = append([]*node{{kind: paragraph}}, children...)
	}
	for i, b := range children {
		isParagraph := b.kind == paragraph
		if spread || i > 0 || !isParagraph {
			w.put("\n")
		}
		if !isParagraph {
			w.block(b)
			continue
		}
		if spread {
			w.put("<p>")
		}
		if i == 0 && box != "" {
			w.put(box)
			if len(b.children) > 0 {
				w.put(" ")
			}
		}
		w.inlines(b.children)
		if spread {
			w.put("</p>")
		}
	}
	if last := len(children) - 1; last >= 0 && (spread || children[last].kind != paragraph) {
		w.put("\n")
	}
	w.put("</li>")
}

func (w *writer) table(n *node) {
	w.put("<table>\n<thead>\n")
	for i, r := range n.children {
		tag := "td"
		switch i {
		case 0:
			tag = "th"
		case 1:
			w.put("<tbody>\n")
		}
		w.put("<tr>\n")
		for column, align := range n.align {
			w.put("<", tag)
			if align != "" {
				w.put(` align="`, align, `"`)
			}
			w.put(">")
			if column < len(r.children) {
				w.inlines(r.children[column].children)
			}
			w.put("</", tag, ">\n")
		}
		w.put("</tr>\n")
		if i == 0 {
			w.put("</thead>\n")
		}
	}
	if len(n.children) > 1 {
		w.put("</tbody>\n")
	}
	w.put("</table>")
}

func (w *writer) inlines(nodes []*node) {
	for i, n := range nodes {
		if i > 0 && nodes[i-1].kind == lineBreak {
			n = withoutSpace(n)
		}
		w.inline(n)
	}
}

// withoutSpace is a part behind a line break: white space at its start does not show.
func withoutSpace(n *node) *node {
	m := *n
	if n.kind == text || n.kind == rawHTML || n.kind == codeSpan {
		m.value = strings.TrimLeftFunc(n.value, isSpace)
	} else if len(n.children) > 0 && (n.children[0].kind == text) {
		m.children = append([]*node{withoutSpace(n.children[0])}, n.children[1:]...)
	}
	return &m
}

func (w *writer) inline(n *node) {
	switch n.kind {
	case text:
		w.put(n.withFormulas(textOf(n.value), formulaHTML))
	case emphasis:
		w.element("em", n)
	case strong:
		w.element("strong", n)
	case deletion:
		w.element("del", n)
	case codeSpan:
		w.put("<code>", strings.ReplaceAll(n.value, "&amp;", "&"), "</code>")
	case link:
		w.link(n, n.url, n.title)
	case image:
		w.image(n, n.url, n.title)
	case reference:
		w.reference(n)
	case lineBreak:
		w.put("<br>\n")
	case rawHTML:
		w.html(n)
	}
}

func (w *writer) element(name string, n *node) {
	w.put("<", name, ">")
	w.inlines(n.children)
	w.put("</", name, ">")
}

// setText is a text as mdsvex hands it to the steps of the site: typeset, and its
// signs of HTML escaped where nothing else is in it or a backslash stands before.
func setText(s string) string {
	switch s {
	case "<":
		return "&lt;"
	case ">":
		return "&gt;"
	}
	if strings.Contains(s, `\<`) {
		s = strings.ReplaceAll(s, `\<`, "&lt;")
	}
	return typeset(s)
}

// textOf is a text as the site writes it: no tag begins in it.
func textOf(s string) string {
	s = strings.ReplaceAll(setText(s), "<", "&#60;")
	if strings.IndexByte(s, '\n') < 0 {
		return s
	}
	lines := strings.Split(s, "\n")
	for i := range lines {
		if i > 0 {
			lines[i] = strings.TrimLeft(lines[i], " \t")
		}
		if i < len(lines)-1 {
			lines[i] = strings.TrimRight(lines[i], " \t")
		}
	}
	return strings.Join(lines, "\n")
}

func (w *writer) link(n *node, url string, title *string) {
	if len(url) > 1 && url[0] == '#' {
		w.outline.Anchors = append(w.outline.Anchors, outline.Anchor{Name: url[1:], From: n.from - w.base, To: n.to - w.base})
	}
	w.put(`<a href="`, encodeURL(url), `"`)
	w.title(title)
	w.put(">")
	w.inlines(n.children)
	w.put("</a>")
}

func (w *writer) image(n *node, url string, title *string) {
	if n.label == "" {
		w.outline.Notes = append(w.outline.Notes, outline.NoAlternative(n.from-w.base, n.to-w.base))
	}
	w.put(`<img src="`, encodeURL(url), `" alt="`, escape(n.label), `"`)
	w.title(title)
	w.put(">")
}

func (w *writer) title(title *string) {
	if title != nil {
		w.put(` title="`, escape(*title), `"`)
	}
}

// reference writes a link or an image by name; without a definition it is text.
func (w *writer) reference(n *node) {
	def := w.d.definitions[n.url]
	if n.is(isImage) {
		if def != nil {
			w.image(n, def.url, def.title)
			return
		}
		alternative := n.label
		if alternative == "" {
			alternative = "null" // remark-parse's own word
		}
		w.put("![", alternative, n.mark)
		return
	}
	if def != nil {
		w.link(n, def.url, def.title)
		return
	}
	w.put("[")
	w.inlines(n.children)
	w.put(n.mark)
}

// html writes raw HTML, with component tags as Livebars shows them.
func (w *writer) html(n *node) {
	at := n.from - w.base
	switch {
	case n.is(shownAsText), firstIsText(n):
		if _, name := firstTag(n.value); n.is(shownAsText) && looksLikeComponent(name) {
			w.outline.Notes = append(w.outline.Notes, unknownComponent(name, at, at+len(n.value)))
		}
		w.put(n.withFormulas(strings.ReplaceAll(n.value, "<", "&#60;"), formulaHTML))
		return
	case n.parts == nil:
		html := inBody(n.value)
		w.noteComponents(n)
		w.outline.ScanTags(html, at+len(n.value)-len(html), func(name string) bool { return isComponent(name) || among(lowerComponents, name) })
		w.put(htmlWithFormulas(html, n.formulas))
		return
	}
	formulas := n.formulas
	for i := range n.parts {
		p := &n.parts[i]
		switch {
		case p.tag != nil && textOnSite(p):
			w.put(p.text) // an element that browsers do not know
		case p.tag != nil:
			w.component(p)
		case p.text == "<":
			w.put("&lt;")
		default:
			w.outline.ScanTags(p.text, p.from-w.base, isComponent)
			w.put(htmlWithFormulas(p.text, formulas))
		}
		formulas = formulas[min(len(formulas), strings.Count(p.text, formulaStart)):]
	}
}

// noteComponents notes the components in a block of HTML that is one element.
func (w *writer) noteComponents(n *node) {
	if _, whole := wholeElement(n.value); !whole {
		return
	}
	for _, p := range pieces(n.value, n.from-w.base) {
		if p.tag != nil && !p.tag.closing && among(components, p.tag.name) {
			w.outline.Notes = append(w.outline.Notes, Note{Code: diagnostic.ComponentSyntax, From: p.from, To: p.to,
				Message: fmt.Sprintf("`<%s>` is no component inside of an element of HTML: put an empty line before and behind it.", p.tag.name)})
		}
	}
}

// firstIsText reports whether the first tag of raw HTML is one that the site does
// not find: all of it is text then.
func firstIsText(n *node) bool {
	for i := range n.parts {
		if p := &n.parts[i]; p.tag != nil {
			place, _ := firstTag(n.value)
			return p.from == n.from+place && textOnSite(p)
		}
	}
	return false
}

// encodeURL encodes what may not stand in an address (mdurl's encode); braces
// stay, for Svelte.
func encodeURL(s string) string {
	const kept = ";/?:@&=+$,-_.!~*'()#"
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		c := int(s[i])
		plain = letter(c) || digit(c) || strings.IndexByte(kept, s[i]) >= 0
	}
	if plain {
		return s
	}
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			b.WriteString(s[i : i+3])
			i += 2
		case letter(int(c)), digit(int(c)), strings.IndexByte(kept, c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return strings.NewReplacer("%7B", "{", "%7D", "}").Replace(b.String())
}

func isHex(c byte) bool {
	return digit(int(c)) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
