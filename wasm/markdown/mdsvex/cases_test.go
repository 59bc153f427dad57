//go:build !js

package mdsvex

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The files testdata/SUBJECT.cases hold cases: a line `=== name`, then a text.
// Each page must be the one that mdsvex makes.
func TestCasesEqualTheSite(t *testing.T) {
	o := startOracle(t)
	files, err := filepath.Glob("testdata/*.cases")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range strings.Split("\n"+string(content), "\n=== ")[1:] {
			name, source, _ := strings.Cut(c, "\n")
			count++
			if v := o.compare(t, source); v != nil {
				t.Errorf("%s: %s\n%q\n%s", filepath.Base(file), name, source, v)
			}
		}
	}
	if count < 150 {
		t.Errorf("only %d cases", count)
	}
	t.Logf("%d cases", count)
}
