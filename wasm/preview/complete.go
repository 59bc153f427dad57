package preview

import (
	"strings"
	"time"

	"livebars/wasm/language"
	"livebars/wasm/markdown"
	"livebars/wasm/markdown/outline"
	"livebars/wasm/units"
	"livebars/wasm/value"
)

// mostCompletionTime is how long the data are read for a completion.
const mostCompletionTime = 500 * time.Millisecond

// Complete lists what may be written at a place of a text of the document, counted
// in UTF-16 units: of "template" or "partial:NAME". The text is given: it may be
// newer than what was rendered last. helpers are the names of those that the
// document and its host have. Data that cannot be read are those that could be
// read last. It reports false where nothing is known.
func (d *Document) Complete(source, text string, at int, helpers []string) (from, to int, items []language.Completion, ok bool) {
	_, offset, ok := units.Bytes(text, 0, at)
	if !ok {
		return 0, 0, nil, false
	}
	in := language.Document{
		Source: source, Text: text, Template: d.request.Template, Partials: d.request.Partials,
		Data: d.dataToComplete(), Helpers: helpers, Comparisons: !d.request.NoComparisons, Marks: d.marks(),
	}
	if source == "template" {
		in.Template = text
	} else if !strings.HasPrefix(source, "partial:") {
		return 0, 0, nil, false
	}
	found, ok := language.Complete(in, offset)
	if !ok {
		return 0, 0, nil, false
	}
	counter := units.NewCounter(text)
	return counter.Before(found.From), counter.Before(found.To), found.Items, true
}

// dataToComplete are the data as they were when they could be read last.
func (d *Document) dataToComplete() value.Value {
	if d.request.Data == nil {
		return nil
	}
	start := time.Now()
	over := func() bool { return time.Since(start) > mostCompletionTime }
	s := d.session
	if v, err := s.decode(&s.data, *d.request.Data, over); err == nil {
		return v
	}
	return s.data.Last()
}

func (d *Document) marks() language.Marks {
	if d.request.Format != Markdown {
		return language.Marks{}
	}
	switch d.request.Dialect {
	case markdown.GFM:
		return language.Marks{Alerts: outline.AlertKinds}
	case markdown.DocBuilder:
		return language.Marks{Alerts: outline.AlertKinds, Components: markdown.Components()}
	}
	return language.Marks{}
}
