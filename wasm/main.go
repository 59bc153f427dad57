//go:build js && wasm

// Command wasm is the renderer as WebAssembly. It sets one global object,
// `livebars`, with the calls of the library's contract; unlike the library's,
// they answer at once:
//
//	configure(limits)            limits: { output, steps, depth, data, time }
//	render(request)              → RenderResult
//	open(request)                → { update(changes, ...edits) → Update, text() → string, close() }
//	connect(border)              what carries the values of helpers over (host.go)
//
// What crosses the border costs by the piece, so edits come in as a row of
// arguments (source, from, to, insert, and again), and updates go out as lists
// (flat); module.ts makes the contract's objects of them.
//
// No call throws for what it is given, and none ends the program: a panic is
// answered with the diagnostic "internal-error".
package main

import (
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"github.com/hack-pad/safejs"

	"livebars/wasm/diagnostic"
	"livebars/wasm/preview"
)

// gcPercent lets the heap grow to some times what is in use before it is cleaned:
// an edit makes a few texts as large as the page and drops as many, and there is
// no second thread that could clean beside it.
const gcPercent = 400

func main() {
	r := newRenderer()
	exports := map[string]any{
		"configure": function(r.configure),
		"render":    function(r.render),
		"open":      function(r.open),
		"connect":   function(r.connect),
	}
	if err := safejs.Global().Set("livebars", exports); err != nil {
		panic(err)
	}
	debug.SetGCPercent(gcPercent)
	clearFreeMemory() // the build stops here, and the browser goes on
	select {}         // the calls come from JavaScript
}

// renderer is what one instance of the module serves.
type renderer struct {
	limits  preview.Limits
	session *preview.Session
	host    *host
}

func newRenderer() *renderer {
	limits := preview.DefaultLimits()
	return &renderer{limits: limits, session: preview.NewSession(limits), host: newHost()}
}

func (r *renderer) connect(args []safejs.Value) any {
	r.host.border = argument(args)
	return r.host.exports()
}

// function makes a JavaScript function. What it returns on a panic looks like
// the answer to a render or an update.
func function(f func(args []safejs.Value) any) safejs.Func {
	fn, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) (result any) {
		defer func() {
			if fault := recover(); fault != nil {
				result = failed("internal-error", fmt.Sprintf("Livebars failed on this input: %v.", fault))
			}
		}()
		return f(args)
	})
	if err != nil {
		panic(err)
	}
	return fn
}

func argument(args []safejs.Value) safejs.Value {
	if len(args) == 0 {
		return safejs.Undefined()
	}
	return args[0]
}

func (r *renderer) configure(args []safejs.Value) any {
	in := reader{value: argument(args)}
	in.integer("output", &r.limits.Output)
	in.integer("steps", &r.limits.Steps)
	in.integer("depth", &r.limits.Depth)
	in.integer("data", &r.limits.Data)
	var ms int
	if in.integer("time", &ms); ms > 0 {
		r.limits.Time = time.Duration(ms) * time.Millisecond
	}
	r.session = preview.NewSession(r.limits)
	return nil
}

func (r *renderer) render(args []safejs.Value) any {
	request := preview.NewRequest()
	if err := r.host.readRequest(argument(args), &request); err != nil {
		return failed("request", err.Error())
	}
	r.host.begin()
	defer r.host.end()
	result := r.session.Render(request)
	answer := map[string]any{
		"ok": result.OK, "text": result.Text, "html": result.HTML, "diagnostics": diagnostics(result.Diagnostics),
	}
	if result.Map != nil {
		answer["map"] = asJSON(result.Map)
	}
	return answer
}

func (r *renderer) open(args []safejs.Value) any {
	request := preview.NewRequest()
	if err := r.host.readRequest(argument(args), &request); err != nil {
		return failed("request", err.Error())
	}
	document := preview.NewSession(r.limits).Open(request)
	text := ""
	var told []diagnostic.Diagnostic
	update := function(func(args []safejs.Value) any {
		request := document.Request()
		var err error
		if changes := argument(args); !changes.IsUndefined() {
			err = r.host.readRequest(changes, &request)
		}
		if err == nil {
			err = readEdits(args[min(len(args), 1):], &request)
		}
		if err != nil {
			return failed("request", err.Error())
		}
		r.host.begin()
		defer r.host.end()
		u := document.Update(request)
		if u.OK {
			text = u.Text
		}
		out := flat(u, told)
		told = u.Diagnostics
		return out
	})
	current := function(func([]safejs.Value) any { return text })
	var closing safejs.Func
	closing = function(func([]safejs.Value) any {
		update.Release()
		current.Release()
		closing.Release()
		return nil
	})
	return map[string]any{"update": update, "text": current, "close": closing}
}

// failed is the answer to a call that could not be carried out.
func failed(code, message string) any {
	d := diagnostic.Problem{Severity: diagnostic.Error, Code: code, Message: message, Source: "template"}
	return map[string]any{
		"ok": false, "text": "", "html": "", "splices": []any{},
		"diagnostics": diagnostics([]diagnostic.Diagnostic{d.In("")}),
	}
}

// diagnostics and source maps cross the border as JSON, at one go: an object of
// safejs costs a call for each of its properties.
func diagnostics(list []diagnostic.Diagnostic) string {
	if len(list) == 0 {
		return "[]"
	}
	return asJSON(list)
}

// sameFinding reports whether two diagnostics are the same but for their places.
func sameFinding(a, b diagnostic.Diagnostic) bool {
	a.From, a.To = b.From, b.To
	return a == b
}

// flat is an update as a list: whether it is ok, its diagnostics, their places
// if those alone are new since the last time, and for each splice its place, how
// many islands go and come, and those that come. While a person types, what is
// wrong is mostly what it was, at the same places or a little further on.
func flat(u preview.Update, told []diagnostic.Diagnostic) []any {
	out := []any{u.OK, nil, nil}
	switch {
	case !slices.EqualFunc(u.Diagnostics, told, sameFinding):
		out[1] = diagnostics(u.Diagnostics)
	case !slices.Equal(u.Diagnostics, told):
		out[2] = places(u.Diagnostics)
	}
	for _, s := range u.Splices {
		out = append(out, s.At, s.Remove, len(s.Insert))
		for _, html := range s.Insert {
			out = append(out, html)
		}
	}
	return out
}
