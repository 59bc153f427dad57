//go:build js && wasm

// Command wasm is the renderer as WebAssembly. It sets one global object,
// `livebars`, with the calls of the library's contract; unlike the library's,
// they answer at once:
//
//	configure(limits)            limits: { output, steps, depth, data, time }
//	render(request)              → RenderResult
//	open(request)                → { update(changes, ...edits) → Update, text() → string, close() }
//	connect(script)              the JavaScript half of the helper bridge (helpers.go)
//
// What crosses the bridge costs by the piece, so edits come in as a row of
// arguments (source, from, to, insert, and again), and updates go out as lists
// (flat); module.ts makes the contract's objects of them.
//
// No call throws for what it is given, and none ends the program: a panic is
// answered with the diagnostic "internal-error".
package main

import (
	"runtime/debug"
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
	bridge  *helperBridge
}

func newRenderer() *renderer {
	limits := preview.DefaultLimits()
	return &renderer{limits: limits, session: preview.NewSession(limits), bridge: newHelperBridge()}
}

func (r *renderer) connect(args []safejs.Value) any {
	r.bridge.script = argument(args)
	return r.bridge.exports()
}

func (r *renderer) configure(args []safejs.Value) any {
	in := objectReader{value: argument(args)}
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
	if err := readRequest(argument(args), r.bridge, &request); err != nil {
		return failed(diagnostic.Request, err.Error())
	}
	r.bridge.begin()
	defer r.bridge.end()
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
	if err := readRequest(argument(args), r.bridge, &request); err != nil {
		return failed(diagnostic.Request, err.Error())
	}
	document := preview.NewSession(r.limits).Open(request)
	text := ""
	var last []diagnostic.Diagnostic
	update := function(func(args []safejs.Value) any {
		request := document.Request()
		var err error
		if changes := argument(args); !changes.IsUndefined() {
			err = readRequest(changes, r.bridge, &request)
		}
		if err == nil {
			err = readEdits(args[min(len(args), 1):], &request)
		}
		if err != nil {
			return failed(diagnostic.Request, err.Error())
		}
		r.bridge.begin()
		defer r.bridge.end()
		u := document.Update(request)
		if u.OK {
			text = u.Text
		}
		out := flat(u, last)
		last = u.Diagnostics
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
