package language

import (
	"fmt"
	"slices"
	"strings"

	"livebars/wasm/value"
)

// Hover is what is known of the word at a place.
type Hover struct {
	From, To int      // bytes of the word
	Lines    []string // with code between backquotes
}

// Explain says what the word at a byte offset of the text is: what a path is worth there,
// what a helper does, what a partial holds. It reports false where nothing is known.
func Explain(d Document, at int) (Hover, bool) {
	if at < 0 || at > len(d.Text) {
		return Hover{}, false
	}
	if d.Source == "data" {
		return d.explainData(at)
	}
	s, ok := d.subjectAt(at)
	if !ok {
		return Hover{}, false
	}
	h := Hover{From: s.at.from, To: s.at.to}
	switch s.kind {
	case helperSubject:
		h.Lines = d.aboutHelper(&s)
	case partialSubject:
		h.Lines = d.aboutPartial(partialName(s.word))
	case closingSubject:
		if len(s.open) > 0 {
			h.Lines = []string{fmt.Sprintf("Closes `%s` of line %d.", opening(d.Text, s.open[len(s.open)-1].tag), line(d.Text, s.open[len(s.open)-1].tag.from))}
		}
	case elseSubject:
		if len(s.open) > 0 {
			b := &s.open[len(s.open)-1]
			h.Lines = []string{fmt.Sprintf("What is shown where `%s` of line %d runs nothing.", opening(d.Text, b.tag), line(d.Text, b.tag.from))}
		}
	case hashSubject:
		h.Lines = []string{fmt.Sprintf("The argument `%s` of `%s`.", s.word, s.tag.name(d.Text))}
	case parameterSubject:
		h.Lines = d.aboutParameter(&s)
	case decoratorSubject:
		h.Lines = []string{"Defines a partial for what stands around it."}
	case pathSubject:
		h.Lines = d.aboutPath(&s)
	}
	return h, len(h.Lines) > 0
}

// opening is how the tag of a block is named: `{{#each birds}}`.
func opening(text string, t *tag) string {
	return "{{" + t.sign + short(strings.TrimSpace(text[t.body:t.end])) + "}}"
}

// line is the number of the line at a place, from 1.
func line(text string, at int) int { return 1 + strings.Count(text[:at], "\n") }

func (d *Document) aboutHelper(s *subject) []string {
	for _, h := range d.helpers() {
		if h.name != s.word {
			continue
		}
		lines := []string{strings.TrimSpace("`" + h.name + " " + h.takes + "`"), h.does}
		if s.tag.sign == "#" || s.tag.sign == "^" || s.tag.sign == "" && s.tag.name(d.Text) == "else" {
			lines = append(lines, d.howOften(s)...)
		}
		return lines
	}
	return []string{fmt.Sprintf("There is no helper `%s`.", s.word)}
}

// howOften says whether a block is run with these data.
func (d *Document) howOften(s *subject) []string {
	if d.Data == nil || len(s.rest) == 0 || s.rest[0] == "(" {
		return nil
	}
	scopes := d.scopesAt(s.open)
	values, names := start(scopes, s.rest[0])
	all := len(values)
	values = follow(values, names)
	switch s.word {
	case "each":
		n := 0
		for _, v := range values {
			value.Entries(v, func(string, value.Value) { n++ })
		}
		if n == 0 {
			return []string{"With these data it is never run."}
		}
		return []string{"With these data it is run " + times(n) + "."}
	case "if", "unless", "with":
		n := count(values, func(v value.Value) bool { return !isEmpty(v) })
		if s.word == "unless" {
			n = all - n
		}
		switch {
		case n == 0:
			return []string{"With these data it is never run."}
		case n == all:
			return []string{"With these data it is always run."}
		}
		return []string{fmt.Sprintf("With these data it is run in %d of %d.", n, all)}
	}
	return nil
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// isEmpty is what {{#if}} does not run for (`utils.js` isEmpty).
func isEmpty(v value.Value) bool {
	if list, ok := v.(*value.Array); ok {
		return len(list.Items) == 0
	}
	if n, ok := v.(value.Number); ok && n == 0 {
		return true
	}
	return !value.Truthy(v)
}

// mostShownLines is how many lines of a partial are shown.
const mostShownLines = 5

func (d *Document) aboutPartial(name string) []string {
	if name == "@partial-block" {
		return []string{"What stands in the block that calls this partial."}
	}
	text, ok := d.Partials[name]
	if !ok {
		return []string{fmt.Sprintf("There is no partial `%s`.", name)}
	}
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	out := []string{fmt.Sprintf("The partial `%s`, %s.", name, plural(len(lines), "line"))}
	for i, l := range lines {
		if i == mostShownLines {
			out = append(out, "…")
			break
		}
		if l = strings.ReplaceAll(short(strings.TrimRight(l, "\r")), "`", "'"); l != "" {
			out = append(out, "`"+l+"`")
		}
	}
	return out
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (d *Document) aboutParameter(s *subject) []string {
	b := blockOf(s.tag.sign, words(d.Text[s.tag.body:s.tag.end]))
	b.tag = s.tag
	if b.name == "else" && len(b.args) > 0 {
		b.sign, b.name = "else "+b.args[0], b.args[0]
		b.args = b.args[1:]
	}
	scopes := d.enter(d.scopesAt(s.open), &b)
	values, _ := parameterNamed(scopes, s.word)
	return append([]string{fmt.Sprintf("`%s` names what `%s` runs with.", s.word, b.helper())}, examples(values, len(values))...)
}

func (d *Document) aboutPath(s *subject) []string {
	if strings.HasPrefix(s.word, "@") && !strings.HasPrefix(s.word, "@root") {
		return []string{aboutVariable(s.word)}
	}
	if d.Data == nil {
		return []string{"There are no data to look it up in."}
	}
	scopes := d.scopesAt(s.open)
	if _, up, _, _ := wayUp(s.word); up > len(scopes)-1 {
		return []string{fmt.Sprintf("`%s` climbs above the data.", s.word)}
	}
	contexts, names := start(scopes, s.word)
	values := follow(contexts, names)
	out := examples(values, len(contexts))
	if prints := s.tag.sign == "" || s.tag.sign == "{" || s.tag.sign == "&"; prints && s.at.from == s.tag.body+leadingSpace(d.Text[s.tag.body:s.tag.end]) && len(s.rest) == 0 {
		if n := count(values, printsNothing); n == len(values) {
			out = append(out, "The tag prints nothing.")
		}
	}
	if (s.tag.sign == "#" || s.tag.sign == "^") && len(s.rest) == 0 {
		n := 0
		for _, v := range values {
			if list, ok := v.(*value.Array); ok {
				n += len(list.Items)
			} else if !isEmpty(v) {
				n++
			}
		}
		if n == 0 && s.tag.sign == "#" {
			out = append(out, "With these data the block is never run.")
		}
	}
	return out
}

func leadingSpace(s string) int { return len(s) - len(strings.TrimLeft(s, " \t\r\n")) }

func printsNothing(v value.Value) bool { return value.IsNullish(v) || v == value.String("") }

func aboutVariable(name string) string {
	about := map[string]string{
		"index": "The number of the element, from 0.", "key": "The name of the property, or the number of the element.",
		"first": "Whether it is the first element.", "last": "Whether it is the last element.",
		"partial-block": "What stands in the block that calls this partial.",
	}
	names := segments(strings.TrimPrefix(name, "@"))
	if len(names) > 0 {
		if said, ok := about[names[len(names)-1]]; ok {
			return said
		}
	}
	return fmt.Sprintf("The @-variable `%s` is given by a helper or by the program that renders.", strings.TrimPrefix(name, "@"))
}

// mostExamples is how many values are shown.
const mostExamples = 3

// examples says what values a path has in some contexts.
func examples(values []value.Value, contexts int) []string {
	if len(values) == 0 {
		if contexts > 1 {
			return []string{fmt.Sprintf("In none of %d elements.", contexts)}
		}
		return []string{"Nothing in the data has this name here."}
	}
	out := []string{strings.ToUpper(kindOf(values)[:1]) + kindOf(values)[1:]}
	var shownValues []string
	for _, v := range values {
		if one := "`" + strings.ReplaceAll(shown(v), "`", "'") + "`"; !slices.Contains(shownValues, one) {
			if len(shownValues) == mostExamples {
				shownValues = append(shownValues, "…")
				break
			}
			shownValues = append(shownValues, one)
		}
	}
	out[0] += ": " + strings.Join(shownValues, ", ")
	if contexts > 1 {
		if len(values) < contexts {
			out = append(out, fmt.Sprintf("In %d of %d elements.", len(values), contexts))
		} else {
			out = append(out, fmt.Sprintf("In all of %d elements.", contexts))
		}
		if none := count(values, value.IsNullish); none > 0 {
			out = append(out, fmt.Sprintf("`null` in %d of %d.", none, len(values)))
		}
	}
	return out
}
