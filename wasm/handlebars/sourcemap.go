package handlebars

import (
	"sort"

	"livebars/wasm/value"
)

// Map tells where each piece of a text came from. Its pieces follow each other
// without gaps.
type Map struct {
	origins   []origin
	places    []valuePlace
	templates []*Template
	size      int // of the text
}

// Piece is a part of the text that came from one place.
type Piece struct {
	From, To   int    // bytes in the text
	Source     string // "template" or "partial:NAME"
	Start, End int    // bytes there: of the tag, or of the text itself
	Literal    bool   // text of the template that was copied, byte for byte
	Printed    Datum  // the value of the data that a tag printed, if it is one
}

// Datum names a value of the data by the list or object that it is in. Without
// one it is the value that the template was run with, or unknown.
type Datum struct {
	In    value.Value
	Key   string
	Known bool
}

// origin begins a piece: what stands from `at` on came from a tag, or, if tag is
// negative, is text of the template from `from` on.
type origin struct {
	at, template, tag, from, place int32
}

// valuePlace is where a path ended, and in which text.
type valuePlace struct {
	in    value.Value
	name  string
	index int // of an item that has no name, else -1
}

// key is the name of the place in its list or object.
func (p valuePlace) key() string {
	if p.index >= 0 {
		return value.NumberText(float64(p.index))
	}
	return p.name
}

// Len is the number of pieces.
func (m *Map) Len() int { return len(m.origins) }

// At is the i-th piece.
func (m *Map) At(i int) Piece {
	o := m.origins[i]
	to := m.size
	if i+1 < len(m.origins) {
		to = int(m.origins[i+1].at)
	}
	t := m.templates[o.template]
	p := Piece{From: int(o.at), To: to, Source: t.source}
	if o.tag < 0 {
		p.Literal = true
		p.Start, p.End = int(o.from), int(o.from)+to-int(o.at)
		return p
	}
	p.Start, p.End = t.tags[o.tag].from, t.tags[o.tag].to
	if o.place >= 0 {
		p.Printed = Datum{In: m.places[o.place].in, Key: m.places[o.place].key(), Known: true}
	}
	return p
}

// Text is the text of a source as it was rendered; "" if it was not.
func (m *Map) Text(source string) string {
	for _, t := range m.templates {
		if t.source == source {
			return t.text
		}
	}
	return ""
}

// Find is the number of the piece that a place of the text is in; -1 if there is
// none. near is a piece that may be a little before it: it is found sooner then.
func (m *Map) Find(at, near int) int {
	from, step := 0, len(m.origins)
	if near >= 0 && near < len(m.origins) && int(m.origins[near].at) <= at {
		from, step = near, 1
		for from+step < len(m.origins) && int(m.origins[from+step].at) <= at {
			from += step
			step *= 2
		}
	}
	behind := m.origins[from:min(from+step, len(m.origins))]
	return from + sort.Search(len(behind), func(i int) bool { return int(behind[i].at) > at }) - 1
}

// marks is the map while the text is written.
type marks struct {
	list      []origin
	places    []valuePlace
	numbers   map[*Template]int32
	templates []*Template
	last      valuePlace // where the last path ended
	ended     bool       // a path has ended since ended was cleared
}

func (m *marks) template(t *Template) int32 {
	if n := len(m.list); n > 0 {
		if last := m.list[n-1].template; m.templates[last] == t {
			return last
		}
	}
	i, ok := m.numbers[t]
	if !ok {
		if m.numbers == nil {
			m.numbers = map[*Template]int32{}
		}
		i = int32(len(m.templates))
		m.numbers[t] = i
		m.templates = append(m.templates, t)
	}
	return i
}

// markText says that a run's text is written now.
func (r *rendering) markText(t *Template, from int) {
	r.marks.list = append(r.marks.list, origin{at: int32(len(r.out)), template: r.marks.template(t), tag: -1, from: int32(from), place: -1})
}

// markTag says that what a tag makes is written now.
func (r *rendering) markTag(s *scope, n node) {
	t := s.container.template
	r.marks.list = append(r.marks.list, origin{at: int32(len(r.out)), template: r.marks.template(t), tag: int32(max(n.tagIndex(), 0)), place: -1})
}

// markPlace says that the last tag marked prints the value at which the last
// path ended.
func (r *rendering) markPlace() {
	if m := &r.marks; m.ended {
		m.list[len(m.list)-1].place = int32(len(m.places))
		m.places = append(m.places, m.last)
	}
}

// pathEnded notes where a path ended.
func (r *rendering) pathEnded(in value.Value, name string) {
	r.marks.last, r.marks.ended = valuePlace{in, name, -1}, true
}

// shiftMarks moves the marks from the first-th on: text was put before them.
func (r *rendering) shiftMarks(first, by int) {
	for i := first; i < len(r.marks.list); i++ {
		r.marks.list[i].at += int32(by)
	}
}

// sourceMap is the map of the text that was written. Pieces without text are
// left out.
func (r *rendering) sourceMap() *Map {
	out := r.marks.list[:0]
	for i, o := range r.marks.list {
		end := len(r.out)
		if i+1 < len(r.marks.list) {
			end = int(r.marks.list[i+1].at)
		}
		if int(o.at) < end {
			out = append(out, o)
		}
	}
	return &Map{origins: out, places: r.marks.places, templates: r.marks.templates, size: len(r.out)}
}
