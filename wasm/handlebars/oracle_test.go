// Go as WebAssembly starts no process, so what asks Handlebars.js runs natively only;
// the cases run as WebAssembly through dist/livebars.js (web/test/node).

//go:build !js

package handlebars

import (
	"bufio"
	"encoding/json"
	"io"
	"os/exec"
	"sync"
	"testing"

	"livebars/wasm/value"
)

// request is a rendering to compare, in the words of the library's contract.
type request struct {
	Template string            `json:"template"`
	Data     string            `json:"data"`
	Partials map[string]string `json:"partials,omitempty"`
	Options  map[string]any    `json:"options,omitempty"`
	Runtime  json.RawMessage   `json:"runtime,omitempty"`
}

type answer struct {
	Text  string `json:"text"`
	Error string `json:"error"`
}

// oracle is a process that renders with npm's handlebars.
type oracle struct {
	mu  sync.Mutex
	in  io.WriteCloser
	out *bufio.Reader
}

func startOracle(t testing.TB) *oracle {
	t.Helper()
	cmd := exec.Command("node", "test/oracles/handlebars.mjs")
	cmd.Dir = "../../web"
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

func (o *oracle) render(t testing.TB, r request) answer {
	t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	line, _ := json.Marshal(r)
	if _, err := o.in.Write(append(line, '\n')); err != nil {
		t.Fatalf("the oracle has ended: %v", err)
	}
	reply, err := o.out.ReadBytes('\n')
	if err != nil {
		t.Fatalf("the oracle has ended (is `npm ci` done in web/?): %v", err)
	}
	var a answer
	if err := json.Unmarshal(reply, &a); err != nil {
		t.Fatalf("the oracle said %q", reply)
	}
	return a
}

var testLimits = Limits{Output: 32 << 20, Steps: 20_000_000, Depth: 256, Overtime: func() bool { return false }}

var decodeLimits = value.DecodeLimits{Bytes: 64 << 20, Depth: 256, Overtime: testLimits.Overtime}

// renderNatively renders a request here.
func renderNatively(r request) (string, error) {
	context, err := value.Decode(r.Data, decodeLimits)
	if err != nil {
		return "", err
	}
	c := NewCompiler()
	t, err := c.Compile("template", r.Template, optionsOf(r.Options), testLimits)
	if err != nil {
		return "", err
	}
	in := Input{Context: context, Partials: r.Partials, Limits: testLimits}
	if len(r.Runtime) > 0 {
		runtime, err := value.Decode(string(r.Runtime), decodeLimits)
		if err != nil {
			return "", err
		}
		if data, ok := value.Own(runtime, "data"); ok {
			in.Data, _ = data.(*value.Object)
		}
	}
	out, err := c.Run(t, in)
	return out.Text, err
}

func optionsOf(m map[string]any) Options {
	o := DefaultOptions()
	flags := map[string]*bool{
		"data": &o.Data, "compat": &o.Compat, "noEscape": &o.NoEscape, "strict": &o.Strict, "assumeObjects": &o.AssumeObjects,
		"preventIndent": &o.PreventIndent, "ignoreStandalone": &o.IgnoreStandalone,
		"explicitPartialContext": &o.ExplicitPartialContext, "knownHelpersOnly": &o.KnownHelpersOnly,
	}
	for name, v := range m {
		if flag, ok := flags[name]; ok {
			*flag, _ = v.(bool)
		} else if name == "knownHelpers" {
			known, _ := json.Marshal(v)
			_ = json.Unmarshal(known, &o.KnownHelpers)
		}
	}
	return o
}
