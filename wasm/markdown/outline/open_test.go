package outline

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// What is open is what a search from the last to the first leaves open.
func TestOpenTags(t *testing.T) {
	for seed := range uint64(2000) {
		random := rand.New(rand.NewPCG(seed, 1))
		var o OpenTags
		var want []Tag
		for n := range random.IntN(40) {
			tag := Tag{Name: string(rune('a' + random.IntN(4))), Closing: random.IntN(2) == 0, From: n}
			o.Pass(tag)
			if !tag.Closing {
				want = append(want, tag)
			} else if k := lastNamed(want, tag.Name); k >= 0 {
				want = slices.Delete(want, k, k+1)
			}
			if !slices.Equal(o.Tags(), want) || o.None() != (len(want) == 0) {
				t.Fatalf("seed %d: %v, not %v", seed, o.Tags(), want)
			}
		}
	}
}

func lastNamed(tags []Tag, name string) int {
	for k := len(tags) - 1; k >= 0; k-- {
		if tags[k].Name == name {
			return k
		}
	}
	return -1
}

// Tags that are closed in the wrong order took the square of their number: this would not end.
func TestOpenTagsInTheWrongOrder(t *testing.T) {
	const n = 1_000_000
	var o OpenTags
	for _, step := range []struct {
		closing bool
		name    string
	}{{false, "i"}, {false, "b"}, {true, "i"}, {true, "b"}} {
		for i := range n {
			o.Pass(Tag{Name: step.name, Closing: step.closing, From: i})
		}
	}
	if !o.None() {
		t.Errorf("%d tags are open", len(o.Tags()))
	}
}

// Out of a cell only tables lead.
func TestOpenTagsInCells(t *testing.T) {
	for html, want := range map[string]string{
		"<div><table><tr><td></div>":         "div table tr td",
		"<div><table><tr><td></div></table>": "div tr td",
		"<table><tr><td><table></td>":        "table tr td table",
		"<p><object></p>":                    "p object",
		"<div><p></div>":                     "p",
		"<td><th></td>":                      "th",
	} {
		var o Outline
		o.ScanTags(html, 0, func(string) bool { return false })
		var open OpenTags
		for _, tag := range o.Tags {
			open.Pass(tag)
		}
		names := ""
		for _, tag := range open.Tags() {
			names += " " + tag.Name
		}
		if names != " "+want {
			t.Errorf("%s leaves%s", html, names)
		}
	}
}
