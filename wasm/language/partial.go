package language

import (
	"maps"
	"slices"
	"strings"
)

// call is a tag that calls a partial by its name.
type call struct {
	tag   *tag
	name  span     // of the name in the text, with its quotes or brackets
	words []string // of the tag
	open  []block  // around it
}

// calls are the tags of a text that call a partial of a name, in order.
func (d *Document) calls(source, text, name string) []call {
	var out []call
	var stack []openTag
	r := d.reading(source, text)
	for i, tags := 0, r.all(); i < len(tags); i++ {
		t := &tags[i]
		if len(stack) > mostOpen {
			break
		}
		if at, ok := t.partial(text); ok && partialName(text[at.from:at.to]) == name {
			c := call{tag: t, name: at, words: words(text[t.body:t.end])}
			for _, o := range stack {
				c.open = append(c.open, o.block(text))
			}
			out = append(out, c)
		}
		stack = pass(stack, t, text)
	}
	return out
}

// partial is where the name of the partial stands that a tag calls.
func (t *tag) partial(text string) (span, bool) {
	if t.sign != ">" && t.sign != "#>" {
		return span{}, false
	}
	list := spans(text[t.body:t.end])
	if len(list) == 0 || text[t.body+list[0].from] == '(' {
		return span{}, false
	}
	return span{t.body + list[0].from, t.body + list[0].to}, true
}

// PartialOf is the name of the partial that the tag at a byte offset of a text calls, or "".
func PartialOf(text string, from int) string {
	if !strings.HasPrefix(text[from:], "{{") {
		return ""
	}
	t := readTag(text, from)
	at, ok := t.partial(text)
	if !ok {
		return ""
	}
	return partialName(text[at.from:at.to])
}

// partialName is the name that a word of a tag means: without quotes and brackets.
func partialName(word string) string {
	if len(word) >= 2 {
		switch first, last := word[0], word[len(word)-1]; {
		case first == '"' && last == '"', first == '\'' && last == '\'', first == '[' && last == ']':
			return word[1 : len(word)-1]
		}
	}
	return word
}

// writtenPartial is the name of a partial as a tag has it.
func writtenPartial(name string) string {
	plain := name != ""
	for part := range strings.SplitSeq(name, "/") {
		if w, ok := written(part); !ok || w != part {
			plain = false
		}
	}
	switch {
	case plain:
		return name
	case !strings.ContainsAny(name, "]\n"):
		return "[" + name + "]"
	}
	return `"` + strings.ReplaceAll(name, `"`, `\"`) + `"`
}

// eachText calls visit with the template and the partials, in the order of their names.
func (d *Document) eachText(visit func(source, text string)) {
	visit("template", d.Template)
	for _, name := range slices.Sorted(maps.Keys(d.Partials)) {
		visit("partial:"+name, d.Partials[name])
	}
}

// namesUsed are the names that a text looks up in the context that it is run with, in
// the order in which they first stand there.
func namesUsed(r *reading) (names []string) {
	var stack []openTag
	for i, tags := 0, r.all(); i < len(tags); i++ {
		t := &tags[i]
		if len(stack) > mostOpen {
			break
		}
		sameContext := !slices.ContainsFunc(stack, func(o openTag) bool {
			name := o.tag.name(r.text)
			return o.tag.sign == "#" && name != "if" && name != "unless"
		})
		if sameContext && t.sign != "!" && t.sign != "/" {
			list := words(r.text[t.body:t.end])
			for k, w := range list {
				isCallee := k == 0 && (len(list) > 1 || t.sign == ">" || t.sign == "#>") || k > 0 && (list[k-1] == "(" || list[0] == "else" && k == 1)
				isName := k+1 < len(list) && list[k+1] == "="
				if parts := segments(w); !isCallee && !isName && w != "else" && len(parts) > 0 && parts[0] != "this" && isNameByte(w[0]) && strings.Trim(w, "-0123456789.") != "" && !slices.Contains(names, parts[0]) {
					names = append(names, parts[0])
				}
			}
		}
		stack = pass(stack, t, r.text)
	}
	return names
}
