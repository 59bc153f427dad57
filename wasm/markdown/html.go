package markdown

import (
	"livebars/wasm/edit"
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
