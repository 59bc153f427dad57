// Package nesting finds the elements whose content can be put into a page piece by
// piece: those of which a browser's tree is the one that the tags show, so that a piece
// parsed by itself, inside its element, is what it is in its place (WHATWG HTML §13.2.6,
// tree construction). Where it is not sure it says no, and the element stays one piece.
package nesting

import (
	"strings"

	"livebars/wasm/markdown/markup"
)

// Shape is what matters of a piece to those around it.
type Shape struct {
	Nesting int8   // 1: a start tag with white space, -1: an end tag with white space, 0: whole elements
	Name    string // of the tag

	sound bool  // all that it opens it closes, in order
	top   class // what stands in it at the top
	deep  class // what stands in it anywhere
}

// Of is the shape of a piece.
func Of(html string) Shape {
	if s, ok := single(html); ok {
		return s
	}
	r := reader{sound: true}
	for i := 0; i < len(html) && r.sound; {
		next := strings.IndexByte(html[i:], '<')
		if next < 0 {
			r.text(html[i:])
			break
		}
		r.text(html[i : i+next])
		i += next
		t := markup.Read(html[i:])
		i += t.Size
		raw := markup.RawText(t, html[i:])
		switch t.Kind {
		case markup.Text:
			r.text("<")
		case markup.Start:
			r.start(t, html[i:i+raw])
		case markup.End:
			r.end(t.Name)
		case markup.Unfinished:
			r.sound = false
		}
		i += raw
	}
	return Shape{sound: r.sound && len(r.open) == 0, top: r.top, deep: r.deep}
}

// single is the shape of a tag that stands by itself.
func single(html string) (Shape, bool) {
	if html == "" || html[0] != '<' {
		return Shape{}, false
	}
	t := markup.Read(html)
	if !isBlank(html[t.Size:]) {
		return Shape{}, false
	}
	s := Shape{Name: t.Name}
	s.top, s.deep = classOf(t.Name)
	switch {
	case t.Kind == markup.End:
		s.Nesting, s.sound = -1, t.Attributes == ""
	case t.Kind == markup.Start && !markup.Void(t.Name) && markup.RawText(t, "x") == 0:
		s.Nesting, s.sound = 1, s.top&(foreign|choice) == 0
	default:
		return Shape{}, false
	}
	return s, true
}

// reader reads a piece with elements that are open in each other.
type reader struct {
	open      []element
	sound     bool
	top, deep class
}

func (r *reader) text(s string) {
	if !isBlank(s) {
		r.add(text, text)
	}
}

// add puts something into the innermost element. A form is none in another one, also in
// a cell.
func (r *reader) add(kind, deep class) {
	n := len(r.open)
	if n == 0 {
		r.top |= kind
		r.deep |= deep
		return
	}
	e := &r.open[n-1]
	if kind&^e.allows != 0 || deep&e.forbids != 0 {
		r.sound = false
	}
	if e.sealed {
		deep &= form
	}
	r.deep |= deep
}

func (r *reader) start(t markup.Token, raw string) {
	n := len(r.open)
	if n > 0 && r.open[n-1].foreign {
		r.startForeign(t, raw)
		return
	}
	r.add(classOf(t.Name))
	if t.Name == "script" && strings.Contains(raw, "<!--") {
		r.sound = false // a comment may hide the end of a script
	}
	if markup.Void(t.Name) {
		return
	}
	var around element
	if n > 0 {
		around = r.open[n-1]
	}
	e := elementOf(t.Name, around.forbids)
	e.sealed = e.sealed || around.sealed
	if e.foreign && t.SelfClosing {
		return
	}
	r.open = append(r.open, e)
}

// startForeign reads a start tag in SVG or MathML (§13.2.6.5): some end it, and some
// hold HTML.
func (r *reader) startForeign(t markup.Token, raw string) {
	inner := r.open[len(r.open)-1].name
	if classes[t.Name]&breaksOut != 0 || classes[inner]&holdsHTML != 0 || strings.Contains(raw, "<") {
		r.sound = false
	}
	if !t.SelfClosing {
		r.open = append(r.open, element{name: t.Name, allows: text, foreign: true})
	}
}

func (r *reader) end(name string) {
	n := len(r.open) - 1
	if n < 0 || r.open[n].name != name {
		r.sound = false
		return
	}
	r.open = r.open[:n]
}

func isBlank(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case ' ', '\t', '\n', '\r', '\f':
		default:
			return false
		}
	}
	return true
}
