package preview

import (
	"livebars/wasm/diagnostic"
	"livebars/wasm/handlebars"
	"livebars/wasm/markdown"
	"livebars/wasm/units"
	"livebars/wasm/value"
)

// placer tells where a place of the text came from.
type placer struct {
	from *handlebars.Map
	text string
	data *located
	near int // the piece of the last note
}

// located is where values stand in the data, as far as it was asked.
type located struct {
	text   string      // JSON text of the data, if it is one
	root   value.Value // the data
	paths  map[value.Value][]string
	places map[handlebars.Datum]span
}

type span struct {
	from, to int
	ok       bool
}

// problem puts a note on the page where its text came from: in a template, a
// partial, or, if all of it is a value that a tag printed, in the data.
func (p *placer) problem(n markdown.Note) diagnostic.Problem {
	out := diagnostic.Problem{Severity: diagnostic.Warning, Code: n.Code, Source: "template", Message: n.Message}
	if n.Info {
		out.Severity = diagnostic.Info
	}
	i := p.from.Find(n.From, p.near)
	if i < 0 {
		return out
	}
	p.near = i
	first := p.from.At(i)
	last := first
	if n.To > n.From {
		last = p.from.At(p.from.Find(n.To-1, i))
	}
	out.Source = first.Source
	if first.Literal {
		out.From = first.Start + n.From - first.From
		out.To = first.End
		switch {
		case last.Source != first.Source:
		case last.Literal && last.Start >= first.Start:
			out.To = last.Start + max(n.To, last.From) - last.From
		case !last.Literal && last.Start >= first.Start:
			out.To = last.End
		}
		return out
	}
	if n.To <= first.To && p.data.text != "" {
		if at := p.data.place(first.Printed); at.ok {
			out.Source, out.From, out.To = "data", at.from, at.to
			return out
		}
	}
	out.From, out.To = first.Start, first.End
	return out
}

// place is where in the text of the data a printed value stands.
func (l *located) place(d handlebars.Datum) span {
	switch d.In.(type) {
	case *value.Array, *value.Object, *value.Host:
	default:
		return span{}
	}
	at, known := l.places[d]
	if !known {
		if path, ok := l.path(d); ok {
			at.from, at.to, at.ok = value.Locate(l.text, path)
		}
		if l.places == nil {
			l.places = map[handlebars.Datum]span{}
		}
		l.places[d] = at
	}
	return at
}

// path is the way to a printed value in the data.
func (l *located) path(d handlebars.Datum) ([]string, bool) {
	way, known := l.paths[d.In]
	if !known {
		found, ok := value.Path(l.root, d.In)
		if !ok {
			found = nil
		} else if found == nil {
			found = []string{}
		}
		if l.paths == nil {
			l.paths = map[value.Value][]string{}
		}
		way = found
		l.paths[d.In] = way
	}
	if way == nil {
		return nil, false
	}
	return append(way[:len(way):len(way)], d.Key), true
}

// Origin is a row of a source map: a piece of the text and where it came from.
// Places are UTF-16 units.
type Origin struct {
	At     int    // where the piece begins in the text; it ends where the next one begins
	Source string // "template" or "partial:NAME"
	From   int    // where that is in the source: of the tag, or of the text that was copied
	To     int
	Text   bool     // text of the source, copied as it is
	Path   []string // the way to the value of the data that a tag printed, nil if it is none
}

// origins is the whole map as a table.
func (p *placer) origins(source func(name string) string) []Origin {
	text := units.NewCounter(p.text)
	sources := map[string]*units.Counter{}
	all := paths(p.data.root)
	pathTo := func(in value.Value) ([]string, bool) {
		if h, ok := in.(*value.Host); ok {
			return h.Path()
		}
		way, ok := all[in]
		return way, ok
	}
	out := make([]Origin, p.from.Len())
	for i := range out {
		piece := p.from.At(i)
		c := sources[piece.Source]
		if c == nil {
			c = units.NewCounter(source(piece.Source))
			sources[piece.Source] = c
		}
		out[i] = Origin{At: text.Before(piece.From), Source: piece.Source, From: c.Before(piece.Start), To: c.Before(piece.End), Text: piece.Literal}
		if piece.Printed.Known {
			if way, ok := pathTo(piece.Printed.In); ok {
				out[i].Path = append(way[:len(way):len(way)], piece.Printed.Key)
			}
		}
	}
	return out
}

// paths are the ways to all lists and objects of the data.
func paths(root value.Value) map[value.Value][]string {
	out := map[value.Value][]string{}
	var walk func(v value.Value, way []string)
	walk = func(v value.Value, way []string) {
		switch v.(type) {
		case *value.Array, *value.Object:
		default:
			return
		}
		out[v] = way
		value.Entries(v, func(key string, item value.Value) { walk(item, append(way[:len(way):len(way)], key)) })
	}
	walk(root, []string{})
	return out
}
