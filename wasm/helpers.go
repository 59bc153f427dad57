//go:build js && wasm

package main

import (
	"errors"
	"fmt"

	"github.com/hack-pad/safejs"

	"livebars/wasm/diagnostic"
	"livebars/wasm/handlebars"
	"livebars/wasm/value"
)

// helperBridge calls helpers of the host, and carries values between them and the
// program. Values go over lazily: an array or object becomes a proxy with a
// number, and what it holds is asked for when a helper looks. The JavaScript half
// is web/src/library/bridge.ts.
type helperBridge struct {
	script  safejs.Value // the JavaScript half: wrap, inspect, call, end
	values  []value.Value
	numbers map[value.Value]int
	frames  []handlebars.Frame
	calls   []*handlebars.HelperCall // under way, the innermost last
	failure error                    // of a block that a helper ran, on its way through JavaScript
	depth   int
}

func newHelperBridge() *helperBridge { return &helperBridge{numbers: map[value.Value]int{}} }

// exports are the calls that bridge.ts makes.
func (b *helperBridge) exports() map[string]any {
	return map[string]any{
		"entries": function(b.entries),
		"run":     function(b.run),
		"frame":   function(b.frame),
	}
}

// begin and end enclose a rendering; what went over in it is forgotten after.
func (b *helperBridge) begin() { b.depth++ }

func (b *helperBridge) end() {
	if b.depth--; b.depth > 0 {
		return
	}
	if len(b.values) > 0 || len(b.frames) > 0 {
		_, _ = b.script.Call("end")
	}
	b.values, b.frames, b.calls, b.failure = nil, nil, nil, nil
	b.numbers = map[value.Value]int{}
}

// helpers makes helpers of an object's functions. What is no function is a value,
// as in Handlebars.js (runtime.js wrapHelper).
func (b *helperBridge) helpers(v safejs.Value) (map[string]handlebars.Helper, map[string]value.Value, error) {
	helpers, values := map[string]handlebars.Helper{}, map[string]value.Value{}
	r := objectReader{value: v}
	r.each(func(name string, v safejs.Value) {
		if v.Type() == safejs.TypeFunction {
			helpers[name] = func(c *handlebars.HelperCall) (value.Value, error) { return b.call(v, c) }
			return
		}
		converted, err := b.fromJS(v, 0)
		if err != nil && r.err == nil {
			r.err = fmt.Errorf("helper `%s` is no function, and cannot be read as a value: %w", name, err)
		}
		values[name] = converted
	})
	if r.err == nil && len(helpers) > 0 && b.script.IsUndefined() {
		r.err = errors.New("helpers need the library, which carries their values over")
	}
	return helpers, values, r.err
}

func (b *helperBridge) call(fn safejs.Value, c *handlebars.HelperCall) (value.Value, error) {
	b.calls = append(b.calls, c)
	defer func() { b.calls = b.calls[:len(b.calls)-1] }()
	args := make([]any, len(c.Args))
	for i, arg := range c.Args {
		args[i] = b.toJS(arg)
	}
	keys, hash := []any{}, []any{}
	value.Entries(c.Hash, func(key string, v value.Value) {
		keys, hash = append(keys, key), append(hash, b.toJS(v))
	})
	call := map[string]any{
		"number": len(b.calls) - 1, "name": c.Name, "keys": keys, "values": hash, "params": c.Params,
		"block": c.IsBlock, "inverse": c.Inverse, "from": position(c.From), "to": position(c.To),
	}
	if c.Around != nil {
		around := make([]any, len(c.Around))
		for i, list := range c.Around {
			around[i] = b.toJS(list)
		}
		call["around"] = around
	}
	answer, err := b.script.Call("call", fn, b.toJS(c.This), args, call)
	if err != nil {
		return nil, errors.New(messageOf(err))
	}
	failure := b.failure
	b.failure = nil
	if message, _ := answer.Get("failed"); message.Type() == safejs.TypeString {
		if failure != nil {
			return nil, failure // what its block failed with
		}
		s, _ := message.String()
		return nil, errors.New(s)
	}
	result, err := answer.Get("value")
	if err != nil {
		return nil, err
	}
	return b.fromJS(result, 0)
}

// hasHoles reports whether a list somewhere in a value has holes, which JSON cannot say.
func (b *helperBridge) hasHoles(v safejs.Value) bool {
	if b.script.IsUndefined() {
		return false
	}
	holes, err := b.script.Call("hasHoles", v)
	if err != nil {
		return false
	}
	has, _ := holes.Bool()
	return has
}

// toJS is a value for JavaScript; arrays and objects are proxies.
func (b *helperBridge) toJS(v value.Value) any {
	switch v := v.(type) {
	case nil, value.Undefined, *value.Function:
		return safejs.Undefined()
	case value.Null:
		return nil
	case value.Bool:
		return bool(v)
	case value.Number:
		return float64(v)
	case value.String:
		return string(v)
	case *value.Array:
		return b.wrap(v, len(v.Items))
	}
	return b.wrap(v, -1)
}

func (b *helperBridge) wrap(v value.Value, length int) any {
	proxy, err := b.script.Call("wrap", b.number(v), length)
	if err != nil {
		return safejs.Undefined()
	}
	return proxy
}

func (b *helperBridge) number(v value.Value) int {
	n, ok := b.numbers[v]
	if !ok {
		n = len(b.values)
		b.values = append(b.values, v)
		b.numbers[v] = n
	}
	return n
}

// entries answers (number): the keys of a value, the kinds of what they hold and
// that itself: "value", or the number of an "array" with its length, an
// "object", or "safe" text.
func (b *helperBridge) entries(args []safejs.Value) any {
	n, err := args[0].Int()
	if err != nil || n < 0 || n >= len(b.values) {
		return nil
	}
	var keys, kinds, held, lengths []any
	value.Entries(b.values[n], func(key string, v value.Value) {
		kind, length := "value", 0
		var shown any
		switch v := v.(type) {
		case *value.Array:
			kind, length, shown = "array", len(v.Items), b.number(v)
		case *value.Object, *value.Safe:
			kind, shown = "object", b.number(v)
		default:
			shown = b.toJS(v)
		}
		keys, kinds, held, lengths = append(keys, key), append(kinds, kind), append(held, shown), append(lengths, length)
	})
	return map[string]any{"keys": keys, "kinds": kinds, "held": held, "lengths": lengths}
}

// maxResultDepth bounds how deep a value may be that a helper returns.
const maxResultDepth = 256

// fromJS is the value of what a helper returned or handed to a block.
func (b *helperBridge) fromJS(v safejs.Value, depth int) (value.Value, error) {
	switch v.Type() {
	case safejs.TypeUndefined:
		return value.Undefined{}, nil
	case safejs.TypeNull:
		return value.Null{}, nil
	case safejs.TypeBoolean:
		b, err := v.Bool()
		return value.Bool(b), err
	case safejs.TypeNumber:
		f, err := v.Float()
		return value.Number(f), err
	case safejs.TypeString:
		s, err := v.String()
		return value.String(s), err
	}
	if depth > maxResultDepth {
		return nil, errors.New("it gives a value that is nested too deeply, or holds itself")
	}
	about, err := b.script.Call("inspect", v)
	if err != nil {
		return nil, errors.New(messageOf(err))
	}
	kind, _ := about.Get("kind")
	switch name, _ := kind.String(); name {
	case "ours":
		number, _ := about.Get("number")
		n, err := number.Int()
		if err != nil || n < 0 || n >= len(b.values) {
			return nil, errors.New("it gives a value of a rendering that has ended")
		}
		return b.values[n], nil
	case "promise":
		return nil, errors.New("it returns a promise; a helper must answer at once")
	case "safe":
		text, _ := about.Get("text")
		s, err := text.String()
		return &value.Safe{HTML: s}, err
	case "array":
		return b.arrayFromJS(v, depth)
	}
	return b.objectFromJS(about, depth)
}

func (b *helperBridge) arrayFromJS(v safejs.Value, depth int) (value.Value, error) {
	length, err := v.Length()
	if err != nil {
		return nil, err
	}
	out := &value.Array{Items: make([]value.Value, length)}
	for i := range length {
		if own, err := v.Call("hasOwnProperty", i); err == nil {
			if has, _ := own.Bool(); !has {
				continue // a hole
			}
		}
		item, err := getProperty(v, fmt.Sprint(i))
		if err != nil {
			return nil, errors.New(messageOf(err))
		}
		if out.Items[i], err = b.fromJS(item, depth+1); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// objectFromJS reads the answer of inspect: keys, values, and the text of an
// object with a toString of its own.
func (b *helperBridge) objectFromJS(about safejs.Value, depth int) (value.Value, error) {
	keys, _ := about.Get("keys")
	values, _ := about.Get("values")
	length, err := keys.Length()
	if err != nil {
		return nil, err
	}
	var object value.Builder
	for i := range length {
		key, _ := keys.Index(i)
		name, _ := key.String()
		item, _ := values.Index(i)
		v, err := b.fromJS(item, depth+1)
		if err != nil {
			return nil, err
		}
		object.Set(name, v)
	}
	if text, _ := about.Get("text"); text.Type() == safejs.TypeString {
		s, _ := text.String()
		object.SetText(s)
	}
	return object.Object(), nil
}

// run answers (call, inverse, context, data, params): what a block gives. A
// block that fails answers null, and bridge.ts throws.
func (b *helperBridge) run(args []safejs.Value) any {
	result, err := b.runBlock(args)
	if err != nil {
		b.failure = err
		return nil
	}
	return map[string]any{"value": b.toJS(result)}
}

func (b *helperBridge) runBlock(args []safejs.Value) (value.Value, error) {
	n, err := args[0].Int()
	if err != nil || n < 0 || n >= len(b.calls) {
		return nil, &diagnostic.Problem{Severity: diagnostic.Error, Code: diagnostic.HelperFailed, Source: "template",
			Message: "A helper ran its block after it had returned: it must do so before."}
	}
	inverse, _ := args[1].Bool()
	context, err := b.fromJS(args[2], 0)
	if err != nil {
		return nil, err
	}
	var data *handlebars.Frame
	if args[3].Type() == safejs.TypeObject {
		frame, err := b.frameFromJS(args[3])
		if err != nil {
			return nil, err
		}
		data = &frame
	}
	var params []value.Value
	if args[4].Type() == safejs.TypeObject {
		list, err := b.arrayFromJS(args[4], 0)
		if err != nil {
			return nil, err
		}
		params = list.(*value.Array).Items
	}
	return b.calls[n].Run(inverse, context, data, params)
}

// frame answers (call): the @-variables that a call sees, and a number for them.
func (b *helperBridge) frame(args []safejs.Value) any {
	n, err := args[0].Int()
	if err != nil || n < 0 || n >= len(b.calls) {
		return nil
	}
	f, ok := b.calls[n].Frame()
	if !ok {
		return nil
	}
	return b.frameToJS(f)
}

func (b *helperBridge) frameToJS(f handlebars.Frame) any {
	keys, values := []any{}, []any{}
	f.Each(func(name string, v value.Value) {
		keys, values = append(keys, name), append(values, b.toJS(v))
	})
	b.frames = append(b.frames, f)
	out := map[string]any{"keys": keys, "values": values, "number": len(b.frames) - 1}
	if parent, ok := f.Parent(); ok {
		out["parent"] = b.frameToJS(parent)
	}
	return out
}

// frameFromJS makes @-variables of an object that a helper hands to a block: a
// frame made of options.data, as a rule.
func (b *helperBridge) frameFromJS(v safejs.Value) (handlebars.Frame, error) {
	about, err := b.script.Call("inspectFrame", v)
	if err != nil {
		return handlebars.Frame{}, errors.New(messageOf(err))
	}
	vars, err := b.objectFromJS(about, 0)
	if err != nil {
		return handlebars.Frame{}, err
	}
	known := func(name string) handlebars.Frame {
		number, _ := about.Get(name)
		n, err := number.Int()
		if err != nil || n < 0 || n >= len(b.frames) {
			return handlebars.Frame{}
		}
		return b.frames[n]
	}
	return handlebars.NewFrame(vars.(*value.Object), known("parent"), known("block")), nil
}
