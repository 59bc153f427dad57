package markdown

import (
	"strings"
	"testing"
)

// Each case is a text and the notes on it: the code, and the text at its place.
func TestNotesOnAPage(t *testing.T) {
	cases := []struct {
		dialect Dialect
		source  string
		want    string
	}{
		{GFM, "a\n\n| a | b |\n| --- | --- | --- |\n| 1 | 2 |", "table-columns | a | b |"},
		{GFM, "> | a | b |\n> | --- |", "table-columns | a | b |"},
		{GFM, "| a | b |\n| --- | --- |\n| 1 |", ""},
		{GFM, "a | b\n---", ""},
		{CommonMark, "| a | b |\n| --- |", ""},
		{DocBuilder, "| a | b |\n| --- | --- | --- |", "table-columns | a | b |"},
		{GFM, "# a\n\n### b", "heading-jump ### b"},
		{GFM, "## a\n\n# b\n\n## c\n\n#### d", "heading-jump #### d"},
		{DocBuilder, "# a\n\n### b", "heading-jump ### b"},
		{CommonMark, "# a\n\n### b", "heading-jump ### b"},
		{DocBuilder, "# a\n\n## a", "duplicate-id ## a"},
		{DocBuilder, "# a [[x]]\n\n## b [[x]]", "duplicate-id ## b [[x]]"},
		{GFM, "# a\n\n## a", ""},
		{GFM, "# a\n\n<a id=\"b\"></a>\n\n## b", "duplicate-id ## b"},
		{GFM, "# a\n\n[x](#a) [y](#b) [z](#top)", "missing-anchor [y](#b)"},
		{DocBuilder, "# a b\n\n[x](#a-b) [y](#ab)", "missing-anchor [y](#ab)"},
		{DocBuilder, "<a name=\"z\"></a> [x](#z) <a href=\"#q\">x</a>", `missing-anchor <a href="#q">`},
		{CommonMark, "[x](#a)", ""},
		{GFM, "<div>\n\na", "open-html <div>"},
		{GFM, "a <b>c", "open-html <b>"},
		{GFM, "<details><summary>a</summary>\n\nb\n\n</details> <br> <img alt=\"\">", ""},
		{DocBuilder, "<div>\n\na", "open-html <div>"},
		{DocBuilder, "a <b c", ""},
		{DocBuilder, "<!-- a\n\nb", "open-html <"},
		{GFM, "![](u) ![a](v)", "image-alternative ![](u)"},
		{GFM, "<img src=\"u\">", `image-alternative <img src="u">`},
		{DocBuilder, "![](u)", "image-alternative ![](u)"},
		{GFM, "<Tip>\n\na\n\n</Tip>", "unknown-component <Tip"},
		{DocBuilder, "<Tip>\n\na\n\n</Tip>", ""},
		{DocBuilder, "<Foo a={1}/>", "unknown-component <Foo a={1}/>"},
		{DocBuilder, "use <node> here", "component-syntax <node>"},
		{DocBuilder, "<hfoption>\n\na", "unknown-component <hfoption>"},
		{DocBuilder, "<div>\n<Youtube id=\"x\"/>\n</div>", "component-syntax <Youtube id=\"x\"/>"},
		{DocBuilder, "<Tip>\n\na", "component-open <Tip>"},
		{DocBuilder, "a\n\n</Tip>", "component-close </Tip>"},
		{DocBuilder, "- <Tip>a\n\n</Tip>", "component-open <Tip>, component-close </Tip>"},
		{DocBuilder, "<Tip a={ {\"b\" }\n\nc", "component-syntax <"},
		{DocBuilder, "a <Tip a=\"b c", "component-syntax <"},
	}
	for _, c := range cases {
		var got []string
		for _, n := range render(t, c.dialect, c.source).Notes {
			got = append(got, string(n.Code)+" "+c.source[n.From:n.To])
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s %q: %q, not %q", c.dialect, c.source, got, c.want)
		}
	}
}

func TestMalformedComponentsSwallowNothing(t *testing.T) {
	for _, broken := range []string{"<Tip", "<Tip a=\"b", "<Tip a={ {", "<Tip a={'}", "<InferenceSnippet\n  pipeline=x\n  providersMapping={ {\"a\":1 }", "a <Tip b=", "<Tip>", "</Tip>", "<hfoptions>\n<hfoption id=\"a\">"} {
		html := render(t, DocBuilder, broken+"\n\n## After\n\nthe *end*").HTML
		if !strings.Contains(html, "<h2 id=\"after\">After</h2>") || !strings.Contains(html, "<p>the <em>end</em></p>") {
			t.Errorf("%q swallows: %s", broken, html)
		}
		before, _, _ := strings.Cut(html, "<h2")
		if strings.LastIndexByte(before, '<') > strings.LastIndexByte(before, '>') {
			t.Errorf("%q leaves a tag open: %s", broken, before)
		}
	}
}

func TestDocBuildersExtensions(t *testing.T) {
	cases := []struct{ name, source, want string }{
		{"alert", "> [!TIP]\n> Use *it*.", "<blockquote class=\"tip\" data-alert=\"tip\">\n<p>\nUse <em>it</em>.</p>\n</blockquote>\n"},
		{"alert on its line", "> [!TIP] x", "<blockquote class=\"tip\" data-alert=\"tip\">\n<p> x</p>\n</blockquote>\n"},
		{"alert without text", "> [!Warning]", "<blockquote class=\"warning\" data-alert=\"warning\">\n</blockquote>\n"},
		{"mark without !", "> [tip]\n> a", "<blockquote class=\"tip\" data-alert=\"tip\">\n<p>\na</p>\n</blockquote>\n"},
		{"no alert: a reference", "> [!TIP] [x](y)", "<blockquote>\n<p>[!TIP][x](y)</p>\n</blockquote>\n"},
		{"ids", "## The *best* Model, v2!", "<h2 id=\"the-best-model-v2\">The best Model, v2!</h2>\n"},
		{"own id", "## The model [[the-model]]", "<h2 id=\"the-model\">The model</h2>\n"},
		{"colab", "[[open-in-colab]]", "<doc-component><doc-name>Open in Colab</doc-name></doc-component>\n"},
		{"mathematics", "a $$b_1 * c$$ d \\\\( e_2 < f \\\\)", "<p>a $$b_1 * c$$ d <doc-math>e_2 &lt; f</doc-math></p>\n"},
		{"mathematics between blanks", "a $b_1$ *c* ($d$)", "<p>a <doc-math>b_1</doc-math> <em>c</em> ($d$)</p>\n"},
		{"a formula over lines", "a\n$$\nx\n\ny\n$$\n", "<p>a\n<doc-math display=\"block\">x\n\ny</doc-math></p>\n"},
		{"a formula of its own", "$$\na\n= b\n$$", "<p><doc-math display=\"block\">a\n= b</doc-math></p>\n"},
		{"money is none", "It costs $5 or $10.", "<p>It costs $5 or $10.</p>\n"},
		{"snippet", "<InferenceSnippet\n  pipeline=fill-mask\n  providersMapping={ {\"a\":{\"modelId\":\"b/c\"},\"d\":{\"modelId\":\"e\"}} }\nconversational />",
			`<doc-snippet><doc-name>Inference snippet</doc-name> <doc-pipeline>fill-mask</doc-pipeline> <doc-attribute>conversational</doc-attribute><doc-providers role="list" aria-label="2 providers"><doc-provider role="listitem"><b>a</b> <code>b/c</code></doc-provider><doc-provider role="listitem"><b>d</b> <code>e</code></doc-provider></doc-providers></doc-snippet>` + "\n"},
		{"video", `<Youtube id="x-1" title="A <b>"/>`, `<doc-video><a href="https://www.youtube.com/watch?v=x-1">A &lt;b&gt; on YouTube</a></doc-video>` + "\n"},
		{"tip", "<Tip warning={true}>\n\n*a*\n\n</Tip>", "<doc-alert kind=\"warning\">\n<p><em>a</em></p>\n</doc-alert>\n"},
		{"options", "<hfoptions id=\"x\">\n<hfoption id=\"A\">\n\na\n\n</hfoption>\n<hfoption id=\"B\">\n\nb\n\n</hfoption>\n</hfoptions>",
			"<doc-options><form>\n<label><input type=\"radio\" name=\"option\" checked=\"\">A</label><section>\n<p>a</p>\n</section>\n<label><input type=\"radio\" name=\"option\">B</label><section>\n<p>b</p>\n</section>\n</form></doc-options>\n"},
		{"in a list", "- a\n\n  <Tip>\n\n  b\n\n  </Tip>", "<ul>\n<li>\n<p>a</p>\n<doc-alert kind=\"tip\">\n<p>b</p>\n</doc-alert>\n</li>\n</ul>\n"},
		{"in a paragraph", "a <Foo b=\"c\"/> d", "<p>a &#60;Foo b=\"c\"/> d</p>\n"},
		{"known, in a paragraph", "a <Added version=\"c\"/> d", "<p>a <doc-component><doc-name>Added</doc-name> <doc-attribute>version<span>c</span></doc-attribute></doc-component> d</p>\n"},
		{"names of frameworks in words", "use <node>, <pt> and </js> here", "<p>use &#60;node>, &#60;pt> and &#60;/js> here</p>\n"},
		{"text in a framework", "<tokenizerslangcontent>\n<python>*a*</python>\n</tokenizerslangcontent>",
			"<doc-component><doc-name>tokenizerslangcontent</doc-name>\n<doc-component><doc-name>python</doc-name>\n<p><em>a</em></p>\n</doc-component>\n</doc-component>\n"},
		{"links in code", "`[a] ]( [b](c.md) [d](` [e](f.md", "<p><code>[a] ]( [b](c) [d](</code> [e](f.md</p>\n"},
		{"no UTF-8", "a\xfe $x$", "<p>a\xfe $x$</p>\n"},
		{"no tags", "use <your-token>, a <b c and <name>", "<p>use &#60;your-token>, a &#60;b c and &#60;name></p>\n"},
		{"unknown component", "<Foo>\n\na\n\n</Foo>", "&#60;Foo>\n<p>a</p>\n&#60;/Foo>\n"},
		{"title of pieces", "# A (`b`) [c](d)", "<h1 id=\"a--b--c\">A ( b ) c</h1>\n"},
		{"text in an option", "<hfoptions id=\"x\">\n<hfoption id=\"A\">*a*</hfoption>\n</hfoptions>",
			"<doc-options><form>\n<label><input type=\"radio\" name=\"option\" checked=\"\">A</label><section>\n<p><em>a</em></p>\n</section>\n</form></doc-options>\n"},
		{"relative links", "[a](b.md#c) [d](/e.md)", "<p><a href=\"b#c\">a</a> <a href=\"/e.md\">d</a></p>\n"},
	}
	for _, c := range cases {
		if got := render(t, DocBuilder, c.source).HTML; got != c.want {
			t.Errorf("%s\nours: %s\nwant: %s", c.name, got, c.want)
		}
	}
	if n := len(render(t, DocBuilder, strings.Repeat("![](u)\n\n", 1000)).Notes); n != 200 {
		t.Errorf("%d notes", n)
	}
}
