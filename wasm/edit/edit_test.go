package edit

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestBetween(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		a := strings.Repeat("ab", r.IntN(500))
		at := r.IntN(len(a) + 1)
		b := a[:at] + strings.Repeat("x", r.IntN(3)) + a[min(len(a), at+r.IntN(600)):]
		k := Between(a, b)
		if a[:k.Prefix] != b[:k.Prefix] || a[len(a)-k.Suffix:] != b[len(b)-k.Suffix:] || k.Prefix+k.Suffix > min(len(a), len(b)) {
			t.Fatalf("%q %q: %v", a, b, k)
		}
		if k.Prefix+k.Suffix < min(len(a), len(b)) && (a[k.Prefix] == b[k.Prefix] || a[len(a)-k.Suffix-1] == b[len(b)-k.Suffix-1]) {
			t.Fatalf("%q %q: more than %v is common", a, b, k)
		}
	}
}
