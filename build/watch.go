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
	listeners map[chan string]bool
	closed    chan struct{}
}

func newChanges() *changes {
	return &changes{listeners: map[chan string]bool{}, closed: make(chan struct{})}
}

func (c *changes) close() { close(c.closed) }

func (c *changes) tell(event string) {
	c.mu.Lock()
	defer c.mu.Unlock()
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
	seen := s.stamp()
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
		if err := s.make(); err != nil {
			fmt.Fprintln(os.Stderr, "build:", err)
			continue
		}
		fmt.Printf("Made anew in %v\n", time.Since(start).Round(time.Millisecond))
		c.tell("reload")
	}
}

// stamp sums up the files that a site is made of.
func (s site) stamp() string {
	var newest time.Time
	count, size := 0, int64(0)
	for _, root := range []string{"wasm", "web/src", s.samples.templates, s.samples.data, "go.mod"} {
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
	return fmt.Sprint(newest.UnixNano(), count, size)
}
