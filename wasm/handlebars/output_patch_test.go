//go:build !js

package handlebars

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"livebars/wasm/value"
)

// described is all that an output says.
func described(out Output, err error) string {
	if err != nil {
		return "error " + err.Error()
	}
	var b strings.Builder
	b.WriteString(out.Text)
	for i := range out.Map.Len() {
		p := out.Map.At(i)
		fmt.Fprintf(&b, "\n%d-%d %s %d-%d %v %s", p.From, p.To, p.Source, p.Start, p.End, p.Literal, p.Printed.Key)
	}
	for _, n := range out.Notes {
		fmt.Fprintf(&b, "\n%s %s %d-%d %s", n.Code, n.Source, n.From, n.To, n.Message)
	}
	return b.String()
}

// Random templates are edited a few times; each time the compiler that knows the
// last one and one that knows nothing must give the same.
func TestEditsEqualAFreshCompiler(t *testing.T) {
	patched, ran := 0, 0
	for i := range *pairs {
		g := newGenerator(*seed + uint64(i))
		r := g.request()
		context, err := value.Decode(r.Data, decodeLimits)
		if err != nil {
			t.Fatal(err)
		}
		random := rand.New(rand.NewPCG(*seed+uint64(i), 3))
		known := NewCompiler()
		for range 8 {
			run := func(c *Compiler) (Output, error) {
				main, err := c.Compile("template", r.Template, optionsOf(r.Options), testLimits)
				if err != nil {
					return Output{}, err
				}
				return c.Run(main, Input{Context: context, Partials: r.Partials, Limits: testLimits})
			}
			before := known.lastRun
			out, err := run(known)
			if got, want := described(out, err), described(run(NewCompiler())); got != want {
				t.Fatalf("seed %d\ntemplate %q\nours  %s\nfresh %s", *seed+uint64(i), r.Template, got, want)
			}
			if out.Kept != nil {
				patched++
				if k := out.Kept; before.out.Text[:k.Prefix] != out.Text[:k.Prefix] || before.out.Text[len(before.out.Text)-k.Suffix:] != out.Text[len(out.Text)-k.Suffix:] {
					t.Fatalf("seed %d: %q and %q do not share %v", *seed+uint64(i), before.out.Text, out.Text, *k)
				}
			}
			ran++
			at := random.IntN(len(r.Template) + 1)
			switch random.IntN(3) {
			case 0:
				end := min(len(r.Template), at+1+random.IntN(3))
				r.Template = r.Template[:at] + r.Template[end:]
			default:
				r.Template = r.Template[:at] + []string{"a", "b\n", " ", "\n", "é", "{", "\\", "{{", "}}", "{{x}}", "~"}[random.IntN(11)] + r.Template[at:]
			}
			for name, text := range r.Partials {
				if random.IntN(6) == 0 {
					copied := map[string]string{}
					for n, p := range r.Partials {
						copied[n] = p
					}
					copied[name] = text + "y"
					r.Partials = copied
				}
			}
		}
	}
	t.Logf("%d of %d runs were patched", patched, ran)
	if patched < ran/50 {
		t.Errorf("only %d of %d runs were patched", patched, ran)
	}
}

// A no-break space and `©` have their first byte in common: what stands before
// the edit is no sign.
func TestAnEditOfWhiteSpaceIsSeenByWhitespaceControl(t *testing.T) {
	known := NewCompiler()
	for _, template := range []string{"{{a~}}\u00a0 x", "{{a~}}© x", "{{a~}}\u00a0 x y", "x \u00a0{{~a}}", "x ࠀ{{~a}}", "x \u00a0{{~a}}"} {
		var texts []string
		for _, c := range []*Compiler{known, NewCompiler()} {
			main, err := c.Compile("template", template, DefaultOptions(), testLimits)
			if err != nil {
				t.Fatal(err)
			}
			out, err := c.Run(main, Input{Context: value.Undefined{}, Limits: testLimits})
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, out.Text)
		}
		if texts[0] != texts[1] {
			t.Errorf("%q: %q instead of %q", template, texts[0], texts[1])
		}
	}
}
