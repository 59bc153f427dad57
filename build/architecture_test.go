package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The list of folders in ARCHITECTURE.md is that of the repository: every folder it names is there, and every folder of
// sources is named.
func TestTheFoldersAreThoseOfTheArchitecture(t *testing.T) {
	content, err := os.ReadFile("../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(content), "## The folders")
	section, _, _ = strings.Cut(section, "\n## ")
	var named []string
	for _, line := range regexp.MustCompile(`(?m)^([a-z][a-z/-]*) {2,}\S`).FindAllStringSubmatch(section, -1) {
		named = append(named, line[1])
	}
	if len(named) < 20 {
		t.Fatalf("only %d folders are named", len(named))
	}
	for _, name := range named {
		if info, err := os.Stat(filepath.Join("..", name)); err != nil || !info.IsDir() {
			t.Errorf("ARCHITECTURE.md names %s, which is no folder", name)
		}
	}
	for _, pattern := range []string{"*", "build/*", "wasm/*", "wasm/markdown/*", "web/src/*"} {
		found, err := filepath.Glob(filepath.Join("..", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range found {
			name := filepath.ToSlash(strings.TrimPrefix(path, ".."+string(filepath.Separator)))
			info, err := os.Stat(path)
			made := name == "dist" || strings.HasSuffix(name, "testdata") || strings.HasPrefix(filepath.Base(name), ".")
			if err != nil || !info.IsDir() || made {
				continue
			}
			if !slices.Contains(named, name) {
				t.Errorf("ARCHITECTURE.md does not name %s", name)
			}
		}
	}
}
