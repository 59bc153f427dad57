package main

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// changes tells every open page when the site was made anew (server-sent
// events) or could not be.
type changes struct {
	mu        sync.Mutex
	made      string // what the site was last made of
	listeners map[chan string]bool
	closed    chan struct{}
}

func newChanges(made string) *changes {
	return &changes{made: made, listeners: map[chan string]bool{}, closed: make(chan struct{})}
}

func (c *changes) close() { close(c.closed) }

func (c *changes) tell(event, made string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.made = made
	for l := range c.listeners {
		select {
		case l <- event:
		default:
		}
	}
}

func (c *changes) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	listener := make(chan string, 8)
	c.mu.Lock()
	c.listeners[listener] = true
	if r.URL.Query().Get("made") != c.made {
		listener <- "reload" // the page is of an earlier making
	}
	c.mu.Unlock()
	defer func() {
		c.mu.Lock()
		delete(c.listeners, listener)
		c.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	control := http.NewResponseController(w)
	fmt.Fprint(w, ": connected\n\n")
	_ = control.Flush()
	for {
		select {
		case event := <-listener:
			fmt.Fprintf(w, "data: %s\n\n", event)
			if control.Flush() != nil {
				return
			}
		case <-r.Context().Done():
			return
		case <-c.closed:
			return
		}
	}
}

const lookEvery = 400 * time.Millisecond

// watch makes the site anew when a file that it is made of changes.
func watch(ctx context.Context, s site, c *changes) {
	seen := s.live
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(lookEvery):
		}
		now := s.stamp()
		if now == seen {
			continue
		}
		seen = now
		start := time.Now()
		s.live = now
		if err := s.make(); err != nil {
			fmt.Fprintln(os.Stderr, "build:", err)
			continue
		}
		fmt.Printf("Made anew in %v\n", time.Since(start).Round(time.Millisecond))
		c.tell("reload", now)
	}
}

// stamp sums up the files that a site is made of.
func (s site) stamp() string {
	var newest time.Time
	count, size := 0, int64(0)
	roots := []string{"wasm", "web/src", "go.mod"}
	if !s.fixedSamples {
		roots = append(roots, s.samples.templates, s.samples.data, s.samples.helpers)
	}
	for _, root := range roots {
		_ = filepath.WalkDir(root, func(_ string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return nil
			}
			if info, err := d.Info(); err == nil {
				count++
				size += info.Size()
				if info.ModTime().After(newest) {
					newest = info.ModTime()
				}
			}
			return nil
		})
	}
	return fmt.Sprintf("%d-%d-%d", newest.UnixNano(), count, size)
}
