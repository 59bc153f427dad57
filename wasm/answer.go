//go:build js && wasm

package main

import (
	"slices"
	"strings"

	"livebars/wasm/diagnostic"
	"livebars/wasm/preview"
)

// jsText is a text for JavaScript. wasm_exec.js decodes texts without ignoreBOM, so a
// first U+FEFF would be lost: it gets another one before it.
func jsText(s string) string {
	const mark = "\uFEFF"
	if strings.HasPrefix(s, mark) {
		return mark + s
	}
	return s
}

// failed is the answer to a call that could not be carried out.
func failed(code diagnostic.Code, message string) any {
	d := diagnostic.Problem{Severity: diagnostic.Error, Code: code, Message: message, Source: "template"}
	return map[string]any{
		"ok": false, "text": "", "html": "", "splices": []any{},
		"diagnostics": diagnostics([]diagnostic.Diagnostic{d.In("")}),
	}
}

// diagnostics and source maps cross the bridge as JSON, at one go: an object of
// safejs costs a call for each of its properties.
func diagnostics(list []diagnostic.Diagnostic) string {
	if len(list) == 0 {
		return "[]"
	}
	return asJSON(list)
}

// sameFinding reports whether two diagnostics are the same but for their places.
func sameFinding(a, b diagnostic.Diagnostic) bool {
	a.From, a.To = b.From, b.To
	return a == b
}

// flat is an update as a list: whether it is ok, its diagnostics, their places
// if those alone are new since the last time, and for each splice its place, how
// many islands go and come, and those that come, each behind its nesting if it is no
// whole. While a person types, what is wrong is mostly what it was, at the same places
// or a little further on.
func flat(u preview.Update, last []diagnostic.Diagnostic) []any {
	out := []any{u.OK, nil, nil}
	switch {
	case !slices.EqualFunc(u.Diagnostics, last, sameFinding):
		out[1] = diagnostics(u.Diagnostics)
	case !slices.Equal(u.Diagnostics, last):
		out[2] = places(u.Diagnostics)
	}
	for _, s := range u.Splices {
		out = append(out, s.At, s.Remove, len(s.Insert))
		for _, island := range s.Insert {
			if island.Nesting != 0 {
				out = append(out, island.Nesting)
			}
			out = append(out, jsText(island.HTML))
		}
	}
	return out
}
