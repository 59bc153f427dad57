package nesting

import "strings"

// class says what an element, or text, is to the elements around it.
type class uint32

const (
	text       class = 1 << iota // other than white space
	flow                         // any element that is nothing of what follows
	row                          // tr
	cell                         // td, th
	rows                         // thead, tbody, tfoot
	caption                      // caption
	columns                      // colgroup
	column                       // col
	item                         // li
	definition                   // dt, dd
	choice                       // select, option, optgroup
	annotation                   // rt, rp and their like
	foreign                      // svg, math
	page                         // html, head, body
	unsure                       // elements that change how what follows is read

	// What closes an element that it stands in, at any depth.
	block
	heading
	anchor
	button
	form
	unbroken // nobr

	// What SVG and MathML know (§13.2.6.5).
	breaksOut // it ends them
	holdsHTML // tags in it are those of HTML
)

const (
	parts   = row | cell | rows | caption | columns | column | item | definition | choice | annotation | foreign | page | unsure
	closing = block | heading | anchor | button | form | unbroken
	content = text | flow | foreign | choice // what may stand in most elements
)

// classes are what is known of elements.
var classes = func() map[string]class {
	m := map[string]class{}
	for _, of := range []struct {
		class class
		names string
	}{
		{row, "tr"}, {cell, "td th"}, {rows, "thead tbody tfoot"}, {caption, "caption"}, {columns, "colgroup"}, {column, "col"},
		{item, "li"}, {definition, "dt dd"}, {choice, "select option optgroup"}, {annotation, "rb rp rt rtc"}, {foreign, "svg math"},
		{page, "html head body"},
		{unsure, "frameset frame image plaintext template noscript noembed noframes iframe xmp keygen basefont bgsound listing"},
		{block, "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 " +
			"header hgroup hr main menu nav ol p pre search section summary table ul li dt dd"},
		{heading, "h1 h2 h3 h4 h5 h6"}, {anchor, "a"}, {button, "button"}, {form, "form"}, {unbroken, "nobr"},
		{breaksOut, "b big blockquote body br center code dd div dl dt em embed font h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta " +
			"nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"},
		{holdsHTML, "title desc foreignobject annotation-xml mi mo mn ms mtext"},
	} {
		for _, name := range strings.Fields(of.names) {
			m[name] |= of.class
		}
	}
	return m
}()

// classOf is what an element is in its parent, and what it closes at any depth.
func classOf(name string) (own, deep class) {
	c := classes[name]
	if own = c & parts; own == 0 {
		own = flow
	}
	return own, own | c&closing
}

// element is one that is open.
type element struct {
	name    string
	allows  class // what may stand in it
	forbids class // what may stand nowhere in it
	foreign bool  // it is of SVG or MathML
	sealed  bool  // a cell is around this place, or it is one: what stands in it closes nothing outside of it
}

// elementOf is an element that is opened where something is forbidden.
func elementOf(name string, forbidden class) element {
	c := classes[name]
	// What closes an element of its own kind may not stand in it.
	e := element{name: name, allows: content, forbids: forbidden | c&(heading|anchor|button|form|unbroken)}
	switch {
	case c&cell != 0:
		e.forbids, e.sealed = forbidden&form, true
	case c&rows != 0:
		e.allows = row
	case c&foreign != 0:
		e.allows, e.foreign = text, true
	}
	switch name {
	case "table":
		e.allows = row | rows | caption | columns
	case "tr":
		e.allows = cell
	case "colgroup":
		e.allows = column
	case "ul", "ol", "menu", "dir":
		e.allows |= item
	case "dl":
		e.allows |= definition
	case "ruby":
		e.allows |= annotation
	case "select", "optgroup":
		e.allows = text | choice
	case "option":
		e.allows = text
	case "p":
		e.forbids |= block
	}
	return e
}
