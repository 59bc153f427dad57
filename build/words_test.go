package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"livebars/build/gowasm"
)

// A page in another language is built from another file of words, and has none of the English ones.
func TestAnotherLanguageIsAnotherFile(t *testing.T) {
	t.Chdir("..")
	english, err := os.ReadFile("web/src/words/en.ts")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "xx.ts")
	other := strings.NewReplacer(`"Share"`, `"Teilen & <mehr>"`, `"en"`, `"de"`).Replace(string(english))
	if err := os.WriteFile(file, []byte(other), 0o644); err != nil {
		t.Fatal(err)
	}
	w := words{"xx", file}
	replacements, err := w.replacements()
	if err != nil {
		t.Fatal(err)
	}
	index, err := os.ReadFile("web/src/page/index.html")
	if err != nil {
		t.Fatal(err)
	}
	page := strings.NewReplacer(replacements...).Replace(string(index))
	for _, want := range []string{`<html lang="xx"`, ">Teilen &amp; &lt;mehr&gt;</button>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	exec, err := gowasm.Script("wasm_exec.js")
	if err != nil {
		t.Fatal(err)
	}
	script, err := bundler{wasmExec: exec, words: w}.bundle("web/src/page/share-dialog.ts", nil)
	if err != nil {
		t.Fatal(err)
	}
	if js := string(script.js); !strings.Contains(js, "Teilen & <mehr>") || strings.Contains(js, `"Share"`) {
		t.Error("the script does not have the words of the other language")
	}
}

func TestWordsThatAreMissingAreSaid(t *testing.T) {
	t.Chdir("..")
	w, err := wordsIn("yy")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.replacements(); err == nil || !strings.Contains(err.Error(), "yy.ts") {
		t.Errorf("no error about yy.ts: %v", err)
	}
}
