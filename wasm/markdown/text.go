package markdown

import (
	"strings"

	"livebars/wasm/edit"
	"livebars/wasm/markdown/outline"
)

// A piece of a text page is some lines, of so many bytes at least where a piece of
// before does not begin sooner.
const textPiece = 2 << 10

var textEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// textParser shows a text as it is, in one `<pre>`.
type textParser struct {
	lines []*outline.Block
	list  []*outline.Block // with the tags around them
}

func (r *textParser) update(text string, hunks []edit.Hunk, limits Limits) ([]Note, error) {
	if len(text) > limits.Output {
		return nil, tooLarge(limits)
	}
	r.lines = recut(r.lines, text, hunks, 0, func(int) cut {
		return func(at, old int) *outline.Block {
			end := len(text)
			if at+textPiece < len(text) {
				if line := strings.IndexByte(text[at+textPiece:], '\n'); line >= 0 {
					end = at + textPiece + line + 1
				}
			}
			if old < end && text[old-1] == '\n' {
				end = old
			}
			return &outline.Block{From: at, To: end, HTML: textEscapes.Replace(text[at:end])}
		}
	})
	open := "<pre>"
	if strings.HasPrefix(text, "\n") || strings.HasPrefix(text, "\r") {
		open += "\n" // a line end right behind the tag is not part of the text (HTML §13.2.6.4.7)
	}
	list := make([]*outline.Block, 0, len(r.lines)+2)
	list = append(list, tagBlock(open, 0))
	list = append(list, r.lines...)
	r.list = append(list, tagBlock("</pre>", len(text)))
	return nil, nil
}

// tagBlock is a block that is a tag of `pre`, at a place of the text.
func tagBlock(html string, at int) *outline.Block {
	b := &outline.Block{From: at, To: at, HTML: html}
	b.Outline.Tags = []outline.Tag{{Name: "pre", Closing: html[1] == '/'}}
	return b
}

func (r *textParser) blocks() []*outline.Block { return r.list }
func (r *textParser) rules() outline.Rules     { return outline.Rules{} }
