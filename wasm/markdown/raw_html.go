package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// commentParser reads raw HTML in text with the comments of CommonMark 0.29 (§6.8): the
// text of one does not begin with `>` or `->`, does not end with a hyphen, and has no two
// hyphens in it. goldmark has those of 0.31.
type commentParser struct{ parser.InlineParser }

func (p commentParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	node, ok := p.InlineParser.Parse(parent, block, pc).(*ast.RawHTML)
	if !ok {
		return nil
	}
	var value []byte
	for i := range node.Segments.Len() {
		s := node.Segments.At(i)
		value = append(value, s.Value(block.Source())...)
	}
	comment, ok := bytes.CutPrefix(value, []byte("<!--"))
	if !ok {
		return node
	}
	comment = bytes.TrimSuffix(comment, []byte("-->"))
	if len(comment) == len(value)-len("<!--") || bytes.HasPrefix(comment, []byte(">")) || bytes.HasPrefix(comment, []byte("->")) ||
		bytes.HasSuffix(comment, []byte("-")) || bytes.Contains(comment, []byte("--")) {
		return nil
	}
	return node
}
