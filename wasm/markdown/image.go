package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// imageTexts makes the alternative texts of images those of cmark: line ends are spaces,
// and addresses and tags are text.
type imageTexts struct{}

func (imageTexts) Transform(root *ast.Document, reader text.Reader, _ parser.Context) {
	source := reader.Source()
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if image, ok := n.(*ast.Image); ok && entering {
			plainImageText(image, source)
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
}

func plainImageText(parent ast.Node, source []byte) {
	for c := parent.FirstChild(); c != nil; {
		next := c.NextSibling()
		switch n := c.(type) {
		case *ast.Text:
			if n.SoftLineBreak() || n.HardLineBreak() {
				n.SetSoftLineBreak(false)
				n.SetHardLineBreak(false)
				parent.InsertAfter(parent, n, rawString([]byte(" ")))
			}
		case *ast.AutoLink:
			parent.ReplaceChild(parent, n, rawString(n.Label(source)))
		case *ast.RawHTML:
			var value []byte
			for i := range n.Segments.Len() {
				s := n.Segments.At(i)
				value = append(value, s.Value(source)...)
			}
			parent.ReplaceChild(parent, n, rawString(value))
		case *ast.CodeSpan:
			for t := n.FirstChild(); t != nil; {
				after := t.NextSibling()
				if code, ok := t.(*ast.Text); ok {
					value := bytes.ReplaceAll(code.Segment.Value(source), []byte("\n"), []byte(" "))
					n.ReplaceChild(n, code, rawString(value))
				}
				t = after
			}
		default:
			plainImageText(n, source)
		}
		c = next
	}
}
