package slim

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"livebars/build/gowasm"
	"livebars/build/wasmfile"
)

// Compilers whose tables are known; each comes by the module proxy if it is not the one installed.
var compilers = []string{"go1.26.8", "go1.27.0"}

// The program in testdata leans on everything that reads function tables: growing
// stacks, collections with pointers on them, panics, deferred calls, goroutines.
func TestTheProgramStaysTheSame(t *testing.T) {
	for _, compiler := range compilers {
		t.Run(compiler, func(t *testing.T) {
			t.Setenv("GOTOOLCHAIN", compiler)
			module, release := compile(t)
			small, err := Module(module, release)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(small, []byte("main.sum")) || !bytes.Contains(module, []byte("main.sum")) {
				t.Error("a name of a function is left")
			}
			want, got := run(t, module), run(t, small)
			if want != got || !strings.Contains(want, "done") {
				t.Errorf("the program says %q, its slim form %q", want, got)
			}
		})
	}
}

// Of a release that is not known nothing is changed, also where its tables happen to be the same.
func TestAnUnknownRelease(t *testing.T) {
	module, _ := compile(t)
	if small, err := Module(module, "go1.99"); err == nil || small != nil || !strings.Contains(err.Error(), "go1.99") {
		t.Errorf("%d bytes, %v", len(small), err)
	}
}

// A word of the tables that is not what it should be is noticed before anything is changed.
func TestTablesThatAreNotThoseOfTheRelease(t *testing.T) {
	module, release := compile(t)
	layout := layouts[release]
	for other, l := range layouts {
		if other == release {
			continue
		}
		if _, err := tablesOf(t, module, l, nil); err == nil {
			t.Errorf("the tables of %s pass for those of %s", release, other)
		}
	}
	found, err := tablesOf(t, module, layout, nil)
	if err != nil {
		t.Fatal(err)
	}
	start := 0
	for found.word(start) != found.header {
		start += 8
	}
	for _, at := range []int{
		found.header + headerFuncs, found.header + headerNames, found.header + headerUnits, found.header + headerFiles,
		found.header + headerPCTables, found.header + headerFuncTab,
		start + 8*moduleNames, start + 8*(moduleUnits+1), start + 8*moduleFiles, start + 8*(modulePCTables+2),
		start + 8*modulePCLines, start + 8*(moduleFuncTab+1), start + 8*moduleText,
		start + 8*layout.gofunc, start + 8*layout.epclntab, start + 8*moduleBuckets,
		found.functionsInTable[7] + funcName, found.functionsInTable[7] + funcPCDepth, found.functionsInTable[7] + funcPCTables,
		found.functionsInTable[7] + funcDataCount - 3, found.funcs + funcTabEntry*9, found.funcs + funcTabEntry*9 + 4,
	} {
		damage := func(image []byte) { image[at+3] ^= 0x55 }
		if _, err := tablesOf(t, module, layout, damage); err == nil {
			t.Errorf("a wrong word at %d bytes behind the header, %d behind moduledata, passes", at-found.header, at-start)
		}
	}
}

func tablesOf(t *testing.T, module []byte, layout moduledata, damage func([]byte)) (found tables, err error) {
	t.Helper()
	defer func() {
		if recover() != nil {
			err = errTables
		}
	}()
	file, err := wasmfile.Parse(module)
	if err != nil {
		t.Fatal(err)
	}
	image, err := file.Memory()
	if err != nil {
		t.Fatal(err)
	}
	if damage != nil {
		damage(image)
	}
	return findTables(image, layout)
}

func compile(t *testing.T) (module []byte, release string) {
	t.Helper()
	module, err := gowasm.Compile("./testdata/program")
	if err != nil {
		t.Fatal(err)
	}
	if release, err = gowasm.Release(); err != nil {
		t.Fatal(err)
	}
	return module, release
}

func run(t *testing.T, module []byte) string {
	t.Helper()
	script, err := gowasm.Script("go_js_wasm_exec")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "module.wasm")
	if err := os.WriteFile(file, module, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(script, file)
	cmd.Env = append(os.Environ(), "GOGC=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

func TestWhatIsNoGoModule(t *testing.T) {
	for _, m := range []string{
		"", "no module", "\x00asm\x01\x00\x00\x00\x0b", "\x00asm\x01\x00\x00\x00\x0b\x7f",
		"\x00asm\x01\x00\x00\x00\x0b\x01\x00",
		"\x00asm\x01\x00\x00\x00\x0b\x07\x01\x00\x41\x00\x0b\x05a",
		"\x00asm\x01\x00\x00\x00\x0b\x0e\x01\x00\x41\x00\x0b\x08\xf1\xff\xff\xff\x00\x00\x01\x08",
	} {
		if _, err := Module([]byte(m), "go1.26"); err == nil {
			t.Errorf("%q passed", m)
		}
	}
}
