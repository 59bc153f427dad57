package language

import (
	"fmt"
	"slices"
	"strings"

	"livebars/wasm/value"
)

// mostItems is how many completions are listed.
const mostItems = 500

// Complete lists what may be written at a byte offset of the text. It reports
// false where nothing is known.
func Complete(d Document, at int) (Completions, bool) {
	if at < 0 || at > len(d.Text) {
		return Completions{}, false
	}
	if d.Source == "data" {
		return d.completeData(at)
	}
	open, in := d.reading(d.Source, d.Text).open(at)
	if in == nil {
		return d.outside(at)
	}
	if in.sign == "!" || at < in.body {
		return Completions{}, false
	}
	head := d.Text[in.body:at]
	start, inString := lastWord(head)
	c := place{d: &d, open: open, sign: in.sign, before: words(head[:start]), word: head[start:]}
	if inString {
		c.before = words(head[:start-1])
	}
	from := in.body + start + c.split()
	items := c.items(inString)
	if len(items) == 0 {
		return Completions{}, false
	}
	return Completions{From: from, To: at, Items: items[:min(len(items), mostItems)]}, true
}

// lastWord is where the name, path or string begins that ends where head ends.
func lastWord(head string) (start int, inString bool) {
	for i := 0; i < len(head); {
		if c := head[i]; c == '"' || c == '\'' {
			end := strings.IndexByte(head[i+1:], c)
			if end < 0 {
				return i + 1, true
			}
			i += end + 2
			continue
		}
		n := nameLength(head[i:])
		if n > 0 && i+n == len(head) {
			return i, false
		}
		i += max(n, 1)
	}
	return len(head), false
}

// place is a place in a tag.
type place struct {
	d      *Document
	open   []block
	sign   string
	before []string // the words of the tag before it
	word   string   // what is written of the word at hand
	base   string   // of a path: what stands before its last name
}

// split cuts the last name off the path at hand and tells where it begins.
func (c *place) split() int {
	last, depth := -1, 0
	for i := 0; i < len(c.word); i++ {
		switch c.word[i] {
		case '[':
			depth++
		case ']':
			depth--
		case '.', '/':
			if depth == 0 {
				last = i
			}
		}
	}
	if last < 0 {
		return 0
	}
	c.base = c.word[:last]
	if c.base == "" || strings.HasSuffix(c.word[:last+1], "..") {
		c.base = c.word[:last+1]
	}
	return last + 1
}

func (c *place) items(inString bool) []Completion {
	first := len(c.before) == 0
	opened := first || c.before[len(c.before)-1] == "("
	switch {
	case c.sign == "/":
		if !first || len(c.open) == 0 {
			return nil
		}
		return []Completion{{Label: c.open[len(c.open)-1].name, Kind: Block, Info: "Closes the block."}}
	case inString:
		if c.sign == ">" || c.sign == "#>" {
			return c.partials()
		}
		return nil
	case (c.sign == ">" || c.sign == "#>") && first:
		return c.partials()
	case betweenBars(c.before):
		return c.newParameters()
	case strings.HasPrefix(c.word, "@") && c.base == "":
		return c.variables()
	}
	scopes := c.d.scopesAt(c.open)
	if c.base != "" {
		return fields(resolve(scopes, c.base))
	}
	out := c.arguments()
	for i := len(scopes) - 1; i >= 0; i-- {
		for _, p := range scopes[i].params {
			out = append(out, Completion{Label: p.name, Kind: Parameter, Detail: example(p.values), Info: "A parameter of the block."})
		}
	}
	out = append(out, fields(scopes[len(scopes)-1].contexts)...)
	if !opened || c.sign != "#" {
		out = append(out, Completion{Label: "this", Kind: Variable, Detail: example(scopes[len(scopes)-1].contexts), Info: "The context itself."})
	}
	if first && c.sign == "" && len(c.open) > 0 {
		b := c.open[len(c.open)-1]
		out = append(out, Completion{Label: "/" + b.name, Kind: Block, Info: "Closes the block."})
		if !b.other && b.sign != "#*" && b.sign != "#>" {
			out = append(out, Completion{Label: "else", Kind: Block, Info: "What is shown otherwise."})
		}
	}
	if opened {
		for _, h := range c.d.helpers() {
			if c.sign == "#" && first && h.block || (c.sign != "#" || !first) && h.inline {
				out = append(out, Completion{Label: h.name, Kind: Helper, Detail: h.takes, Info: h.does})
			}
		}
	}
	return out
}

// betweenBars reports whether the words before a place open the parameters of a
// block: `as |a`.
func betweenBars(before []string) bool {
	bars := 0
	for _, w := range before {
		if w == "|" {
			bars++
		}
	}
	return bars == 1 && slices.Contains(before, "as")
}

func (c *place) partials() []Completion {
	var names []string
	for name := range c.d.Partials {
		names = append(names, name)
	}
	slices.Sort(names)
	var out []Completion
	for _, name := range names {
		if "partial:"+name != c.d.Source {
			line, _, _ := strings.Cut(strings.TrimSpace(c.d.Partials[name]), "\n")
			out = append(out, Completion{Label: name, Kind: Partial, Detail: short(line)})
		}
	}
	if c.sign == "#>" || len(c.open) > 0 || strings.HasPrefix(c.d.Source, "partial:") {
		out = append(out, Completion{Label: "@partial-block", Kind: Partial, Info: "What stands in the block that calls this partial."})
	}
	return out
}

// arguments are the names that the partial which is called uses from the top.
func (c *place) arguments() (out []Completion) {
	if c.sign != ">" && c.sign != "#>" || len(c.before) == 0 || c.before[len(c.before)-1] == "=" {
		return nil
	}
	name := partialName(c.before[0])
	for _, used := range namesUsed(c.d.reading("partial:"+name, c.d.Partials[name])) {
		if insert, ok := written(used); ok && insert == used && !slices.Contains(c.before, used) {
			out = append(out, Completion{Label: used, Insert: used + "=", Kind: Argument, Info: fmt.Sprintf("The partial `%s` uses this name.", name)})
		}
	}
	return out
}

// newParameters are names for the parameters of a block that is being opened.
func (c *place) newParameters() []Completion {
	at := slices.Index(c.before, "as")
	if c.before[len(c.before)-1] != "|" { // the second one
		return []Completion{{Label: "index", Kind: Parameter, Info: "The number or key of the element."}}
	}
	name := "item"
	if at > 0 {
		if names := segments(c.before[at-1]); len(names) > 0 {
			last := names[len(names)-1]
			if single, plural := strings.CutSuffix(last, "s"); plural && len(single) > 1 {
				name = single
			}
		}
	}
	return []Completion{{Label: name, Kind: Parameter, Info: "A name for what the block runs with."}}
}

func (c *place) variables() []Completion {
	out := []Completion{{Label: "@root", Kind: Variable, Info: "The data from the top."}}
	scopes := c.d.scopesAt(c.open)
	if !slices.ContainsFunc(scopes, func(s scope) bool { return s.loop }) {
		return out
	}
	return append(out,
		Completion{Label: "@index", Kind: Variable, Info: "The number of the element, from 0."},
		Completion{Label: "@key", Kind: Variable, Info: "The name of the property."},
		Completion{Label: "@first", Kind: Variable, Info: "Whether it is the first element."},
		Completion{Label: "@last", Kind: Variable, Info: "Whether it is the last element."})
}

// longestName is how long a name may be, in bytes, that is listed.
const longestName = 200

// fields are the names that values have, with how many of them have each.
func fields(values []value.Value) []Completion {
	type field struct {
		name   string
		values []value.Value
	}
	var all []*field
	byName := map[string]*field{}
	add := func(name string, v value.Value) {
		f := byName[name]
		if f == nil {
			f = &field{name: name}
			byName[name] = f
			all = append(all, f)
		}
		f.values = append(f.values, v)
	}
	holders := 0
	for _, v := range values {
		switch v := v.(type) {
		case *value.Object:
			holders++
			value.Entries(v, add)
		case *value.Array:
			holders++
			add("length", value.Number(len(v.Items)))
			if first, ok := value.Own(v, "0"); ok {
				add("0", first)
			}
		}
	}
	var out []Completion
	for _, f := range all {
		insert, ok := written(f.name)
		if !ok || len(f.name) > longestName {
			continue
		}
		c := Completion{Label: f.name, Kind: Field, Detail: example(f.values), Info: kindOf(f.values)}
		if insert != f.name {
			c.Insert = insert
		}
		if len(f.values) < holders {
			c.Info += fmt.Sprintf(", in %d of %d", len(f.values), holders)
		}
		if none := count(f.values, value.IsNullish); none > 0 && none < len(f.values) {
			c.Info += fmt.Sprintf(", null in %d", none)
		}
		out = append(out, c)
		if len(out) == mostItems {
			break
		}
	}
	return out
}

func count(values []value.Value, is func(value.Value) bool) (n int) {
	for _, v := range values {
		if is(v) {
			n++
		}
	}
	return n
}

// written is a name as it is written in a path. It reports false for one that
// cannot be.
func written(name string) (string, bool) {
	plain := name != "" && strings.Trim(name, "0123456789") != ""
	for i := range len(name) {
		plain = plain && isNameByte(name[i])
	}
	switch name {
	case "this", "else", "true", "false", "null", "undefined", "as":
		plain = false
	}
	if plain {
		return name, true
	}
	return "[" + name + "]", !strings.ContainsAny(name, "]\n")
}

// example is the first of some values that is not empty, on a line.
func example(values []value.Value) string {
	for _, v := range values {
		if !value.IsNullish(v) {
			return shown(v)
		}
	}
	if len(values) > 0 {
		return "null"
	}
	return ""
}

func shown(v value.Value) string {
	switch v := v.(type) {
	case value.String:
		return `"` + short(string(v)) + `"`
	case *value.Array:
		return fmt.Sprintf("[%d]", len(v.Items))
	case *value.Object:
		var names []string
		for i := range min(v.Len(), 3) {
			name, _ := v.At(i)
			names = append(names, name)
		}
		more := ""
		if v.Len() > len(names) {
			more = ", …"
		}
		return "{ " + short(strings.Join(names, ", ")) + more + " }"
	}
	return value.Text(v)
}

// longestExample is how many characters of a value are shown.
const longestExample = 40

func short(s string) string {
	line, _, cut := strings.Cut(s, "\n")
	n := 0
	for i := range line {
		if n++; n > longestExample {
			return line[:i] + "…"
		}
	}
	if cut {
		return line + "…"
	}
	return line
}

// kindOf says what some values are.
func kindOf(values []value.Value) string {
	kind := ""
	for _, v := range values {
		one := ""
		switch v := v.(type) {
		case value.String:
			one = "text"
		case value.Number:
			one = "number"
		case value.Bool:
			one = "true or false"
		case *value.Array:
			one = "list"
			if len(values) == 1 {
				one = fmt.Sprintf("list of %d", len(v.Items))
			}
		case *value.Object:
			one = "object"
		default:
			continue
		}
		if kind != "" && kind != one {
			return "of several kinds"
		}
		kind = one
	}
	if kind == "" {
		return "null"
	}
	return kind
}
