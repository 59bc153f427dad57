package language

import "strings"

// subjectKind is what a word of a tag is.
type subjectKind int

const (
	pathSubject      subjectKind = iota // of the data, of a parameter, or an @-variable
	helperSubject                       // the name of a helper that is called
	partialSubject                      // the name of a partial that is called
	closingSubject                      // the name in a tag that closes a block
	elseSubject                         // the word else
	hashSubject                         // the name of an argument
	parameterSubject                    // a parameter of a block where it is named
	decoratorSubject                    // {{#*inline "x"}}
	literalSubject                      // a text or number
)

// subject is the word of a tag that stands at a place.
type subject struct {
	kind subjectKind
	word string
	at   span // bytes in the text
	tag  *tag
	open []block // around the tag
	// rest are the words of the tag behind it.
	rest []string
}

// subjectAt is the word at a byte offset of the text: the one that begins there, else
// the one that it is in or behind.
func (d *Document) subjectAt(at int) (subject, bool) {
	open, in := d.reading(d.Source, d.Text).open(at)
	if in == nil || in.sign == "!" || at < in.body || at > in.end {
		return subject{}, false
	}
	list := spans(d.Text[in.body:in.end])
	found := -1
	for i, w := range list {
		if in.body+w.from <= at && at <= in.body+w.to {
			found = i
		}
	}
	for found > 0 && strings.Contains("()|=", d.Text[in.body+list[found].from:in.body+list[found].to]) {
		found-- // behind a word and before a sign
		if in.body+list[found].to < at {
			return subject{}, false
		}
	}
	if found < 0 {
		return subject{}, false
	}
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = d.Text[in.body+w.from : in.body+w.to]
	}
	s := subject{word: words[found], tag: in, open: open, rest: words[found+1:]}
	s.at = span{in.body + list[found].from, in.body + list[found].to}
	if strings.Contains("()|=", s.word) {
		return subject{}, false
	}
	s.kind = d.kindOf(in, words, found, open)
	return s, true
}

func (d *Document) kindOf(t *tag, words []string, i int, open []block) subjectKind {
	word := words[i]
	switch {
	case t.sign == "/":
		return closingSubject
	case (t.sign == ">" || t.sign == "#>") && i == 0:
		return partialSubject
	case t.sign == "#*" || t.sign == "*":
		if i == 0 {
			return decoratorSubject
		}
		return literalSubject
	case i == 0 && word == "else":
		return elseSubject
	case i+1 < len(words) && words[i+1] == "=":
		return hashSubject
	case betweenBars(words[:i]):
		return parameterSubject
	case word == "as" && i+1 < len(words) && words[i+1] == "|":
		return literalSubject
	case strings.Trim(word, "-0123456789.") == "" && strings.Trim(word, ".") != "", word[0] == '"', word[0] == '\'':
		return literalSubject
	}
	switch word {
	case "true", "false", "null", "undefined":
		return literalSubject
	}
	isCalled := i == 0 || words[i-1] == "(" || i == 1 && words[0] == "else"
	if !isCalled || strings.HasPrefix(word, "@") {
		return pathSubject
	}
	if names := segments(word); len(names) != 1 || names[0] != word {
		return pathSubject
	}
	for k := range open {
		for _, p := range open[k].params {
			if p == word {
				return pathSubject
			}
		}
	}
	hasArguments := i+1 < len(words) && words[i+1] != ")" && words[i+1] != "as"
	if d.isHelper(word) || hasArguments {
		return helperSubject
	}
	return pathSubject
}
