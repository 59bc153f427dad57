package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// htmlBlockParser opens some HTML blocks that goldmark does not (CommonMark §4.6, start
// condition 7): those of a closing tag of `script`, `style` or `pre`, and those behind a
// quote or list item whose paragraph could go on with the line: they are in no paragraph.
type htmlBlockParser struct{ parser.BlockParser }

func newHTMLBlockParser() htmlBlockParser {
	return htmlBlockParser{parser.NewHTMLBlockParser()}
}

func (p htmlBlockParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	if bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte("</ ")) { // no tag, though goldmark takes it for one
		return nil, parser.NoChildren
	}
	around := pc
	paragraph, inParagraph := pc.LastOpenedBlock().Node.(*ast.Paragraph)
	if inParagraph && paragraph.Parent() != parent {
		around, inParagraph = parser.NewContext(), false
	}
	if node, state := p.BlockParser.Open(parent, reader, around); node != nil {
		return node, state
	}
	if inParagraph || !isClosingRawTag(bytes.TrimSpace(line)) {
		return nil, parser.NoChildren
	}
	node := ast.NewHTMLBlock(ast.HTMLBlockType7)
	reader.AdvanceToEOL()
	node.Lines().Append(segment)
	return node, parser.NoChildren
}

func isClosingRawTag(tag []byte) bool {
	name, ok := bytes.CutPrefix(tag, []byte("</"))
	if !ok || len(name) == 0 || name[len(name)-1] != '>' {
		return false
	}
	switch string(bytes.ToLower(bytes.TrimRight(name[:len(name)-1], " \t"))) {
	case "script", "style", "pre":
		return true
	}
	return false
}
