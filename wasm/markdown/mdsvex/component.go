package mdsvex

import (
	"fmt"
	"strings"

	"livebars/wasm/diagnostic"
	"livebars/wasm/markdown/markup"
)

// Component tags are Svelte's: attributes may have values in braces, and a tag may
// end itself.

// openInColab is what the site replaces by a component.
const openInColab = "[[open-in-colab]]"

// component is a component tag.
type component struct {
	name       string
	closing    bool
	alone      bool // ends itself, or has no end
	attributes []attribute
}

// attribute of a component. A value in braces is an expression, shown as it is.
type attribute struct {
	name, value string
	expression  bool
}

func (c *component) attribute(name string) (attribute, bool) {
	for _, a := range c.attributes {
		if a.name == name {
			return a, true
		}
	}
	return attribute{}, false
}

// namesComponent reports whether s begins like a component tag.
func namesComponent(s string) bool {
	name, _ := tagName(s)
	return looksLikeComponent(name)
}

// tagName is the name of the tag at the start of s, and the place behind it.
func tagName(s string) (string, int) {
	i := 1
	if at(s, i) == '/' {
		i++
	}
	from := i
	for letter(at(s, i)) || i > from && (digit(at(s, i)) || at(s, i) == '.' || at(s, i) == '_' || at(s, i) == ':') {
		i++
	}
	return s[min(from, len(s)):i], i
}

// readComponent reads the component tag at the start of s and tells its length.
// The tag is nil if there is none, or none that is well formed.
func readComponent(s string) (*component, int) {
	name, i := tagName(s)
	if !looksLikeComponent(name) {
		return nil, 0
	}
	c := &component{name: name, closing: s[1] == '/'}
	for {
		next := skipSpace(s, i)
		switch {
		case next >= len(s):
			return nil, 0
		case s[next] == '>':
			return c, next + 1
		case s[next] == '/' && at(s, next+1) == '>':
			c.alone = true
			return c, next + 2
		case next == i || c.closing:
			return nil, 0
		}
		a, end := readAttribute(s, next)
		if end == 0 {
			return nil, 0
		}
		c.attributes = append(c.attributes, a)
		i = end
	}
}

// readAttribute reads `name`, `name=value`, `name="value"`, `name={value}`,
// `{name}` or `{...values}`, and tells the place behind it, or 0.
func readAttribute(s string, i int) (attribute, int) {
	if s[i] == '{' {
		end := expressionEnd(s, i)
		if end == 0 {
			return attribute{}, 0
		}
		return attribute{name: strings.TrimSpace(s[i+1 : end-1]), expression: true}, end
	}
	from := i
	for i < len(s) && s[i] > ' ' && strings.IndexByte("=<>/{}\"'`", s[i]) < 0 {
		i++
	}
	if i == from {
		return attribute{}, 0
	}
	a := attribute{name: s[from:i]}
	value := skipSpace(s, i)
	if at(s, value) != '=' {
		return a, i
	}
	value = skipSpace(s, value+1)
	switch c := at(s, value); {
	case c == '{':
		end := expressionEnd(s, value)
		if end == 0 {
			return a, 0
		}
		a.value, a.expression = strings.TrimSpace(s[value+1:end-1]), true
		return a, end
	case c == '"' || c == '\'':
		end := strings.IndexByte(s[value+1:], byte(c))
		if end < 0 {
			return a, 0
		}
		a.value = s[value+1 : value+1+end]
		return a, value + end + 2
	}
	end := value
	for end < len(s) && s[end] > ' ' && strings.IndexByte("\"'=<>`", s[end]) < 0 && (s[end] != '/' || at(s, end+1) != '>') {
		end++
	}
	a.value = s[value:end]
	if end == value {
		return a, 0
	}
	return a, end
}

// expressionEnd is the place behind the brace that closes the one at i, or 0.
// Braces in strings do not count.
func expressionEnd(s string, i int) int {
	depth := 0
	for ; i < len(s); i++ {
		switch c := s[i]; c {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		case '"', '\'', '`':
			for i++; i < len(s) && s[i] != c; i++ {
				if s[i] == '\\' {
					i++
				}
			}
		}
	}
	return 0
}

// piece is a part of raw HTML: text as it is, or a component tag.
type piece struct {
	text     string
	tag      *component
	end      *piece // of an opening tag: the piece that closes it
	options  int    // of an opening tag of options: how many it has
	first    bool   // of an option: it is the first of its options
	in       *piece // of a tag: the opening tag around it
	unclosed bool   // of an opening tag: nothing closes it
	stray    bool   // of an opening tag: it stands where the site has no use for it
	from, to int    // where it was when it was read

	shownFrom int // where it is now
}

// mostWork is how many bytes are looked at in vain for the ends of tags in a
// piece of raw HTML; what is behind is left as it is.
const mostWork = 64 << 20

// pieces cuts raw HTML into component tags and the rest. Comments, scripts and
// styles have no components in them.
func pieces(html string, base int) []piece {
	var out []piece
	done := 0
	flush := func(to int) {
		if to > done {
			out = append(out, piece{text: html[done:to], from: base + done, to: base + to})
		}
	}
	work := 0 // a tag that cannot be read is read to the end
	for i := 0; i < len(html) && work < mostWork; i++ {
		if strings.HasPrefix(html[i:], openInColab) {
			flush(i)
			done = i + len(openInColab)
			out = append(out, piece{text: openInColab, tag: &component{name: openInColab, alone: true}, from: base + i, to: base + done})
			i = done - 1
			continue
		}
		if html[i] != '<' {
			continue
		}
		rest := html[i:]
		if strings.HasPrefix(rest, "<!--") {
			if n := strings.Index(rest, "-->"); n >= 0 {
				i += n + 2
			} else {
				i = len(html)
			}
			continue
		}
		if hasFold(rest, "<script") || hasFold(rest, "<style") {
			if n := strings.Index(rest, "</"); n >= 0 {
				i += n
			}
			continue
		}
		if !namesComponent(rest) {
			t := markup.Read(rest)
			if t.Kind == markup.Unfinished && markup.StartsTag(rest) {
				break // it swallows the rest
			}
			if t.Kind == markup.Start || t.Kind == markup.End {
				i += t.Size - 1
			}
			continue
		}
		c, size := readComponent(rest)
		if c == nil {
			size = 1
			work += len(rest)
		}
		flush(i)
		out = append(out, piece{text: rest[:size], tag: c, from: base + i, to: base + i + size})
		i += size - 1
		done = i + 1
	}
	flush(len(html))
	return out
}

// cutComponents finds the component tags of the raw HTML in a node.
func cutComponents(n *node) {
	for _, c := range n.children {
		cutComponents(c)
	}
	if n.kind != rawHTML || n.parts != nil {
		return
	}
	if !strings.HasPrefix(trim(n.value), openInColab) && !isTag(n.value) {
		n.flag |= shownAsText
		return
	}
	if _, whole := wholeElement(n.value); whole {
		return // the site reads it as HTML, to which components are unknown elements
	}
	if list := pieces(n.value, n.from); len(list) > 1 || len(list) == 1 && (list[0].tag != nil || list[0].text == "<") {
		n.parts = list
	}
}

// matcher finds which component tag closes which. A tag is closed by one beside
// it: in the same quote, item or paragraph.
type matcher struct {
	open  []*piece
	count map[string]int // of open tags, by name
	notes []Note
	moved int // how far the text at hand has moved since it was read
}

// within matches the tags of a list of nodes, and those in each of them.
func (m *matcher) within(children []*node) {
	outer, count := m.open, m.count
	m.open, m.count = nil, nil
	for _, n := range children {
		if n.kind == rawHTML {
			m.node(n)
		} else {
			m.within(n.children)
		}
	}
	m.close()
	m.open, m.count = outer, count
}

// close ends the list: what is open stays alone.
func (m *matcher) close() {
	for _, p := range m.open {
		m.alone(p)
	}
	m.open, m.count = nil, nil
}

func (m *matcher) alone(p *piece) {
	p.unclosed = true
	if p.stray {
		return // that was said
	}
	m.notes = append(m.notes, Note{Code: diagnostic.ComponentOpen, From: p.shownFrom, To: p.shownFrom + p.to - p.from,
		Message: fmt.Sprintf("`<%s>` is never closed: write `</%s>` beside it, or end the tag with `/>`.", p.tag.name, p.tag.name)})
}

func (m *matcher) note(p *piece, code diagnostic.Code, format string, args ...any) {
	m.notes = append(m.notes, Note{Code: code, Message: fmt.Sprintf(format, args...), From: p.shownFrom, To: p.shownFrom + p.to - p.from})
}

// node matches the tags of raw HTML.
func (m *matcher) node(n *node) {
	for i := range n.parts {
		p := &n.parts[i]
		p.end, p.in, p.options, p.first, p.unclosed, p.stray = nil, nil, 0, false, false, false
		p.shownFrom = p.from + m.moved
		switch {
		case p.tag == nil:
			if p.text == "<" {
				m.notes = append(m.notes, malformed(p.shownFrom))
			}
		case p.tag.closing:
			at := len(m.open) - 1
			if m.count[p.tag.name] == 0 {
				at = -1
			}
			for at >= 0 && m.open[at].tag.name != p.tag.name {
				at--
			}
			if at < 0 {
				m.note(p, diagnostic.ComponentClose, "`</%s>` closes nothing: no `<%s>` is open beside it.", p.tag.name, p.tag.name)
				continue
			}
			for _, unclosed := range m.open[at+1:] {
				m.alone(unclosed)
			}
			m.open[at].end, p.end = p, m.open[at]
			m.cutOff(at)
		default:
			if !isComponent(p.tag.name) && p.tag.name != openInColab {
				m.note(p, diagnostic.UnknownComponent, "doc-builder has no component `<%s>`: the build may fail.", p.tag.name)
			}
			if len(m.open) > 0 {
				p.in = m.open[len(m.open)-1]
				if isOption(p.tag.name) && isOptions(p.in.tag.name) {
					p.first = p.in.options == 0
					p.in.options++
				}
			}
			if isOptions(p.tag.name) && m.count[p.tag.name] > 0 {
				p.stray = true
				m.note(p, diagnostic.ComponentSyntax, "`<%s>` stands in another one: the site ends the outer one where this one ends.", p.tag.name)
			}
			if framework := frameworkOf(p.tag.name); framework != "" && !m.inFramework(p.tag.name) {
				p.stray = true
				m.note(p, diagnostic.ComponentSyntax, "`<%s>` stands in no `<%s>`: the site shows the tag as text.", p.tag.name, framework)
			}
			if !p.tag.alone {
				m.push(p)
			}
		}
	}
}

// inFramework reports whether a tag is open in which the site looks for another one.
func (m *matcher) inFramework(name string) bool {
	for framework, parts := range frameworkParts {
		if m.count[framework] > 0 && among(parts, name) {
			return true
		}
	}
	return false
}

// push and cutOff keep the open tags and how many there are of each name.
func (m *matcher) push(p *piece) {
	if m.count == nil {
		m.count = map[string]int{}
	}
	m.count[p.tag.name]++
	m.open = append(m.open, p)
}

func (m *matcher) cutOff(at int) {
	for _, p := range m.open[at:] {
		m.count[p.tag.name]--
	}
	m.open = m.open[:at]
}

func isOptions(name string) bool { return strings.EqualFold(name, "hfoptions") }
func isOption(name string) bool  { return strings.EqualFold(name, "hfoption") }

// malformed is the note on a component tag that cannot be read.
func malformed(at int) Note {
	return Note{Code: diagnostic.ComponentSyntax, From: at, To: at + 1,
		Message: "This component tag cannot be read: its quotes or braces do not match, or its `>` is missing."}
}

// inlineComponent is the note on a component tag that is text in a paragraph.
func inlineComponent(at int) Note {
	return Note{Code: diagnostic.ComponentSyntax, From: at, To: at + 1,
		Message: "This component tag is text here: in a paragraph the site reads no values in braces, and every tag must end."}
}

// unknownComponent is the note on a tag that the site shows as text.
func unknownComponent(name string, from, to int) Note {
	return Note{Code: diagnostic.UnknownComponent, From: from, To: to,
		Message: fmt.Sprintf("doc-builder has no component `<%s>`: the tag is shown as text.", name)}
}
