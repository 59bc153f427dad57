package mdsvex

import (
	"fmt"
	"strings"

	"livebars/wasm/markdown/outline"
	"livebars/wasm/value"
)

// Components are shown as elements of Livebars' own whose names begin with
// `doc-`: the site's components run scripts, which a preview does not. What is
// in them is made of elements that may stand in a paragraph, for components may.

// component writes a component tag.
func (w *writer) component(p *piece) {
	c := p.tag
	switch {
	case c.closing:
		if p.end != nil {
			w.island(p, true)
			w.closeComponent(p.end)
		}
	case c.alone || p.unclosed:
		w.loneComponent(c)
	default:
		w.openComponent(p)
	}
}

// textOnSite reports whether a tag that the site reads before Markdown stands
// where it does not find it: it is text then, as every tag that it does not know.
func textOnSite(p *piece) bool {
	if !among(siteTags, p.tag.name) || p.tag.name == "inferencesnippet" && p.tag.alone {
		return false
	}
	opening := p
	if p.tag.closing {
		if p.end == nil {
			return true
		}
		opening = p.end
	}
	_, _, size := bareTag(opening.text)
	return size == 0 || opening.stray || opening.unclosed
}

func (w *writer) openComponent(p *piece) {
	c := p.tag
	w.island(p, false)
	switch {
	case c.name == "Tip":
		kind := "tip"
		if a, ok := c.attribute("warning"); ok && a.value != "false" {
			kind = "warning"
		}
		w.put(`<doc-alert kind="`, kind, `">`)
	case isOptions(c.name):
		w.put(`<doc-options><form>`)
	case isOption(c.name) && p.in != nil && isOptions(p.in.tag.name) && !p.in.unclosed:
		id, _ := c.attribute("id")
		w.put(`<label><input type="radio" name="option"`)
		if p.first {
			w.put(` checked=""`)
		}
		w.put(`>`, escape(id.value), `</label><section>`)
	default:
		w.put(`<doc-component><doc-name>`, escape(c.name), `</doc-name>`)
		w.attributes(c)
	}
}

// island notes that an element begins or ends: what is between stays together.
func (w *writer) island(p *piece, closing bool) {
	w.outline.Tags = append(w.outline.Tags, outline.Tag{Name: "doc-component", Closing: closing, From: p.from - w.base, To: p.to - w.base})
}

// closeComponent writes the end of what an opening tag wrote.
func (w *writer) closeComponent(p *piece) {
	c := p.tag
	switch {
	case c.name == "Tip":
		w.put(`</doc-alert>`)
	case isOptions(c.name):
		w.put(`</form></doc-options>`)
	case isOption(c.name) && p.in != nil && isOptions(p.in.tag.name) && !p.in.unclosed:
		w.put(`</section>`)
	default:
		w.put(`</doc-component>`)
	}
}

func (w *writer) loneComponent(c *component) {
	switch c.name {
	case "InferenceSnippet", "inferencesnippet":
		w.inferenceSnippet(c)
	case "Youtube", "YouTube":
		w.video(c)
	case openInColab:
		w.put(`<doc-component><doc-name>Open in Colab</doc-name></doc-component>`)
	default:
		w.put(`<doc-component><doc-name>`, escape(c.name), `</doc-name>`)
		w.attributes(c)
		w.put(`</doc-component>`)
	}
}

// attributes lists what a tag says, each as its author wrote it.
func (w *writer) attributes(c *component) {
	for _, a := range c.attributes {
		w.put(` <doc-attribute>`, escape(a.name))
		if a.value != "" {
			w.put(`<span>`, escape(shortened(a.value)), `</span>`)
		}
		w.put(`</doc-attribute>`)
	}
}

const longestShown = 80 // signs of an attribute's value on a card

func shortened(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > longestShown {
		return string(r[:longestShown-1]) + "…"
	}
	return string(r)
}

// video writes a link to a video: what the site shows as a player.
func (w *writer) video(c *component) {
	id, _ := c.attribute("id")
	title := "Video"
	if a, ok := c.attribute("title"); ok && a.value != "" {
		title = a.value
	}
	w.put(`<doc-video><a href="https://www.youtube.com/watch?v=`, escape(encodeURL(id.value)), `">`, escape(title), ` on YouTube</a></doc-video>`)
}

// inferenceSnippet writes what the site shows as code to try: the pipeline, and
// the model of each provider.
func (w *writer) inferenceSnippet(c *component) {
	pipeline, _ := c.attribute("pipeline")
	w.put(`<doc-snippet><doc-name>Inference snippet</doc-name> <doc-pipeline>`, escape(pipeline.value), `</doc-pipeline>`)
	for _, a := range c.attributes {
		if a.name != "pipeline" && a.name != "providersMapping" {
			w.attributes(&component{attributes: []attribute{a}})
		}
	}
	if a, ok := c.attribute("providersMapping"); ok {
		w.providers(a.value)
	}
	w.put(`</doc-snippet>`)
}

// providers lists providers with their models: an object of objects.
func (w *writer) providers(expression string) {
	v, err := value.Decode(expression, value.DecodeLimits{Bytes: 1 << 20, Depth: 8, Overtime: func() bool { return false }})
	mapping, ok := v.(*value.Object)
	if err != nil || !ok {
		w.attributes(&component{attributes: []attribute{{name: "providersMapping", value: expression, expression: true}}})
		return
	}
	w.put(fmt.Sprintf(`<doc-providers role="list" aria-label="%s">`, count(mapping.Len(), "provider")))
	value.Entries(mapping, func(provider string, v value.Value) {
		model := ""
		if id, ok := value.Own(v, "modelId"); ok {
			model = value.Text(id)
		}
		w.put(`<doc-provider role="listitem"><b>`, escape(provider), `</b> <code>`, escape(model), `</code></doc-provider>`)
	})
	w.put(`</doc-providers>`)
}

// count is a number with its noun.
func count(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

var htmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func escape(s string) string { return htmlEscapes.Replace(s) }
