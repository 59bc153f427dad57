// Package started makes a module of the Go compiler into one that has already
// started: the runtime and all packages are set up, and main waits for calls. The
// build runs it once, so that no visitor has to.
package started

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"

	"livebars/build/wasmfile"
)

//go:embed start.mjs
var starter []byte

// section is the name of what tells how to make the values of JavaScript that the
// program holds (web/src/library/go-program.ts reads it).
const section = "livebars.start"

// page is WebAssembly's, in bytes.
const page = 1 << 16

// releases are those whose wasm_exec.js is known to keep the program's values of
// JavaScript as start.mjs reads them, and as web/src/library/go-program.ts sets them.
var releases = []string{"go1.26", "go1.27"}

// Module starts a module that a release of Go has compiled, with Node and the
// release's wasm_exec.js, both of which it must find. The result has no `run`: it
// is as `run` leaves it. It is an error if the release is not a known one or the
// program does not become idle; the module can be sent as it is then.
func Module(module []byte, wasmExec, release string) ([]byte, error) {
	if !slices.Contains(releases, release) {
		return nil, fmt.Errorf("started: the inner fields of wasm_exec.js of %s are not known", release)
	}
	file, err := wasmfile.Parse(module)
	if err != nil {
		return nil, err
	}
	globals, err := file.Globals()
	if err != nil {
		return nil, err
	}
	state, memory, err := start(module, len(globals), wasmExec)
	if err != nil {
		return nil, err
	}
	for i, value := range state.Globals {
		if globals[i].Value, err = strconv.ParseInt(value, 10, 64); err != nil {
			return nil, err
		}
	}
	file.SetGlobals(globals)
	file.SetMemory(memory)
	file.SetMemorySize(len(memory) / page)
	if err := file.DropExport("run"); err != nil {
		return nil, err
	}
	file.AddCustom(section, state.Start)
	return file.Bytes(), nil
}

// state is what start.mjs prints.
type state struct {
	Globals []string
	Start   json.RawMessage
}

func start(module []byte, globals int, wasmExec string) (s state, memory []byte, err error) {
	dir, err := os.MkdirTemp("", "livebars-start-")
	if err != nil {
		return s, nil, err
	}
	defer os.RemoveAll(dir)
	place := func(name string) string { return filepath.Join(dir, name) }
	if module, err = withGlobals(module, globals); err != nil {
		return s, nil, err
	}
	for name, content := range map[string][]byte{"start.mjs": starter, "module.wasm": module} {
		if err := os.WriteFile(place(name), content, 0o644); err != nil {
			return s, nil, err
		}
	}
	node := exec.Command("node", place("start.mjs"), wasmExec, place("module.wasm"), place("memory"))
	node.Stderr = os.Stderr
	printed, err := node.Output()
	if err != nil {
		return s, nil, fmt.Errorf("started: the module cannot be started: %w", err)
	}
	if err := json.Unmarshal(printed, &s); err != nil {
		return s, nil, err
	}
	if len(s.Globals) != globals {
		return s, nil, fmt.Errorf("the module has %d variables, the started one %d", globals, len(s.Globals))
	}
	memory, err = os.ReadFile(place("memory"))
	return s, memory, err
}

// withGlobals exports the module's variables, in their order.
func withGlobals(module []byte, n int) ([]byte, error) {
	file, err := wasmfile.Parse(module)
	if err != nil {
		return nil, err
	}
	for i := range n {
		if err := file.ExportGlobal(fmt.Sprintf("global%d", i), i); err != nil {
			return nil, err
		}
	}
	return file.Bytes(), nil
}
