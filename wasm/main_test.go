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
	d := get(t, answer, "diagnostics", "0")
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
	d := get(t, call(t, render, request), "diagnostics", "0")
	if code := text(t, get(t, d, "code")); code != "request" {
		t.Errorf("code %q: %s", code, text(t, get(t, d, "message")))
	}
	good, _ := global.Call("eval", `({ template: "{{a}}", data: { a: 1 } })`)
	if got := text(t, get(t, call(t, render, good), "text")); got != "1" {
		t.Errorf("afterwards %q", got)
	}
}
