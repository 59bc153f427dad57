package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"livebars/wasm/diagnostic"
)

// tableParser reads tables as cmark-gfm does (GFM 0.29 §4.10): a row of dashes below the
// last line of a paragraph, with as many cells, makes that line a header. The lines below
// are rows until a blank line or another block. goldmark's own tables are made of whole
// paragraphs, whose lines other blocks end differently.
type tableParser struct{}

// beforeTableKey is the paragraph whose last line a table has taken: to cmark-gfm it is
// text, also where it begins with link definitions.
var beforeTableKey = parser.NewContextKey()

func (tableParser) Trigger() []byte { return []byte{'|', ':', '-'} }

func (tableParser) CanInterruptParagraph() bool { return true }

func (tableParser) CanAcceptIndentedLine() bool { return false }

func (tableParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	paragraph, ok := pc.LastOpenedBlock().Node.(*ast.Paragraph)
	if !ok || paragraph.Parent() != parent || paragraph.Lines().Len() == 0 {
		return nil, parser.NoChildren
	}
	line, _ := reader.PeekLine()
	alignments := alignmentsOf(string(line))
	if alignments == nil {
		return nil, parser.NoChildren
	}
	source := reader.Source()
	lines := paragraph.Lines()
	if lines.Len() == 1 {
		takeTaskBox(paragraph, source, pc)
		if lines.Len() == 0 {
			return nil, parser.NoChildren
		}
	}
	last := lines.At(lines.Len() - 1)
	header := cellsOf(source, last)
	if len(header) != len(alignments) {
		return nil, parser.NoChildren
	}
	if len(header) > maxTableCells {
		budgetOf(pc).note(diagnostic.PageLimit, "A table has too many cells: it is shown as plain text.")
		return nil, parser.NoChildren
	}
	lines.SetSliced(0, lines.Len()-1)
	table := extast.NewTable()
	table.Alignments = alignments
	row := rowOf(header, alignments, last.Start)
	table.AppendChild(table, extast.NewTableHeader(row))
	table.FirstChild().(*extast.TableHeader).SetPos(last.Start)
	if lines.Len() == 0 { // the table stands where the paragraph stood
		table.FirstChild().SetBlankPreviousLines(paragraph.HasBlankPreviousLines())
	} else {
		pc.Set(beforeTableKey, paragraph)
	}
	reader.AdvanceToEOL()
	return table, parser.NoChildren
}

func (tableParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, segment := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Close
	}
	width, start := util.IndentWidth(line, reader.LineOffset())
	if width > 3 || beginsBlock(string(line[start:])) {
		return parser.Close
	}
	table := node.(*extast.Table)
	cells := cellsOf(reader.Source(), segment)
	if len(cells) == 0 {
		return parser.Close
	}
	if b := budgetOf(pc); table.ChildCount()*len(table.Alignments) > maxTableCells {
		b.note(diagnostic.PageLimit, "A table has too many cells: the rest of it is shown as plain text.")
		return parser.Close
	}
	table.AppendChild(table, rowOf(cells, table.Alignments, segment.Start))
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// Close gives the table the place of its header.
func (tableParser) Close(node ast.Node, _ text.Reader, _ parser.Context) {
	node.(*extast.Table).SetPos(node.FirstChild().Pos())
	if node.FirstChild().HasBlankPreviousLines() {
		node.SetBlankPreviousLines(true)
	}
}

// rowOf is a row of a table: cells that it has too many are left out, and those that it
// lacks are empty.
func rowOf(cells []text.Segment, alignments []extast.Alignment, at int) *extast.TableRow {
	row := extast.NewTableRow(alignments)
	row.SetPos(at)
	for i, alignment := range alignments {
		cell := extast.NewTableCell()
		cell.Alignment = alignment
		cell.SetPos(at)
		if i < len(cells) {
			cell.Lines().Append(cells[i])
			cell.SetPos(cells[i].Start)
		}
		row.AppendChild(row, cell)
	}
	return row
}

// cellsOf are the cells of a line, without the white space around them.
func cellsOf(source []byte, line text.Segment) []text.Segment {
	line = line.TrimLeftSpace(source)
	line = line.TrimRightSpace(source)
	var out []text.Segment
	at := line.Start
	if at < line.Stop && source[at] == '|' {
		at++
	}
	for {
		for at < line.Stop && isCSpace(source[at]) {
			at++
		}
		if at >= line.Stop {
			return out
		}
		end := at
		for end < line.Stop && (source[end] != '|' || end > at && source[end-1] == '\\') {
			end++
		}
		cell := text.NewSegment(at, end)
		out = append(out, cell.TrimRightSpace(source))
		at = end + 1
		if end >= line.Stop {
			return out
		}
	}
}

// alignmentsOf are the alignments that a row of dashes gives; nil for any other line.
func alignmentsOf(line string) []extast.Alignment {
	line = strings.Trim(line, " \t\v\f\r\n")
	line = strings.TrimPrefix(line, "|")
	line = strings.TrimSuffix(line, "|")
	var out []extast.Alignment
	for _, cell := range strings.Split(line, "|") {
		cell = strings.Trim(cell, " \t\v\f")
		dashes := strings.Trim(cell, ":")
		left, right := strings.HasPrefix(cell, ":"), strings.HasSuffix(cell, ":")
		colons := len(cell) - len(dashes)
		if dashes == "" || strings.Trim(dashes, "-") != "" || colons > 2 || left && strings.HasPrefix(cell, "::") || right && strings.HasSuffix(cell, "::") {
			return nil
		}
		switch {
		case left && right:
			out = append(out, extast.AlignCenter)
		case left:
			out = append(out, extast.AlignLeft)
		case right:
			out = append(out, extast.AlignRight)
		default:
			out = append(out, extast.AlignNone)
		}
	}
	return out
}

// beginsBlock reports whether a line without its indentation begins a block that ends a
// table.
func beginsBlock(line string) bool {
	rest := strings.TrimRight(line, " \t\r\n")
	switch c := line[0]; {
	case c == '>':
		return true
	case c == '#':
		marks := strings.TrimLeft(line, "#")
		return len(line)-len(marks) <= 6 && (rest == line[:len(line)-len(marks)] || marks[0] == ' ' || marks[0] == '\t')
	case c == '`' || c == '~':
		info := strings.TrimLeft(line, string(c))
		return len(line)-len(info) >= 3 && (c == '~' || !strings.Contains(info, "`"))
	case c == '<':
		return beginsHTML(line)
	case c == '[':
		end := strings.Index(line, "]:")
		return strings.HasPrefix(line, "[^") && end > 2 && !strings.ContainsAny(line[2:end], "[] \t\n")
	case c == '*' || c == '-' || c == '_':
		if isRule(rest, c) {
			return true
		}
		return c != '_' && endsMarker(line[1:])
	case c == '+':
		return endsMarker(line[1:])
	case c >= '0' && c <= '9':
		digits := strings.TrimLeft(line, "0123456789")
		return len(line)-len(digits) <= 9 && digits != "" && (digits[0] == '.' || digits[0] == ')') && endsMarker(digits[1:])
	}
	return false
}

// endsMarker reports whether a list marker may end before a text.
func endsMarker(rest string) bool {
	return rest == "" || rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\n' || rest[0] == '\r'
}

// isRule reports whether a line is a thematic break of a character.
func isRule(line string, c byte) bool {
	n := 0
	for i := range len(line) {
		switch line[i] {
		case c:
			n++
		case ' ', '\t':
		default:
			return false
		}
	}
	return n >= 3
}

// beginsHTML reports whether goldmark opens an HTML block at a line, which is in no
// paragraph.
func beginsHTML(line string) bool {
	pc := parser.NewContext()
	node, _ := parser.NewHTMLBlockParser().Open(ast.NewDocument(), text.NewReader([]byte(line)), pc)
	return node != nil
}

// cellBars takes the backslash off an escaped bar where cells keep it: in code, in raw
// HTML, and behind another backslash.
type cellBars struct{}

func (cellBars) Transform(root *ast.Document, reader text.Reader, _ parser.Context) {
	source := reader.Source()
	if !bytes.Contains(source, []byte(`\|`)) {
		return
	}
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		cell, ok := n.(*extast.TableCell)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		var escaped []*ast.Text
		_ = ast.Walk(cell, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			switch n := n.(type) {
			case *ast.Text:
				if entering && bytes.Contains(n.Segment.Value(source), []byte(`\\|`)) {
					escaped = append(escaped, n)
				}
			case *ast.CodeSpan:
				if entering {
					splitBars(n, source)
				}
				return ast.WalkSkipChildren, nil
			case *ast.RawHTML:
				if entering {
					n.Segments = withoutBars(n.Segments, source)
				}
			}
			return ast.WalkContinue, nil
		})
		for _, t := range escaped {
			escapedBars(t, source)
		}
		return ast.WalkSkipChildren, nil
	})
}

// escapedBars takes one of several backslashes before a bar away: to cmark-gfm a bar is
// escaped for the table first, and then for the text.
func escapedBars(t *ast.Text, source []byte) {
	for {
		at := bytes.Index(t.Segment.Value(source), []byte(`\\|`))
		if at < 0 {
			return
		}
		at += t.Segment.Start
		for at > t.Segment.Start && source[at-1] == '\\' {
			at--
		}
		before := ast.NewTextSegment(t.Segment.WithStop(at))
		t.Parent().InsertBefore(t.Parent(), t, before)
		t.Segment = t.Segment.WithStart(at + 1)
		bar := bytes.IndexByte(source[t.Segment.Start:], '|')
		rest := ast.NewTextSegment(t.Segment.WithStart(t.Segment.Start + bar + 1))
		t.Segment = t.Segment.WithStop(t.Segment.Start + bar + 1)
		t.Parent().InsertAfter(t.Parent(), t, rest)
		t = rest
	}
}

func splitBars(code *ast.CodeSpan, source []byte) {
	for c := code.FirstChild(); c != nil; {
		next := c.NextSibling()
		if t, ok := c.(*ast.Text); ok {
			segments := text.NewSegments()
			segments.Append(t.Segment)
			if parts := withoutBars(segments, source); parts.Len() > 1 {
				for i := range parts.Len() {
					code.InsertBefore(code, c, ast.NewRawTextSegment(parts.At(i)))
				}
				code.RemoveChild(code, c)
			}
		}
		c = next
	}
}

func withoutBars(segments *text.Segments, source []byte) *text.Segments {
	out := text.NewSegments()
	for i := range segments.Len() {
		s := segments.At(i)
		for {
			at := bytes.Index(source[s.Start:s.Stop], []byte(`\|`))
			if at < 0 {
				break
			}
			out.Append(s.WithStop(s.Start + at))
			s = s.WithStart(s.Start + at + 1)
		}
		out.Append(s)
	}
	return out
}

// brokenTableAt looks in a paragraph for a line with bars above a row of dashes that has
// another number of cells: the number of that line, -1 if there is none, and how many
// cells the two have.
func brokenTableAt(n *ast.Paragraph, source []byte) (at, header, dashes int) {
	lines := n.Lines()
	for i := 1; i < lines.Len(); i++ {
		row, above := lines.At(i), lines.At(i-1)
		value := string(row.Value(source))
		if !strings.Contains(value, "|") || !strings.Contains(value, "-") {
			continue
		}
		alignments := alignmentsOf(value)
		if cells := cellsOf(source, above); alignments != nil && bytes.Contains(above.Value(source), []byte("|")) && len(cells) != len(alignments) {
			return i - 1, len(cells), len(alignments)
		}
	}
	return -1, 0, 0
}
