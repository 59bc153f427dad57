//go:build !js

package handlebars

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file of cases holds, for each: a line `=== name`, the template, and sections
// that start with a line `--- data`, `--- partial NAME`, `--- options` or
// `--- runtime`. The line end before a section or case is not part of it. What
// comes out is not written down: Handlebars.js says it.
func readCases(t testing.TB, file string) (names []string, requests []request) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range strings.Split("\n"+string(content), "\n=== ")[1:] {
		name, rest, _ := strings.Cut(block, "\n")
		parts := strings.Split("\n"+rest, "\n--- ")
		r := request{Template: strings.TrimPrefix(parts[0], "\n"), Data: "{}", Partials: map[string]string{}}
		for _, part := range parts[1:] {
			head, body, _ := strings.Cut(part, "\n")
			switch kind, name, _ := strings.Cut(head, " "); kind {
			case "data":
				r.Data = body
			case "partial":
				r.Partials[name] = body
			case "options":
				if err := json.Unmarshal([]byte(body), &r.Options); err != nil {
					t.Fatalf("%s: options of %q: %v", file, name, err)
				}
			case "runtime":
				r.Runtime = json.RawMessage(body)
			default:
				t.Fatalf("%s: unknown section %q", file, head)
			}
		}
		names = append(names, name)
		requests = append(requests, r)
	}
	return names, requests
}

func TestCasesEqualHandlebars(t *testing.T) {
	o := startOracle(t)
	files, _ := filepath.Glob("testdata/*.cases")
	count := 0
	for _, file := range files {
		names, requests := readCases(t, file)
		t.Run(strings.TrimSuffix(filepath.Base(file), ".cases"), func(t *testing.T) {
			for i, r := range requests {
				count++
				want := o.render(t, r)
				got, err := renderNatively(r)
				switch {
				case (err != nil) != (want.Error != ""):
					t.Errorf("%s\n%s\nours:   %q, error %v\ntheirs: %q, error %s", names[i], r.Template, got, err, want.Text, want.Error)
				case err == nil && got != want.Text:
					t.Errorf("%s\n%s\nours:   %q\ntheirs: %q", names[i], r.Template, got, want.Text)
				}
			}
		})
	}
	t.Logf("%d cases", count)
}
