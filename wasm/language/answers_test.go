package language

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"livebars/wasm/diagnostic"
	"livebars/wasm/value"
)

// marked is the document of a text with § at a place, and the place.
func marked(t testing.TB, text string) (Document, int) {
	t.Helper()
	plain, offset := at(strings.Replace(text, "§", "\x00", 1))
	return document(t, plain), offset
}

// inserts are what some completions write.
func inserts(found Completions) string {
	var out []string
	for _, item := range found.Items {
		out = append(out, cmp.Or(item.Insert, item.Label))
	}
	return strings.Join(out, " ")
}

// What is said of the word at §: a part of it, or "" for nothing.
var explanations = []struct{ text, want string }{
	// Paths.
	{"{{ti§tle}}", "Text: `\"Birds\"`"},
	{"{{§title}}", "Text: `\"Birds\"`"},
	{"{{title§}}", "Text: `\"Birds\"`"},
	{"{{[odd n§ame]}}", "Number: `1`"},
	{"{{own§er}}", "Object: `{ name, tags, else }`"},
	{"{{owner.na§me}}", "Text: `\"Ada\"`"},
	{"{{owner.ta§gs}}", "List of 2: `[2]`"},
	{"{{owner.ta§gs.1}}", "Text: `\"b\"`"},
	{"{{owner/na§me}}", "Text: `\"Ada\"`"},
	{"{{this.ti§tle}}", "Text: `\"Birds\"`"},
	{"{{./ti§tle}}", "Text: `\"Birds\"`"},
	{"{{@root.ti§tle}}", "Text: `\"Birds\"`"},
	{"{{no§ne}}", "Nothing in the data has this name here."},
	{"{{owner.no§ne}}", "Nothing in the data has this name here."},
	{"{{no§ne}}", "The tag prints nothing."},
	{"{{li§st}}", "List of 3"},
	{"{{o§n}}", "True or false: `true`"},
	{"{{{ti§tle}}}", "Text"},
	{"{{&ti§tle}}", "Text"},
	{"{{~ti§tle~}}", "Text"},
	{"a {{title}} b {{ti§tle", "Text"},
	// In loops.
	{"{{#each list}}{{na§me}}{{/each}}", "Text: `\"heron\"`, `\"wren\"`, `null`|In all of 3 elements.|`null` in 1 of 3."},
	{"{{#each list}}{{ra§re}}{{/each}}", "In 1 of 3 elements."},
	{"{{#each list}}{{no§ne}}{{/each}}", "In none of 3 elements."},
	{"{{#each list}}{{size.c§m}}{{/each}}", "Number: `90`|In 1 of 3 elements."},
	{"{{#each list}}{{../ti§tle}}{{/each}}", "Text: `\"Birds\"`"},
	{"{{#each list}}{{../../ti§tle}}{{/each}}", "climbs above the data"},
	{"{{../ti§tle}}", "climbs above the data"},
	{"{{#each map}}{{§n}}{{/each}}", "Number: `1`, `2`|In all of 2 elements."},
	{"{{#each list as |bird i|}}{{bird.na§me}}{{/each}}", "Text: `\"heron\"`"},
	{"{{#each list as |bird i|}}{{§i}}{{/each}}", "Text: `\"0\"`, `\"1\"`, `\"2\"`"},
	{"{{#each list as |bi§rd i|}}{{/each}}", "`bird` names what `each` runs with."},
	{"{{#with owner}}{{na§me}}{{/with}}", "Text: `\"Ada\"`"},
	{"{{#owner}}{{na§me}}{{/owner}}", "Text: `\"Ada\"`"},
	{"{{#list}}{{na§me}}{{/list}}", "In all of 3 elements."},
	{"{{#if on}}{{ti§tle}}{{/if}}", "Text: `\"Birds\"`"},
	{"{{#each list}}{{else}}{{ti§tle}}{{/each}}", "Text"},
	// Helpers.
	{"{{#ea§ch list}}x{{/each}}", "`each list`|Runs its block for each element.|With these data it is run 3 times."},
	{"{{#ea§ch empty}}x{{/each}}", "With these data it is never run."},
	{"{{#ea§ch owner.tags}}x{{/each}}", "run 2 times"},
	{"{{#i§f on}}x{{/if}}", "With these data it is always run."},
	{"{{#i§f empty}}x{{/if}}", "With these data it is never run."},
	{"{{#unle§ss on}}x{{/unless}}", "With these data it is never run."},
	{"{{#each list}}{{#i§f rare}}x{{/if}}{{/each}}", "With these data it is run in 1 of 3."},
	{"{{#wi§th owner}}x{{/with}}", "always run"},
	{"{{look§up list 0}}", "`lookup object name`"},
	{"{{#if (e§q title 1)}}x{{/if}}", "`eq a b`|Whether both are the same."},
	{"{{lo§ud title}}", "A helper of this document."},
	{"{{unkn§own title}}", "There is no helper `unknown`."},
	{"{{#if on}}{{else i§f title}}{{/if}}", "Runs its block if the value is not empty."},
	{"{{loud first=ti§tle}}", "Text"},
	{"{{loud fir§st=title}}", "The argument `first` of `loud`."},
	// Partials.
	{"{{> ca§rd}}", "The partial `card`, 1 line.|`{{name}}`"},
	{"{{> \"ca§rd\"}}", "The partial `card`"},
	{"{{#> ca§rd}}x{{/card}}", "The partial `card`"},
	{"{{> no§ne}}", "There is no partial `none`."},
	{"{{> @partial-bl§ock}}", "What stands in the block that calls this partial."},
	{"{{> card own§er}}", "Object"},
	// Blocks.
	{"{{#if on}}x{{/i§f}}", "Closes `{{#if on}}` of line 1."},
	{"\n\n{{#if on}}x{{el§se}}y{{/if}}", "What is shown where `{{#if on}}` of line 3 runs nothing."},
	// Variables.
	{"{{@ind§ex}}", "The number of the element, from 0."},
	{"{{@../ind§ex}}", "The number of the element, from 0."},
	{"{{@k§ey}}", "The name of the property, or the number of the element."},
	{"{{@fir§st}}", "Whether it is the first element."},
	{"{{@oth§er}}", "The @-variable `other` is given"},
	{"{{#*inl§ine \"x\"}}{{/inline}}", "Defines a partial"},
	// Nothing.
	{"te§xt", ""},
	{"{{! com§ment }}", ""},
	{"{{loud \"te§xt\"}}", ""},
	{"{{loud 12§}}", ""},
	{"{{loud tr§ue}}", ""},
	{"§", ""},
	{"{{§}}", ""},
	{"{{loud  §  title}}", ""},
}

func TestWhatAWordIs(t *testing.T) {
	for _, c := range explanations {
		d, offset := marked(t, c.text)
		found, ok := Explain(d, offset)
		said := strings.Join(found.Lines, "|")
		if c.want == "" && ok || c.want != "" && !strings.Contains(said, c.want) {
			t.Errorf("%s: %q, not %q", c.text, said, c.want)
		}
	}
}

// Where the word at § comes from: "source: text".
var definitions = []struct{ text, want string }{
	{"{{> ca§rd}}", "partial:card: "},
	{"{{#> ca§rd}}{{/card}}", "partial:card: "},
	{"{{> no§ne}}", ""},
	{"{{ti§tle}}", `data: title`},
	{"{{owner.na§me}}", `data: owner.name`},
	{"{{#each list}}{{na§me}}{{/each}}", `data: list.0.name`},
	{"{{#each list}}{{ra§re}}{{/each}}", `data: list.1.rare`},
	{"{{#each list as |b|}}{{b.ra§re}}{{/each}}", `data: list.1.rare`},
	{"{{#each list as |b|}}{{§b}}{{/each}}", "template: {{#each list as |b|}}"},
	{"{{#with owner}}{{na§me}}{{/with}}", `data: owner.name`},
	{"{{#with owner}}{{../ti§tle}}{{/with}}", `data: title`},
	{"{{#each li§st}}{{/each}}", `data: list`},
	{"{{#if on}}x{{/i§f}}", "template: {{#if on}}"},
	{"{{#if on}}{{#if title}}{{/if}}x{{el§se}}y{{/if}}", "template: {{#if on}}"},
	{"{{#if on}}{{else if title}}x{{/i§f}}", "template: {{else if title}}"},
	{"{{no§ne}}", ""},
	{"{{@ind§ex}}", ""},
	{"{{ea§ch}}", ""},
	{"te§xt", ""},
}

func TestWhereAWordIsFrom(t *testing.T) {
	for _, c := range definitions {
		d, offset := marked(t, c.text)
		got := ""
		found, ok := Definition(d, offset, func(path []string) (int, int, bool) {
			got = "data: " + strings.Join(path, ".")
			return 0, 0, true
		})
		switch {
		case !ok:
			got = ""
		case found.Source == "template":
			got = "template: " + d.Text[found.From:found.To]
		case found.Source != "data":
			got = found.Source + ": "
		}
		if got != c.want {
			t.Errorf("%s: %q, not %q", c.text, got, c.want)
		}
	}
}

func TestCallsOfAPartial(t *testing.T) {
	d := document(t, `{{> card}} {{> "card" owner}} {{#> card}}x{{/card}} {{> (lookup a "card")}} {{!> card}} {{> cards}}`)
	d.Partials = map[string]string{"card": "{{name}}", "list": "{{#each list}}{{> card}}{{/each}}"}
	var got []string
	for _, p := range Calls(d, "card") {
		text := d.Template
		if p.Source != "template" {
			text = d.Partials[strings.TrimPrefix(p.Source, "partial:")]
		}
		got = append(got, p.Source+" "+text[p.From:p.To])
	}
	want := "template {{> card}}|template {{> \"card\" owner}}|template {{#> card}}|partial:list {{> card}}"
	if strings.Join(got, "|") != want {
		t.Errorf("%q", got)
	}
	if found, ok := References(d, 5); !ok || len(found) != 4 {
		t.Errorf("at its name: %v %v", found, ok)
	}
	if _, ok := References(d, 18); !ok {
		t.Error("in quotes")
	}
}

func applied(text, source string, edits []Edit) string {
	for i := len(edits) - 1; i >= 0; i-- {
		if e := edits[i]; e.Source == source {
			text = text[:e.From] + e.Insert + text[e.To:]
		}
	}
	return text
}

func TestRenameOfAPartial(t *testing.T) {
	for _, c := range []struct{ text, name, want string }{
		{"{{> card}} {{> card owner}}", "bird", "{{> bird}} {{> bird owner}}"},
		{"{{> card}}", "a/b", "{{> a/b}}"},
		{"{{> card}}", "odd name", "{{> [odd name]}}"},
		{"{{> card}}", "a]b", `{{> "a]b"}}`},
		{"{{> \"card\"}}{{> [card]}}", "x", "{{> x}}{{> x}}"},
		{"{{#> card}}{{> card}}{{/card}}", "x", "{{#> x}}{{> x}}{{/x}}"},
		{"{{> cards}}card", "x", "{{> cards}}card"},
	} {
		d := document(t, c.text)
		edits := Rename(d, "card", c.name)
		if c.text == "{{#> card}}{{> card}}{{/card}}" { // its edits are not in the order of the text
			edits[1], edits[2] = edits[2], edits[1]
		}
		if got := applied(c.text, "template", edits); got != c.want {
			t.Errorf("%s: %q, not %q", c.text, got, c.want)
		}
	}
}

func TestSymbols(t *testing.T) {
	for _, c := range []struct {
		text     string
		headings Headings
		want     string
	}{
		{"# One\n\n{{#if a}}\n## Two\n{{/if}}\n", MarkdownHeadings, "heading 1 One, block 0 #if a, heading 2 Two"},
		{"{{#if a}}{{#each b}}x{{/each}}{{else}}y{{/if}}", MarkdownHeadings, "block 0 #if a, block 1 #each b"},
		{"{{#if a}}{{#each b}}x{{/if}}", MarkdownHeadings, "block 0 #if a"},
		{"{{#if a}}", MarkdownHeadings, ""},
		{"```\n# no\n```\n# yes #\n", MarkdownHeadings, "heading 1 yes"},
		{"~~~\n# no\n~~~\n###### six\n####### no\n#no\n", MarkdownHeadings, "heading 6 six"},
		{"    # code\n   # yes", MarkdownHeadings, "heading 1 yes"},
		{"# {{title}}\r\n#\r\n", MarkdownHeadings, "heading 1 {{title}}, heading 1 "},
		{"<h1>One</h1><h2 id=x>Two</h2><hr><header>", HTMLHeadings, "heading 1 One, heading 2 Two"},
		{"# no", HTMLHeadings, ""},
		{"# no", "", ""},
		{"{{^a}}x{{/a}}{{#> p}}x{{/p}}{{#*inline 'i'}}{{/inline}}", "", "block 0 ^a, block 0 #>p, block 0 #*inline 'i'"},
	} {
		d := document(t, c.text)
		d.Marks.Headings = c.headings
		var got []string
		for _, s := range Symbols(d) {
			got = append(got, fmt.Sprintf("%s %d %s", s.Kind, s.Level, s.Name))
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%q: %q, not %q", c.text, got, c.want)
		}
	}
	d := document(t, "{{#if a}}x{{else}}y{{/if}}")
	if s := Symbols(d)[0]; fmt.Sprint(s.Tags) != "[[0 9] [10 18] [19 26]]" {
		t.Errorf("tags %v", s.Tags)
	}
}

// The first fix of a problem between two §, and the text that it makes.
var fixes = []struct {
	code       diagnostic.Code
	text, want string
}{
	{diagnostic.MissingPath, "{{§titel§}}", "{{title}}"},
	{diagnostic.MissingPath, "{{§owner.nmae§}}", "{{owner.name}}"},
	{diagnostic.MissingPath, "{{§ownr.name§}}", "{{owner.name}}"},
	{diagnostic.MissingPath, "{{#each list}}{{§nam§}}{{/each}}", "{{#each list}}{{name}}{{/each}}"},
	{diagnostic.MissingPath, "{{§odd_name§}}", "{{[odd name]}}"},
	{diagnostic.MissingPath, "{{§completely§}}", ""},
	{diagnostic.UnknownHelper, "{{#§eech§ list}}x{{/eech}}", "{{#each list}}x{{/each}}"},
	{diagnostic.UnknownHelper, "{{§lood§ title}}", "{{loud title}}"},
	{diagnostic.UnknownHelper, "{{#if (§qe§ title 1)}}x{{/if}}", "{{#if (eq title 1)}}x{{/if}}"},
	{diagnostic.UnknownHelper, "{{§farAway§ title}}", ""},
	{diagnostic.UnknownPartial, "§{{> crad}}§", "{{> card}}"},
	{diagnostic.UnknownPartial, "§{{> \"crad\"}}§", "{{> card}}"},
	{diagnostic.UnclosedBlock, "§{{#if on}}§x", "{{#if on}}x{{/if}}"},
	{diagnostic.UnclosedBlock, "§{{#if on}}§\nx\n", "{{#if on}}\nx\n{{/if}}\n"},
	{diagnostic.UnclosedBlock, "§{{#if on}}§\nx", "{{#if on}}\nx\n{{/if}}\n"},
	{diagnostic.UnclosedBlock, "{{#each list}}§{{#if on}}§x{{/each}}", "{{#each list}}{{#if on}}x{{/if}}{{/each}}"},
	{diagnostic.UnclosedBlock, "{{#each list}}\n§{{#if on}}§\nx\n{{/each}}\n", "{{#each list}}\n{{#if on}}\nx\n{{/if}}\n{{/each}}\n"},
	{diagnostic.UnclosedBlock, "§{{#> card}}§x", "{{#> card}}x{{/card}}"},
	{diagnostic.UnclosedBlock, "§{{^on}}§x", "{{^on}}x{{/on}}"},
	{diagnostic.UnclosedBlock, "§{{{{raw}}}}§x", "{{{{raw}}}}x{{{{/raw}}}}"},
	{diagnostic.MismatchedBlock, "{{#if on}}x§{{/each}}§", "{{#if on}}x{{/if}}"},
	{diagnostic.MismatchedBlock, "{{#each list}}{{#if on}}x§{{/each}}§", "{{#each list}}{{#if on}}x{{/if}}{{/each}}"},
	{diagnostic.StrayClose, "x§{{/if}}§", "x"},
	{diagnostic.StrayElse, "x§{{else}}§y", "xy"},
	{diagnostic.UnclosedTag, "§{{title§ and more", "{{title}} and more"},
	{diagnostic.UnclosedTag, "§{{title} §and more", "{{title}} and more"},
	{diagnostic.UnclosedTag, "§{{{title}} §and", "{{{title}}} and"},
	{diagnostic.UnclosedTag, "§{{#if on§\nx{{/if}}", "{{#if on}}\nx{{/if}}"},
	{diagnostic.UnclosedTag, "§{{> card §\n", "{{> card}} \n"},
	{diagnostic.UnclosedTag, "a §{{title §{{on}}", "a {{title}} {{on}}"},
	{diagnostic.UnclosedComment, "§{{! x§\ny", "{{! x}}\ny"},
	{diagnostic.UnclosedComment, "§{{!-- x§\ny", "{{!-- x--}}\ny"},
	{diagnostic.Syntax, "{{#if title §=§= \"x\"}}y{{/if}}", "{{#if (eq title \"x\")}}y{{/if}}"},
	{diagnostic.Syntax, "{{#if title §!§== 1}}y{{/if}}", "{{#if (ne title 1)}}y{{/if}}"},
	{diagnostic.Syntax, "{{#if list.length §>§ 3}}y{{/if}}", "{{#if (gt list.length 3)}}y{{/if}}"},
	{diagnostic.Syntax, "{{#if list.length §<§= 3}}y{{/if}}", "{{#if (lte list.length 3)}}y{{/if}}"},
	{diagnostic.Syntax, "{{#if on §&§& title}}y{{/if}}", "{{#if (and on title)}}y{{/if}}"},
	{diagnostic.Syntax, "{{#if on §|§| title}}y{{/if}}", "{{#if (or on title)}}y{{/if}}"},
	{diagnostic.Syntax, "{{title §=§= 1}}", "{{eq title 1}}"},
	{diagnostic.HelperArguments, "§{{#each list as item}}§{{/each}}", "{{#each list as |item|}}{{/each}}"},
	{diagnostic.Syntax, "{{#each list as item i§}}§{{/each}}", "{{#each list as |item i|}}{{/each}}"},
	{diagnostic.Syntax, "{{loud §“§x”}}", "{{loud \"x\"}}"},
	{diagnostic.Syntax, "{{loud title§,§ 1}}", "{{loud title 1}}"},
	{diagnostic.Syntax, "{{loud §(§eq title 1}}", "{{loud (eq title 1)}}"},
	{diagnostic.Syntax, "{{title§.§}}", "{{title}}"},
	{diagnostic.Syntax, "{{loud §\"x§}}", "{{loud \"x\"}}"},
	{diagnostic.Syntax, "{{#each list §as |§x}}{{/each}}", "{{#each list as |x|}}{{/each}}"},
	{diagnostic.TableColumns, "§| a | b |§\n| --- |\n| 1 | 2 |\n", "| a | b |\n| --- | --- |\n| 1 | 2 |\n"},
	{diagnostic.TableColumns, "§a | b | c§\n:-- | --:\n", "a | b | c\n|:-- | --:| --- |\n"},
	{diagnostic.OpenHTML, "a §<§b", "a &lt;b"},
	{diagnostic.DuplicateID, "§# a§", ""},
}

func TestFixes(t *testing.T) {
	for _, c := range fixes {
		parts := strings.Split(c.text, "§")
		d := document(t, strings.Join(parts, ""))
		found := Fixes(d, Problem{c.code, len(parts[0]), len(parts[0]) + len(parts[1])})
		got := ""
		if len(found) > 0 && len(found[0].Edits) > 0 {
			got = applied(d.Text, "template", found[0].Edits)
		}
		if got != c.want {
			t.Errorf("%s %s: %q, not %q", c.code, c.text, got, c.want)
		}
	}
	d := document(t, "{{> brandnew}}")
	if found := Fixes(d, Problem{diagnostic.UnknownPartial, 0, 14}); len(found) != 1 || found[0].AddPartial != "brandnew" {
		t.Errorf("a partial to be added: %+v", found)
	}
}

// Data that are no JSON, and what the first fix of the problem makes of them.
var dataFixes = []struct{ text, want string }{
	{"", "{}"},
	{`{"a":1,}`, `{"a":1}`},
	{`[1,2,]`, `[1,2]`},
	{`{'a':1}`, `{"a":1}`},
	{`{"a":'it\'s "x"'}`, `{"a":"it's \"x\""}`},
	{`{a:1}`, `{"a":1}`},
	{`{"a":word}`, `{"a":"word"}`},
	{`{"a":NaN}`, `{"a":null}`},
	{`{"a":undefined}`, `{"a":null}`},
	{`{"a":True}`, `{"a":true}`},
	{`{"a":None}`, `{"a":null}`},
	{`{“a”:1}`, `{"a":1}`},
	{`{"a":“b”}`, `{"a":"b"}`},
	{"{\"a\":1 // x\n}", "{\"a\":1 \n}"},
	{`{"a":/* x */1}`, `{"a":1}`},
	{`{"a":1 "b":2}`, `{"a":1, "b":2}`},
	{`[1 2]`, `[1, 2]`},
	{`{"a":[1,{"b":2`, `{"a":[1,{"b":2}]}`},
	{`{"a":1`, `{"a":1}`},
	{"{\"a\":\"x\n}", "{\"a\":\"x\"\n}"},
}

func TestFixesOfData(t *testing.T) {
	for _, c := range dataFixes {
		_, err := value.Decode(c.text, value.DecodeLimits{Bytes: 1 << 20, Depth: 64, Overtime: func() bool { return false }})
		p, ok := err.(*diagnostic.Problem)
		if !ok {
			t.Errorf("%s: no problem", c.text)
			continue
		}
		d := document(t, c.text)
		d.Source = "data"
		found := Fixes(d, Problem{p.Code, p.From, p.To})
		if len(found) == 0 {
			t.Errorf("%s: no fix of %q", c.text, p.Message)
			continue
		}
		if got := applied(c.text, "data", found[0].Edits); got != c.want {
			t.Errorf("%s: %q, not %q (%s)", c.text, got, c.want, p.Message)
		}
	}
}

// What may stand at § in the data; what other objects of the list have.
func TestWhatMayStandInTheData(t *testing.T) {
	data := `{"list": [{"name": "heron", "size": 90, "odd \"x": 1}, {"name": "wren", "rare": true}], "map": {"a": {"n": 1}, "b": {"n": 2, "m": null}}, "plain": {"k": 1}}`
	for _, c := range []struct{ text, want string }{
		{`{"list": [{"name": "x", "§`, `size odd "x rare`},
		{`{"list": [{}, {}, {§`, `"name":  "size":  "odd \"x":  "rare": `},
		{`{"list": [{"na§"}]}`, `name size odd "x rare`},
		{`{"list": [{"name": "§`, `heron wren`},
		{`{"list": [{}, {"none": §`, ``},
		{`{"list": [{"rare": §`, `true`},
		{`{"map": {"c": {"§`, "n m"},
		{`{"map": {"c": {"m": §`, "null"},
		{`{"§`, ""},
		{`{"list": [§`, ""},
		{`[{"§`, ""},
		{"{\"list\": [ // a comment\n{\"§", `name size odd "x rare`},
		{`{"list": [{"a": "}]", "§`, `name size odd "x rare`},
	} {
		d, offset := marked(t, c.text)
		d.Source, d.Data = "data", decoded(t, data)
		found, _ := Complete(d, offset)
		if got := inserts(found); got != c.want {
			t.Errorf("%s: %q, not %q", c.text, got, c.want)
		}
	}
}

func TestWhatMayStandInYAML(t *testing.T) {
	data := `{"list": [{"name": "heron", "size": 90, "odd: x": 1}, {"name": "wren", "rare": true}], "map": {"a": {"n": 1}, "b": {"n": 2, "m": null}}}`
	for _, c := range []struct{ text, want string }{
		{"list:\n  - name: x\n    §", `size:  "odd: x":  rare: `},
		{"list:\n  - name: x\n    si§", `size:  "odd: x":  rare: `},
		{"list:\n  - §", `name:  size:  "odd: x":  rare: `},
		{"list:\n- name: x\n  §", `size:  "odd: x":  rare: `},
		{"list:\n- name: §", `heron wren`},
		{"list:\n- name: h§", `heron wren`},
		{"list:\n- name: a\n- name: b\n  rare: §", `true`},
		{"map:\n  c:\n    §", `n:  m: `},
		{"map:\n  a:\n    n: 1\n  c:\n    n: 3\n    §", `m: `},
		{"# c\n---\nmap:\n\n  c:\n    # d\n    §", `n:  m: `},
		{"list:\n  - name: x\nmap:\n  c:\n    §", `n:  m: `},
		{"§", ""},
		{"list:\n  - name: x # §", ""},
		{"list: [§", ""},
	} {
		d, offset := marked(t, c.text)
		d.Data = decoded(t, data)
		found, _ := CompleteData(d, d.Text, YAMLText, offset)
		if got := inserts(found); got != c.want {
			t.Errorf("%q: %q, not %q", c.text, got, c.want)
		}
	}
}

func TestPathsInTheData(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`{"a": {"b": [1, §2]}}`, "a.b.1"},
		{`{"a": {"b": [1, 2§]}}`, "a.b.1"},
		{`{"a": {"§b": 1}}`, "a.b"},
		{`{"a": {"b": "x§y"}}`, "a.b"},
		{`{"a": {"b": "x"§}}`, "a.b"},
		{`{"a": 1, "b§": 2}`, "b"},
		{`{"a": [{"x": 1}, {"x": §2}]}`, "a.1.x"},
		{`{"a": 1, § "b": 2}`, ""},
		{`§{"a": 1}`, ""},
		{`{"a": {§"b": 1}}`, "a"},
	} {
		plain, offset := at(strings.Replace(c.text, "§", "\x00", 1))
		path, _, _ := PathAt(plain, offset)
		if got := strings.Join(path, "."); got != c.want {
			t.Errorf("%s: %q, not %q", c.text, got, c.want)
		}
	}
}

func TestArgumentsOfAPartial(t *testing.T) {
	d := document(t, "{{> card owner ")
	d.Partials["card"] = "{{name}} {{#if role}}({{role}} of {{team.name}}){{/if}} {{#each list}}{{inner}}{{/each}} {{loud size first=word}}"
	found, _ := Complete(d, len(d.Text))
	if got := strings.Join(labels(found.Items, Argument), " "); got != "name role team list size word" {
		t.Errorf("%q", got)
	}
}

// At each place of texts that are broken in any way there is an answer to each question.
func TestBrokenTextsAreAnswered(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	pieces := []string{"{{", "}}", "{{{", "{{{{", "#each list", "/each", "#if a", "else", "^", "> card", "as |x y|", "(", ")", "'", "\"", "[", "]", "@root", "../", ".", "a", "=", "~", "!--", "--", "\\", "é", "\n", " ", "<", "| a |", "{", "}", ":", ",", "//", "“", "title", "==", "# x"}
	codes := []diagnostic.Code{diagnostic.MissingPath, diagnostic.UnknownHelper, diagnostic.UnknownPartial, diagnostic.UnclosedBlock, diagnostic.MismatchedBlock, diagnostic.UnclosedTag, diagnostic.UnclosedComment, diagnostic.Syntax, diagnostic.TableColumns, diagnostic.OpenHTML, diagnostic.DataSyntax}
	for range 2000 {
		var b strings.Builder
		for range 1 + r.IntN(12) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		text := b.String()
		d := document(t, text)
		d.Source = []string{"template", "partial:card", "data"}[r.IntN(3)]
		d.Marks.Headings = MarkdownHeadings
		for offset := range len(text) + 1 {
			if found, ok := Explain(d, offset); ok && (found.From > found.To || found.To > len(text)) {
				t.Fatalf("%q at %d: %+v", text, offset, found)
			}
			Definition(d, offset, func([]string) (int, int, bool) { return 0, 0, false })
			References(d, offset)
			Complete(d, offset)
			if _, _, ok := Extent(d, text, offset); !ok && !strings.Contains(text, "{{") {
				t.Fatalf("%q at %d: no extent", text, offset)
			}
			PathAt(text, offset)
			DataPathAt(text, YAMLText, offset)
			CompleteData(d, text, YAMLText, offset)
			for _, f := range Fixes(d, Problem{codes[r.IntN(len(codes))], offset, min(len(text), offset+r.IntN(5))}) {
				for _, e := range f.Edits {
					if e.From > e.To || e.To > len(text) {
						t.Fatalf("%q at %d: %+v", text, offset, f)
					}
				}
			}
		}
		Symbols(d)
		Rename(d, "card", "x")
	}
}

func TestLongTextsAreAnsweredToAllQuestions(t *testing.T) {
	for name, text := range map[string]string{
		"open tags":   strings.Repeat("{{", 200_000),
		"open blocks": strings.Repeat("{{#each list}}", 50_000),
		"quotes":      strings.Repeat("{{'", 200_000),
		"partials":    strings.Repeat("{{> card owner}}", 50_000),
		"block calls": strings.Repeat("{{#> card}}", 20_000) + strings.Repeat("{{/card}}", 20_000),
		"JSON":        strings.Repeat(`[{"a":`, 100_000),
		"headings":    strings.Repeat("<h1>", 100_000),
	} {
		for _, source := range []string{"template", "partial:card", "data"} {
			d := document(t, text)
			d.Source, d.Marks.Headings = source, HTMLHeadings
			start := time.Now()
			for _, offset := range []int{0, len(text) / 2, len(text)} {
				Explain(d, offset)
				Complete(d, offset)
				Definition(d, offset, func([]string) (int, int, bool) { return 0, 0, false })
				References(d, offset)
				Extent(d, text, offset)
				Fixes(d, Problem{diagnostic.UnclosedBlock, offset, offset})
				Fixes(d, Problem{diagnostic.Syntax, offset, offset})
			}
			Symbols(d)
			Rename(d, "card", "x")
			if took := time.Since(start); took > 20*time.Second { // no measurement: quadratic work takes minutes
				t.Errorf("%s, %s: %v", name, source, took)
			}
		}
	}
}
