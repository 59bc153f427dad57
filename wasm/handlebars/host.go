package handlebars

import (
	"errors"

	"livebars/wasm/diagnostic"
	"livebars/wasm/value"
)

// Helper is a helper of the host. It returns a value as a JavaScript helper
// does; an error that is no *[diagnostic.Problem] is reported as its failure, at
// the tag that called it.
type Helper func(c *HelperCall) (value.Value, error)

// HelperCall is what a helper of the host is called with.
type HelperCall struct {
	Name    string
	This    value.Value
	Args    []value.Value
	Hash    *value.Object
	IsBlock bool          // it has blocks to run
	Inverse bool          // it has an {{else}}
	Params  int           // block parameters that its tag names
	Around  []value.Value // lists of the block parameters around, the innermost first; nil if nothing uses any
	From    diagnostic.Position
	To      diagnostic.Position
	call    *invocation
}

// Frame is a set of @-variables.
type Frame struct{ frame *frame }

// Frame is the set that the call sees; there is none without the option data.
func (c *HelperCall) Frame() (Frame, bool) {
	return Frame{c.call.scope.data}, c.call.scope.data != nil
}

// Each calls each with the variables of the set.
func (f Frame) Each(each func(name string, v value.Value)) {
	for _, name := range [...]string{"root", "key", "index", "first", "last"} {
		if v, ok := f.frame.get(name); ok {
			each(name, v)
		}
	}
	if f.frame.more != nil {
		for i := range f.frame.more.Len() {
			if name, v := f.frame.more.At(i); !isFixed(name) {
				each(name, v)
			}
		}
	}
}

func isFixed(name string) bool {
	switch name {
	case "root", "key", "index", "first", "last":
		return true
	}
	return false
}

// Parent is the set around.
func (f Frame) Parent() (Frame, bool) { return Frame{f.frame.parent}, f.frame.parent != nil }

// NewFrame is a set of variables around which parent stands, with the partial
// block of another set. Either may be the zero Frame: none.
func NewFrame(vars *value.Object, parent, block Frame) Frame {
	f := &frame{parent: parent.frame, more: vars}
	if block.frame != nil {
		f.partialBlock = block.frame.partialBlock
	}
	return Frame{f}
}

// Run runs the block of the tag, or its {{else}}: what options.fn and
// options.inverse do. It returns the text, or a number or boolean if the block
// gives one. Without a frame the block sees that of the call.
func (c *HelperCall) Run(inverse bool, context value.Value, data *Frame, params []value.Value) (value.Value, error) {
	block := c.call.fn
	if inverse {
		block = c.call.inverse
	}
	g := blockCall{params: params}
	if data != nil {
		g.data = data.frame
	}
	return c.call.r.capture(func() (value.Value, error) { return c.call.runBlock(block, context, g) })
}

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
	if h, ok := r.helpers[name]; ok {
		return r.hosted(name, h), true
	}
	if _, hidden := r.values[name]; hidden {
		return nil, false
	}
	h, ok := builtins[name]
	return h, ok
}

// valueOf is the value that stands under the name of a helper, if it is a true
// one: with any other, the name is looked up in the data (`helpers.a || depth0.a`).
func (r *rendering) valueOf(name string) (value.Value, bool) {
	v, ok := r.values[name]
	return v, ok && value.Truthy(v)
}

// hook is a hook that the host has set.
func (r *rendering) hook(name string) (helper, bool) {
	h, ok := r.helpers[name]
	if !ok {
		return nil, false
	}
	return r.hosted(name, h), true
}

// hosted makes a helper of the host one of ours.
func (r *rendering) hosted(name string, h Helper) helper {
	return func(i *invocation) (value.Value, error) {
		if i.path != nil && (name == helperMissing || name == blockHelperMissing) {
			name = i.path.original
		}
		c := &HelperCall{Name: name, This: i.this, Args: i.args, Hash: i.hash, IsBlock: i.isBlock, Inverse: i.inverse != nil, call: i}
		if i.hash == helperOptions {
			c.Hash = &value.Object{}
		}
		if passing, ok := i.node.(interface{ pass() *passing }); ok && passing.pass().passesParams {
			c.Around = i.scope.params.value()
		}
		if i.fn != nil {
			c.Params = len(i.fn.program.params)
		}
		t := i.scope.container.template
		if at := i.node.tagIndex(); at >= 0 {
			c.From, c.To = diagnostic.PositionAt(t.text, t.tags[at].from), diagnostic.PositionAt(t.text, t.tags[at].to)
		}
		v, err := h(c)
		if err == nil {
			if v == nil {
				v = value.Undefined{}
			}
			return v, nil
		}
		var p *diagnostic.Problem
		if errors.As(err, &p) {
			return nil, err
		}
		return nil, i.fail(diagnostic.HelperFailed, "Helper `%s` failed: %s", name, err)
	}
}
