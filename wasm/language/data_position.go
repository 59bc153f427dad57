package language

import (
	"strconv"
	"strings"
)

// position is a place in a text of data that may be unfinished.
type position struct {
	open     []container
	afterKey bool // a name and perhaps its colon stand before the place: a value is to come
	inString bool
	// word is what is written of the name or value at the place, without quotes.
	word span
}

// container is a list or object that is open at a place.
type container struct {
	isList bool
	index  int      // of the item at the place, in a list
	key    string   // of the value at the place, in an object
	keys   []string // of the object, up to the place
	from   int      // of its bracket in the text
}

// positionIn reads JSON, with comments and whatever else stands in it, up to a place.
func positionIn(text string, at int) position {
	var p position
	last := func() *container {
		if len(p.open) == 0 {
			return &container{}
		}
		return &p.open[len(p.open)-1]
	}
	p.word = span{at, at}
	for i := 0; i < at; {
		switch c := text[i]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			i++
		case c == '/' && strings.HasPrefix(text[i:], "//"):
			end := strings.IndexByte(text[i:], '\n')
			if end < 0 {
				return p
			}
			i += end
		case c == '/' && strings.HasPrefix(text[i:], "/*"):
			end := strings.Index(text[i:], "*/")
			if end < 0 {
				return p
			}
			i += end + len("*/")
		case c == '{' || c == '[':
			p.open = append(p.open, container{isList: c == '[', from: i})
			p.afterKey = false
			i++
		case c == '}' || c == ']':
			if len(p.open) > 0 {
				p.open = p.open[:len(p.open)-1]
			}
			p.afterKey = false
			i++
		case c == ',':
			last().index++
			last().key = ""
			p.afterKey = false
			i++
		case c == ':':
			p.afterKey = true
			i++
		default:
			from, end, closed := i, i+1, true
			quoted := c == '"' || c == '\''
			if quoted {
				closed = false
				for end < len(text) && text[end] != '\n' {
					if text[end] == '\\' {
						end++
					} else if text[end] == c {
						closed = true
						break
					}
					end++
				}
				end = min(end, len(text))
				from++
			} else {
				for end < len(text) && strings.IndexByte(" \t\r\n,:{}[]\"'/", text[end]) < 0 {
					end++
				}
			}
			if at <= end {
				p.word, p.inString = span{from, end}, quoted
				return p
			}
			if o := last(); len(p.open) > 0 && !o.isList && !p.afterKey {
				o.key = text[from:end]
				o.keys = append(o.keys, o.key)
			}
			i = end
			if quoted && closed {
				i++
			}
		}
	}
	return p
}

// path is the way to the value at the place.
func (p *position) path() (out []string) {
	for _, o := range p.open {
		if o.isList {
			out = append(out, strconv.Itoa(o.index))
		} else {
			out = append(out, o.key)
		}
	}
	return out
}
