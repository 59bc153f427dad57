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

// host calls the helpers of the host. Values go over lazily: an array or object
// becomes a proxy with a number, and what it holds is asked for when a helper
// looks. The JavaScript half is web/src/library/border.ts.
type host struct {
	border  safejs.Value // wrap, inspect, call, end
	values  []value.Value
	numbers map[value.Value]int
	frames  []handlebars.Frame
	calls   []*handlebars.HelperCall // under way, the innermost last
	failure error                    // of a block that a helper ran, on its way through JavaScript
	depth   int
}

func newHost() *host { return &host{numbers: map[value.Value]int{}} }

// exports are the calls that border.ts makes.
func (h *host) exports() map[string]any {
	return map[string]any{
		"entries": function(h.entries),
		"run":     function(h.run),
		"frame":   function(h.frame),
	}
}

// begin and end enclose a rendering; what went over in it is forgotten after.
func (h *host) begin() { h.depth++ }

func (h *host) end() {
	if h.depth--; h.depth > 0 {
		return
	}
	if len(h.values) > 0 || len(h.frames) > 0 {
		_, _ = h.border.Call("end")
	}
	h.values, h.frames, h.calls, h.failure = nil, nil, nil, nil
	h.numbers = map[value.Value]int{}
}

// helpers makes helpers of an object's functions.
func (h *host) helpers(v safejs.Value) (map[string]handlebars.Helper, error) {
	out := map[string]handlebars.Helper{}
	r := reader{value: v}
	r.each(func(name string, fn safejs.Value) {
		if fn.Type() != safejs.TypeFunction {
			r.err = fmt.Errorf("helper `%s` is no function", name)
			return
		}
		out[name] = func(c *handlebars.HelperCall) (value.Value, error) { return h.call(fn, c) }
	})
	if r.err == nil && len(out) > 0 && h.border.IsUndefined() {
		r.err = errors.New("helpers need the library, which carries their values over")
	}
	return out, r.err
}

func (h *host) call(fn safejs.Value, c *handlebars.HelperCall) (value.Value, error) {
	h.calls = append(h.calls, c)
	defer func() { h.calls = h.calls[:len(h.calls)-1] }()
	args := make([]any, len(c.Args))
	for i, arg := range c.Args {
		args[i] = h.toJS(arg)
	}
	keys, hash := []any{}, []any{}
	value.Entries(c.Hash, func(key string, v value.Value) {
		keys, hash = append(keys, key), append(hash, h.toJS(v))
	})
	call := map[string]any{
		"number": len(h.calls) - 1, "name": c.Name, "keys": keys, "values": hash, "params": c.Params,
		"block": c.IsBlock, "inverse": c.Inverse, "from": position(c.From), "to": position(c.To),
	}
	if c.Around != nil {
		around := make([]any, len(c.Around))
		for i, list := range c.Around {
			around[i] = h.toJS(list)
		}
		call["around"] = around
	}
	answer, err := h.border.Call("call", fn, h.toJS(c.This), args, call)
	if err != nil {
		return nil, errors.New(messageOf(err))
	}
	failure := h.failure
	h.failure = nil
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
	return h.fromJS(result, 0)
}

// messageOf is what an exception says.
func messageOf(err error) string {
	var thrown safejs.Error
	if errors.As(err, &thrown) {
		return thrown.Error()
	}
	return err.Error()
}

// toJS is a value for JavaScript; arrays and objects are proxies.
func (h *host) toJS(v value.Value) any {
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
		return h.wrap(v, len(v.Items))
	}
	return h.wrap(v, -1)
}

func (h *host) wrap(v value.Value, length int) any {
	proxy, err := h.border.Call("wrap", h.number(v), length)
	if err != nil {
		return safejs.Undefined()
	}
	return proxy
}

func (h *host) number(v value.Value) int {
	n, ok := h.numbers[v]
	if !ok {
		n = len(h.values)
		h.values = append(h.values, v)
		h.numbers[v] = n
	}
	return n
}

// entries answers (number): the keys of a value, the kinds of what they hold and
// that itself: "value", or the number of an "array" with its length, an
// "object", or "safe" text.
func (h *host) entries(args []safejs.Value) any {
	n, err := args[0].Int()
	if err != nil || n < 0 || n >= len(h.values) {
		return nil
	}
	var keys, kinds, held, lengths []any
	value.Entries(h.values[n], func(key string, v value.Value) {
		kind, length := "value", 0
		var shown any
		switch v := v.(type) {
		case *value.Array:
			kind, length, shown = "array", len(v.Items), h.number(v)
		case *value.Object, *value.Safe:
			kind, shown = "object", h.number(v)
		default:
			shown = h.toJS(v)
		}
		keys, kinds, held, lengths = append(keys, key), append(kinds, kind), append(held, shown), append(lengths, length)
	})
	return map[string]any{"keys": keys, "kinds": kinds, "held": held, "lengths": lengths}
}

// maxResultDepth bounds how deep a value may be that a helper returns.
const maxResultDepth = 256

// fromJS is the value of what a helper returned or handed to a block.
func (h *host) fromJS(v safejs.Value, depth int) (value.Value, error) {
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
	about, err := h.border.Call("inspect", v)
	if err != nil {
		return nil, errors.New(messageOf(err))
	}
	kind, _ := about.Get("kind")
	switch name, _ := kind.String(); name {
	case "ours":
		number, _ := about.Get("number")
		n, err := number.Int()
		if err != nil || n < 0 || n >= len(h.values) {
			return nil, errors.New("it gives a value of a rendering that has ended")
		}
		return h.values[n], nil
	case "promise":
		return nil, errors.New("it returns a promise; a helper must answer at once")
	case "safe":
		text, _ := about.Get("text")
		s, err := text.String()
		return &value.Safe{HTML: s}, err
	case "array":
		return h.arrayFromJS(v, depth)
	}
	return h.objectFromJS(about, depth)
}

func (h *host) arrayFromJS(v safejs.Value, depth int) (value.Value, error) {
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
		if out.Items[i], err = h.fromJS(item, depth+1); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// objectFromJS reads the answer of inspect: keys, values, and the text of an
// object with a toString of its own.
func (h *host) objectFromJS(about safejs.Value, depth int) (value.Value, error) {
	keys, _ := about.Get("keys")
	values, _ := about.Get("values")
	length, err := keys.Length()
	if err != nil {
		return nil, err
	}
	var b value.Builder
	for i := range length {
		key, _ := keys.Index(i)
		name, _ := key.String()
		item, _ := values.Index(i)
		v, err := h.fromJS(item, depth+1)
		if err != nil {
			return nil, err
		}
		b.Set(name, v)
	}
	if text, _ := about.Get("text"); text.Type() == safejs.TypeString {
		s, _ := text.String()
		b.SetText(s)
	}
	return b.Object(), nil
}

// run answers (call, inverse, context, data, params): what a block gives. A
// block that fails answers null, and border.ts throws.
func (h *host) run(args []safejs.Value) any {
	result, err := h.runBlock(args)
	if err != nil {
		h.failure = err
		return nil
	}
	return map[string]any{"value": h.toJS(result)}
}

func (h *host) runBlock(args []safejs.Value) (value.Value, error) {
	n, err := args[0].Int()
	if err != nil || n < 0 || n >= len(h.calls) {
		return nil, &diagnostic.Problem{Severity: diagnostic.Error, Code: "helper-failed", Source: "template",
			Message: "A helper ran its block after it had returned: it must do so before."}
	}
	inverse, _ := args[1].Bool()
	context, err := h.fromJS(args[2], 0)
	if err != nil {
		return nil, err
	}
	var data *handlebars.Frame
	if args[3].Type() == safejs.TypeObject {
		frame, err := h.frameFromJS(args[3])
		if err != nil {
			return nil, err
		}
		data = &frame
	}
	var params []value.Value
	if args[4].Type() == safejs.TypeObject {
		list, err := h.arrayFromJS(args[4], 0)
		if err != nil {
			return nil, err
		}
		params = list.(*value.Array).Items
	}
	return h.calls[n].Run(inverse, context, data, params)
}

// frame answers (call): the @-variables that a call sees, and a number for them.
func (h *host) frame(args []safejs.Value) any {
	n, err := args[0].Int()
	if err != nil || n < 0 || n >= len(h.calls) {
		return nil
	}
	f, ok := h.calls[n].Frame()
	if !ok {
		return nil
	}
	return h.frameToJS(f)
}

func (h *host) frameToJS(f handlebars.Frame) any {
	keys, values := []any{}, []any{}
	f.Each(func(name string, v value.Value) {
		keys, values = append(keys, name), append(values, h.toJS(v))
	})
	h.frames = append(h.frames, f)
	out := map[string]any{"keys": keys, "values": values, "number": len(h.frames) - 1}
	if parent, ok := f.Parent(); ok {
		out["parent"] = h.frameToJS(parent)
	}
	return out
}

// frameFromJS makes @-variables of an object that a helper hands to a block: a
// frame made of options.data, as a rule.
func (h *host) frameFromJS(v safejs.Value) (handlebars.Frame, error) {
	about, err := h.border.Call("inspectFrame", v)
	if err != nil {
		return handlebars.Frame{}, errors.New(messageOf(err))
	}
	vars, err := h.objectFromJS(about, 0)
	if err != nil {
		return handlebars.Frame{}, err
	}
	known := func(name string) handlebars.Frame {
		number, _ := about.Get(name)
		n, err := number.Int()
		if err != nil || n < 0 || n >= len(h.frames) {
			return handlebars.Frame{}
		}
		return h.frames[n]
	}
	return handlebars.NewFrame(vars.(*value.Object), known("parent"), known("block")), nil
}
