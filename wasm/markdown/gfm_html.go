package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// gfmRenderer writes tables, strikethrough and the boxes of tasks (GFM 0.29).
type gfmRenderer struct{}

func (gfmRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	around := func(start, end string) renderer.NodeRendererFunc {
		return func(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
			if entering {
				_, _ = w.WriteString(start)
			} else {
				_, _ = w.WriteString(end)
			}
			return ast.WalkContinue, nil
		}
	}
	r.Register(extast.KindStrikethrough, around("<del>", "</del>"))
	r.Register(extast.KindTable, around("<table>\n", "</table>\n"))
	r.Register(extast.KindTableHeader, renderTableHeader)
	r.Register(extast.KindTableRow, renderTableRow)
	r.Register(extast.KindTableCell, renderTableCell)
	r.Register(extast.KindTaskCheckBox, renderTaskBox)
}

func renderTableHeader(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<thead>\n<tr>\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("</tr>\n</thead>\n")
	if n.NextSibling() != nil {
		_, _ = w.WriteString("<tbody>\n")
	}
	return ast.WalkContinue, nil
}

func renderTableRow(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<tr>\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("</tr>\n")
	if n.NextSibling() == nil {
		_, _ = w.WriteString("</tbody>\n")
	}
	return ast.WalkContinue, nil
}

func renderTableCell(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	name := "td"
	if n.Parent().Kind() == extast.KindTableHeader {
		name = "th"
	}
	if !entering {
		_, _ = w.WriteString("</" + name + ">\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("<" + name)
	if a := n.(*extast.TableCell).Alignment; a != extast.AlignNone {
		_, _ = w.WriteString(` align="` + a.String() + `"`)
	}
	_, _ = w.WriteString(">")
	return ast.WalkContinue, nil
}

func renderTaskBox(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	checked := ""
	if n.(*extast.TaskCheckBox).IsChecked {
		checked = ` checked=""`
	}
	_, _ = w.WriteString(`<input type="checkbox"` + checked + ` disabled="" /> `)
	return ast.WalkContinue, nil
}
