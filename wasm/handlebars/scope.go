package handlebars

import "livebars/wasm/value"

// container is one compiled template at run time. As in `runtime.js`, its
// partials change while it runs: inline partials are put in for the time of the
// block that defines them, and a call of the template sets them anew.
type container struct {
	template *Template
	partials partials
	nothing  *value.Object // the context of helpers where there is none (nullContext)
	seen     *observations
}

// partials is what names stand for. Maps are copied where Handlebars.js copies
// them, because whoever shares a map shares what is compiled into it.
type partials map[string]partialValue

// partialValue is what a partial's name stands for.
type partialValue struct {
	text         string        // of a template
	compiled     *container    // that text, compiled
	block        *closure      // {{#*inline}}
	partialBlock *partialBlock // the block of {{#> …}}, called by @-name or as a fallback
}

func (p partials) with(more partials) partials {
	out := make(partials, len(p)+len(more))
	for name, v := range p {
		out[name] = v
	}
	for name, v := range more {
		out[name] = v
	}
	return out
}

// frame holds the @-variables (`utils.js` createFrame). A field that is nil is
// not there.
type frame struct {
	parent                        *frame
	root, key, index, first, last value.Value
	more                          *value.Object // given at run time
	partialBlock                  *partialBlock
}

// child is a frame with the same variables.
func (f *frame) child() *frame {
	if f == nil {
		return &frame{}
	}
	c := *f
	c.parent = f
	return &c
}

func (f *frame) get(name string) (value.Value, bool) {
	v := value.Value(nil)
	switch name {
	case "root":
		v = f.root
	case "key":
		v = f.key
	case "index":
		v = f.index
	case "first":
		v = f.first
	case "last":
		v = f.last
	case "_parent":
		if f.parent != nil {
			return f.parent.object(), true
		}
	}
	if v != nil {
		return v, true
	}
	if f.more != nil {
		return f.more.Get(name)
	}
	return value.Undefined{}, false
}

// object is the variables as a template sees them by way of @_parent.
func (f *frame) object() *value.Object {
	return value.NewObject(func(b *value.Builder) {
		Frame{f}.Each(b.Set)
		if f.parent != nil {
			b.Set("_parent", f.parent.object())
		}
	})
}

// contexts is the list that `../` climbs, innermost first.
type contexts struct {
	value value.Value
	outer *contexts
	place *valuePlace // of the value in the data, where it is known
}

// paramLevels is the list of block parameters, that of the innermost program first.
type paramLevels struct {
	values []value.Value
	given  bool        // whoever called the program gave it a list
	from   *valuePlace // of the first value in the data, where it is known
	outer  *paramLevels
}

// value is the list as a helper is given it: options.blockParams.
func (l *paramLevels) value() []value.Value {
	out := []value.Value{}
	for ; l != nil; l = l.outer {
		if l.given {
			out = append(out, &value.Array{Items: l.values})
		} else {
			out = append(out, value.Undefined{})
		}
	}
	return out
}

// scope is what a program sees while it runs.
type scope struct {
	container *container
	context   value.Value
	contexts  *contexts
	data      *frame // nil if the template has no @-variables
	params    *paramLevels
	partials  partials
	place     *valuePlace // of the context in the data, where it is known
}

// closure is a program with the scope it was made in (`runtime.js` wrapProgram).
type closure struct {
	program   *program
	container *container
	contexts  *contexts
	data      *frame
	params    *paramLevels
	inline    partials // from {{#*inline}} in it
}

// blockCall is what the caller of a closure hands on.
type blockCall struct {
	data   *frame        // nil: that of the closure
	params []value.Value // nil: none
	place  *valuePlace   // of the context in the data
}

// partialBlock is a partial's block: while it runs, @partial-block is again what it
// was where the block was written (`runtime.js` partialBlockWrapper).
type partialBlock struct {
	block *closure
	outer *partialBlock
}
