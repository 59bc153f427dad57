package handlebars

import (
	"errors"

	"livebars/wasm/diagnostic"
	"livebars/wasm/value"
)

// Realm is JavaScript's side of a rendering that has helpers. Its data and all that
// helpers make live there, so that helpers work with the objects themselves, and
// what they change is seen by all that follows.
type Realm interface {
	value.Realm
	// Call calls a function: with arguments, and then the options unless they are nil.
	Call(fn *value.Host, this value.Value, args []value.Value, options *HelperOptions) (value.Value, error)
	// Step begins a step of {{#each}} over an array: it sets the @-variables, if there
	// are any, and gives the item. A hole is not present.
	Step(frame, list *value.Host, index int) (item value.Value, present, last bool)
	// SetIteration sets the @-variables of a step of {{#each}} over an object.
	SetIteration(frame *value.Host, key value.Value, index int, first, last bool)
	// PartialBlock is a function for the block of a partial (`runtime.js`
	// partialBlockWrapper). It calls run.
	PartialBlock(run BlockFunction) *value.Host
}

// BlockFunction runs a block with a context, @-variables, and block parameters,
// both of which may be nil. It gives the text, or a value if the block gives one.
type BlockFunction func(context value.Value, data *value.Host, params []value.Value) (value.Value, error)

// HelperOptions are the last argument of a helper.
type HelperOptions struct {
	Name        string
	Hash        *value.Object // nil: empty
	Fn, Inverse BlockFunction // nil unless the tag is a block; Inverse also without {{else}}
	IsBlock     bool
	Params      int           // block parameters that the tag names
	Around      []value.Value // lists of the block parameters around, the innermost first; nil if nothing uses any
	Data        *value.Host   // the @-variables, nil without the option data
	Loc         Loc
}

// Loc is the place of a tag as Handlebars.js counts: lines from 1, columns from 0 in
// UTF-16 units.
type Loc struct{ StartLine, StartColumn, EndLine, EndColumn int }

// Hooks are helpers by these names: they are called where there is none.
const (
	helperMissing      = "helperMissing"
	blockHelperMissing = "blockHelperMissing"
)

// find is the helper of a name.
func (r *rendering) find(name string) (helper, bool) {
	if name == helperMissing || name == blockHelperMissing {
		return nil, false // hooks are not called by name (runtime.js moveHelperToHooks)
	}
	if given, ok := r.helpers[name]; ok {
		fn, ok := function(given)
		if !ok {
			return nil, false
		}
		h := r.hostedHelpers[name]
		if h == nil {
			if r.hostedHelpers == nil {
				r.hostedHelpers = map[string]helper{}
			}
			h = r.hosted(name, fn)
			r.hostedHelpers[name] = h
		}
		return h, true
	}
	if h, ok := builtins[name]; ok {
		return h, true
	}
	if r.noComparisons {
		return nil, false
	}
	h, ok := comparisons[name]
	return h, ok
}

// function is a value that JavaScript can call.
func function(v value.Value) (*value.Host, bool) {
	h, ok := v.(*value.Host)
	return h, ok && h.Kind == value.HostFunction
}

// valueOf is the value that stands under the name of a helper, if it is a true
// one: with any other, the name is looked up in the data (`helpers.a || depth0.a`).
func (r *rendering) valueOf(name string) (value.Value, bool) {
	v, ok := r.helpers[name]
	if _, callable := function(v); callable {
		return nil, false
	}
	return v, ok && value.Truthy(v)
}

// hook is a hook that the host has set.
func (r *rendering) hook(name string) (helper, bool) {
	fn, ok := function(r.helpers[name])
	if !ok {
		return nil, false
	}
	return r.hosted(name, fn), true
}

// hosted makes a helper of JavaScript one of ours.
//
//go:noinline
func (r *rendering) hosted(name string, fn *value.Host) helper {
	return func(i *invocation) (value.Value, error) {
		if i.path != nil && (name == helperMissing || name == blockHelperMissing) {
			name = i.path.original
		}
		return r.callHost(fn, i.this, name, i)
	}
}

// callHost calls a function of JavaScript with the arguments of an invocation and
// the options.
func (r *rendering) callHost(fn *value.Host, this value.Value, name string, i *invocation) (value.Value, error) {
	if err := r.failure(i.scope, i.node); err != nil {
		return nil, err // of a getter among the arguments
	}
	options := &r.options // it is read before anything else is called
	*options = HelperOptions{Name: name, Hash: i.hash, IsBlock: i.isBlock, Loc: i.loc()}
	if i.hash == helperOptions {
		options.Hash = nil
	}
	if i.scope.data != nil {
		options.Data = i.scope.data.host
	}
	if passesParams(i.node) {
		options.Around = i.scope.params.value()
	}
	if i.isBlock {
		options.Fn = i.blockFunction(i.fn)
		if i.inverse != nil {
			options.Inverse = i.blockFunction(i.inverse)
		}
		if i.fn != nil {
			options.Params = len(i.fn.program.params)
		}
	}
	v, err := r.realm.Call(fn, this, i.args, options)
	return v, r.exception(err, i.scope, i.node, name)
}

// exception is the error of a call at the tag that called.
func (r *rendering) exception(err error, s *scope, n node, name string) error {
	var p *diagnostic.Problem
	if err == nil || errors.As(err, &p) {
		return err
	}
	return s.fault(n, diagnostic.HelperFailed, "Helper `%s` failed: %s", name, err)
}

// failure is an exception that JavaScript threw since it was asked last, where it
// read a value: in a getter, or in toString.
func (r *rendering) failure(s *scope, n node) error {
	if r.realm == nil {
		return nil
	}
	if err := r.realm.Failure(); err != nil {
		return s.fault(n, diagnostic.HelperFailed, "A value of a helper failed: %s", err)
	}
	return nil
}

// blockFunction is what options.fn and options.inverse do.
func (c *invocation) blockFunction(block *closure) BlockFunction {
	return func(context value.Value, data *value.Host, params []value.Value) (value.Value, error) {
		g := blockCall{params: params}
		if data != nil {
			g.data = &frame{host: data}
		}
		c.r.inHelper++
		v, err := c.r.capture(func() (value.Value, error) { return c.runBlock(block, context, g) })
		c.r.inHelper--
		return v, err
	}
}

// ask asks the realm for a value.
func (r *rendering) ask(q value.Question, a, b value.Value) value.Value {
	v, _ := r.realm.Ask(q, a, b, nil)
	return v
}

// newHost asks the realm for a new object.
func (r *rendering) newHost(q value.Question, a, b value.Value) *value.Host {
	h, _ := r.ask(q, a, b).(*value.Host)
	return h
}

// hostOrNil is a host value as a value, none as nil.
func hostOrNil(h *value.Host) value.Value {
	if h == nil {
		return nil
	}
	return h
}

// property is h[name] as it is, without the rules for templates.
func (r *rendering) property(h *value.Host, name string) value.Value {
	return r.ask(value.AskProperty, h, value.String(name))
}

// called is a value, or what a function gives that stands for it: `this` is the
// context (`runtime.js` lambda, `helpers/if.js`).
func (r *rendering) called(v, this value.Value, s *scope, n node) (value.Value, error) {
	switch f := v.(type) {
	case *value.Function:
		return f.Call(value.Undefined{})
	case *value.Host:
		if f.Kind == value.HostFunction {
			result, err := r.realm.Call(f, this, nil, nil)
			return result, r.exception(err, s, n, "function")
		}
	}
	return v, nil
}

// calledAsHelper is a value of the data, or what it gives if it is a function: it is
// called as a helper is.
func (i *invocation) calledAsHelper(v value.Value, c *call) (value.Value, error) {
	switch f := v.(type) {
	case *value.Function:
		return f.Call(callOptions(c))
	case *value.Host:
		if f.Kind == value.HostFunction {
			return i.r.callHost(f, i.this, c.name(), i)
		}
	}
	return v, nil
}
