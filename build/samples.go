package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// sampleFolders are a folder of templates, one of their data, and the helpers that
// they use: a file of JavaScript or a folder of such; by default helpers.js or helpers
// in the folder of templates.
type sampleFolders struct{ templates, data, helpers string }

func (f *sampleFolders) flags(flags *flag.FlagSet) {
	flags.StringVar(&f.templates, "templates", f.templates, "the folder of templates")
	flags.StringVar(&f.data, "data", f.data, "the folder of data: templates/a/b.handlebars goes with data/a/b.json")
	flags.StringVar(&f.helpers, "helpers", f.helpers, "a file or a folder of helpers in JavaScript (default TEMPLATES/helpers.js or TEMPLATES/helpers)")
}

// sample is a template with its data, as the page loads it.
type sample struct {
	ID       string             `json:"id"` // path of the template, without its ending
	Title    string             `json:"title"`
	Format   string             `json:"format"`
	Dialect  string             `json:"dialect"`
	Template string             `json:"template"`
	Data     string             `json:"data"`
	DataKind string             `json:"dataKind,omitempty"`
	DataSets map[string]dataSet `json:"dataSets,omitempty"`
	Partials map[string]string  `json:"partials"`
	Helpers  string             `json:"helpers,omitempty"`
}

// dataSet is more data for a template: data/a/b.guest.json is the set "guest" of a/b.
type dataSet struct {
	Data     string `json:"data"`
	DataKind string `json:"dataKind,omitempty"`
}

// listed is an entry of templates/samples.json, the manifest.
type listed struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Format   string   `json:"format"`
	Dialect  string   `json:"dialect"`
	Partials []string `json:"partials"`
	Helpers  []string `json:"helpers"` // files of the folder of helpers, without their ending
}

const manifest = "samples.json"

var templateEndings = []string{".handlebars", ".hbs", ".mustache"}

// json is the content of samples.json.
func (f sampleFolders) json() ([]byte, error) {
	samples, err := f.read()
	if err != nil {
		return nil, err
	}
	if len(samples) == 0 {
		return nil, fmt.Errorf("%s holds no template (%s)", f.templates, strings.Join(templateEndings, ", "))
	}
	return json.Marshal(samples)
}

func (f sampleFolders) read() ([]sample, error) {
	templates, err := f.find()
	if err != nil {
		return nil, err
	}
	helpers, err := f.readHelpers()
	if err != nil {
		return nil, err
	}
	content, err := readBelow(f.templates, manifest)
	if errors.Is(err, fs.ErrNotExist) {
		return f.all(templates, joinHelpers(helpers))
	}
	if err != nil {
		return nil, err
	}
	var list []listed
	if err := json.Unmarshal(content, &list); err != nil {
		return nil, fmt.Errorf("%s: %w", manifest, err)
	}
	var samples []sample
	for _, l := range list {
		s := sample{ID: l.ID, Title: l.Title, Format: l.Format, Dialect: l.Dialect, Partials: map[string]string{}}
		if s.Template, err = f.text(templates, l.ID); err != nil {
			return nil, err
		}
		for _, name := range l.Partials {
			if s.Partials[name], err = f.text(templates, "partials/"+name); err != nil {
				return nil, err
			}
		}
		var own []helperFile
		for _, name := range l.Helpers {
			i := slices.IndexFunc(helpers, func(h helperFile) bool { return h.name == name+".js" })
			if i < 0 {
				return nil, fmt.Errorf("%s: there are no helpers %s.js", l.ID, name)
			}
			own = append(own, helpers[i])
		}
		s.Helpers = joinHelpers(own)
		if s.Data, s.DataKind, err = f.dataOf(l.ID); err != nil {
			return nil, err
		}
		if s.DataSets, err = f.dataSetsOf(l.ID); err != nil {
			return nil, err
		}
		samples = append(samples, s)
	}
	return samples, nil
}

// all makes a sample of every template of a folder without a manifest. Those
// below partials/ are partials, for all the others; all have the same helpers.
func (f sampleFolders) all(templates map[string]string, helpers string) ([]sample, error) {
	partials := map[string]string{}
	var ids []string
	for id := range templates {
		if name, ok := strings.CutPrefix(id, "partials/"); ok {
			content, err := f.text(templates, id)
			if err != nil {
				return nil, err
			}
			partials[name] = content
		} else {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	samples := make([]sample, len(ids))
	for i, id := range ids {
		content, err := f.text(templates, id)
		if err != nil {
			return nil, err
		}
		data, kind, err := f.dataOf(id)
		if err != nil {
			return nil, err
		}
		sets, err := f.dataSetsOf(id)
		if err != nil {
			return nil, err
		}
		format := "markdown"
		if strings.HasSuffix(id, ".html") {
			format = "html"
		}
		samples[i] = sample{ID: id, Title: id, Format: format, Dialect: "gfm", Template: content, Data: data, DataKind: kind, DataSets: sets, Partials: reached(content, partials), Helpers: helpers}
	}
	return samples, nil
}

var partialTag = regexp.MustCompile(`\{\{~?#?>\s*("[^"]*"|'[^']*'|\[[^\]]*\]|\(|[^\s~}]+)`)

// reached are the partials that a text calls, and those that these call. One
// whose name is made while it runs may call any.
func reached(text string, partials map[string]string) map[string]string {
	out := map[string]string{}
	var follow func(text string) (all bool)
	follow = func(text string) bool {
		for _, tag := range partialTag.FindAllStringSubmatch(text, -1) {
			if tag[1] == "(" {
				return true
			}
			name := strings.Trim(tag[1], `"'[]`)
			content, known := partials[name]
			if _, done := out[name]; !known || done {
				continue
			}
			out[name] = content
			if follow(content) {
				return true
			}
		}
		return false
	}
	if follow(text) {
		return partials
	}
	return out
}

// find lists the templates: their path below the folder by id.
func (f sampleFolders) find() (map[string]string, error) {
	found := map[string]string{}
	err := filepath.WalkDir(f.templates, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		ending := filepath.Ext(file)
		if !slices.Contains(templateEndings, ending) {
			return nil
		}
		rel, err := filepath.Rel(f.templates, file)
		if err != nil {
			return err
		}
		found[strings.TrimSuffix(filepath.ToSlash(rel), ending)] = rel
		return nil
	})
	return found, err
}

// text is the text of one of the templates that find has found.
func (f sampleFolders) text(templates map[string]string, id string) (string, error) {
	path, ok := templates[id]
	if !ok {
		return "", fmt.Errorf("there is no template %s", id)
	}
	content, err := readBelow(f.templates, path)
	return string(content), err
}

// readBelow reads a file of a folder. A path or a symbolic link that leads out of the
// folder is an error: what is read becomes part of a site.
func readBelow(folder, path string) ([]byte, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	content, err := root.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(folder, path), err)
	}
	return content, nil
}

// dataSuffixes are the endings of files of data, with the kind that their texts are of:
// "" is JSON (`dataKind` in web/src/library/contract.d.ts).
var dataSuffixes = []struct{ suffix, kind string }{{".json", ""}, {".jsonc", "json5"}, {".json5", "json5"}, {".yaml", "yaml"}, {".yml", "yaml"}}

// dataOf is the data of a template and their kind, `{}` if there are none.
func (f sampleFolders) dataOf(id string) (text, kind string, err error) {
	for _, d := range dataSuffixes {
		content, err := readBelow(f.data, filepath.FromSlash(id)+d.suffix)
		if !errors.Is(err, fs.ErrNotExist) {
			return string(content), d.kind, err
		}
	}
	return "{}\n", "", nil
}

// dataSetsOf are the data sets of a template beside the one of its name.
func (f sampleFolders) dataSetsOf(id string) (map[string]dataSet, error) {
	folder, base := path.Split(id)
	root, err := os.OpenRoot(f.data)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer root.Close()
	entries, err := fs.ReadDir(root.FS(), path.Clean(folder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var sets map[string]dataSet
	for _, e := range entries {
		rest, ok := strings.CutPrefix(e.Name(), base+".")
		if !ok || e.IsDir() {
			continue
		}
		for _, d := range dataSuffixes {
			name, ok := strings.CutSuffix(rest, d.suffix)
			if !ok || name == "" || name == "schema" || strings.Contains(name, ".") {
				continue
			}
			content, err := readBelow(f.data, filepath.FromSlash(folder+e.Name()))
			if err != nil {
				return nil, err
			}
			if sets == nil {
				sets = map[string]dataSet{}
			}
			sets[name] = dataSet{Data: string(content), DataKind: d.kind}
		}
	}
	return sets, nil
}
