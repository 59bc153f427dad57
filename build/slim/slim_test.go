package slim

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"livebars/build/gowasm"
)

// The program in testdata leans on everything that reads function tables: growing
// stacks, collections with pointers on them, panics, deferred calls, goroutines.
func TestTheProgramStaysTheSame(t *testing.T) {
	module, err := gowasm.Compile("./testdata/program")
	if err != nil {
		t.Fatal(err)
	}
	small, err := Module(module)
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
		if _, err := Module([]byte(m)); err == nil {
			t.Errorf("%q passed", m)
		}
	}
}
