package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"mime"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func serve(args []string) error {
	flags := flag.NewFlagSet("build serve", flag.ContinueOnError)
	s := site{out: "dist", language: "en", samples: sampleFolders{templates: "templates", data: "data"}, compile: compileModule, quick: true}
	port := flags.Int("port", 8080, "the port on 127.0.0.1; 0 takes a free one")
	still := flags.Bool("still", false, "make the site once, compressed, and do not follow changes")
	save := flags.Bool("save", false, "let the page write into the folders of templates, data and helpers")
	flags.StringVar(&s.out, "out", s.out, "the folder to make")
	s.samples.flags(flags)
	if err := flags.Parse(args); err != nil {
		return err
	}
	site := files{root: s.out}
	mux := http.NewServeMux()
	if *save {
		if err := s.samples.areNamed(flags); err != nil {
			return err
		}
		folder, err := newFolderServer(s.samples)
		if err != nil {
			return err
		}
		if templates, err := s.samples.find(); err == nil && len(templates) == 0 {
			s.samples = sampleFolders{templates: "templates", data: "data"} // a folder may be new
		}
		site.mark = folder.mark
		mux.Handle(folderPath, folder)
		mux.Handle(folderPath+"/", folder)
		s.fixedSamples = true // the page follows the folders by itself
	}
	if *still {
		s.quick = false
	} else {
		s.live = s.stamp()
	}
	if err := s.make(); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(*port)))
	if err != nil {
		return fmt.Errorf("port %d is taken; name another with -port: %w", *port, err)
	}
	changes := newChanges(s.live)
	mux.Handle("/", site)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if s.live != "" {
		mux.Handle("/changes", changes)
		go watch(ctx, s, changes)
	}
	server := &http.Server{Handler: ownNames(mux), ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		changes.close()
		_ = server.Close()
	}()
	fmt.Printf("Livebars is at http://%s/\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// ownNames answers requests to this machine by its own names only: a page of another
// site whose name leads here (DNS rebinding) is not to read what is served.
func ownNames(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := r.Host
		if host, _, err := net.SplitHostPort(name); err == nil {
			name = host
		}
		ip := net.ParseIP(strings.Trim(name, "[]"))
		if !strings.EqualFold(name, "localhost") && (ip == nil || !ip.IsLoopback()) {
			http.Error(w, "This server answers to 127.0.0.1 and localhost.", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// files serves a site as any static host should: the right types, what has a
// hash in its name for ever, compressed copies to whoever takes them.
type files struct {
	root string
	// mark changes the page before it is sent; none where it is sent as it is
	mark func(page []byte) []byte
}

var types = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".json": "application/json", ".wasm": "application/wasm", ".svg": "image/svg+xml", ".ts": "text/plain; charset=utf-8",
}

func (f files) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	name := path.Clean("/" + r.URL.Path)
	if name == "/" {
		name = "/index.html"
	}
	kind, known := types[path.Ext(name)]
	if !known {
		kind = mime.TypeByExtension(path.Ext(name))
	}
	h := w.Header()
	for _, header := range siteHeaders {
		h.Set(header[0], header[1])
	}
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", askedAnew)
	sealed := strings.HasPrefix(name, sealedPath)
	if !sealed {
		h.Set(policyHeader, contentPolicy)
	}
	if view := r.URL.Query().Get("view"); name == "/index.html" && view == "" {
		h.Set(policyHeader, contentPolicy+"; frame-ancestors 'self'") // it shows the person's drafts
	}
	if isShared(name) {
		h.Set(sharedHeader[0], sharedHeader[1])
	}
	if sealed || strings.HasPrefix(name, hashedPath) {
		h.Set("Cache-Control", forEver)
	}
	file := filepath.Join(f.root, filepath.FromSlash(name))
	if name == "/index.html" && f.mark != nil && r.URL.Query().Get("view") == "" {
		page, err := os.ReadFile(file)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		h.Set("Content-Type", kind)
		h.Set("Cache-Control", "no-store")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(f.mark(page)))
		return
	}
	for _, c := range compressions {
		if accepts(r, c.name) && isFile(file+c.suffix) {
			h.Set("Content-Encoding", c.name)
			file += c.suffix
			break
		}
	}
	content, err := os.Open(file)
	if err != nil || !isFile(file) {
		h.Set("Cache-Control", "no-store")
		http.Error(w, "There is no such file.", http.StatusNotFound)
		return
	}
	defer content.Close()
	h.Set("Content-Type", kind)
	info, err := content.Stat()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h.Set("ETag", fmt.Sprintf(`"%x-%x"`, info.ModTime().UnixNano(), info.Size()))
	http.ServeContent(w, r, name, time.Time{}, content)
}

func accepts(r *http.Request, coding string) bool {
	for _, part := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if name == coding && strings.ReplaceAll(quality, " ", "") != "q=0" {
			return true
		}
	}
	return false
}

func isFile(file string) bool {
	info, err := os.Stat(file)
	return err == nil && info.Mode().IsRegular()
}
