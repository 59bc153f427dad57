package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"livebars/wasm/markdown/markup"
)

// htmlBlockRenderer writes raw HTML as it is. A line end stands behind a block, also where
// the text ends without one.
type htmlBlockRenderer struct{}

func (htmlBlockRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindHTMLBlock, func(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			_, _ = w.Write(htmlOf(node.(*ast.HTMLBlock), source))
		}
		return ast.WalkSkipChildren, nil
	})
}

func htmlOf(n *ast.HTMLBlock, source []byte) []byte {
	var html []byte
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		html = append(html, line.Value(source)...)
	}
	if n.HasClosure() {
		html = append(html, n.ClosureLine.Value(source)...)
	}
	if !bytes.HasSuffix(html, []byte("\n")) {
		html = append(html, '\n')
	}
	return html
}

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

// withEmoji is raw HTML with emoji for their codes in its text, but for code.
func withEmoji(html []byte) []byte {
	if bytes.Count(html, []byte(":")) < 2 {
		return html
	}
	var out []byte
	inCode := 0
	for rest := string(html); rest != ""; {
		next := strings.IndexByte(rest, '<')
		if next < 0 {
			next = len(rest)
		}
		if inCode > 0 {
			out = append(out, rest[:next]...)
		} else {
			out = appendEmoji(out, rest[:next])
		}
		if rest = rest[next:]; rest == "" {
			break
		}
		t := markup.Read(rest)
		size := t.Size + markup.RawText(t, rest[t.Size:])
		if t.Name == "code" || t.Name == "pre" || t.Name == "tt" {
			switch t.Kind {
			case markup.Start:
				inCode++
			case markup.End:
				inCode = max(inCode-1, 0)
			}
		}
		out = append(out, rest[:size]...)
		rest = rest[size:]
	}
	return out
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
