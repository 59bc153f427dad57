package handlebars

import "livebars/wasm/value"

// container is one compiled template at run time. As in `runtime.js`, its
// partials change while it runs: inline partials are put in for the time of the
// block that defines them, and a call of the template sets them anew.
type container struct {
	template *Template
	partials partials
	nothing  value.Value // the context of helpers where there is none (nullContext)
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
// not there. In a rendering with helpers all of them are in the host's object, which
// helpers read and change.
type frame struct {
	host                          *value.Host
	parent                        *frame
	root, key, index, first, last value.Value
	more                          *value.Object // given at run time
	partialBlock                  *partialBlock
}

// childFrame is a frame with the variables of another one, which may be nil.
func (r *rendering) childFrame(f *frame) *frame {
	switch {
	case r.realm != nil && f == nil:
		return &frame{host: r.newHost(value.AskFrame, nil, nil)}
	case r.realm != nil:
		return &frame{host: r.newHost(value.AskFrame, f.host, nil)}
	case f == nil:
		return &frame{}
	}
	c := *f
	c.parent = f
	return &c
}

// outer is the frame around (`@../x`), nil if there is none.
func (r *rendering) outerFrame(f *frame) *frame {
	if f.host == nil {
		return f.parent
	}
	if h, ok := r.property(f.host, "_parent").(*value.Host); ok {
		return &frame{host: h}
	}
	return nil
}

func (f *frame) has(name string) bool {
	if f.host != nil {
		has, _ := f.host.Realm.Ask(value.AskHas, f.host, value.String(name), nil)
		return has == value.Bool(true)
	}
	_, ok := f.get(name)
	return ok
}

func (r *rendering) setRoot(f *frame, v value.Value) {
	if f.host != nil {
		r.realm.Ask(value.AskSet, f.host, value.String("root"), v)
	} else {
		f.root = v
	}
}

// partialBlockOf is the partial's block that a frame has, or nil.
func (r *rendering) partialBlockOf(f *frame) *partialBlock {
	if f == nil {
		return nil
	}
	if f.host == nil {
		return f.partialBlock
	}
	fn, _ := function(r.property(f.host, "partial-block"))
	for _, b := range r.partialBlocks {
		if b.function == fn {
			return b
		}
	}
	return nil
}

// setPartialBlock sets what @partial-block is; b may be nil.
func (r *rendering) setPartialBlock(f *frame, b *partialBlock) {
	if f.host == nil {
		f.partialBlock = b
		return
	}
	var fn value.Value
	if b != nil {
		fn = r.partialBlockFunction(b)
	}
	r.realm.Ask(value.AskSet, f.host, value.String("partial-block"), fn)
}

// partialBlockFunction is a partial's block as a function of JavaScript.
func (r *rendering) partialBlockFunction(b *partialBlock) *value.Host {
	if b.function == nil {
		b.function = r.realm.PartialBlock(func(context value.Value, data *value.Host, params []value.Value) (value.Value, error) {
			f := &frame{host: r.newHost(value.AskFrame, hostOrNil(data), nil)}
			r.setPartialBlock(f, b.outer)
			return r.capture(func() (value.Value, error) {
				return r.call(b.block, context, blockCall{data: f, params: params})
			})
		})
		r.partialBlocks = append(r.partialBlocks, b)
	}
	return b.function
}

func (f *frame) get(name string) (value.Value, bool) {
	if f.host != nil {
		return f.host.Get(name)
	}
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

// names are the names of the variables.
func (f *frame) names() []string {
	if f.host != nil {
		return f.host.Keys()
	}
	return value.Names(f.object())
}

// object is the variables as a template sees them by way of @_parent.
func (f *frame) object() *value.Object {
	return value.NewObject(func(b *value.Builder) {
		for _, name := range [...]string{"root", "key", "index", "first", "last"} {
			if v, ok := f.get(name); ok {
				b.Set(name, v)
			}
		}
		if f.more != nil {
			for i := range f.more.Len() {
				if name, v := f.more.At(i); !isOwnVariable(name) {
					b.Set(name, v)
				}
			}
		}
		if f.parent != nil {
			b.Set("_parent", f.parent.object())
		}
	})
}

// isOwnVariable reports whether Handlebars.js itself sets a variable.
func isOwnVariable(name string) bool {
	switch name {
	case "root", "key", "index", "first", "last":
		return true
	}
	return false
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
	block    *closure
	outer    *partialBlock
	function *value.Host // in a rendering with helpers, once it is needed
}
