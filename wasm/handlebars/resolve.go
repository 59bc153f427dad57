package handlebars

import (
	"livebars/wasm/value"

	"livebars/wasm/diagnostic"
)

// lookup is how a path is resolved.
type lookup struct {
	falsy  bool // stop at any falsy value, not only at null (`&&` instead of `!= null`)
	strict bool // the option strict applies to it
	quiet  bool // it may well be missing: a test
}

// resolve is the value of a path (compiler.js PathExpression).
func (r *rendering) resolve(p *path, s *scope, how lookup) (value.Value, error) {
	if p.param >= 0 {
		l := s.params
		for i := 0; i < p.level && l != nil; i++ {
			l = l.outer
		}
		if l == nil || !l.given {
			return nil, s.faultAt(p, diagnostic.NoBlockParameter, "`%s` has no value: the block's helper gives no parameters.", p.original)
		}
		var v value.Value = value.Undefined{}
		if p.param < len(l.values) {
			v = l.values[p.param]
		}
		if len(p.parts) == 1 && p.param == 0 {
			r.pathEndedAt(l.from)
		}
		return r.follow(p, v, 1, s, lookup{quiet: how.quiet})
	}
	if p.depth > 0 && !p.data && !how.quiet && !s.reaches(p.depth) {
		r.climbed(s, p)
	}
	if len(p.parts) == 0 || p.parts[0] == "" {
		r.pathEndedAt(s.placeAt(p.depth))
		return s.contextAt(p.depth), nil
	}
	if p.data {
		return r.variable(p, s, how)
	}
	if !p.scoped && p.depth == 0 && s.container.template.options.Compat {
		return r.follow(p, s.lookUpInContexts(p.parts[0]), 1, s, how)
	}
	return r.follow(p, s.contextAt(p.depth), 0, s, how)
}

// contextAt is the context a number of `..` away.
func (s *scope) contextAt(depth int) value.Value {
	if depth == 0 {
		return s.context
	}
	c := s.contexts
	for ; depth > 0 && c != nil; depth-- {
		c = c.outer
	}
	if c == nil {
		return value.Undefined{}
	}
	return c.value
}

// reaches reports whether there is a context a number of `..` away.
func (s *scope) reaches(depth int) bool {
	c := s.contexts
	for ; depth > 0 && c != nil; depth-- {
		c = c.outer
	}
	return c != nil
}

// placeAt is where the context a number of `..` away is in the data.
func (s *scope) placeAt(depth int) *valuePlace {
	if depth == 0 {
		return s.place
	}
	c := s.contexts
	for ; depth > 0 && c != nil; depth-- {
		c = c.outer
	}
	if c == nil {
		return nil
	}
	return c.place
}

func (r *rendering) pathEndedAt(place *valuePlace) {
	if place != nil {
		r.marks.last, r.marks.ended = *place, true
	}
}

// lookUpInContexts looks a name up in the contexts around (`runtime.js` container.lookup).
func (s *scope) lookUpInContexts(name string) value.Value {
	for c := s.contexts; c != nil; c = c.outer {
		v := c.value // `depths[i] && lookup(…)`: a context of 0 is found itself
		if value.Truthy(v) {
			v, _ = value.Own(v, name)
		}
		if !value.IsNullish(v) {
			return v
		}
	}
	return value.Undefined{}
}

// follow follows the parts of a path from v on (javascript-compiler.js resolvePath).
func (r *rendering) follow(p *path, v value.Value, from int, s *scope, how lookup) (value.Value, error) {
	options := &s.container.template.options
	if options.Strict || options.AssumeObjects {
		return r.followStrictly(p, v, from, s, options.Strict && how.strict)
	}
	for i := from; i < len(p.parts); i++ {
		if how.falsy && !value.Truthy(v) || value.IsNullish(v) {
			if _, isNull := v.(value.Null); isNull && i > from && !how.quiet {
				r.metNull(s, p, i)
			}
			return v, nil
		}
		next, ok := value.Own(v, p.parts[i])
		if !ok {
			if !how.quiet {
				r.missing(s, p, i, v)
			}
			return next, nil
		}
		r.pathEnded(v, p.parts[i])
		v = next
	}
	r.found(s, p, v, how.quiet)
	return v, nil
}

// followStrictly follows a path without a check for null on the way, and, if the last
// name is required, with an error where it is missing (strictLookup).
func (r *rendering) followStrictly(p *path, v value.Value, from int, s *scope, required bool) (value.Value, error) {
	end := len(p.parts)
	if required {
		end--
	}
	for i := from; i < end; i++ {
		if value.IsNullish(v) {
			return nil, s.faultAt(p, diagnostic.MissingValue, "`%s` cannot be reached: there is nothing to look up `%s` in.", p.original, p.parts[i])
		}
		v, _ = value.Own(v, p.parts[i])
	}
	if !required {
		return v, nil
	}
	name := p.parts[end]
	last, ok := value.Own(v, name)
	switch v.(type) {
	case *value.Object:
		ok = ok || onObjectPrototype[name]
	case *value.Array:
		ok = ok || onObjectPrototype[name] || onArrayPrototype[name]
	case *value.Host:
		ok = r.ask(value.AskHas, v, value.String(name)) == value.Bool(true)
	default:
		ok = false // null has no names, and `in` refuses other plain values
	}
	if !ok {
		return nil, s.faultAt(p, diagnostic.MissingValue, "`%s` is not in the data.", p.original)
	}
	return last, nil
}

// Names that `in` finds on every object and array, though a template is shown
// none of them.
var (
	onObjectPrototype = set("constructor", "__defineGetter__", "__defineSetter__", "hasOwnProperty", "__lookupGetter__", "__lookupSetter__",
		"isPrototypeOf", "propertyIsEnumerable", "toString", "valueOf", "__proto__", "toLocaleString")
	onArrayPrototype = set("at", "concat", "copyWithin", "fill", "find", "findIndex", "findLast", "findLastIndex", "lastIndexOf", "pop",
		"push", "reverse", "shift", "unshift", "slice", "sort", "splice", "includes", "indexOf", "join", "keys", "entries", "values",
		"forEach", "filter", "flat", "flatMap", "map", "every", "some", "reduce", "reduceRight", "toReversed", "toSorted", "toSpliced", "with")
)

func set(names ...string) map[string]bool {
	out := make(map[string]bool, len(names))
	for _, name := range names {
		out[name] = true
	}
	return out
}

// variable is the value of an @-path.
func (r *rendering) variable(p *path, s *scope, how lookup) (value.Value, error) {
	data := s.data
	for i := 0; i < p.depth && data != nil; i++ {
		data = r.outerFrame(data)
	}
	if data == nil {
		if !how.quiet {
			r.missingVariable(s, p, nil)
		}
		if options := &s.container.template.options; options.Strict || options.AssumeObjects {
			return nil, s.faultAt(p, diagnostic.MissingValue, "`%s` cannot be reached: there are no @-variables here.", p.original)
		}
		return value.Undefined{}, nil
	}
	v, found := data.get(p.parts[0])
	if p.parts[0] == "partial-block" && data.partialBlock != nil {
		v, found = r.blockValue(data.partialBlock, s, p), true
	}
	how.falsy = true
	if !found && !how.quiet {
		r.missingVariable(s, p, data)
	}
	if len(p.parts) == 1 && how.strict && s.container.template.options.Strict && !found {
		return nil, s.faultAt(p, diagnostic.MissingValue, "`%s` is not among the @-variables.", p.original)
	}
	if len(p.parts) == 1 {
		if found {
			r.found(s, p, v, how.quiet)
		}
		return v, nil
	}
	return r.follow(p, v, 1, s, how)
}
