package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// tagFilter shows some raw HTML tags as text (GFM 0.29 §6.11).
type tagFilter struct{}

var filteredTags = []string{"title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext"}

func (tagFilter) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindRawHTML, renderRawHTML)
	r.Register(ast.KindHTMLBlock, renderHTMLBlock)
}

func renderRawHTML(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		n := node.(*ast.RawHTML)
		for i := range n.Segments.Len() {
			segment := n.Segments.At(i)
			filterTags(w, segment.Value(source))
		}
	}
	return ast.WalkSkipChildren, nil
}

func renderHTMLBlock(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		filterTags(w, withEmoji(htmlOf(node.(*ast.HTMLBlock), source)))
	}
	return ast.WalkSkipChildren, nil
}

func filterTags(w util.BufWriter, html []byte) {
	start := 0
	for i, c := range html {
		if c == '<' && isFiltered(html[i+1:]) {
			_, _ = w.Write(html[start:i])
			_, _ = w.WriteString("&lt;")
			start = i + 1
		}
	}
	_, _ = w.Write(html[start:])
}

func isFiltered(rest []byte) bool {
	rest = bytes.TrimPrefix(rest, []byte("/"))
	for _, name := range filteredTags {
		if len(rest) < len(name) || !bytes.EqualFold(rest[:len(name)], []byte(name)) {
			continue
		}
		if len(rest) == len(name) {
			return true
		}
		switch rest[len(name)] {
		case ' ', '\t', '\n', '\r', '\f', '/', '>':
			return true
		}
	}
	return false
}
