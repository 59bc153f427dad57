package markdown

import (
	"strings"

	"livebars/wasm/edit"
	"livebars/wasm/markdown/markup"
	"livebars/wasm/markdown/outline"
)

// A piece of HTML is one top-level element, with the text before it and the white space
// behind it, or, of an element that is longer than reach, its start tag or its end tag.
// Elements that are short and stand on one line are one piece, up to a length: a page of
// a hundred thousand pieces takes a browser long. Where a piece ends follows from what
// stands there, so that pieces behind an edit stay as they were.
const (
	reach        = 4 << 10 // bytes in which the end of an element is looked for
	shortElement = 64
)

// htmlParser cuts HTML into pieces.
type htmlParser struct {
	list  []*outline.Block
	reach int // bytes
}

func (r *htmlParser) update(text string, hunks []edit.Hunk, limits Limits) ([]Note, error) {
	if len(text) > limits.Output {
		return nil, tooLarge(limits)
	}
	r.list = recut(r.list, text, hunks, r.reach, func(at int) cut {
		c := &htmlCut{text: text, reach: r.reach, next: at}
		return func(at, _ int) *outline.Block {
			b := &outline.Block{From: at, To: c.piece(at)}
			b.HTML = text[at:b.To]
			b.Outline.ScanTags(b.HTML, 0, func(string) bool { return false })
			return b
		}
	})
	return nil, nil
}

func (r *htmlParser) blocks() []*outline.Block { return r.list }
func (r *htmlParser) rules() outline.Rules     { return outline.Rules{IDs: true} }

// cut makes the piece that begins at a place. A piece of before begins at old.
type cut func(at, old int) *outline.Block

// recut makes pieces of what an edit has changed; those before and behind it stay. reach
// is how far behind its start a piece may depend on the text.
func recut(list []*outline.Block, text string, hunks []edit.Hunk, reach int, start func(at int) cut) []*outline.Block {
	if hunks == nil {
		hunks, list = []edit.Hunk{{NowTo: len(text)}}, nil
	}
	out := make([]*outline.Block, 0, len(list)+len(hunks))
	next, at, delta := 0, 0, 0 // the first piece of before that has no place yet
	for h := 0; h < len(hunks); h++ {
		first := next
		for first < len(list) && list[first].To < hunks[h].From {
			first++
		}
		// What stood so far before the edit may have ended where it did for what has changed.
		for first = min(first, len(list)-1); first > next && list[first].From+reach >= hunks[h].From; {
			first--
		}
		first = max(first, next)
		out = append(out, movedBlocks(list[next:first], delta)...)
		if first < len(list) {
			at = list[first].From + delta
		}
		piece := start(at)
		last := first
		for at < len(text) {
			for h+1 < len(hunks) && hunks[h+1].NowFrom < at+reach {
				h++ // what was read goes on into the next place
			}
			delta = hunks[h].Behind()
			for last < len(list) && list[last].From+delta < at {
				last++
			}
			if at >= hunks[h].NowTo && last < len(list) && list[last].From+delta == at {
				break
			}
			old := len(text)
			if i := last; i < len(list) {
				if list[i].From+delta == at {
					i++
				}
				for i < len(list) && list[i].From+delta < hunks[h].NowTo {
					i++
				}
				if i < len(list) && (h+1 == len(hunks) || list[i].From+delta <= hunks[h+1].NowFrom) {
					old = list[i].From + delta
				}
			}
			b := piece(at, old)
			out = append(out, b)
			at = b.To
		}
		if next = last; at >= len(text) {
			next = len(list)
			break
		}
	}
	return append(out, movedBlocks(list[next:], delta)...)
}

// movedBlocks are blocks where they are when the text before them has become longer.
func movedBlocks(list []*outline.Block, by int) []*outline.Block {
	if by != 0 {
		for _, b := range list {
			b.From += by
			b.To += by
		}
	}
	return list
}

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
