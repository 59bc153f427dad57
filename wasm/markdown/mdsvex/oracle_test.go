// Go as WebAssembly starts no process, so what asks mdsvex runs natively only.

//go:build !js

package mdsvex

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// oracle is a process that renders with npm's mdsvex and compares.
type oracle struct {
	in  io.WriteCloser
	out *bufio.Reader
}

func startOracle(t testing.TB) *oracle {
	t.Helper()
	cmd := exec.Command("node", "test/oracles/doc-builder.mjs")
	cmd.Dir = "../../../web"
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatalf("the oracle needs Node and `npm ci` in web/ (make does both): %v", err)
	}
	t.Cleanup(func() { in.Close(); _ = cmd.Wait() })
	return &oracle{in: in, out: bufio.NewReaderSize(out, 1<<20)}
}

// verdict is what the oracle says of a page.
type verdict struct {
	At           int
	Ours, Theirs string
	Error        string // mdsvex cannot read the text
}

func (v *verdict) String() string {
	switch {
	case v == nil:
		return ""
	case v.Error != "":
		return "mdsvex: " + v.Error
	}
	return fmt.Sprintf("at %d\nours   %s\ntheirs %s", v.At, v.Ours, v.Theirs)
}

// compare renders a text here and there; nil means that the pages are equal.
func (o *oracle) compare(t testing.TB, source string) *verdict {
	t.Helper()
	line, _ := json.Marshal(map[string]string{"markdown": source, "html": page(source)})
	if _, err := o.in.Write(append(line, '\n')); err != nil {
		t.Fatalf("the oracle has ended: %v", err)
	}
	reply, err := o.out.ReadBytes('\n')
	if err != nil {
		t.Fatalf("the oracle has ended (is `npm ci` done in web/?): %v", err)
	}
	var v *verdict
	if err := json.Unmarshal(reply, &v); err != nil {
		t.Fatalf("the oracle said %q", reply)
	}
	return v
}

var testLimits = Limits{Depth: 256, Overtime: func() bool { return false }}

func page(source string) string {
	var b strings.Builder
	var d Document
	d.Update(source, nil, testLimits)
	for _, block := range d.Blocks() {
		b.WriteString(block.HTML)
		b.WriteByte('\n')
	}
	return b.String()
}
