package mdsvex

import "strings"

// displayMath reads mathematics between lines that begin and end with `$$`.
//
// It tells how far it looked if there is none.
func displayMath(s string) (n *node, size, looked int) {
	from := skipBlanks(s, 0)
	if !strings.HasPrefix(s[from:], "$$") {
		return nil, 0, 0
	}
	rest := s[from+2:]
	if blankLine := strings.Index(rest, "\n\n"); blankLine >= 0 {
		rest = rest[:blankLine]
	}
	looked = from + 2 + len(rest) + 2
	end := strings.Index(rest, "$$")
	if end < 0 || trim(rest[:end]) == "" || skipBlanks(rest, end+2) != lineEnd(rest, end+2) {
		return nil, 0, looked
	}
	return &node{kind: mathBlock, value: trim(rest[:end])}, from + 2 + lineEnd(rest, end+2), looked
}

// inlineMath reads `$$…$$` or `\\( … \\)` in a paragraph.
func inlineMath(s string) (*node, int) {
	open, closer := "$$", "$$"
	if s[0] == '\\' {
		open, closer = `\\(`, `\\)`
	}
	if !strings.HasPrefix(s, open) {
		return nil, 0
	}
	end := strings.Index(s[len(open):], closer)
	if end < 0 || trim(s[len(open):len(open)+end]) == "" {
		return nil, 0
	}
	return &node{kind: math, value: trim(s[len(open) : len(open)+end])}, len(open) + end + len(closer)
}
