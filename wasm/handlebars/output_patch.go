package handlebars

import (
	"maps"
	"slices"
	"strings"

	"livebars/wasm/edit"
	"livebars/wasm/value"
)

// lastRun is the last run of a compiler.
type lastRun struct {
	template *Template
	in       Input
	partials map[string]string
	out      Output
	captured bool // text was taken back and asked about
}

// patchOutput is the output of a template of which only prose was edited since its
// last run, with the same input: the new prose goes where the old one stands. It
// reports false if the template has to run.
func (c *Compiler) patchOutput(t *Template, in Input) (Output, bool) {
	last := c.lastRun
	if last != nil && last.template == t && last.same(in) {
		out := last.out
		out.Kept = &edit.Kept{Prefix: len(out.Text)}
		return out, true
	}
	if last == nil || t.prose == nil || last.captured || t.prose.from != last.template || !last.same(in) || !t.prose.othersUnchanged {
		return Output{}, false
	}
	old, now := t.prose.old, t.layout.shown[t.prose.run]
	if old.to == old.from || now.to == now.from { // what is next to nothing may be added up
		return Output{}, false
	}
	for _, text := range []string{last.template.text[old.from:old.to], t.text[now.from:now.to]} {
		if _, found := nextStrayBraces(text, 0); found > 0 {
			return Output{}, false // something is said of the run itself
		}
	}
	out, ok := last.out.withRun(t, old, now)
	if !ok || len(out.Text) > in.Limits.Output {
		return Output{}, false
	}
	c.lastRun = &lastRun{template: t, in: in, out: out, partials: last.partials}
	c.lastRun.out.Kept = nil
	return out, true
}

// same reports whether a run with another input would be the same. What helpers
// do is not known.
func (r *lastRun) same(in Input) bool {
	return in.Realm == nil && r.in.Realm == nil && in.NoComparisons == r.in.NoComparisons && (in.ShowUnknown == nil) == (r.in.ShowUnknown == nil) && sameValue(r.in.Context, in.Context) && r.in.Data == in.Data && maps.Equal(r.partials, in.Partials)
}

// sameValue reports whether two values are the same one.
func sameValue(a, b value.Value) bool {
	switch a.(type) {
	case *value.Object, *value.Array, value.String, value.Number, value.Bool, value.Null, value.Undefined:
		return a == b
	}
	return false
}

// withRun is the output with another text of a run wherever it was shown.
func (o Output) withRun(t *Template, old, now run) (Output, bool) {
	m := o.Map
	text := t.text[now.from:now.to]
	p := t.prose
	own := make([]bool, len(m.templates)) // by number of the template: it is t, as it was
	for i, template := range m.templates {
		own[i] = template.source == t.source
	}
	grown := len(text) - (old.to - old.from)
	next := &Map{origins: slices.Clone(m.origins), places: m.places, templates: slices.Clone(m.templates)}
	var places []run // where the run is shown in the old text
	moved := 0
	for i := range next.origins {
		at := &next.origins[i]
		if at.tag < 0 && own[at.template] {
			switch from := int(at.from); {
			case from >= old.from && from < old.to:
				end := m.size
				if i+1 < len(m.origins) {
					end = int(m.origins[i+1].at)
				}
				if from != old.from || end-int(at.at) != old.to-old.from {
					return Output{}, false // a line of it was indented
				}
				places = append(places, run{int(at.at), end})
				at.from = int32(now.from)
				at.at += int32(moved)
				moved += grown
				continue
			case from >= p.end:
				at.from += int32(p.delta)
			}
		}
		at.at += int32(moved)
	}
	next.size = m.size + moved
	var b strings.Builder
	b.Grow(next.size)
	done := 0
	for _, place := range places {
		b.WriteString(o.Text[done:place.from])
		b.WriteString(text)
		done = place.to
	}
	b.WriteString(o.Text[done:])
	for i, template := range next.templates {
		if template.source == t.source {
			next.templates[i] = t
		}
	}
	out := Output{Text: b.String(), Map: next}
	for _, n := range o.Notes {
		if n.Source == t.source && n.From >= p.end {
			shifted := *n
			shifted.From += p.delta
			shifted.To += p.delta
			n = &shifted
		}
		out.Notes = append(out.Notes, n)
	}
	out.Kept = &edit.Kept{Prefix: len(o.Text)}
	if len(places) > 0 {
		first, last := places[0], places[len(places)-1]
		inRun := edit.Between(o.Text[first.from:first.to], text)
		out.Kept = &edit.Kept{Prefix: first.from + inRun.Prefix, Suffix: len(o.Text) - last.to + inRun.Suffix}
	}
	return out, true
}
