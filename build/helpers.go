package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// helperFile is a file of helpers, by its path below their folder.
type helperFile struct{ name, text string }

// readHelpers reads the helpers of the samples, in the order of their names.
func (f sampleFolders) readHelpers() ([]helperFile, error) {
	root, err := f.helpersRoot()
	if root == "" || err != nil {
		return nil, err
	}
	var files []helperFile
	err = filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !isScript(file) {
			return err
		}
		folder, name := root, ""
		if file == root {
			folder, name = filepath.Split(file)
		} else if name, err = filepath.Rel(root, file); err != nil {
			return err
		}
		content, err := readBelow(filepath.Clean(folder), name)
		files = append(files, helperFile{filepath.ToSlash(name), string(content)})
		return err
	})
	slices.SortFunc(files, func(a, b helperFile) int { return strings.Compare(a.name, b.name) })
	return files, err
}

// helpersRoot is the file or the folder of helpers; "" if none is named and there is none.
func (f sampleFolders) helpersRoot() (string, error) {
	if f.helpers != "" {
		_, err := os.Stat(f.helpers)
		return f.helpers, err
	}
	for _, name := range []string{"helpers.js", "helpers"} {
		path := filepath.Join(f.templates, name)
		if _, err := os.Stat(path); err == nil {
			return path, nil
		} else if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return "", nil
}

func isScript(file string) bool {
	return slices.Contains([]string{".js", ".cjs", ".mjs"}, filepath.Ext(file))
}

// joinHelpers makes one text of files: of more than one, each begins with a line that
// names it (web/src/share/helper-files.ts reads it).
func joinHelpers(files []helperFile) string {
	if len(files) == 1 {
		return files[0].text
	}
	parts := make([]string, len(files))
	for i, f := range files {
		parts[i] = "// ---- " + f.name + " ----\n" + strings.TrimRight(f.text, "\n") + "\n"
	}
	return strings.Join(parts, "\n")
}
