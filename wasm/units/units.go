// Package units measures text of UTF-8 in UTF-16 code units, as JavaScript and the
// editors of browsers do.
package units

import "unicode/utf8"

// Of is the number of units of a character: two beyond the Basic Multilingual
// Plane, else one. A byte that is not UTF-8 counts as U+FFFD does.
func Of(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// Count is the number of units of s: JavaScript's length.
func Count(s string) int {
	n := 0
	for i := 0; i < len(s); {
		printable := PrintableASCII(s[i:])
		n += printable
		if i += printable; i == len(s) {
			break
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		n += Of(r)
	}
	return n
}

// Bytes is the byte range of the units from `from` to `to`. It reports false if the
// text is shorter, the two are not in this order, or one is inside of a surrogate
// pair.
func Bytes(s string, from, to int) (start, end int, ok bool) {
	if from < 0 || from > to {
		return 0, 0, false
	}
	start = -1
	n := 0
	for i := 0; ; {
		printable := PrintableASCII(s[i:min(len(s), i+max(0, from-n))])
		i += printable
		n += printable
		if n == from {
			start = i
		}
		if n >= to {
			return start, i, n == to && start >= 0
		}
		if i == len(s) {
			return 0, 0, false
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		n += Of(r)
	}
}

// Counter counts the units before places of a text, fast for places that follow
// each other.
type Counter struct {
	text        string
	bytes, unit int // the last place
}

// NewCounter makes a counter of a text.
func NewCounter(text string) *Counter { return &Counter{text: text} }

// Before is the number of units before a byte offset, at most those of the text.
func (c *Counter) Before(offset int) int {
	offset = min(offset, len(c.text))
	if offset < c.bytes {
		c.bytes, c.unit = 0, 0
	}
	c.unit += Count(c.text[c.bytes:offset])
	c.bytes = offset
	return c.unit
}

// PrintableASCII is the length of the printable ASCII that a text begins with: one
// unit, and one column, for each byte. It looks at eight bytes at once, for most of
// any text is of this kind.
func PrintableASCII(s string) int {
	const blanks, high = 0x2020202020202020, 0x8080808080808080
	i := 0
	for ; i+8 <= len(s); i += 8 {
		s := s[i : i+8]
		w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		if (w|(w-blanks))&high != 0 { // a byte above ASCII, or, after a borrow, one below the space
			break
		}
	}
	for i < len(s) && s[i]-' ' < utf8.RuneSelf-' ' {
		i++
	}
	return i
}
