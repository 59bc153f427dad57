package mdsvex

import (
	"strings"
	"unicode/utf8"

	"livebars/wasm/diagnostic"
)

// parser reads one text.
type parser struct {
	limits      Limits
	text        string // the source
	formulas    []formula
	definitions map[string]*node
	defined     int    // how many definitions were read
	inLink      bool   // inside of a link, where none may begin; an `<a>` of the text counts too
	framework   string // the tag of frameworks that is open, or ""
	atStart     bool   // before the first block: only there front matter may stand
	depth       int
	work        int
	spent       bool
	notes       []Note
	reach       int // the furthest place of the source that was looked at
}

func (p *parser) note(code diagnostic.Code, message string, from, to int) {
	p.notes = append(p.notes, Note{Code: code, Message: message, From: from, To: to})
}

// lookEvery is the work, in bytes looked at, between two looks at the clock.
const lookEvery = 1 << 14

// over counts work and reports whether the time is up.
func (p *parser) over(work int) bool {
	if p.spent {
		return true
	}
	if p.work += work + 16; p.work >= lookEvery {
		p.work = 0
		if p.spent = p.limits.Overtime(); p.spent {
			p.note(diagnostic.TimeLimit, "This page takes too long to render: the rest is shown as plain text.", 0, 0)
		}
	}
	return p.spent
}

// deeper reports whether one more level may be entered; leave ends it.
func (p *parser) deeper(at int) bool {
	if p.depth >= p.limits.Depth {
		if len(p.notes) == 0 || p.notes[len(p.notes)-1].Code != diagnostic.DepthLimit {
			p.note(diagnostic.DepthLimit, "Quotes, lists and marks are nested too deeply: what is inside is shown as plain text.", at, at)
		}
		return false
	}
	p.depth++
	return true
}

func (p *parser) leave() { p.depth-- }

// blocks reads the blocks of a content.
func (p *parser) blocks(c content) []*node {
	var out []*node
	for at := 0; at < len(c.text); {
		rest := c.text[at:]
		if p.over(0) {
			return append(out, p.unread(c, at))
		}
		if n := frontMatter(rest); n > 0 && p.atStart { // in a quote at the very start
			p.atStart = false
			at += n
			continue
		}
		if n := blankLines(rest); n > 0 {
			at += n
			continue
		}
		n, size := p.block(c, at)
		p.atStart = false
		n.from, n.to = c.source(at), c.source(at+size)
		if n.kind == definition {
			p.define(n)
		} else {
			out = append(out, n)
		}
		at += size
	}
	return out
}

func (p *parser) define(n *node) {
	p.resolve(n)
	p.definitions[n.label] = n
	p.defined++
}

// looked notes how far reading looked: up to before a place of a content, which
// may be behind its end.
func (p *parser) looked(c content, at int) {
	p.reach = max(p.reach, c.source(min(at, len(c.text)))+1)
}

// block reads the block at a place of a content and tells how long it is.
func (p *parser) block(c content, at int) (*node, int) {
	rest := c.text[at:]
	if n, size := p.fence(rest); n != nil {
		return n, size
	}
	if startsQuote(rest) {
		return p.quote(c, at)
	}
	if n, size := p.atxHeading(c, at); n != nil {
		return n, size
	}
	if size := thematicBreak(rest); size > 0 {
		return &node{kind: rule}, size
	}
	if startsList(rest, false) {
		return p.list(c, at)
	}
	if n, size := p.setextHeading(c, at); n != nil {
		return n, size
	}
	if size, looked := svelteBlock(rest); size > 0 {
		return &node{kind: rawHTML, value: rest[:size]}, size
	} else if looked > 0 {
		p.looked(c, at+looked)
	}
	if size, looked := svelteTag(rest); size > 0 {
		return &node{kind: rawHTML, value: ""}, size
	} else if looked > 0 {
		p.looked(c, at+looked)
	}
	if size, _ := p.htmlBlock(rest); size > 0 {
		p.over(size / 16)
		if end := firstCut(rest[:size], 0, p.framework); end > 0 && !verbatimBlock(rest) {
			size = end
		}
		p.follow(rest[:size])
		return &node{kind: rawHTML, value: rest[:size]}, size
	}
	n, size, looked := p.definition(rest)
	if looked > 0 {
		p.looked(c, at+looked)
	}
	if n != nil {
		return n, size
	}
	if n, size := p.table(c, at); n != nil {
		return n, size
	}
	return p.paragraph(c, at)
}

// unread is the rest of a content when the time is up, as plain text.
func (p *parser) unread(c content, at int) *node {
	escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(c.text[at:])
	return &node{kind: paragraph, from: c.source(at), to: c.source(len(c.text)),
		children: []*node{{kind: text, value: escaped, from: c.source(at), to: c.source(len(c.text))}}}
}

// at is the byte at a place, or -1 behind the end.
func at(s string, i int) int {
	if i < 0 || i >= len(s) {
		return -1
	}
	return int(s[i])
}

// blank is a space or a tab.
func blank(c int) bool { return c == ' ' || c == '\t' }

func digit(c int) bool { return c >= '0' && c <= '9' }

func letter(c int) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// skipBlanks is the place of the first byte from i on that is no space or tab.
func skipBlanks(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	return i
}

// lineEnd is the place of the next line feed from i on, or the end.
func lineEnd(s string, i int) int {
	if i >= len(s) {
		return len(s)
	}
	if n := strings.IndexByte(s[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(s)
}

// spaceAt is the length of the white space (`\s` of JavaScript) at a place, or 0.
func spaceAt(s string, i int) int {
	if i >= len(s) {
		return 0
	}
	if c := s[i]; c < utf8.RuneSelf {
		if c == ' ' || c >= '\t' && c <= '\r' {
			return 1
		}
		return 0
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	if isSpace(r) {
		return size
	}
	return 0
}

func isSpace(r rune) bool {
	switch {
	case r == ' ', r >= '\t' && r <= '\r', r == 0xA0, r == 0x1680, r >= 0x2000 && r <= 0x200A,
		r == 0x2028, r == 0x2029, r == 0x202F, r == 0x205F, r == 0x3000, r == 0xFEFF:
		return true
	}
	return false
}

func skipSpace(s string, i int) int {
	for n := spaceAt(s, i); n > 0; n = spaceAt(s, i) {
		i += n
	}
	return i
}

func trim(s string) string { return strings.TrimFunc(s, isSpace) }

// blankLines is the length of the blank lines at the start.
func blankLines(s string) int {
	done := 0
	for {
		i := skipBlanks(s, done)
		switch {
		case i < len(s) && s[i] == '\n':
			done = i + 1
		case i == len(s):
			return i
		default:
			return done
		}
	}
}

// frontMatter is the length of YAML between two lines of `---`.
func frontMatter(s string) int {
	const fence = "---"
	if !strings.HasPrefix(s, fence+"\n") {
		return 0
	}
	for from := len(fence); ; {
		i := strings.Index(s[from:], fence)
		if i < 0 {
			return 0
		}
		if i += from; s[i-1] == '\n' {
			return i + len(fence)
		}
		from = i + len(fence)
	}
}
