package markdown

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"

	"livebars/wasm/diagnostic"
	"livebars/wasm/markdown/outline"
)

// survey is what a block tells about itself; places count from base.
func (r *goldmarkParser) survey(block ast.Node, source []byte, base int) outline.Outline {
	s := surveyor{source: source, base: base, github: r.github}
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			s.node(n)
		}
		return ast.WalkContinue, nil
	})
	return s.Outline
}

type surveyor struct {
	outline.Outline
	source []byte
	base   int
	github bool
}

func (s *surveyor) node(n ast.Node) {
	at := max(n.Pos(), 0) - s.base
	switch n := n.(type) {
	case *ast.Heading:
		to := at
		if n.Lines().Len() > 0 {
			to = n.Lines().At(n.Lines().Len()-1).Stop - s.base
		}
		s.Headings = append(s.Headings, outline.Heading{Level: n.Level, From: at, To: to})
	case *ast.Link:
		if d := n.Destination; len(d) > 1 && d[0] == '#' {
			s.Anchors = append(s.Anchors, outline.Anchor{Name: string(d[1:]), From: at, To: at + s.bracketed(n.Pos())})
		}
	case *ast.Image:
		var alt strings.Builder
		plainText(&alt, n, s.source)
		if strings.TrimSpace(alt.String()) == "" {
			s.Notes = append(s.Notes, outline.NoAlternative(at, at+s.bracketed(n.Pos())))
		}
	case *ast.RawHTML:
		if n.Segments.Len() > 0 {
			start, stop := n.Segments.At(0).Start, n.Segments.At(n.Segments.Len()-1).Stop
			s.html(start, stop)
		}
	case *ast.HTMLBlock:
		if lines := n.Lines(); lines.Len() > 0 {
			start, stop := lines.At(0).Start, lines.At(lines.Len()-1).Stop
			if n.HasClosure() {
				stop = max(stop, n.ClosureLine.Stop)
			}
			s.html(start, stop)
		}
	case *ast.Paragraph:
		if s.github {
			s.brokenTable(n)
		}
	}
}

// html looks at raw HTML. Component tags are none of Markdown's.
func (s *surveyor) html(start, stop int) {
	html := string(s.source[start:stop])
	s.ScanTags(html, start-s.base, s.skipped)
	for i := range html {
		name := componentName(html[i:])
		if name == "" {
			continue
		}
		at := start - s.base + i
		s.Notes = append(s.Notes, outline.Note{Code: diagnostic.UnknownComponent, From: at, To: at + 1 + len(name),
			Message: fmt.Sprintf("`<%s>` is no HTML, and this dialect has no components: only what is inside of it is shown.", name)})
	}
}

// componentName is the name of the component tag that opens at the start of s,
// or "": it begins with a capital letter and goes on with a small one.
func componentName(s string) string {
	if len(s) < 3 || s[0] != '<' || s[1] < 'A' || s[1] > 'Z' || s[2] < 'a' || s[2] > 'z' {
		return ""
	}
	i := 1
	for i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z' || s[i] >= '0' && s[i] <= '9' || s[i] == '.') {
		i++
	}
	return s[1:i]
}

// skipped reports whether GitHub shows a tag as text.
func (s *surveyor) skipped(name string) bool { return s.github && isFiltered([]byte(name+">")) }

// bracketed is the length of what begins with a bracket, up to the end of its line.
func (s *surveyor) bracketed(at int) int {
	at = max(at, 0)
	line := s.source[at:min(lineEndOf(s.source, at), len(s.source))]
	if i := strings.IndexByte(string(line), ')'); i >= 0 {
		return i + 1
	}
	return len(line)
}

func lineEndOf(source []byte, at int) int {
	for at < len(source) && source[at] != '\n' {
		at++
	}
	return at
}

// brokenTable notes a table that GitHub shows as text because the row of dashes
// has not as many cells as the header.
func (s *surveyor) brokenTable(n *ast.Paragraph) {
	at, header, dashes := brokenTableAt(n, s.source)
	if at < 0 {
		return
	}
	line := n.Lines().At(at)
	to := line.Start + len(strings.TrimRight(string(line.Value(s.source)), " \t\r\n"))
	s.Notes = append(s.Notes, outline.TableColumns(header, dashes, line.Start-s.base, to-s.base))
}
