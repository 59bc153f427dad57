package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

//go:embed proof.mjs
var proofScript []byte

const proofTimeout = time.Minute

// prove renders with the library of a finished site, in Node, from the very files
// that will be published. The error says in a sentence what does not work.
func prove(out string) error {
	library, err := filepath.Abs(filepath.Join(out, "livebars.js"))
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "livebars-proof-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	script := filepath.Join(dir, "proof.mjs")
	if err := os.WriteFile(script, proofScript, 0o644); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), proofTimeout)
	defer cancel()
	node := exec.CommandContext(ctx, "node", script, library)
	var said bytes.Buffer
	node.Stdout, node.Stderr = &said, &said
	switch err := node.Run(); {
	case err == nil:
		return nil
	case errors.Is(err, exec.ErrNotFound):
		return errors.New("the program node is missing: the build renders a template with the site's files before it says that it is done")
	case ctx.Err() != nil:
		return fmt.Errorf("the site in %s does not work: rendering a template took longer than %s", out, proofTimeout)
	}
	return fmt.Errorf("the site in %s does not work: rendering a template with its files failed:\n%s", out, shortened(said.String()))
}

// shortened is the beginning of what Node said: a trace of the module goes on for pages.
func shortened(text string) string {
	const limit = 2000 // bytes
	if len(text) <= limit {
		return text
	}
	return text[:limit] + "…"
}
