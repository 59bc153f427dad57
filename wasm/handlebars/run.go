package handlebars

import (
	"fmt"
	"maps"

	"livebars/wasm/diagnostic"
	"livebars/wasm/edit"
	"livebars/wasm/value"
)

// Input is what a template is run with.
type Input struct {
	Context  value.Value
	Data     *value.Object     // @-variables given at run time, or nil
	Partials map[string]string // texts by name
	Limits   Limits
	// Realm is nil unless the rendering has helpers. With one, all objects that come
	// in are its host values, and HostData stands for Data.
	Realm    Realm
	HostData *value.Host
	// ShowUnknown makes what is shown of the call of a helper that is not known: of the
	// tag, or of the subexpression. A block is run. Without it such a call is an error.
	ShowUnknown func(call string) string
	// NoComparisons leaves the set of helpers eq, ne, lt, gt, lte, gte, and, or out.
	NoComparisons bool
	// Helpers are beside the built-in ones, and before them. What is no function
	// hides a built-in helper; a true value is what a name without arguments gives
	// (javascript-compiler.js invokeAmbiguous).
	Helpers map[string]value.Value
}

// maxNotes bounds how many lines of {{log}} are reported.
const maxNotes = 100

// Output is a rendered template.
type Output struct {
	Text  string
	Map   *Map                  // where each piece of it came from
	Notes []*diagnostic.Problem // what {{log}} said, and warnings (warnings.go)
	// Kept is what an edit of prose left of the text of the run before. Nil if it
	// is not known.
	Kept *edit.Kept
}

// Run renders a template. The error, if any, is a *[diagnostic.Problem]; of the
// output there are then only the notes.
func (c *Compiler) Run(t *Template, in Input) (Output, error) {
	if out, ok := c.patchOutput(t, in); ok {
		return out, nil
	}
	c.lastRun = nil
	r := &rendering{compiler: c, limits: in.Limits, realm: in.Realm, helpers: in.Helpers, noComparisons: in.NoComparisons, showUnknown: in.ShowUnknown, out: c.out[:0]}
	r.observationsOf(t)
	main := &container{template: t, partials: make(partials, len(in.Partials))}
	for name, text := range in.Partials {
		main.partials[name] = partialValue{text: text}
	}
	err := r.template(main, in.Context, r.firstFrame(t, in), nil)
	if err == nil {
		err = r.failure(&scope{container: main}, noNode{})
	}
	c.out = r.out
	if unknown := r.unknown.problems; len(unknown) > 0 && in.ShowUnknown == nil {
		// All of them are named, the first one as the error.
		return Output{Notes: append(unknown[1:], r.notes...)}, unknown[0]
	}
	if err != nil {
		return Output{Notes: r.notes}, err
	}
	r.notes = append(r.notes, r.unknown.problems...)
	out := Output{Text: string(r.out), Map: r.sourceMap(), Notes: append(r.notes, r.warnings(in)...)}
	c.lastRun = &lastRun{template: t, in: in, out: out, partials: maps.Clone(in.Partials), captured: r.captured}
	return out, nil
}

// rendering is one run of a template.
type rendering struct {
	compiler *Compiler
	limits   Limits
	realm    Realm // nil unless there are helpers
	helpers  map[string]value.Value
	// hostedHelpers are the helpers that were called, by name.
	hostedHelpers map[string]helper
	noComparisons bool
	showUnknown   func(call string) string
	unknown       unknownHelpers
	inHelper      int              // helpers of JavaScript around that run a block
	foundHelpers  map[*call]helper // by the call, where a call always means the same one
	out           []byte
	notes         []*diagnostic.Problem
	steps         int
	bytes         int // of text made since the clock was looked at
	depth         int
	including     []string // the names of the partials around
	seen          map[*Template]*observations
	marks         marks
	captured      bool // text was taken back to be a value
	scopes        slab[scope]
	levels        slab[contexts]
	invocations   slab[invocation]
	valuePlaces   slab[valuePlace]
	lastLoc       locOfCall
	options       HelperOptions // of the helper that is being called
	args          []value.Value // of the helpers that are being called, the innermost last
	// partialBlocks are those that JavaScript has functions of.
	partialBlocks []*partialBlock
}

// firstFrame is the @-variables of the template (`runtime.js` initData).
func (r *rendering) firstFrame(t *Template, in Input) *frame {
	var data *frame
	switch {
	case in.HostData != nil:
		data = &frame{host: in.HostData}
	case in.Data != nil:
		data = &frame{more: in.Data}
	}
	if !t.program.usesData {
		return data
	}
	if data != nil && data.has("root") {
		return data
	}
	if data == nil && r.realm == nil {
		return &frame{root: in.Context}
	}
	data = r.childFrame(data)
	r.setRoot(data, in.Context)
	return data
}

// template runs a compiled template (`runtime.js` ret). outer are the contexts
// around a partial, which only the option compat hands on.
func (r *rendering) template(c *container, context value.Value, data *frame, outer *contexts) error {
	around := &contexts{value: context}
	if outer != nil {
		if value.LooseEqual(context, outer.value) {
			around = outer
		} else {
			around = &contexts{value: context, outer: outer}
		}
	}
	main := &closure{program: c.template.program.main, container: c, contexts: outer, data: data}
	if err := r.decorate(main); err != nil {
		return err
	}
	restore := main.enter()
	defer restore()
	s := &scope{container: c, context: context, contexts: around, data: data, partials: c.partials}
	v, err := r.program(main.program, s)
	if err != nil || v == nil {
		return err
	}
	text, err := r.text(v, s, noNode{})
	if err != nil {
		return err
	}
	return r.write(s, noNode{}, text)
}

// enter puts the inline partials of a block in place until it ends.
func (c *closure) enter() (restore func()) {
	if c.inline == nil {
		return func() {}
	}
	before := c.container.partials
	c.container.partials = before.with(c.inline)
	return func() { c.container.partials = before }
}

// closure makes a program callable, with the inline partials defined in it.
func (r *rendering) closure(p *program, s *scope) (*closure, error) {
	if p == nil {
		return nil, nil
	}
	c := &closure{program: p, container: s.container, contexts: s.contexts, data: s.data, params: s.params}
	if len(p.decorators) == 0 {
		return c, nil
	}
	return c, r.decorate(c)
}

// call runs a closure (`runtime.js` wrapProgram prog) and returns as program
// does. A nil closure is noop.
func (r *rendering) call(c *closure, context value.Value, g blockCall) (value.Value, error) {
	if c == nil {
		return nil, nil
	}
	if c.inline != nil {
		defer c.enter()()
	}
	s := r.scopes.of(scope{container: c.container, context: context, contexts: c.contexts, data: c.data, partials: c.container.partials})
	if g.data != nil {
		s.data = g.data
	}
	s.place = g.place
	if !sameContext(c, context) {
		s.contexts = r.levels.of(contexts{value: context, outer: c.contexts, place: g.place})
	} else if s.place == nil && s.contexts != nil {
		s.place = s.contexts.place
	}
	if c.container.template.usesParams() {
		s.params = &paramLevels{values: g.params, given: g.params != nil, outer: c.params, from: g.place}
	}
	return r.program(c.program, s)
}

// usesParams reports whether a block parameter is looked up anywhere.
func (t *Template) usesParams() bool { return t.program.main.usesParams }

// sameContext reports whether a context is no level of its own: it is the one
// around, or stands in for none.
func sameContext(c *closure, context value.Value) bool {
	if c.contexts == nil {
		return false
	}
	if !c.program.isLevel {
		return value.StrictEqual(context, c.contexts.value) // nobody climbs: `==` may run a toString
	}
	if value.LooseEqual(context, c.contexts.value) {
		return true
	}
	_, null := c.contexts.value.(value.Null)
	return null && c.container.nothing != nil && context == c.container.nothing
}

// program runs a program. Its text goes out; if it gives a single value that is
// no text, or the sum of numbers, that is returned (concatenate.go).
func (r *rendering) program(p *program, s *scope) (value.Value, error) {
	r.depth++
	v, err := r.concatenate(p, s)
	r.depth--
	return v, err
}

// checkDepth is an error at a tag that would go beyond the levels of nesting.
func (r *rendering) checkDepth(s *scope, n node) error {
	if r.depth < r.limits.Depth {
		return nil
	}
	return s.fault(n, diagnostic.DepthLimit, "Blocks and partials are nested more than %d levels deep: does a partial include itself?", r.limits.Depth)
}

// countStep counts one piece of work.
func (r *rendering) countStep(s *scope, n node) error {
	r.steps++
	if r.steps > r.limits.Steps {
		return s.fault(n, diagnostic.StepLimit, "The template takes more than %d million steps: is there a loop without end?", r.limits.Steps/1_000_000)
	}
	if r.steps%1024 == 0 && r.limits.Overtime() {
		return s.fault(n, diagnostic.TimeLimit, "Rendering took too long and was stopped.")
	}
	return nil
}

// node runs one node. Its text goes out; a value that is no text and not escaped
// is returned.
func (r *rendering) node(n node, s *scope) (value.Value, error) {
	if err := r.countStep(s, n); err != nil {
		return nil, err
	}
	t := s.container.template
	switch n := n.(type) {
	case *text:
		shown := t.layout.shown[n.run]
		r.markText(t, shown.from)
		return nil, r.write(s, n, t.text[shown.from:shown.to])
	case *mustache:
		r.marks.ended = false
		v, err := r.invoke(&n.call, s, n)
		r.markTag(s, n)
		if n.call.kind != helperCall || n.call.name() == "lookup" {
			r.markPlace()
		}
		if err != nil || value.IsNullish(v) {
			return nil, err
		}
		r.remarkShown(s, n, &n.call, v)
		if !n.escaped {
			return r.unescaped(v, s, n)
		}
		return r.escaped(v, s, n, &n.call)
	case *block:
		return r.block(n, s)
	case *partial:
		return r.partial(n, s)
	}
	return nil, nil
}

// escaped writes a value as `utils.js` escapeExpression makes it.
func (r *rendering) escaped(v value.Value, s *scope, n node, c *call) (value.Value, error) {
	switch v := v.(type) {
	case *value.Host:
		shown, html := r.realm.Ask(value.AskEscape, v, nil, nil)
		if err := r.failure(s, n); err != nil {
			return nil, err
		}
		if html {
			return r.unescaped(shown, s, n)
		}
		text := value.Text(shown)
		if text == objectText {
			r.remark(s, n, diagnostic.ObjectShown, "`%s` is an object and shows as `%s`.", c.path.original, objectText)
		}
		return nil, r.escape(s, n, text)
	case *value.Object:
		if html, ok := v.Get("toHTML"); ok && value.Truthy(html) {
			return nil, s.fault(n, diagnostic.NoText, "`%s` cannot be shown: its `toHTML` in the data is not a function.", c.path.original)
		}
	}
	text, err := r.text(v, s, n)
	if err != nil {
		return nil, err
	}
	return nil, r.escape(s, n, text)
}

// unescaped writes text as it is; what is no text is handed on to be summed up.
func (r *rendering) unescaped(v value.Value, s *scope, n node) (value.Value, error) {
	if text, ok := v.(value.String); ok {
		return nil, r.write(s, n, string(text))
	}
	return v, nil
}

// noNode stands for no place in particular.
type noNode struct{}

func (noNode) tagIndex() int { return -1 }

// bytesPerTimeCheck is how much text is made between two looks at the clock.
const bytesPerTimeCheck = 1 << 18

// text is a value as text. A value may be large, so its size counts as work.
func (r *rendering) text(v value.Value, s *scope, n node) (string, error) {
	if !value.HasText(v) {
		return "", s.fault(n, diagnostic.NoText, "An object cannot be shown: its `toString` in the data is not a function.")
	}
	text := value.Text(v)
	if err := r.failure(s, n); err != nil {
		return "", err
	}
	return text, r.countBytes(len(text), s, n)
}

// countBytes counts text that was countBytes or copied.
func (r *rendering) countBytes(bytes int, s *scope, n node) error {
	if r.bytes += bytes; r.bytes < bytesPerTimeCheck {
		return nil
	}
	r.bytes = 0
	if r.limits.Overtime() {
		return s.fault(n, diagnostic.TimeLimit, "Rendering took too long and was stopped.")
	}
	return nil
}

func (r *rendering) write(s *scope, n node, text string) error {
	if err := r.countBytes(len(text), s, n); err != nil {
		return err
	}
	if len(r.out)+len(text) > r.limits.Output {
		return s.fault(n, diagnostic.OutputLimit, "The text grows beyond %d MB.", r.limits.Output>>20)
	}
	r.out = append(r.out, text...)
	return nil
}

// escape writes text as `utils.js` escapeExpression does.
func (r *rendering) escape(s *scope, n node, text string) error {
	start := 0
	for i := range len(text) {
		var entity string
		switch text[i] {
		case '&':
			entity = "&amp;"
		case '<':
			entity = "&lt;"
		case '>':
			entity = "&gt;"
		case '"':
			entity = "&quot;"
		case '\'':
			entity = "&#x27;"
		case '`':
			entity = "&#x60;"
		case '=':
			entity = "&#x3D;"
		default:
			continue
		}
		if err := r.write(s, n, text[start:i]); err != nil {
			return err
		}
		r.out = append(r.out, entity...)
		start = i + 1
	}
	return r.write(s, n, text[start:])
}

// fault is an error at the tag of a node.
func (s *scope) fault(n node, code diagnostic.Code, format string, args ...any) *diagnostic.Problem {
	t := s.container.template
	from, to := 0, 0
	if i := n.tagIndex(); i >= 0 {
		from, to = t.tags[i].from, t.tags[i].to
	}
	return t.problem(from, to, code, fmt.Sprintf(format, args...))
}

// faultAt is an error at a path.
func (s *scope) faultAt(p *path, code diagnostic.Code, format string, args ...any) *diagnostic.Problem {
	t := s.container.template
	from, to := t.skeleton.span(p)
	return t.problem(from, to, code, fmt.Sprintf(format, args...))
}
