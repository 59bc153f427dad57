package handlebars

import (
	"maps"
	"slices"
	"strings"

	"livebars/wasm/diagnostic"
	"livebars/wasm/spelling"
	"livebars/wasm/value"
)

// partial runs {{> x}} or {{#> x}} (`runtime.js` invokePartialWrapper,
// resolvePartial, invokePartial).
func (r *rendering) partial(n *partial, s *scope) (value.Value, error) {
	name, context, err := r.partialCall(n, s)
	if err != nil {
		return nil, err
	}
	block, err := r.closure(n.program, s)
	if err != nil {
		return nil, err
	}
	t := s.container.template
	indent := t.layout.indents[n.number]
	if indent == "" {
		return r.include(n, s, name, context, block)
	}
	if t.options.PreventIndent { // the white space is text before the partial
		r.markTag(s, n)
		if err := r.write(s, n, indent); err != nil {
			return nil, err
		}
	}
	start, marks := len(r.out), len(r.marks.list)
	v, err := r.include(n, s, name, context, block)
	switch {
	case err != nil:
		return nil, err
	case v != nil && t.options.PreventIndent:
		text, err := r.text(v, s, n)
		if err != nil {
			return nil, err
		}
		return nil, r.write(s, n, text)
	case v != nil: // result.split is no function
		return nil, s.fault(n, diagnostic.PartialIndent, "`%s` gives a value that is not text, so it cannot be indented.", name)
	case t.options.PreventIndent:
		return nil, nil
	}
	return nil, r.indent(n, s, start, marks, indent)
}

// partialCall is the name and the context that a partial is called with.
func (r *rendering) partialCall(n *partial, s *scope) (name string, context value.Value, err error) {
	explicit := s.container.template.options.ExplicitPartialContext
	name, context = n.name, s.context
	if n.dynamic != nil {
		called, err := r.invoke(n.dynamic, s, n)
		if err != nil {
			return "", nil, err
		}
		if name, err = r.text(called, s, n); err != nil {
			return "", nil, err
		}
		if !value.Truthy(called) {
			name = "undefined" // options.name is not set for a dynamic partial
		}
		if explicit && len(n.params) == 0 {
			// Handlebars.js puts `undefined` on its stack before the name and
			// takes them off in the wrong order (compiler.js PartialStatement).
			name, context = "undefined", called
		}
	} else if explicit {
		context = value.Undefined{}
	}
	if len(n.params) > 0 {
		if context, err = r.expr(n.params[0], s, n); err != nil {
			return "", nil, err
		}
	}
	if n.hash == nil {
		return name, context, nil
	}
	hash, err := r.hash(n.hash, s, n)
	if err != nil {
		return "", nil, err
	}
	if r.realm != nil {
		return name, r.ask(value.AskExtended, context, hash), nil
	}
	var b value.Builder
	add := func(key string, v value.Value) {
		if key != "__proto__" { // assigning it sets no property
			b.Set(key, v)
		}
	}
	value.Entries(context, add)
	value.Entries(hash, add)
	return name, b.Object(), nil
}

// suggestion is the end of a sentence about a partial that is not known.
func suggestion(name string, known partials) string {
	if len(known) <= maxPartials {
		if near := spelling.Nearest(name, slices.Collect(maps.Keys(known))); near != "" {
			return "; did you mean `" + near + "`?"
		}
	}
	return "."
}

// circle is the way by which a partial comes to include itself: a, b, a; nil if it does
// not.
func (r *rendering) circle(name string) []string {
	for i := len(r.including) - 1; i >= 0; i-- {
		if r.including[i] == name {
			return append(slices.Clone(r.including[i:]), name)
		}
	}
	return nil
}

// include runs the partial of a name, or the block that stands in for it.
func (r *rendering) include(n *partial, s *scope, name string, context value.Value, block *closure) (value.Value, error) {
	data := s.data
	if !s.container.template.program.usesData {
		data = nil
	}
	current := r.partialBlockOf(data)
	if err := r.checkDepth(s, n); err != nil {
		switch circle := r.circle(name); len(circle) {
		case 0:
		case 2:
			return nil, s.fault(n, diagnostic.DepthLimit, "The partial `%s` includes itself without an end.", name)
		default:
			return nil, s.fault(n, diagnostic.DepthLimit, "These partials include each other without an end: `%s`.", strings.Join(circle, "` → `"))
		}
		return nil, err
	}
	r.including = append(r.including, name)
	defer func() { r.including = r.including[:len(r.including)-1] }()
	r.observations(s).used[name] = true
	known := s.partials
	found, ok := known[name]
	if name == "@partial-block" && !ok && n.dynamic == nil {
		found, ok = partialValue{partialBlock: current}, current != nil
	}
	if block != nil {
		own := &partialBlock{block: block, outer: current}
		data = r.childFrame(data)
		r.setPartialBlock(data, own)
		if block.inline != nil {
			known = known.with(block.inline)
		}
		if !ok {
			found, ok = partialValue{partialBlock: own}, true
		}
	}
	if !ok {
		return nil, s.fault(n, diagnostic.UnknownPartial, "There is no partial named `%s`%s", name, suggestion(name, known))
	}
	var params []value.Value
	if n.passesParams {
		params = s.params.value()
	}
	switch {
	case found.partialBlock != nil:
		data = r.childFrame(data)
		r.setPartialBlock(data, found.partialBlock.outer)
		return r.call(found.partialBlock.block, context, blockCall{data: data, params: params})
	case found.block != nil:
		return r.call(found.block, context, blockCall{data: data, params: params})
	case found.compiled == nil:
		made, err := r.compile(s, found.text, name)
		if err != nil {
			return nil, err
		}
		found.compiled = made
		known[name] = found
	}
	found.compiled.partials = known
	var outer *contexts
	if s.container.template.options.Compat {
		outer = s.contexts
	}
	return nil, r.template(found.compiled, context, data, outer)
}

// blockValue is a partial's block as a value: {{#if @partial-block}} asks what it
// gives without a context (`runtime.js` partialBlockWrapper).
func (r *rendering) blockValue(block *partialBlock, s *scope, p *path) *value.Function {
	return &value.Function{Call: func(context value.Value) (value.Value, error) {
		if r.depth >= r.limits.Depth {
			return nil, s.faultAt(p, diagnostic.DepthLimit, "Blocks and partials are nested more than %d levels deep.", r.limits.Depth)
		}
		return r.capture(func() (value.Value, error) {
			return r.call(block.block, context, blockCall{data: &frame{partialBlock: block.outer}})
		})
	}}
}

// capture is what a program gives; its text is taken back from what goes out, also
// that of a program that failed: a helper may catch the exception.
func (r *rendering) capture(run func() (value.Value, error)) (value.Value, error) {
	r.captured = true
	start, marks := len(r.out), len(r.marks.list)
	v, err := run()
	text := value.String(r.out[start:])
	r.out, r.marks.list = r.out[:start], r.marks.list[:marks]
	if err != nil {
		return nil, err
	}
	if v == nil {
		v = text
	}
	return v, nil
}

// compile compiles a partial with the options of the template that calls it.
func (r *rendering) compile(s *scope, text, name string) (*container, error) {
	options := s.container.template.options
	options.Data = s.container.template.program.usesData
	t, err := r.compiler.Compile("partial:"+name, text, options, r.limits)
	if err != nil {
		return nil, err
	}
	return &container{template: t}, nil
}

// indent puts white space before every line of what was written since start,
// with the marks from the first-th on, but not behind a last line end.
func (r *rendering) indent(n *partial, s *scope, start, first int, indent string) error {
	lines := strings.Split(string(r.out[start:]), "\n")
	origins := append([]origin(nil), r.marks.list[first:]...)
	r.out, r.marks.list = r.out[:start], r.marks.list[:first]
	next := 0 // of the origins
	at := int32(start)
	for i, line := range lines {
		if i > 0 {
			r.out = append(r.out, '\n')
		}
		if line == "" && i == len(lines)-1 {
			break
		}
		r.markTag(s, n)
		if err := r.write(s, n, indent); err != nil {
			return err
		}
		for next < len(origins) && origins[next].at <= at {
			next++
		}
		moved := int32(len(r.out)) - at
		if next > 0 { // the piece that goes on in this line
			o := origins[next-1]
			if o.tag < 0 {
				o.from += at - o.at
			}
			o.at = at + moved
			r.marks.list = append(r.marks.list, o)
		}
		end := at + int32(len(line)) + 1
		for ; next < len(origins) && origins[next].at < end; next++ {
			o := origins[next]
			o.at += moved
			r.marks.list = append(r.marks.list, o)
		}
		if err := r.write(s, n, line); err != nil {
			return err
		}
		at = end
	}
	return nil
}

// decorate defines the inline partials of a program (`decorators/inline.js`).
// Their names are evaluated in the context around the program.
func (r *rendering) decorate(c *closure) error {
	for _, d := range c.program.decorators {
		around := &scope{container: c.container, context: value.Undefined{}, contexts: c.contexts, data: c.data, params: c.params, partials: c.container.partials}
		if c.contexts != nil {
			around.context = c.contexts.value
		}
		block, err := r.closure(d.program, around)
		if err != nil {
			return err
		}
		if callsHelper(d.call.params, d.call.hash) {
			return around.fault(d, diagnostic.InlineHelper, "The name of an inline partial cannot be made by a helper: Handlebars.js knows none here.")
		}
		i := &invocation{r: r, scope: around, node: d, hash: helperOptions}
		if err := r.arguments(i, &d.call); err != nil {
			return err
		}
		name := value.Text(value.Undefined{})
		if len(i.args) > 0 {
			name = value.Text(i.args[0])
		}
		if c.inline == nil {
			c.inline = partials{}
		}
		c.inline[name] = partialValue{block: block}
	}
	return nil
}

// callsHelper reports whether an argument needs a helper: the function that
// Handlebars.js makes of a decorator has no variable `helpers`.
func callsHelper(params []expr, hash []pair) bool {
	for _, p := range hash {
		params = append(params, p.value)
	}
	for _, e := range params {
		if c, ok := e.(*call); ok && c.kind != simpleCall {
			return true
		}
	}
	return false
}
