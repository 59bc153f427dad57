package mdsvex

import (
	"strings"
)

// definition reads `[label]: address "title"`, which may go over lines, and
// tells how far it looked.
func (p *parser) definition(s string) (n *node, size, looked int) {
	i := skipBlanks(s, 0)
	if at(s, i) != '[' {
		return nil, 0, 0
	}
	i++
	from := i
	for i < len(s) && s[i] != ']' {
		if s[i] == '\\' {
			i++
		}
		i++
	}
	p.over(i - from)
	if i >= len(s) || i == from || at(s, i+1) != ':' {
		return nil, 0, i + 2
	}
	n = &node{kind: definition, label: normalizedLabel(s[from:i])}
	i = skipBlanksAndLines(s, i+2)
	address := ""
	bracket := 0 // where the search for a closing bracket ended
	if at(s, i) == '<' {
		end := i + 1
		for end < len(s) && s[end] != '>' && s[end] != '[' && s[end] != ']' {
			end++
		}
		bracket = end + 1
		p.over(end - i)
		if at(s, end) == '>' {
			address = s[i+1 : end]
			i = end + 1
			if address == "" { // `<>` is nothing, and what follows is the address
				end = unclosedAddress(s, i)
				address, i = s[i:end], end
			}
		}
	}
	if address == "" {
		end := unclosedAddress(s, i)
		address, i = s[i:end], end
	}
	if address == "" {
		return nil, 0, max(i+2, bracket)
	}
	n.url = decodeEntities(unescape(address), false)
	behind := skipBlanksAndLines(s, i)
	closer := at(s, behind)
	switch closer {
	case '"', '\'':
	case '(':
		closer = ')'
	default:
		closer = -1
	}
	if closer >= 0 {
		if behind == i {
			return nil, 0, max(i+2, bracket)
		}
		title := behind + 1
		end := title
		for end < len(s) && s[end] != byte(closer) {
			if s[end] == '\n' {
				end++
				if c := at(s, end); c == '\n' || c == closer {
					return nil, 0, max(i+2, bracket)
				}
			}
			end++
		}
		p.over(end - title)
		if end >= len(s) {
			return nil, 0, max(i+2, bracket)
		}
		if end > title {
			t := decodeEntities(unescape(s[title:end]), true)
			n.title = &t
		}
		i = end + 1
	}
	i = skipBlanks(s, i)
	if i < len(s) && s[i] != '\n' {
		return nil, 0, max(i+2, bracket)
	}
	return n, i, max(i+1, bracket)
}

// isDefinition reports whether a definition begins in a content.
func (p *parser) isDefinition(c content, from int) bool {
	n, size, looked := p.definition(c.text[from:])
	p.looked(c, from+max(size, looked))
	return n != nil
}

// unclosedAddress is the end of an address without angle brackets.
func unclosedAddress(s string, i int) int {
	for i < len(s) && s[i] != '[' && s[i] != ']' && spaceAt(s, i) == 0 {
		i++
	}
	return i
}

func skipBlanksAndLines(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n') {
		i++
	}
	return i
}

// normalizedLabel is a label as labels are compared.
func normalizedLabel(label string) string {
	var b strings.Builder
	space := false
	for _, r := range label {
		if isSpace(r) {
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		}
		space = false
		b.WriteRune(r)
	}
	return strings.ToUpper(strings.ToLower(b.String()))
}

// linkAt reads `[text](address "title")` or `![text](…)`.
func (p *parser) linkAt(c content, start, limit int) (*node, int) {
	s := c.text[start:limit]
	i := 0
	n := &node{kind: link}
	if s[0] == '!' {
		n.kind = image
		i++
	}
	if at(s, i) != '[' || n.kind == link && p.inLink {
		return nil, 0
	}
	i++
	from := i
	depth := 0
	for ; ; i++ {
		if i >= len(s) {
			p.over(i)
			return nil, 0
		}
		if s[i] == '\\' {
			i++
		} else if s[i] == '[' {
			depth++
		} else if s[i] == ']' {
			if depth == 0 {
				break
			}
			depth--
		}
	}
	p.over(i)
	to := i
	if at(s, i+1) != '(' {
		return nil, 0
	}
	inner := s[i+2:]
	i = skipSpace(s, i+2)
	var address string
	if at(s, i) == '<' {
		end := strings.IndexByte(s[i:], '>')
		if end < 0 {
			return nil, 0
		}
		address = s[i+1 : i+end]
		i += end + 1
	} else {
		end := addressEnd(s, i)
		address, i = s[i:end], end
		if end := strings.IndexByte(inner, ')'); end > 0 && strings.IndexByte(s[from:to], ']') < 0 {
			address = shortAddress(address, inner[:end])
		}
	}
	behind := skipSpace(s, i)
	if quote := at(s, behind); behind > i && (quote == '"' || quote == '\'') {
		title, end := linkTitle(s, behind+1, byte(quote))
		if end < 0 {
			p.over(len(s))
			return nil, 0
		}
		if title != "" {
			title = decodeEntities(unescape(title), true)
			n.title = &title
		}
		behind = end
	}
	if at(s, behind) != ')' {
		return nil, 0
	}
	n.url = decodeEntities(unescape(address), false)
	if n.kind == image {
		n.label = alternative(s[from:to])
	} else {
		n.children = p.linkText(c, start+from, start+to)
	}
	return n, behind + 1
}

// alternative is the alternative text of an image; the site has no backticks in it.
func alternative(s string) string {
	return decodeEntities(unescape(strings.ReplaceAll(s, "`", "'")), true)
}

// linkText reads the inline parts of a link's text, where no link may begin.
func (p *parser) linkText(c content, from, to int) []*node {
	was := p.inLink
	p.inLink = true
	children := p.inlines(c, from, to)
	p.inLink = was
	return children
}

// addressEnd is the end of a link's address: white space, or a parenthesis that
// closes more than was opened in it.
func addressEnd(s string, i int) int {
	depth := 0
	for i < len(s) && spaceAt(s, i) == 0 {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth == 0 {
				return i
			}
			depth--
		case '\\':
			i++
		}
		i++
	}
	return min(i, len(s))
}

// linkTitle is a title, in which its own quote may stand, and the place of the
// parenthesis behind it, or -1.
func linkTitle(s string, i int, quote byte) (string, int) {
	from := i
	closed := -1 // the quote that may be the last
	for i < len(s) {
		switch n := spaceAt(s, i); {
		case s[i] == quote:
			closed = i
		case closed >= 0 && s[i] == ')':
			return s[from:closed], i
		case closed >= 0 && n > 0:
			i += n - 1
		default:
			closed = -1
		}
		i++
	}
	return "", -1
}

// referenceAt reads `[text][label]`, `[label][]` or `[label]`, or an image like them.
func (p *parser) referenceAt(c content, start, limit int) (*node, int) {
	s := c.text[start:limit]
	i := 0
	n := &node{kind: reference}
	if s[0] == '!' {
		n.flag |= isImage
		i++
	}
	if at(s, i) != '[' {
		return nil, 0
	}
	i++
	from := i
	depth, brackets := 0, false
	for i < len(s) {
		if s[i] == '[' {
			brackets = true
			depth++
		} else if s[i] == ']' {
			if depth == 0 {
				break
			}
			depth--
		}
		if s[i] == '\\' {
			i++
		}
		i++
	}
	p.over(i)
	if i >= len(s) {
		return nil, 0
	}
	to := i
	i++
	label := s[from:to]
	full := false
	if behind := skipSpace(s, i); at(s, behind) == '[' {
		end := behind + 1
		for end < len(s) && s[end] != '[' && s[end] != ']' {
			if s[end] == '\\' {
				end++
			}
			end++
		}
		end = min(end, len(s))
		if at(s, end) == ']' {
			if end > behind+1 {
				full = true
				label = s[behind+1 : end]
				n.mark = "][" + label + "]"
			} else {
				n.mark = "][]"
			}
			i = end + 1
		} else { // what was looked at belongs to it all the same
			i = behind + 1
			n.mark = "]"
		}
	} else {
		if from == to {
			return nil, 0
		}
		n.mark = "]"
	}
	if !full && brackets || !n.is(isImage) && p.inLink {
		return nil, 0
	}
	n.url = normalizedLabel(label)
	if n.is(isImage) {
		n.label = alternative(s[from:to])
	} else {
		n.children = p.linkText(c, start+from, start+to)
	}
	return n, i
}
