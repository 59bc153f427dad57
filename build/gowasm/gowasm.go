// Package gowasm is what the Go distribution has for programs in WebAssembly: its
// compiler, and the script that a program needs in JavaScript.
package gowasm

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// Compile is the module of the program in a folder, without its symbols. What the
// compiler has to say goes to standard error.
func Compile(folder string, flags ...string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "gowasm")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "module.wasm")
	args := append([]string{"build", "-trimpath", "-ldflags=-s -w"}, flags...)
	cmd := exec.Command("go", append(args, "-o", file, folder)...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
}

// Script is the place of one of the distribution's scripts: wasm_exec.js, or
// go_js_wasm_exec, which runs a program with Node.
func Script(name string) (string, error) {
	root, err := environment("GOROOT")
	return filepath.Join(root, "lib", "wasm", name), err
}

var release = regexp.MustCompile(`^go\d+\.\d+`)

// Release is the release of the compiler, as `go1.26`: what the compiler and the
// runtime agree on stays the same within one. It is the whole version where that
// has another form, as of a compiler in development.
func Release() (string, error) {
	version, err := environment("GOVERSION")
	if found := release.FindString(version); found != "" && !strings.Contains(version, "devel") {
		return found, err
	}
	return version, err
}

func environment(name string) (string, error) {
	out, err := exec.Command("go", "env", name).Output()
	return strings.TrimSpace(string(out)), err
}
