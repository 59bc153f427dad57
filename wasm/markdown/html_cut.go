package markdown

import (
	"strings"

	"livebars/wasm/markdown/markup"
)

// htmlCut finds the ends of elements, and reads each tag once for that: a tag can be
// looked for from thousands before it.
type htmlCut struct {
	text  string
	reach int
	next  int         // what is before is read
	read  []elementAt // the elements whose start tags are read, in their order
	open  []int       // those that have no end yet, as places in read
	done  int         // so many of read are before what is asked for
}

// elementAt is where an element begins and ends; it has no end if that is 0.
type elementAt struct{ from, to int }

// rawText is the length of the text behind a tag that is no HTML. It is not sure of a
// title with a `<`: one of SVG ends elsewhere.
func rawText(t markup.Token, rest string) (size int, sure bool) {
	size = markup.RawText(t, rest)
	return size, t.Name != "title" || !strings.Contains(rest[:size], "<")
}

// readTag reads a tag, comment or text.
func (c *htmlCut) readTag() {
	at := strings.IndexByte(c.text[c.next:], '<')
	if at < 0 {
		c.next = len(c.text)
		return
	}
	at += c.next
	t := markup.Read(c.text[at:])
	c.next = at + t.Size
	raw, sure := rawText(t, c.text[c.next:])
	if c.next += raw; !sure {
		c.next = len(c.text)
	}
	switch {
	case t.Kind == markup.Start && !t.EndsItself():
		c.open = append(c.open, len(c.read))
		c.read = append(c.read, elementAt{from: at})
	case t.Kind == markup.End && len(c.open) > 0:
		last := len(c.open) - 1
		c.read[c.open[last]].to = c.next
		c.open = c.open[:last]
	}
}

// end is the end of the element whose start tag is at a place; 0 if it is not near.
func (c *htmlCut) end(at int) int {
	if c.next <= at {
		c.next, c.read, c.open, c.done = at, c.read[:0], c.open[:0], 0
	}
	for {
		for c.done < len(c.read) && c.read[c.done].from < at {
			c.done++
		}
		if c.done < len(c.read) && c.read[c.done].from == at && c.read[c.done].to > 0 {
			return c.read[c.done].to
		}
		if c.next > at+c.reach || c.next >= len(c.text) {
			return 0
		}
		c.readTag()
	}
}

// piece is the end of the piece at a place.
func (c *htmlCut) piece(at int) int {
	for end := at; ; {
		start := end
		end = c.element(start)
		if end < 0 { // the tag of a long element
			if end = -end; start > at {
				return start
			}
			return end
		}
		behind := c.behind(end)
		blank := c.text[end:behind]
		if end = behind; end == len(c.text) || end-start >= shortElement || end-at >= c.reach || strings.Contains(blank, "\n") {
			return end
		}
	}
}

// behind is the end of the white space at a place.
func (c *htmlCut) behind(at int) int {
	for at < len(c.text) && (c.text[at] == ' ' || c.text[at] == '\n' || c.text[at] == '\t' || c.text[at] == '\r') {
		at++
	}
	return at
}

// element is the end of the first element from a place on. For the tag of an element
// that is long it is negative, and that of the text before the tag if there is some.
func (c *htmlCut) element(from int) int {
	for at := from; ; {
		i := strings.IndexByte(c.text[at:], '<')
		if i < 0 {
			return len(c.text)
		}
		at += i
		t := markup.Read(c.text[at:])
		end := at + t.Size
		switch t.Kind {
		case markup.Unfinished:
			return len(c.text)
		case markup.Start, markup.End:
			raw, sure := rawText(t, c.text[end:])
			if !sure {
				return len(c.text)
			}
			if t.Kind == markup.Start && t.EndsItself() {
				return end
			}
			if t.Kind == markup.Start {
				if whole := c.end(at); whole > 0 {
					return whole
				}
			}
			if raw > 0 { // its end tag is far away, or not there
				if size := markup.Read(c.text[min(end+raw, len(c.text)):]).Size; size > 1 {
					return end + raw + size
				}
				return len(c.text)
			}
			if at > from {
				return -at
			}
			return -c.behind(end)
		}
		at = end
	}
}
