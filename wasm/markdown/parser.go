package markdown

import (
	"errors"
	"fmt"
	"strings"

	"livebars/wasm/edit"
	"livebars/wasm/markdown/mdsvex"
	"livebars/wasm/markdown/outline"
)

// incrementalParser parses the blocks of a text that is being edited. A block that an edit
// does not change is the same pointer as before.
type incrementalParser interface {
	// update reads a text. hunks are where it differs from the text before, in
	// order; nil reads all of it. The notes are about the whole page: what the limits
	// cut short. The error is for a page that grows beyond all limits.
	update(text string, hunks []edit.Hunk, limits Limits) ([]Note, error)
	blocks() []*outline.Block
	rules() outline.Rules
}

// newParser is the parser of a dialect. An unknown dialect is an error.
func newParser(d Dialect) (incrementalParser, error) {
	switch d {
	case CommonMark:
		return newGoldmarkParser(commonMark(), false), nil
	case GFM:
		return newGoldmarkParser(gfm(), true), nil
	case DocBuilder:
		return &docBuilderParser{}, nil
	}
	return nil, fmt.Errorf("there is no dialect %q: commonmark, gfm and doc-builder are known", d)
}

// docBuilderParser reads what doc-builder publishes.
type docBuilderParser struct {
	document mdsvex.Document
	list     []*outline.Block
}

func (r *docBuilderParser) update(text string, hunks []edit.Hunk, limits Limits) ([]Note, error) {
	r.document.Update(text, hunks, mdsvex.Limits{Depth: limits.Depth, Overtime: limits.Overtime})
	size := 0
	r.list = r.document.Blocks()
	for _, b := range r.list {
		size += len(b.HTML)
	}
	if size > limits.Output {
		r.document, r.list = mdsvex.Document{}, nil
		return nil, tooLarge(limits)
	}
	return r.document.Notes(), nil
}

func (r *docBuilderParser) blocks() []*outline.Block { return r.list }
func (r *docBuilderParser) rules() outline.Rules     { return outline.Rules{IDs: true} }

// Elements of HTML that are short and stand on one line are one piece, up to a
// length: a page of a hundred thousand pieces takes a browser long.
const (
	shortElement  = 64
	longestOfLine = 4 << 10
)

// htmlPieceEnd is the end of the piece of HTML that begins at a place. Where it ends
// follows from what stands there, so that pieces behind an edit stay as they were.
func htmlPieceEnd(text string, at int) int {
	end := at
	for start := at; ; start = end {
		end = outline.ElementEnd(text, start)
		blank := text[len(strings.TrimRight(text[start:end], " \t\r\n"))+start : end]
		if end == len(text) || end-start >= shortElement || end-at >= longestOfLine || strings.Contains(blank, "\n") {
			return end
		}
	}
}

// htmlParser cuts HTML into its top-level elements.
type htmlParser struct{ list []*outline.Block }

func (r *htmlParser) update(text string, hunks []edit.Hunk, limits Limits) ([]Note, error) {
	if len(text) > limits.Output {
		return nil, tooLarge(limits)
	}
	if hunks == nil {
		hunks, r.list = []edit.Hunk{{NowTo: len(text)}}, nil
	}
	list := make([]*outline.Block, 0, len(r.list)+len(hunks))
	next, at, delta := 0, 0, 0 // the first block of before that has no place yet
	for h := 0; h < len(hunks); h++ {
		first := next
		for first < len(r.list) && r.list[first].To < hunks[h].From {
			first++
		}
		first = max(first-1, next) // it may go on into what changed
		list = append(list, movedBlocks(r.list[next:first], delta)...)
		if first < len(r.list) {
			at = r.list[first].From + delta
		}
		last := first
		for at < len(text) {
			for h+1 < len(hunks) && hunks[h+1].NowFrom < at {
				h++ // what was read goes on into the next place
			}
			delta = hunks[h].Behind()
			for last < len(r.list) && r.list[last].From+delta < at {
				last++
			}
			if at >= hunks[h].NowTo && last < len(r.list) && r.list[last].From+delta == at {
				break
			}
			end := htmlPieceEnd(text, at)
			b := &outline.Block{From: at, To: end, HTML: text[at:end]}
			b.Outline.ScanTags(b.HTML, 0, func(string) bool { return false })
			list = append(list, b)
			at = end
		}
		if next = last; at >= len(text) {
			next = len(r.list)
			break
		}
	}
	r.list = append(list, movedBlocks(r.list[next:], delta)...)
	return nil, nil
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

func (r *htmlParser) blocks() []*outline.Block { return r.list }
func (r *htmlParser) rules() outline.Rules     { return outline.Rules{IDs: true} }

func tooLarge(limits Limits) error {
	return errors.New("the page grows beyond " + fmt.Sprint(limits.Output>>20) + " MB")
}
