// Command build makes the site in dist/ and serves it.
//
//	go run ./build                       make dist/
//	go run ./build serve [flags]         make it, serve it, and follow changes
//
// It is run at the top of the repository.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run(os.Args[1:]); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) > 0 && args[0] == "serve" {
		return serve(args[1:])
	}
	flags := flag.NewFlagSet("build", flag.ContinueOnError)
	s := site{out: "dist", language: "en", samples: sampleFolders{templates: "templates", data: "data"}, compile: compileModule}
	flags.StringVar(&s.out, "out", s.out, "the folder to make")
	flags.StringVar(&s.language, "language", s.language, "the language of the page: a file of web/src/words")
	s.samples.flags(flags)
	if err := flags.Parse(args); err != nil {
		return err
	}
	return s.make()
}

// site is what to make, and where.
type site struct {
	out      string
	language string // of the words of the page
	samples  sampleFolders
	compile  func() ([]byte, error) // the module
	quick    bool                   // no compressed copies: they take longer than all the rest
	// fixedSamples: the samples are those of the start, whatever becomes of their folders
	fixedSamples bool
	live         string // what the site is made of, if the page is to reload when that changes
}

// make makes the whole site. Files with a hash in their name may be cached for
// ever; of files that are there already under such a name nothing is made anew.
func (s site) make() error {
	for _, folder := range []string{"assets", sealedFolder} {
		if err := os.MkdirAll(filepath.Join(s.out, folder), 0o755); err != nil {
			return err
		}
	}
	w := writer{out: s.out, written: map[string]bool{}}
	content, err := s.compile()
	if err != nil {
		return err
	}
	module, err := w.hashed("livebars.wasm", content)
	if err != nil {
		return err
	}
	if err := s.scripts(&w, module); err != nil {
		return err
	}
	samples, err := s.samples.json()
	if err != nil {
		return err
	}
	if err := w.plain("samples.json", samples); err != nil {
		return err
	}
	if err := w.plain("_headers", headersFile()); err != nil {
		return err
	}
	if err := s.npm(&w, module); err != nil {
		return err
	}
	if !s.quick {
		if err := w.compress(); err != nil {
			return err
		}
	}
	if err := w.sweep(); err != nil {
		return err
	}
	return prove(s.out)
}
