package preview

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"livebars/wasm/markdown"
	"livebars/wasm/markdown/random"
)

// The limits that the library's documents and its TypeScript name are those of DefaultLimits.
func TestDefaultLimitsAreThoseOfTheContract(t *testing.T) {
	limits := DefaultLimits()
	contract := read(t, "../../web/src/library/contract.d.ts")
	for name, want := range map[string]string{
		"output":    fmt.Sprintf("%d MB", limits.Output>>20),
		"steps":     fmt.Sprintf("%d million", limits.Steps/1_000_000),
		"depth":     fmt.Sprint(limits.Depth),
		"data":      fmt.Sprintf("%d MB", limits.Data>>20),
		"timeLimit": fmt.Sprint(limits.Time.Milliseconds()),
	} {
		field := regexp.MustCompile(`/\*\* [^*]* Default ([^*]*)\. \*/\n  ` + name + `\?: number;`)
		if m := field.FindStringSubmatch(contract); m == nil || m[1] != want {
			t.Errorf("contract.d.ts says %q of %s; DefaultLimits say %s", m, name, want)
		}
	}
	script := read(t, "../../web/src/library/limits.ts")
	want := fmt.Sprintf("export const defaultTimeLimit = %d;", limits.Time/time.Millisecond)
	if !strings.Contains(script, want) {
		t.Errorf("limits.ts does not say %q", want)
	}
}

// Time may run out at any look at the clock: nothing panics, and what is rendered next is
// what a session renders that was never late.
func TestTimeThatRunsOutLeavesNothingBehind(t *testing.T) {
	for seed := range uint64(20) {
		g := random.New(seed)
		var text strings.Builder
		for range 4 {
			text.WriteString(g.Document() + "\n{{#each l}}\n- {{this}} {{> p}}\n{{/each}}\n\n")
		}
		items := strings.Repeat(`"an item", `, 1+g.IntN(300))
		r := request(text.String(), `{"l": [`+items+`1]}`)
		r.Partials = map[string]string{"p": "{{#if this}}yes{{else}}no{{/if}}"}
		r.Dialect = []markdown.Dialect{markdown.CommonMark, markdown.GFM, markdown.DocBuilder}[g.IntN(3)]
		limits := DefaultLimits()
		limits.Time = time.Minute
		s := NewSession(limits)
		for range 20 {
			looks, after := 0, g.IntN(1<<g.IntN(9))
			s.now = func() time.Time {
				if looks++; looks > after {
					return time.Now().Add(time.Hour)
				}
				return time.Now()
			}
			edited := r
			edited.Template = g.Edit(r.Template)
			s.Render(edited)
			s.now = time.Now
			if g.IntN(2) == 0 {
				r.Template = edited.Template
			}
			got, want := s.Render(r), NewSession(limits).Render(r)
			if got.OK != want.OK || got.Text != want.Text || got.HTML != want.HTML || len(got.Diagnostics) != len(want.Diagnostics) {
				t.Fatalf("seed %d, over after %d looks: %q\n%+v\nnot %+v", seed, after, edited.Template, got, want)
			}
		}
	}
}

func read(t *testing.T, file string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
