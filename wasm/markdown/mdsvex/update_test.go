//go:build !js

package mdsvex

import (
	"flag"
	"fmt"
	"reflect"
	"testing"

	"livebars/wasm/markdown/outline"
)

var edits = flag.Int("edits", 5000, "how many random edits to compare with a document read anew")

// pieces that edits put in: what opens, closes or reaches far.
var adversarial = []string{"\n", "\n\n", "```", "~~~", "> ", "- ", "1. ", "<div>", "</div>", "<Tip>", "</Tip>", "<Tip", "/>", ">", "[", "]", "]:", "[one]: u\n", "\n===", "\n---",
	"| a | b |\n| - | - |\n", "|", "\t", "    ", "é", "😀", "\r\n", "\"", "'", "*", "**", "_", "`", "<a href=\"u\">", "</a>", "<!--", "-->", "<pre>", "</pre>", "$$", "{#if x}", "{", "}", "---\n", "<hfoptions id=\"x\">", "<hfoption id=\"a\">", "</hfoption>", "</hfoptions>", "# ", "\\", "&amp;", "  \n"}

// state is what a document shows.
func shown(d *Document) string {
	s := ""
	for _, b := range d.Blocks() {
		s += fmt.Sprintf("%d-%d %q %v\n", b.From, b.To, b.HTML, b.Outline)
	}
	return s + fmt.Sprint(outline.Notes(d.Blocks(), outline.Rules{IDs: true}, d.Notes()))
}

func TestUpdatesEqualReadingAnew(t *testing.T) {
	const perDocument = 25
	for i := range *edits / perDocument {
		g := newGenerator(*seed + uint64(i))
		text := g.document()
		for range g.IntN(4) {
			text += "\n\n" + g.document()
		}
		var d Document
		d.Update(text, testLimits)
		for range perDocument {
			before := text
			text = g.edit(text)
			d.Update(text, testLimits)
			var fresh Document
			fresh.Update(text, testLimits)
			if got, want := shown(&d), shown(&fresh); got != want {
				var old Document
				old.Update(before, testLimits)
				old.Update(text, testLimits)
				t.Fatalf("seed %d (alone: %v)\nbefore %q\nafter  %q\nours  %s\nfresh %s", *seed+uint64(i), shown(&old) != want, before, text, got, want)
			}
			if !reflect.DeepEqual(len(d.blocks), len(fresh.blocks)) {
				t.Fatalf("seed %d: %d blocks, not %d", *seed+uint64(i), len(d.blocks), len(fresh.blocks))
			}
		}
	}
}

// edit changes a text somewhere: at its ends more often than by chance.
func (g *generator) edit(text string) string {
	at := g.IntN(len(text) + 1)
	switch g.IntN(10) {
	case 0:
		at = 0
	case 1:
		at = len(text)
	}
	switch g.IntN(4) {
	case 0: // take something away
		end := min(len(text), at+1+g.IntN(12))
		return text[:at] + text[end:]
	case 1:
		return text[:at] + g.block() + text[at:]
	case 2:
		return text[:at] + g.pick("a", "b ", ".", "x\n") + text[at:]
	}
	return text[:at] + adversarial[g.IntN(len(adversarial))] + text[at:]
}
