//go:build !js

package markdown

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The examples of the CommonMark specification come with goldmark's module.
// What goldmark reads otherwise than cmark.
func TestCommonMarkIsThatOfCmark(t *testing.T) {
	for source, want := range map[string]string{
		"* [a]: /u\nx\n":                  "<ul>\n<li>x</li>\n</ul>\n",
		"> \t- a\n":                       "<blockquote>\n<ul>\n<li>a</li>\n</ul>\n</blockquote>\n",
		"</script>\n":                     "</script>\n",
		"><div a":                         "<blockquote>\n<div a\n</blockquote>\n",
		"   ```\n   a\n \n   b\n   ```\n": "<pre><code>a\n\nb\n</code></pre>\n",
		"- ***\n\n- b\n":                  "<ul>\n<li>\n<hr />\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n",
		"[a](b ())\n":                     "<p><a href=\"b\">a</a></p>\n",
	} {
		if got := render(t, CommonMark, source).HTML; got != want {
			t.Errorf("%q\nours %q\nwant %q", source, got, want)
		}
	}
}

func TestCommonMarkExamples(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var examples []struct {
		Markdown, HTML string
		Example        int
	}
	if err := json.Unmarshal(content, &examples); err != nil {
		t.Fatal(err)
	}
	if len(examples) < 600 {
		t.Fatalf("only %d examples", len(examples))
	}
	for _, e := range examples {
		if got := string(render(t, CommonMark, e.Markdown).HTML); got != e.HTML {
			t.Errorf("example %d\n%q\nours:   %q\ntheirs: %q", e.Example, e.Markdown, got, e.HTML)
		}
	}
}
