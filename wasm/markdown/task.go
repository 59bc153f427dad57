package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// taskParser reads the box of a task list item (GFM 0.29 §5.3) as cmark-gfm does: the
// line begins with the marker of the item, and white space stands behind the box. The
// box is checked if any box on the line is.
type taskParser struct{}

func (taskParser) Trigger() []byte { return []byte{'['} }

func (taskParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	item, ok := parent.Parent().(*ast.ListItem)
	if !ok || item.FirstChild() != parent || parent.HasChildren() {
		return nil
	}
	_, segment := block.PeekLine()
	source := block.Source()
	start := lineStartOf(source, segment.Start)
	line := source[start:]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	if at := taskBox(line); at < 0 || start+at != segment.Start {
		return nil
	}
	block.Advance(len("[ ]"))
	block.SkipSpaces()
	return extast.NewTaskCheckBox(bytes.Contains(line, []byte("[x]")) || bytes.Contains(line, []byte("[X]")))
}

func lineStartOf(source []byte, at int) int { return bytes.LastIndexByte(source[:at], '\n') + 1 }

// taskBox is the place of the box on a line that begins with a list marker, or -1.
func taskBox(line []byte) int {
	skip := func(i int) int {
		for i < len(line) && isCSpace(line[i]) {
			i++
		}
		return i
	}
	i := skip(0)
	marker := i
	for i < len(line) && line[i] >= '0' && line[i] <= '9' {
		i++
	}
	if i == len(line) || i == marker && line[i] != '-' && line[i] != '+' && line[i] != '*' {
		return -1
	}
	i++
	box := skip(i)
	if box == i || len(line) < box+4 || line[box] != '[' || line[box+2] != ']' || !isCSpace(line[box+3]) {
		return -1
	}
	if c := line[box+1]; c != ' ' && c != 'x' && c != 'X' {
		return -1
	}
	return box
}

// looseTasks puts the boxes of items that begin with a paragraph or a heading before it.
type looseTasks struct{}

func (looseTasks) Transform(root *ast.Document, _ text.Reader, _ parser.Context) {
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if kind := n.Kind(); entering && (kind == ast.KindParagraph || kind == ast.KindHeading) {
			if box, ok := n.FirstChild().(*extast.TaskCheckBox); ok {
				n.RemoveChild(n, box)
				n.Parent().InsertBefore(n.Parent(), n, box)
			}
		}
		return ast.WalkContinue, nil
	})
}
