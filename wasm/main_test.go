//go:build js && wasm

package main

import (
	"testing"

	"github.com/hack-pad/safejs"
)

// call calls an exported function as JavaScript does.
func call(t *testing.T, fn safejs.Func, args ...any) safejs.Value {
	t.Helper()
	v, err := fn.Value().Invoke(args...)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func get(t *testing.T, v safejs.Value, path ...string) safejs.Value {
	t.Helper()
	for _, name := range path {
		var err error
		if v, err = v.Get(name); err != nil {
			t.Fatal(err)
		}
	}
	return v
}

func text(t *testing.T, v safejs.Value) string {
	t.Helper()
	s, err := v.String()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// diagnosticOf is the first diagnostic of an answer, where they are JSON.
func diagnosticOf(t *testing.T, answer safejs.Value) safejs.Value {
	t.Helper()
	object, err := safejs.Global().Get("JSON")
	if err != nil {
		t.Fatal(err)
	}
	list, err := object.Call("parse", get(t, answer, "diagnostics"))
	if err != nil {
		t.Fatal(err)
	}
	return get(t, list, "0")
}

func TestAPanicIsAnAnswer(t *testing.T) {
	fn := function(func([]safejs.Value) any {
		var nothing []int
		return nothing[3]
	})
	defer fn.Release()
	answer := call(t, fn)
	if ok, _ := get(t, answer, "ok").Bool(); ok {
		t.Error("ok")
	}
	d := diagnosticOf(t, answer)
	if code := text(t, get(t, d, "code")); code != "internal-error" {
		t.Errorf("code %q", code)
	}
	want := "Livebars failed on this input: runtime error: index out of range [3] with length 0."
	if message := text(t, get(t, d, "message")); message != want {
		t.Errorf("message %q", message)
	}
}

func TestAGetterThatThrowsIsAnAnswer(t *testing.T) {
	r := newRenderer()
	render := function(r.render)
	defer render.Release()
	global := safejs.Global()
	request, err := global.Call("eval", `({ template: "x", get partials() { throw new Error("no partials today") } })`)
	if err != nil {
		t.Fatal(err)
	}
	d := diagnosticOf(t, call(t, render, request))
	if code := text(t, get(t, d, "code")); code != "request" {
		t.Errorf("code %q: %s", code, text(t, get(t, d, "message")))
	}
	good, _ := global.Call("eval", `({ template: "{{a}}", data: { a: 1 } })`)
	if got := text(t, get(t, call(t, render, good), "text")); got != "1" {
		t.Errorf("afterwards %q", got)
	}
}
