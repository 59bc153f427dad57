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

// Footnotes are read as cmark-gfm reads them, and shown as GitHub shows them: ids by the
// label that the author gave, a heading for those who listen, and a way back from the
// note for every reference to it.

const footnoteLabel = "label"

// footnoteState is what is known of the footnotes of a text.
type footnoteState struct {
	list  *extast.FootnoteList // of the definitions, where the first one stood
	links []*extast.FootnoteLink
}

var footnotesKey = parser.NewContextKey()

func footnotesOf(pc parser.Context) *footnoteState {
	return pc.ComputeIfAbsent(footnotesKey, func() any { return &footnoteState{} }).(*footnoteState)
}

// footnoteBlockParser reads definitions, `[^label]: text`. No white space is in a label.
type footnoteBlockParser struct{}

func (footnoteBlockParser) Trigger() []byte { return []byte{'['} }

func (footnoteBlockParser) CanInterruptParagraph() bool { return true }

func (footnoteBlockParser) CanAcceptIndentedLine() bool { return false }

func (footnoteBlockParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	start := pc.BlockOffset()
	if start < 0 || !bytes.HasPrefix(line[start:], []byte("[^")) {
		return nil, parser.NoChildren
	}
	label, _, ok := bytes.Cut(line[start+2:], []byte("]:"))
	if !ok || len(label) == 0 || bytes.ContainsAny(label, "[] \t\r\n") {
		return nil, parser.NoChildren
	}
	note := extast.NewFootnote(bytes.Clone(label))
	size := start + len("[^]:") + len(label) - segment.Padding
	if size >= len(line) {
		reader.Advance(size)
		return note, parser.NoChildren
	}
	reader.AdvanceAndSetPadding(size, segment.Padding)
	return note, parser.HasChildren
}

// Continue takes lines that are indented by four, and blank ones.
func (footnoteBlockParser) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	at, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if at < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(at, padding)
	return parser.Continue | parser.HasChildren
}

// Close takes a definition out of its place, and remembers which list items a blank line
// and a footnote are in.
func (footnoteBlockParser) Close(node ast.Node, _ text.Reader, pc parser.Context) {
	parent := node.Parent()
	if node.HasBlankPreviousLines() && node.PreviousSibling() != nil {
		apart, _ := pc.Get(footnotesInItemsKey).(map[ast.Node]bool)
		if apart == nil {
			apart = map[ast.Node]bool{}
			pc.Set(footnotesInItemsKey, apart)
		}
		apart[parent] = true
	}
	f := footnotesOf(pc)
	if f.list == nil {
		f.list = extast.NewFootnoteList()
		parent.InsertBefore(parent, node, f.list)
	}
	parent.RemoveChild(parent, node)
	f.list.AppendChild(f.list, node)
}

// footnoteParser reads references, `[^label]`, without regard to case. The first
// definition of a label counts.
type footnoteParser struct{}

func (footnoteParser) Trigger() []byte { return []byte{'!', '['} }

func (footnoteParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	f := footnotesOf(pc)
	if f.list == nil {
		return nil
	}
	line, segment := block.PeekLine()
	start := 0
	if line[0] == '!' { // no image: what it would show is a footnote
		start = 1
	}
	rest, ok := bytes.CutPrefix(line[start:], []byte("[^"))
	if !ok {
		return nil
	}
	label, _, ok := bytes.Cut(rest, []byte("]"))
	if !ok {
		return nil
	}
	for n := f.list.FirstChild(); n != nil; n = n.NextSibling() {
		note := n.(*extast.Footnote)
		if !bytes.EqualFold(note.Ref, label) {
			continue
		}
		if note.Index < 0 {
			f.list.Count++
			note.Index = f.list.Count
		}
		if start > 0 {
			ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+1))
		}
		block.Advance(start + len("[^]") + len(label))
		link := extast.NewFootnoteLink(note.Index)
		f.links = append(f.links, link)
		return link
	}
	return nil
}

// footnoteLists puts the notes that are referred to at the end of the page, in the order of
// their numbers, with ways back.
type footnoteLists struct{}

func (footnoteLists) Transform(root *ast.Document, _ text.Reader, pc parser.Context) {
	f := footnotesOf(pc)
	if f.list == nil {
		return
	}
	f.list.Parent().RemoveChild(f.list.Parent(), f.list)
	notes := make([]*extast.Footnote, f.list.Count+1)
	for n := f.list.FirstChild(); n != nil; n = n.NextSibling() {
		if note := n.(*extast.Footnote); note.Index > 0 {
			notes[note.Index] = note
		}
	}
	f.list.RemoveChildren(f.list)
	counts := make([]int, len(notes))
	for _, link := range f.links {
		link.RefIndex = counts[link.Index]
		counts[link.Index]++
		link.SetAttributeString(footnoteLabel, labelOfNote(notes[link.Index]))
	}
	for _, note := range notes[1:] {
		label := labelOfNote(note)
		note.SetAttributeString(footnoteLabel, label)
		var end ast.Node = note
		if last := note.LastChild(); last != nil && last.Kind() == ast.KindParagraph {
			end = last
		}
		for i := range counts[note.Index] {
			back := extast.NewFootnoteBacklink(note.Index)
			back.RefIndex = i
			back.SetAttributeString(footnoteLabel, label)
			end.AppendChild(end, back)
		}
		f.list.AppendChild(f.list, note)
	}
	if f.list.Count > 0 {
		root.AppendChild(root, f.list)
	}
}

func labelOfNote(note *extast.Footnote) []byte {
	return util.EscapeHTML(util.URLEscape(bytes.ToLower(note.Ref), false))
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
