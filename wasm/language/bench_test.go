package language

import (
	"strings"
	"testing"
)

// A template of 1 MB, completed at its end.
func BenchmarkComplete(b *testing.B) {
	text := strings.Repeat("{{#each list}}\n- {{name}}: {{size.cm}} {{#if rare}}{{rare}}{{/if}} some words\n{{/each}}\n", 11_000) + "{{#each list}}{{"
	d := document(b, text)
	for b.Loop() {
		Complete(d, len(text))
	}
}
