package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// bracketLinks reads character references in addresses in brackets, `<https://a.example/?b&amp;c>`,
// as cmark does and goldmark does not.
type bracketLinks struct{}

func (bracketLinks) Transform(root *ast.Document, reader text.Reader, _ parser.Context) {
	source := reader.Source()
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		auto, ok := n.(*ast.AutoLink)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		label := auto.Label(source)
		at := auto.Pos()
		if bytes.IndexByte(label, '&') < 0 || at < 0 || at >= len(source) || source[at] != '<' {
			return ast.WalkContinue, nil
		}
		value := util.ResolveEntityNames(util.ResolveNumericReferences(label))
		link := ast.NewLink()
		link.Destination = value
		if auto.AutoLinkType == ast.AutoLinkEmail {
			link.Destination = append([]byte("mailto:"), value...)
		}
		link.AppendChild(link, rawString(value))
		link.SetPos(at)
		auto.Parent().ReplaceChild(auto.Parent(), auto, link)
		return ast.WalkSkipChildren, nil
	})
}

// emptyTitles takes titles without text off links and images, as cmark does.
type emptyTitles struct{}

func (emptyTitles) Transform(root *ast.Document, _ text.Reader, _ parser.Context) {
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Link:
			if len(n.Title) == 0 {
				n.Title = nil
			}
		case *ast.Image:
			if len(n.Title) == 0 {
				n.Title = nil
			}
		}
		return ast.WalkContinue, nil
	})
}
