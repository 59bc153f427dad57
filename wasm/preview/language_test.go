package preview

import (
	"strings"
	"testing"

	"livebars/wasm/diagnostic"
	"livebars/wasm/language"
	"livebars/wasm/markdown"
)

func opened(data string, change func(*Request)) *Document {
	r := NewRequest()
	r.Data = &data
	if change != nil {
		change(&r)
	}
	d := NewSession(DefaultLimits()).Open(r)
	d.Update(r)
	return d
}

func completed(d *Document, text string, kind language.Kind) string {
	r := d.Request()
	r.Template = text
	d.Update(r)
	found, _ := d.Questions(nil).Complete("template", len([]rune(text)))
	var labels []string
	for _, item := range found.Items {
		if item.Kind == kind {
			labels = append(labels, item.Label)
		}
	}
	return strings.Join(labels, " ")
}

// What is offered as a helper is one for the renderer.
func TestHelpersThatAreOfferedAreKnown(t *testing.T) {
	for _, plain := range []bool{false, true} {
		d := opened("{}", func(r *Request) { r.NoComparisons = plain })
		offered := completed(d, "{{", language.Helper) + " " + completed(d, "{{#", language.Helper)
		for _, name := range strings.Fields(offered) {
			for _, template := range []string{"{{" + name + " 1 2}}", "{{#" + name + " 1}}{{/" + name + "}}"} {
				r := d.Request()
				r.Template = template
				for _, found := range d.Update(r).Diagnostics {
					if found.Code == diagnostic.UnknownHelper {
						t.Errorf("%s: %s", template, found.Message)
					}
				}
			}
		}
		if n := len(strings.Fields(offered)); n != 6 && plain || n != 14 && !plain {
			t.Errorf("%d helpers: %s", n, offered)
		}
	}
}

func TestCompletionCountsUnitsAndKeepsTheLastData(t *testing.T) {
	const text = "😀 {{a."
	d := opened(`{"a":{"é":1}}`, func(r *Request) { r.Template = text })
	q := d.Questions(nil)
	found, ok := q.Complete("template", 7)
	if !ok || found.From != 7 || found.To != 7 || found.Items[0].Label != "é" {
		t.Errorf("%+v", found)
	}
	r, broken := d.Request(), "{ broken"
	r.Data = &broken
	d.Update(r)
	if got := completed(d, "{{a.", language.Field); got != "é" {
		t.Errorf("with broken data: %q", got)
	}
	r.Template = text
	d.Update(r)
	for _, at := range []int{-1, 1, 8, 1 << 40} { // before, within a pair of surrogates, behind
		if _, ok := q.Complete("template", at); ok {
			t.Errorf("an answer at %d", at)
		}
	}
	if _, ok := q.Complete("helpers", 0); ok {
		t.Error("an answer in the helpers")
	}
}

func TestMarksAreThoseOfTheDialect(t *testing.T) {
	for dialect, want := range map[markdown.Dialect]string{markdown.CommonMark: "", markdown.GFM: "NOTE TIP IMPORTANT WARNING CAUTION"} {
		d := opened("{}", func(r *Request) { r.Dialect = dialect })
		if got := completed(d, "> [!", language.Mark); got != want {
			t.Errorf("%s: %q", dialect, got)
		}
		if got := completed(d, "<T", language.Component); got != "" {
			t.Errorf("%s: %q", dialect, got)
		}
	}
	site := opened("{}", func(r *Request) { r.Dialect = markdown.DocBuilder })
	if got := completed(site, "<T", language.Component); !strings.Contains(got, "Tip") {
		t.Errorf("components %q", got)
	}
	page := opened("{}", func(r *Request) { r.Format = HTML })
	if got := completed(page, "> [!", language.Mark); got != "" {
		t.Errorf("in HTML: %q", got)
	}
}
