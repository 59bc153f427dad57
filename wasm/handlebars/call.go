package handlebars

import (
	"livebars/wasm/diagnostic"
	"livebars/wasm/value"
)

// invocation is a helper being called.
type invocation struct {
	r           *rendering
	scope       *scope
	node        node
	path        *path
	call        *call // nil for the name of an inline partial
	this        value.Value
	args        []value.Value
	hash        *value.Object
	isBlock     bool // it has options.fn and options.inverse
	fn, inverse *closure
}

// helperOptions stands for the object that every helper gets as its last argument,
// where a template that gives too few arguments lets a helper see it.
var helperOptions = value.NewObject(func(*value.Builder) {})

// arg is the i-th argument of the helper, the options included.
func (c *invocation) arg(i int) value.Value {
	switch {
	case i < len(c.args):
		return c.args[i]
	case i == len(c.args):
		return helperOptions
	}
	return value.Undefined{}
}

// callOptions is what a function that takes a context gets instead when it is
// called as a helper: the options.
func callOptions(c *call) *value.Object {
	return value.NewObject(func(b *value.Builder) {
		b.Set("name", value.String(c.name()))
		b.Set("hash", helperOptions)
	})
}

// runBlock runs one of the blocks of the helper's tag and returns as a program does.
func (c *invocation) runBlock(block *closure, context value.Value, g blockCall) (value.Value, error) {
	if err := c.r.countStep(c.scope, c.node); err != nil {
		return nil, err
	}
	if err := c.r.checkDepth(c.scope, c.node); err != nil {
		return nil, err
	}
	if block != nil {
		c.r.ran(c.scope, c.node)
	}
	return c.r.call(block, context, g)
}

// fail is an error at the tag that called.
func (c *invocation) fail(code diagnostic.Code, format string, args ...any) error {
	return c.scope.fault(c.node, code, format, args...)
}

// invoke evaluates the call of a mustache or subexpression.
func (r *rendering) invoke(c *call, s *scope, n node) (value.Value, error) {
	switch c.kind {
	case simpleCall:
		v, err := r.resolve(c.path, s, lookup{strict: true})
		if err != nil {
			return nil, err
		}
		return r.called(v, s.context, s, n) // container.lambda
	case ambiguousCall:
		if h, ok := r.find(c.name()); ok {
			return h(r.invocation(c, s, n))
		}
		if v, ok := r.valueOf(c.name()); ok {
			return v, nil
		}
		// What is nothing goes to the helper for it, if there is one.
		v, err := r.resolve(c.path, s, lookup{strict: true, quiet: r.helpers[helperMissing] != nil})
		if err != nil {
			return nil, err
		}
		if !value.IsNullish(v) {
			return r.invocation(c, s, n).calledAsHelper(v, c)
		}
		if h, ok := r.hook(helperMissing); ok && !s.container.template.options.Strict {
			return h(r.invocation(c, s, n))
		}
		return value.Undefined{}, nil // helperMissing without arguments
	}
	h, err := r.helper(c, s)
	if err != nil {
		return nil, err
	}
	i := r.invocation(c, s, n)
	before := len(r.args)
	if err := r.arguments(i, c); err != nil {
		return nil, err
	}
	v, err := h(i)
	r.args = r.args[:before]
	return v, err
}

// helper finds the helper that a call must have (javascript-compiler.js
// invokeKnownHelper, invokeHelper).
func (r *rendering) helper(c *call, s *scope) (helper, error) {
	if h := r.foundHelpers[c]; h != nil {
		return h, nil
	}
	known := s.container.template.options.known(c.name())
	if _, ok := r.valueOf(c.name()); ok && (known || c.path.isSimple()) {
		return nil, s.faultAt(c.path, diagnostic.NotAHelper, "`%s` is a value among the helpers, not a function: it takes no arguments.", c.path.original)
	}
	if known {
		if h, ok := r.find(c.name()); ok {
			return h, nil
		}
		return r.unknownHelper(c, s, c.name())
	}
	if c.path.isSimple() {
		if h, ok := r.find(c.path.original); ok {
			if r.foundHelpers == nil {
				r.foundHelpers = map[*call]helper{}
			}
			r.foundHelpers[c] = h
			return h, nil
		}
	}
	v, err := r.resolve(c.path, s, lookup{falsy: true, strict: true, quiet: true})
	if err != nil {
		return nil, err
	}
	if f, ok := v.(*value.Function); ok {
		return func(i *invocation) (value.Value, error) { return f.Call(i.arg(0)) }, nil
	}
	if fn, ok := function(v); ok {
		return func(i *invocation) (value.Value, error) { return r.callHost(fn, i.this, c.name(), i) }, nil
	}
	if value.Truthy(v) {
		if c.lacksName(s.container.template) {
			return nil, s.faultAt(c.path, diagnostic.NotAHelper, "A name is missing after `%s.`.", c.path.original)
		}
		return nil, s.faultAt(c.path, diagnostic.NotAHelper, "`%s` is a value of the data, not a helper: it takes no arguments.", c.path.original)
	}
	if !s.container.template.options.Strict {
		if h, ok := r.hook(helperMissing); ok {
			return h, nil
		}
		if len(c.params) == 0 {
			return missing, nil
		}
	}
	return r.unknownHelper(c, s, c.path.original)
}

// lacksName reports whether a call is a path that ends with a dot: `{{a.}}`, which is a
// call with the context.
func (c *call) lacksName(t *Template) bool {
	_, end := t.skeleton.span(c.path)
	return end < len(t.text) && t.text[end] == '.'
}

// missing is helpers/helper-missing.js without arguments: a missing field.
func missing(*invocation) (value.Value, error) { return value.Undefined{}, nil }

func (r *rendering) invocation(c *call, s *scope, n node) *invocation {
	return r.invocations.of(invocation{r: r, scope: s, node: n, path: c.path, call: c, this: r.this(s), hash: helperOptions})
}

// this is the context as helpers get it.
func (r *rendering) this(s *scope) value.Value {
	if !value.IsNullish(s.context) {
		return s.context
	}
	if s.container.nothing == nil {
		if r.realm != nil {
			s.container.nothing = r.ask(value.AskSealed, nil, nil)
		} else {
			s.container.nothing = &value.Object{}
		}
	}
	return s.container.nothing
}

func (r *rendering) arguments(i *invocation, c *call) error {
	quiet := mayMiss(i, c)
	first := len(r.args)
	for range c.params { // a helper among the arguments has its own behind them
		r.args = append(r.args, nil)
	}
	i.args = r.args[first:len(r.args):len(r.args)]
	for k, e := range c.params {
		v, err := r.argument(e, i.scope, i.node, quiet)
		if err != nil {
			return err
		}
		i.args[k] = v
	}
	hash, err := r.hash(c.hash, i.scope, i.node)
	if hash != nil {
		i.hash = hash
	}
	return err
}

// hash is the object of the `name=value` pairs, nil if the tag has none.
func (r *rendering) hash(pairs []pair, s *scope, n node) (*value.Object, error) {
	if pairs == nil {
		return nil, nil
	}
	var b value.Builder
	for _, p := range pairs {
		v, err := r.expr(p.value, s, n)
		if err != nil {
			return nil, err
		}
		b.Set(p.key, v)
	}
	return b.Object(), nil
}

// mayMiss reports whether the arguments of a call may well be missing in the
// data: it tests them, or says itself what is shown instead.
func mayMiss(i *invocation, c *call) bool {
	if c.path == nil {
		return true // the name of an inline partial, evaluated where there is no context
	}
	switch c.path.original {
	case "if", "unless", "and", "or", "eq", "ne", "lt", "gt", "lte", "gte":
		return true
	}
	return i.inverse != nil
}

func (r *rendering) expr(e expr, s *scope, n node) (value.Value, error) {
	return r.argument(e, s, n, false)
}

func (r *rendering) argument(e expr, s *scope, n node, quiet bool) (value.Value, error) {
	if err := r.countStep(s, n); err != nil {
		return nil, err
	}
	switch e := e.(type) {
	case *path:
		return r.resolve(e, s, lookup{quiet: quiet})
	case *call:
		return r.invoke(e, s, n)
	}
	return e.(literal).value, nil
}

// block runs a block statement (compiler.js BlockStatement). It returns
// undefined if nothing is to be appended at all, else as a program does.
func (r *rendering) block(n *block, s *scope) (value.Value, error) {
	r.reached(s, n)
	i := r.invocation(&n.call, s, n)
	i.isBlock = true
	var err error
	if i.fn, err = r.closure(n.program, s); err != nil {
		return nil, err
	}
	if i.inverse, err = r.closure(n.inverse, s); err != nil {
		return nil, err
	}
	switch n.call.kind {
	case helperCall:
		h, err := r.helper(&n.call, s)
		if err != nil {
			return nil, err
		}
		before := len(r.args)
		if err := r.arguments(i, &n.call); err != nil {
			return nil, err
		}
		v, err := r.append(h, i)
		r.args = r.args[:before]
		if value.IsNullish(v) { // appended as ""
			v = nil
		}
		return v, err
	case ambiguousCall:
		if h, ok := r.find(n.call.name()); ok {
			return r.append(h, i)
		}
		if v, ok := r.valueOf(n.call.name()); ok { // the block is not run: its name is that of a helper
			return r.append(func(*invocation) (value.Value, error) { return v, nil }, i)
		}
	}
	v, err := r.resolve(n.call.path, s, lookup{strict: true, quiet: n.inverse != nil || r.helpers[helperMissing] != nil})
	if err != nil {
		return nil, err
	}
	if n.call.kind == ambiguousCall {
		v, err = i.calledAsHelper(v, &n.call)
	} else {
		v, err = r.called(v, s.context, s, n)
	}
	if err != nil {
		return nil, err
	}
	if h, ok := r.hook(helperMissing); ok && value.IsNullish(v) && n.call.kind == ambiguousCall && !s.container.template.options.Strict {
		if v, err = h(i); err != nil {
			return nil, err
		}
	}
	if h, ok := r.hook(blockHelperMissing); ok {
		i.this, i.args = s.context, []value.Value{v}
		return r.append(h, i)
	}
	return i.blockOn(v)
}

// append writes what a block helper returns; the built-in ones that yield have
// written already.
func (r *rendering) append(h helper, i *invocation) (value.Value, error) {
	v, err := h(i)
	if err != nil || v == nil {
		return nil, err
	}
	if value.IsNullish(v) {
		return value.Undefined{}, nil
	}
	r.markTag(i.scope, i.node)
	return r.unescaped(v, i.scope, i.node)
}

// blockOn runs a block on a plain value (helpers/block-helper-missing.js). It is
// called on the context itself, even if there is none.
func (c *invocation) blockOn(v value.Value) (value.Value, error) {
	if value.IsNullish(v) || v == value.Value(value.Bool(false)) {
		return c.runBlock(c.inverse, c.scope.context, blockCall{})
	}
	if v == value.Value(value.Bool(true)) {
		return c.runBlock(c.fn, c.scope.context, blockCall{})
	}
	if length, ok := arrayLength(v); ok {
		if length == 0 {
			return c.runBlock(c.inverse, c.scope.context, blockCall{})
		}
		return c.each(v)
	}
	// The block gets the helper's own options, whose blockParams are those of
	// the programs around.
	var around []value.Value
	if b, ok := c.node.(*block); ok && b.passesParams {
		around = c.scope.params.value()
	}
	return c.runBlock(c.fn, v, blockCall{data: c.scope.data, params: around})
}
