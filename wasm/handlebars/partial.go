package handlebars

import (
	"strings"

	"livebars/wasm/value"
)

// partial runs {{> x}} or {{#> x}} (`runtime.js` invokePartialWrapper,
// resolvePartial, invokePartial).
func (r *rendering) partial(n *partial, s *scope) error {
	name, err := r.partialName(n, s)
	if err != nil {
		return err
	}
	context, err := r.partialContext(n, s)
	if err != nil {
		return err
	}
	block, err := r.closure(n.program, s)
	if err != nil {
		return err
	}
	t := s.container.template
	indent := t.layout.indents[n.number]
	if t.options.PreventIndent {
		if err := r.write(s, n, indent); err != nil {
			return err
		}
		indent = ""
	}
	start := len(r.out)
	if err := r.include(n, s, name, context, block); err != nil {
		return err
	}
	if indent != "" {
		return r.indent(n, s, start, indent)
	}
	return nil
}

func (r *rendering) partialName(n *partial, s *scope) (string, error) {
	if n.dynamic == nil {
		return n.name, nil
	}
	v, err := r.invoke(n.dynamic, s, n)
	if err != nil {
		return "", err
	}
	if !value.Truthy(v) {
		return "undefined", nil // options.name is not set for a dynamic partial
	}
	return value.Text(v), nil
}

func (r *rendering) partialContext(n *partial, s *scope) (value.Value, error) {
	context := s.context
	if len(n.params) > 0 {
		v, err := r.expr(n.params[0], s, n)
		if err != nil {
			return nil, err
		}
		context = v
	} else if s.container.template.options.ExplicitPartialContext {
		context = value.Undefined{}
	}
	if n.hash == nil {
		return context, nil
	}
	hash, err := r.hash(n.hash, s, n)
	if err != nil {
		return nil, err
	}
	var b value.Builder
	add := func(key string, v value.Value) {
		if key != "__proto__" { // assigning it sets no property
			b.Set(key, v)
		}
	}
	value.Entries(context, add)
	value.Entries(hash, add)
	return b.Object(), nil
}

// include runs the partial of a name, or the block that stands in for it.
func (r *rendering) include(n *partial, s *scope, name string, context value.Value, block *closure) error {
	data := s.data
	if !s.container.template.unit.usesData {
		data = nil
	}
	var current *restored
	if data != nil {
		current = data.partialBlock
	}
	known := s.partials
	found, ok := known[name]
	if name == "@partial-block" && !ok && n.dynamic == nil {
		found, ok = partialValue{rest: current}, current != nil
	}
	if block != nil {
		own := &restored{block: block, outer: current}
		data = data.child()
		data.partialBlock = own
		if block.inline != nil {
			known = known.with(block.inline)
		}
		if !ok {
			found, ok = partialValue{rest: own}, true
		}
	}
	if !ok {
		return s.fault(n, "unknown-partial", "There is no partial named `%s`.", name)
	}
	switch {
	case found.rest != nil:
		data = data.child()
		data.partialBlock = found.rest.outer
		return r.call(found.rest.block, context, given{data: data, params: s.params.value()})
	case found.block != nil:
		return r.call(found.block, context, given{data: data, params: s.params.value()})
	case found.made == nil:
		made, err := r.compile(s, found.text, name)
		if err != nil {
			return err
		}
		found.made = made
		known[name] = found
	}
	found.made.partials = known
	var outer *contexts
	if s.container.template.options.Compat {
		outer = s.contexts
	}
	return r.template(found.made, context, data, outer)
}

// compile compiles a partial with the options of the template that calls it.
func (r *rendering) compile(s *scope, text, name string) (*container, error) {
	options := s.container.template.options
	options.Data = s.container.template.unit.usesData
	t, err := r.compiler.Compile("partial:"+name, text, options, r.limits)
	if err != nil {
		return nil, err
	}
	return &container{template: t}, nil
}

// indent puts white space before every line of what was written since start,
// but not behind a last line end.
func (r *rendering) indent(n *partial, s *scope, start int, indent string) error {
	lines := strings.Split(string(r.out[start:]), "\n")
	r.out = r.out[:start]
	for i, line := range lines {
		if i > 0 {
			r.out = append(r.out, '\n')
		}
		if line == "" && i == len(lines)-1 {
			break
		}
		if err := r.write(s, n, indent); err != nil {
			return err
		}
		if err := r.write(s, n, line); err != nil {
			return err
		}
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
		i := r.invocation(&d.call, around, d)
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
