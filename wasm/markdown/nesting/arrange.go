package nesting

// Part is a piece in the order of the page: an element's start, its end, or a whole.
type Part struct {
	From, To int  // of the pieces that it is made of; none: the start or the end of a `tbody` that is not written
	Nesting  int8 // as that of a shape
}

// Arrange tells how pieces that follow each other lie in each other. It says no where
// their tags do not show the tree that a browser makes of them.
func Arrange(shapes []*Shape) ([]Part, bool) {
	w := walk{parts: make([]Part, 0, len(shapes))}
	first, last := 0, len(shapes)
	if at := bodyOf(shapes); at >= 0 {
		// What stands before the content of a body is one part, what stands behind it another.
		first, last = at+1, bodyEnd(shapes)
		if last < first {
			return nil, false
		}
		w.parts = append(w.parts, Part{0, first, 1})
		w.open = append(w.open, elementOf("body", 0))
	}
	for i := first; i < last; i++ {
		if !w.pass(shapes[i], i) {
			return nil, false
		}
	}
	if first > 0 {
		w.closeRows()
		w.parts = append(w.parts, Part{last, len(shapes), -1})
		w.open = w.open[:max(len(w.open)-1, 0)]
	}
	return w.parts, len(w.open) == 0
}

// bodyOf is the place of a document's `<body>`; -1 if the pieces are none of a document.
func bodyOf(shapes []*Shape) int {
	if shapes[0].Name != "html" && shapes[0].Name != "body" {
		return -1
	}
	for i, s := range shapes {
		if s.Name == "body" && s.Nesting > 0 {
			return i
		}
	}
	return -1
}

// bodyEnd is the place of the last `</body>`; -1 if there is none.
func bodyEnd(shapes []*Shape) int {
	for i := len(shapes) - 1; i >= 0; i-- {
		switch s := shapes[i]; {
		case s.Name == "body" && s.Nesting < 0:
			return i
		case s.Name != "html" && (!s.sound || s.top != 0): // only comments may follow
			return -1
		}
	}
	return -1
}

type walk struct {
	open  []element
	parts []Part
}

// impliedRows is the name of a `tbody` that is not written.
const impliedRows = " tbody"

func (w *walk) pass(s *Shape, at int) bool {
	if !s.sound {
		return false
	}
	if s.Nesting < 0 {
		w.closeRows()
		n := len(w.open) - 1
		if n < 0 || w.open[n].name != s.Name {
			return false
		}
		w.open = w.open[:n]
		w.parts = append(w.parts, Part{at, at + 1, -1})
		return true
	}
	if s.top&^row != 0 {
		w.closeRows()
	}
	var forbidden class
	if n := len(w.open); n == 0 {
		if s.top&^content != 0 {
			return false
		}
	} else {
		if s.top&row != 0 && w.open[n-1].name == "table" {
			if s.top != row {
				return false
			}
			w.openRows()
			n++
		}
		parent := &w.open[n-1]
		if s.top&^parent.allows != 0 || s.deep&parent.forbids != 0 {
			return false
		}
		forbidden = parent.forbids
	}
	w.parts = append(w.parts, Part{at, at + 1, s.Nesting})
	if s.Nesting > 0 {
		w.open = append(w.open, elementOf(s.Name, forbidden))
	}
	return true
}

func (w *walk) openRows() {
	w.parts = append(w.parts, Part{Nesting: 1})
	w.open = append(w.open, element{name: impliedRows, allows: row, forbids: w.open[len(w.open)-1].forbids})
}

func (w *walk) closeRows() {
	if n := len(w.open) - 1; n >= 0 && w.open[n].name == impliedRows {
		w.parts = append(w.parts, Part{Nesting: -1})
		w.open = w.open[:n]
	}
}
