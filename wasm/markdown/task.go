package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// taskParagraphs takes the box of a task list item (GFM 0.29 §5.3) off the paragraph that
// the item begins with, as cmark-gfm does: the line begins with the marker of the item, and
// white space stands behind the box. The box is checked if any box on the line is. What is
// left may be link definitions.
type taskParagraphs struct{}

// taskBoxesKey are the items with a box, and whether it is checked.
var taskBoxesKey = parser.NewContextKey()

func (taskParagraphs) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	takeTaskBox(node, reader.Source(), pc)
}

// takeTaskBox takes the box off a paragraph, if there is one.
func takeTaskBox(paragraph *ast.Paragraph, source []byte, pc parser.Context) {
	item, ok := paragraph.Parent().(*ast.ListItem)
	lines := paragraph.Lines()
	if !ok || item.FirstChild() != ast.Node(paragraph) || lines.Len() == 0 {
		return
	}
	first := lines.At(0)
	line, ok := taskLine(source, first.Start)
	if !ok {
		return
	}
	boxes, _ := pc.Get(taskBoxesKey).(map[ast.Node]bool)
	if _, taken := boxes[item]; taken {
		return
	}
	if boxes == nil {
		boxes = map[ast.Node]bool{}
		pc.Set(taskBoxesKey, boxes)
	}
	boxes[item] = isChecked(line)
	first = first.WithStart(first.Start + len("[ ]"))
	first = first.TrimLeftSpace(source)
	if first.IsEmpty() {
		lines.SetSliced(1, lines.Len())
	} else {
		lines.Set(0, first)
	}
}

// taskLine is the line of a box, if one is at a place.
func taskLine(source []byte, at int) ([]byte, bool) {
	start := lineStartOf(source, at)
	line := source[start:]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	box := taskBox(line)
	return line, box >= 0 && start+box == at
}

func isChecked(line []byte) bool {
	return bytes.Contains(line, []byte("[x]")) || bytes.Contains(line, []byte("[X]"))
}

// taskParser reads the box of an item that begins with a heading over a line.
type taskParser struct{}

func (taskParser) Trigger() []byte { return []byte{'['} }

func (taskParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	item, ok := parent.Parent().(*ast.ListItem)
	if !ok || parent.Kind() != ast.KindHeading || item.FirstChild() != parent || parent.HasChildren() {
		return nil
	}
	_, segment := block.PeekLine()
	line, ok := taskLine(block.Source(), segment.Start)
	if !ok {
		return nil
	}
	block.Advance(len("[ ]"))
	block.SkipSpaces()
	return extast.NewTaskCheckBox(isChecked(line))
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

// taskBoxes puts the boxes of items in front of what they begin with: text of a tight list,
// or a block.
type taskBoxes struct{}

func (taskBoxes) Transform(root *ast.Document, _ text.Reader, pc parser.Context) {
	boxes, _ := pc.Get(taskBoxesKey).(map[ast.Node]bool)
	for item, checked := range boxes {
		box := extast.NewTaskCheckBox(checked)
		first := item.FirstChild()
		if first != nil && first.Kind() == ast.KindTextBlock && first.FirstChild() != nil {
			first.InsertBefore(first, first.FirstChild(), box)
			continue
		}
		alone := ast.NewTextBlock()
		alone.AppendChild(alone, box)
		if first == nil {
			item.AppendChild(item, alone)
		} else {
			item.InsertBefore(item, first, alone)
		}
	}
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && n.Kind() == ast.KindHeading {
			if box, ok := n.FirstChild().(*extast.TaskCheckBox); ok {
				n.RemoveChild(n, box)
				n.Parent().InsertBefore(n.Parent(), n, box)
			}
		}
		return ast.WalkContinue, nil
	})
}
