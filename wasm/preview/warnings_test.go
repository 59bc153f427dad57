package preview

import (
	"fmt"
	"strings"
	"testing"

	"livebars/wasm/diagnostic"
)

// What Handlebars.js shows as nothing, or as what nobody meant.
func TestWarnings(t *testing.T) {
	specs := `{"specs":{"chat-completion":{"input":"I","output":"O"}},"list":[{"id":1,"note":"n"},{"id":2}],"empty":[],"null":null,"o":{"a":1}}`
	cases := []struct {
		name, template, data string
		partials             map[string]string
		want                 []string // "source line:column message"
	}{
		{"a misspelt name", "{{{specs.chat-completion.inptu}}}", specs, nil,
			[]string{"template 1:4 `specs.chat-completion.inptu` is nothing in the data; did you mean `input`?"}},
		{"a misspelt first name", "a\n{{spec.x}}", specs, nil, []string{"template 2:3 `spec.x` is nothing in the data; did you mean `specs`?"}},
		{"another case", "{{o.A}}", specs, nil, []string{"template 1:3 `o.A` is nothing in the data; did you mean `a`?"}},
		{"nothing near", "{{colour}}", specs, nil, []string{"template 1:3 `colour` is nothing in the data."}},
		{"once, however many rows", "{{#each list}}{{idd}}{{/each}}", specs, nil, []string{"template 1:17 `idd` is nothing in the data; did you mean `id`?"}},
		{"found in one row", "{{#each list}}{{note}}{{/each}}", specs, nil, nil},
		{"null is something", "{{null}}{{null.x}}", specs, nil, nil},
		{"each on nothing", "{{#each lists}}{{/each}}", specs, nil, []string{"template 1:9 `lists` is nothing in the data; did you mean `list`?"}},
		{"each with else", "{{#each lists}}{{else}}none{{/each}}", specs, nil, nil},
		{"tests", "{{#if nope}}{{/if}}{{#unless nope}}{{/unless}}{{#if (eq nope 1)}}{{/if}}{{#if (and nope.x nope)}}{{/if}}", specs, nil, nil},
		{"not reached", "{{#if nope}}{{nope.x}}{{/if}}", specs, nil, nil},
		{"a section", "{{#specz}}x{{/specz}}{{^specz}}y{{/specz}}", specs, nil, []string{"template 1:4 `specz` is nothing in the data; did you mean `specs`?"}},
		{"an argument", "{{lookup oo \"a\"}}", specs, nil, []string{"template 1:10 `oo` is nothing in the data; did you mean `o`?"}},
		{"an @-variable", "{{#each list}}{{@indx}}{{/each}}", specs, nil, []string{"template 1:17 There is no `@indx` here; did you mean `@index`?"}},
		{"@index outside of each", "{{@index}}", specs, nil, []string{"template 1:3 There is no `@index` here: `{{#each}}` sets it."}},
		{"a block parameter", "{{#each list as |x|}}{{x.idd}}{{x.id}}{{/each}}", specs, nil, []string{"template 1:24 `x.idd` is nothing in the data; did you mean `id`?"}},
		{"the context around", "{{#with o}}{{../lst}}{{../list.length}}{{/with}}", specs, nil, []string{"template 1:14 `../lst` is nothing in the data; did you mean `list`?"}},
		{"in a partial", "{{> p}}", specs, map[string]string{"p": "\n  {{specz}}"}, []string{"partial:p 2:5 `specz` is nothing in the data; did you mean `specs`?"}},
		{"no data", "{{a.b}}", "null", nil, nil},
		{"an unused partial", "x", specs, map[string]string{"p": "P", "q": "Q"}, []string{"partial:p 1:1 The partial `p` is never used.", "partial:q 1:1 The partial `q` is never used."}},
		{"a used one that calls another", "{{#if nope}}{{> p}}{{/if}}", specs, map[string]string{"p": "{{> q}}", "q": "Q"}, nil},
		{"a dynamic one", "{{> (lookup names 0)}}", `{"names":["p"]}`, map[string]string{"p": "P"}, nil},
		{"a dynamic one that does not run", "{{#if x}}{{> (lookup names 0)}}{{/if}}", specs, map[string]string{"p": "P"}, nil},
		{"an object shown", "{{o}} {{{list}}} {{#each list}}{{this}}{{/each}}", specs, nil, []string{
			"template 1:1 `o` is an object and shows as `[object Object]`.",
			"template 1:7 `list` is a list of objects and shows as `[object Object]`.",
			"template 1:32 `this` is an object and shows as `[object Object]`.",
		}},
		{"a plain list shown", "{{l}}", `{"l":[1,2]}`, nil, nil},
		{"too few arguments", "{{lookup o}}{{#if (eq 1)}}{{/if}}{{#if (and)}}{{/if}}", `{"o":0}`, nil, []string{
			"template 1:1 `lookup` needs two values, but has 1.",
			"template 1:13 `eq` needs two values, but has 1.",
			"template 1:34 `and` needs one value, but has 0.",
		}},
	}
	for _, c := range cases {
		r := request(c.template, c.data)
		r.Partials = c.partials
		got := render(r)
		if !got.OK {
			t.Errorf("%s: %+v", c.name, got.Diagnostics)
			continue
		}
		var said []string
		for _, d := range got.Diagnostics {
			if d.Severity != diagnostic.Warning {
				t.Errorf("%s: %s is no warning", c.name, d.Message)
			}
			said = append(said, fmt.Sprintf("%s %d:%d %s", d.Source, d.From.Line, d.From.Column, d.Message))
		}
		if strings.Join(said, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s\n got %q\nwant %q", c.name, said, c.want)
		}
	}
}
