package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// quoteParser makes spaces of a tab behind the mark of a quote: goldmark's lists do not
// see it (CommonMark §2.2).
type quoteParser struct{ parser.BlockParser }

func (p quoteParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	node, state := p.BlockParser.Open(parent, reader, pc)
	if node != nil {
		expandTab(reader)
	}
	return node, state
}

func (p quoteParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	state := p.BlockParser.Continue(node, reader, pc)
	if state&parser.Continue != 0 {
		expandTab(reader)
	}
	return state
}

func expandTab(reader text.Reader) {
	line, segment := reader.PeekLine()
	if width := util.TabWidth(reader.LineOffset()); segment.Padding == 0 && len(line) > 1 && line[0] == '\t' && width < 4 {
		reader.AdvanceAndSetPadding(1, width)
	}
}
