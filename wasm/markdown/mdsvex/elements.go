package mdsvex

import "strings"

// What the site takes for a tag: the elements of HTML (npm's html-tags 3) and its
// own components (doc-builder, `kit/src/lib`). Everything else is text.

var elements = tagNames(" a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col colgroup data datalist " +
	"dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input " +
	"ins kbd label legend li link main map mark math menu menuitem meta meter nav noscript object ol optgroup option output p param picture pre progress " +
	"q rb rp rt rtc ruby s samp script search section select slot small source span strong style sub summary sup svg table tbody td template textarea " +
	"tfoot th thead time title tr track u ul var video wbr ")

const componentList = " Added Changed CodeBlock CodeBlockFw ColabDropdown CopyButton CopyLLMTxtMenu CourseFloatingBanner Deprecated DocNotebookDropdown " +
	"Docstring Dropdown DropdownEntry DropdownMenu EditOnGithub ExampleCodeBlock FrameworkContent FrameworkContentBlock FrameworkSwitch " +
	"FrameworkSwitchCourse Heading HfOption HfOptions InferenceApi InferenceSnippet Markdown MermaidChart PipelineIcon PipelineTag Question Tip " +
	"TokenizersLanguageContent Youtube "

var components = tagNames(componentList)

// lowerComponents are the names of components as HTML has them.
var lowerComponents = tagNames(strings.ToLower(componentList))

// siteTags are tags in small letters that the site reads before Markdown and
// replaces by components.
var siteTags = tagNames(" hfoptions hfoption frameworkcontent pt tf jax tokenizerslangcontent python rust node inferencesnippet js curl docstring include literalinclude ")

// Components are the names of the component tags that an author may write.
func Components() []string {
	return []string{"Added", "Changed", "CourseFloatingBanner", "Deprecated", "DocNotebookDropdown", "ExampleCodeBlock", "InferenceSnippet",
		"PipelineIcon", "PipelineTag", "Question", "Tip", "Youtube", "frameworkcontent", "hfoption", "hfoptions", "jax", "pt", "tf"}
}

// names are names of tags.
type names map[string]bool

func tagNames(list string) names {
	out := names{}
	for name := range strings.FieldsSeq(list) {
		out[name] = true
	}
	return out
}

func among(list names, name string) bool { return list[name] }

// isComponent reports whether a tag's name is that of a component.
func isComponent(name string) bool { return among(components, name) || among(siteTags, name) }

// looksLikeComponent reports whether Svelte takes a tag's name for a component's,
// whether the site has it or not.
func looksLikeComponent(name string) bool {
	return isComponent(name) || name != "" && name[0] >= 'A' && name[0] <= 'Z' && !among(elements, strings.ToLower(name))
}

// isTag reports whether the site takes raw HTML for tags, by the first tag in it.
// A tag that is read before Markdown has no attributes but those it needs.
func isTag(html string) bool {
	at, name := firstTag(html)
	if among(siteTags, name) {
		_, _, size := bareTag(html[at:])
		return size > 0
	}
	return name == "" || among(elements, name) || among(components, name)
}

// firstTag is the place of the first `<` or `</` in raw HTML behind which a name
// stands, and that name: letters, digits and `_`.
func firstTag(html string) (place int, name string) {
	for i := strings.IndexByte(html, '<'); i >= 0 && i < len(html); {
		from := i + 1
		if at(html, from) == '/' {
			from++
		}
		to := from
		for c := at(html, to); letter(c) || digit(c) || c == '_'; c = at(html, to) {
			to++
		}
		if to > from {
			return i, html[from:to]
		}
		next := strings.IndexByte(html[i+1:], '<')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return 0, ""
}
