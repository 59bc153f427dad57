package language

import (
	"slices"
	"strings"

	"livebars/wasm/value"
)

// mostValues is how many contexts of a place are looked at.
const mostValues = 1000

// mostCalls is how many calls of a partial are looked at.
const mostCalls = 20

// scope is what names mean at a place: the contexts that it runs with, as far as
// the data tell, and the parameters of the block.
type scope struct {
	contexts []value.Value
	params   []parameter
	loop     bool // @index, @key, @first and @last are there
}

type parameter struct {
	name   string
	values []value.Value
}

// scopesAt are the scopes at a place in a text, the innermost last.
func (d *Document) scopesAt(open []block) []scope {
	scopes := []scope{{contexts: d.rootContexts()}}
	for i := range open {
		scopes = d.enter(scopes, &open[i])
	}
	return scopes
}

// rootContexts are the data; of a partial, what it is called with in the template.
func (d *Document) rootContexts() []value.Value {
	if d.Data == nil {
		return nil
	}
	name, isPartial := strings.CutPrefix(d.Source, "partial:")
	if !isPartial {
		return []value.Value{d.Data}
	}
	template := *d
	template.Source, template.Text = "template", d.Template
	var contexts []value.Value
	calls := 0
	for _, call := range d.calls("template", d.Template, name) {
		scopes := template.scopesAt(call.open)
		if list := call.words; len(list) > 1 && (len(list) == 2 || list[2] != "=") {
			contexts = append(contexts, resolve(scopes, list[1])...)
		} else {
			contexts = append(contexts, scopes[len(scopes)-1].contexts...)
		}
		if calls++; calls == mostCalls || len(contexts) >= mostValues {
			break
		}
	}
	if contexts == nil {
		return []value.Value{d.Data} // nothing is known of how it is called
	}
	return contexts
}

// enter adds the scope of a block, if it has one of its own.
func (d *Document) enter(scopes []scope, b *block) []scope {
	if b.other || b.sign == "#>" || b.sign == "#*" {
		return scopes
	}
	argument := ""
	if len(b.args) > 0 && b.args[0] != "(" {
		argument = b.args[0]
	}
	var inner scope
	switch name := b.helper(); {
	case name == "each":
		values := resolve(scopes, argument)
		inner = loopOver(values, b.params)
	case name == "with":
		inner = scope{contexts: resolve(scopes, argument)}
		inner.params = named(b.params, inner.contexts)
	case d.isHelper(name):
		if len(b.params) == 0 {
			return scopes
		}
		inner = scope{contexts: scopes[len(scopes)-1].contexts, params: named(b.params)}
	default: // a section: lists are looped over, objects are entered
		values := resolve(scopes, name)
		lists := slices.ContainsFunc(values, isList)
		switch {
		case lists:
			inner = loopOver(values, b.params)
		case slices.ContainsFunc(values, func(v value.Value) bool { _, ok := v.(*value.Object); return ok }):
			inner = scope{contexts: values}
		default:
			return scopes
		}
	}
	return append(scopes, inner)
}

func isList(v value.Value) bool { _, ok := v.(*value.Array); return ok }

// loopOver is the scope of a loop over values: its contexts are their elements.
func loopOver(values []value.Value, params []string) scope {
	var elements, keys []value.Value
	for _, v := range values {
		value.Entries(v, func(key string, element value.Value) {
			if len(elements) < mostValues {
				elements = append(elements, element)
				keys = append(keys, value.String(key))
			}
		})
	}
	return scope{contexts: elements, loop: true, params: named(params, elements, keys)}
}

// named are the parameters of a block with what they stand for.
func named(names []string, values ...[]value.Value) (out []parameter) {
	for i, name := range names {
		p := parameter{name: name}
		if i < len(values) {
			p.values = values[i]
		}
		out = append(out, p)
	}
	return out
}

// resolve are the values of a path in a scope, one for each context that has it.
func resolve(scopes []scope, path string) []value.Value {
	values, names := start(scopes, path)
	return follow(values, names)
}

// wayUp is how a path begins: at the root, or so many contexts up; rest is what follows.
// It reports false for an @-variable.
func wayUp(path string) (isRoot bool, up int, rest string, ok bool) {
	if rest, isRoot = strings.CutPrefix(path, "@root"); isRoot {
		rest = strings.TrimLeft(rest, "./")
	}
	for strings.HasPrefix(rest, "..") {
		up++
		rest = strings.TrimLeft(strings.TrimPrefix(rest, ".."), "/")
	}
	return isRoot, up, rest, !strings.HasPrefix(rest, "@")
}

// levelOf is the scope that a path begins in, as its place in a row of so many; -1 if
// there is none.
func levelOf(scopes int, isRoot bool, up int) int {
	if isRoot {
		return -up
	}
	return max(scopes-1-up, -1)
}

// start is what a path begins in, and the names that it goes on with.
func start(scopes []scope, path string) (values []value.Value, names []string) {
	isRoot, up, path, ok := wayUp(path)
	at := levelOf(len(scopes), isRoot, up)
	if !ok || at < 0 {
		return nil, nil
	}
	climbed := up > 0
	all := segments(path)
	values = scopes[at].contexts
	if len(all) > 0 && !climbed && !strings.HasPrefix(path, "this") && !strings.HasPrefix(path, ".") {
		if found, ok := parameterNamed(scopes[:at+1], all[0]); ok {
			values, all = found, all[1:]
		}
	}
	for _, name := range all {
		if name != "this" && name != "." {
			names = append(names, name)
		}
	}
	return values, names
}

// follow are the values at the end of some names, of those that have them all.
func follow(values []value.Value, names []string) []value.Value {
	for _, name := range names {
		var next []value.Value
		for _, v := range values {
			if found, ok := value.Own(v, name); ok {
				next = append(next, found)
			}
		}
		values = next
	}
	return values
}

func parameterNamed(scopes []scope, name string) ([]value.Value, bool) {
	for i := len(scopes) - 1; i >= 0; i-- {
		for _, p := range scopes[i].params {
			if p.name == name {
				return p.values, true
			}
		}
	}
	return nil, false
}

// segments are the names of a path.
func segments(path string) (names []string) {
	for i := 0; i < len(path); {
		switch c := path[i]; {
		case c == '[':
			end := strings.IndexByte(path[i:], ']')
			if end < 0 {
				return append(names, path[i+1:])
			}
			names = append(names, path[i+1:i+end])
			i += end + 1
		case c == '.' || c == '/':
			i++
		default:
			end := i
			for end < len(path) && isNameByte(path[end]) {
				end++
			}
			if end == i {
				return names
			}
			names = append(names, path[i:end])
			i = end
		}
	}
	return names
}
