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
			[]string{"template 1:4 `specs.chat-completion.inptu` is not in the data; did you mean `input`?"}},
		{"a misspelt first name", "a\n{{spec.x}}", specs, nil, []string{"template 2:3 `spec.x` is not in the data; did you mean `specs`?"}},
		{"another case", "{{o.A}}", specs, nil, []string{"template 1:3 `o.A` is not in the data; did you mean `a`?"}},
		{"nothing near", "{{colour}}", specs, nil, []string{"template 1:3 `colour` is not in the data."}},
		{"once, however many rows", "{{#each list}}{{idd}}{{/each}}", specs, nil, []string{"template 1:17 `idd` is not in the data; did you mean `id`?"}},
		{"found in one row", "{{#each list}}{{note}}{{/each}}", specs, nil, nil},
		{"null is something", "{{null}}{{null.x}}", specs, nil, nil},
		{"each on nothing", "{{#each lists}}{{/each}}", specs, nil, []string{"template 1:9 `lists` is not in the data; did you mean `list`?"}},
		{"each with else", "{{#each lists}}{{else}}none{{/each}}", specs, nil, nil},
		{"tests", "{{#if nope}}{{/if}}{{#unless nope}}{{/unless}}{{#if (eq nope 1)}}{{/if}}{{#if (and nope.x nope)}}{{/if}}", specs, nil, nil},
		{"not reached", "{{#if nope}}{{nope.x}}{{/if}}", specs, nil, nil},
		{"a section", "{{#specz}}x{{/specz}}{{^specz}}y{{/specz}}", specs, nil, []string{"template 1:4 `specz` is not in the data; did you mean `specs`?"}},
		{"an argument", "{{lookup oo \"a\"}}", specs, nil, []string{"template 1:10 `oo` is not in the data; did you mean `o`?"}},
		{"an @-variable", "{{#each list}}{{@indx}}{{/each}}", specs, nil, []string{"template 1:17 There is no `@indx` here; did you mean `@index`?"}},
		{"@index outside of each", "{{@index}}", specs, nil, []string{"template 1:3 There is no `@index` here: `{{#each}}` sets it."}},
		{"a block parameter", "{{#each list as |x|}}{{x.idd}}{{x.id}}{{/each}}", specs, nil, []string{"template 1:24 `x.idd` is not in the data; did you mean `id`?"}},
		{"the context around", "{{#with o}}{{../lst}}{{../list.length}}{{/with}}", specs, nil, []string{"template 1:14 `../lst` is not in the data; did you mean `list`?"}},
		{"in a partial", "{{> p}}", specs, map[string]string{"p": "\n  {{specz}}"}, []string{"partial:p 2:5 `specz` is not in the data; did you mean `specs`?"}},
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
		{"one brace", "{name}} {{title}} a}} @media {a{b:c}}\n$\\frac{\\text{in}}{x}$", specs, nil, []string{
			"template 1:1 `{name}}` is text: a tag opens with two braces.",
			"template 1:11 `title` is not in the data.",
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
				continue // TestNotes
			}
			said = append(said, fmt.Sprintf("%s %d:%d %s", d.Source, d.From.Line, d.From.Column, d.Message))
		}
		if strings.Join(said, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s\n got %q\nwant %q", c.name, said, c.want)
		}
	}
}

// What may well be meant so is said as a note.
func TestNotes(t *testing.T) {
	data := `{"null":null,"o":{"n":null,"name":"x","number":1},"list":[{"a":null,"b":{"c":1}},{"a":2,"b":null}],"none":[],"text":"t"}`
	cases := []struct {
		name, template string
		partials       map[string]string
		want           string
	}{
		{"below null", "{{o.n.x}}", nil, "1:3 `o.n` is null, so `o.n.x` is nothing."},
		{"far below null", "{{o.n.x.y}}", nil, "1:3 `o.n` is null, so `o.n.x.y` is nothing."},
		{"null itself", "{{o.n}}", nil, "1:3 `o.n` is null and shows nothing."},
		{"null in one row", "{{#each list}}{{a}}{{b.c}}{{/each}}", nil, ""},
		{"null in all rows", "{{#each list}}{{#with this}}{{../x.y}}{{/with}}{{/each}}", nil, ""},
		{"a test of null", "{{#if o.n}}x{{else}}y{{/if}}", nil, ""},
		{"a loop over null", "{{#each o.n}}x{{/each}}", nil, "1:9 `o.n` is null and shows nothing."},
		{"a loop over text", "{{#each text}}x{{/each}}", nil, "1:1 `text` is text, not a list: nothing is looped over."},
		{"a loop over a number", "{{#each o.number}}x{{/each}}", nil, "1:1 `o.number` is a number, not a list: nothing is looped over."},
		{"a loop over text with else", "{{#each text}}x{{else}}y{{/each}}", nil, ""},
		{"a loop over an object", "{{#each o}}x{{/each}}", nil, ""},
		{"above the data", "{{../text}}", nil, "1:3 `../text` climbs above the data: there is nothing."},
		{"far above", "{{#with o}}{{../../text}}{{../text}}{{/with}}", nil, "1:14 `../../text` climbs above the data: there is nothing."},
		{"above a partial", "{{#with o}}{{> p}}{{/with}}", map[string]string{"p": "{{../text}}"}, "1:3 `../text` climbs above what the partial is called with: there is nothing."},
		{"a block that is not run", "{{#if o.n}}x{{/if}}", nil, "1:1 With these data `{{#if}}` is never run."},
		{"a loop that is not run", "{{#each none}}x{{/each}}", nil, "1:1 With these data `{{#each}}` is never run."},
		{"unless", "{{#unless text}}x{{/unless}}", nil, "1:1 With these data `{{#unless}}` is never run."},
		{"run in one row", "{{#each list}}{{#if a}}x{{/if}}{{/each}}", nil, ""},
		{"with else", "{{#if o.n}}x{{else}}y{{/if}}", nil, ""},
		{"an outer block alone", "{{#if o.n}}{{#if o}}x{{/if}}{{/if}}", nil, "1:1 With these data `{{#if}}` is never run."},
		{"an empty block", "{{#if o.n}}{{/if}}", nil, ""},
		{"a section", "{{#none}}x{{/none}}", nil, "1:1 With these data `{{#none}}` is never run."},
		{"an inverse section", "{{^text}}x{{/text}}", nil, "1:1 With these data `{{^text}}` is never run."},
	}
	for _, c := range cases {
		r := request(c.template, data)
		r.Partials = c.partials
		var said []string
		for _, d := range render(r).Diagnostics {
			if d.Severity == diagnostic.Info {
				said = append(said, fmt.Sprintf("%d:%d %s", d.From.Line, d.From.Column, d.Message))
			}
		}
		if got := strings.Join(said, "\n"); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.name, got, c.want)
		}
	}
	r := request("{{a}}", `{"a":1,"b":{"c":1,"c":2},"a":3}`)
	var said []string
	for _, d := range render(r).Diagnostics {
		said = append(said, fmt.Sprintf("%s %d %s", d.Severity, d.From.Column, d.Message))
	}
	want := "warning 19 `c` stands twice in this object: the last one counts.|warning 26 `a` stands twice in this object: the last one counts."
	if got := strings.Join(said, "|"); got != want {
		t.Errorf("equal names: %q", got)
	}
	r = request("{{> a}}", "{}")
	r.Partials = map[string]string{"a": "{{> b}}", "b": "{{> a}}"}
	if got := render(r).Diagnostics[0].Message; !strings.Contains(got, "`a` → `b` → `a`") && !strings.Contains(got, "`b` → `a` → `b`") {
		t.Errorf("a circle: %q", got)
	}
	r.Partials = map[string]string{"ab": "x"}
	r.Template = "{{> abc}}"
	if got := render(r).Diagnostics[0].Message; got != "There is no partial named `abc`; did you mean `ab`?" {
		t.Errorf("a partial: %q", got)
	}
}
