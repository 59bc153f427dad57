package markdown

import (
	"flag"
	"slices"
	"strings"
	"testing"

	"livebars/wasm/edit"
	"livebars/wasm/markdown/random"
)

var (
	edits = flag.Int("edits", 5000, "how many random edits to compare with a page made anew")
	seed  = flag.Uint64("seed", 1, "the first seed; each document has its own")
)

var never = Limits{Depth: 256, Output: 64 << 20, Overtime: func() bool { return false }}

// follower is a page that follows splices, as a preview frame does.
type follower struct {
	document *Document
	islands  []Island
}

func (f *follower) update(t testing.TB, text string) Change {
	t.Helper()
	change, err := f.document.Update(text, nil, never)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range change.Splices {
		checkNesting(t, f.islands[s.At:s.At+s.Remove], s.Insert)
		f.islands = slices.Replace(f.islands, s.At, s.At+s.Remove, s.Insert...)
	}
	return change
}

// checkNesting checks that islands can take the place of others: both are whole
// elements, or each has another one of its kind.
func checkNesting(t testing.TB, before, now []Island) {
	t.Helper()
	kinds := func(list []Island) (out []int8, whole bool) {
		depth, whole := 0, true
		for _, i := range list {
			depth += int(i.Nesting)
			whole = whole && depth >= 0
			out = append(out, i.Nesting)
		}
		return out, whole && depth == 0
	}
	b, wholeBefore := kinds(before)
	n, wholeNow := kinds(now)
	if !slices.Equal(b, n) && !(wholeBefore && wholeNow) {
		t.Fatalf("%v cannot take the place of %v", now, before)
	}
}

func joined(islands []Island) string {
	var b strings.Builder
	for _, i := range islands {
		b.WriteString(i.HTML)
	}
	return b.String()
}

func nested(d *Document) *Document {
	d.Nested = true
	return d
}

func documents(t testing.TB) map[string]func() *Document {
	out := map[string]func() *Document{
		"html": NewHTML, "text": NewText,
		"html nested": func() *Document { return nested(NewHTML()) }, "text nested": func() *Document { return nested(NewText()) },
		"html nested, short": func() *Document { return nested(&Document{parser: &htmlParser{reach: 30}, wide: wideChange}) },
	}
	for _, d := range []Dialect{CommonMark, GFM, DocBuilder} {
		out[string(d)] = func() *Document {
			document, err := NewDocument(d)
			if err != nil {
				t.Fatal(err)
			}
			return document
		}
	}
	return out
}

func isText(d *Document) bool {
	_, is := d.parser.(*textParser)
	return is
}

// compare checks that a page that was updated is the page made anew.
func compare(t testing.TB, f *follower, change Change, fresh *Document, text string) bool {
	t.Helper()
	want, err := fresh.Update(text, nil, never)
	if err != nil {
		t.Fatal(err)
	}
	var islands []Island
	if len(want.Splices) > 0 {
		islands = want.Splices[0].Insert
	}
	switch {
	case joined(f.islands) != joined(islands) || f.document.HTML() != fresh.HTML():
		ours, theirs := joined(f.islands), joined(islands)
		at := edit.Between(ours, theirs).Prefix
		t.Errorf("at %d\nours  …%q\nfresh …%q", at, ours[max(0, at-40):min(len(ours), at+300)], theirs[max(0, at-40):min(len(theirs), at+300)])
	case !slices.Equal(f.islands, islands) && !isText(f.document): // where lines end a piece is as it has come
		t.Errorf("islands\nours  %v\nfresh %v", f.islands, islands)
	case !slices.Equal(change.Notes, want.Notes):
		t.Errorf("notes\nours  %v\nfresh %v", change.Notes, want.Notes)
	default:
		return true
	}
	return false
}

func TestUpdatesEqualAPageMadeAnew(t *testing.T) {
	const perDocument = 25
	for name, open := range documents(t) {
		for i := range *edits / perDocument / 7 {
			g := random.New(*seed + uint64(i))
			text := g.Document()
			for range g.IntN(5) {
				text += "\n\n" + g.Document()
			}
			f := &follower{document: open()}
			f.update(t, text)
			atOnce := 1
			if i%2 == 1 { // several edits at once, read place by place
				f.document.wide, atOnce = 0, 4
			}
			for range perDocument {
				before := text
				for range 1 + g.IntN(atOnce) {
					text = g.Edit(text)
				}
				if change := f.update(t, text); !compare(t, f, change, open(), text) {
					t.Fatalf("%s, seed %d\nbefore %q\nafter  %q", name, *seed+uint64(i), before, text)
				}
			}
		}
	}
}

// Raw HTML keeps its indentation: a block whose line has got some is another one,
// though its own text stands where it stood.
func TestABlockThatAnEditIndentsIsReadAgain(t *testing.T) {
	for name, open := range documents(t) {
		f := &follower{document: open()}
		f.update(t, "a\n\n    code\n<Tip>\n\n</Tip>\n\nb\n")
		text := "a\n\n <Tip>\n\n</Tip>\n\nb\n"
		if change := f.update(t, text); !compare(t, f, change, open(), text) {
			t.Fatal(name)
		}
	}
}

// FuzzUpdate edits a text twice: from one text to another, and back.
func FuzzUpdate(f *testing.F) {
	f.Add("# a\n\nb\n\nc", 4, 1, "```\n")
	f.Add("- a\n\n- b\n\nc", 3, 2, "\n    ")
	f.Add("[a]: b\n\n[a]", 0, 7, "")
	f.Add("<div>\n\na\n\n</div>\n\nb", 0, 5, "<p>")
	f.Add("a[^1]\n\n[^1]: b", 5, 2, "x")
	f.Fuzz(func(t *testing.T, text string, at, remove int, insert string) {
		if at < 0 || remove < 0 || at > len(text) || remove > len(text)-at {
			return
		}
		edited := text[:at] + insert + text[at+remove:]
		for name, open := range documents(t) {
			page := &follower{document: open()}
			page.update(t, text)
			for _, text := range []string{edited, text} {
				if change := page.update(t, text); !compare(t, page, change, open(), text) {
					t.Fatalf("%s: %q", name, text)
				}
			}
		}
	})
}

// What is longer than the limit between two places of a change is no page.
func TestAPageMayBeLongerBetweenTwoPlaces(t *testing.T) {
	middle := "\n\n" + strings.Repeat("Words that stay, all of them.\n\n", 10)
	long := strings.Repeat("y", 200)
	limits := never
	limits.Output = 700
	for name, open := range documents(t) {
		f := &follower{document: open()}
		f.document.wide = 0
		for _, text := range []string{"x" + middle + long, long + middle + "x"} {
			if _, err := f.document.Update(text, nil, limits); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
