package markdown

import (
	"errors"
	"fmt"

	"livebars/wasm/edit"
	"livebars/wasm/markdown/mdsvex"
	"livebars/wasm/markdown/outline"
)

// reader reads the blocks of a text that is being edited. A block that an edit
// does not change is the same pointer as before.
type reader interface {
	// update reads a text. kept is what an edit left of the text before, if that is
	// known. The notes are about the whole page: what the limits
	// cut short. The error is for a page that grows beyond all limits.
	update(text string, kept *edit.Kept, limits Limits) ([]Note, error)
	blocks() []*outline.Block
	rules() outline.Rules
}

// newReader is the reader of a dialect. An unknown dialect is an error.
func newReader(d Dialect) (reader, error) {
	switch d {
	case CommonMark:
		return newGoldmarkReader(commonMark(), false), nil
	case GFM:
		return newGoldmarkReader(gfm(), true), nil
	case DocBuilder:
		return &docBuilderReader{}, nil
	}
	return nil, fmt.Errorf("there is no dialect %q: commonmark, gfm and doc-builder are known", d)
}

// docBuilderReader reads what doc-builder publishes.
type docBuilderReader struct {
	document mdsvex.Document
	list     []*outline.Block
}

func (r *docBuilderReader) update(text string, kept *edit.Kept, limits Limits) ([]Note, error) {
	r.document.Update(text, kept, mdsvex.Limits{Depth: limits.Depth, Overtime: limits.Overtime})
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

func (r *docBuilderReader) blocks() []*outline.Block { return r.list }
func (r *docBuilderReader) rules() outline.Rules     { return outline.Rules{IDs: true} }

// htmlReader cuts HTML into its top-level elements.
type htmlReader struct {
	text string
	list []*outline.Block
}

func (r *htmlReader) update(text string, kept *edit.Kept, limits Limits) ([]Note, error) {
	if len(text) > limits.Output {
		return nil, tooLarge(limits)
	}
	if kept == nil {
		found := edit.Between(r.text, text)
		kept = &found
	}
	prefix, suffix := kept.Prefix, kept.Suffix
	delta := len(text) - len(r.text)
	first := 0
	for first < len(r.list) && r.list[first].To < prefix {
		first++
	}
	first = max(first-1, 0)
	at, last := 0, first
	if first < len(r.list) {
		at = r.list[first].From
	}
	list := append([]*outline.Block(nil), r.list[:first]...)
	for at < len(text) {
		for last < len(r.list) && r.list[last].From+delta < at {
			last++
		}
		if at >= len(text)-suffix && last < len(r.list) && r.list[last].From+delta == at {
			break
		}
		end := outline.ElementEnd(text, at)
		b := &outline.Block{From: at, To: end, HTML: text[at:end]}
		b.Outline.ScanTags(b.HTML, 0, func(string) bool { return false })
		list = append(list, b)
		at = end
	}
	if at < len(text) {
		for _, b := range r.list[last:] {
			b.From += delta
			b.To += delta
		}
		list = append(list, r.list[last:]...)
	}
	r.text, r.list = text, list
	return nil, nil
}

func (r *htmlReader) blocks() []*outline.Block { return r.list }
func (r *htmlReader) rules() outline.Rules     { return outline.Rules{IDs: true} }

func tooLarge(limits Limits) error {
	return errors.New("the page grows beyond " + fmt.Sprint(limits.Output>>20) + " MB")
}
