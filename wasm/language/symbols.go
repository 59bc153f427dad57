package language

import (
	"slices"
	"strings"
)

// SymbolKind is what a symbol is.
type SymbolKind string

const (
	BlockSymbol   SymbolKind = "block"
	HeadingSymbol SymbolKind = "heading"
)

// Symbol is a block of a template or a heading of its page.
type Symbol struct {
	Kind  SymbolKind
	Name  string // `#each birds`, or the text of the heading
	Level int    // of a heading from 1, of a block how many are around it, from 0
	From  int    // bytes; of a block to the end of its closing tag, of a heading its line
	To    int
	Tags  [][2]int // of a block: its tag, its {{else}}s, and the one that closes it
}

// Headings says how headings are written in a text.
type Headings string

const (
	MarkdownHeadings Headings = "markdown"
	HTMLHeadings     Headings = "html"
)

// Symbols are the blocks of the text that are closed and its headings, in their order.
func Symbols(d Document) []Symbol {
	out := d.blockSymbols(d.Source, d.Text)
	switch d.Marks.Headings {
	case MarkdownHeadings:
		out = append(out, markdownHeadings(d.Text)...)
	case HTMLHeadings:
		out = append(out, htmlHeadings(d.Text)...)
	}
	slices.SortStableFunc(out, func(a, b Symbol) int { return a.From - b.From })
	return out
}

// openSymbol is a block whose end has not been reached.
type openSymbol struct {
	at   int // in the list
	name string
}

func (d *Document) blockSymbols(source, text string) (out []Symbol) {
	var open []openSymbol
	closed := map[int]bool{}
	tags := d.reading(source, text).all()
	for i := range tags {
		t := &tags[i]
		switch name := t.name(text); {
		case t.sign == "#" || t.sign == "#>" || t.sign == "#*" || t.sign == "^" && name != "":
			s := Symbol{Kind: BlockSymbol, Level: len(open), From: t.from, Tags: [][2]int{{t.from, t.to}}}
			s.Name = t.sign + short(strings.TrimSpace(text[t.body:t.end]))
			open = append(open, openSymbol{len(out), name})
			out = append(out, s)
		case (t.sign == "" && name == "else" || t.sign == "^") && len(open) > 0:
			s := &out[open[len(open)-1].at]
			s.Tags = append(s.Tags, [2]int{t.from, t.to})
		case t.sign == "/":
			for k := len(open) - 1; k >= 0; k-- {
				if open[k].name == name {
					s := &out[open[k].at]
					s.To = t.to
					s.Tags = append(s.Tags, [2]int{t.from, t.to})
					closed[open[k].at] = true
					open = open[:k]
					break
				}
			}
		}
	}
	all := out
	out = out[:0]
	for i, s := range all {
		if closed[i] {
			out = append(out, s)
		}
	}
	return out
}

// closing is the tag that closes the block of a tag, or nil.
func (d *Document) closing(source, text string, opening *tag) *tag {
	return closingOf(d.reading(source, text).all(), opening, text)
}

func closingOf(tags []tag, opening *tag, text string) *tag {
	depth := 0
	name := opening.name(text)
	for i := range tags {
		t := &tags[i]
		if t.from <= opening.from {
			continue
		}
		switch {
		case (t.sign == "#" || t.sign == "#>" || t.sign == "#*" || t.sign == "^") && t.name(text) == name:
			depth++
		case t.sign == "/" && t.name(text) == name:
			if depth == 0 {
				return t
			}
			depth--
		}
	}
	return nil
}

// markdownHeadings are those that begin with signs, outside of fences.
func markdownHeadings(text string) (out []Symbol) {
	fence := ""
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text) - at
		}
		line := strings.TrimRight(text[at:at+end], "\r")
		trimmed := strings.TrimLeft(line, " ")
		switch level := len(trimmed) - len(strings.TrimLeft(trimmed, "#")); {
		case fence != "":
			if strings.HasPrefix(trimmed, fence) && strings.Trim(trimmed, fence[:1]+" ") == "" {
				fence = ""
			}
		case strings.HasPrefix(trimmed, "```"), strings.HasPrefix(trimmed, "~~~"):
			fence = trimmed[:len(trimmed)-len(strings.TrimLeft(trimmed, trimmed[:1]))]
		case level > 0 && level <= 6 && len(line)-len(trimmed) < 4 && (len(trimmed) == level || trimmed[level] == ' '):
			name := strings.TrimSpace(strings.TrimRight(trimmed[level:], "# "))
			out = append(out, Symbol{Kind: HeadingSymbol, Name: short(name), Level: level, From: at, To: at + len(line)})
		}
		at += end + 1
	}
	return out
}

// htmlHeadings are the elements h1 to h6.
func htmlHeadings(text string) (out []Symbol) {
	for at := 0; ; {
		i := strings.Index(text[at:], "<")
		if i < 0 || at+i+3 >= len(text) {
			return out
		}
		at += i
		if text[at+1]|0x20 != 'h' || text[at+2] < '1' || text[at+2] > '6' || !strings.ContainsRune(" >\t\r\n/", rune(text[at+3])) {
			at++
			continue
		}
		start := strings.IndexByte(text[at:], '>')
		if start < 0 {
			return out
		}
		end := strings.Index(text[at+start:], "</")
		if end < 0 {
			return out
		}
		out = append(out, Symbol{Kind: HeadingSymbol, Name: short(strings.TrimSpace(text[at+start+1 : at+start+end])), Level: int(text[at+2] - '0'), From: at, To: at + start + end})
		at += start + end
	}
}

// Extent is the part of a text of the document that belongs to a byte offset: a block at
// its tags, any other tag, else the line. It reports false in a comment.
func Extent(d Document, text string, at int) (from, to int, ok bool) {
	r := &reading{text: text}
	if text == d.Text {
		r = d.reading(d.Source, text)
	}
	open, in := r.openTags(at)
	if in == nil {
		from = strings.LastIndexByte(text[:at], '\n') + 1
		to = len(text)
		if end := strings.IndexByte(text[at:], '\n'); end >= 0 {
			to = at + end
		}
		return from, to, true
	}
	opening := in
	switch name := in.name(text); {
	case in.sign == "!":
		return 0, 0, false
	case in.sign == "#" || in.sign == "#>" || in.sign == "#*" || in.sign == "^" && name != "":
	case in.sign == "/" || in.sign == "^" || in.sign == "" && name == "else":
		if len(open) == 0 {
			return in.from, in.to, true
		}
		opening = open[len(open)-1].tag
	default:
		return in.from, in.to, true
	}
	if closing := closingOf(r.all(), opening, text); closing != nil {
		return opening.from, closing.to, true
	}
	return opening.from, opening.to, true
}
