package mdsvex

import (
	"strings"

	"livebars/wasm/markdown/markup"
)

// htmlBlock is the length of a block of HTML at the start, or 0, and whether it
// ends a paragraph (mdsvex, `parsers/html.ts`). A block lasts until an empty
// line; code, comments and declarations last until they are closed.
func (p *parser) htmlBlock(s string) (size int, interrupts bool) {
	from := skipBlanks(s, 0)
	if at(s, from) != '<' && !strings.HasPrefix(s[from:], openInColab) {
		return 0, false
	}
	end := lineEnd(s, from+1)
	line := s[from:end]
	closer := ""
	switch {
	case line[0] == '[': // a component's tag when the site has replaced it
	case startsVerbatim(line):
		closer = "</"
	case strings.HasPrefix(line, "<!--"):
		closer = "-->"
	case strings.HasPrefix(line, "<?"):
		closer = "?>"
	case len(line) > 2 && line[1] == '!' && letter(int(line[2])):
		closer = ">"
	case strings.HasPrefix(line, "<![CDATA["):
		closer = "]]>"
	case startsElement(line), strings.HasPrefix(line, "<>"):
	case tagAlone(line):
		return p.htmlUntil(s, end, ""), false
	default:
		return 0, false
	}
	if closes(line, closer) {
		return end, true
	}
	return p.htmlUntil(s, end, closer), true
}

// htmlUntil is the end of a block of HTML: the line that closes it, or the line
// before an empty one.
func (p *parser) htmlUntil(s string, end int, closer string) int {
	for end < len(s) {
		next := lineEnd(s, end+1)
		line := s[end+1 : next]
		p.over(len(line) / 8)
		if closer == "" && line == "" {
			return end
		}
		end = next
		if closes(line, closer) {
			break
		}
	}
	return end
}

// closes reports whether a line closes a block that lasts until closer.
func closes(line, closer string) bool {
	if closer != "</" {
		return closer != "" && strings.Contains(line, closer)
	}
	for i := strings.Index(line, closer); i >= 0; {
		for _, name := range verbatim {
			if hasFold(line[i+2:], name) && at(line, i+2+len(name)) == '>' {
				return true
			}
		}
		next := strings.Index(line[i+2:], closer)
		if next < 0 {
			break
		}
		i += 2 + next
	}
	return false
}

var verbatim = []string{"script", "pre", "style"}

func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// startsVerbatim reports whether a line opens an element whose text is no Markdown.
func startsVerbatim(line string) bool {
	for _, name := range verbatim {
		if hasFold(line[1:], name) {
			behind := 1 + len(name)
			return behind == len(line) || line[behind] == '>' || spaceAt(line, behind) > 0
		}
	}
	return false
}

// verbatimBlock reports whether a block of HTML lasts until it is closed.
func verbatimBlock(s string) bool {
	s = s[skipBlanks(s, 0):]
	return strings.HasPrefix(s, "<!") || strings.HasPrefix(s, "<?") || startsVerbatim(s)
}

// startsElement reports whether a line begins with a tag whose name is of
// letters, digits and dots: it need not be whole.
func startsElement(line string) bool {
	i := 1
	if at(line, i) == '/' {
		i++
	}
	letters := false
	for ; i < len(line); i++ {
		c := int(line[i])
		if letter(c) {
			letters = true
		} else if c != '.' && !(digit(c) && letters) {
			break
		}
	}
	return letters && (i == len(line) || line[i] == '>' || strings.HasPrefix(line[i:], "/>") || spaceAt(line, i) > 0)
}

// tagAlone reports whether a line is one tag and nothing else. Attributes may
// have values in braces.
func tagAlone(line string) bool {
	if at(line, 1) == '/' {
		i := 2
		if !letter(at(line, i)) {
			return trim(line) == "</>"
		}
		for i = 3; nameByte(at(line, i)) || at(line, i) == '.'; i++ {
		}
		i = skipSpace(line, i)
		return at(line, i) == '>' && skipSpace(line, i+1) == len(line)
	}
	i := 1
	for nameByte(at(line, i)) || at(line, i) == '.' {
		i++
	}
	steps := 0
	return tagEnds(line, i, &steps)
}

func nameByte(c int) bool { return letter(c) || digit(c) || c == '-' }

// tagEnds reports whether attributes, the end of the tag and white space follow.
// A value in braces may end at any closing brace, so this looks for one that fits.
func tagEnds(line string, i int, steps *int) bool {
	if *steps++; *steps > 2000 {
		return false
	}
	end := skipSpace(line, i)
	close := end
	if at(line, close) == '/' {
		close++
	}
	if at(line, close) == '>' && skipSpace(line, close+1) == len(line) {
		return true
	}
	if end == i || !attributeStart(at(line, end)) {
		return false
	}
	for end++; attributeByte(at(line, end)); end++ {
	}
	value := skipSpace(line, end)
	if at(line, value) != '=' {
		return tagEnds(line, end, steps)
	}
	value = skipSpace(line, value+1)
	if behind := plainValue(line, value); behind > 0 && tagEnds(line, behind, steps) {
		return true
	}
	if at(line, value) == '{' {
		for behind := strings.LastIndexByte(line, '}'); behind > value; behind = strings.LastIndexByte(line[:behind], '}') {
			if tagEnds(line, behind+1, steps) {
				return true
			}
		}
	}
	return tagEnds(line, end, steps)
}

func attributeStart(c int) bool { return letter(c) || c == '_' || c == ':' }

func attributeByte(c int) bool {
	return letter(c) || digit(c) || c == ':' || c == '.' || c == '_' || c == '-'
}

// plainValue is the place behind a value in quotes or without, or 0.
func plainValue(s string, i int) int {
	switch c := at(s, i); {
	case c == '"' || c == '\'':
		if n := strings.IndexByte(s[i+1:], byte(c)); n >= 0 {
			return i + n + 2
		}
		return 0
	default:
		from := i
		for i < len(s) && s[i] > ' ' && strings.IndexByte("\"'=<>`", s[i]) < 0 {
			i++
		}
		if i == from {
			return 0
		}
		return i
	}
}

// inlineTag is the length of a tag, comment, instruction, declaration or CDATA
// section in a paragraph, or 0 (CommonMark 0.29 §6.10, as remark-parse has it).
func inlineTag(s string) int {
	switch c := at(s, 1); {
	case letter(c):
		i := 2
		for nameByte(at(s, i)) {
			i++
		}
		return openTagEnd(s, i)
	case c == '/':
		if !letter(at(s, 2)) {
			return 0
		}
		i := 3
		for nameByte(at(s, i)) {
			i++
		}
		if i = skipSpace(s, i); at(s, i) == '>' {
			return i + 1
		}
	case c == '?':
		end := lineEnd(s, 0)
		if i := strings.Index(s[2:end], "?>"); i >= 0 {
			return i + 4
		}
	case c == '!' && strings.HasPrefix(s, "<!--"):
		return comment(s)
	case c == '!' && strings.HasPrefix(s, "<![CDATA["):
		if i := strings.Index(s[9:], "]]>"); i >= 0 {
			return i + 12
		}
	case c == '!' && letter(at(s, 2)):
		i := 3
		for letter(at(s, i)) {
			i++
		}
		if spaceAt(s, i) == 0 {
			return 0
		}
		if n := strings.IndexByte(s[i:], '>'); n >= 0 {
			return i + n + 1
		}
	}
	return 0
}

// openTagEnd is the place behind an opening tag whose name ends at i, or 0.
func openTagEnd(s string, i int) int {
	for {
		next := skipSpace(s, i)
		if at(s, next) == '>' {
			return next + 1
		}
		if at(s, next) == '/' && at(s, next+1) == '>' {
			return next + 2
		}
		if next == i || !attributeStart(at(s, next)) {
			return 0
		}
		for i = next + 1; attributeByte(at(s, i)); i++ {
		}
		if value := skipSpace(s, i); at(s, value) == '=' {
			if i = plainValue(s, skipSpace(s, value+1)); i == 0 {
				return 0
			}
		}
	}
}

// comment is the length of a comment without `--` in it, or 0.
func comment(s string) int {
	if strings.HasPrefix(s, "<!---->") {
		return 7
	}
	i := 4
	if at(s, i) == '-' {
		i++
	}
	if c := at(s, i); c < 0 || c == '>' || c == '-' {
		return 0
	}
	for i++; i < len(s); {
		switch {
		case strings.HasPrefix(s[i:], "-->"):
			return i + 3
		case s[i] != '-':
			i++
		case i+1 < len(s) && s[i+1] != '-':
			i += 2
		default:
			return 0
		}
	}
	return 0
}

// wholeElement is a block of HTML without white space around it, if it begins with
// the tag of an element of HTML and ends with the same tag.
func wholeElement(html string) (string, bool) {
	whole := trim(html)
	if at(whole, 0) != '<' || !letter(at(whole, 1)) {
		return "", false
	}
	_, name := firstTag(whole)
	return whole, among(elements, name) && strings.HasSuffix(whole, "</"+name+">")
}

// headElements stand in the head of a document when nothing stands before them.
var headElements = tagNames("style script title link meta base template")

// inBody is what is left of a block of HTML that is one element: the site reads
// it as a document and takes what lies in its body.
func inBody(html string) string {
	whole, ok := wholeElement(html)
	if !ok {
		return html
	}
	rest := whole
	for {
		t := markup.Read(rest)
		switch {
		case t.Kind == markup.Start && (t.Name == "html" || t.Name == "head"), t.Kind == markup.End && t.Name == "head":
			rest = trim(rest[t.Size:])
			continue
		case t.Kind == markup.Start && among(headElements, t.Name):
			size := t.Size
			if !markup.Void(t.Name) {
				size = len(rest) // what does not end, takes all that follows
				if end := strings.Index(rest, "</"+t.Name+">"); end >= 0 {
					size = end + len("</>") + len(t.Name)
				}
			}
			rest = trim(rest[size:])
			continue
		case len(rest) < len(whole):
			return rest
		}
		return html
	}
}

// svelteBlock is the length of `{#if …}`, `{:else}`, `{/if}` or `{@html …}` on
// one line, or 0, and how far it looked.
func svelteBlock(s string) (size, looked int) {
	i := skipSpace(s, 0)
	if at(s, i) != '{' || strings.IndexByte("#:/@", byte(max(at(s, i+1), 0))) < 0 {
		return 0, i
	}
	depth := 0
	for j := i; j < len(s); j++ {
		switch s[j] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				if strings.IndexByte(s[i:j], '\n') < 0 && at(s, i+2) >= 'a' && at(s, i+2) <= 'z' {
					return j + 1, 0
				}
				return 0, j
			}
		}
	}
	return 0, len(s)
}

// svelteTag is the length of an element of Svelte's own, `<svelte:head>`, or 0,
// and how far it looked. It does not show on the page.
func svelteTag(s string) (size, looked int) {
	from := skipSpace(s, 0)
	if !strings.HasPrefix(s[from:], "<svelte:") {
		return 0, from
	}
	name := from + len("<svelte:")
	end := name
	for c := at(s, end); c >= 'a' && c <= 'z'; c = at(s, end) {
		end++
	}
	if end == name {
		return 0, end
	}
	if i := strings.Index(s[end:], "</svelte:"+s[name:end]+">"); i >= 0 {
		return end + i + len("</svelte:>") + end - name, 0
	}
	if i := strings.Index(s[end:], "/>"); i >= 0 {
		return end + i + 2, len(s)
	}
	return 0, len(s)
}
