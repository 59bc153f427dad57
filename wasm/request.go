//go:build js && wasm

package main

import (
	"fmt"

	"github.com/hack-pad/safejs"

	"livebars/wasm/handlebars"
	"livebars/wasm/markdown"
	"livebars/wasm/preview"
)

// reader reads properties of a JavaScript object. It keeps the first error, as
// of a getter that throws, and reads nothing after it.
type reader struct {
	value safejs.Value
	err   error
}

// property is a property that is there: not undefined, and, of null, only if
// null says something.
func (r *reader) property(name string) (safejs.Value, bool) {
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

func (r *reader) text(name string, to *string) {
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

func (r *reader) integer(name string, to *int) {
	if v, ok := r.property(name); ok && v.Type() == safejs.TypeNumber {
		if f, err := v.Float(); err == nil && f >= 1 && f < 1<<52 {
			*to = int(f)
		}
	}
}

func (r *reader) flag(name string, to *bool) {
	if v, ok := r.property(name); ok {
		*to, r.err = v.Truthy()
	}
}

// json reads JSON text, or a value to make JSON of. No value is nil.
func (r *reader) json(name string, textIsJSON bool, to **string) {
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
func (r *reader) entries(name string, each func(key string, v safejs.Value)) {
	v, ok := r.property(name)
	if !ok || v.IsNull() {
		return
	}
	inner := reader{value: v}
	if inner.each(each); r.err == nil {
		r.err = inner.err
	}
}

// each calls each with the own properties of the object.
func (r *reader) each(each func(key string, v safejs.Value)) {
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

// readRequest puts what a RenderRequest names into a request; the rest stays.
func (h *host) readRequest(v safejs.Value, to *preview.Request) error {
	r := reader{value: v}
	r.text("template", &to.Template)
	h.data(&r, to)
	r.partials(to)
	r.text("format", (*string)(&to.Format))
	r.flag("map", &to.Map)
	dialect := string(to.Dialect)
	r.text("dialect", &dialect)
	to.Dialect = markdown.Dialect(dialect)
	if options, ok := r.property("options"); ok {
		to.Options = handlebars.DefaultOptions()
		if err := readOptions(options, &to.Options); err != nil {
			return err
		}
	}
	if helpers, ok := r.property("helpers"); ok {
		var err error
		if to.Helpers, err = h.helpers(helpers); err != nil {
			return err
		}
	}
	if runtime, ok := r.property("runtime"); ok {
		to.Runtime = nil
		inner := reader{value: runtime}
		inner.json("data", false, &to.Runtime)
		if inner.err != nil {
			return inner.err
		}
	}
	return r.err
}

// readEdits puts edits of texts into a request: source, from, to and insert, and again.
func readEdits(args []safejs.Value, to *preview.Request) error {
	for ; len(args) >= 4; args = args[4:] {
		source, err := args[0].String()
		if err != nil {
			return err
		}
		from, err := args[1].Int()
		if err != nil {
			return err
		}
		end, err := args[2].Int()
		if err != nil {
			return err
		}
		insert, err := args[3].String()
		if err != nil {
			return err
		}
		if err := to.Edit(source, from, end, insert); err != nil {
			return err
		}
	}
	return nil
}

// data reads the data: JSON text, or a value. A list with holes has no JSON, so
// it is taken over as it is.
func (h *host) data(r *reader, to *preview.Request) {
	v, ok := r.property("data")
	if !ok {
		return
	}
	to.Context = nil
	if v.Type() == safejs.TypeObject && !h.border.IsUndefined() {
		if holes, err := h.border.Call("hasHoles", v); err == nil {
			if has, _ := holes.Bool(); has {
				to.Data = nil
				to.Context, r.err = h.fromJS(v, 0)
				return
			}
		}
	}
	r.json("data", true, &to.Data)
}

func (r *reader) partials(to *preview.Request) {
	if _, ok := r.property("partials"); !ok {
		return
	}
	partials := map[string]string{}
	r.entries("partials", func(name string, v safejs.Value) {
		if v.Type() != safejs.TypeString {
			r.err = fmt.Errorf("partial `%s` must be a string", name)
			return
		}
		partials[name], _ = v.String()
	})
	to.Partials = partials
}

func readOptions(v safejs.Value, to *handlebars.Options) error {
	r := reader{value: v}
	r.flag("data", &to.Data)
	r.flag("compat", &to.Compat)
	r.flag("noEscape", &to.NoEscape)
	r.flag("strict", &to.Strict)
	r.flag("assumeObjects", &to.AssumeObjects)
	r.flag("preventIndent", &to.PreventIndent)
	r.flag("ignoreStandalone", &to.IgnoreStandalone)
	r.flag("explicitPartialContext", &to.ExplicitPartialContext)
	r.flag("knownHelpersOnly", &to.KnownHelpersOnly)
	r.entries("knownHelpers", func(name string, v safejs.Value) {
		if to.KnownHelpers == nil {
			to.KnownHelpers = map[string]bool{}
		}
		to.KnownHelpers[name], _ = v.Truthy()
	})
	return r.err
}
