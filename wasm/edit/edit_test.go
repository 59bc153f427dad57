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

func TestHunksLeaveWhatIsTheSame(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 7))
		var a, b strings.Builder
		places := 0
		for range r.IntN(8) {
			same := strings.Repeat(string(rune('a'+r.IntN(26)))+"b", r.IntN(200))
			a.WriteString(same)
			b.WriteString(same)
			for _, side := range []*strings.Builder{&a, &b} {
				side.WriteString(strings.Repeat(string(rune('A'+r.IntN(26))), r.IntN(400)))
			}
			places++
		}
		old, now, gap := a.String(), b.String(), r.IntN(50)
		hunks := Hunks(old, now, gap, 5)
		var out strings.Builder
		done := 0
		for i, h := range hunks {
			if i > 0 && h.From-done < gap || h.NowFrom-out.Len() != h.From-done {
				t.Fatalf("seed %d: %v", seed, hunks)
			}
			out.WriteString(old[done:h.From])
			out.WriteString(now[h.NowFrom:h.NowTo])
			done = h.To
		}
		if out.WriteString(old[done:]); out.String() != now || len(hunks) > 5 {
			t.Fatalf("seed %d: %v do not make %q of %q", seed, hunks, now, old)
		}
	}
	if hunks := Hunks("same", "same", 0, 5); len(hunks) != 0 {
		t.Error(hunks)
	}
	long := strings.Repeat("Every line is another one here, as in a text.\n", 3)
	if hunks := Hunks("x"+long+"y"+long, "xx"+long+"z"+long, 0, 5); len(hunks) != 2 {
		t.Error(hunks)
	}
}

func TestEditedIsKnownWithoutLooking(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 8))
		before := strings.Repeat("abc", r.IntN(6))
		e := Nothing(before)
		for range r.IntN(5) {
			from := r.IntN(len(e.After) + 1)
			to := from + r.IntN(len(e.After)-from+1)
			e = e.Then(from, to, e.After[:from]+strings.Repeat("x", r.IntN(4))+e.After[to:])
		}
		k := e.Between(before, e.After)
		if before == e.After && e.Kept.Prefix == len(before) {
			continue // nothing was edited
		}
		if k != e.Kept || k.Prefix+k.Suffix > min(len(before), len(e.After)) || before[:k.Prefix] != e.After[:k.Prefix] || before[len(before)-k.Suffix:] != e.After[len(e.After)-k.Suffix:] {
			t.Fatalf("seed %d: %+v", seed, e)
		}
		if other := e.Between(before+"y", e.After+"zy"); other != Between(before+"y", e.After+"zy") {
			t.Fatalf("seed %d: what is known of other texts was taken", seed)
		}
	}
}
