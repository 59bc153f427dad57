package mdsvex

import "strings"

// displayMath reads mathematics between lines that begin and end with `$$`.
func displayMath(s string) (*node, int) {
	from := skipBlanks(s, 0)
	if !strings.HasPrefix(s[from:], "$$") {
		return nil, 0
	}
	end := strings.Index(s[from+2:], "$$")
	if end < 0 {
		return nil, 0
	}
	value := s[from+2 : from+2+end]
	behind := from + 2 + end + 2
	if trim(value) == "" || strings.Contains(value, "\n\n") || skipBlanks(s, behind) != lineEnd(s, behind) {
		return nil, 0
	}
	return &node{kind: mathBlock, value: trim(value)}, lineEnd(s, behind)
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
