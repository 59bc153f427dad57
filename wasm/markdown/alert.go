package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"livebars/wasm/markdown/outline"
)

// GitHub's alerts: a quote whose first line is `[!NOTE]`, `[!TIP]`,
// `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]` alone, not inside anything else.

const alertAttribute = "data-alert"

// alertTransformer takes the mark off the first paragraph of a quote and notes
// its kind at the quote.
type alertTransformer struct{}

func (alertTransformer) Transform(node *ast.Paragraph, reader text.Reader, _ parser.Context) {
	quote, ok := node.Parent().(*ast.Blockquote)
	if !ok || node.PreviousSibling() != nil {
		return
	}
	if _, top := quote.Parent().(*ast.Document); !top {
		return
	}
	lines := node.Lines()
	first := lines.At(0)
	mark := bytes.TrimSpace(first.Value(reader.Source()))
	if len(mark) < 4 || mark[0] != '[' || mark[1] != '!' || mark[len(mark)-1] != ']' {
		return
	}
	kind := string(bytes.ToLower(mark[2 : len(mark)-1]))
	if !slices.Contains(outline.AlertKinds, kind) {
		return
	}
	quote.SetAttributeString(alertAttribute, kind)
	if lines.Len() == 1 {
		quote.SetAttributeString(alertAttribute+"-mark", string(mark))
		quote.RemoveChild(quote, node)
		return
	}
	lines.SetSliced(1, lines.Len())
	node.SetLines(lines)
}

// alertRenderer shows such quotes, and all others, as GitHub does.
type alertRenderer struct{}

func (alertRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindBlockquote, renderQuote)
}

func renderQuote(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	kind, isAlert := n.AttributeString(alertAttribute)
	if isAlert && n.FirstChild() == nil { // a mark without a text is a quote of the mark
		if entering {
			mark, _ := n.AttributeString(alertAttribute + "-mark")
			_, _ = w.WriteString("<blockquote>\n<p>" + mark.(string) + "</p>\n</blockquote>\n")
		}
		return ast.WalkSkipChildren, nil
	}
	switch {
	case isAlert && entering:
		name := kind.(string)
		_, _ = w.WriteString(`<div class="markdown-alert markdown-alert-` + name + `">` + "\n" + `<p class="markdown-alert-title">` + strings.ToUpper(name[:1]) + name[1:] + "</p>\n")
	case isAlert:
		_, _ = w.WriteString("</div>\n")
	case entering:
		_, _ = w.WriteString("<blockquote>\n")
	default:
		_, _ = w.WriteString("</blockquote>\n")
	}
	return ast.WalkContinue, nil
}
