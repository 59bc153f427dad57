package markdown

import (
	"errors"
	"fmt"

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
		return &frontMatterParser{incrementalParser: newGoldmarkParser(gfm(), true), shows: true}, nil
	case DocBuilder:
		return &frontMatterParser{incrementalParser: &docBuilderParser{}}, nil
	}
	return nil, fmt.Errorf("there is no dialect %q: commonmark, gfm and doc-builder are known", d)
}

// Components are the component tags that an author may write in the dialect doc-builder.
func Components() []string { return mdsvex.Components() }

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

func tooLarge(limits Limits) error {
	return errors.New("the page grows beyond " + fmt.Sprint(limits.Output>>20) + " MB")
}
