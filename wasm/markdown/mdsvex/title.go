package mdsvex

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A heading of the site is its title: the texts in it, joined by blanks, without
// links, marks and images. It may end with an id of its own, `[[id]]`.

// titleOf is the title of a heading as HTML, and its id.
func titleOf(n *node) (html, id string) {
	title := joined(n.children)
	if own, begins, ok := ownID(title); ok {
		return textOnly(trim(title[:begins])), own
	}
	return textOnly(title), headingID(title)
}

// joined are the texts of nodes, joined by blanks.
func joined(nodes []*node) string {
	texts := make([]string, len(nodes))
	for i, n := range nodes {
		switch {
		case len(n.children) > 0:
			texts[i] = joined(n.children)
		case n.kind == text:
			texts[i] = trim(n.withFormulas(setText(n.value), source))
		case n.kind == codeSpan, n.kind == rawHTML:
			texts[i] = trim(n.withFormulas(n.value, source))
		}
	}
	return trim(strings.Join(texts, " "))
}

func source(f formulaSource) string { return f.source }

// ownID finds `[ id ]` at the end of a title, and where it begins.
func ownID(title string) (id string, begins int, found bool) {
	body, closed := strings.CutSuffix(title, "]")
	_, size := utf8.DecodeLastRuneInString(body)
	if !closed || !spaceBefore(body, len(body)) {
		return "", 0, false
	}
	end := len(body) - size
	for i := 0; i < end; i++ {
		if space := spaceAt(title, i+1); title[i] == '[' && space > 0 && i+1+space < end {
			return title[i+1+space : end], i, true
		}
	}
	return "", 0, false
}

// headingID is the id that the site gives a title: its letters, numbers and
// hyphens in lower case, with a hyphen for white space.
func headingID(title string) string {
	var b strings.Builder
	space := false
	for _, r := range title {
		if isSpace(r) {
			if !space {
				b.WriteByte('-')
			}
			space = true
			continue
		}
		space = false
		if r = unicode.ToLower(r); r == '-' || unicode.IsLetter(r) || unicode.IsNumber(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// textOnly is HTML in which no tags are: the site hands a title on as text with
// character references.
func textOnly(s string) string { return tagSigns.Replace(s) }

var tagSigns = strings.NewReplacer("<", "&lt;", ">", "&gt;")
