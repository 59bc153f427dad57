package main

import (
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
// callers: 35 KB less to send, and no edit that got slower could be measured.
var notInlined = []string{"bytes", "fmt", "regexp/...", "strings", "livebars/wasm", "livebars/wasm/markdown/mdsvex"}

// module compiles the renderer and starts it: what is sent goes on from there.
func (s site) module(w *writer) (asset, error) {
	var flags []string
	for _, p := range notInlined {
		flags = append(flags, "-gcflags="+p+"=-l")
	}
	content, err := gowasm.Compile("./wasm", flags...)
	if err != nil {
		return asset{}, err
	}
	exec, err := gowasm.Script("wasm_exec.js")
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
