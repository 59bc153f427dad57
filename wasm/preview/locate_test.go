package preview

import (
	"fmt"
	"strings"
	"testing"

	"livebars/wasm/markdown"
	"livebars/wasm/units"
)

const zoo = `{"title": "Zoo", "link": "https://example.com/a?b=1&c=2", "list": [{"name": "heron", "note": "grey"}, {"name": "wren", "note": ""}], "who": {"name": "Ada"}}`

// Each place of a page is a word of it, the n-th of its kind, and what it was made of:
// the text of the tag or of the source, and the value in the data.
var origins = []struct {
	name             string
	template         string
	format           Format
	dialect          markdown.Dialect
	island           int
	word             string
	tag, data, where string
}{
	{"text", "# Hello {{title}}\n", Markdown, markdown.GFM, 0, "Hello", "Hello", "", "template"},
	{"a value", "# Hello {{title}}\n", Markdown, markdown.GFM, 0, "Zoo", "{{title}}", `"Zoo"`, "template"},
	{"in a loop", "{{#each list}}\n- {{name}}\n{{/each}}\n", Markdown, markdown.GFM, 0, "wren", "{{name}}", `"wren"`, "template"},
	{"in a table", "| a | b |\n|---|---|\n{{#each list}}\n| {{name}} | x{{note}} |\n{{/each}}\n", Markdown, markdown.GFM, 0, "heron", "{{name}}", `"heron"`, "template"},
	{"a word of a tag and of text", "| a | b |\n|---|---|\n{{#each list}}\n| {{name}} | x{{note}} |\n{{/each}}\n", Markdown, markdown.GFM, 0, "xgrey", "{{note}}", `"grey"`, "template"},
	{"in a partial", "{{#with who}}{{> card}}{{/with}}\n", Markdown, markdown.GFM, 0, "Ada", "{{name}}", `"Ada"`, "partial:card"},
	{"text of a partial", "{{#with who}}{{> card}}{{/with}}\n", Markdown, markdown.GFM, 0, "Name", "Name", "", "partial:card"},
	{"the text of a link", "See [the {{title}}](https://example.com/Zoo/the) there\n", Markdown, markdown.GFM, 0, "Zoo", "{{title}}", `"Zoo"`, "template"},
	{"behind a link", "See [the {{title}}](https://example.com/Zoo/there) there\n", Markdown, markdown.GFM, 0, "there", "there", "", "template"},
	{"an ordered list", "1. one\n2. {{title}} 3\n3. three 3\n", Markdown, markdown.GFM, 0, "three", "three", "", "template"},
	{"emphasis", "a **b _{{title}}_** c\n", Markdown, markdown.GFM, 0, "Zoo", "{{title}}", `"Zoo"`, "template"},
	{"code", "```js\nlet {{title}} = 1\n```\n", Markdown, markdown.GFM, 0, "Zoo", "{{title}}", `"Zoo"`, "template"},
	{"HTML in Markdown", "<div class=\"Zoo\"><b>{{title}}</b></div>\n", Markdown, markdown.GFM, 0, "Zoo", "{{title}}", `"Zoo"`, "template"},
	{"HTML", "<p title=\"Zoo\">Hi {{title}}</p>", HTML, "", 0, "Zoo", "{{title}}", `"Zoo"`, "template"},
	{"text page", "Hi {{title}}\n", Text, "", 1, "Zoo", "{{title}}", `"Zoo"`, "template"},
	{"commonmark", "> {{title}}\n", Markdown, markdown.CommonMark, 0, "Zoo", "{{title}}", `"Zoo"`, "template"},
	{"doc-builder", "<Tip>\n\nHi {{title}}\n\n</Tip>\n", Markdown, markdown.DocBuilder, 1, "Zoo", "{{title}}", `"Zoo"`, "template"},
	{"an alert of the site", "> [!TIP]\n> Hi {{title}}\n", Markdown, markdown.DocBuilder, 0, "Zoo", "{{title}}", `"Zoo"`, "template"},
	{"escaped", "a &amp; {{{title}}} &lt;x\n", Markdown, markdown.GFM, 0, "x", "x", "", "template"},
	{"behind non-ASCII", "😀 é {{title}}\n", Markdown, markdown.GFM, 0, "Zoo", "{{title}}", `"Zoo"`, "template"},
	{"the second island", "# a\n\nb {{title}}\n", Markdown, markdown.GFM, 1, "Zoo", "{{title}}", `"Zoo"`, "template"},
	{"a helper's value", "{{lookup who 'name'}}\n", Markdown, markdown.GFM, 0, "Ada", "{{lookup who 'name'}}", `"Ada"`, "template"},
	{"a block parameter", "{{#each list as |b|}}{{b.name}} {{/each}}\n", Markdown, markdown.GFM, 0, "wren", "{{b.name}}", `"wren"`, "template"},
}

func openedWith(template string, format Format, dialect markdown.Dialect) *Document {
	return opened(zoo, func(r *Request) {
		r.Template, r.Format, r.Dialect, r.Nested = template, format, dialect, true
		if dialect == "" {
			r.Dialect = markdown.GFM
		}
		r.Partials = map[string]string{"card": "Name: {{name}}"}
	})
}

// textOf is the visible text of an island, as the frame has it, without hidden elements.
func offsetOf(t *testing.T, d *Document, island int, word string) int {
	t.Helper()
	html, _, _, ok := d.session.page.Island(island)
	if !ok {
		t.Fatalf("no island %d", island)
	}
	text := ""
	for i := 0; i < len(html); {
		if html[i] == '<' {
			i += strings.IndexByte(html[i:], '>') + 1
			continue
		}
		text += html[i : i+1]
		i++
	}
	text = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&quot;", `"`).Replace(text)
	at := strings.Index(text, word)
	if at < 0 {
		t.Fatalf("no %q in %q", word, text)
	}
	return units.Count(text[:at])
}

func TestWhereAPlaceOfThePageIsFrom(t *testing.T) {
	for _, c := range origins {
		d := openedWith(c.template, c.format, c.dialect)
		at := offsetOf(t, d, c.island, c.word)
		got, ok := d.Questions(nil).Origin(PagePlace{Island: c.island, From: at, Word: c.word})
		if !ok {
			t.Errorf("%s: nothing", c.name)
			continue
		}
		text := d.request.source(got.Tag.Source)
		from, to, _ := units.Bytes(text, got.Tag.From, got.Tag.To)
		if tag := text[from:to]; tag != c.tag || got.Tag.Source != c.where {
			t.Errorf("%s: %q of %s, not %q of %s", c.name, tag, got.Tag.Source, c.tag, c.where)
		}
		data := ""
		if len(got.Data) > 0 {
			data = zoo[got.Data[0].From:got.Data[0].To]
		}
		if data != c.data {
			t.Errorf("%s: data %q, not %q", c.name, data, c.data)
		}
	}
}

func TestAttributesAreFound(t *testing.T) {
	d := openedWith("![alt]({{link}})\n", Markdown, markdown.GFM)
	got, ok := d.Questions(nil).Origin(PagePlace{Island: 0, Attribute: "https://example.com/a?b=1&c=2"})
	if !ok || len(got.Data) == 0 || strings.Join(got.Path, ".") != "link" {
		t.Errorf("%+v %v", got, ok)
	}
}

// A place of a source, marked with §, and what it made on the page, by island.
var revealed = []struct{ name, source, text, want string }{
	{"a tag", "template", "# Hi {{ti§tle}}\n", "0:Zoo"},
	{"text", "template", "# H§i {{title}}\n\nx\n", "0:Hi Zoo"},
	{"a tag in a loop", "template", "{{#each list}}\n- {{na§me}}\n{{/each}}\n", "0:heron 0:wren"},
	{"a loop", "template", "a\n\n{{#ea§ch list}}\n- {{name}}\n{{/each}}\n\nb\n", "1:heron\nwren"},
	{"the end of a loop", "template", "a\n\n{{#each list}}\n- {{name}}\n{{/ea§ch}}\n\nb\n", "1:heron\nwren"},
	{"a partial", "template", "a {{#with who}}{{> ca§rd}}{{/with}} b\n", "0:Name: Ada"},
	{"a partial in a loop", "template", "{{#each list}}\n{{> ca§rd}}\n\n{{/each}}\n", "0:Name: heron 0:Name: wren"},
	{"in a partial", "partial:card", "{{#each list}}{{> card}}, {{/each}}\n", "0:heron 0:wren"},
	{"a comment", "template", "a {{! §x }}b\n", ""},
	{"another partial stays out", "template", "{{> card who}} {{#if tit§le}}x{{/if}} {{> card who}}\n", "0:x"},
	{"an attribute", "template", "a <a href=\"/{{ti§tle}}\">the *link* text</a> b\n", "0:the link text"},
	{"an attribute of the first of two", "template", "<b id=\"{{ti§tle}}\">one</b> <b>two</b>\n", "0:one"},
	{"the address of a link", "template", "see [the [old] docs](/x/{{ti§tle}}) there\n", "0:the [old] docs"},
	{"the address of an image", "template", "see ![alt](/x/{{ti§tle}}) there\n", "0"},
	{"an attribute of an image", "template", "see <img src=\"{{ti§tle}}\"> there\n", "0"},
	{"what prints nothing", "template", "a {{no§ne}} b\n", ""},
}

func TestWhatAPlaceMadeOnThePage(t *testing.T) {
	for _, c := range revealed {
		text, at := c.text, strings.Index(c.text, "§")
		if at >= 0 {
			text = strings.Replace(text, "§", "", 1)
		}
		d := openedWith(text, Markdown, markdown.GFM)
		if c.source == "partial:card" {
			at = len("Name: {{na")
		}
		if got := places(d, c.source, at); got != c.want {
			t.Errorf("%s: %q, not %q", c.name, got, c.want)
		}
	}
}

func places(d *Document, source string, at int) string {
	var out []string
	for _, p := range d.Questions(nil).Reveal(source, at) {
		html, _, _, _ := d.session.page.Island(p.Island)
		text := ""
		for i := 0; i < len(html); i++ {
			if html[i] == '<' {
				i += strings.IndexByte(html[i:], '>')
				continue
			}
			text += html[i : i+1]
		}
		if p.From < 0 {
			out = append(out, fmt.Sprintf("%d", p.Island))
			continue
		}
		out = append(out, fmt.Sprintf("%d:%s", p.Island, text[p.From:p.To]))
	}
	return strings.Join(out, " ")
}

func TestWhatADatumMadeOnThePage(t *testing.T) {
	template := "# {{title}}\n\n{{#each list}}\n- {{name}} {{note}}\n{{/each}}\n\n{{title}} {{who.name}}\n"
	for at, want := range map[string]string{
		`"Zoo"`: "0:Zoo 2:Zoo", `title`: "0:Zoo 2:Zoo", `"heron"`: "1:heron", `"list"`: "1:heron 1:grey 1:wren", `"who"`: "2:Ada",
	} {
		d := openedWith(template, Markdown, markdown.GFM)
		if got := places(d, "data", strings.Index(zoo, at)+1); got != want {
			t.Errorf("%s: %q, not %q", at, got, want)
		}
	}
}

// While the template is broken the page of before is shown: places lead to the text of now.
func TestPlacesFollowTheTextOfNow(t *testing.T) {
	d := openedWith("# Hi {{title}}\n", Markdown, markdown.GFM)
	r := d.Request()
	r.Template = "{{#if x}}# Hi {{title}}\n"
	if d.Update(r).OK {
		t.Fatal("it is not broken")
	}
	got, ok := d.Questions(nil).Origin(PagePlace{Island: 0, From: 3, Word: "Zoo"})
	if !ok || r.Template[got.Tag.From:got.Tag.To] != "{{title}}" {
		t.Errorf("%+v", got)
	}
	if found := places(d, "template", len("{{#if x}}# Hi {{t")); found != "0:Zoo" {
		t.Errorf("%q", found)
	}
}
