package mdsvex

import "strings"

// The site puts empty lines around some tags and conditions before it reads
// anything (doc-builder, `hfOptions.js`, `frameworkcontent.js`,
// `escapeSvelteConditionals`): they cut paragraphs and blocks of HTML.

// frameworkParts are the tags in which the site looks for tags of frameworks, and
// those: what is in one is Markdown.
var frameworkParts = map[string]names{
	"frameworkcontent":      tagNames("pt tf jax"),
	"tokenizerslangcontent": tagNames("python rust node"),
	"inferencesnippet":      tagNames("python js curl"),
}

// frameworkOf is a tag that the tag of a framework may stand in, or "".
func frameworkOf(name string) string {
	for _, framework := range []string{"frameworkcontent", "tokenizerslangcontent", "inferencesnippet"} {
		if among(frameworkParts[framework], name) {
			return framework
		}
	}
	return ""
}

// longestTag is how long a tag or condition that cuts may be, in bytes.
const longestTag = 1000

// firstCut finds where a tag or condition cuts a piece of content: in front of it, or
// behind it. It is the first place in s[from:], or -1. framework is the tag of
// frameworks that is open, or "".
func firstCut(s string, from int, framework string) int {
	start := skipBlanks(s, 0)
	for i := from; i < len(s); i++ {
		switch s[i] {
		case '<':
			name, closing, size := bareTag(s[i:])
			switch {
			case size == 0:
			case frameworkParts[name] != nil:
				if i > start {
					return i
				}
				return i + size
			case name != "hfoption" && !among(frameworkParts[framework], name):
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

// follow notes which tag of frameworks is open behind a block of HTML.
func (p *parser) follow(html string) {
	html = html[skipBlanks(html, 0):]
	if at(html, 0) != '<' {
		return
	}
	name, closing, size := bareTag(html)
	switch {
	case size == 0 || frameworkParts[name] == nil:
	case !closing:
		p.framework = name
	case p.framework == name:
		p.framework = ""
	}
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
