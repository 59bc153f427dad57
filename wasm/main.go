//go:build js && wasm

// Command wasm is the renderer as WebAssembly. It sets one global object,
// `livebars`, with the calls of the library's contract; unlike the library's,
// they answer at once:
//
//	configure(limits)            limits: { output, steps, depth, data, time }
//	render(request)              → RenderResult
//	open(request)                → { update(changes, ...edits) → Update, text() → string,
//	                                 ask(question, …) → the answer as JSON, or "" (questions.go), close() }
//	connect(script)              the JavaScript half of the realm of helpers (realm.go)
//
// What crosses the bridge costs by the piece, so edits come in as a row of
// arguments (source, from, to, insert, and again), and updates go out as lists
// (flat); module.ts makes the contract's objects of them.
//
// No call throws for what it is given, and none ends the program: a panic is
// answered with the diagnostic "internal-error".
package main

import (
	"errors"
	"runtime/debug"
	"time"
	"unsafe"

	"github.com/hack-pad/safejs"

	"livebars/wasm/diagnostic"
	"livebars/wasm/preview"
)

// gcPercent lets the heap grow to some times what is in use before it is cleaned:
// an edit makes a few texts as large as the page and drops as many, and there is
// no second thread that could clean beside it.
const gcPercent = 400

// ask answers a question of the realm (askFunction). It has no result: JavaScript may
// run the program again before it returns, and that moves the stack which a result
// would be put on.
//
//go:wasmimport livebars ask
//go:noescape
func ask(request unsafe.Pointer, size uint32, answer unsafe.Pointer, capacity uint32)

// exported is the realm of the program, for runBlock: an exported function is no
// method, and a program has one realm.
var exported *realm

// runBlock is called while a question is under way (realm.run). An export takes a
// fifth of a microsecond, a function of safejs ten.
//
//go:wasmexport livebars_run
func runBlock() int32 { return int32(exported.run()) }

func main() {
	r := newRenderer()
	r.realm.ask = ask
	exported = r.realm
	_ = runBlock // staticcheck does not know exports
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
	realm   *realm
}

func newRenderer() *renderer {
	limits := preview.DefaultLimits()
	return &renderer{limits: limits, session: preview.NewSession(limits), realm: &realm{}}
}

func (r *renderer) connect(args []safejs.Value) any {
	r.realm.script = argument(args)
	return nil
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
	request, host := preview.NewRequest(), newHostInput(r.realm.script)
	end := func() {}
	err := readRequest(argument(args), host, &request)
	if err == nil {
		end, err = r.enter(host, &request)
	}
	if err != nil {
		return failed(diagnostic.Request, err.Error())
	}
	defer end()
	result := r.session.Render(request)
	answer := map[string]any{
		"ok": result.OK, "text": jsText(result.Text), "html": jsText(result.HTML), "diagnostics": diagnostics(result.Diagnostics),
	}
	if result.Map != nil {
		answer["map"] = asJSON(result.Map)
	}
	return answer
}

// enter begins a rendering: with the realm, if the request has helpers or data of
// JavaScript's own.
func (r *renderer) enter(host *hostInput, request *preview.Request) (end func(), err error) {
	request.Realm = nil
	if !host.hasHelpers && !host.isValue {
		return func() {}, nil
	}
	if r.realm.ask == nil || r.realm.script.IsUndefined() {
		return nil, errors.New("helpers need the library, which carries their values over")
	}
	if err := host.use(request); err != nil {
		return nil, err
	}
	request.Realm = r.realm
	return r.realm.begin(host)
}

func (r *renderer) open(args []safejs.Value) any {
	request, host := preview.NewRequest(), newHostInput(r.realm.script)
	if err := readRequest(argument(args), host, &request); err != nil {
		return failed(diagnostic.Request, err.Error())
	}
	document := preview.NewSession(r.limits).Open(request)
	text := ""
	var last []diagnostic.Diagnostic
	update := function(func(args []safejs.Value) any {
		request := document.Request()
		var err error
		if changes := argument(args); !changes.IsUndefined() {
			err = readRequest(changes, host, &request)
		}
		if err == nil {
			err = readEdits(args[min(len(args), 1):], &request)
		}
		end := func() {}
		if err == nil {
			end, err = r.enter(host, &request)
		}
		if err != nil {
			return failed(diagnostic.Request, err.Error())
		}
		defer end()
		u := document.Update(request)
		if u.OK {
			text = u.Text
		}
		out := flat(u, last)
		last = u.Diagnostics
		return out
	})
	current := function(func([]safejs.Value) any { return jsText(text) })
	asked := function(func(args []safejs.Value) any { return answerQuestion(document, host, args) })
	var closing safejs.Func
	closing = function(func([]safejs.Value) any {
		update.Release()
		current.Release()
		asked.Release()
		closing.Release()
		return nil
	})
	return map[string]any{"update": update, "text": current, "ask": asked, "close": closing}
}
