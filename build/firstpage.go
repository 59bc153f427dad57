package main

import (
	"encoding/json"
	"strings"

	"livebars/wasm/markdown"
	"livebars/wasm/preview"
)

// firstPage is the first sample with its finished page, as the page's script finds
// it in index.html: the reader sees the page before the module has arrived, and
// the module finds the sample waiting.
func (f sampleFolders) firstPage() (string, error) {
	samples, err := f.read()
	if err != nil || len(samples) == 0 {
		return "", err
	}
	s := samples[0]
	if s.Helpers != "" {
		return "", nil // they run in a browser
	}
	r := preview.NewRequest()
	r.Template, r.Data, r.Partials = s.Template, &s.Data, s.Partials
	r.Format, r.Dialect = preview.Format(s.Format), markdown.Dialect(s.Dialect)
	update := preview.NewSession(preview.DefaultLimits()).Open(r).Update(r)
	if !update.OK || len(update.Splices) != 1 {
		return "", nil // what is wrong is said on the page
	}
	var islands []string
	for _, island := range update.Splices[0].Insert {
		islands = append(islands, island.HTML)
	}
	content, err := json.Marshal(map[string]any{"sample": s, "islands": islands})
	// JSON of encoding/json has no `<` in it, so no text of a sample ends the element.
	return `<script type="application/json" id="first-page">` + strings.TrimSpace(string(content)) + "</script>", err
}
