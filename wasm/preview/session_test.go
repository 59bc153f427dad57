package preview

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"livebars/wasm/diagnostic"
	"livebars/wasm/markdown"
)

func request(template, data string) Request {
	r := NewRequest()
	r.Template, r.Data = template, &data
	return r
}

func render(r Request) Result { return NewSession(DefaultLimits()).Render(r) }

func first(t *testing.T, d []diagnostic.Diagnostic) diagnostic.Diagnostic {
	t.Helper()
	if len(d) == 0 {
		t.Fatal("no diagnostic")
	}
	return d[0]
}

func TestTheWholeWay(t *testing.T) {
	r := request("# {{title}}\n\n{{#each l}}\n- {{this}}\n{{/each}}\n", `{"title":"T","l":["a","b"]}`)
	got := render(r)
	if !got.OK || got.Text != "# T\n\n- a\n- b\n" || got.HTML != "<h1 id=\"t\">T</h1>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n" {
		t.Errorf("%+v", got)
	}
	r.Format = HTML
	if got := render(r); got.HTML != got.Text {
		t.Errorf("html: %q", got.HTML)
	}
	r.Format, r.Template = Text, "a < b"
	if got := render(r); got.HTML != "<pre>a &lt; b</pre>" {
		t.Errorf("text: %q", got.HTML)
	}
	r.Format, r.Dialect, r.Template = Markdown, markdown.CommonMark, "# a ~~b~~"
	if got := render(r); got.HTML != "<h1>a ~~b~~</h1>\n" {
		t.Errorf("commonmark: %q", got.HTML)
	}
	r.Data = nil
	r.Template = "[{{this}}{{a.b}}]"
	if got := render(r); got.Text != "[]" {
		t.Errorf("no data: %+v", got)
	}
}

// What a person reads when a template is wrong, and where the editor shows it.
func TestFaultsAreNamedWhereTheyAre(t *testing.T) {
	cases := []struct {
		template, data, code, message string
		source                        string
		line, column, endLine, end    int
	}{
		{"a {{b\nc", "{}", "unclosed-tag", "This tag is never closed: missing `}}`.", "template", 1, 3, 1, 6},
		{"a {{b {{c}}", "{}", "unclosed-tag", "This tag is never closed: missing `}}` before the next tag.", "template", 1, 3, 1, 7},
		{"a {{{b}} c", "{}", "unclosed-tag", "`{{{` must close with `}}}`, not with `}}`.", "template", 1, 3, 1, 9},
		{"a {{b}}} c", "{}", "unclosed-tag", "`{{` must close with `}}`, not with `}}}`.", "template", 1, 3, 1, 9},
		{"a {{b} c", "{}", "unclosed-tag", "One `}` is missing: this tag closes with `}}`.", "template", 1, 6, 1, 7},
		{"\n\n{{#if a}}\nx\n\n\n\n\n{{/each}}", "{}", "mismatched-block", "`{{#if}}` opened on line 3 closes as `{{/each}}` on line 9.", "template", 9, 1, 9, 10},
		{"{{#if a}}x", "{}", "unclosed-block", "`{{#if}}` opened on line 1 is never closed: missing `{{/if}}`.", "template", 1, 1, 1, 10},
		{"é😀{{/if}}", "{}", "stray-close", "`{{/if}}` closes a block that was never opened.", "template", 1, 4, 1, 11},
		{"{{else}}", "{}", "stray-else", "`{{else}}` stands outside of any block.", "template", 1, 1, 1, 9},
		{"{{#if a}}{{else}}{{else}}{{/if}}", "{}", "stray-else", "`{{#if}}` opened on line 1 has had its `{{else}}` already.", "template", 1, 18, 1, 26},
		{"x {{}}", "{}", "syntax", "An empty tag: write a name between the braces.", "template", 1, 3, 1, 7},
		{"x {{#}}", "{}", "syntax", "`{{#}}` lacks a name.", "template", 1, 3, 1, 8},
		{"{{foo a}}", "{}", "unknown-helper", "Helper `foo` is not known.", "template", 1, 3, 1, 6},
		{"{{#if (lookup a}}x{{/if}}", "{}", "syntax", "`(` is never closed: missing `)`.", "template", 1, 7, 1, 8},
		{"{{lookup a, b}}", "{}", "syntax", "`,` cannot follow `a` directly.", "template", 1, 11, 1, 12},
		{"{{ #if a}}", "{}", "syntax", "`#` must follow the opening braces at once.", "template", 1, 4, 1, 5},
		{"{{lookup a \"b}}", "{}", "syntax", "This string is never closed: missing `\"`.", "template", 1, 12, 1, 16},
		{"{{a/../b}}", "{}", "invalid-path", "`a/..` is not a path: `..` may stand only at its start.", "template", 1, 3, 1, 7},
		{"{{a.}}x", "{}", "unknown-helper", "Helper `a` is not known.", "template", 1, 3, 1, 4},
		{"{{list.0}}", "{}", "syntax", "In a path `0` goes in brackets: `[0]`.", "template", 1, 8, 1, 9},
		{"{{lookup a b=}}", "{}", "syntax", "`b=` lacks a value.", "template", 1, 12, 1, 13},
		{"{{#each a as |}}x{{/each}}", "{}", "syntax", "`as |…|` lacks a name.", "template", 1, 11, 1, 15},
		{"{{!-- a", "{}", "unclosed-comment", "This comment is never closed: missing `--}}`.", "template", 1, 1, 1, 8},
		{"{{> p}}", "{}", "unknown-partial", "There is no partial named `p`.", "template", 1, 1, 1, 8},
		{"\n{{if a}}", "{}", "not-a-block", "`if` needs a block: `{{#if …}}…{{/if}}`.", "template", 2, 1, 2, 9},
		{"{{#each}}{{/each}}", "{}", "helper-arguments", "`each` takes exactly one argument, not 0.", "template", 1, 1, 1, 10},
		{"{{* x}}", "{}", "unknown-decorator", "`{{*x}}` is a decorator: decorators are JavaScript, and only `{{#*inline \"name\"}}` is known here.", "template", 1, 1, 1, 8},
		{"{{a b}}", `{"a":1}`, "not-a-helper", "`a` is a value of the data, not a helper: it takes no arguments.", "template", 1, 3, 1, 4},
		{"x", "{\n  \"a\": tru\n}", "data-syntax", "Text goes in double quotes: `\"tru\"`.", "data", 2, 8, 2, 11},
		{"x", "{\n\"a\":\"😀\" 1}", "data-syntax", "Expected `,` or `}` after the value, but found `1`.", "data", 2, 10, 2, 11},
		{"{{a\x00}}", "{}", "syntax", "A NUL character (U+0000) cannot stand in a template.", "template", 1, 4, 1, 5},
	}
	for _, c := range cases {
		got := render(request(c.template, c.data))
		if got.OK {
			t.Errorf("%q: no fault", c.template)
			continue
		}
		d := first(t, got.Diagnostics)
		if string(d.Code) != c.code || d.Message != c.message || d.Source != c.source {
			t.Errorf("%q\n got %s: %s (%s)\nwant %s: %s (%s)", c.template, d.Code, d.Message, d.Source, c.code, c.message, c.source)
		}
		place := [4]int{d.From.Line, d.From.Column, d.To.Line, d.To.Column}
		if want := [4]int{c.line, c.column, c.endLine, c.end}; place != want {
			t.Errorf("%q: at %v, want %v", c.template, place, want)
		}
	}
}

func TestAFaultInAPartialIsPlacedThere(t *testing.T) {
	r := request("a\n{{> p}}", "{}")
	r.Partials = map[string]string{"p": "b\n  {{#if x}}"}
	d := first(t, render(r).Diagnostics)
	if d.Source != "partial:p" || d.From.Line != 2 || d.From.Column != 3 {
		t.Errorf("%+v", d)
	}
}

func TestEndlessPartialsAreNamedAtTheirTag(t *testing.T) {
	r := request("{{> p}}", "{}")
	r.Partials = map[string]string{"p": "a\n {{#if t}}{{else}}{{> p}}{{/if}}"}
	d := first(t, render(r).Diagnostics)
	if d.Code != "depth-limit" || d.Source != "partial:p" || d.From.Line != 2 {
		t.Errorf("%+v", d)
	}
}

func TestLogIsAnInformation(t *testing.T) {
	got := render(request("x{{log a \"b\"}}", `{"a":[1,2]}`))
	d := first(t, got.Diagnostics)
	if !got.OK || d.Severity != diagnostic.Info || d.Message != "Log: 1,2 b" || d.From.Column != 2 {
		t.Errorf("%+v", got)
	}
}

// Each limit of the design, with its diagnostic.
func TestLimits(t *testing.T) {
	small := DefaultLimits()
	small.Output, small.Steps, small.Data, small.Time = 1000, 10_000, 100_000, 300*time.Millisecond
	list := "[" + strings.Repeat("1,", 999) + "1]"
	loop := "{{#each l}}{{#each ../l}}{{#each ../../l}}{{/each}}{{/each}}{{/each}}"
	cases := []struct {
		name, template, data string
		partials             map[string]string
		limits               Limits
		code                 string
	}{
		{"output", "{{#each l}}xxxxxxxxxx{{/each}}", `{"l":` + list + `}`, nil, small, "output-limit"},
		{"steps", loop, `{"l":` + list + `}`, nil, small, "step-limit"},
		{"time", loop, `{"l":` + list + `}`, nil, Limits{32 << 20, 1 << 40, 256, 64 << 20, 200 * time.Millisecond}, "time-limit"},
		{"a partial in itself", "{{> p}}", "{}", map[string]string{"p": "{{> p}}"}, DefaultLimits(), "depth-limit"},
		{"two partials in each other", "{{> p}}", "{}", map[string]string{"p": "{{> q}}", "q": "{{> p}}"}, DefaultLimits(), "depth-limit"},
		{"blocks", strings.Repeat("{{#a}}", 200_000) + strings.Repeat("{{/a}}", 200_000), "{}", nil, DefaultLimits(), "depth-limit"},
		{"blocks that do not close", strings.Repeat("{{#a}}", 200_000), "{}", nil, DefaultLimits(), "depth-limit"},
		{"chain", "{{#if a}}" + strings.Repeat("{{else if a}}", 100_000) + "{{/if}}", "{}", nil, DefaultLimits(), "depth-limit"},
		{"subexpressions", "{{lookup " + strings.Repeat("(lookup ", 100_000), "{}", nil, DefaultLimits(), "unclosed-tag"},
		{"closed subexpressions", "{{lookup " + strings.Repeat("(lookup ", 100_000) + strings.Repeat(")", 100_000) + "}}", "{}", nil, DefaultLimits(), "depth-limit"},
		{"tags", strings.Repeat("{{a}}", 1_000_000), "{}", nil, small, "time-limit"},
		{"tags in a block", "{{#if a}}" + strings.Repeat("{{a}}", 100_000) + "{{/if}}", "{}", nil, DefaultLimits(), "time-limit"},
		{"comments", strings.Repeat("{{!----}}", 1_000_000), "{}", nil, small, "time-limit"},
		{"lists compared", "{{#each l}}{{#if (lt @root.l 5)}}{{/if}}{{/each}}", `{"l":[` + strings.Repeat("1,", 30_000) + `1]}`, nil, Limits{32 << 20, 1 << 40, 256, 64 << 20, 200 * time.Millisecond}, "time-limit"},
		{"data depth", "x", strings.Repeat("[", 100_000), nil, DefaultLimits(), "depth-limit"},
		{"data size", "x", strings.Repeat(" ", 200_000), nil, small, "data-limit"},
		{"page size", "{{#each l}}> > > > > > > > > > > > > a\n\n{{/each}}", `{"l":[1,2,3,4,5,6,7,8,9,10]}`, nil, Limits{400, 1 << 20, 256, 1 << 20, time.Second}, "output-limit"},
	}
	for _, c := range cases {
		t.Run(strings.ReplaceAll(c.name, " ", "-"), func(t *testing.T) {
			r := request(c.template, c.data)
			r.Partials = c.partials
			got := NewSession(c.limits).Render(r)
			if got.OK || string(first(t, got.Diagnostics).Code) != c.code {
				t.Errorf("%+v", got.Diagnostics)
			}
		})
	}
}

func TestAPageOutOfBudgetIsShownWithAWarning(t *testing.T) {
	limits := DefaultLimits()
	limits.Time = 500 * time.Millisecond
	got := NewSession(limits).Render(request("# Start\n\n{{{a}}}", `{"a":"`+strings.Repeat("[a](", 100_000)+`"}`))
	d := first(t, got.Diagnostics)
	if !got.OK || d.Severity != diagnostic.Warning || d.Code != "time-limit" || !strings.Contains(got.HTML, "<h1") {
		t.Errorf("ok %v, %+v", got.OK, got.Diagnostics)
	}
}

func TestTenMegabytesOfData(t *testing.T) {
	row := `{"name":"value","list":[1,2,3],"text":"` + strings.Repeat("x", 60) + `"}`
	data := "[" + strings.Repeat(row+",", 10<<20/len(row)) + row + "]"
	limits := DefaultLimits()
	limits.Time = time.Minute
	if got := NewSession(limits).Render(request("{{length}} {{0.name}}", data)); !got.OK || !strings.HasSuffix(got.Text, " value") {
		t.Errorf("%+v", got.Diagnostics)
	}
}

// Prose edits leave the program as it is.
func TestProseEditsParseNothing(t *testing.T) {
	s := NewSession(DefaultLimits())
	r := request("# One\n\n{{#each l}}\n- {{this}} \"x\"\n{{/each}}\n  {{> p}}\n", `{"l":[1,2]}`)
	r.Partials = map[string]string{"p": "text {{l.length}}"}
	s.Render(r)
	parsed := s.compiler.Parsed
	for _, edit := range []string{"# Two", "", "# Três  ", "\n\n"} {
		changed := r
		changed.Template = strings.Replace(r.Template, "# One", edit, 1)
		changed.Partials = map[string]string{"p": "p" + edit + "{{l.length}}"}
		if got, want := s.Render(changed), render(changed); got.Text != want.Text || got.HTML != want.HTML {
			t.Errorf("%q: %q, want %q", edit, got.Text, want.Text)
		}
	}
	if s.compiler.Parsed != parsed {
		t.Errorf("parsed %d more", s.compiler.Parsed-parsed)
	}
	changed := r
	changed.Template = strings.Replace(r.Template, "{{this}}", "{{@index}}", 1)
	if got := s.Render(changed); !strings.Contains(got.Text, "- 1 ") || s.compiler.Parsed != parsed+1 {
		t.Errorf("an edit inside a tag: %q, parsed %d", got.Text, s.compiler.Parsed-parsed)
	}
}

// An escaped mustache makes two runs of one: the skeleton looks the same.
func TestAnEscapedMustacheIsNoProseEdit(t *testing.T) {
	s := NewSession(DefaultLimits())
	s.Render(request("a{{x}}", "{}"))
	if got := s.Render(request(`a\{{b}}c{{x}}`, `{"x":1}`)); got.Text != "a{{b}}c1" {
		t.Errorf("%q", got.Text)
	}
}

func TestADocumentKeepsItsPageWhileBroken(t *testing.T) {
	d := NewSession(DefaultLimits()).Open(request("a {{x}}", `{"x":1}`))
	u := d.Update(d.Request())
	if !u.OK || fmt.Sprint(u.Splices) != "[{0 0 [{<p>a 1</p>\n 0}]}]" {
		t.Fatalf("%+v", u)
	}
	r := d.Request()
	r.Template = "a {{x"
	if u := d.Update(r); u.OK || len(u.Splices) != 0 || len(u.Diagnostics) != 1 {
		t.Errorf("%+v", u)
	}
	r.Template = "b {{x}}"
	if u := d.Update(r); !u.OK || fmt.Sprint(u.Splices) != "[{0 1 [{<p>b 1</p>\n 0}]}]" {
		t.Errorf("%+v", u)
	}
	if u := d.Update(r); !u.OK || len(u.Splices) != 0 {
		t.Errorf("unchanged: %+v", u)
	}
}

func TestSessionsShareNothing(t *testing.T) {
	a, b := NewSession(DefaultLimits()), NewSession(DefaultLimits())
	r := request("{{> p}}", "{}")
	r.Partials = map[string]string{"p": "one"}
	q := r
	q.Partials = map[string]string{"p": "two"}
	for range 3 {
		if a.Render(r).Text != "one" || b.Render(q).Text != "two" {
			t.Fatal("mixed up")
		}
	}
}

func FuzzRender(f *testing.F) {
	f.Add("# {{a}}\n{{#each b as |x i|}}{{x}}{{/each}}{{> p}}", `{"a":1,"b":[1]}`, "{{../a}}")
	f.Add("{{#if (eq a \"x\")}}{{else if b}}{{~/if}}", `{"a":"x"}`, "{{#*inline \"q\"}}{{/inline}}")
	f.Add("\\{{a}}{{{{raw}}}} {{{{/raw}}}}{{#> p}}{{/p}}", "[]", "{{> @partial-block}}")
	limits := DefaultLimits()
	limits.Steps, limits.Output, limits.Time = 100_000, 1<<20, time.Second
	s := NewSession(limits)
	f.Fuzz(func(t *testing.T, template, data, partial string) {
		r := request(template, data)
		r.Partials = map[string]string{"p": partial}
		got, again := s.Render(r), NewSession(limits).Render(r)
		if got.OK != again.OK || got.Text != again.Text {
			t.Fatalf("a session in use gives %q, a new one %q", got.Text, again.Text)
		}
		if !got.OK && len(got.Diagnostics) == 0 {
			t.Fatal("failed without a word")
		}
	})
}

// A value that is shown at many places changes those alone.
func TestAnEditOfTheDataChangesItsPlaces(t *testing.T) {
	var template strings.Builder
	for i := range 30 {
		fmt.Fprintf(&template, "## Part %d of {{name}}\n\n%s\n\n- a {{name}}\n- b\n\n", i, strings.Repeat("Some words that stay. ", 200))
	}
	for _, dialect := range []markdown.Dialect{markdown.CommonMark, markdown.GFM, markdown.DocBuilder} {
		r := NewRequest()
		r.Template, r.Dialect = template.String(), dialect
		data := `{"name":"Ada"}`
		r.Data = &data
		d := NewSession(DefaultLimits()).Open(r)
		islands := d.Update(r).Splices[0].Insert
		for _, name := range []string{"Bea", "Somebody else", "*x*", "C", ""} {
			data := `{"name":"` + name + `"}`
			r.Data = &data
			u := d.Update(r)
			sent := 0
			for _, s := range u.Splices {
				islands = slices.Replace(islands, s.At, s.At+s.Remove, s.Insert...)
				sent += len(s.Insert)
			}
			if sent > 60 {
				t.Errorf("%s, %q: %d islands of %d were sent", dialect, name, sent, len(islands))
			}
			if want := NewSession(DefaultLimits()).Render(r).HTML; joined(islands) != want {
				t.Fatalf("%s, %q: another page", dialect, name)
			}
		}
	}
}

func joined(islands []markdown.Island) string {
	var b strings.Builder
	for _, i := range islands {
		b.WriteString(i.HTML)
	}
	return b.String()
}
