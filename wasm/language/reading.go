package language

import (
	"slices"
	"sort"

	"livebars/wasm/edit"
)

// Readings keeps the tags of the texts of a document from one question to the
// next: an edit lets those before and behind it stand. The zero value is empty.
type Readings struct{ bySource map[string]*reading }

// reading is a text with the tags that were read in it: all those that begin
// before upTo, and, behind a gap, those of before an edit.
type reading struct {
	text   string
	tags   []tag
	upTo   int
	behind []tag // of before the edit, at their places in text; all from there up to behindUpTo
	// behindUpTo is how far the text was read before the edit.
	behindUpTo int
}

// of is what is known of the text of a source.
func (r *Readings) of(source, text string) *reading {
	if r.bySource == nil {
		r.bySource = map[string]*reading{}
	}
	found := r.bySource[source]
	if found == nil {
		found = &reading{text: text}
		r.bySource[source] = found
	}
	found.renew(text)
	return found
}

// Forget drops what is kept of the sources that are not in use.
func (r *Readings) Forget(inUse func(source string) bool) {
	for source := range r.bySource {
		if !inUse(source) {
			delete(r.bySource, source)
		}
	}
}

// reading is what is known of a text of the document.
func (d *Document) reading(source, text string) *reading {
	if d.Readings == nil {
		d.Readings = &Readings{}
	}
	return d.Readings.of(source, text)
}

// renew makes the reading one of another text.
func (r *reading) renew(text string) {
	if r.text == text {
		return
	}
	h := edit.Between(r.text, text).Hunk(len(r.text), len(text))
	// How a tag is read may depend on what stands so far behind it.
	n := sort.Search(len(r.tags), func(i int) bool { return r.tags[i].to+longestString > h.From })
	behind, behindUpTo := r.behind, r.behindUpTo
	if len(r.tags) > n {
		// What is read in one go up to here is continued by what was there behind.
		if len(behind) == 0 || r.upTo >= behind[0].from {
			behind, behindUpTo = r.tags[n:], r.upTo
		}
	}
	first := sort.Search(len(behind), func(i int) bool { return behind[i].from >= h.To+escapeReach })
	moved := slices.Clone(behind[first:])
	for i := range moved {
		moved[i].move(h.Behind())
	}
	r.behind, r.behindUpTo = moved, behindUpTo+h.Behind()
	r.tags = r.tags[:n]
	r.upTo = 0
	if n > 0 {
		r.upTo = r.tags[n-1].next()
	}
	r.text = text
}

// escapeReach is how many bytes before a tag decide whether it is one.
const escapeReach = 2

func (t *tag) move(by int) {
	t.from += by
	t.to += by
	t.body += by
	t.end += by
}

// next is where the tag behind may begin.
func (t *tag) next() int { return max(t.to, t.from+len("{{")) }

// before are the tags that begin before a place.
func (r *reading) before(place int) []tag {
	for r.upTo < place {
		t, ok := nextTag(r.text, r.upTo)
		if !ok {
			r.upTo, r.behind = len(r.text)+1, nil
			break
		}
		for len(r.behind) > 0 && r.behind[0].from < t.from {
			r.behind = r.behind[1:]
		}
		if len(r.behind) > 0 && r.behind[0].from == t.from {
			r.tags = append(r.tags, r.behind...)
			r.upTo, r.behind = max(r.behindUpTo, r.tags[len(r.tags)-1].next()), nil
			continue
		}
		r.tags = append(r.tags, t)
		r.upTo = t.next()
	}
	return r.tags[:sort.Search(len(r.tags), func(i int) bool { return r.tags[i].from >= place })]
}

// all are the tags of the text.
func (r *reading) all() []tag { return r.before(len(r.text)) }
