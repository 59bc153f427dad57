//go:build js && wasm

package main

import (
	"fmt"

	"github.com/hack-pad/safejs"

	"livebars/wasm/handlebars"
	"livebars/wasm/markdown"
	"livebars/wasm/preview"
)

// readRequest puts what a RenderRequest names into a request; the rest stays.
func readRequest(v safejs.Value, b *helperBridge, to *preview.Request) error {
	r := objectReader{value: v}
	r.text("template", &to.Template)
	readData(&r, b, to)
	readPartials(&r, to)
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
		if to.Helpers, to.Values, err = b.helpers(helpers); err != nil {
			return err
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
// it is taken over as it is.
func readData(r *objectReader, b *helperBridge, to *preview.Request) {
	v, ok := r.property("data")
	if !ok {
		return
	}
	to.Context = nil
	if v.Type() == safejs.TypeObject && b.hasHoles(v) {
		to.Data = nil
		to.Context, r.err = b.fromJS(v, 0)
		return
	}
	r.json("data", true, &to.Data)
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
