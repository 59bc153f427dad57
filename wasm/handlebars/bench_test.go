package handlebars

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"livebars/wasm/value"
)

// The stages of a rendering, on the task page and on many copies of it in one
// template: `make bench-stages`, natively and as WebAssembly.
var sizes = []struct {
	name   string
	copies int
}{{"2.5KB", 1}, {"95KB", 38}, {"1MB", 400}}

func taskPage(b *testing.B, copies int) string {
	b.Helper()
	content, err := os.ReadFile("../../templates/task/chat-completion.handlebars")
	if err != nil {
		b.Fatal(err)
	}
	return strings.Repeat(string(content), copies)
}

var benchLimits = Limits{Output: 64 << 20, Steps: 1 << 40, Depth: 256, Overtime: func() bool { return false }}

func BenchmarkSkeleton(b *testing.B) {
	for _, size := range sizes {
		text := taskPage(b, size.copies)
		b.Run(size.name, func(b *testing.B) {
			for b.Loop() {
				pieces, tags, _ := scan(text, benchLimits)
				blocks, _ := check(text, tags, 256)
				newSkeleton(pieces, tags, blocks)
			}
		})
	}
}

// BenchmarkCompile is raymond's parser and what is made of its tree.
func BenchmarkCompile(b *testing.B) {
	for _, size := range sizes {
		text := taskPage(b, size.copies)
		pieces, tags, _ := scan(text, benchLimits)
		b.Run(size.name, func(b *testing.B) {
			for b.Loop() {
				blocks, _ := check(text, tags, 256)
				s := newSkeleton(pieces, tags, blocks)
				if _, err := buildProgram(s, tags, blocks, DefaultOptions(), parse, benchLimits.Overtime); err != nil {
					b.Fatal(err.message)
				}
			}
		})
	}
}

// BenchmarkProse is a compilation after an edit of prose: the program stays.
func BenchmarkProse(b *testing.B) {
	for _, size := range sizes {
		text := taskPage(b, size.copies)
		b.Run(size.name, func(b *testing.B) {
			c := NewCompiler()
			for i := 0; b.Loop(); i++ {
				edited := fmt.Sprintf("%d%s", i, text)
				if _, err := c.Compile("template", edited, DefaultOptions(), benchLimits); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkRun(b *testing.B) {
	content, err := os.ReadFile("../../data/task/chat-completion.json")
	if err != nil {
		b.Fatal(err)
	}
	context, err := value.Decode(string(content), value.DecodeLimits{Bytes: 1 << 26, Depth: 256, Overtime: benchLimits.Overtime})
	if err != nil {
		b.Fatal(err)
	}
	for _, size := range sizes {
		text := taskPage(b, size.copies)
		b.Run(size.name, func(b *testing.B) {
			c := NewCompiler()
			t, err := c.Compile("template", text, DefaultOptions(), benchLimits)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				result, err := c.Run(t, Input{Context: context, Limits: benchLimits})
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(result.Text)))
			}
		})
	}
}
