package mdsvex

import "strings"

// fence reads fenced code. remark-parse takes any indentation before the fence.
func (p *parser) fence(s string) (*node, int) {
	indent, count, i := opensFence(s)
	if i < 0 {
		return nil, 0
	}
	mark := s[indent]
	end := lineEnd(s, i)
	info := strings.TrimRight(s[skipBlanks(s, i):end], " \t")
	var value []byte
	first := true
	for end < len(s) {
		from := end + 1
		end = lineEnd(s, from)
		spaces := from
		for at(s, spaces) == ' ' {
			spaces++
		}
		if spaces-from < 4 && closesFence(s[spaces:end], mark, count) {
			break
		}
		if !first {
			value = append(value, '\n')
		}
		first = false
		value = append(value, s[min(from+indent, spaces):end]...)
		p.over(end - from)
	}
	info = decodeEntities(unescape(info), true)
	language, _, _ := strings.Cut(info, " ")
	language, _, _ = strings.Cut(language, "\t")
	return &node{kind: code, value: escapeCode(shortLinks(string(value))), label: language}, end
}

// opensFence finds the opening fence of a line: its indentation, its length and
// the place behind it, which is -1 if there is none.
func opensFence(s string) (indent, count, behind int) {
	indent = skipBlanks(s, 0)
	mark := at(s, indent)
	if mark != '`' && mark != '~' {
		return 0, 0, -1
	}
	behind = indent
	for at(s, behind) == mark {
		behind++
	}
	if count = behind - indent; count < 3 {
		return 0, 0, -1
	}
	if mark == '`' && strings.IndexByte(s[behind:lineEnd(s, behind)], '`') >= 0 {
		return 0, 0, -1
	}
	return indent, count, behind
}

func closesFence(line string, mark byte, count int) bool {
	i := 0
	for at(line, i) == int(mark) {
		i++
	}
	return i >= count && skipBlanks(line, i) == len(line)
}

var codeEscapes = strings.NewReplacer("<", "&lt;", ">", "&gt;", "{", "&#123;", "}", "&#125;")

// escapeCode writes what Svelte and HTML would read in code; an `&` stays.
func escapeCode(s string) string { return codeEscapes.Replace(s) }

func startsQuote(s string) bool { return at(s, skipBlanks(s, 0)) == '>' }

// quote reads a quote: its lines, and those behind that continue its paragraph.
func (p *parser) quote(c content, start int) (*node, int) {
	s := c.text
	inner := builder{of: c}
	end := start
	for i := start; i < len(s); {
		next := lineEnd(s, i)
		from := skipBlanks(s, i)
		if at(s, from) == '>' {
			if from++; at(s, from) == ' ' {
				from++
			}
		} else {
			if from = i; trim(s[i:next]) == "" || condition(s[i:]) > 0 || p.isDefinition(c, i) {
				break
			}
		}
		p.over(next - i)
		inner.add(from, next)
		end = next
		i = next + 1
	}
	n := &node{kind: quote}
	if !p.deeper(c.source(start)) {
		return p.unreadLines(n, inner.content()), end - start
	}
	defer p.leave()
	body := inner.content()
	n.children = p.blocks(body)
	if len(n.children) > 0 && n.children[0].from == body.source(blankLines(body.text)) { // no definition stands before it
		makeAlert(n)
	}
	return n, end - start
}

// unreadLines makes a container of plain text.
func (p *parser) unreadLines(n *node, c content) *node {
	n.children = []*node{p.unread(c, 0)}
	return n
}

// atxHeading reads `## Heading ##`.
func (p *parser) atxHeading(c content, start int) (*node, int) {
	s := c.text[start:]
	depth, i := startsHeading(s)
	if depth == 0 {
		return nil, 0
	}
	i = skipBlanks(s, i)
	from, to := i, i // of the content, without what closes it
	for i < len(s) && s[i] != '\n' {
		if !blank(at(s, i)) && s[i] != '#' {
			i++
			to = i
			continue
		}
		spaces := i
		i = skipBlanks(s, i)
		if to > from && i == spaces && at(s, i) == '#' && spaces == to { // `#` right behind the text belongs to it
			i++
			to = i
			continue
		}
		for at(s, i) == '#' {
			i++
		}
		i = skipBlanks(s, i)
	}
	return p.heading(c, start+from, start+to, depth), i
}

// startsHeading finds the number signs of a heading and the place behind them.
func startsHeading(s string) (depth, behind int) {
	i := skipBlanks(s, 0)
	for at(s, i) == '#' {
		depth++
		i++
	}
	if depth == 0 || depth > 6 || i < len(s) && s[i] != '\n' && !blank(at(s, i)) {
		return 0, 0
	}
	return depth, i
}

// heading is a heading of a piece of content.
func (p *parser) heading(c content, from, to, level int) *node {
	return &node{kind: heading, level: level, children: p.inlines(c, from, to)}
}

// setextHeading reads a line with a line of `=` or `-` below it.
func (p *parser) setextHeading(c content, start int) (*node, int) {
	s := c.text[start:]
	from, to, end, level := setext(s)
	if level == 0 {
		return nil, 0
	}
	return p.heading(c, start+from, start+to, level), end
}

func setext(s string) (from, to, end, level int) {
	for from < 3 && at(s, from) == ' ' {
		from++
	}
	next := lineEnd(s, from)
	to = from + len(strings.TrimRight(s[from:next], " \t"))
	switch at(s, next+1) {
	case '=':
		level = 1
	case '-':
		level = 2
	default:
		return 0, 0, 0, 0
	}
	mark := s[next+1]
	for end = next + 1; at(s, end) == int(mark); {
		end++
	}
	if end < len(s) && s[end] != '\n' {
		return 0, 0, 0, 0
	}
	return from, to, end, level
}

// thematicBreak is the length of three or more `*`, `-` or `_`, or 0.
func thematicBreak(s string) int {
	i := skipBlanks(s, 0)
	mark := at(s, i)
	if mark != '*' && mark != '-' && mark != '_' {
		return 0
	}
	count := 0
	for ; ; i++ {
		switch c := at(s, i); {
		case c == mark:
			count++
		case c == ' ':
		case count >= 3 && (c < 0 || c == '\n'):
			return i
		default:
			return 0
		}
	}
}

// paragraph reads what nothing else is.
func (p *parser) paragraph(c content, start int) (*node, int) {
	s := c.text[start:]
	end := lineEnd(s, 0)
	p.over(end / 16)
	if at := firstCut(s[:end], 0, p.framework); at > 0 {
		return p.cutParagraph(c, start, at)
	}
	for end < len(s) && at(s, end+1) != '\n' {
		if p.over(32) || p.interruptsParagraph(c, start+end+1) {
			break
		}
		next := lineEnd(s, end+1)
		if next < len(s) && trim(s[end:next]) == "" {
			break
		}
		if at := firstCut(s[:next], end+1, p.framework); at > 0 {
			if at == end+1 {
				break
			}
			return p.cutParagraph(c, start, at)
		}
		end = next
	}
	value := strings.TrimRight(s[:end], "\n")
	return p.paragraphOf(c, start, len(value)), max(len(value), 1)
}

// cutParagraph is a paragraph that a tag or condition ends, and its length.
func (p *parser) cutParagraph(c content, start, size int) (*node, int) {
	size = len(strings.TrimRight(c.text[start:start+size], " \t\n"))
	return p.paragraphOf(c, start, size), size
}

// paragraphOf is a paragraph of so many bytes of a content.
func (p *parser) paragraphOf(c content, start, size int) *node {
	return &node{kind: paragraph, children: p.inlines(c, start, start+size)}
}

// interruptsParagraph reports whether a block begins that ends a paragraph.
func (p *parser) interruptsParagraph(c content, from int) bool {
	s := c.text[from:]
	if thematicBreak(s) > 0 || startsList(s, true) {
		return true
	}
	if depth, _ := startsHeading(s); depth > 0 {
		return true
	}
	if _, _, behind := opensFence(s); behind >= 0 {
		return true
	}
	if startsQuote(s) {
		return true
	}
	if _, interrupts := p.htmlBlock(s); interrupts {
		return true
	}
	if _, _, _, level := setext(s); level > 0 {
		return true
	}
	return p.isDefinition(c, from)
}
