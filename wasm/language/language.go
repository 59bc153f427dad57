// Package language answers what an editor asks about a document: what may be written
// at a place, what a word means there, where it comes from, what the text is built of,
// and what would make an end of a problem. It reads templates that are being typed, so
// it takes half a tag and blocks that are not closed. It runs nothing.
package language

import "livebars/wasm/value"

// Document is what is known of what is being edited.
type Document struct {
	Source   string // "template", "partial:NAME" or "data": what Text is
	Text     string
	Template string
	Partials map[string]string
	Data     value.Value // nil if there is none that could be read
	Helpers  []OwnHelper // of the document and of its host
	// Comparisons: there are the helpers eq, ne, lt, gt, lte, gte, and, or.
	Comparisons bool
	Marks       Marks
	Readings    *Readings // kept from one question to the next; may be nil
}

// OwnHelper is a helper that is none of the built-in ones.
type OwnHelper struct {
	Name  string
	Takes string // the names of its arguments
}

// Marks says what of a dialect is written outside of tags.
type Marks struct {
	Alerts     []string // what alerts may be
	Components []string
	Headings   Headings
}

// Completions are what may stand at a place instead of Text[From:To].
type Completions struct {
	From, To int // bytes
	Items    []Completion
}

// Kind is what a completion is.
type Kind string

const (
	Field     Kind = "field"     // of the data
	Parameter Kind = "parameter" // of a block
	Variable  Kind = "variable"  // @index
	Helper    Kind = "helper"
	Partial   Kind = "partial"
	Block     Kind = "block" // the open block that a tag closes, or a branch of it
	Component Kind = "component"
	Mark      Kind = "mark" // of an alert
	Argument  Kind = "argument"
	Key       Kind = "key"   // of an object of the data
	Value     Kind = "value" // of the data
)

// Completion is one thing that may be written.
type Completion struct {
	Label  string
	Insert string // what is written, if that is not the label
	Kind   Kind
	Detail string // a value from the data, or what a helper takes
	Info   string // a line of explanation
}
