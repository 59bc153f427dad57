// Package edit tells what an edit of a text leaves as it was.
package edit

// Kept is how many bytes two texts have in common at their start, and, behind
// those, at their end.
type Kept struct{ Prefix, Suffix int }

// block is how many bytes are compared at once.
const block = 256

// Between is what two texts have in common.
func Between(a, b string) Kept {
	n := min(len(a), len(b))
	var k Kept
	for k.Prefix+block <= n && a[k.Prefix:k.Prefix+block] == b[k.Prefix:k.Prefix+block] {
		k.Prefix += block
	}
	for k.Prefix < n && a[k.Prefix] == b[k.Prefix] {
		k.Prefix++
	}
	n -= k.Prefix
	for k.Suffix+block <= n && a[len(a)-k.Suffix-block:len(a)-k.Suffix] == b[len(b)-k.Suffix-block:len(b)-k.Suffix] {
		k.Suffix += block
	}
	for k.Suffix < n && a[len(a)-1-k.Suffix] == b[len(b)-1-k.Suffix] {
		k.Suffix++
	}
	return k
}
