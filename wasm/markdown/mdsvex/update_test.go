//go:build !js

package mdsvex

import (
	"flag"
	"fmt"
	"reflect"
	"testing"

	"livebars/wasm/edit"
	"livebars/wasm/markdown/outline"
	"livebars/wasm/markdown/random"
)

var edits = flag.Int("edits", 5000, "how many random edits to compare with a document read anew")

// shown is what a document shows.
func shown(d *Document) string {
	s := ""
	for _, b := range d.Blocks() {
		s += fmt.Sprintf("%d-%d %q %v\n", b.From, b.To, b.HTML, b.Outline)
	}
	return s + fmt.Sprint(outline.Notes(d.Blocks(), outline.Rules{IDs: true}, d.Notes()))
}

// oneHunk is a change as one part of the text.
func oneHunk(before, now string) []edit.Hunk {
	return []edit.Hunk{edit.Between(before, now).Hunk(len(before), len(now))}
}

func TestUpdatesEqualReadingAnew(t *testing.T) {
	const perDocument = 25
	for i := range *edits / perDocument {
		g := random.New(*seed + uint64(i))
		g.Site = true
		text := g.Document()
		for range g.IntN(4) {
			text += "\n\n" + g.Document()
		}
		var d Document
		d.Update(text, nil, testLimits)
		for range perDocument {
			before := text
			for range 1 + g.IntN(3) {
				text = g.Edit(text)
			}
			d.Update(text, edit.Hunks(before, text, g.IntN(40), 5), testLimits)
			var fresh Document
			fresh.Update(text, nil, testLimits)
			if got, want := shown(&d), shown(&fresh); got != want {
				var old Document
				old.Update(before, nil, testLimits)
				old.Update(text, oneHunk(before, text), testLimits)
				t.Fatalf("seed %d (alone: %v)\nbefore %q\nafter  %q\nours  %s\nfresh %s", *seed+uint64(i), shown(&old) != want, before, text, got, want)
			}
			if !reflect.DeepEqual(len(d.blocks), len(fresh.blocks)) {
				t.Fatalf("seed %d: %d blocks, not %d", *seed+uint64(i), len(d.blocks), len(fresh.blocks))
			}
		}
	}
}

// A definition looks for its title behind blank lines: a quotation mark there
// makes it text.
func TestADefinitionIsReadAgainWhenTheTextBehindBlankLinesChanges(t *testing.T) {
	const head, tail = "words\n\n[d]: e\n\n\n\n", "- x\n"
	var d, fresh Document
	d.Update(head+tail, nil, testLimits)
	d.Update(head+`"`+tail, oneHunk(head+tail, head+`"`+tail), testLimits)
	fresh.Update(head+`"`+tail, nil, testLimits)
	if got, want := shown(&d), shown(&fresh); got != want {
		t.Errorf("ours %s\nfresh %s", got, want)
	}
}

// An address in brackets ends at the next one, however far away it is.
func TestADefinitionIsReadAgainWhenABracketFarAwayChanges(t *testing.T) {
	for _, texts := range [][2]string{{"[d]: <a\n\nb\n\nc\n\nd>\n", "[d]: <a\n\nb\n\nc\n\nd\n"}, {"[d]: <a\n\nb\n\nc\n\nd\n", "[d]: <a\n\nb\n\nc\n\nd>\n"}} {
		var d, fresh Document
		d.Update(texts[0], nil, testLimits)
		d.Update(texts[1], oneHunk(texts[0], texts[1]), testLimits)
		fresh.Update(texts[1], nil, testLimits)
		if got, want := shown(&d), shown(&fresh); got != want {
			t.Errorf("%q, then %q\nours %s\nfresh %s", texts[0], texts[1], got, want)
		}
	}
}
