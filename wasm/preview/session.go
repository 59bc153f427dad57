// Package preview goes the whole way from a template and its data to the page,
// and keeps what the next edit can use again.
package preview

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"livebars/wasm/diagnostic"
	"livebars/wasm/edit"
	"livebars/wasm/handlebars"
	"livebars/wasm/language"
	"livebars/wasm/markdown"
	"livebars/wasm/units"
	"livebars/wasm/value"
)

// Format says what the text of a template is.
type Format string

const (
	Markdown Format = "markdown"
	HTML     Format = "html" // shown as it is
	Text     Format = "text" // shown letter by letter
)

// Limits bounds what one rendering may cost.
type Limits struct {
	Output int           // bytes of text, and of HTML
	Steps  int           // pieces of work of the template
	Depth  int           // levels of nesting, of each kind
	Data   int           // bytes of data
	Time   time.Duration // of the whole rendering
}

// DefaultLimits are the limits when none are given.
func DefaultLimits() Limits {
	return Limits{Output: 32 << 20, Steps: 20_000_000, Depth: 256, Data: 64 << 20, Time: 2 * time.Second}
}

// Request is what to render.
type Request struct {
	Template      string
	Data          *string // JSON text; nil is no data at all (undefined)
	Partials      map[string]string
	Format        Format
	Dialect       markdown.Dialect
	Options       handlebars.Options
	Runtime       *string // JSON text of an object of @-variables, or nil
	Map           bool    // the result is to have the source map
	Nested        bool    // an update may have islands inside of elements
	ShowUnknown   bool    // calls of helpers that are not known are shown, and no errors
	NoComparisons bool    // without the helpers eq, ne, lt, gt, lte, gte, and, or
	Realm         Realm   // nil unless there are helpers, or data that JSON cannot say

	edited edit.Edited // the template, if Edit has changed it
}

// Realm is JavaScript's side of a request with helpers. It has the data as well: those
// that helpers see are its values.
type Realm interface {
	handlebars.Realm
	// Data is the data, new for each rendering: helpers may change it.
	Data() (value.Value, error)
	// Runtime is the object of @-variables that the request gives, or nil.
	Runtime() (*value.Host, error)
	// Helpers are functions, and other values, by name.
	Helpers() map[string]value.Value
}

// NewRequest is a request with the defaults of the library's contract.
func NewRequest() Request {
	return Request{Format: Markdown, Dialect: markdown.GFM, Options: handlebars.DefaultOptions()}
}

// Edit replaces a part of a text of the request: of "template", "data" or
// "partial:NAME". Places are UTF-16 units.
func (r *Request) Edit(source string, from, to int, insert string) error {
	text, name := &r.Template, ""
	switch {
	case source == "template":
	case source == "data" && r.Data != nil:
		data := *r.Data
		r.Data, text = &data, &data
	case strings.HasPrefix(source, "partial:"):
		name = source[len("partial:"):]
		partial, ok := r.Partials[name]
		if !ok {
			return fmt.Errorf("there is no partial `%s` to edit", name)
		}
		text = &partial
	default:
		return fmt.Errorf("there is no text `%s` to edit", source)
	}
	start, end, ok := units.Bytes(*text, from, to)
	if !ok {
		return fmt.Errorf("the edit of `%s` from %d to %d does not fit its text", source, from, to)
	}
	after := (*text)[:start] + insert + (*text)[end:]
	if source == "template" {
		if r.edited.After != r.Template {
			r.edited = edit.Nothing(r.Template)
		}
		r.edited = r.edited.Then(start, end, after)
	}
	*text = after
	if name != "" {
		r.Partials = maps.Clone(r.Partials)
		r.Partials[name] = *text
	}
	return nil
}

// Result is a rendering. Without OK there is no Text and no HTML, and the
// diagnostics say why.
type Result struct {
	OK          bool
	Text        string
	HTML        string
	Map         []Origin // if it was asked for
	Diagnostics []diagnostic.Diagnostic
}

// Session renders requests that follow each other, each much like the last.
// Sessions share nothing.
type Session struct {
	limits   Limits
	compiler *handlebars.Compiler
	data     value.Decoded
	runtime  value.Decoded
	page     *markdown.Document
	kind     pageKind // what the page is of
	pageText string
	ranText  string // of the last run
	places   *located
	shown    shown
	now      func() time.Time // the clock of the time limit
}

// pageKind is what decides how a text is read.
type pageKind struct {
	format  Format
	dialect markdown.Dialect
	nested  bool
}

// NewSession makes a session.
func NewSession(limits Limits) *Session {
	return &Session{limits: limits, compiler: handlebars.NewCompiler(), now: time.Now}
}

// markdownShare is the part of the time after which the Markdown stage makes
// plain text of the rest, so that it ends in time.
const markdownShare = 0.6

// Render renders a request.
func (s *Session) Render(r Request) Result {
	result, _ := s.render(r)
	if result.OK {
		result.HTML = s.page.HTML()
	}
	return result
}

// render renders a request, and tells what that changes on the page of before.
func (s *Session) render(r Request) (Result, []markdown.Splice) {
	start := s.now()
	over := func(share float64) func() bool {
		return func() bool { return s.now().Sub(start) > time.Duration(share*float64(s.limits.Time)) }
	}
	out, root, err := s.text(r, over(1))
	notes := out.Notes
	result := Result{Text: out.Text}
	var splices []markdown.Splice
	if err == nil {
		p := placer{from: out.Map, text: result.Text, data: s.located(r, root)}
		var change markdown.Change
		if change, err = s.show(r, out, over(markdownShare)); err == nil {
			splices = change.Splices
			s.shown = shown{text: result.Text, from: out.Map, data: p.data}
			ofPage := make([]diagnostic.Problem, len(change.Notes))
			notes = slices.Grow(notes, len(ofPage))
			for i, n := range change.Notes {
				ofPage[i] = p.problem(n)
				notes = append(notes, &ofPage[i])
			}
			if r.Map {
				result.Map = p.origins(r.source)
			}
		}
	}
	if err != nil {
		result = Result{}
		var p *diagnostic.Problem
		if !errors.As(err, &p) {
			p = &diagnostic.Problem{Severity: diagnostic.Error, Code: diagnostic.InternalError, Source: "template", Message: err.Error()}
		}
		notes = append([]*diagnostic.Problem{p}, notes...)
	}
	result.OK = err == nil
	result.Diagnostics = diagnostic.Place(notes, r.source)
	return result, splices
}

// source is the text that a diagnostic of a source is about.
func (r *Request) source(name string) string {
	switch {
	case name == "template":
		return r.Template
	case name == "data" && r.Data != nil:
		return *r.Data
	case len(name) > len("partial:"):
		return r.Partials[name[len("partial:"):]]
	}
	return ""
}

// located is what is known of where values stand in the data.
func (s *Session) located(r Request, root value.Value) *located {
	text := ""
	if r.Data != nil {
		text = *r.Data
	}
	if s.places == nil || s.places.text != text || text == "" {
		s.places = &located{text: text, root: root}
	}
	return s.places
}

// text runs the template. It returns the data that it was run with as well.
func (s *Session) text(r Request, over func() bool) (handlebars.Output, value.Value, error) {
	limits := handlebars.Limits{Output: s.limits.Output, Steps: s.limits.Steps, Depth: s.limits.Depth, Overtime: over}
	s.compiler.Forget(func(source string) bool {
		if source == "template" {
			return true
		}
		_, used := r.Partials[source[len("partial:"):]]
		return used
	})
	s.compiler.Edited("template", r.edited)
	template, err := s.compiler.Compile("template", r.Template, r.Options, limits)
	if err != nil {
		return handlebars.Output{}, nil, err
	}
	in := handlebars.Input{Context: value.Undefined{}, Partials: r.Partials, NoComparisons: r.NoComparisons, Limits: limits}
	if r.ShowUnknown {
		in.ShowUnknown = unknownCall(r.Format)
	}
	if r.Data != nil {
		if in.Context, err = s.decode(&s.data, *r.Data, over); err != nil {
			return handlebars.Output{}, nil, err
		}
	}
	if r.Runtime != nil {
		data, err := s.decode(&s.runtime, *r.Runtime, over)
		if err != nil {
			return handlebars.Output{}, nil, fault(diagnostic.RuntimeData, "The @-variables given at run time cannot be read: %s", err)
		}
		in.Data, _ = data.(*value.Object)
	}
	if r.Realm != nil {
		if err := hosted(&in, r.Realm); err != nil {
			return handlebars.Output{}, nil, err
		}
	}
	out, err := s.compiler.Run(template, in)
	if r.Data != nil {
		out.Notes = append(out.Notes[:len(out.Notes):len(out.Notes)], s.data.Duplicates()...)
	}
	return out, in.Context, err
}

// unknownCall makes what is shown of the call of a helper that is not known: code, in
// which no character means anything to HTML or Markdown. It has no quotes: it may stand
// in an attribute.
func unknownCall(format Format) func(call string) string {
	if format == Text {
		return func(call string) string { return call }
	}
	return func(call string) string {
		var b strings.Builder
		b.WriteString("<code class=unknown-helper>")
		for _, c := range call {
			if c == ' ' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0x80 {
				b.WriteRune(c)
			} else {
				fmt.Fprintf(&b, "&#%d;", c)
			}
		}
		b.WriteString("</code>")
		return b.String()
	}
}

// hosted gives a rendering the data of a realm instead of what was decoded here.
func hosted(in *handlebars.Input, realm Realm) error {
	var err error
	if in.Context, err = realm.Data(); err != nil {
		return fault(diagnostic.DataSyntax, "The data cannot be read: %s", err)
	}
	if in.HostData, err = realm.Runtime(); err != nil {
		return fault(diagnostic.RuntimeData, "The @-variables given at run time cannot be read: %s", err)
	}
	in.Data, in.Realm, in.Helpers = nil, realm, realm.Helpers()
	return nil
}

func (s *Session) decode(last *value.Decoded, text string, over func() bool) (value.Value, error) {
	return last.Update(text, value.DecodeLimits{Bytes: s.limits.Data, Depth: s.limits.Depth, Overtime: over})
}

// show makes the page of a text.
func (s *Session) show(r Request, out handlebars.Output, over func() bool) (markdown.Change, error) {
	kind := pageKind{format: r.Format, nested: r.Nested}
	if r.Format == Markdown {
		kind.dialect = r.Dialect
	}
	if s.page == nil || s.kind != kind {
		page, err := newPage(kind)
		if err != nil {
			return markdown.Change{}, err
		}
		page.Nested = kind.nested
		if s.page != nil {
			page.Follow(s.page)
		}
		s.page, s.kind = page, kind
	}
	kept := out.Kept
	if s.pageText != s.ranText {
		kept = nil // the page is not that of the last run
	}
	s.ranText = out.Text
	change, err := s.page.Update(out.Text, kept, markdown.Limits{Depth: s.limits.Depth, Output: 2 * s.limits.Output, Overtime: over})
	if err != nil {
		return change, fault(diagnostic.OutputLimit, "%s", err)
	}
	s.pageText = out.Text
	return change, nil
}

func newPage(kind pageKind) (*markdown.Document, error) {
	switch kind.format {
	case HTML:
		return markdown.NewHTML(), nil
	case Text:
		return markdown.NewText(), nil
	case Markdown:
		page, err := markdown.NewDocument(kind.dialect)
		if err != nil {
			return nil, fault(diagnostic.Request, "%s", err)
		}
		return page, nil
	}
	return nil, fault(diagnostic.Request, "There is no format %q: markdown, html and text are known.", kind.format)
}

func fault(code diagnostic.Code, format string, args ...any) *diagnostic.Problem {
	return &diagnostic.Problem{Severity: diagnostic.Error, Code: code, Source: "template", Message: fmt.Sprintf(format, args...)}
}

// Document is a request being edited: a session and what it shows.
type Document struct {
	session  *Session
	request  Request
	readings language.Readings
}

// Update is what an edit changes on the page. Without OK the page stays.
type Update struct {
	OK          bool
	Splices     []markdown.Splice
	Text        string
	Diagnostics []diagnostic.Diagnostic
}

// Open makes a document; its page is empty until the first update.
func (s *Session) Open(r Request) *Document {
	return &Document{session: s, request: r}
}

// Request is what the document holds now, for the caller to change.
func (d *Document) Request() Request {
	r := d.request
	r.edited = edit.Edited{}
	r.Partials = maps.Clone(r.Partials)
	return r
}

// Update renders what the document is to hold from now on.
func (d *Document) Update(r Request) Update {
	d.request = r
	result, splices := d.session.render(r)
	return Update{OK: result.OK, Splices: splices, Text: result.Text, Diagnostics: result.Diagnostics}
}
