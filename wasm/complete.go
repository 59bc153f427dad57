//go:build js && wasm

package main

import (
	"github.com/hack-pad/safejs"

	"livebars/wasm/preview"
)

// completions answers what may be written at a place of a text: as JSON, or "".
func completions(document *preview.Document, host *hostInput, args []safejs.Value) any {
	if len(args) < 3 {
		return ""
	}
	source, err := args[0].String()
	if err != nil {
		return ""
	}
	text, err := args[1].String()
	if err != nil {
		return ""
	}
	offset, err := args[2].Int()
	if err != nil {
		return ""
	}
	from, to, items, ok := document.Complete(source, text, offset, host.helperNames())
	if !ok {
		return ""
	}
	w := jsonWriter{}
	w.number(`{"from":`, from)
	w.number(`,"to":`, to)
	w.raw(`,"items":[`)
	for i, item := range items {
		if i > 0 {
			w.raw(",")
		}
		w.text(`{"label":`, item.Label)
		w.text(`,"kind":`, string(item.Kind))
		for _, more := range [...]struct{ name, value string }{{`,"insert":`, item.Insert}, {`,"detail":`, item.Detail}, {`,"info":`, item.Info}} {
			if more.value != "" {
				w.text(more.name, more.value)
			}
		}
		w.raw("}")
	}
	w.raw("]}")
	return jsText(string(w.out))
}

// helperNames are the names of the helpers that JavaScript has for a document.
func (h *hostInput) helperNames() []string {
	var names []string
	if h.hasHelpers {
		r := objectReader{value: h.helpers}
		r.each(func(name string, _ safejs.Value) { names = append(names, name) })
	}
	return names
}
