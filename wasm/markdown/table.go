package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// tables reads tables as GitHub does: goldmark takes a header with fewer cells
// than the row of dashes, of which GFM 0.29 §4.10 makes no table.
type tables struct{ parser.ParagraphTransformer }

func newTables() tables { return tables{extension.NewTableParagraphTransformer()} }

func (t tables) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if at, header, dashes := tableStart(node, reader.Source()); at < 0 || header >= dashes {
		t.ParagraphTransformer.Transform(node, reader, pc)
	}
}

// tableStart looks for a line with bars above a row of dashes: the number of that
// line, -1 if there is none, and how many cells the two have.
func tableStart(n *ast.Paragraph, source []byte) (at, header, dashes int) {
	lines := n.Lines()
	for i := 1; i < lines.Len(); i++ {
		row, above := lines.At(i), lines.At(i-1)
		delimiters := strings.TrimSpace(string(row.Value(source)))
		if !strings.Contains(delimiters, "-") || !strings.Contains(delimiters, "|") || strings.Trim(delimiters, "|:- \t") != "" {
			continue
		}
		if cells := strings.TrimSpace(string(above.Value(source))); strings.Contains(cells, "|") {
			return i - 1, cellsOf(cells), cellsOf(delimiters)
		}
	}
	return -1, 0, 0
}

// cellsOf is the number of cells in a row.
func cellsOf(row string) int {
	row = strings.TrimPrefix(row, "|")
	if strings.HasSuffix(row, "|") && !strings.HasSuffix(row, `\|`) {
		row = row[:len(row)-1]
	}
	return 1 + strings.Count(row, "|") - strings.Count(row, `\|`)
}
