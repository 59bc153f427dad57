package language

import (
	"strings"
	"testing"
)

func TestSampleData(t *testing.T) {
	for _, c := range []struct{ template, want string }{
		{"", `{}`},
		{"text {{! x }}", `{}`},
		{"{{title}}", `{ "title": "title" }`},
		{"{{{a}}} {{&b}} {{a}}", `{ "a": "a", "b": "b" }`},
		{"{{owner.name}} {{owner.age}}", `{ "owner": { "name": "name", "age": "age" } }`},
		{"{{#each birds}}{{name}}{{/each}}", `{ "birds": [ { "name": "name 1" }, { "name": "name 2" } ] }`},
		{"{{#each tags}}{{this}}{{/each}}", `{ "tags": [ "tag 1", "tag 2" ] }`},
		{"{{#each a as |b i|}}{{b.c}}{{i}}{{/each}}", `{ "a": [ { "c": "c 1" }, { "c": "c 2" } ] }`},
		{"{{#each a}}{{#each b}}{{c}}{{../d}}{{@index}}{{/each}}{{/each}}", `{ "a": [ { "b": [ { "c": "c 1" }, { "c": "c 2" } ], "d": "d 1" }, { "b": [ { "c": "c 1" }, { "c": "c 2" } ], "d": "d 2" } ] }`},
		{"{{#with owner}}{{name}}{{../title}}{{/with}}", `{ "owner": { "name": "name" }, "title": "title" }`},
		{"{{#if rare}}x{{/if}}", `{ "rare": true }`},
		{"{{#if rare}}{{rare.why}}{{/if}}", `{ "rare": { "why": "why" } }`},
		{"{{#if (eq kind \"x\")}}{{else if other}}y{{/if}}", `{ "kind": "kind", "other": "other" }`},
		{"{{lookup map key}} {{loud name first=second}}", `{ "map": "map", "key": "key", "name": "name", "second": "second" }`},
		{"{{#people}}{{name}}{{/people}}", `{ "people": [ { "name": "name 1" }, { "name": "name 2" } ] }`},
		{"{{list.length}} {{list.0.a}}", `{ "list": [ { "a": "a 1" }, { "a": "a 2" } ] }`},
		{"{{@root.a.b}} {{[odd name]}}", `{ "a": { "b": "b" }, "odd name": "odd name" }`},
		{"{{> card}}", `{ "name": "name" }`},
		{"{{> card owner}}", `{ "owner": { "name": "name" } }`},
		{"{{> card name='x' other=y}}", `{ "y": "y" }`},
		{"{{#each birds}}{{> card}}{{/each}}", `{ "birds": [ { "name": "name 1" }, { "name": "name 2" } ] }`},
		{"{{#unless a}}{{b}}{{/unless}} {{^c}}d{{/c}}", `{ "a": true, "b": "b", "c": true }`},
	} {
		d := document(t, c.template)
		if got := strings.Join(strings.Fields(SampleData(d)), " "); got != c.want {
			t.Errorf("%s:\n%s, not\n%s", c.template, got, c.want)
		}
	}
	d := document(t, "{{> a}}")
	d.Partials = map[string]string{"a": "{{x}}{{> b}}", "b": "{{y}}{{> a}}"}
	if got := strings.Join(strings.Fields(SampleData(d)), " "); got != `{ "x": "x", "y": "y" }` {
		t.Errorf("a circle: %s", got)
	}
}
