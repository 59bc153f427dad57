//go:build js && wasm

package main

import (
	"errors"
	"fmt"

	"github.com/hack-pad/safejs"

	"livebars/wasm/handlebars"
	"livebars/wasm/language"
	"livebars/wasm/markdown"
	"livebars/wasm/preview"
)

// readRequest puts what a RenderRequest names into a request; the rest stays.
func readRequest(v safejs.Value, host *hostInput, to *preview.Request) error {
	r := objectReader{value: v}
	r.text("template", &to.Template)
	readData(&r, host, to)
	readPartials(&r, to)
	r.text("format", (*string)(&to.Format))
	r.flag("map", &to.Map)
	r.flag("nested", &to.Nested)
	dialect := string(to.Dialect)
	r.text("dialect", &dialect)
	to.Dialect = markdown.Dialect(dialect)
	if options, ok := r.property("options"); ok {
		to.Options = handlebars.DefaultOptions()
		if err := readOptions(options, &to.Options); err != nil {
			return err
		}
	}
	unknown := ""
	if r.text("unknownHelpers", &unknown); unknown != "" {
		to.ShowUnknown = unknown == "show"
		if unknown != "show" && unknown != "error" {
			return fmt.Errorf("`unknownHelpers` is `error` or `show`, not `%s`", unknown)
		}
	}
	if sets, ok := r.property("helperSets"); ok {
		if err := readHelperSets(sets, to); err != nil {
			return err
		}
	}
	if helpers, ok := r.property("helpers"); ok {
		host.helpers = helpers
		host.hasHelpers = false
		host.own, host.lookedAt = nil, false
		names := objectReader{value: helpers}
		names.each(func(string, safejs.Value) { host.hasHelpers = true })
		if names.err != nil {
			return fmt.Errorf("`helpers` cannot be read: %w", names.err)
		}
	}
	if runtime, ok := r.property("runtime"); ok {
		to.Runtime = nil
		inner := objectReader{value: runtime}
		inner.json("data", false, &to.Runtime)
		if inner.err != nil {
			return inner.err
		}
	}
	return r.err
}

// readHelperSets reads the names of the sets of helpers that a document has beside
// those of Handlebars.js.
func readHelperSets(v safejs.Value, to *preview.Request) error {
	n, err := v.Length()
	if err != nil {
		return errors.New("`helperSets` must be a list")
	}
	to.NoComparisons = true
	for i := range n {
		item, _ := v.Index(i)
		name, err := item.String()
		if err != nil || name != "comparisons" {
			return fmt.Errorf("there is no set of helpers `%s`: comparisons, common and sendgrid are known", name)
		}
		to.NoComparisons = false
	}
	return nil
}

// hostInput is what of a document JavaScript keeps for its renderings.
type hostInput struct {
	helpers    safejs.Value
	hasHelpers bool
	own        []language.OwnHelper // what the helpers are called and take, once lookedAt
	lookedAt   bool
	data       safejs.Value // JSON text, or the value itself if JSON cannot say it
	runtime    safejs.Value // JSON text
	isValue    bool         // data is no text
	script     safejs.Value // JavaScript's half of the realm

	// The texts that data and runtime were made of: they are the same while these are.
	dataText, runtimeText *string
}

func newHostInput(script safejs.Value) *hostInput {
	return &hostInput{script: script, helpers: safejs.Undefined(), data: safejs.Undefined(), runtime: safejs.Undefined()}
}

// use makes the texts of a request known to JavaScript.
func (h *hostInput) use(request *preview.Request) error {
	if !h.isValue {
		if err := hostText(&h.data, &h.dataText, request.Data); err != nil {
			return err
		}
	}
	return hostText(&h.runtime, &h.runtimeText, request.Runtime)
}

func hostText(to *safejs.Value, last **string, text *string) error {
	if *last == text {
		return nil
	}
	*last, *to = text, safejs.Undefined()
	if text == nil {
		return nil
	}
	v, err := safejs.ValueOf(jsText(*text))
	*to = v
	return err
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

// readData reads the data: JSON text, or a value. A list with holes has no JSON, so
// it stays a value of JavaScript.
func readData(r *objectReader, host *hostInput, to *preview.Request) {
	v, ok := r.property("data")
	if !ok {
		return
	}
	host.isValue, to.Data = false, nil
	if v.Type() == safejs.TypeObject && host.hasHoles(v) {
		host.isValue, host.data, host.dataText = true, v, nil
		return
	}
	r.json("data", true, &to.Data)
}

// hasHoles reports whether a list somewhere in a value has holes.
func (h *hostInput) hasHoles(v safejs.Value) bool {
	if h.script.IsUndefined() {
		return false
	}
	holes, err := h.script.Call("hasHoles", v)
	if err != nil {
		return false
	}
	has, _ := holes.Bool()
	return has
}

func readPartials(r *objectReader, to *preview.Request) {
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
	r := objectReader{value: v}
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
