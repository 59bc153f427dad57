package language

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

// The tags that are left by edits are those that a new reading finds, also where only
// a part of the text is read between them.
func TestEditsLeaveTheTagsOfANewReading(t *testing.T) {
	pieces := []string{"{{", "}}", "{{a}}", "{{#if b}}", "{{/if}}", "{", "\\", "'", "\"", "[", "]", "{{!-- c --}}", "{{!", "text of some length", "\n"}
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 7))
		text := ""
		for range r.IntN(200) {
			text += pieces[r.IntN(len(pieces))]
		}
		var readings Readings
		for range 8 {
			from := r.IntN(len(text) + 1)
			to := from + r.IntN(min(len(text)-from, 20)+1)
			text = text[:from] + pieces[r.IntN(len(pieces))] + text[to:]
			place := r.IntN(len(text) + 1)
			got := readings.of("template", text).before(place)
			want := (&reading{text: text}).before(place)
			if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d: %q to %d:\n%v, not\n%v", seed, text, place, got, want)
			}
		}
	}
}
