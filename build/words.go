package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"os/exec"
	"path/filepath"
	"sort"

	"github.com/evanw/esbuild/pkg/api"
)

// words are the strings of the page in one language: a file of the shape of
// web/src/words/en.ts, which scripts import, and which index.html is written with.
type words struct{ language, file string }

func wordsIn(language string) (words, error) {
	file, err := filepath.Abs(filepath.Join("web/src/words", language+".ts"))
	return words{language, file}, err
}

// plugin makes scripts take the words of this language where they import the English ones.
func (w words) plugin() api.Plugin {
	return api.Plugin{Name: "words", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `(^|/)en\.ts$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: w.file}, nil
		})
	}}
}

// ofFrontPage are the words of index.html by name, escaped for HTML.
func (w words) ofFrontPage() (map[string]string, error) {
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{w.file}, Bundle: true, Outdir: "unused", Format: api.FormatCommonJS, Platform: api.PlatformNode,
	})
	if err := errorOf(result); err != nil {
		return nil, err
	}
	// Node evaluates the module: its strings may be made of others.
	node := exec.Command("node", "-e", string(result.OutputFiles[0].Contents)+"\n;console.log(JSON.stringify(module.exports.frontPage))")
	var failure bytes.Buffer
	node.Stderr = &failure
	printed, err := node.Output()
	if err != nil {
		return nil, fmt.Errorf("the words in %s cannot be read: %w\n%s", w.file, err, shortened(failure.String()))
	}
	found := map[string]string{}
	if err := json.Unmarshal(printed, &found); err != nil {
		return nil, fmt.Errorf("the words in %s cannot be read: %w", w.file, err)
	}
	for name, text := range found {
		found[name] = html.EscapeString(text)
	}
	return found, nil
}

// replacements are the marks of index.html and the words that they stand for.
func (w words) replacements() ([]string, error) {
	found, err := w.ofFrontPage()
	if err != nil {
		return nil, err
	}
	pairs := []string{"%LANGUAGE%", w.language}
	names := make([]string, 0, len(found))
	for name := range found {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		pairs = append(pairs, "%"+name+"%", found[name])
	}
	return pairs, nil
}
