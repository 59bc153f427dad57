package edit

import "strings"

// Hunk is a part of a text that was replaced: bytes From to To are now bytes
// NowFrom to NowTo of the other text.
type Hunk struct{ From, To, NowFrom, NowTo int }

// Before is by how much the text before the hunk has moved.
func (h Hunk) Before() int { return h.NowFrom - h.From }

// Behind is by how much the text behind the hunk has moved.
func (h Hunk) Behind() int { return h.NowTo - h.To }

// Through is the hunk from the start of h to the end of a later one.
func (h Hunk) Through(later Hunk) Hunk { return Hunk{h.From, later.To, h.NowFrom, later.NowTo} }

// probe is how many bytes must be alike for two texts to go on together, and
// reach how far that is looked for.
const (
	probe = 32
	reach = 256
)

// Hunks are the parts in which two texts differ, in order, at most limit; what
// is between two of them, at least gap bytes, is the same. There may be smaller
// ones, but what they leave is the same.
func Hunks(a, b string, gap, limit int) []Hunk {
	k := Between(a, b)
	endA, endB := len(a)-k.Suffix, len(b)-k.Suffix
	var out []Hunk
	for i, j := k.Prefix, k.Prefix; i < endA || j < endB; {
		skipA, skipB, found := together(a[i:endA], b[j:endB])
		if !found || len(out) == limit-1 {
			skipA, skipB = endA-i, endB-j
		}
		h := Hunk{i, i + skipA, j, j + skipB}
		if n := len(out); n > 0 && h.From-out[n-1].To < gap {
			out[n-1].To, out[n-1].NowTo = h.To, h.NowTo
		} else {
			out = append(out, h)
		}
		same := Between(a[h.To:endA], b[h.NowTo:endB]).Prefix
		i, j = h.To+same, h.NowTo+same
	}
	return out
}

// together is how far two texts that differ have to be skipped until they go on alike.
func together(a, b string) (skipA, skipB int, found bool) {
	near := a[:min(len(a), reach+probe)]
	for skip := 0; skip <= reach && skip+probe <= len(b); skip++ {
		if at := strings.Index(near, b[skip:skip+probe]); at >= 0 {
			return at, skip, true
		}
	}
	return 0, 0, false
}
