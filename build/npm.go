package main

import (
	"bytes"
	"encoding/json"
	"os"
)

// version is that of the npm package.
const version = "0.10.0"

// npm makes dist/ a package as well: the library for programs and bundlers, the
// elements for pages, and the site beside them.
func (s site) npm(w *writer, module asset) error {
	type entry struct {
		Types   string `json:"types,omitempty"`
		Default string `json:"default"`
	}
	type exports map[string]entry
	manifest, err := json.MarshalIndent(struct {
		Name        string            `json:"name"`
		Version     string            `json:"version"`
		Description string            `json:"description"`
		License     string            `json:"license"`
		Type        string            `json:"type"`
		Exports     exports           `json:"exports"`
		Types       string            `json:"types"`
		Files       []string          `json:"files"`
		Bin         map[string]string `json:"bin"`
		SideEffects []string          `json:"sideEffects"`
		Engines     any               `json:"engines"`
	}{
		Name: "livebars", Version: version, License: "MIT", Type: "module",
		Description: "Handlebars templates rendered as Handlebars.js 4.7 does, and the page that a docs site makes of them",
		Exports: exports{
			".":               {"./livebars.d.ts", "./livebars.js"},
			"./embed.js":      {"./embed.d.ts", "./embed.js"},
			"./react":         {"./react.d.ts", "./embed.js"}, // the same elements, and their types in JSX and templates
			"./preact":        {"./preact.d.ts", "./embed.js"},
			"./solid":         {"./solid.d.ts", "./embed.js"},
			"./svelte":        {"./svelte.d.ts", "./embed.js"},
			"./vue":           {"./vue.d.ts", "./embed.js"},
			"./share.js":      {"./share.d.ts", "./share.js"},
			"./livebars.wasm": {"", "./assets/" + module.name}, // for bundlers, which give files names of their own
			"./package.json":  {"", "./package.json"},
		},
		Types: "./livebars.d.ts",
		// No compressed copies: npm compresses, and servers have their own way.
		Files:       []string{"*.js", "*.d.ts", "assets/*.js", "assets/*.wasm", "assets/*.css", "sealed/*.html", "index.html", "samples.json", "icon.svg", "README.md", "LICENSE"},
		Bin:         map[string]string{"livebars": "command.js"},
		SideEffects: []string{"./embed.js", "./previews.js", "./assets/*.js"},
		Engines:     map[string]string{"node": ">=20.16"},
	}, "", "  ")
	if err != nil {
		return err
	}
	if err := w.plain("package.json", append(manifest, '\n')); err != nil {
		return err
	}
	from := map[string]string{
		"README.md": "README.md", "LICENSE": "LICENSE",
		"livebars.d.ts": "web/src/library/contract.d.ts", "share.d.ts": "web/src/share/contract.d.ts",
		"embed.d.ts": "web/src/embed/contract.d.ts",
	}
	for _, framework := range []string{"react", "preact", "solid", "svelte", "vue"} {
		from[framework+".d.ts"] = "web/src/embed/frameworks/" + framework + ".d.ts"
	}
	for to, from := range from {
		content, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		// The declarations lie beside the scripts that they are of.
		content = bytes.ReplaceAll(content, []byte("../library/contract.d.ts"), []byte("./livebars.js"))
		content = bytes.ReplaceAll(content, []byte("../contract.d.ts"), []byte("./embed.js"))
		if err := w.plain(to, content); err != nil {
			return err
		}
	}
	return nil
}
