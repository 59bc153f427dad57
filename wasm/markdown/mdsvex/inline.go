package mdsvex

import (
	"strings"
	"unicode/utf8"
)

// inlines reads the inline parts of a piece of content.
func (p *parser) inlines(c content, from, to int) []*node {
	if from >= to {
		return nil
	}
	var out parts
	if !p.deeper(c.source(from)) {
		out.text(c, from, to)
		return out.list
	}
	defer p.leave()
	mail := -1 // where the next `@` is, once looked for
	for at := from; at < to; {
		if p.over(0) {
			return append(out.list, p.unread(content{c.text[:to], c.lines}, at).children...)
		}
		n, size := p.inline(c, at, to)
		if n == nil {
			end := p.textEnd(c.text[:to], at, &mail)
			out.text(c, at, end)
			at = end
			continue
		}
		n.from, n.to = c.source(at), c.source(at+size)
		out.list = append(out.list, n)
		at += size
	}
	return out.list
}

// inline reads the part at a place that is not plain text, if there is one.
func (p *parser) inline(c content, from, limit int) (*node, int) {
	s := c.text[from:limit]
	switch s[0] {
	case '\\':
		if len(s) > 1 && escapable(s[1]) {
			return &node{kind: text, value: s[1:2]}, 2
		}
	case '<':
		if n, size := p.autoLink(c, from, limit); n != nil {
			return n, size
		}
		if size := inlineTag(s); size > 0 {
			if !p.inLink && hasFold(s, "<a ") {
				p.inLink = true
			} else if p.inLink && hasFold(s, "</a>") {
				p.inLink = false
			}
			return &node{kind: rawHTML, value: s[:size]}, size
		}
		if name, _ := tagName(s); isComponent(name) {
			p.notes = append(p.notes, inlineComponent(c.source(from)))
		}
	case '[', '!':
		if n, size := p.linkAt(c, from, limit); n != nil {
			return n, size
		}
		if n, size := p.referenceAt(c, from, limit); n != nil {
			return n, size
		}
	case '*', '_':
		if n, size := p.bareMail(c, from, limit); n != nil && !p.inLink {
			return n, size
		}
		if n, size := p.strongAt(c, from, limit); n != nil {
			return n, size
		}
		return p.emphasisAt(c, from, limit)
	case '~':
		return p.deletionAt(c, from, limit)
	case '`':
		return p.codeSpan(s)
	case ' ':
		if i := len(s) - len(strings.TrimLeft(s, " ")); i >= 2 && at(s, i) == '\n' {
			return &node{kind: lineBreak}, i + 1
		}
	}
	if !p.inLink {
		if n, size := p.bareURL(c, from, limit); n != nil {
			return n, size
		}
		return p.bareMail(c, from, limit)
	}
	return nil, 0
}

// escapable reports whether a backslash takes the meaning from a byte.
func escapable(c byte) bool { return strings.IndexByte("\\`*{}[]()#+-.!_>~|", c) >= 0 }

// unescape takes the backslashes away that take a meaning away.
func unescape(s string) string {
	i := strings.IndexByte(s, '\\')
	if i < 0 {
		return s
	}
	var b strings.Builder
	for ; i >= 0 && i+1 < len(s); i = strings.IndexByte(s, '\\') {
		b.WriteString(s[:i])
		if !escapable(s[i+1]) {
			b.WriteByte('\\')
		}
		_, size := utf8.DecodeRuneInString(s[i+1:])
		b.WriteString(s[i+1 : i+1+size])
		s = s[i+1+size:]
	}
	b.WriteString(s)
	return b.String()
}

// textEnd is where plain text ends: at the next byte that something else may begin with.
func (p *parser) textEnd(s string, from int, mail *int) int {
	begin := from + 1
	if *mail < begin && *mail != len(s) {
		*mail = len(s)
		if i := strings.IndexByte(s[min(begin, len(s)):], '@'); i >= 0 {
			*mail = begin + i
		}
	}
	address := p.mailStart(s, begin, mail)
	for i := begin; i < len(s); i++ {
		if i == address {
			return i
		}
		switch s[i] {
		case '\\', '<', '[', '*', '_', '`':
			return i
		case '!':
			if at(s, i+1) == '[' {
				return i
			}
		case '~':
			if at(s, i+1) == '~' {
				return i
			}
		case '\n':
			for i > begin && s[i-1] == ' ' {
				i--
			}
			return i
		case 'w':
			if strings.HasPrefix(s[i:], "www.") {
				return i
			}
		case 'h':
			if strings.HasPrefix(s[i:], "http://") || strings.HasPrefix(s[i:], "https://") {
				return i
			}
		}
	}
	return len(s)
}

// mailStart is where the next thing like a mail address begins, or -1.
func (p *parser) mailStart(s string, from int, mail *int) int {
	for look := from; *mail < len(s); {
		i := *mail
		for i > look && mailByte(at(s, i-1)) {
			i--
		}
		p.over((*mail - i) / 8)
		if i < *mail {
			return i
		}
		look = *mail + 1
		next := strings.IndexByte(s[look:], '@')
		if next < 0 {
			*mail = len(s)
			break
		}
		*mail = look + next
	}
	return -1
}

func mailByte(c int) bool {
	return letter(c) || digit(c) || c == '+' || c == '-' || c == '.' || c == '_'
}

// parts are inline parts while they are read.
type parts struct {
	list  []*node
	start int // where the last of them begins in the content, if it is plain text
}

// text adds text. A character reference stands alone; other text joins the text
// before it.
func (p *parts) text(c content, from, to int) {
	s := c.text[from:to]
	done := 0
	for i := strings.IndexByte(s, '&'); i >= 0 && i < len(s); {
		size := 1
		if value, n := entity(s[i:], true); n > 0 {
			p.plain(c, from+done, from+i)
			p.list = append(p.list, &node{kind: text, value: value, from: c.source(from + i), to: c.source(from + i + n)})
			size = n
			done = i + n
		}
		next := strings.IndexByte(s[i+size:], '&')
		if next < 0 {
			break
		}
		i += size + next
	}
	p.plain(c, from+done, to)
}

func (p *parts) plain(c content, from, to int) {
	if from == to {
		return
	}
	if last := len(p.list) - 1; last >= 0 && p.list[last].kind == text && p.list[last].is(plain) {
		p.list[last].value = c.text[p.start:to]
		p.list[last].to = c.source(to)
		return
	}
	p.start = from
	p.list = append(p.list, &node{kind: text, value: c.text[from:to], from: c.source(from), to: c.source(to), flag: plain})
}

// plainTextOf is text alone.
func plainTextOf(c content, from, to int) []*node {
	var p parts
	p.text(c, from, to)
	return p.list
}

// strongAt reads `**strong**` or `__strong__`.
func (p *parser) strongAt(c content, start, limit int) (*node, int) {
	s := c.text[start:limit]
	mark := int(s[0])
	if at(s, 1) != mark {
		return nil, 0
	}
	for i := 2; i < len(s); i++ {
		if at(s, i) == mark && at(s, i+1) == mark && at(s, i+2) != mark {
			p.over(i)
			if trim(s[2:i]) == "" {
				return nil, 0
			}
			return &node{kind: strong, children: p.inlines(c, start+2, start+i)}, i + 2
		}
		if s[i] == '\\' {
			i++
		}
	}
	p.over(len(s))
	return nil, 0
}

// emphasisAt reads `*emphasis*` or `_emphasis_`.
func (p *parser) emphasisAt(c content, start, limit int) (*node, int) {
	s := c.text[start:limit]
	mark := int(s[0])
	current, previous := -1, -1
	for i := 1; i < len(s); {
		previous, current = current, at(s, i)
		if current == mark {
			i++
			if current = at(s, i); current != mark {
				p.over(i)
				if trim(s[1:i-1]) == "" || previous == mark {
					return nil, 0
				}
				if mark != '_' || !(letter(current) || digit(current) || current == '_') {
					return &node{kind: emphasis, children: p.inlines(c, start+1, start+i-1)}, i
				}
				continue
			}
		}
		if current == '\\' {
			i++
			current = at(s, i)
		}
		i++
	}
	p.over(len(s))
	return nil, 0
}

// deletionAt reads `~~deleted~~`.
func (p *parser) deletionAt(c content, start, limit int) (*node, int) {
	s := c.text[start:limit]
	if at(s, 1) != '~' || spaceAt(s, 2) > 0 {
		return nil, 0
	}
	for i := 3; i < len(s); i++ {
		if s[i] == '~' && s[i-1] == '~' && (i < 4 || !spaceBefore(s, i-1)) {
			p.over(i)
			return &node{kind: deletion, children: p.inlines(c, start+2, start+i-1)}, i + 1
		}
	}
	p.over(len(s))
	return nil, 0
}

func spaceBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return isSpace(r)
}

// codeSpan reads code between runs of backticks of one length.
func (p *parser) codeSpan(s string) (*node, int) {
	count := 0
	for at(s, count) == '`' {
		count++
	}
	for i := count; i < len(s); i++ {
		if s[i] != '`' {
			continue
		}
		from := i
		for at(s, i) == '`' {
			i++
		}
		if i-from != count {
			continue
		}
		value := s[count:from]
		if len(value) > 2 && edge(value[0]) && edge(value[len(value)-1]) && strings.Trim(value, " \n") != "" {
			value = value[1 : len(value)-1]
		}
		return &node{kind: codeSpan, value: escapeCode(shortLinks(strings.ReplaceAll(value, "\n", " ")))}, i
	}
	p.over(len(s))
	return nil, 0
}

func edge(c byte) bool { return c == ' ' || c == '\n' }

// autoLink reads `<https://example.org>` or `<name@example.org>`.
func (p *parser) autoLink(c content, start, limit int) (*node, int) {
	if p.inLink {
		return nil, 0
	}
	s := c.text[start:limit]
	i := 1
	for i < len(s) && spaceAt(s, i) == 0 && s[i] != '>' && s[i] != '@' && (s[i] != ':' || at(s, i+1) != '/') {
		i++
	}
	if i == 1 || i >= len(s) {
		return nil, 0
	}
	isMail := s[i] == '@'
	i++
	if !isMail {
		if s[i-1] != ':' || at(s, i+1) != '/' {
			return nil, 0
		}
		i++
	}
	rest := i
	for i < len(s) && spaceAt(s, i) == 0 && s[i] != '>' {
		i++
	}
	p.over(i)
	if i == rest || at(s, i) != '>' {
		return nil, 0
	}
	address, from := s[1:i], 1
	if isMail {
		const scheme = "mailto:"
		if hasFold(address, scheme) {
			from += len(scheme)
		} else {
			address = scheme + address
		}
	}
	return &node{kind: link, url: decodeEntities(address, false), children: plainTextOf(c, start+from, start+i)}, i + 1
}

// bareURL reads an address that stands in the text (GFM §6.9).
func (p *parser) bareURL(c content, start, limit int) (*node, int) {
	s := c.text[start:limit]
	var i int
	switch {
	case strings.HasPrefix(s, "www."):
		i = 4
	case hasFold(s, "http://"):
		i = 7
	case hasFold(s, "https://"):
		i = 8
	default:
		return nil, 0
	}
	prefix := ""
	if i == 4 {
		prefix = "http://"
	}
	domain := i
	var dots []int
	lastDot := i - 1
	for i < len(s) {
		if s[i] == '.' {
			if lastDot == i-1 {
				break
			}
			dots = append(dots, i)
			lastDot = i
		} else if k := int(s[i]); !letter(k) && !digit(k) && k != '-' && k != '_' {
			break
		}
		i++
	}
	if i < len(s) && s[i] == '.' || i == len(s) && s[i-1] == '.' {
		if len(dots) > 0 {
			dots = dots[:len(dots)-1]
		}
		i--
	}
	if len(dots) == 0 {
		return nil, 0
	}
	lastTwo := domain
	if len(dots) >= 2 {
		lastTwo = dots[len(dots)-2] + 1
	}
	if strings.IndexByte(s[lastTwo:max(i, lastTwo)], '_') >= 0 {
		return nil, 0
	}
	path, end := i, i
	for i < len(s) && spaceAt(s, i) == 0 && s[i] != '<' {
		i++
		if strings.IndexByte("!*,.:?_~", s[i-1]) < 0 {
			end = i
		}
	}
	p.over(i)
	i = end
	if s[i-1] == ')' {
		for open, closed := strings.Count(s[path:i], "("), strings.Count(s[path:i], ")"); closed > open; closed-- {
			i = path + strings.LastIndexByte(s[path:i], ')')
		}
	}
	if s[i-1] == ';' {
		i--
		if letter(at(s, i-1)) {
			k := i - 2
			for letter(at(s, k)) {
				k--
			}
			if at(s, k) == '&' {
				i = k
			}
		}
	}
	return &node{kind: link, url: prefix + decodeEntities(s[:i], false), children: plainTextOf(c, start, start+i)}, i
}

// bareMail reads a mail address that stands in the text.
func (p *parser) bareMail(c content, start, limit int) (*node, int) {
	s := c.text[start:limit]
	i := 0
	for mailByte(at(s, i)) {
		i++
	}
	p.over(i / 8)
	if i == 0 || at(s, i) != '@' {
		return nil, 0
	}
	i++
	dot := -1
	for ; i < len(s); i++ {
		k := int(s[i])
		if k == '.' && dot < 0 {
			dot = i + 1
		} else if k != '.' && !letter(k) && !digit(k) && k != '-' && k != '_' {
			break
		}
	}
	last := at(s, i)
	if i == len(s) {
		last = int(s[i-1])
	}
	if dot < 0 || dot == i || last == '-' || last == '_' {
		return nil, 0
	}
	if last == '.' {
		i--
	}
	return &node{kind: link, url: "mailto:" + decodeEntities(s[:i], false), children: plainTextOf(c, start, start+i)}, i
}
