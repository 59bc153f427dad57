package preview

import (
	"slices"
	"strings"
	"time"

	"livebars/wasm/diagnostic"
	"livebars/wasm/language"
	"livebars/wasm/markdown"
	"livebars/wasm/markdown/outline"
	"livebars/wasm/units"
	"livebars/wasm/value"
)

// mostReadingTime is how long the data are read for a question about the document.
const mostReadingTime = 500 * time.Millisecond

// Questions answers what an editor asks about a document. Sources are "template",
// "data" and "partial:NAME"; places are UTF-16 units of their texts. Data that cannot
// be read are those that could be read last. Answers report false where nothing is
// known.
type Questions struct {
	d *Document
	// helpers are those that the document and its host have.
	helpers []language.OwnHelper
}

// Questions are about what the document holds now. helpers are those that the document
// and its host have.
func (d *Document) Questions(helpers []language.OwnHelper) Questions { return Questions{d, helpers} }

// about is what the language service has to know to answer about a source.
func (q Questions) about(source string) (language.Document, bool) {
	r := &q.d.request
	text, known := r.Template, source == "template"
	if name, isPartial := strings.CutPrefix(source, "partial:"); isPartial {
		text, known = r.Partials[name]
	} else if source == "data" && r.Data != nil {
		text, known = *r.Data, true
	}
	if !known {
		return language.Document{}, false
	}
	q.d.readings.Forget(func(source string) bool {
		name, isPartial := strings.CutPrefix(source, "partial:")
		_, used := r.Partials[name]
		return !isPartial || used
	})
	return language.Document{
		Source: source, Text: text, Template: r.Template, Partials: r.Partials,
		Data: q.d.lastData(), Helpers: q.helpers, Comparisons: !r.NoComparisons, Marks: q.d.marks(),
		Readings: &q.d.readings,
	}, true
}

// at is what is known of a source, and a place in it as bytes.
func (q Questions) at(source string, place int) (in language.Document, offset int, ok bool) {
	if in, ok = q.about(source); ok {
		_, offset, ok = units.Bytes(in.Text, 0, place)
	}
	return in, offset, ok
}

// Complete lists what may be written at a place.
func (q Questions) Complete(source string, place int) (language.Completions, bool) {
	in, offset, ok := q.at(source, place)
	if !ok {
		return language.Completions{}, false
	}
	found, ok := language.Complete(in, offset)
	c := units.NewCounter(in.Text)
	found.From, found.To = c.Before(found.From), c.Before(found.To)
	return found, ok
}

// CompleteData lists what may stand at a place of a text of the data that is written
// otherwise than the document has them.
func (q Questions) CompleteData(text string, kind language.DataKind, place int) (language.Completions, bool) {
	in, known := q.about("template")
	_, offset, ok := units.Bytes(text, 0, place)
	if !known || !ok {
		return language.Completions{}, false
	}
	found, ok := language.CompleteData(in, text, kind, offset)
	c := units.NewCounter(text)
	found.From, found.To = c.Before(found.From), c.Before(found.To)
	return found, ok
}

// DataPath is the way to the value at a place of a text of data.
func (q Questions) DataPath(text string, kind language.DataKind, place int) (language.DataPath, bool) {
	_, offset, ok := units.Bytes(text, 0, place)
	if !ok {
		return language.DataPath{}, false
	}
	found, ok := language.DataPathAt(text, kind, offset)
	c := units.NewCounter(text)
	found.From, found.To = c.Before(found.From), c.Before(found.To)
	return found, ok
}

// Explain says what the word at a place is.
func (q Questions) Explain(source string, place int) (language.Hover, bool) {
	in, offset, ok := q.at(source, place)
	if !ok {
		return language.Hover{}, false
	}
	found, ok := language.Explain(in, offset)
	c := units.NewCounter(in.Text)
	found.From, found.To = c.Before(found.From), c.Before(found.To)
	return found, ok
}

// Definition is where the word at a place comes from.
func (q Questions) Definition(source string, place int) (language.Place, bool) {
	in, offset, ok := q.at(source, place)
	if !ok {
		return language.Place{}, false
	}
	found, ok := language.Definition(in, offset, func(path []string) (int, int, bool) {
		if q.d.request.Data == nil {
			return 0, 0, false
		}
		return value.Locate(*q.d.request.Data, path)
	})
	if !ok {
		return language.Place{}, false
	}
	return q.inUnits([]language.Place{found})[0], true
}

// References are the tags that call the partial whose name stands at a place; of a value
// in the data, and of a tag that prints one, the tags that print it.
func (q Questions) References(source string, place int) []language.Place {
	in, offset, ok := q.at(source, place)
	if !ok {
		return nil
	}
	found, ok := language.References(in, offset)
	if !ok {
		found = q.d.printing(in, offset)
	}
	return q.inUnits(found)
}

// Calls are the tags that call a partial.
func (q Questions) Calls(partial string) []language.Place {
	in, ok := q.about("template")
	if !ok {
		return nil
	}
	return q.inUnits(language.Calls(in, partial))
}

// Rename are the edits that make calls of a partial calls of another name.
func (q Questions) Rename(partial, name string) []language.Edit {
	in, ok := q.about("template")
	if !ok {
		return nil
	}
	return q.editsInUnits(language.Rename(in, partial, name))
}

// SampleData sketches data for the template.
func (q Questions) SampleData() string {
	in, _ := q.about("template")
	return language.SampleData(in)
}

// Symbols are the blocks and headings of a source.
func (q Questions) Symbols(source string) []language.Symbol {
	in, ok := q.about(source)
	if !ok || source == "data" {
		return nil
	}
	found := language.Symbols(in)
	var places []*int
	for i := range found {
		s := &found[i]
		places = append(places, &s.From, &s.To)
		for k := range s.Tags {
			places = append(places, &s.Tags[k][0], &s.Tags[k][1])
		}
	}
	allInUnits(in.Text, places)
	return found
}

// Fixes are the changes that make an end of a diagnostic.
func (q Questions) Fixes(source string, code diagnostic.Code, from, to int) []language.Fix {
	in, ok := q.about(source)
	if !ok {
		return nil
	}
	start, end, ok := units.Bytes(in.Text, from, to)
	if !ok {
		return nil
	}
	found := language.Fixes(in, language.Problem{Code: code, From: start, To: end})
	for i := range found {
		found[i].Edits = q.editsInUnits(found[i].Edits)
	}
	return found
}

// inUnits are places with UTF-16 units.
func (q Questions) inUnits(places []language.Place) []language.Place {
	bySource := map[string][]*int{}
	for i := range places {
		p := &places[i]
		bySource[p.Source] = append(bySource[p.Source], &p.From, &p.To)
	}
	for source, list := range bySource {
		allInUnits(q.d.request.source(source), list)
	}
	return places
}

func (q Questions) editsInUnits(edits []language.Edit) []language.Edit {
	places := make([]language.Place, len(edits))
	for i, e := range edits {
		places[i] = e.Place
	}
	for i, p := range q.inUnits(places) {
		edits[i].Place = p
	}
	return edits
}

// lastData are the data as they were when they could be read last.
func (d *Document) lastData() value.Value {
	if d.request.Data == nil {
		return nil
	}
	start := time.Now()
	over := func() bool { return time.Since(start) > mostReadingTime }
	s := d.session
	if v, err := s.decode(&s.data, *d.request.Data, over); err == nil {
		return v
	}
	return s.data.Last()
}

func (d *Document) marks() language.Marks {
	switch {
	case d.request.Format == HTML:
		return language.Marks{Headings: language.HTMLHeadings}
	case d.request.Format != Markdown:
		return language.Marks{}
	}
	marks := language.Marks{Headings: language.MarkdownHeadings}
	switch d.request.Dialect {
	case markdown.GFM:
		marks.Alerts = outline.AlertKinds
	case markdown.DocBuilder:
		marks.Alerts, marks.Components = outline.AlertKinds, markdown.Components()
	}
	return marks
}

// allInUnits makes UTF-16 units of byte offsets of a text.
func allInUnits(text string, places []*int) {
	sorted := slices.Clone(places)
	slices.SortFunc(sorted, func(a, b *int) int { return *a - *b })
	c := units.NewCounter(text)
	for _, place := range sorted {
		*place = c.Before(*place)
	}
}
