package main

import (
	"bytes"
	"encoding/json"
	"os"
)

// version is that of the npm package.
const version = "0.8.0"

// npm makes dist/ a package as well: the library for programs and bundlers, the
// elements for pages, and the site beside them.
func (s site) npm(w *writer, module asset) error {
	type entry struct {
		Types   string `json:"types,omitempty"`
		Default string `json:"default"`
	}
	manifest, err := json.MarshalIndent(struct {
		Name        string           `json:"name"`
		Version     string           `json:"version"`
		Description string           `json:"description"`
		License     string           `json:"license"`
		Type        string           `json:"type"`
		Exports     map[string]entry `json:"exports"`
		Types       string           `json:"types"`
		Files       []string         `json:"files"`
		SideEffects []string         `json:"sideEffects"`
		Engines     any              `json:"engines"`
	}{
		Name: "livebars", Version: version, License: "MIT", Type: "module",
		Description: "Handlebars templates rendered as Handlebars.js 4.7 does, and the page that a docs site makes of them",
		Exports: map[string]entry{
			".":               {"./livebars.d.ts", "./livebars.js"},
			"./embed.js":      {"", "./embed.js"},
			"./share.js":      {"./share.d.ts", "./share.js"},
			"./livebars.wasm": {"", "./assets/" + module.name}, // for bundlers, which give files names of their own
			"./package.json":  {"", "./package.json"},
		},
		Types: "./livebars.d.ts",
		// No compressed copies: npm compresses, and servers have their own way.
		Files:       []string{"*.js", "*.d.ts", "assets/*.js", "assets/*.wasm", "assets/*.css", "sealed/*.html", "index.html", "samples.json", "icon.svg", "README.md", "LICENSE"},
		SideEffects: []string{"./embed.js", "./assets/*.js"},
		Engines:     map[string]string{"node": ">=20"},
	}, "", "  ")
	if err != nil {
		return err
	}
	if err := w.plain("package.json", append(manifest, '\n')); err != nil {
		return err
	}
	for to, from := range map[string]string{
		"README.md": "README.md", "LICENSE": "LICENSE", "share.d.ts": "web/src/share/contract.d.ts",
	} {
		content, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		content = bytes.ReplaceAll(content, []byte("../library/contract.d.ts"), []byte("./livebars.js"))
		if err := w.plain(to, content); err != nil {
			return err
		}
	}
	return nil
}
