package main

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"livebars/build/gowasm"
	"livebars/build/wasmfile"
)

// madeWith makes a site of the repository with a module, without compressed copies.
func madeWith(t *testing.T, compile func() ([]byte, error)) error {
	t.Helper()
	t.Chdir("..")
	s := site{out: filepath.Join(t.TempDir(), "dist"), language: "en", samples: sampleFolders{templates: "templates", data: "data"}, compile: compile, quick: true}
	return s.make()
}

func TestASiteWithABrokenModuleIsNotMade(t *testing.T) {
	if _, err := os.Stat("../web/node_modules"); err != nil {
		t.Fatal("run `make test-go`, which installs what the page needs")
	}
	content, err := compiledIn(t, "..")
	if err != nil {
		t.Fatal(err)
	}
	for name, broken := range map[string][]byte{
		"empty":                   {},
		"another program":         []byte("\x00asm\x01\x00\x00\x00"),
		"cut":                     content[:len(content)/2],
		"without function tables": withoutFunctionTables(t, content),
	} {
		t.Run(name, func(t *testing.T) {
			err := madeWith(t, func() ([]byte, error) { return broken, nil })
			if err == nil || !strings.Contains(err.Error(), "does not work: rendering a template") {
				t.Errorf("the build says %v", err)
			}
		})
	}
}

// withoutFunctionTables is a module as a wrong step of the build once left it: it starts, and ends at its first rendering.
func withoutFunctionTables(t *testing.T, module []byte) []byte {
	t.Helper()
	file, err := wasmfile.Parse(module)
	if err != nil {
		t.Fatal(err)
	}
	memory, err := file.Memory()
	if err != nil {
		t.Fatal(err)
	}
	header := bytes.Index(memory, []byte("\xf1\xff\xff\xff\x00\x00\x01\x08"))
	if header < 0 {
		t.Fatal("the module has no function tables")
	}
	const listOfFunctions = 64 // its place in the header
	list := header + int(binary.LittleEndian.Uint64(memory[header+listOfFunctions:]))
	clear(memory[list : list+10_000])
	file.SetMemory(memory)
	return file.Bytes()
}

// compiledIn compiles the module in the top folder of the repository.
func compiledIn(t *testing.T, top string) ([]byte, error) {
	t.Helper()
	t.Chdir(top)
	defer t.Chdir("build")
	return compileModule()
}

// A release that the build does not know: the module is sent as the compiler writes it, and works.
func TestASiteOfAnUnknownRelease(t *testing.T) {
	err := madeWith(t, func() ([]byte, error) {
		content, err := gowasm.Compile("./wasm")
		if err != nil {
			return nil, err
		}
		exec, err := gowasm.Script("wasm_exec.js")
		prepared := prepare(content, exec, "go1.99")
		if !bytes.Equal(prepared, content) {
			t.Error("the module was changed")
		}
		return prepared, err
	})
	if err != nil {
		t.Error(err)
	}
}

// Each known release makes a site that works, with nothing left out.
func TestSitesOfTheKnownReleases(t *testing.T) {
	for _, compiler := range []string{"go1.26.8", "go1.27.0"} {
		t.Run(compiler, func(t *testing.T) {
			t.Setenv("GOTOOLCHAIN", compiler)
			var content []byte
			err := madeWith(t, func() (_ []byte, err error) {
				content, err = compileModule()
				return content, err
			})
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Contains(content, []byte("livebars.start")) || bytes.Contains(content, []byte("preview.(*Session).Render")) {
				t.Error("the module was not started, or has the names of its functions")
			}
		})
	}
}
