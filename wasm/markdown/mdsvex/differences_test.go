//go:build !js

package mdsvex

import (
	"flag"
	"regexp"
	"strings"
	"testing"

	"livebars/wasm/markdown/outline"
	"livebars/wasm/markdown/random"
)

var (
	documents = flag.Int("documents", 1500, "how many random documents to compare with the site")
	seed      = flag.Uint64("seed", 1, "the first seed; each document has its own")
)

// constructs are what the generator must reach.
var constructs = []string{"paragraph", "heading", "setext heading", "quote", "list", "code", "rule", "table", "HTML", "component", "definition", "indented",
	"block of the site", "formula", "tag of no element", "relative link", "words", "quotes", "emphasis", "strong", "both", "deletion", "code span", "link", "reference", "autolink", "inline HTML", "inline component", "break"}

func TestRandomDocumentsEqualTheSite(t *testing.T) {
	o := startOracle(t)
	counts := map[string]int{}
	kinds := map[string]int{}
	failed, unread := 0, 0
	for i := range *documents {
		g := random.New(*seed + uint64(i))
		g.Site = i%2 == 1
		source := g.Document()
		for construct, n := range g.Counts {
			counts[construct] += n
		}
		v := o.compare(t, source)
		if v != nil && v.Error != "" {
			unread++
			continue
		}
		if v == nil {
			continue
		}
		if kind := known(source); kind != "" {
			kinds[kind]++
			continue
		}
		source = shrink(source, func(s string) bool {
			v := o.compare(t, s)
			return v != nil && v.Error == "" && known(s) == ""
		})
		t.Errorf("seed %d\n%q\n%s\npage %q", *seed+uint64(i), source, o.compare(t, source), page(source))
		if failed++; failed >= 10 {
			break
		}
	}
	if *documents >= 1500 {
		for _, construct := range constructs {
			if counts[construct] < 10 {
				t.Errorf("%q was written %d times: the generator does not reach it", construct, counts[construct])
			}
		}
	}
	t.Logf("%d documents, %d of which the site cannot read; differences of known kinds: %v", *documents, unread, kinds)
}

// known is the kind of difference that stays: the site's extensions, and what
// mdsvex's page could not be built from. DIFFERENCES.md gives the reasons.
func known(source string) string {
	var d Document
	d.Update(source, nil, testLimits)
	for _, n := range outline.Notes(d.Blocks(), outline.Rules{}, d.Notes()) {
		switch n.Code {
		case "component-open", "component-close", "component-syntax":
			return string(n.Code)
		case "open-html":
			if strings.Contains(page(source), "<doc-") || n.To == n.From+1 { // the latter is a tag that does not end
				return string(n.Code)
			}
		}
	}
	if cutInContainer.MatchString(source) && cutsSomewhere(source) {
		return "cut in a list or quote"
	}
	if strings.Contains(source, openInColab) {
		return "open in Colab in code, text or a list"
	}
	if optionWithoutID.MatchString(source) {
		return "option without an id"
	}
	if backtickInAlternative.MatchString(source) {
		return "backtick in an alternative text"
	}
	if formulaBehindTag.MatchString(source) {
		return "formula behind a tag"
	}
	if emptyOptions.MatchString(source) {
		return "empty options"
	}
	var nodes []*node
	for _, b := range d.blocks {
		nodes = append(nodes, b.node)
	}
	return knownIn(nodes)
}

var tagInTag = regexp.MustCompile(`<[a-z][^>]*<[A-Z]|<[a-z]\w* [^<]*=("[^"]*|'[^']*)<[A-Z]`)

var formulaInCode = regexp.MustCompile(`\$[^$\n]+\$|\\\\\(|\$\$`)

// tagForTheSite is code that the site would change.
var tagForTheSite = regexp.MustCompile(`&lt;/?hfoption|&lt;frameworkcontent|&#123;#if|&#123;/if|&#123;:else`)

var optionWithoutID = regexp.MustCompile(`<hfoption ([^i]|i[^d]|id="")`)

var backtickInAlternative = regexp.MustCompile("!\\[[^\\]]*`[^\\]]*\\]")

var formulaBehindTag = regexp.MustCompile(`[>}](\$|\\)`)

var emptyOptions = regexp.MustCompile(`<hfoptions id="[^"]*"></hfoptions>`)

// cutInContainer is a tag or condition that stands apart in a list, quote or heading.
var cutInContainer = regexp.MustCompile(`(?m)^\s*([-*+#>]+|\d+\.)`)

func knownIn(nodes []*node) string {
	for _, n := range nodes {
		switch {
		case n.kind == rawHTML && formulaInTag(n):
			return "formula in a tag"
		case n.kind == rawHTML && leavesOpen(n.value):
			return "open element in a whole one"
		case n.kind == rawHTML && tagInTag.MatchString(n.value):
			return "component in a tag"
		case n.kind == reference && strings.Contains(n.mark, "<"):
			return "tag in a label"
		case n.kind == heading && holdsFormula(n.children):
			return "formula in a title"
		case (n.kind == code || n.kind == codeSpan) && formulaInCode.MatchString(n.value):
			return "formula in code"
		case (n.kind == image || n.kind == reference && n.is(isImage)) && formulaInCode.MatchString(n.label):
			return "formula in an alternative text"
		case len(n.formulas) > 0 && strings.Contains(n.formulas[0].source, ".md"):
			return "relative link in a formula"
		case (n.kind == rawHTML || n.kind == text) && strings.Contains(n.value, ".md"):
			return "relative link in HTML or text"
		case (n.kind == image || n.kind == reference && n.is(isImage)) && strings.ContainsAny(n.label, "\"<"):
			return "signs in alternative text"
		case (n.kind == code || n.kind == codeSpan) && tagForTheSite.MatchString(n.value):
			return "tag for the site in code"
		case n.kind == code && strings.ContainsAny(n.label, "\"<"):
			return "signs in a language"
		case n.title != nil && strings.Contains(*n.title, "\""):
			return "quote in a title"
		}
		if kind := knownIn(n.children); kind != "" {
			return kind
		}
	}
	return ""
}

// leavesOpen reports whether an element that begins and ends in a block of HTML
// has another one in it that does not end.
func leavesOpen(html string) bool {
	var o outline.Outline
	o.ScanTags(html, 0, isComponent)
	var open outline.OpenTags
	for _, tag := range o.Tags {
		open.Pass(tag)
	}
	_, whole := wholeElement(html)
	return whole && len(open.Tags())+len(o.Notes) > 0
}

// formulaInTag reports whether a formula stands in a tag.
func formulaInTag(n *node) bool {
	before, _, found := strings.Cut(n.value, formulaStart)
	return found && strings.LastIndexByte(before, '<') > strings.LastIndexByte(before, '>')
}

func holdsFormula(nodes []*node) bool {
	for _, n := range nodes {
		if len(n.formulas) > 0 || n.kind == codeSpan && formulaInCode.MatchString(n.value) || holdsFormula(n.children) {
			return true
		}
	}
	return false
}

func cutsSomewhere(source string) bool {
	for _, framework := range []string{"", "frameworkcontent", "tokenizerslangcontent", "inferencesnippet"} {
		if firstCut(source, 0, framework) >= 0 {
			return true
		}
	}
	return false
}

// shrink takes pieces away from a text as long as it still fails.
func shrink(text string, fails func(string) bool) string {
	for size := max(1, len(text)/2); size >= 1; size /= 2 {
		for at := 0; at+size <= len(text); {
			if smaller := text[:at] + text[at+size:]; fails(strings.ToValidUTF8(smaller, "")) {
				text = strings.ToValidUTF8(smaller, "")
			} else {
				at += size
			}
		}
	}
	return text
}
