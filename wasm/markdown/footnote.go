package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Footnotes are goldmark's to read, and shown as GitHub shows them: ids by the
// label that the author gave, a heading for those who listen, and a way back
// from the note for every reference to it.

const footnoteLabel = "label"

// footnoteBlockParser reads definitions as cmark-gfm does: no white space is in a label. It
// remembers which list items a blank line and a footnote are in, before the footnote is
// taken out of them.
type footnoteBlockParser struct{ parser.BlockParser }

var footnoteListKey = parser.NewContextKey()

func (p footnoteBlockParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	if end := bytes.Index(line, []byte("]:")); end < 0 || bytes.ContainsAny(bytes.TrimLeft(line[:end], " "), " \t") {
		return nil, parser.NoChildren
	}
	return p.BlockParser.Open(parent, reader, pc)
}

func (p footnoteBlockParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	if node.HasBlankPreviousLines() && node.PreviousSibling() != nil {
		apart, _ := pc.Get(footnotesInItemsKey).(map[ast.Node]bool)
		if apart == nil {
			apart = map[ast.Node]bool{}
			pc.Set(footnotesInItemsKey, apart)
		}
		apart[node.Parent()] = true
	}
	p.BlockParser.Close(node, reader, pc)
	pc.Set(footnoteListKey, node.Parent())
}

// footnoteParser reads references without regard to case. The first definition of a label
// counts.
type footnoteParser struct{ parser.InlineParser }

func (p footnoteParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	start := bytes.Index(line, []byte("[^"))
	list, _ := pc.Get(footnoteListKey).(ast.Node)
	if start < 0 || start > 1 || list == nil {
		return p.InlineParser.Parse(parent, block, pc)
	}
	label, _, ok := bytes.Cut(line[start+2:], []byte("]"))
	if !ok {
		return nil
	}
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		note := n.(*extast.Footnote)
		if bytes.EqualFold(note.Ref, label) {
			written := note.Ref
			note.Ref = label // goldmark compares letter by letter
			defer func() { note.Ref = written }()
			break
		}
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// footnoteLabels tells references and ways back the label of their note. It
// comes after goldmark's own transformer, which has put the notes at the end.
type footnoteLabels struct{}

func (footnoteLabels) Transform(root *ast.Document, _ text.Reader, _ parser.Context) {
	list, ok := root.LastChild().(*extast.FootnoteList)
	if !ok {
		return
	}
	labels := map[int][]byte{}
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		note := n.(*extast.Footnote)
		labels[note.Index] = util.EscapeHTML(util.URLEscape(bytes.ToLower(note.Ref), false))
		note.SetAttributeString(footnoteLabel, labels[note.Index])
	}
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *extast.FootnoteLink:
			n.SetAttributeString(footnoteLabel, labels[n.Index])
		case *extast.FootnoteBacklink:
			n.SetAttributeString(footnoteLabel, labels[n.Index])
		}
		return ast.WalkContinue, nil
	})
}

type footnoteRenderer struct{}

func (footnoteRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(extast.KindFootnoteLink, renderFootnoteLink)
	r.Register(extast.KindFootnoteBacklink, renderFootnoteBacklink)
	r.Register(extast.KindFootnote, renderFootnote)
	r.Register(extast.KindFootnoteList, renderFootnoteList)
}

func labelOf(n ast.Node) string {
	label, _ := n.AttributeString(footnoteLabel)
	b, _ := label.([]byte)
	return string(b)
}

// repeat is what tells the second and further references to a note apart.
func repeat(index int) string {
	if index == 0 {
		return ""
	}
	return "-" + strconv.Itoa(index+1)
}

func renderFootnoteLink(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		n := node.(*extast.FootnoteLink)
		label := labelOf(n)
		_, _ = w.WriteString(`<sup><a href="#user-content-fn-` + label + `" id="user-content-fnref-` + label + repeat(n.RefIndex) +
			`" data-footnote-ref="" aria-describedby="footnote-label">` + strconv.Itoa(n.Index) + `</a></sup>`)
	}
	return ast.WalkContinue, nil
}

func renderFootnoteBacklink(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		n := node.(*extast.FootnoteBacklink)
		place := strconv.Itoa(n.Index) + repeat(n.RefIndex)
		_, _ = w.WriteString(` <a href="#user-content-fnref-` + labelOf(n) + repeat(n.RefIndex) +
			`" data-footnote-backref="" aria-label="Back to reference ` + place + `" class="data-footnote-backref">↩`)
		if n.RefIndex > 0 {
			_, _ = w.WriteString("<sup>" + strconv.Itoa(n.RefIndex+1) + "</sup>")
		}
		_, _ = w.WriteString("</a>")
	}
	return ast.WalkContinue, nil
}

func renderFootnote(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(`<li id="user-content-fn-` + labelOf(node) + `">` + "\n")
	} else {
		_, _ = w.WriteString("</li>\n")
	}
	return ast.WalkContinue, nil
}

func renderFootnoteList(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(`<section data-footnotes="" class="footnotes"><h2 id="footnote-label" class="sr-only">Footnotes</h2>` + "\n<ol>\n")
	} else {
		_, _ = w.WriteString("</ol>\n</section>\n")
	}
	return ast.WalkContinue, nil
}
