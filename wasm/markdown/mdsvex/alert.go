package mdsvex

import (
	"slices"
	"strings"

	"livebars/wasm/markdown/outline"
)

// makeAlert makes a quote an alert if its first paragraph begins with a mark,
// `[!TIP]` or `[TIP]`: a reference, whose definition does not matter.
func makeAlert(quote *node) {
	if len(quote.children) == 0 || quote.children[0].kind != paragraph || len(quote.children[0].children) == 0 {
		return
	}
	first := quote.children[0]
	mark := first.children[0]
	if mark.kind != reference || mark.is(isImage) {
		return
	}
	kind := strings.TrimPrefix(strings.ToLower(mark.url), "!")
	if !slices.Contains(outline.AlertKinds, kind) {
		return
	}
	quote.label = kind
	if first.children = first.children[1:]; len(first.children) == 0 {
		quote.children = quote.children[1:]
	}
}
