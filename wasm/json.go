//go:build js && wasm

package main

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"livebars/wasm/diagnostic"
	"livebars/wasm/preview"
)

// asJSON writes a list in the words of the library's contract.
func asJSON[T diagnostic.Diagnostic | preview.Origin](list []T) string {
	w := jsonWriter{out: []byte{'['}}
	for i := range list {
		if i > 0 {
			w.out = append(w.out, ',')
		}
		switch item := any(&list[i]).(type) {
		case *diagnostic.Diagnostic:
			w.diagnostic(item)
		case *preview.Origin:
			w.origin(item)
		}
	}
	return string(append(w.out, ']'))
}

// places are the places of diagnostics as numbers: offset, line and column of
// the start and of the end of each.
func places(list []diagnostic.Diagnostic) string {
	w := jsonWriter{out: []byte{'['}}
	for i, d := range list {
		for k, n := range [...]int{d.From.Offset, d.From.Line, d.From.Column, d.To.Offset, d.To.Line, d.To.Column} {
			if i+k > 0 {
				w.out = append(w.out, ',')
			}
			w.number("", n)
		}
	}
	return string(append(w.out, ']'))
}

type jsonWriter struct{ out []byte }

func (w *jsonWriter) raw(text string) { w.out = append(w.out, text...) }

func (w *jsonWriter) text(name, value string) {
	w.raw(name)
	// what is no UTF-8 becomes U+FFFD, as anywhere on the bridge
	w.out, _ = jsontext.AppendQuote(w.out, value)
}

func (w *jsonWriter) number(name string, n int) {
	w.raw(name)
	w.out = strconv.AppendInt(w.out, int64(n), 10)
}

func (w *jsonWriter) diagnostic(d *diagnostic.Diagnostic) {
	w.text(`{"severity":`, string(d.Severity))
	w.text(`,"code":`, string(d.Code))
	w.text(`,"message":`, d.Message)
	w.text(`,"source":`, d.Source)
	w.position(`,"from":`, d.From)
	w.position(`,"to":`, d.To)
	w.raw("}")
}

func (w *jsonWriter) position(name string, p diagnostic.Position) {
	w.raw(name)
	w.number(`{"offset":`, p.Offset)
	w.number(`,"line":`, p.Line)
	w.number(`,"column":`, p.Column)
	w.raw("}")
}

func (w *jsonWriter) origin(o *preview.Origin) {
	w.number(`{"at":`, o.At)
	w.text(`,"source":`, o.Source)
	w.number(`,"from":`, o.From)
	w.number(`,"to":`, o.To)
	w.raw(`,"text":` + strconv.FormatBool(o.Text))
	if o.Path != nil {
		w.raw(`,"path":[`)
		for i, name := range o.Path {
			if i > 0 {
				w.raw(",")
			}
			w.text("", name)
		}
		w.raw("]")
	}
	w.raw("}")
}

// object is a JSON object.
type object []member

type member struct {
	name  string
	value any // string, int, object, or a list of these
}

// with adds a text that is not empty.
func (o object) with(name, text string) object {
	if text == "" {
		return o
	}
	return append(o, member{name, text})
}

// list is a JSON array of items.
func list[T any](items []T, as func(T) any) []any {
	out := make([]any, len(items))
	for i, item := range items {
		out[i] = as(item)
	}
	return out
}

func (w *jsonWriter) any(v any) {
	switch v := v.(type) {
	case string:
		w.text("", v)
	case int:
		w.number("", v)
	case []any:
		w.raw("[")
		for i, item := range v {
			if i > 0 {
				w.raw(",")
			}
			w.any(item)
		}
		w.raw("]")
	case object:
		w.raw("{")
		for i, m := range v {
			if i > 0 {
				w.raw(",")
			}
			w.text("", m.name)
			w.raw(":")
			w.any(m.value)
		}
		w.raw("}")
	}
}
