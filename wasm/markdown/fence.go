package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// fenceParser takes the indentation of a fence off blank lines as well (CommonMark §4.5),
// where goldmark leaves them as they are.
type fenceParser struct{ parser.BlockParser }

var fenceIndentKey = parser.NewContextKey()

func (p fenceParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	indent := pc.BlockIndent()
	node, state := p.BlockParser.Open(parent, reader, pc)
	if node != nil {
		pc.Set(fenceIndentKey, indent)
	}
	return node, state
}

func (p fenceParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, segment := reader.PeekLine()
	state := p.BlockParser.Continue(node, reader, pc)
	lines := node.Lines()
	indent, _ := pc.Get(fenceIndentKey).(int)
	if state&parser.Continue == 0 || indent == 0 || segment.Padding > 0 || !util.IsBlank(line) {
		return state
	}
	last := lines.At(lines.Len() - 1)
	for indent > 0 && last.Start < last.Stop && reader.Source()[last.Start] == ' ' {
		last.Start++
		indent--
	}
	lines.Set(lines.Len()-1, last)
	return state
}
