package handlebars

import (
	"strconv"
	"strings"

	"livebars/wasm/diagnostic"
	"livebars/wasm/value"
)

// helper is called with its arguments and returns a value, or nil if it has
// written what it had to say.
type helper func(c *invocation) (value.Value, error)

// builtins are the helpers of Handlebars.js (`lib/handlebars/helpers`).
var builtins map[string]helper

// comparisons are the set of helpers that the docs generator registers. A plain
// Handlebars.js knows none of them (Input.NoComparisons).
var comparisons map[string]helper

func init() {
	builtins = map[string]helper{
		"if": ifHelper, "unless": unlessHelper, "each": eachHelper, "with": withHelper, "lookup": lookupHelper, "log": logHelper,
	}
	comparisons = map[string]helper{
		"eq":  comparison(value.StrictEqual),
		"ne":  comparison(func(a, b value.Value) bool { return !value.StrictEqual(a, b) }),
		"lt":  comparison(func(a, b value.Value) bool { less, _ := value.Less(a, b); return less }),
		"gt":  comparison(func(a, b value.Value) bool { less, _ := value.Less(b, a); return less }),
		"lte": comparison(func(a, b value.Value) bool { less, comparable := value.Less(b, a); return comparable && !less }),
		"gte": comparison(func(a, b value.Value) bool { less, comparable := value.Less(a, b); return comparable && !less }),
		"and": andHelper, "or": orHelper,
	}
}

// inBlock is an error where a helper that needs a block is used without one.
func (c *invocation) inBlock() error {
	if c.isBlock {
		return nil
	}
	name := c.path.original
	return c.fail(diagnostic.NotABlock, "`%s` needs a block: `{{#%s …}}…{{/%s}}`.", name, name, name)
}

func (c *invocation) oneArgument() error {
	if len(c.args) == 1 {
		return nil
	}
	return c.fail(diagnostic.HelperArguments, "`%s` takes exactly one argument, not %d.", c.path.original, len(c.args))
}

func ifHelper(c *invocation) (value.Value, error) { return c.choose(c.fn, c.inverse) }

func unlessHelper(c *invocation) (value.Value, error) { return c.choose(c.inverse, c.fn) }

func (c *invocation) choose(yes, no *closure) (value.Value, error) {
	if err := c.oneArgument(); err != nil {
		return nil, err
	}
	if err := c.inBlock(); err != nil {
		return nil, err
	}
	v, err := c.r.called(c.args[0], c.this, c.scope, c.node)
	if err != nil {
		return nil, err
	}
	includeZero, _ := c.hash.Get("includeZero")
	if !value.Truthy(includeZero) && !value.Truthy(v) || isEmpty(v) {
		yes = no
	}
	return c.runBlock(yes, c.this, blockCall{})
}

// isEmpty is `utils.js` isEmpty: zero is not empty, an empty array is.
func isEmpty(v value.Value) bool {
	switch v := v.(type) {
	case value.Number:
		return v != v
	}
	length, ok := arrayLength(v)
	return ok && length == 0 || !value.Truthy(v)
}

// arrayLength is the length of an array, and whether v is one.
func arrayLength(v value.Value) (int, bool) {
	switch v := v.(type) {
	case *value.Array:
		return len(v.Items), true
	case *value.Host:
		if v.Kind == value.HostArray {
			return length(v), true
		}
	}
	return 0, false
}

func withHelper(c *invocation) (value.Value, error) {
	if err := c.oneArgument(); err != nil {
		return nil, err
	}
	if err := c.inBlock(); err != nil {
		return nil, err
	}
	v, err := c.r.called(c.args[0], c.this, c.scope, c.node)
	if err != nil {
		return nil, err
	}
	if isEmpty(v) {
		return c.runBlock(c.inverse, c.this, blockCall{})
	}
	return c.runBlock(c.fn, v, blockCall{data: c.scope.data, params: []value.Value{v}})
}

func eachHelper(c *invocation) (value.Value, error) {
	if err := c.oneArgument(); err != nil {
		return nil, err
	}
	if err := c.inBlock(); err != nil {
		return nil, err
	}
	v, err := c.r.called(c.args[0], c.this, c.scope, c.node)
	if err != nil {
		return nil, err
	}
	return c.each(v)
}

// each runs the block for every entry of a list or object.
func (c *invocation) each(v value.Value) (value.Value, error) {
	var data *frame
	if c.scope.data != nil {
		data = c.r.childFrame(c.scope.data)
	}
	one := func(key value.Value, index int, last bool, item value.Value) error {
		place := c.r.valuePlaces.of(valuePlace{in: v, index: index})
		if name, ok := key.(value.String); ok {
			place.name, place.index = string(name), -1
		}
		if data != nil && data.host == nil {
			data.key, data.index = key, value.Number(index)
			data.first, data.last = value.Bool(index == 0), value.Bool(last)
		}
		call := blockCall{data: data, place: place}
		if c.scope.container.template.usesParams() {
			call.params = []value.Value{item, key}
		}
		v, err := c.runBlock(c.fn, item, call)
		if err != nil || v == nil {
			return err
		}
		text, err := c.r.text(v, c.scope, c.node)
		if err != nil {
			return err
		}
		return c.r.write(c.scope, c.node, text)
	}
	switch v := v.(type) {
	case *value.Host:
		any, err := c.eachOfHost(v, data, one)
		if any || err != nil {
			return nil, err
		}
	case *value.Array:
		for i, item := range v.Items {
			if item == nil {
				continue // a hole
			}
			if err := one(value.Number(i), i, i == len(v.Items)-1, item); err != nil {
				return nil, err
			}
		}
		if len(v.Items) > 0 { // the count goes on over holes
			return nil, nil
		}
	case *value.Object:
		for i := range v.Len() {
			key, item := v.At(i)
			if err := one(value.String(key), i, i == v.Len()-1, item); err != nil {
				return nil, err
			}
		}
		if v.Len() > 0 {
			return nil, nil
		}
	default:
		if c.inverse == nil && c.call != nil {
			c.notAList(v)
		}
	}
	return c.runBlock(c.inverse, c.this, blockCall{})
}

// length is the length of an array of JavaScript.
func length(list *value.Host) int {
	n, _ := list.Ask(value.AskLength).(value.Number)
	return int(n)
}

// eachOfHost calls step for every entry of an array, an iterable or an object of
// JavaScript, as `helpers/each.js` walks them: what a step changes is seen by the
// next one. It reports whether there was any.
func (c *invocation) eachOfHost(v *value.Host, data *frame, step func(key value.Value, index int, last bool, item value.Value) error) (any bool, err error) {
	list := v
	if v.Kind == value.HostFunction || v.Kind == value.HostSymbol {
		return false, nil
	}
	if v.Kind != value.HostArray {
		list = c.r.newHost(value.AskList, v, nil)
	}
	if err := c.r.failure(c.scope, c.node); err != nil {
		return false, err
	}
	var variables *value.Host
	if data != nil {
		variables = data.host
	}
	if list != nil {
		n := length(list) // what a step adds is not walked
		for i := range n {
			item, present, last := c.r.realm.Step(variables, list, i)
			if err := c.r.failure(c.scope, c.node); err != nil {
				return false, err
			}
			if !present {
				continue
			}
			if err := step(value.Number(i), i, last, item); err != nil {
				return false, err
			}
		}
		return n > 0, nil // the count goes on over holes
	}
	keys := v.Keys()
	for i, key := range keys {
		if variables != nil {
			c.r.realm.SetIteration(variables, value.String(key), i, i == 0, i == len(keys)-1)
		}
		if err := step(value.String(key), i, i == len(keys)-1, c.r.property(v, key)); err != nil {
			return false, err
		}
	}
	return len(keys) > 0, nil
}

func lookupHelper(c *invocation) (value.Value, error) {
	c.r.marks.ended = false // where its arguments came from
	c.warnFewArguments(2)
	v := c.arg(0)
	if !value.Truthy(v) {
		return v, nil
	}
	if len(c.args) != 2 {
		return nil, c.fail(diagnostic.HelperArguments, "`lookup` takes two arguments, a value and a name, not %d.", len(c.args))
	}
	if _, hosted := c.args[1].(*value.Host); hosted {
		return c.r.ask(value.AskLookup, v, c.args[1]), nil
	}
	name, err := c.r.text(c.args[1], c.scope, c.node)
	if err != nil {
		return nil, err
	}
	found, ok := value.Own(v, name)
	if ok {
		c.r.pathEnded(v, name)
	}
	return found, nil
}

// logHelper reports its arguments (`logger.js`): what console.log would show.
func logHelper(c *invocation) (value.Value, error) {
	level, ok := c.hash.Get("level")
	if !ok || value.IsNullish(level) {
		level = value.Number(1)
		if c.scope.data != nil {
			if given, _ := c.scope.data.get("level"); !value.IsNullish(given) {
				level = given
			}
		}
	}
	if len(c.r.notes) >= maxNotes || !shown(level) {
		return value.Undefined{}, nil
	}
	words := make([]string, len(c.args))
	for i, arg := range c.args {
		words[i] = value.Text(arg)
	}
	note := c.scope.fault(c.node, diagnostic.Log, "Log: %s", strings.Join(words, " "))
	note.Severity = diagnostic.Info
	c.r.notes = append(c.r.notes, note)
	return value.Undefined{}, nil
}

// shown reports whether a level is info or above.
func shown(level value.Value) bool {
	if name, ok := level.(value.String); ok {
		switch strings.ToLower(string(name)) {
		case "debug":
			return false
		case "info", "warn", "error":
			return true
		}
		n, err := strconv.Atoi(string(name))
		return err == nil && n >= 1
	}
	return value.ToNumber(level) >= 1
}

func comparison(holds func(a, b value.Value) bool) helper {
	return func(c *invocation) (value.Value, error) {
		c.warnFewArguments(2)
		for i := range 2 { // lists are compared as text
			if list, ok := c.arg(i).(*value.Array); ok {
				if err := c.r.countBytes(8*len(list.Items), c.scope, c.node); err != nil {
					return nil, err
				}
			}
		}
		return value.Bool(holds(c.arg(0), c.arg(1))), nil
	}
}

func andHelper(c *invocation) (value.Value, error) {
	c.warnFewArguments(1)
	for _, v := range c.args {
		if !value.Truthy(v) {
			return value.Bool(false), nil
		}
	}
	return value.Bool(true), nil
}

func orHelper(c *invocation) (value.Value, error) {
	c.warnFewArguments(1)
	for _, v := range c.args {
		if value.Truthy(v) {
			return value.Bool(true), nil
		}
	}
	return value.Bool(false), nil
}
