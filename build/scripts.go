package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"livebars/build/gowasm"
)

// scripts makes the library, its worker and the page.
func (s site) scripts(w *writer, module asset) error {
	exec, err := gowasm.Script("wasm_exec.js")
	if err != nil {
		return err
	}
	b := bundler{wasmExec: exec}
	constants := func(folder string) map[string]string {
		return map[string]string{
			"WASM_FILE": fmt.Sprintf("%q", folder+module.name),
			"WASM_SIZE": fmt.Sprint(module.size),
		}
	}
	realm, err := s.sealed(w, b)
	if err != nil {
		return err
	}
	sets, err := b.readable("web/src/helper-sets/sets.ts")
	if err != nil {
		return err
	}
	setsFile, err := w.hashed("helper-sets.js", sets.js)
	if err != nil {
		return err
	}
	kinds, err := b.bundle("web/src/data-kinds/kinds.ts", nil)
	if err != nil {
		return err
	}
	kindsFile, err := w.hashed("data-kinds.js", kinds.js)
	if err != nil {
		return err
	}
	// The worker lies in the same folder.
	script, err := b.bundle("web/src/library/worker.ts", map[string]string{
		"DATA_KINDS_FILE": fmt.Sprintf("%q", "./"+kindsFile.name), "HELPER_SETS_FILE": fmt.Sprintf("%q", "./"+setsFile.name),
	})
	if err != nil {
		return err
	}
	worker, err := w.hashed("worker.js", script.js)
	if err != nil {
		return err
	}
	library := constants("./assets/")
	library["HELPER_SETS_FILE"] = fmt.Sprintf("%q", "./assets/"+setsFile.name)
	library["DATA_KINDS_FILE"] = fmt.Sprintf("%q", "./assets/"+kindsFile.name)
	library["SEALED_FILE"] = fmt.Sprintf("%q", "./"+sealedFolder+"/"+realm.name)
	library["WORKER_FILE"] = fmt.Sprintf("%q", "./assets/"+worker.name)
	if script, err = b.bundle("web/src/library/livebars.ts", library); err != nil {
		return err
	}
	if err := w.plain("livebars.js", script.js); err != nil {
		return err
	}
	if script, err = b.bundle("web/src/share/share.ts", nil); err != nil {
		return err
	}
	if err := w.plain("share.js", script.js); err != nil {
		return err
	}
	types, err := os.ReadFile("web/src/library/contract.d.ts")
	if err != nil {
		return err
	}
	if err := w.plain("livebars.d.ts", types); err != nil {
		return err
	}
	page := constants("./")
	page["HELPER_SETS_FILE"] = fmt.Sprintf("%q", "./"+setsFile.name)
	page["SEALED_FILE"] = fmt.Sprintf("%q", "../"+sealedFolder+"/"+realm.name)
	return s.page(w, b, page, worker)
}

// page makes index.html, its script and its style.
func (s site) page(w *writer, b bundler, constants map[string]string, worker asset) error {
	constants["WORKER_FILE"] = fmt.Sprintf("%q", "./"+worker.name)
	for constant, name := range map[string]string{"HIGHLIGHT_FILE": "highlight", "MATH_FILE": "math"} {
		bundle, err := b.bundle("web/src/frame/"+name+".ts", nil)
		if err != nil {
			return err
		}
		file, err := w.hashed(name+".js", bundle.js)
		if err != nil {
			return err
		}
		constants[constant] = fmt.Sprintf("%q", "./"+file.name)
	}
	var style asset
	for constant, name := range map[string]string{"EDITOR_FILE": "main", "PREVIEW_FILE": "preview-page"} {
		view, err := b.bundle("web/src/page/"+name+".ts", constants)
		if err != nil {
			return err
		}
		file, err := w.hashed(name+".js", view.js)
		if err != nil {
			return err
		}
		if len(view.css) > 0 {
			if style, err = w.hashed("page.css", view.css); err != nil {
				return err
			}
		}
		constants[constant] = fmt.Sprintf("%q", "./"+file.name)
	}
	previews, err := b.bundle("web/src/embed/previews.ts", constants)
	if err != nil {
		return err
	}
	previewsFile, err := w.hashed("previews.js", previews.js)
	if err != nil {
		return err
	}
	embed, err := b.bundle("web/src/embed/embed.ts", map[string]string{"PREVIEWS_FILE": fmt.Sprintf("%q", "./assets/"+previewsFile.name)})
	if err != nil {
		return err
	}
	if err := w.plain("embed.js", embed.js); err != nil {
		return err
	}
	// For pages that name embed.js with its integrity.
	if err := w.plain("embed.js.integrity", []byte(integrity(embed.js)+"\n")); err != nil {
		return err
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
	page := strings.NewReplacer(
		"%FIRSTPAGE%", first,
		"%POLICY%", contentPolicy, "%SCRIPT%", "assets/"+script.name, "%STYLE%", "assets/"+style.name,
		"%SCRIPTSUM%", script.integrity, "%STYLESUM%", style.integrity, "%LIVE%", live,
	).Replace(string(html))
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
type bundler struct{ wasmExec string }

type bundle struct{ js, css []byte }

// bundle makes a module of an entry.
func (b bundler) bundle(entry string, constants map[string]string) (bundle, error) {
	return b.bundleAs(entry, constants, api.FormatESModule)
}

func (b bundler) bundleAs(entry string, constants map[string]string, format api.Format) (bundle, error) {
	return b.build(entry, constants, format, true)
}

// readable makes a module of an entry in which names stay what they are: completion shows
// those of the arguments of helpers.
func (b bundler) readable(entry string) (bundle, error) {
	return b.build(entry, nil, api.FormatESModule, false)
}

func (b bundler) build(entry string, constants map[string]string, format api.Format, shortNames bool) (bundle, error) {
	if _, err := os.Stat("web/node_modules"); err != nil {
		return bundle{}, errors.New("web/node_modules is missing: run `make`, which installs what the page needs")
	}
	folder, err := filepath.Abs("web")
	if err != nil {
		return bundle{}, err
	}
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{entry}, Bundle: true, Outdir: "unused", Format: format, Target: api.ES2022,
		Platform: api.PlatformBrowser, External: []string{"node:*"}, Define: constants,
		Alias:             map[string]string{"wasm-exec": b.wasmExec},
		Loader:            map[string]api.Loader{".frame.css": api.LoaderText},
		MinifyWhitespace:  true,
		MinifySyntax:      true,
		MinifyIdentifiers: shortNames,
		LegalComments:     api.LegalCommentsEndOfFile,
		NodePaths:         []string{filepath.Join(folder, "node_modules")},
	})
	var out bundle
	if len(result.Errors) > 0 {
		return out, errors.New(strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{}), "\n"))
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
