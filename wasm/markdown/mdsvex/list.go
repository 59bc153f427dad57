package mdsvex

import "strings"

// startsList reports whether a list begins. One that is to end a paragraph
// begins with a bullet or with `1.`.
func startsList(s string, interrupting bool) bool {
	i := skipBlanks(s, 0)
	switch at(s, i) {
	case '*', '+', '-':
	default:
		from := i
		for digit(at(s, i)) {
			i++
		}
		if i == from || at(s, i) != '.' || interrupting && s[from:i] != "1" {
			return false
		}
	}
	next := at(s, i+1)
	return next < 0 || next == '\n' || blank(next)
}

// listItem is an item while its list is read: lines of the content, first and
// last, which are neighbours.
type listItem struct {
	from, to int
	indent   int // column from which on a line belongs to it
	trailing bool
}

// list reads a list (remark-parse 8, `tokenize/list.js`). A line with any space
// before it belongs to the item above.
func (p *parser) list(c content, start int) (*node, int) {
	s := c.text
	first := skipBlanks(s, start)
	n := &node{kind: list}
	mark := at(s, first)
	if digit(mark) {
		n.flag |= ordered
		mark = '.'
		for i := first; digit(at(s, i)); i++ {
			n.level = min(n.level*10+int(s[i]-'0'), 1<<30)
		}
	}
	var items []*listItem
	var open *listItem
	end := start  // of the last line that belongs to the list
	held := false // blank lines that may still belong to it
	empty, was := false, false
	for i := start; i < len(s); {
		next := lineEnd(s, i)
		m, size, indented := bullet(s, i, open)
		if m != 0 && m != mark {
			break
		}
		if m == 0 && !indented && at(s, i) == ' ' {
			indented = true
		}
		line := s[i:next]
		p.over(len(line))
		p.looked(c, next+1)
		if (m == '*' || m == '-') && thematicBreak(line) > 0 {
			break
		}
		was, empty = empty, m == 0 && trim(line) == ""
		if indented && open != nil {
			open.to, end, held = next, next, false
		} else if m != 0 {
			if held {
				n.flag |= loose
				open.trailing = true
			}
			open = &listItem{from: i, to: next, indent: size}
			items = append(items, open)
			end, held = next, false
		} else if empty {
			if was {
				break
			}
			held = true
		} else {
			if was || p.interruptsList(line) {
				break
			}
			open.to, end, held = next, next, false
		}
		i = next + 1
	}
	p.atStart = false // a list is there before its items are read; a quote is not
	for _, it := range items {
		n.children = append(n.children, p.item(c, it))
	}
	return n, end - start
}

// bullet looks for the bullet of a line: its mark and the column of what
// follows. A line that is indented as far as the open item has none.
func bullet(s string, i int, open *listItem) (mark, size int, indented bool) {
	for ; blank(at(s, i)); i++ {
		if s[i] == '\t' {
			size += 4 - size%4
		} else {
			size++
		}
	}
	if open != nil && size >= open.indent {
		return 0, size, true
	}
	switch c := at(s, i); {
	case c == '*' || c == '+' || c == '-':
		mark = c
		i++
		size++
	default:
		from := i
		for digit(at(s, i)) {
			i++
		}
		if i == from || at(s, i) != '.' {
			return 0, size, false
		}
		mark = '.'
		i++
		size += i - from
	}
	switch c := at(s, i); {
	case c == '\t':
		size += 4 - size%4
	case c == ' ':
		n := 0
		for n < 4 && at(s, i+n) == ' ' {
			n++
		}
		if n == 4 && at(s, i+n) == ' ' {
			n = 1
		}
		size += n
	case c >= 0 && c != '\n':
		return 0, size, false
	}
	return mark, size, false
}

// interruptsList reports whether a line that is not indented ends a list.
func (p *parser) interruptsList(line string) bool {
	if depth, _ := startsHeading(line); depth > 0 {
		return true
	}
	if _, _, behind := opensFence(line); behind >= 0 {
		return true
	}
	return thematicBreak(line) > 0 || condition(line) > 0 || p.isDefinition(content{text: line}, 0)
}

// item reads an item of a list.
func (p *parser) item(c content, it *listItem) *node {
	inner := itemContent(c, it)
	n := &node{kind: item, from: c.source(it.from), to: c.source(it.to)}
	if t := inner.text; len(t) > 3 && t[0] == '[' && t[2] == ']' && blank(at(t, 3)) && strings.IndexByte(" xX\t", t[1]) >= 0 {
		n.flag |= task
		if t[1] == 'x' || t[1] == 'X' {
			n.flag |= checked
		}
		inner = inner.from(4)
	}
	if i := strings.Index(inner.text, "\n\n"); i >= 0 && trim(inner.text[i:]) != "" {
		n.flag |= loose
	}
	if !p.deeper(n.from) {
		return p.unreadLines(n, inner)
	}
	defer p.leave()
	n.children = p.blocks(inner)
	return n
}

// from is a content without its first n bytes, which are of its first line.
func (c content) from(n int) content {
	out := content{text: c.text[n:], lines: make([]line, len(c.lines))}
	for i, l := range c.lines {
		if i == 0 {
			l.source += n
		} else {
			l.at -= n
		}
		out.lines[i] = l
	}
	return out
}

// itemContent is the text of an item without its bullet and its indentation.
func itemContent(c content, it *listItem) content {
	s := c.text
	mark := skipBlanks(s, it.from)
	behind := mark
	for digit(at(s, behind)) {
		behind++
	}
	behind++
	spaces := 0
	for at(s, behind+spaces) == ' ' {
		spaces++
	}
	switch {
	case spaces > 4:
		spaces = 1
	case spaces == 0 && at(s, behind) == '\t':
		spaces = 1
	}
	text := behind + spaces // where the first line begins
	bulletWidth := behind - mark
	if digit(at(s, mark)) && numberBelowTen(s[mark:behind-1]) && (text-it.from)%2 == 1 {
		bulletWidth++ // the items up to the ninth may be indented as far as those from the tenth on
	}
	width, _ := indentation(s[it.from:mark] + strings.Repeat(" ", bulletWidth) + s[behind:text])
	remove := commonIndentation(s, lineEnd(s, it.from)+1, it.to, width)
	out := builder{of: c}
	out.add(text, max(text, lineEnd(s, it.from)))
	for i := lineEnd(s, it.from) + 1; i <= it.to; {
		next := min(lineEnd(s, i), it.to)
		from := i
		if remove > 0 {
			_, stops := indentation(s[i:next])
			if len(stops) > 0 {
				from = i + stops[min(remove, len(stops))-1] + 1
			}
		}
		out.add(from, next)
		i = next + 1
	}
	inner := out.content()
	if it.trailing {
		inner.text += "\n"
	}
	return inner
}

// numberBelowTen reports whether a decimal number is below ten, however many
// noughts it begins with.
func numberBelowTen(digits string) bool {
	return len(strings.TrimLeft(digits, "0")) <= 1
}

// indentation is the column behind the blanks at the start of a line, and for
// each column from 1 on the blank that reaches it.
func indentation(s string) (column int, stops []int) {
	for i := 0; blank(at(s, i)); i++ {
		if s[i] == '\t' {
			column = (column + 4) / 4 * 4
		} else {
			column++
		}
		for len(stops) < column {
			stops = append(stops, i)
		}
	}
	return column, stops
}

// commonIndentation is how much indentation the lines of s[from:to] share, at
// most limit; a line without any makes it 0.
func commonIndentation(s string, from, to, limit int) int {
	least := limit
	for i := from; i <= to; {
		next := min(lineEnd(s, i), to)
		if trim(s[i:next]) != "" {
			column, _ := indentation(s[i:next])
			if column == 0 {
				return 0
			}
			least = min(least, column)
		}
		i = next + 1
	}
	return least
}
