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
