// Package mdsvex reads Markdown as mdsvex 0.12 does, which Hugging Face's
// doc-builder publishes with, and writes the page.
//
// mdsvex reads with remark-parse 8, whose rules are older than CommonMark and
// cannot be had from goldmark by extensions: every block is found by looking at
// all of the text that is left, lists and emphasis have rules of their own, and
// text is written as it is, not escaped. What is here follows those rules, with
// what the site does before and after them: formulas, tags of options, titles,
// alerts, tags that are text, relative links. The npm package with these steps is
// the oracle of the tests.
package mdsvex

import (
	"sort"
	"strings"

	"livebars/wasm/markdown/outline"
)

// Limits bounds the work on one text.
type Limits struct {
	Depth    int         // quotes, list items and inline parts in each other
	Overtime func() bool // asked now and then; true makes the rest plain text
}

// Note is what the author should know about a place of the text.
type Note = outline.Note

// Document is a text and its page. An update reads again only what it changes.
type Document struct {
	text        string
	formulas    []formula
	blocks      []*block
	definitions map[string]*node
	notes       []Note
	whole       bool // the last update was read to its end
	plain       bool // the text is read as it stands: see normalized
}

// block is a top-level block as it was read: places in its nodes count from
// base, which is where it began then.
type block struct {
	node    *node
	base    int
	reach   int // how far reading it looked, at least to its end
	before  state
	after   state
	defines bool // a link definition is in it
	notes   []Note
	page    *outline.Block
	matched string // how its component tags were matched when it was written
}

// state is what reading a block depends on beside the text from its start on.
type state struct {
	inLink    bool
	atStart   bool
	framework string
}

// kind is what a node is.
type kind uint8

const (
	paragraph kind = iota
	heading
	quote
	list
	item
	code
	rule
	rawHTML // a block, or a tag in a paragraph
	definition
	table
	row
	cell
	text
	emphasis
	strong
	deletion
	codeSpan
	link
	image
	reference // a link or an image by name
	lineBreak
)

// node is a block or an inline part.
type node struct {
	kind     kind
	from, to int // byte offsets in the text
	children []*node

	value string // of text, code, HTML and mathematics
	level int    // of a heading; the number of an ordered list's first item
	flag  flags
	url   string
	title *string
	label string   // of a definition or reference; an image's alternative text; an alert's kind; the language of code
	align []string // of a table's columns
	parts []piece  // of HTML with component tags
	mark  string   // of a reference: what stands behind its text if there is no definition

	formulas []formulaSource // of text and HTML
}

type flags uint8

const (
	ordered flags = 1 << iota
	loose         // a list or item with blank lines in it
	task          // an item with a box
	checked
	isImage     // of a reference
	shownAsText // raw HTML that the site takes for text
	plain       // text that is as long as its source: it may join with its neighbour
)

func (n *node) is(f flags) bool { return n.flag&f != 0 }

// content is the text of a container without the marks of that container: every
// line of it is the end of a line of the source.
type content struct {
	text  string
	lines []line // where lines begin; a line without an entry follows its predecessor
}

type line struct{ at, source int }

// source is the offset in the source of a place in the content.
func (c content) source(at int) int {
	i := sort.Search(len(c.lines), func(i int) bool { return c.lines[i].at > at }) - 1
	if i < 0 {
		return at
	}
	return c.lines[i].source + at - c.lines[i].at
}

// builder puts a content together from lines of another.
type builder struct {
	of   content
	text []byte
	out  []line
}

// add puts a line of the other content behind what is there: text[from:to].
func (b *builder) add(from, to int) {
	if b.out != nil {
		b.text = append(b.text, '\n')
	}
	b.out = append(b.out, line{len(b.text), b.of.source(from)})
	b.text = append(b.text, b.of.text[from:to]...)
}

func (b *builder) content() content { return content{string(b.text), b.out} }

const byteOrderMark = "\uFEFF"

// normalized is a text as content: its line ends are \n, and a byte order mark
// at its start does not belong to it.
func normalized(text string) content {
	start := 0
	if strings.HasPrefix(text, byteOrderMark) {
		start = len(byteOrderMark)
	} else if strings.IndexByte(text, '\r') < 0 {
		return content{text: text}
	}
	c := content{lines: []line{{0, start}}}
	out := make([]byte, 0, len(text))
	for i := start; i < len(text); i++ {
		if text[i] != '\r' {
			out = append(out, text[i])
			continue
		}
		out = append(out, '\n')
		if i+1 < len(text) && text[i+1] == '\n' {
			i++
			c.lines = append(c.lines, line{len(out), i + 1})
		}
	}
	c.text = string(out)
	return c
}
