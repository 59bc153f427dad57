package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"

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
// callers: 35 KB less to send, and no edit that got slower could be measured.
var notInlined = []string{"bytes", "fmt", "regexp/...", "strings", "livebars/wasm", "livebars/wasm/markdown/mdsvex"}

// module compiles the renderer and starts it: what is sent goes on from there.
func (s site) module(w *writer) (asset, error) {
	file := filepath.Join(s.out, ".module.wasm")
	defer os.Remove(file)
	args := []string{"build", "-trimpath", "-ldflags=-s -w"}
	for _, p := range notInlined {
		args = append(args, "-gcflags="+p+"=-l")
	}
	cmd := exec.Command("go", append(args, "-o", file, "./wasm")...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return asset{}, err
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return asset{}, err
	}
	exec, err := wasmExec()
	if err != nil {
		return asset{}, err
	}
	if content, err = started.Module(content, exec); err != nil {
		return asset{}, err
	}
	if content, err = slim.Module(content); err != nil {
		return asset{}, err
	}
	return w.hashed("livebars.wasm", content)
}

// wasmExec is the script that starts a module of this Go distribution.
func wasmExec() (string, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	return filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"), err
}
