package mdsvex

import (
	"strings"

	"livebars/wasm/diagnostic"
	"livebars/wasm/markdown/outline"
)

const maxTableCells = 500_000 // those that rows lack included

// table reads a table (remark-parse 8, `tokenize/table.js`): lines with a bar in
// them, of which the second has nothing but `-`, `:`, `|` and white space. The
// row of dashes alone says how many columns there are.
func (p *parser) table(c content, start int) (*node, int) {
	s := c.text[start:]
	type span struct{ from, to int }
	var lines []span
	for i := 0; i <= len(s); {
		end := lineEnd(s, i)
		if i+1 > end || strings.IndexByte(s[i+1:end], '|') < 0 {
			if len(lines) < 2 {
				return nil, 0
			}
			break
		}
		if len(lines) == 1 {
			if _, ok := alignments(s[i:end]); !ok {
				return nil, 0
			}
		}
		p.over(end - i)
		lines = append(lines, span{i, end})
		i = end + 1
	}
	if len(lines) < 2 {
		return nil, 0
	}
	n := &node{kind: table}
	if len(lines)*(1+strings.Count(s[lines[1].from:lines[1].to], "|")) > maxTableCells {
		p.notes = append(p.notes, Note{Code: diagnostic.PageLimit, Message: "A table has too many cells: it is shown as plain text.", From: c.source(start), To: c.source(start)})
		return nil, 0
	}
	n.align, _ = alignments(s[lines[1].from:lines[1].to])
	for i, l := range lines {
		if i == 1 {
			continue
		}
		r := &node{kind: row, from: c.source(start + l.from), to: c.source(start + l.to)}
		p.cells(c, start+l.from, start+l.to, len(n.align), r)
		n.children = append(n.children, r)
	}
	if columns := n.children[0].level; columns != len(n.align) {
		r := n.children[0]
		note := outline.TableColumns(columns, len(n.align), r.from, r.to)
		note.Info = true // the site shows it as a table
		p.notes = append(p.notes, note)
	}
	return n, lines[len(lines)-1].to
}

// alignments reads the row of dashes: for each column "left", "center", "right" or "".
func alignments(s string) ([]string, bool) {
	const none, plain = "none", ""
	var out []string
	column := none
	dash, first := false, true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '|':
			dash = false
			if column != none {
				out = append(out, column)
				column = none
			} else if !first {
				return nil, false
			}
			first = false
		case c == '-':
			dash = true
			if column == none {
				column = plain
			}
		case c == ':':
			switch {
			case column == "left":
				column = "center"
			case dash && column == plain:
				column = "right"
			default:
				column = "left"
			}
		default:
			n := spaceAt(s, i)
			if n == 0 {
				return nil, false
			}
			i += n - 1
		}
	}
	if column != none {
		out = append(out, column)
	}
	return out, len(out) > 0
}

// cells reads the cells of a row, and no more than the table has columns. The
// row's level is the number of cells that it wrote.
func (p *parser) cells(c content, start, end, columns int, r *node) {
	s := c.text[start:end]
	begun := false // behind the first bar, or in the first cell
	from, to := -1, 0
	add := func(bar bool) {
		if begun && (from >= 0 || bar) {
			if r.level++; r.level <= columns {
				n := &node{kind: cell}
				if from >= 0 {
					n.from, n.to = c.source(start+from), c.source(start+to)
					n.children = p.inlines(c, start+from, start+to)
				}
				r.children = append(r.children, n)
			}
		}
		from = -1
	}
	for i := 0; i < len(s); i++ {
		switch {
		case blank(int(s[i])):
			continue
		case s[i] == '|':
			add(true)
		default:
			if from < 0 {
				from = i
			}
			if s[i] == '\\' && i+1 < len(s) {
				i++
			}
			to = i + 1
		}
		begun = true
	}
	add(false)
}
