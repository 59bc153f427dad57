package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"livebars/build/gowasm"
)

// loadedFiles are the files of dist that scripts name.
type loadedFiles struct {
	module                               asset
	worker, sets, kinds, highlight, math asset
	realm                                asset // in sealedFolder
}

// constants are the addresses of files, as texts of scripts in a folder of dist.
func (f loadedFiles) constants(folder string) map[string]string {
	assets, sealed := "./assets/", "./"+sealedFolder+"/"
	if folder == "assets" {
		assets, sealed = "./", "../"+sealedFolder+"/"
	}
	text := func(s string) string { return fmt.Sprintf("%q", s) }
	return map[string]string{
		"WASM_FILE": text(assets + f.module.name), "WASM_SIZE": fmt.Sprint(f.module.size),
		"WORKER_FILE":      text(assets + f.worker.name),
		"HELPER_SETS_FILE": text(assets + f.sets.name),
		"DATA_KINDS_FILE":  text(assets + f.kinds.name),
		"HIGHLIGHT_FILE":   text(assets + f.highlight.name),
		"MATH_FILE":        text(assets + f.math.name),
		"SEALED_FILE":      text(sealed + f.realm.name),
	}
}

// scripts makes the library, the elements and the page, and the files that they load.
func (s site) scripts(w *writer, module asset) error {
	exec, err := gowasm.Script("wasm_exec.js")
	if err != nil {
		return err
	}
	words, err := wordsIn(s.language)
	if err != nil {
		return err
	}
	b := bundler{wasmExec: exec, words: words}
	f := loadedFiles{module: module}
	if f.realm, err = s.sealed(w, b); err != nil {
		return err
	}
	// cfworker's validator reads its address where it has no use for it, and fails in a worker
	// of a blob, which a page of another origin has.
	noAddress := map[string]string{"self.location": "undefined"}
	for _, part := range []struct {
		to          *asset
		name, entry string
		shortNames  bool
		constants   map[string]string
	}{
		// Completion shows the names of the arguments of helpers.
		{&f.sets, "helper-sets.js", "helper-sets/sets.ts", false, nil},
		{&f.kinds, "data-kinds.js", "data-kinds/kinds.ts", true, noAddress},
		{&f.worker, "worker.js", "library/worker.ts", true, nil},
		{&f.highlight, "highlight.js", "frame/highlight.ts", true, nil},
		{&f.math, "math.js", "frame/math.ts", true, nil},
	} {
		made, err := b.build("web/src/"+part.entry, part.constants, api.FormatESModule, part.shortNames)
		if err != nil {
			return err
		}
		if *part.to, err = w.hashed(part.name, made.js); err != nil {
			return err
		}
	}
	constants := f.constants("")
	constants["PREVIEWS_FILE"] = `"./previews.js"`
	constants["LIBRARY_FILE"] = `"./livebars.js"`
	for name, entry := range map[string]string{
		"livebars.js": "library/livebars.ts", "share.js": "share/share.ts",
		"embed.js": "embed/embed.ts", "previews.js": "embed/previews.ts", "command.js": "command/command.ts",
	} {
		script, err := b.bundle("web/src/"+entry, constants)
		if err != nil {
			return err
		}
		script.js = leftToBrowsers(script.js)
		if err := w.plain(name, script.js); err != nil {
			return err
		}
		if name == "embed.js" { // for pages that name it with its integrity
			if err := w.plain("embed.js.integrity", []byte(integrity(script.js)+"\n")); err != nil {
				return err
			}
		}
	}
	return s.page(w, b, f.constants("assets"))
}

var importedAddress = regexp.MustCompile(`\bimport\(([\w$]+)\)`)

// leftToBrowsers marks the imports of addresses that are known when the script runs:
// webpack and Vite would look for them among the files that they bundle. esbuild takes
// such comments away where it makes scripts short.
func leftToBrowsers(script []byte) []byte {
	return importedAddress.ReplaceAll(script, []byte("import(/* webpackIgnore: true */ /* @vite-ignore */ $1)"))
}

// page makes index.html, its script and its style.
func (s site) page(w *writer, b bundler, constants map[string]string) error {
	var style asset
	for constant, name := range map[string]string{"EDITOR_FILE": "main", "PREVIEW_FILE": "preview-page"} {
		view, err := b.divided("web/src/page/"+name+".ts", constants)
		if err != nil {
			return err
		}
		for file, content := range view.js {
			if err := w.plain("assets/"+file, content); err != nil {
				return err
			}
		}
		if len(view.css) > 0 {
			if style, err = w.hashed("page.css", view.css); err != nil {
				return err
			}
		}
		constants[constant] = fmt.Sprintf("%q", "./"+view.entry)
		parts, err := json.Marshal(view.parts)
		if err != nil {
			return err
		}
		constants[strings.TrimSuffix(constant, "FILE")+"PARTS"] = string(parts)
	}
	start, err := b.bundle("web/src/page/start.ts", constants)
	if err != nil {
		return err
	}
	script, err := w.hashed("start.js", start.js)
	if err != nil {
		return err
	}
	html, err := os.ReadFile("web/src/page/index.html")
	if err != nil {
		return err
	}
	live := ""
	if s.live != "" {
		live = `<meta name="livebars-live" content="/changes?made=` + s.live + `">`
	}
	first, err := s.samples.firstPage()
	if err != nil {
		return err
	}
	replaced, err := b.words.replacements()
	if err != nil {
		return err
	}
	page := strings.NewReplacer(append(replaced,
		"%FIRSTPAGE%", first,
		"%POLICY%", contentPolicy, "%SCRIPT%", "assets/"+script.name, "%STYLE%", "assets/"+style.name,
		"%SCRIPTSUM%", script.integrity, "%STYLESUM%", style.integrity, "%LIVE%", live,
	)...).Replace(string(html))
	if err := w.plain("index.html", []byte(page)); err != nil {
		return err
	}
	icon, err := os.ReadFile("web/src/page/icon.svg")
	if err != nil {
		return err
	}
	return w.plain("icon.svg", icon)
}

// bundler bundles with esbuild.
type bundler struct {
	wasmExec string
	words    words
}

type bundle struct{ js, css []byte }

// bundle makes a module of an entry.
func (b bundler) bundle(entry string, constants map[string]string) (bundle, error) {
	return b.bundleAs(entry, constants, api.FormatESModule)
}

func (b bundler) bundleAs(entry string, constants map[string]string, format api.Format) (bundle, error) {
	return b.build(entry, constants, format, true)
}

// dividedBundle is a module and those that it imports when it needs them, in files with
// a hash in their names.
type dividedBundle struct {
	entry string
	parts []string // addresses of the files that the entry cannot run without
	js    map[string][]byte
	css   []byte
}

// divided bundles an entry; what it imports by import() is in files of their own, and
// so is what these share with it.
func (b bundler) divided(entry string, constants map[string]string) (dividedBundle, error) {
	options, err := b.options(entry, constants, api.FormatESModule, true)
	if err != nil {
		return dividedBundle{}, err
	}
	options.Splitting, options.Metafile = true, true
	options.EntryNames, options.ChunkNames = "[name]-[hash]", "[name]-[hash]"
	result := api.Build(options)
	if err := errorOf(result); err != nil {
		return dividedBundle{}, err
	}
	out := dividedBundle{parts: []string{}, js: map[string][]byte{}}
	name := strings.TrimSuffix(filepath.Base(entry), ".ts")
	for _, f := range result.OutputFiles {
		file := filepath.Base(f.Path)
		switch filepath.Ext(file) {
		case ".js":
			out.js[file] = f.Contents
			if strings.HasPrefix(file, name+"-") {
				out.entry = file
			}
		case ".css":
			out.css = f.Contents
		}
	}
	var meta struct {
		Outputs map[string]struct {
			Imports []struct{ Path, Kind string }
		}
	}
	if err := json.Unmarshal([]byte(result.Metafile), &meta); err != nil {
		return out, err
	}
	for _, i := range meta.Outputs["unused/"+out.entry].Imports {
		if i.Kind == "import-statement" {
			out.parts = append(out.parts, "./"+filepath.Base(i.Path))
		}
	}
	return out, nil
}

func (b bundler) build(entry string, constants map[string]string, format api.Format, shortNames bool) (bundle, error) {
	var out bundle
	options, err := b.options(entry, constants, format, shortNames)
	if err != nil {
		return out, err
	}
	result := api.Build(options)
	if err := errorOf(result); err != nil {
		return out, err
	}
	for _, f := range result.OutputFiles {
		switch filepath.Ext(f.Path) {
		case ".js":
			out.js = f.Contents
		case ".css":
			out.css = f.Contents
		}
	}
	return out, nil
}

func errorOf(result api.BuildResult) error {
	if len(result.Errors) == 0 {
		return nil
	}
	return errors.New(strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{}), "\n"))
}

func (b bundler) options(entry string, constants map[string]string, format api.Format, shortNames bool) (api.BuildOptions, error) {
	if _, err := os.Stat("web/node_modules"); err != nil {
		return api.BuildOptions{}, errors.New("web/node_modules is missing: run `make`, which installs what the page needs")
	}
	folder, err := filepath.Abs("web")
	if err != nil {
		return api.BuildOptions{}, err
	}
	return api.BuildOptions{
		EntryPoints: []string{entry}, Bundle: true, Outdir: "unused", Format: format, Target: api.ES2022,
		Platform: api.PlatformBrowser, Define: constants,
		// Files that a script imports when it needs them are made apart.
		External:          []string{"./highlight-*.js", "./math-*.js", "./assets/highlight-*.js", "./assets/math-*.js", "./previews*.js", "./livebars*.js"},
		Alias:             map[string]string{"wasm-exec": b.wasmExec},
		Loader:            map[string]api.Loader{".frame.css": api.LoaderText},
		Plugins:           []api.Plugin{b.words.plugin()},
		MinifyWhitespace:  true,
		MinifySyntax:      true,
		MinifyIdentifiers: shortNames,
		LegalComments:     api.LegalCommentsEndOfFile,
		NodePaths:         []string{filepath.Join(folder, "node_modules")},
	}, nil
}
