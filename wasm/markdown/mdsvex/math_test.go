package mdsvex

import (
	"slices"
	"testing"

	"livebars/wasm/edit"
	"livebars/wasm/markdown/random"
)

// What is taken from before an edit is what a search of the whole text finds.
func TestFormulasThatMoveAreThoseOfTheText(t *testing.T) {
	moves, found := 0, 0
	for i := range uint64(4000) {
		g := random.New(1 + i)
		g.Site = true
		text := g.Document()
		for range 5 {
			before := text
			text = g.Edit(text)
			hunks := edit.Hunks(before, text, g.IntN(20), 5)
			if !formulasMove(before, text, hunks) {
				continue
			}
			moves++
			was, is := moved(formulasOf(before), hunks), formulasOf(text)
			found += len(is)
			if !slices.Equal(was, is) {
				t.Fatalf("seed %d: %q, then %q: %v, not %v", 1+i, before, text, was, is)
			}
		}
	}
	if moves < 1000 || found < 1000 {
		t.Errorf("%d edits that move %d formulas: too few", moves, found)
	}
}
