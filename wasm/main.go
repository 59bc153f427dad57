//go:build js && wasm

// Command wasm is the renderer as WebAssembly. It sets one global object,
// `livebars`, with the calls of the library's contract; unlike the library's,
// they answer at once:
//
//	configure(limits)            limits: { output, steps, depth, data, time }
//	render(request)              → RenderResult
//	open(request)                → { update(changes) → Update, text() → string, close() }
//	connect(border)              what carries the values of helpers over (host.go)
//
// No call throws for what it is given, and none ends the program: a panic is
// answered with the diagnostic "internal-error".
package main

import (
	"fmt"
	"time"

	"github.com/hack-pad/safejs"

	"livebars/wasm/diagnostic"
	"livebars/wasm/markdown"
	"livebars/wasm/preview"
)

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
	select {} // the calls come from JavaScript
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
		answer["map"] = origins(result.Map)
	}
	return answer
}

// origins is a source map as the library's contract has it.
func origins(list []preview.Origin) []any {
	out := make([]any, len(list))
	for i, o := range list {
		row := map[string]any{"at": o.At, "source": o.Source, "from": o.From, "to": o.To, "text": o.Text}
		if o.Path != nil {
			path := make([]any, len(o.Path))
			for k, name := range o.Path {
				path[k] = name
			}
			row["path"] = path
		}
		out[i] = row
	}
	return out
}

func (r *renderer) open(args []safejs.Value) any {
	request := preview.NewRequest()
	if err := r.host.readRequest(argument(args), &request); err != nil {
		return failed("request", err.Error())
	}
	document := preview.NewSession(r.limits).Open(request)
	text := ""
	update := function(func(args []safejs.Value) any {
		request := document.Request()
		if err := r.host.readRequest(argument(args), &request); err != nil {
			return failed("request", err.Error())
		}
		r.host.begin()
		defer r.host.end()
		u := document.Update(request)
		if u.OK {
			text = u.Text
		}
		return map[string]any{"ok": u.OK, "splices": splices(u.Splices), "diagnostics": diagnostics(u.Diagnostics)}
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

func diagnostics(list []diagnostic.Diagnostic) []any {
	out := make([]any, len(list))
	for i, d := range list {
		out[i] = map[string]any{
			"severity": string(d.Severity), "code": d.Code, "message": d.Message, "source": d.Source,
			"from": position(d.From), "to": position(d.To),
		}
	}
	return out
}

func position(p diagnostic.Position) any {
	return map[string]any{"offset": p.Offset, "line": p.Line, "column": p.Column}
}

func splices(list []markdown.Splice) []any {
	out := make([]any, len(list))
	for i, s := range list {
		insert := make([]any, len(s.Insert))
		for k, html := range s.Insert {
			insert[k] = html
		}
		out[i] = map[string]any{"at": s.At, "remove": s.Remove, "insert": insert}
	}
	return out
}
