package language

import "slices"

// description is what is said of a helper.
type description struct {
	name, takes, does string
	block             bool // it is used with a block
	inline            bool // it is used without one
}

// builtins are the helpers of Handlebars.js 4.7.
var builtins = []description{
	{"if", "value", "Runs its block if the value is not empty.", true, false},
	{"unless", "value", "Runs its block if the value is empty.", true, false},
	{"each", "list", "Runs its block for each element.", true, false},
	{"with", "value", "Runs its block with the value as the context.", true, false},
	{"lookup", "object name", "The property of this name.", false, true},
	{"log", "values…", "Writes to the browser's console.", false, true},
}

// comparisons are the set of helpers that documents have beside them.
var comparisons = []description{
	{"eq", "a b", "Whether both are the same.", false, true},
	{"ne", "a b", "Whether they differ.", false, true},
	{"lt", "a b", "Whether a is less than b.", false, true},
	{"gt", "a b", "Whether a is greater than b.", false, true},
	{"lte", "a b", "Whether a is at most b.", false, true},
	{"gte", "a b", "Whether a is at least b.", false, true},
	{"and", "values…", "Whether none is empty.", false, true},
	{"or", "values…", "Whether one is not empty.", false, true},
}

// helpers are all that a document has. One of its own takes the place of a
// built-in one.
func (d *Document) helpers() []description {
	var out []description
	all := builtins
	if d.Comparisons {
		all = append(slices.Clip(all), comparisons...)
	}
	for _, h := range all {
		if !d.isOwn(h.name) {
			out = append(out, h)
		}
	}
	for _, h := range d.Helpers {
		out = append(out, description{name: h.Name, takes: h.Takes, does: "A helper of this document.", block: true, inline: true})
	}
	return out
}

func (d *Document) isOwn(name string) bool {
	return slices.ContainsFunc(d.Helpers, func(h OwnHelper) bool { return h.Name == name })
}

func (d *Document) isHelper(name string) bool {
	named := func(h description) bool { return h.name == name }
	return d.isOwn(name) || slices.ContainsFunc(builtins, named) || d.Comparisons && slices.ContainsFunc(comparisons, named)
}
