//go:build js && wasm

package main

import (
	"fmt"

	"github.com/hack-pad/safejs"
)

// objectReader reads properties of a JavaScript object. It keeps the first error, as
// of a getter that throws, and reads nothing after it.
type objectReader struct {
	value safejs.Value
	err   error
}

// property is a property that is there: not undefined, and, of null, only if
// null says something.
func (r *objectReader) property(name string) (safejs.Value, bool) {
	if r.err != nil || r.value.Type() != safejs.TypeObject {
		return safejs.Undefined(), false
	}
	v, err := getProperty(r.value, name)
	if err != nil {
		r.err = fmt.Errorf("`%s` cannot be read: %w", name, err)
		return safejs.Undefined(), false
	}
	return v, !v.IsUndefined()
}

// getProperty reads a property that may be a getter. An exception of a getter
// ends the whole program if it is met in [safejs.Value.Get], which
// wasm_exec.js does not guard; it guards calls.
func getProperty(v safejs.Value, name string) (safejs.Value, error) {
	reflect, err := safejs.Global().Get("Reflect")
	if err != nil {
		return safejs.Undefined(), err
	}
	return reflect.Call("get", v, name)
}

func (r *objectReader) text(name string, to *string) {
	v, ok := r.property(name)
	if !ok {
		return
	}
	if v.Type() != safejs.TypeString {
		r.err = fmt.Errorf("`%s` must be a string", name)
		return
	}
	*to, r.err = v.String()
}

func (r *objectReader) integer(name string, to *int) {
	if v, ok := r.property(name); ok && v.Type() == safejs.TypeNumber {
		if f, err := v.Float(); err == nil && f >= 1 && f < 1<<52 {
			*to = int(f)
		}
	}
}

func (r *objectReader) flag(name string, to *bool) {
	if v, ok := r.property(name); ok {
		*to, r.err = v.Truthy()
	}
}

// json reads JSON text, or a value to make JSON of. No value is nil.
func (r *objectReader) json(name string, textIsJSON bool, to **string) {
	v, ok := r.property(name)
	if !ok {
		return
	}
	if v.Type() != safejs.TypeString || !textIsJSON {
		object, err := safejs.Global().Get("JSON")
		if err == nil {
			v, err = object.Call("stringify", v)
		}
		if err != nil {
			r.err = fmt.Errorf("`%s` cannot be written as JSON: %w", name, err)
			return
		}
		if v.IsUndefined() {
			return
		}
	}
	text, err := v.String()
	*to, r.err = &text, err
}

// entries calls each with the own properties of the object that a property holds.
func (r *objectReader) entries(name string, each func(key string, v safejs.Value)) {
	v, ok := r.property(name)
	if !ok || v.IsNull() {
		return
	}
	inner := objectReader{value: v}
	if inner.each(each); r.err == nil {
		r.err = inner.err
	}
}

// each calls each with the own properties of the object.
func (r *objectReader) each(each func(key string, v safejs.Value)) {
	v := r.value
	object, err := safejs.Global().Get("Object")
	if err == nil {
		var keys safejs.Value
		if keys, err = object.Call("keys", v); err == nil {
			n, _ := keys.Length()
			for i := range n {
				key, _ := keys.Index(i)
				name, _ := key.String()
				item, itemErr := getProperty(v, name)
				if itemErr != nil {
					err = itemErr
					break
				}
				each(name, item)
			}
		}
	}
	if err != nil && r.err == nil {
		r.err = err
	}
}
