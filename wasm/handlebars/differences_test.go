//go:build !js

package handlebars

import (
	"flag"
	"fmt"
	"strings"
	"testing"

	"livebars/wasm/diagnostic"
)

var (
	pairs = flag.Int("pairs", 3000, "how many random requests to compare with Handlebars.js")
	seed  = flag.Uint64("seed", 1, "the first seed; each request has its own")
)

// constructs are what the generator must reach.
var constructs = []string{
	"text", "comment", "mustache", "triple", "ampersand", "tilde", "standalone", "raw block", "literal name",
	"this", "parent", "scoped", "slash", "segment literal", "number segment", "data variable", "invalid path",
	"string argument", "number argument", "word argument", "subexpression", "hash", "comparison", "lookup", "log",
	"block if", "block unless", "block each", "block with", "block on a value", "inverse block", "else", "else chain",
	"includeZero", "block parameters", "block parameter used", "block nope",
	"partial", "partial context", "dynamic partial", "standalone partial", "partial block", "inline partial",
	"option data", "option compat", "option noEscape", "option strict", "option assumeObjects", "option preventIndent",
	"option ignoreStandalone", "option explicitPartialContext", "option knownHelpers", "option knownHelpersOnly", "runtime data",
}

// difference says how ours and theirs differ, or nothing.
func difference(t testing.TB, o *oracle, r request) string {
	want := o.render(t, r)
	got, err := renderNatively(r)
	switch {
	case (err != nil) != (want.Error != ""):
		return fmt.Sprintf("ours %q, error %v\ntheirs %q, error %s", got, err, want.Text, want.Error)
	case err == nil && got != want.Text:
		return fmt.Sprintf("ours   %q\ntheirs %q", got, want.Text)
	}
	return ""
}

func TestRandomTemplatesEqualHandlebars(t *testing.T) {
	o := startOracle(t)
	counts := map[string]int{}
	failed, errors := 0, map[string]int{}
	for i := range *pairs {
		g := newGenerator(*seed + uint64(i))
		r := g.request()
		for construct, n := range g.counts {
			counts[construct] += n
		}
		if _, err := renderNatively(r); err != nil {
			code := "?"
			if p, ok := err.(*diagnostic.Problem); ok {
				code = string(p.Code)
			}
			errors[code]++
		}
		if difference(t, o, r) == "" {
			continue
		}
		r = shrink(r, func(r request) bool { return difference(t, o, r) != "" })
		t.Errorf("seed %d\ntemplate %q\ndata %s\npartials %q\noptions %v, runtime %s\n%s", *seed+uint64(i), r.Template, r.Data, r.Partials, r.Options, r.Runtime, difference(t, o, r))
		if failed++; failed >= 10 {
			break
		}
	}
	if *pairs >= 3000 {
		for _, construct := range constructs {
			if counts[construct] < 10 {
				t.Errorf("%q was written %d times: the generator does not reach it", construct, counts[construct])
			}
		}
	}
	t.Logf("%d requests; errors on both sides: %s; constructs: %s", *pairs, describe(errors), describe(counts))
}

// shrink takes away from a request as long as it still fails.
func shrink(r request, fails func(request) bool) request {
	for again := true; again; {
		again = false
		try := func(smaller request) {
			if fails(smaller) {
				r, again = smaller, true
			}
		}
		for name := range r.Partials {
			smaller := r
			smaller.Partials = map[string]string{}
			for other, text := range r.Partials {
				if other != name {
					smaller.Partials[other] = text
				}
			}
			try(smaller)
		}
		for name := range r.Options {
			smaller := r
			smaller.Options = map[string]any{}
			for other, v := range r.Options {
				if other != name {
					smaller.Options[other] = v
				}
			}
			try(smaller)
		}
		if r.Runtime != nil {
			smaller := r
			smaller.Runtime = nil
			try(smaller)
		}
		shorten(r.Template, func(text string) bool {
			smaller := r
			smaller.Template = text
			try(smaller)
			return r.Template == text
		})
		shorten(r.Data, func(text string) bool {
			smaller := r
			smaller.Data = text
			try(smaller)
			return r.Data == text
		})
		for name, text := range r.Partials {
			shorten(text, func(text string) bool {
				smaller := r
				smaller.Partials = map[string]string{}
				for other, t := range r.Partials {
					smaller.Partials[other] = t
				}
				smaller.Partials[name] = text
				try(smaller)
				return r.Partials[name] == text
			})
		}
	}
	return r
}

// shorten offers the text without pieces of it, large ones first.
func shorten(text string, keep func(string) bool) {
	for size := len(text) / 2; size > 0; size /= 2 {
		for from := 0; from+size <= len(text); {
			shorter := text[:from] + text[from+size:]
			if strings.ToValidUTF8(shorter, "") == shorter && keep(shorter) {
				text = shorter
			} else {
				from += max(1, size/2)
			}
		}
	}
}

// The map of every random template is whole.
func TestRandomTemplatesHaveSourceMaps(t *testing.T) {
	for i := range *pairs {
		mapped(t, newGenerator(*seed+uint64(i)).request())
	}
}
