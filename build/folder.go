package main

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"html"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// folderServer lets the page of its own site read and write the folders of templates, data
// and helpers (`build serve -save`):
//
//	GET /folder           all files: path, text, stamp
//	GET /folder?stamps    the stamps by path
//	PUT /folder/PATH      writes a file; If-Match names the stamp that it has, If-None-Match: * that it is new
//
// A stamp is a sum of a file's content. Every request needs the token that is in the page,
// and comes from a page of this site.
type folderServer struct {
	roots []folderRoot
	token string

	mu sync.Mutex // one write at a time
}

// folderRoot is a folder, or a single file, by the first name of its paths.
type folderRoot struct {
	name, folder string
	file         string // the only file of the folder that is served
}

// folderFile is a file as the page gets it.
type folderFile struct {
	Path  string `json:"path"`
	Text  string `json:"text"`
	Stamp string `json:"stamp"`
}

const (
	folderPath       = "/folder"
	tokenHeader      = "X-Livebars-Token"
	maxFolderContent = 64 << 20
	maxFolderFiles   = 2000
)

// folderFileName matches what may be read and written: web/src/share/file-kinds.ts has the same.
var folderFileName = regexp.MustCompile(`(?i)\.(?:handlebars|hbs|mustache|md|mdx|html?|json|jsonc|json5|ya?ml)$|(?:^|/)helpers(?:/.+)?\.[cm]?js$`)

func newFolderServer(f sampleFolders) (*folderServer, error) {
	secret := make([]byte, 24)
	if _, err := rand.Read(secret); err != nil {
		return nil, err
	}
	s := &folderServer{token: base64.RawURLEncoding.EncodeToString(secret)}
	s.roots = []folderRoot{{name: "templates", folder: f.templates}, {name: "data", folder: f.data}}
	if f.helpers != "" {
		info, err := os.Stat(f.helpers)
		if err != nil {
			return nil, err
		}
		if info.IsDir() {
			s.roots = append(s.roots, folderRoot{name: "helpers", folder: f.helpers})
		} else {
			s.roots = append(s.roots, folderRoot{name: "helpers", folder: filepath.Dir(f.helpers), file: filepath.Base(f.helpers)})
		}
	}
	return s, nil
}

// areNamed checks that the folders to write into were named: the defaults are the samples
// of the repository. A folder that is not there yet is made.
func (f sampleFolders) areNamed(flags *flag.FlagSet) error {
	named := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { named[f.Name] = true })
	if !named["templates"] || !named["data"] {
		return errors.New("-save needs -templates and -data: the folders that the page may write into")
	}
	for _, folder := range []string{f.templates, f.data} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return err
		}
	}
	return nil
}

// mark puts the token into the page of the site.
func (s *folderServer) mark(page []byte) []byte {
	return []byte(strings.Replace(string(page), "<head>", `<head><meta name="livebars-folder" content="`+html.EscapeString(s.token)+`">`, 1))
}

func (s *folderServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
	if !s.isOwn(r) {
		http.Error(w, "This is for the page of this site only.", http.StatusForbidden)
		return
	}
	name := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, folderPath), "/")
	switch {
	case r.Method == http.MethodGet && name == "":
		s.list(w, r)
	case r.Method == http.MethodPut && name != "":
		s.put(w, r, name)
	default:
		http.Error(w, "GET the folder, or PUT a file.", http.StatusMethodNotAllowed)
	}
}

// isOwn tells whether a request is of a page of this site that was given the token.
func (s *folderServer) isOwn(r *http.Request) bool {
	if subtle.ConstantTimeCompare([]byte(r.Header.Get(tokenHeader)), []byte(s.token)) != 1 {
		return false
	}
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		return false
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return r.Method == http.MethodGet // browsers name the origin of whoever writes
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host == r.Host && u.Scheme == "http"
}

func (s *folderServer) list(w http.ResponseWriter, r *http.Request) {
	files, err := s.files()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if r.URL.Query().Has("stamps") {
		stamps := map[string]string{}
		for _, f := range files {
			stamps[f.Path] = f.Stamp
		}
		_ = json.NewEncoder(w).Encode(stamps)
		return
	}
	_ = json.NewEncoder(w).Encode(files)
}

// files reads all files of the folders that are texts; symbolic links are not followed.
func (s *folderServer) files() ([]folderFile, error) {
	found := []folderFile{}
	size := int64(0)
	for _, root := range s.roots {
		dir, err := os.OpenRoot(root.folder)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		err = fs.WalkDir(dir.FS(), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules") {
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			shown := path.Join(root.name, name)
			if !d.Type().IsRegular() || !folderFileName.MatchString(shown) || (root.file != "" && name != root.file) {
				return nil
			}
			content, err := dir.ReadFile(filepath.FromSlash(name))
			if err != nil {
				return err
			}
			if size += int64(len(content)); size > maxFolderContent || len(found) >= maxFolderFiles {
				return errors.New("the folders hold more than 64 MB or 2000 files, which is too much")
			}
			if utf8.Valid(content) {
				found = append(found, folderFile{Path: shown, Text: string(content), Stamp: stampOf(content)})
			}
			return nil
		})
		dir.Close()
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

func stampOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:12])
}

// refusal is what is answered to a file that is not written.
type refusal struct {
	status int
	words  string
}

func (r refusal) Error() string { return r.words }

func (s *folderServer) put(w http.ResponseWriter, r *http.Request, name string) {
	content, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxFolderContent))
	if err != nil {
		http.Error(w, "The file is too large, or did not arrive.", http.StatusRequestEntityTooLarge)
		return
	}
	stamp, isNew := strings.Trim(r.Header.Get("If-Match"), `"`), r.Header.Get("If-None-Match") == "*"
	if isNew == (stamp != "") {
		http.Error(w, "Either If-Match or If-None-Match: * is needed.", http.StatusPreconditionRequired)
		return
	}
	if !utf8.Valid(content) {
		http.Error(w, "A file is text in UTF-8.", http.StatusUnsupportedMediaType)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.write(name, content, stamp); err != nil {
		var refused refusal
		if errors.As(err, &refused) {
			http.Error(w, refused.words, refused.status)
		} else {
			http.Error(w, "The file cannot be written: "+err.Error(), http.StatusInternalServerError)
		}
		return
	}
	w.Header().Set("ETag", `"`+stampOf(content)+`"`)
	w.WriteHeader(http.StatusNoContent)
}

// write puts content in the place of a file as a whole: it is written beside it, and then
// renamed. No part of its path may be a link; without a stamp there must be no such file.
func (s *folderServer) write(name string, content []byte, stamp string) error {
	root, within, err := s.place(name)
	if err != nil {
		return err
	}
	dir, err := os.OpenRoot(root.folder)
	if err != nil {
		return err
	}
	defer dir.Close()
	parent := path.Dir(within)
	if err := plainFolders(dir, parent); err != nil {
		return err
	}
	mode, err := checkUnchanged(dir, within, stamp)
	if err != nil {
		return err
	}
	if err := dir.MkdirAll(filepath.FromSlash(parent), 0o755); err != nil {
		return err
	}
	random := make([]byte, 8)
	if _, err := rand.Read(random); err != nil {
		return err
	}
	beside := path.Join(parent, ".livebars-"+hex.EncodeToString(random)+".tmp")
	if err := writeWhole(dir, beside, content, mode); err != nil {
		_ = dir.Remove(filepath.FromSlash(beside))
		return err
	}
	// Somebody may have written meanwhile.
	if _, err := checkUnchanged(dir, within, stamp); err != nil {
		_ = dir.Remove(filepath.FromSlash(beside))
		return err
	}
	if err := dir.Rename(filepath.FromSlash(beside), filepath.FromSlash(within)); err != nil {
		_ = dir.Remove(filepath.FromSlash(beside))
		return err
	}
	return nil
}

// place finds the folder of a path and the path in it.
func (s *folderServer) place(name string) (folderRoot, string, error) {
	outside := refusal{http.StatusForbidden, "This file is not one of the folder's."}
	first, within, _ := strings.Cut(name, "/")
	i := slices.IndexFunc(s.roots, func(r folderRoot) bool { return r.name == first })
	if i < 0 || within == "" || path.Clean(within) != within || !filepath.IsLocal(filepath.FromSlash(within)) ||
		strings.ContainsAny(within, "\\:\x00") || !folderFileName.MatchString(name) {
		return folderRoot{}, "", outside
	}
	for _, part := range strings.Split(within, "/") {
		if strings.HasPrefix(part, ".") || part == "node_modules" {
			return folderRoot{}, "", outside
		}
	}
	if only := s.roots[i].file; only != "" && within != only {
		return folderRoot{}, "", outside
	}
	return s.roots[i], within, nil
}

// plainFolders checks that what there is of a path are folders, and no links.
func plainFolders(dir *os.Root, parent string) error {
	if parent == "." {
		return nil
	}
	at := ""
	for _, part := range strings.Split(parent, "/") {
		at = path.Join(at, part)
		info, err := dir.Lstat(filepath.FromSlash(at))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		if !info.IsDir() {
			return refusal{http.StatusForbidden, fmt.Sprintf("%s is no folder: nothing is written through a link.", at)}
		}
	}
	return nil
}

// checkUnchanged gives the mode of a file that has a stamp, or that of new files.
func checkUnchanged(dir *os.Root, name, stamp string) (fs.FileMode, error) {
	changed := refusal{http.StatusPreconditionFailed, "The file was changed meanwhile."}
	info, err := dir.Lstat(filepath.FromSlash(name))
	if errors.Is(err, fs.ErrNotExist) {
		if stamp != "" {
			return 0, changed
		}
		return 0o644, nil
	}
	if err != nil {
		return 0, err
	}
	if !info.Mode().IsRegular() {
		return 0, refusal{http.StatusForbidden, "This is no plain file: nothing is written through a link."}
	}
	content, err := dir.ReadFile(filepath.FromSlash(name))
	if err != nil {
		return 0, err
	}
	if stamp == "" || stampOf(content) != stamp {
		return 0, changed
	}
	return info.Mode().Perm(), nil
}

func writeWhole(dir *os.Root, name string, content []byte, mode fs.FileMode) error {
	file, err := dir.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	if _, err := file.Write(content); err != nil {
		file.Close()
		return err
	}
	if err := file.Sync(); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}
