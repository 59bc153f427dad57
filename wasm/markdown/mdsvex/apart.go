package mdsvex

import "strings"

// Some tags stand apart from the Markdown beside them, for the site puts empty
// lines around them before it reads anything (doc-builder, `hfOptions.js`,
// `frameworkcontent.js`, `escapeSvelteConditionals`).

// options are tags around Markdown: what is in them stands apart from them.
const options = " hfoption pt tf jax python rust node js curl "

// frameworks are tags around those, which stand apart from everything.
const frameworks = " frameworkcontent tokenizerslangcontent inferencesnippet "

// frameworkOf is the tag that an option of a framework must stand in.
func frameworkOf(name string) string {
	switch name {
	case "pt", "tf", "jax":
		return "frameworkcontent"
	case "rust", "node":
		return "tokenizerslangcontent"
	case "js", "curl":
		return "inferencesnippet"
	}
	return ""
}

// longestTag is how long a tag or condition that stands apart may be, in bytes.
const longestTag = 1000

// apart finds where a tag or condition that stands apart cuts a piece of
// content: in front of it, or behind it. It is the first place in s[from:], or -1.
func apart(s string, from int) int {
	start := skipBlanks(s, 0)
	for i := from; i < len(s); i++ {
		switch s[i] {
		case '<':
			name, closing, size := bareTag(s[i:])
			switch {
			case size == 0:
			case among(frameworks, name):
				if i > start {
					return i
				}
				return i + size
			case !among(options, name):
			case !closing:
				return i + size
			case i > start:
				return i
			}
		case '{':
			if size := condition(s[i:]); size > 0 {
				if i > start {
					return i
				}
				return i + size
			}
		}
	}
	return -1
}

// bareTag reads `<name>`, `</name>`, or `<name id="…">` of an option.
func bareTag(s string) (name string, closing bool, size int) {
	i := 1
	if closing = at(s, i) == '/'; closing {
		i++
	}
	from := i
	for letter(at(s, i)) {
		i++
	}
	name = s[from:i]
	hasID := name == "hfoptions" || name == "hfoption"
	if at(s, i) == '>' && (closing || !hasID) {
		return name, closing, i + 1
	}
	value := skipSpace(s, i)
	if closing || !hasID || value == i || !strings.HasPrefix(s[value:], "id=") {
		return "", false, 0
	}
	value += len("id=")
	quote := at(s, value)
	if quote != '"' && quote != '\'' {
		return "", false, 0
	}
	s = s[:min(len(s), longestTag)]
	end := strings.IndexByte(s[min(value+1, len(s)):], byte(quote))
	if end < 1 {
		return "", false, 0
	}
	if end = skipSpace(s, value+1+end+1); at(s, end) != '>' {
		return "", false, 0
	}
	return name, false, end + 1
}

// condition is the length of `{#if …}` on one line, `{:else}` or `{/if}`, or 0.
func condition(s string) int {
	for _, whole := range []string{"{:else}", "{/if}"} {
		if strings.HasPrefix(s, whole) {
			return len(whole)
		}
	}
	const opening = "{#if"
	if !strings.HasPrefix(s, opening) {
		return 0
	}
	s = s[:min(len(s), longestTag)]
	end := strings.IndexAny(s, "}\n")
	if end <= len(opening) || s[end] == '\n' {
		return 0
	}
	return end + 1
}
