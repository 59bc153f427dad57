package units

import (
	"testing"
	"unicode/utf16"
)

func TestPrintableASCIIEndsAtTheFirstOtherByte(t *testing.T) {
	for size := range 40 {
		for at := range size + 1 {
			for _, other := range []byte{0, '\t', '\n', '\r', 0x1f, 0x80, 0xff} {
				text := []byte("The ~ quick brown fox \x7f jumps over the dog.")[:size]
				want := size
				if at < size {
					text[at], want = other, at
				}
				if got := PrintableASCII(string(text)); got != want {
					t.Fatalf("%q: %d instead of %d", text, got, want)
				}
			}
		}
	}
}

// texts have characters of one, two, three and four bytes, and what is not UTF-8.
var texts = []string{"", "a", "é", "€", "😀", "a\tb\n", "The quick brown fox é😀 jumps", "x\xffy\xf0\x9f\x98z"}

func TestCountIsTheLengthInUTF16(t *testing.T) {
	for _, s := range texts {
		if got, want := Count(s), len(utf16.Encode([]rune(s))); got != want {
			t.Errorf("%q: %d, not %d", s, got, want)
		}
	}
}

func TestBytesAndCounterAreInverse(t *testing.T) {
	for _, s := range texts {
		counter := NewCounter(s)
		for i := range s {
			for j := range s {
				if j < i {
					continue
				}
				start, end, ok := Bytes(s, counter.Before(i), counter.Before(j))
				if !ok || start != i || end != j {
					t.Errorf("%q: %d to %d came back as %d to %d, %v", s, i, j, start, end, ok)
				}
			}
		}
	}
}

func TestBytesRefusesWhatIsNoRange(t *testing.T) {
	for _, c := range []struct {
		text     string
		from, to int
	}{{"ab", -1, 1}, {"ab", 1, 0}, {"ab", 0, 3}, {"😀", 1, 2}, {"😀", 0, 1}} {
		if start, end, ok := Bytes(c.text, c.from, c.to); ok {
			t.Errorf("%q, %d to %d: bytes %d to %d", c.text, c.from, c.to, start, end)
		}
	}
}
