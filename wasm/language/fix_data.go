package language

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"livebars/wasm/value"
)

// data offers what makes JSON of what was taken for it.
func (f *fixer) data() {
	rest := f.text[f.at.from:]
	word := f.word()
	switch c, _ := utf8.DecodeRuneInString(rest); {
	case strings.TrimSpace(f.text) == "":
		f.replace("Write `{}`", 0, len(f.text), "{}")
	case word == "\n" || word == "\r":
		f.replace("Close the string with `\"`", f.at.from, f.at.from, `"`)
	case word == "," && isClosing(strings.TrimLeft(rest[1:], " \t\r\n")):
		f.replace("Remove the comma", f.at.from, f.at.to, "")
	case strings.HasPrefix(rest, "//"):
		f.replace("Remove the comment", f.at.from, f.lineEnd(f.at.from), "")
	case strings.HasPrefix(rest, "/*"):
		if end := strings.Index(rest, "*/"); end >= 0 {
			f.replace("Remove the comment", f.at.from, f.at.from+end+len("*/"), "")
		}
	case c == '\'':
		f.requote("'", "'")
	case c == '“' || c == '”' || c == '„':
		for _, closing := range []string{"”", "“", `"`} {
			if strings.Contains(f.text[f.at.from+len("“"):f.lineEnd(f.at.from)], closing) {
				f.requote(rest[:len("“")], closing)
				return
			}
		}
	case value.JSONFor(word) != "":
		f.replace(fmt.Sprintf("Write `%s`", value.JSONFor(word)), f.at.from, f.at.to, value.JSONFor(word))
	case (word == "{" || word == "[") && f.closesAll() != "":
		closing := f.closesAll()
		f.replace(fmt.Sprintf("Close with `%s`", closing), len(f.text), len(f.text), closing)
	case word != "" && isWord(word) && !f.wantsComma():
		f.replace(fmt.Sprintf("Write `\"%s\"`", word), f.at.from, f.at.to, `"`+word+`"`)
	case f.wantsComma():
		end := len(strings.TrimRight(f.text[:f.at.from], " \t\r\n"))
		f.replace("Put a comma before it", end, end, ",")
	}
}

func isClosing(rest string) bool { return rest != "" && (rest[0] == '}' || rest[0] == ']') }

func isWord(s string) bool {
	for _, c := range s {
		if !(c == '_' || c == '$' || c >= '0' && c <= '9' || isLetter(byte(c))) {
			return false
		}
	}
	return true
}

// requote offers double quotes around a text that begins at the place of the problem.
func (f *fixer) requote(opening, closing string) {
	from := f.at.from + len(opening)
	rest := f.text[from:f.lineEnd(from)]
	end := 0
	for !strings.HasPrefix(rest[end:], closing) {
		if rest[end:] == "" {
			return
		}
		if rest[end] == '\\' && end+1 < len(rest) {
			end++
		}
		end++
	}
	inner := strings.ReplaceAll(strings.ReplaceAll(f.text[from:from+end], `\'`, "'"), `"`, `\"`)
	f.replace("Write double quotes", f.at.from, from+end+len(closing), `"`+inner+`"`)
}

// wantsComma reports whether a value stands right before the place of the problem.
func (f *fixer) wantsComma() bool {
	before := strings.TrimRight(f.text[:f.at.from], " \t\r\n")
	if before == "" || strings.IndexByte(`{[:,`, before[len(before)-1]) >= 0 {
		return false
	}
	at := positionIn(f.text, f.at.from)
	return len(at.open) > 0 && !strings.HasPrefix(f.text[f.at.from:], ":") && (at.afterKey || at.open[len(at.open)-1].isList)
}

// closesAll are the signs that close what is open at the end of the text.
func (f *fixer) closesAll() string {
	at := positionIn(f.text, len(f.text))
	if at.inString {
		return ""
	}
	closing := ""
	for i := len(at.open) - 1; i >= 0; i-- {
		if at.open[i].isList {
			closing += "]"
		} else {
			closing += "}"
		}
	}
	return closing
}
