package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// htmlBlockParser opens some HTML blocks that goldmark does not (CommonMark §4.6, start
// condition 7): those of a closing tag of `script`, `style` or `pre`, and those behind a
// quote or list item whose paragraph could go on with the line: they are in no paragraph;
// and those with tabs before or in their tags. `<script/>` is no start of a script.
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
	tag, emptyRaw := emptyRawTag(bytes.TrimSpace(line))
	if !emptyRaw {
		if node, state := p.BlockParser.Open(parent, reader, around); node != nil {
			return node, state
		}
	}
	kind := ast.HTMLBlockType7
	switch {
	case emptyRaw && (inParagraph || tag != ">"):
		return nil, parser.NoChildren
	case emptyRaw, !inParagraph && isClosingRawTag(bytes.TrimSpace(line)):
	case bytes.IndexByte(line, '\t') >= 0: // which is white space as blanks are
		width, start := util.IndentWidth(line, reader.LineOffset())
		if width > 3 {
			return nil, parser.NoChildren
		}
		blanks := append(bytes.Repeat([]byte(" "), width), bytes.ReplaceAll(line[start:], []byte("\t"), []byte(" "))...)
		node, _ := p.BlockParser.Open(parent, text.NewReader(blanks), around)
		if node == nil {
			return nil, parser.NoChildren
		}
		kind = node.(*ast.HTMLBlock).HTMLBlockType
	default:
		return nil, parser.NoChildren
	}
	node := ast.NewHTMLBlock(kind)
	reader.AdvanceToEOL()
	node.Lines().Append(segment)
	return node, parser.NoChildren
}

// emptyRawTag reports whether a line begins with `<script/`, `<style/` or `<pre/`, which
// goldmark takes for the start of such an element (condition 1), and what follows.
func emptyRawTag(line []byte) (behind string, found bool) {
	for _, name := range []string{"<script/", "<style/", "<pre/"} {
		if len(line) >= len(name) && bytes.EqualFold(line[:len(name)], []byte(name)) {
			return string(line[len(name):]), true
		}
	}
	return "", false
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
