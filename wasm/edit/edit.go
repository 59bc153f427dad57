// Package edit tells what an edit of a text leaves as it was.
package edit

// Kept is how many bytes two texts have in common at their start, and, behind
// those, at their end.
type Kept struct{ Prefix, Suffix int }

// Hunk is the part in which two texts of these lengths differ.
func (k Kept) Hunk(before, now int) Hunk {
	return Hunk{From: k.Prefix, To: before - k.Suffix, NowFrom: k.Prefix, NowTo: now - k.Suffix}
}

// Edited is what is known of how one text became another.
type Edited struct {
	Before, After string
	Kept          Kept
}

// Between is what two texts have in common: what is known, if it is of these two.
func (e Edited) Between(a, b string) Kept {
	if e.Before == a && e.After == b {
		return e.Kept
	}
	return Between(a, b)
}

// Then is what is known after another edit: bytes from and to of what is now
// there were replaced, which made it after.
func (e Edited) Then(from, to int, after string) Edited {
	e.Kept = Kept{min(e.Kept.Prefix, from), min(e.Kept.Suffix, len(e.After)-to)}
	e.After = after
	return e
}

// Nothing is what is known of a text that is not edited yet.
func Nothing(text string) Edited { return Edited{text, text, Kept{len(text), len(text)}} }

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
