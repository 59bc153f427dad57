package preview

import (
	"fmt"
	"strings"
	"testing"

	"livebars/wasm/markdown"
	"livebars/wasm/units"
)

// Notes on the page stand where its text came from.
func TestNotesStandWhereTheirTextCameFrom(t *testing.T) {
	cases := []struct {
		name, template, data, partial string
		dialect                       markdown.Dialect
		want                          string // source and the text at the place
	}{
		{"in the template", "# a\n\n### b {{x}}", `{"x":"y"}`, "", markdown.GFM, "heading-jump template ### b {{x}}"},
		{"in a partial", "# a\n\n{{> p}}", "null", "### {{x}} b", markdown.GFM, "heading-jump partial:p ### {{x}} b"},
		{"in the data", "# a\n\n{{{text}}}", `{"text": "say ![](u) it"}`, "", markdown.GFM, `image-alternative data "say ![](u) it"`},
		{"in a list of the data", "{{#each l}}{{{this}}}\n\n{{/each}}", `{"l": ["a", "![](u)"]}`, "", markdown.GFM, `image-alternative data "![](u)"`},
		{"deep in the data", "{{#each l}}{{{t.x}}}\n\n{{/each}}", `{"l": [{"t":{"x":"a"}}, {"t":{"x":"<div>"}}]}`, "", markdown.GFM, `open-html data "<div>"`},
		{"a table of the data", "{{{specs.input}}}", `{"specs":{"input":"| a | b |\n| - | - | - |\n| 1 | 2 |"}}`, "", markdown.GFM, `table-columns data "| a | b |\n| - | - | - |\n| 1 | 2 |"`},
		{"a component over tag and text", "<Foo a=\"{{x}}\"/>", `{"x":"y"}`, "", markdown.DocBuilder, `unknown-component template <Foo a="{{x}}"/>`},
		{"an indented partial", "- a\n  {{> p}}\n", "null", "\n![](u)\n", markdown.GFM, "image-alternative partial:p ![](u)"},
		{"signs of other scripts", "# é😀\n\n### ü", "null", "", markdown.GFM, "heading-jump template ### ü"},
	}
	for _, c := range cases {
		r := NewRequest()
		r.Template, r.Data, r.Dialect = c.template, &c.data, c.dialect
		if c.partial != "" {
			r.Partials = map[string]string{"p": c.partial}
		}
		result := NewSession(DefaultLimits()).Render(r)
		var got []string
		for _, d := range result.Diagnostics {
			if d.Code == "missing-path" {
				continue
			}
			text := r.source(d.Source)
			from, to, _ := units.Bytes(text, d.From.Offset, d.To.Offset)
			got = append(got, fmt.Sprintf("%s %s %s", d.Code, d.Source, text[from:to]))
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %q, not %q", c.name, got, c.want)
		}
	}
}

func TestSourceMapAsATable(t *testing.T) {
	r := NewRequest()
	data := `{"l":[{"n":"é😀"},{"n":"b"}]}`
	r.Template, r.Data, r.Map = "😀 {{#each l}}{{n}},{{/each}}", &data, true
	got := ""
	for _, o := range NewSession(DefaultLimits()).Render(r).Map {
		got += fmt.Sprintf("%d %s %d-%d %v %s\n", o.At, o.Source, o.From, o.To, o.Text, strings.Join(o.Path, "."))
	}
	want := "0 template 0-3 true \n3 template 14-19 false l.0.n\n6 template 19-20 true \n7 template 14-19 false l.1.n\n8 template 19-20 true \n"
	if got != want {
		t.Errorf("%s\nnot\n%s", got, want)
	}
	r.Map = false
	if NewSession(DefaultLimits()).Render(r).Map != nil {
		t.Error("a map that nobody asked for")
	}
}
