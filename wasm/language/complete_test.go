package language

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"livebars/wasm/value"
)

const birds = `{
  "title": "Birds", "odd name": 1, "list": [{"name": "heron", "size": {"cm": 90}}, {"name": "wren", "rare": true}, {"name": null}],
  "owner": {"name": "Ada", "tags": ["a", "b"], "else": 1}, "map": {"x": {"n": 1}, "y": {"n": 2, "m": 3}}, "on": true, "empty": []
}`

func document(t testing.TB, text string) Document {
	t.Helper()
	return Document{Source: "template", Text: text, Template: text, Data: decoded(t, birds), Comparisons: true,
		Partials: map[string]string{"card": "{{name}}", "foot": "x"}, Helpers: []OwnHelper{{Name: "loud", Takes: "text"}},
		Marks: Marks{Alerts: []string{"note", "tip", "important", "warning", "caution"}, Components: []string{"Tip", "Youtube"}}}
}

func decoded(t testing.TB, text string) value.Value {
	t.Helper()
	data, err := value.Decode(text, value.DecodeLimits{Bytes: 1 << 20, Depth: 64, Overtime: func() bool { return false }})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// at takes the bar out of a text and tells where it was.
func at(text string) (string, int) {
	i := strings.IndexByte(text, '\x00')
	return text[:i] + text[i+1:], i
}

func labels(items []Completion, kind Kind) (out []string) {
	for _, item := range items {
		if item.Kind == kind {
			out = append(out, item.Label)
		}
	}
	return out
}

// Each place is a text with § where the caret is; the labels of a kind that are
// listed there, in order, and what they take the place of.
var places = []struct {
	text  string
	kind  Kind
	want  string
	taken string
}{
	// Fields of the scope.
	{"{{§", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{ti§", Field, "title, odd name, list, owner, map, on, empty", "ti"},
	{"{{ti§}} x", Field, "title, odd name, list, owner, map, on, empty", "ti"},
	{"{{{§}}}", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{&§}}", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{~§~}}", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{owner.§", Field, "name, tags, else", ""},
	{"{{owner.na§", Field, "name, tags, else", "na"},
	{"{{owner/na§", Field, "name, tags, else", "na"},
	{"{{this.§", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{./§", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{owner.tags.§", Field, "length, 0", ""},
	{"{{list.§", Field, "length, 0", ""},
	{"{{list.[0].§", Field, "name, size", ""},
	{"{{list.0.size.§", Field, "cm", ""},
	{"{{nothing.§", Field, "", ""},
	{"{{title.§", Field, "", ""},
	{"{{@root.owner.§", Field, "name, tags, else", ""},
	// Loops and blocks.
	{"{{#each list}}{{§", Field, "name, size, rare", ""},
	{"{{#each list}}{{size.§", Field, "cm", ""},
	{"{{#each list}}{{../§", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{#each list}}{{../owner.§", Field, "name, tags, else", ""},
	{"{{#each list}}{{@root.§", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{#each list}}a{{else}}{{§", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{#each list}}a{{/each}}{{§", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{#each map}}{{§", Field, "n, m", ""},
	{"{{#each list}}{{#if name}}{{§", Field, "name, size, rare", ""},
	{"{{#if on}}{{#each list}}{{../§", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{#with owner}}{{§", Field, "name, tags, else", ""},
	{"{{#with owner}}{{#each tags}}{{../§", Field, "name, tags, else", ""},
	{"{{#with owner}}{{else}}{{§", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{#list}}{{§", Field, "name, size, rare", ""},
	{"{{#owner}}{{§", Field, "name, tags, else", ""},
	{"{{^list}}{{§", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{#if on}}{{else with owner}}{{§", Field, "name, tags, else", ""},
	{"{{#loud title}}{{§", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{#each list as |bird|}}{{bird.§", Field, "name, size, rare", ""},
	{"{{#each list as |bird i|}}{{§", Parameter, "bird, i", ""},
	{"{{#each list as |bird|}}{{#with ../owner as |who|}}{{§", Parameter, "who, bird", ""},
	{"{{#each list as |bird|}}{{#with ../owner as |who|}}{{who.§", Field, "name, tags, else", ""},
	{"{{#each list as |bird|}}{{#each bird.size}}{{§", Field, "", ""},
	{"{{#> card}}{{§", Field, "title, odd name, list, owner, map, on, empty", ""},
	// Arguments.
	{"{{loud §", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{loud owner.§", Field, "name, tags, else", ""},
	{"{{loud a=§", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{#if (eq owner.§", Field, "name, tags, else", ""},
	{"{{#if (eq title §) }}", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{#each §}}", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{> card §}}", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{> card owner.§}}", Field, "name, tags, else", ""},
	// Names in brackets.
	{"{{[§", Field, "title, odd name, list, owner, map, on, empty", "["},
	{"{{owner.[§", Field, "name, tags, else", "["},
	// Helpers.
	{"{{§", Helper, "lookup, log, eq, ne, lt, gt, lte, gte, and, or, loud", ""},
	{"{{#§", Helper, "if, unless, each, with, loud", ""},
	{"{{#if (§", Helper, "lookup, log, eq, ne, lt, gt, lte, gte, and, or, loud", ""},
	{"{{loud §", Helper, "", ""},
	{"{{#if §", Helper, "", ""},
	{"{{loud a=(§", Helper, "lookup, log, eq, ne, lt, gt, lte, gte, and, or, loud", ""},
	// Blocks.
	{"{{#each list}}{{/§", Block, "each", ""},
	{"{{#each list}}{{#if a}}{{/§", Block, "if", ""},
	{"{{#each list}}{{#if a}}{{/if}}{{/e§", Block, "each", "e"},
	{"{{/§", Block, "", ""},
	{"{{#each list}}{{§", Block, "/each, else", ""},
	{"{{#each list}}a{{else}}{{§", Block, "/each", ""},
	{"{{#if a}}b{{else if c}}{{§", Block, "/if, else", ""},
	{"{{#> card}}{{§", Block, "/card", ""},
	{"{{#each list}}{{loud §", Block, "", ""},
	// Partials.
	{"{{> §", Partial, "card, foot", ""},
	{"{{>ca§", Partial, "card, foot", "ca"},
	{"{{#> §", Partial, "card, foot, @partial-block", ""},
	{"{{> (loud 'c§", Partial, "card, foot", "c"},
	{"{{#each list}}{{> §", Partial, "card, foot, @partial-block", ""},
	// Variables.
	{"{{@§", Variable, "@root", "@"},
	{"{{#each list}}{{@§", Variable, "@root, @index, @key, @first, @last", "@"},
	{"{{#each list}}{{#if a}}{{@in§", Variable, "@root, @index, @key, @first, @last", "@in"},
	{"{{loud §", Variable, "this", ""},
	// Parameters that are being named.
	{"{{#each list as |§", Parameter, "item", ""},
	{"{{#each birds as |§", Parameter, "bird", ""},
	{"{{#each list as |a §", Parameter, "index", ""},
	// Text, comments and strings.
	{"a §", Field, "", ""},
	{"{{! a §", Field, "", ""},
	{"{{!-- {{§ --}}", Field, "", ""},
	{`\{{§`, Field, "", ""},
	{"{{loud 'a §", Field, "", ""},
	{"{{a}}§", Field, "", ""},
	{"{§{", Field, "", ""},
	// Broken templates.
	{"{{#each list {{§", Field, "name, size, rare", ""},
	{"{{#each list}} {{a {{§ {{/each}}", Field, "name, size, rare", ""},
	{"{{#if}}{{/each}}{{#each list}}{{§", Field, "name, size, rare", ""},
	{"{{'{{§", Field, "title, odd name, list, owner, map, on, empty", ""},
	{"{{{{raw}}}} {{§", Field, "title, odd name, list, owner, map, on, empty", ""},
	// Marks of dialects.
	{"> [!§", Mark, "NOTE, TIP, IMPORTANT, WARNING, CAUTION", ""},
	{"a\n> [!TI§", Mark, "NOTE, TIP, IMPORTANT, WARNING, CAUTION", "TI"},
	{"a [!§", Mark, "", ""},
	{"<T§", Component, "Tip, Youtube", "T"},
	{"a </§", Component, "Tip, Youtube", ""},
}

func TestWhatMayStandAtAPlace(t *testing.T) {
	for _, c := range places {
		text, offset := at(strings.Replace(c.text, "§", "\x00", 1))
		found, _ := Complete(document(t, text), offset)
		if got := strings.Join(labels(found.Items, c.kind), ", "); got != c.want {
			t.Errorf("%s: %s %q, not %q", c.text, c.kind, got, c.want)
		}
		if c.want != "" && (found.To != offset || text[found.From:found.To] != c.taken) {
			t.Errorf("%s: in the place of %q, not %q", c.text, text[found.From:found.To], c.taken)
		}
	}
}

func TestWhatIsSaidOfAField(t *testing.T) {
	for _, c := range []struct{ text, label, insert, detail, info string }{
		{"{{§", "title", "", `"Birds"`, "text"},
		{"{{§", "odd name", "[odd name]", "1", "number"},
		{"{{§", "list", "", "[3]", "list of 3"},
		{"{{§", "owner", "", "{ name, tags, else }", "object"},
		{"{{owner.§", "else", "[else]", "1", "number"},
		{"{{list.§", "0", "[0]", "{ name, size }", "object"},
		{"{{#each list}}{{§", "name", "", `"heron"`, "text, null in 1"},
		{"{{#each list}}{{§", "rare", "", "true", "true or false, in 1 of 3"},
		{"{{#each map}}{{§", "m", "", "3", "number, in 1 of 2"},
	} {
		text, offset := at(strings.Replace(c.text, "§", "\x00", 1))
		found, _ := Complete(document(t, text), offset)
		i := slices.IndexFunc(found.Items, func(item Completion) bool { return item.Label == c.label && item.Kind == Field })
		if i < 0 {
			t.Errorf("%s: no %s", c.text, c.label)
			continue
		}
		if got := found.Items[i]; got.Insert != c.insert || got.Detail != c.detail || got.Info != c.info {
			t.Errorf("%s: %+v", c.text, got)
		}
	}
}

// A partial runs with what it is called with.
func TestFieldsOfAPartial(t *testing.T) {
	for template, want := range map[string]string{
		"{{> card}}":                           "title, odd name, list, owner, map, on, empty",
		"{{> card owner}}":                     "name, tags, else",
		"{{#each list}}{{> card}}{{/each}}":    "name, size, rare",
		"{{#each list}}{{> card size}}{{/each": "cm",
		"{{> card owner}}{{> card map.x}}":     "name, tags, else, n",
		"{{> card name='x'}}":                  "title, odd name, list, owner, map, on, empty",
		"":                                     "title, odd name, list, owner, map, on, empty",
	} {
		d := document(t, "{{")
		d.Source, d.Template = "partial:card", template
		found, _ := Complete(d, 2)
		if got := strings.Join(labels(found.Items, Field), ", "); got != want {
			t.Errorf("%s: %q, not %q", template, got, want)
		}
	}
}

// At each place of texts that are broken in any way there is an answer, in time.
func TestBrokenTemplatesAreAnswered(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"{{", "}}", "{{{", "{{{{", "#each list", "/each", "#if a", "else", "^", "> card", "as |x y|", "(", ")", "'", "\"", "[", "]", "@root", "../", ".", "a", "=", "~", "!--", "--", "\\", "é", "\n", " ", "<Tip", "> [!"}
	for range 3000 {
		var b strings.Builder
		for range 1 + r.IntN(12) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		text := b.String()
		d := document(t, text)
		if r.IntN(4) == 0 {
			d.Source = "partial:card"
		}
		for offset := range len(text) + 1 {
			found, ok := Complete(d, offset)
			if ok && (found.From > found.To || found.To != offset || len(found.Items) == 0) {
				t.Fatalf("%q at %d: %+v", text, offset, found)
			}
		}
	}
}

func TestLongTextsAreAnsweredInTime(t *testing.T) {
	for name, text := range map[string]string{
		"open tags":   strings.Repeat("{{", 200_000),
		"open blocks": strings.Repeat("{{#each list}}", 50_000),
		"quotes":      strings.Repeat("{{'", 200_000),
		"brackets":    strings.Repeat("{{[", 200_000),
		"comments":    strings.Repeat("{{!-- ", 200_000),
		"partials":    strings.Repeat("{{> card owner}}", 50_000),
	} {
		for _, source := range []string{"template", "partial:card"} {
			d := document(t, text+"{{")
			d.Source = source
			start := time.Now()
			Complete(d, len(d.Text))
			if took := time.Since(start); took > 5*time.Second { // no measurement: quadratic work takes minutes
				t.Errorf("%s, %s: %v", name, source, took)
			}
		}
	}
}
