package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"

	"github.com/andybalholm/brotli"
)

// writer writes the files of a site and remembers which they are.
type writer struct {
	out     string
	written map[string]bool // by path below out
}

// hashed writes content under assets/ with its hash in the name.
func (w *writer) hashed(name string, content []byte) (asset, error) {
	return w.hashedIn("assets", name, content)
}

func (w *writer) hashedIn(folder, name string, content []byte) (asset, error) {
	sum := sha256.Sum256(content)
	ext := filepath.Ext(name)
	a := asset{
		name: strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:5]) + ext,
		size: len(content), integrity: integrity(content),
	}
	path := filepath.Join(folder, a.name)
	if _, err := os.Stat(filepath.Join(w.out, path)); err == nil {
		w.written[path] = true
		return a, nil
	}
	return a, w.plain(path, content)
}

// integrity is what a page says of a file that it loads (Subresource Integrity §3.5).
func integrity(content []byte) string {
	sum := sha512.Sum384(content)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}

// plain writes content under a name that stays; a compressed copy of what was
// there before goes.
func (w *writer) plain(path string, content []byte) error {
	w.written[path] = true
	file := filepath.Join(w.out, path)
	if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, content) {
		return nil
	}
	for _, c := range compressions {
		os.Remove(file + c.suffix)
	}
	return os.WriteFile(file, content, 0o644)
}

// compression is a coding that browsers accept.
type compression struct {
	suffix, name string
	compress     func(content []byte) ([]byte, error)
}

// compressions, the best first.
var compressions = []compression{
	{".br", "br", func(content []byte) ([]byte, error) {
		var b bytes.Buffer
		w := brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24})
		if _, err := w.Write(content); err != nil {
			return nil, err
		}
		err := w.Close()
		return b.Bytes(), err
	}},
	{".gz", "gzip", func(content []byte) ([]byte, error) {
		var b bytes.Buffer
		w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if _, err := w.Write(content); err != nil {
			return nil, err
		}
		err := w.Close()
		return b.Bytes(), err
	}},
}

// compress puts compressed copies beside the files that have none yet.
func (w *writer) compress() error {
	for path := range w.written {
		if _, known := types[filepath.Ext(path)]; !known {
			continue // not of the site
		}
		file := filepath.Join(w.out, path)
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for _, c := range compressions {
			if _, err := os.Stat(file + c.suffix); err == nil {
				continue
			}
			small, err := c.compress(content)
			if err != nil {
				return err
			}
			if err := os.WriteFile(file+c.suffix, small, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// sweep removes what an earlier build left.
func (w *writer) sweep() error {
	return filepath.WalkDir(w.out, func(file string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		path, err := filepath.Rel(w.out, file)
		if err != nil {
			return err
		}
		plain := path
		for _, c := range compressions {
			plain = strings.TrimSuffix(plain, c.suffix)
		}
		if w.written[plain] {
			return nil
		}
		return os.Remove(file)
	})
}
