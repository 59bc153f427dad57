package alignment

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// Each word of a page leads to the part of the source that it was made of.
func TestWordsLeadToTheirSource(t *testing.T) {
	for _, c := range []struct{ html, source, word, want string }{
		{"<p>a <strong>b</strong> c</p>", "a **b** c", "b", "b"},
		{"<p>see <a href=\"https://x.example/the/docs\">the docs</a> now</p>", "see [the docs](https://x.example/the/docs) now", "docs", "docs"},
		{"<ol><li>one</li><li>two</li></ol>", "1. one\n2. two", "two", "two"},
		{"<p>it&#39;s &amp; more</p>", "it&#39;s &amp; more", "more", "more"},
		{"<p>x &lt; y</p>", "x &lt; y", "y", "y"},
		{"<pre>\n<code>let a</code></pre>", "```js\nlet a\n```", "a", "a"},
		{"<style>b { }</style><p>b</p>", "<style>b { }</style><p>b</p>", "b", "b"},
		{"<p>é ★★ 中文</p>", "é ★★ 中文", "★★", "★★"},
		{"<p>new</p>", "", "new", ""},
		{"", "old", "", ""},
	} {
		a := Of(c.html, c.source)
		got := ""
		for _, w := range a.all {
			if w.text == c.word {
				if from, to, ok := a.Source(w.from, c.word); ok {
					got = c.source[from:to]
				}
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, not %q", c.html, got, c.want)
		}
	}
}

// Of random words in lists, links and emphasis each leads to itself, and back.
func TestRandomWordsLeadToThemselves(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 5))
		var html, source strings.Builder
		for i := range 1 + r.IntN(60) {
			word := fmt.Sprintf("w%d", i)
			switch r.IntN(4) {
			case 0:
				fmt.Fprintf(&html, "<em>%s</em> ", word)
				fmt.Fprintf(&source, "*%s* ", word)
			case 1:
				fmt.Fprintf(&html, "<a href=\"%s-x\">%s</a> ", word, word)
				fmt.Fprintf(&source, "[%s](%s-x) ", word, word)
			case 2:
				fmt.Fprintf(&html, "<li>%s</li>\n", word)
				fmt.Fprintf(&source, "%d. %s\n", i, word)
			default:
				fmt.Fprintf(&html, "%s &amp; ", word)
				fmt.Fprintf(&source, "%s &amp; ", word)
			}
		}
		a := Of(html.String(), source.String())
		for _, w := range a.all {
			from, to, ok := a.Source(w.from, w.text)
			if !ok || source.String()[from:to] != w.text {
				t.Fatalf("seed %d: %s leads to %q of\n%s", seed, w.text, source.String()[from:to], source.String())
			}
			if start, end, ok := a.Page(from, to); !ok || start != w.from || end != w.to {
				t.Fatalf("seed %d: %s does not come back", seed, w.text)
			}
		}
	}
}

// A page that has nothing in common with its source is left soon.
func TestDifferentTextsEnd(t *testing.T) {
	start := time.Now()
	Of(strings.Repeat("<p>a b c</p>", 100_000), strings.Repeat("d e f ", 100_000))
	if took := time.Since(start); took > 5*time.Second { // no measurement: without a bound it takes minutes
		t.Errorf("%v", took)
	}
}
