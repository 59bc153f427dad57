package handlebars

import (
	"fmt"
	"strings"

	"livebars/wasm/diagnostic"
)

// strayBraces are the `}}` in the text before which one brace opens: `{name}}`.
func (t *Template) strayBraces() (out []*diagnostic.Problem) {
	for _, p := range t.pieces {
		if p.tag >= 0 {
			continue
		}
		text := t.text[p.run.from:p.run.to]
		for from, to := nextStrayBraces(text, 0); to > 0 && len(out) < maxWarnings; from, to = nextStrayBraces(text, to) {
			message := fmt.Sprintf("`%s` is text: a tag opens with two braces.", text[from:to])
			out = append(out, warning(t.source, p.run.from+from, p.run.from+to, diagnostic.StrayBraces, message))
		}
	}
	return out
}

// nextStrayBraces are the next ones in a text from a place on; to is 0 if there are none.
func nextStrayBraces(text string, at int) (from, to int) {
	for {
		i := strings.Index(text[at:], "}}")
		if i < 0 {
			return 0, 0
		}
		at += i
		if from = openingBrace(text[:at]); from >= 0 && closesMore(text[:at+len("}}")]) {
			return from, at + len("}}")
		}
		at += len("}}")
	}
}

// closesMore reports whether the last line of a text closes more braces than it opens:
// those of a formula are even.
func closesMore(text string) bool {
	line := text[strings.LastIndexByte(text, '\n')+1:]
	return strings.Count(line, "}") > strings.Count(line, "{")
}

// openingBrace is where the one brace stands that begins what looks like a tag at the
// end of a text; -1 if there is none.
func openingBrace(text string) int {
	for i := len(text) - 1; i >= max(0, len(text)-longestBraces); i-- {
		switch c := text[i]; {
		case c == '{':
			if i > 0 && text[i-1] == '{' || i == len(text)-1 {
				return -1
			}
			return i
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte(" ._-#/@>", c) >= 0:
		default:
			return -1
		}
	}
	return -1
}
