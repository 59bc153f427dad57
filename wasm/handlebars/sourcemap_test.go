//go:build !js

package handlebars

import (
	"strings"
	"testing"

	"livebars/wasm/value"
)

// mapped renders a request and checks that its map is whole.
func mapped(t testing.TB, r request) (string, *Map) {
	t.Helper()
	context, err := value.Decode(r.Data, decodeLimits)
	if err != nil {
		t.Fatal(err)
	}
	c := NewCompiler()
	main, err := c.Compile("template", r.Template, optionsOf(r.Options), testLimits)
	if err != nil {
		return "", nil
	}
	out, err := c.Run(main, Input{Context: context, Partials: r.Partials, Limits: testLimits})
	if err != nil {
		return "", nil
	}
	text := out.Text
	at := 0
	for i := range out.Map.Len() {
		p := out.Map.At(i)
		if p.From != at || p.To <= p.From {
			t.Fatalf("%q: piece %d is %d to %d, the one before it ends at %d", r.Template, i, p.From, p.To, at)
		}
		at = p.To
		source := r.Template
		if name, ok := strings.CutPrefix(p.Source, "partial:"); ok {
			source = r.Partials[name]
		}
		if p.Literal && source[p.Start:p.End] != text[p.From:p.To] {
			t.Fatalf("%q: %q does not stand at %d of %s", r.Template, text[p.From:p.To], p.Start, p.Source)
		}
		if !p.Literal && !strings.HasPrefix(source[p.Start:], "{{") && !strings.HasPrefix(source[p.Start:], `{`) {
			t.Fatalf("%q: at %d of %s is no tag", r.Template, p.Start, p.Source)
		}
		if p.Printed.Known && p.Printed.In != nil {
			v, ok := value.Own(p.Printed.In, p.Printed.Key)
			if shown := text[p.From:p.To]; ok && shown != value.Text(v) && !strings.ContainsAny(value.Text(v), "&<>\"'`=") && !strings.Contains(shown, "\n") {
				t.Logf("%q: %q is said to print %q", r.Template, shown, value.Text(v))
			}
		}
	}
	if at != len(text) {
		t.Fatalf("%q: the map ends at %d of %d", r.Template, at, len(text))
	}
	return text, out.Map
}

func TestSourceMap(t *testing.T) {
	cases := []struct{ template, data, partial, text, want string }{
		{"a {{x}} b", `{"x":"X"}`, "", "X", "template {{x}} x"},
		{"{{#each l}}{{n}},{{/each}}", `{"l":[{"n":1},{"n":2}]}`, "", "2", "template {{n}} n"},
		{"{{#each l}}{{this}},{{/each}}", `{"l":["p","q"]}`, "", "q", "template {{this}} 1"},
		{"{{#each l as |v k|}}{{v}},{{/each}}", `{"l":["p","q"]}`, "", "q", "template {{v}} 1"},
		{"{{> p}}", `{"x":"X"}`, "a{{x}}", "X", "partial:p {{x}} x"},
		{"z\n  {{> p}}\n", `{"x":"X"}`, "a\nb{{x}}\n", "X", "partial:p {{x}} x"},
		{"z\n  {{> p}}\n", `{"x":"X"}`, "a\nb{{x}}\n", "b", "partial:p b "},
		{"{{{a}}}{{{b}}}c", `{"a":1,"b":2}`, "", "3", "template {{{b}}} b"},
		{"{{{a}}}-{{x}}", `{"a":7,"x":"X"}`, "", "7", "template {{{a}}} a"},
		{"{{{a}}}-{{x}}", `{"a":7,"x":"X"}`, "", "X", "template {{x}} x"},
		{"{{lookup o 'k'}}", `{"o":{"k":"K"}}`, "", "K", "template {{lookup o 'k'}} k"},
		{"{{#if x}}[{{x.y.z}}]{{/if}}", `{"x":{"y":{"z":"Z"}}}`, "", "Z", "template {{x.y.z}} z"},
		{"{{#with x}}{{y}}{{/with}}", `{"x":{"y":"Y"}}`, "", "Y", "template {{y}} y"},
		{"{{and x y}}", `{"x":1,"y":2}`, "", "true", "template {{and x y}} "},
	}
	for _, c := range cases {
		text, m := mapped(t, request{Template: c.template, Data: c.data, Partials: map[string]string{"p": c.partial}})
		at := strings.Index(text, c.text)
		if at < 0 {
			t.Fatalf("%q gives %q", c.template, text)
		}
		p := m.At(m.Find(at, at%7-1))
		source := c.template
		if p.Source != "template" {
			source = c.partial
		}
		got := p.Source + " " + source[p.Start:p.End] + " "
		if p.Printed.Known {
			got += p.Printed.Key
		} else if p.Literal {
			got = p.Source + " " + source[p.Start+at-p.From:p.Start+at-p.From+len(c.text)] + " "
		}
		if got != c.want {
			t.Errorf("%q: %q comes from %q, not %q", c.template, c.text, got, c.want)
		}
	}
}
