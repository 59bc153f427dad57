package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// asset is a file of dist/assets.
type asset struct {
	name string // with its hash
	size int
}

// module compiles the renderer.
func (s site) module(w *writer) (asset, error) {
	file := filepath.Join(s.out, ".module.wasm")
	defer os.Remove(file)
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", file, "./wasm")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return asset{}, err
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return asset{}, err
	}
	return w.hashed("livebars.wasm", content)
}

// wasmExec is the script that starts a module of this Go distribution.
func wasmExec() (string, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	return filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"), err
}
