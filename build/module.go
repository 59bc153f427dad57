package main

import (
	"fmt"
	"os"

	"livebars/build/gowasm"
	"livebars/build/slim"
	"livebars/build/started"
)

// asset is a file of dist/assets.
type asset struct {
	name      string // with its hash
	size      int
	integrity string
}

// notInlined are packages whose functions are called, not copied into their
// callers: 50 KB less to send, and no edit that got slower could be measured.
var notInlined = []string{
	"bytes", "fmt", "regexp/...", "sort", "strconv", "strings", "github.com/aymerick/...",
	"livebars/wasm", "livebars/wasm/diagnostic", "livebars/wasm/edit", "livebars/wasm/markdown", "livebars/wasm/markdown/alignment", "livebars/wasm/markdown/frontmatter", "livebars/wasm/markdown/mdsvex",
	"livebars/wasm/markdown/outline", "livebars/wasm/preview", "livebars/wasm/spelling", "livebars/wasm/value",
}

// compileModule compiles the renderer. Two steps know inner matters of the Go
// releases that they name: the program is started, so that a visitor's browser
// need not, and what only stack traces read is cleared. Where they meet another
// release they are left out, with a note: the module is larger then and takes
// longer to start, and behaves the same.
func compileModule() ([]byte, error) {
	var flags []string
	for _, p := range notInlined {
		flags = append(flags, "-gcflags="+p+"=-l")
	}
	content, err := gowasm.Compile("./wasm", flags...)
	if err != nil {
		return nil, err
	}
	release, err := gowasm.Release()
	if err != nil {
		return nil, err
	}
	exec, err := gowasm.Script("wasm_exec.js")
	if err != nil {
		return nil, err
	}
	return prepare(content, exec, release), nil
}

// prepare does what can be done to a module before it is sent.
func prepare(module []byte, wasmExec, release string) []byte {
	start := func(m []byte) ([]byte, error) { return started.Module(m, wasmExec, release) }
	shrink := func(m []byte) ([]byte, error) { return slim.Module(m, release) }
	for _, step := range []struct {
		do   func([]byte) ([]byte, error)
		cost string
	}{
		{start, "it takes about 0.2 s longer to start"},
		{shrink, "it is about 0.2 MB larger to load"},
	} {
		done, err := step.do(module)
		if err != nil {
			fmt.Fprintf(os.Stderr, "build: note: the module works the same, but %s (%v)\n", step.cost, err)
			continue
		}
		module = done
	}
	return module
}
