package handlebars

import (
	"errors"
	"testing"

	"livebars/wasm/diagnostic"
	"livebars/wasm/value"
)

// FuzzRun renders with every option on and off: no panic, and a fault is a
// problem with a place in its source.
func FuzzRun(f *testing.F) {
	f.Add("{{#each a as |x i|}}{{x}}{{../b}}{{/each}}{{> p}}", `{"a":[1,{"b":2}],"b":"x"}`, "{{> @partial-block}}{{@root.a}}", uint16(0))
	f.Add("{{#> p a}}{{#*inline \"q\"}}{{this}}{{/inline}}{{{b}}}{{{b}}}{{/p}}", `{"a":{},"b":1}`, "  {{> q}}\n{{#with b}}{{.}}{{/with}}", uint16(5))
	f.Add("{{lookup (lookup a \"b\") c}}{{#a}}{{^}}{{/a}}", `{"a":{"b":[true,null]},"c":"length"}`, "", uint16(1<<6))
	limits := Limits{Output: 1 << 20, Steps: 50_000, Depth: 64, Overtime: func() bool { return false }}
	f.Fuzz(func(t *testing.T, template, data, partial string, bits uint16) {
		context, err := value.Decode(data, value.DecodeLimits{Bytes: 1 << 20, Depth: 64, Overtime: limits.Overtime})
		if err != nil {
			context = value.Undefined{}
		}
		bit := func(i int) bool { return bits>>i&1 == 1 }
		options := Options{
			Data: !bit(0), Compat: bit(1), NoEscape: bit(2), Strict: bit(3), AssumeObjects: bit(4), PreventIndent: bit(5),
			IgnoreStandalone: bit(6), ExplicitPartialContext: bit(7), KnownHelpersOnly: bit(8),
		}
		c := NewCompiler()
		compiled, err := c.Compile("template", template, options, limits)
		if err == nil {
			_, err = c.Run(compiled, Input{Context: context, Partials: map[string]string{"p": partial}, Limits: limits})
		}
		if err == nil {
			return
		}
		var p *diagnostic.Problem
		if !errors.As(err, &p) {
			t.Fatalf("%v is no problem", err)
		}
		source := map[string]string{"template": template, "partial:p": partial}[p.Source]
		if p.Message == "" || p.From < 0 || p.To < p.From || p.To > len(source) {
			t.Fatalf("%+v in %d bytes", p, len(source))
		}
	})
}
