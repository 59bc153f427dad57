package preview

import (
	"strings"
	"testing"

	"livebars/wasm/diagnostic"
)

const unknownTemplate = "# {{upper name}}\n\n{{#money 3}}{{name}}: {{formatDate d 'D *M*'}}{{/money}} {{lookpu . 'name'}}{{#if (isnt a 1)}}yes{{/if}}{{name}}\n"

func renderUnknown(show bool, format Format) Result {
	r := NewRequest()
	data := `{"name":"Ada","d":1}`
	r.Template, r.Data, r.ShowUnknown, r.Format = unknownTemplate, &data, show, format
	return NewSession(DefaultLimits()).Render(r)
}

func TestAllUnknownHelpersAreNamed(t *testing.T) {
	result := renderUnknown(false, Markdown)
	var messages []string
	for _, d := range result.Diagnostics {
		if d.Code == diagnostic.UnknownHelper && d.Severity == diagnostic.Error {
			messages = append(messages, d.Message)
		}
	}
	want := "Helper `upper` is not known.|Helper `money` is not known.|Helper `formatDate` is not known.|Helper `lookpu` is not known; did you mean `lookup`?|Helper `isnt` is not known."
	if got := strings.Join(messages, "|"); result.OK || got != want {
		t.Errorf("ok %v: %s", result.OK, got)
	}
}

func TestUnknownHelpersAreShown(t *testing.T) {
	text := renderUnknown(true, Text)
	if want := "# {{upper name}}\n\nAda: {{formatDate d 'D *M*'}} {{lookpu . 'name'}}yesAda\n"; !text.OK || text.Text != want {
		t.Errorf("%q", text.Text)
	}
	for _, d := range text.Diagnostics {
		if d.Severity == diagnostic.Error {
			t.Errorf("an error: %s", d.Message)
		}
	}
	r := NewRequest()
	r.Template, r.ShowUnknown = `<a href="{{url 'x'}}">link</a>`, true
	if html := NewSession(DefaultLimits()).Render(r).HTML; !strings.Contains(html, `">link</a></p>`) {
		t.Errorf("in an attribute: %s", html)
	}
	page := renderUnknown(true, Markdown)
	if want := `<code class=unknown-helper>{{formatDate d 'D *M*'}}</code>`; !strings.Contains(strings.NewReplacer("&#123;", "{", "&#125;", "}", "&#42;", "*", "&#39;", "'").Replace(page.HTML), want) {
		t.Errorf("%s", page.HTML)
	}
}
