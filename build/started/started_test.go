package started

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"livebars/build/gowasm"
	"livebars/build/slim"
)

func TestTheProgramGoesOn(t *testing.T) {
	dir := t.TempDir()
	wasmExec, err := gowasm.Script("wasm_exec.js")
	if err != nil {
		t.Fatal(err)
	}
	goOn := bundle(t, dir, wasmExec)
	module, err := gowasm.Compile("./testdata/program")
	if err != nil {
		t.Fatal(err)
	}
	release, err := gowasm.Release()
	if err != nil {
		t.Fatal(err)
	}
	startedModule, err := Module(module, wasmExec, release)
	if err != nil {
		t.Fatal(err)
	}
	small, err := slim.Module(startedModule, release)
	if err != nil {
		t.Fatal(err)
	}
	want := run(t, goOn, module)
	if !strings.Contains(want, "hello you") || strings.Contains(want, "no clock") {
		t.Fatalf("the program says %q", want)
	}
	for name, module := range map[string][]byte{"started": startedModule, "small": small} {
		if got := run(t, goOn, module); got != want {
			t.Errorf("%s: the program says %q, want %q", name, got, want)
		}
	}
	again, err := Module(module, wasmExec, release)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again, startedModule) {
		t.Error("a program that is started twice is not the same: every build would make a new site")
	}
}

// bundle is the page's part in starting a program, for Node.
func bundle(t *testing.T, dir, wasmExec string) string {
	t.Helper()
	file := filepath.Join(dir, "go-program.mjs")
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{"../../web/src/library/go-program.ts"}, Bundle: true, Outfile: file, Write: true,
		Format: api.FormatESModule, Alias: map[string]string{"wasm-exec": wasmExec},
	})
	for _, e := range result.Errors {
		t.Fatal(e.Text)
	}
	return file
}

func run(t *testing.T, goOn string, module []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "module.wasm")
	if err := os.WriteFile(file, module, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("node", "testdata/run.mjs", goOn, file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}
