package markdown

import (
	"strings"
	"testing"

	"livebars/wasm/markdown/random"
)

// Time may run out between any two calls of parsers, also between a list and the item
// that it was opened for.
func TestTimeMayRunOutAnywhere(t *testing.T) {
	texts := []string{
		"- a\n- b\n  - c\n  - d\n- e\n\n- f\n",
		"1. a\n   > b\n   > - c\n2. d\n",
		"> - a\n> - b\n>\n> [^n]: c\n>     - d\n>     - e\n\n[^n]\n",
		"- [ ] a\n- [x] b\n\n| a | b |\n| - | - |\n| c | d |\n",
		nestedList(6),
	}
	for i := range uint64(40) {
		texts = append(texts, random.New(*seed+i).Document())
	}
	for _, d := range []Dialect{CommonMark, GFM, DocBuilder} {
		for _, text := range texts {
			for shift := range callsPerLook { // a bracket is one call: each shift looks at the clock elsewhere
				source := strings.Repeat("] ", shift) + "\n\n" + text
				for last, isOver := 0, true; isOver; last++ {
					isOver = runsOut(t, d, source, last)
				}
			}
		}
	}
}

// runsOut renders a text whose time is up after some looks at the clock. It reports whether
// there were so many looks.
func runsOut(t *testing.T, d Dialect, source string, after int) bool {
	t.Helper()
	looks := 0
	defer func() {
		if fault := recover(); fault != nil {
			t.Fatalf("%s, seed %d, over after %d looks: %v\n%q", d, *seed, after, fault, source)
		}
	}()
	limits := never
	limits.Depth = 1 + after%4
	limits.Overtime = func() bool { looks++; return looks > after }
	document, err := NewDocument(d)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := document.Update(source, nil, limits); err != nil {
		t.Fatal(err)
	}
	if html := document.HTML(); strings.Contains(html, "<ul>\n<p>") || strings.Contains(html, "<ul>\n<ul>") {
		t.Fatalf("%s, seed %d, over after %d looks: a list has a child that is no item\n%q\n%s", d, *seed, after, source, html)
	}
	return looks > after
}
