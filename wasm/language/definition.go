package language

import (
	"livebars/wasm/value"
)

// Place is a part of a text of the document, in bytes.
type Place struct {
	Source   string // "template", "partial:NAME" or "data"
	From, To int
}

// Definition is where the word at a byte offset of the text comes from: of a partial its
// text, of a path the value in the data, of a parameter or the end of a block the tag
// that opens it. dataPlace finds a value in the text of the data. It reports false where
// nothing is known.
func Definition(d Document, at int, dataPlace func(path []string) (from, to int, ok bool)) (Place, bool) {
	s, ok := d.subjectAt(at)
	if !ok {
		return Place{}, false
	}
	ofTag := func(t *tag) (Place, bool) { return Place{d.Source, t.from, t.to}, true }
	switch s.kind {
	case partialSubject:
		name := partialName(s.word)
		if _, ok := d.Partials[name]; ok {
			return Place{Source: "partial:" + name}, true
		}
	case closingSubject, elseSubject:
		if len(s.open) > 0 {
			return ofTag(s.open[len(s.open)-1].tag)
		}
	case pathSubject:
		names := segments(s.word)
		if len(names) > 0 && names[0] == s.word {
			for i := len(s.open) - 1; i >= 0; i-- {
				for _, p := range s.open[i].params {
					if p == s.word {
						return ofTag(s.open[i].tag)
					}
				}
			}
		}
		if path, ok := d.pathTo(&s); ok {
			if from, to, ok := dataPlace(path); ok {
				return Place{"data", from, to}, true
			}
		}
	}
	return Place{}, false
}

// pathTo is the way in the data to the first value of a path.
func (d *Document) pathTo(s *subject) ([]string, bool) {
	if d.Data == nil {
		return nil, false
	}
	contexts, names := start(d.scopesAt(s.open), s.word)
	for _, c := range contexts {
		holder, last := c, ""
		hasAll := true
		for i, name := range names {
			if i == len(names)-1 {
				_, hasAll = value.Own(holder, name)
				last = name
				break
			}
			if holder, hasAll = value.Own(holder, name); !hasAll {
				break
			}
		}
		if !hasAll {
			continue
		}
		path, ok := value.Path(d.Data, holder)
		if !ok {
			continue
		}
		if last != "" {
			path = append(path, last)
		}
		return path, true
	}
	return nil, false
}

// References are the tags that call the partial whose name stands at a byte offset of
// the text. It reports false if no such name stands there.
func References(d Document, at int) ([]Place, bool) {
	s, ok := d.subjectAt(at)
	if !ok || s.kind != partialSubject {
		return nil, false
	}
	return Calls(d, partialName(s.word)), true
}

// Calls are the tags that call a partial, in the template and then in the partials.
func Calls(d Document, name string) []Place {
	var out []Place
	d.eachText(func(source, text string) {
		for _, c := range d.calls(source, text, name) {
			out = append(out, Place{source, c.tag.from, c.tag.to})
		}
	})
	return out
}

// Edit replaces a part of a text of the document, in bytes.
type Edit struct {
	Place
	Insert string
}

// Rename are the edits that make the calls of a partial calls of another name.
func Rename(d Document, name, to string) []Edit {
	var out []Edit
	insert := writtenPartial(to)
	d.eachText(func(source, text string) {
		for _, c := range d.calls(source, text, name) {
			out = append(out, Edit{Place{source, c.name.from, c.name.to}, insert})
			if c.tag.sign != "#>" {
				continue
			}
			if closing := d.closing(source, text, c.tag); closing != nil {
				out = append(out, Edit{Place{source, closing.body, closing.end}, insert})
			}
		}
	})
	return out
}
