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
	documents = flag.Int("documents", 1500, "how many random documents to compare with mdsvex")
	seed      = flag.Uint64("seed", 1, "the first seed; each document has its own")
)

// constructs are what the generator must reach.
var constructs = []string{"paragraph", "heading", "setext heading", "quote", "list", "code", "rule", "table", "HTML", "component", "definition", "indented",
	"words", "quotes", "emphasis", "strong", "both", "deletion", "code span", "link", "reference", "autolink", "inline HTML", "inline component", "break"}

func TestRandomDocumentsEqualMdsvex(t *testing.T) {
	o := startOracle(t)
	counts := map[string]int{}
	kinds := map[string]int{}
	failed, unread := 0, 0
	for i := range *documents {
		g := random.New(*seed + uint64(i))
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
	t.Logf("%d documents, %d of which mdsvex cannot read; differences of known kinds: %v", *documents, unread, kinds)
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
	var nodes []*node
	for _, b := range d.blocks {
		nodes = append(nodes, b.node)
	}
	return knownIn(nodes)
}

var tagInTag = regexp.MustCompile(`<[a-z][^>]*<[A-Z]`)

func knownIn(nodes []*node) string {
	for i, n := range nodes {
		switch {
		case n.kind == rawHTML && strings.ContainsRune(n.value, '{') && inlineTag(n.value) == 0 && i > 0:
			return "component beside text"
		case n.kind == rawHTML && n.parts == nil && tagInTag.MatchString(n.value):
			return "component in a tag"
		case n.kind == reference && strings.Contains(n.mark, "<"):
			return "tag in a label"
		case n.kind == heading && n.label != "":
			return "own id"
		case n.kind == colab:
			return "open in Colab"
		case n.kind == math || n.kind == mathBlock:
			return "mathematics"
		case (n.kind == image || n.kind == reference && n.is(isImage)) && strings.ContainsAny(n.label, "\"<"):
			return "signs in alternative text"
		case n.title != nil && strings.Contains(*n.title, "\""):
			return "quote in a title"
		}
		if kind := knownIn(n.children); kind != "" {
			return kind
		}
	}
	return ""
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
