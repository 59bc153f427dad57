// Package markdown makes the page of a text: goldmark with the dialects of
// Livebars as its extensions, bounded so that no text takes longer than it may.
package markdown

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"livebars/wasm/markdown/outline"
)

// Dialect names the Markdown that a text is written in.
type Dialect string

const (
	CommonMark Dialect = "commonmark"  // CommonMark 0.31, nothing else
	GFM        Dialect = "gfm"         // as GitHub shows it
	DocBuilder Dialect = "doc-builder" // as Hugging Face's doc-builder publishes it
)

// Limits bounds the work on one text.
type Limits struct {
	Depth    int         // quotes and list items in each other
	Output   int         // bytes of HTML
	Overtime func() bool // asked now and then; true makes the rest plain text
}

// Note is what the author should know about a page, and where in the text.
type Note = outline.Note

// parts are what a dialect is made of, before every parser is put on a budget.
type parts struct {
	blocks, inlines, paragraphs, trees, nodes []util.PrioritizedValue
}

func commonMark() parts {
	blocks := parser.DefaultBlockParsers()
	for i, b := range blocks {
		switch b.Value {
		case parser.NewHTMLBlockParser():
			blocks[i].Value = newHTMLBlockParser()
		case parser.NewFencedCodeBlockParser():
			blocks[i].Value = fenceParser{parser.NewFencedCodeBlockParser()}
		case parser.NewBlockquoteParser():
			blocks[i].Value = quoteParser{parser.NewBlockquoteParser()}
		}
	}
	return parts{
		blocks: blocks, inlines: parser.DefaultInlineParsers(), paragraphs: parser.DefaultParagraphTransformers(),
		trees: []util.PrioritizedValue{util.Prioritized(emptyTitles{}, 0), util.Prioritized(tightLists{}, 0)},
		nodes: []util.PrioritizedValue{
			util.Prioritized(htmlBlockRenderer{}, 200),
			util.Prioritized(html.NewRenderer(html.WithXHTML(), html.WithUnsafe(), html.WithWriter(entityWriter{html.DefaultWriter})), 1000),
		},
	}
}

func gfm() parts {
	p := commonMark()
	for i, v := range p.inlines {
		if v.Value == parser.NewRawHTMLParser() {
			p.inlines[i].Value = commentParser{parser.NewRawHTMLParser()}
		}
	}
	p.blocks = append(p.blocks,
		util.Prioritized(tableParser{}, 950),
		util.Prioritized(footnoteBlockParser{}, 999),
	)
	p.inlines = append(p.inlines,
		util.Prioritized(taskParser{}, 0),
		util.Prioritized(footnoteParser{}, 101),
		util.Prioritized(newCodeSpanParser(), 99), // before goldmark's own, as the next
		util.Prioritized(emphasisParser{}, 499),
		util.Prioritized(emojiParser{}, 998),
		util.Prioritized(strikethroughParser{}, 500),
		util.Prioritized(autolinkParser{}, 999),
	)
	p.paragraphs = append(p.paragraphs,
		util.Prioritized(taskParagraphs{}, 40),
		util.Prioritized(alertTransformer{}, 50),
	)
	p.trees = append(p.trees,
		util.Prioritized(cellBars{}, 0),
		util.Prioritized(tightLists{github: true}, 0),
		util.Prioritized(taskBoxes{}, 1),
		util.Prioritized(mailLinks{}, 2),
		util.Prioritized(bracketLinks{}, 3),
		util.Prioritized(imageTexts{}, 4),
		util.Prioritized(footnoteLists{}, 999),
	)
	p.nodes = append(p.nodes,
		util.Prioritized(headingAnchors{}, 100),
		util.Prioritized(alertRenderer{}, 100),
		util.Prioritized(tagFilter{}, 100),
		util.Prioritized(gfmRenderer{}, 500),
		util.Prioritized(footnoteRenderer{}, 500),
	)
	return p
}

// build makes goldmark's parser and renderer of parts.
func build(p parts) (parser.Parser, renderer.Renderer) {
	return parser.NewParser(
		parser.WithBlockParsers(each(p.blocks, budgetBlockParser)...),
		parser.WithInlineParsers(each(p.inlines, budgetInlineParser)...),
		parser.WithParagraphTransformers(each(p.paragraphs, budgetParagraphTransformer)...),
		parser.WithASTTransformers(p.trees...),
	), renderer.NewRenderer(renderer.WithNodeRenderers(p.nodes...))
}

func each(values []util.PrioritizedValue, wrap func(any) any) []util.PrioritizedValue {
	out := make([]util.PrioritizedValue, len(values))
	for i, v := range values {
		out[i] = util.Prioritized(wrap(v.Value), v.Priority)
	}
	return out
}

var errOutput = fmt.Errorf("output limit")

// boundedBuffer is a buffer that goldmark writes to directly. Its renderers do
// not look at errors of writing, so a page too large ends as a panic, which
// Render catches.
type boundedBuffer struct {
	bytes.Buffer
	limit int
	slots []slot // where ids of headings go
}

func (b *boundedBuffer) check() {
	if b.Len() > b.limit {
		panic(errOutput)
	}
}

func (b *boundedBuffer) Write(p []byte) (int, error) {
	b.check()
	return b.Buffer.Write(p)
}

func (b *boundedBuffer) WriteString(s string) (int, error) {
	b.check()
	return b.Buffer.WriteString(s)
}

// Available, Buffered and Flush make it a util.BufWriter.
func (b *boundedBuffer) Available() int { return b.limit - b.Len() }
func (b *boundedBuffer) Buffered() int  { return 0 }
func (b *boundedBuffer) Flush() error   { return nil }
