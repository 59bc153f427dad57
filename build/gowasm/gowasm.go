// Package gowasm is what the Go distribution has for programs in WebAssembly: its
// compiler, and the script that a program needs in JavaScript.
package gowasm

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Compile compiles the program in a folder, without its symbols, to a file.
func Compile(file, folder string, flags ...string) error {
	args := append([]string{"build", "-trimpath", "-ldflags=-s -w"}, flags...)
	cmd := exec.Command("go", append(args, "-o", file, folder)...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	return cmd.Run()
}

// Script is the place of one of the distribution's scripts: wasm_exec.js, or
// go_js_wasm_exec, which runs a program with Node.
func Script(name string) (string, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	return filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", name), err
}
