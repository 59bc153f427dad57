package mdsvex

import (
	"strings"
)

// Typographic quotes, dashes and ellipses as retext-smartypants 3 sets them in
// each text for itself, on words and sentences (sentence.go): whether a quote opens
// or closes depends on what stands beside it in its sentence, and what is inside of
// a word is beside other parts of that word.

// maxTokens is how many words and signs a text may have to be set: joining them
// takes quadratic time.
const maxTokens = 20_000

// typeset sets a text.
func typeset(s string) string {
	if !strings.ContainsAny(s, "'\"-.`") {
		return s
	}
	tokens := tokensOf(s)
	if len(tokens) > maxTokens {
		return s
	}
	var b strings.Builder
	for _, line := range sentencesOf(tokens) {
		setTokens(&line.tokens)
		for _, t := range line.tokens {
			b.WriteString(t.text())
		}
	}
	return b.String()
}

// setTokens sets the tokens of a sentence, and then those of each word.
func setTokens(list *[]*token) {
	for i := 0; i < len(*list); i++ {
		t := (*list)[i]
		if t.kind == sign {
			setSign(list, i)
		} else if t.kind == word && t.parts != nil {
			setTokens(&t.parts)
		}
	}
}

// setSign sets the sign at a place.
func setSign(list *[]*token, i int) {
	t := (*list)[i]
	setQuote(*list, i)
	setEllipsis(list, i)
	switch t.value {
	case "``":
		t.value = "“"
	case "''":
		t.value = "”"
	case "--":
		t.value = "—"
	}
}

// setEllipsis joins three full stops, or full stops with white space between
// them. What it takes out moves the rest of the list, and as many tokens behind
// are not looked at: smartypants goes on at the same place.
func setEllipsis(list *[]*token, i int) {
	l := *list
	t := l[i]
	if strings.Trim(t.value, ".") != "" {
		return
	}
	if len(t.value) >= 3 {
		t.value = "…"
		return
	}
	count, taken := 1, 0
	for at := i - 1; at > 0; at -= 2 {
		if l[at].kind != white || l[at-1].kind != sign || strings.Trim(l[at-1].value, ".") != "" {
			break
		}
		count++
		taken += 2
	}
	if count < 3 {
		return
	}
	*list = cut(l, i-taken, taken)
	t.value = "…"
}

var opening = map[string]string{`"`: "“", "'": "‘"}
var closing = map[string]string{`"`: "”", "'": "’"}

// setQuote sets a straight quote.
func setQuote(l []*token, i int) {
	t := l[i]
	if t.value != `"` && t.value != "'" {
		return
	}
	var before, next, behind *token
	if i > 0 {
		before = l[i-1]
	}
	if i+1 < len(l) {
		next = l[i+1]
	}
	if i+2 < len(l) {
		behind = l[i+2]
	}
	nextText := ""
	if next != nil {
		nextText = next.text()
	}
	switch {
	case next != nil && behind != nil && next.kind == sign && behind.kind != word:
		t.value = closing[t.value]
	case behind != nil && (nextText == `"` || nextText == "'") && behind.kind == word:
		t.value = opening[t.value]
		next.value = opening[nextText]
	case next != nil && decade(nextText):
		t.value = closing[t.value]
	case before != nil && next != nil && (before.kind == white || before.kind == sign) && next.kind == word:
		t.value = opening[t.value]
	case before != nil && before.kind != white && before.kind != sign:
		t.value = closing[t.value]
	case next == nil || next.kind == white || t.value == "'" && nextText == "s":
		t.value = closing[t.value]
	default:
		t.value = opening[t.value]
	}
}

// decade reports whether a text is like the 80s of `the '80s`.
func decade(s string) bool {
	return len(s) == 3 && digit(int(s[0])) && digit(int(s[1])) && s[2] == 's'
}
