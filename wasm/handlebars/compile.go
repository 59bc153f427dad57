package handlebars

import (
	"github.com/aymerick/raymond/ast"

	"livebars/wasm/diagnostic"
	"livebars/wasm/edit"
)

// Limits bounds what a template may cost. A limit that is met is an error.
type Limits struct {
	Output   int         // bytes of text
	Steps    int         // nodes and arguments evaluated
	Depth    int         // blocks, partials and subexpressions in each other
	Overtime func() bool // asked now and then; true ends the work
}

// Template is a compiled template or partial. Once made it does not change.
type Template struct {
	source   string // for diagnostics: "template" or "partial:NAME"
	text     string
	options  Options
	tags     []tag
	pieces   []piece
	skeleton *skeleton
	program  *templateProgram
	layout   *layout
	lines    lines      // where its lines start, once it is needed
	prose    *proseEdit // the edit that made it
}

// Compiler compiles templates and keeps, for each source, the program of its
// last text: as long as its tags stay what they are, it is used again.
type Compiler struct {
	templates map[string]*Template
	parsed    map[string]*ast.Program // chunks of skeletons, by text
	edited    map[string]edit.Edited
	lastRun   *lastRun
	out       []byte // of the last run, to be written over
	// Parsed counts the chunks of skeletons that were parsed, the costly part of
	// compiling.
	Parsed int
}

// NewCompiler makes a compiler that knows no template yet.
func NewCompiler() *Compiler {
	return &Compiler{templates: map[string]*Template{}, parsed: map[string]*ast.Program{}}
}

// Compile compiles the text of a source: "template" or "partial:NAME". The
// error, if any, is a *[diagnostic.Problem].
func (c *Compiler) Compile(source, text string, options Options, limits Limits) (*Template, error) {
	last := c.templates[source]
	if last != nil && last.text == text && last.options.same(&options) {
		return last, nil
	}
	if last != nil && last.options.same(&options) {
		if t := last.withProseEdit(text, c.edited[source].Between(last.text, text)); t != nil {
			c.templates[source] = t
			return t, nil
		}
	}
	t, err := c.compile(last, source, text, options, limits)
	if err != nil {
		return nil, err.problem(source)
	}
	c.templates[source] = t
	return t, nil
}

func (c *Compiler) compile(last *Template, source, text string, options Options, limits Limits) (*Template, *syntaxError) {
	pieces, tags, err := scan(text, limits)
	// A fault of the blocks before the place where scanning stopped is named
	// first; a block left open there is not the author's fault.
	blocks, fault := check(text, tags, limits.Depth)
	if err != nil {
		if fault != nil && fault.code != diagnostic.UnclosedBlock && fault.from < err.from {
			return nil, fault
		}
		return nil, err
	}
	if fault != nil {
		return nil, fault
	}
	if limits.Overtime() {
		return nil, &syntaxError{0, 0, diagnostic.TimeLimit, "Reading the template took too long and was stopped."}
	}
	t := &Template{source: source, text: text, options: options, tags: tags, pieces: pieces, skeleton: newSkeleton(pieces, tags, blocks)}
	if last != nil && last.skeleton.key == t.skeleton.key && last.options.same(&options) {
		t.program = last.program
	} else {
		if t.program, err = buildProgram(t.skeleton, tags, blocks, options, c.parse, limits.Overtime); err != nil {
			return nil, err
		}
	}
	t.layout = controlWhitespace(text, t.program, t.skeleton.ordered(pieces, tags), tags, options.IgnoreStandalone)
	return t, nil
}

// Edited says what is known of how the text of a source came about since it was
// compiled last: it need not be looked for.
func (c *Compiler) Edited(source string, how edit.Edited) {
	if c.edited == nil {
		c.edited = map[string]edit.Edited{}
	}
	c.edited[source] = how
}

// maxParsed is how many chunks are kept.
const maxParsed = 2000

// parse reads a chunk of a skeleton, or knows it already.
func (c *Compiler) parse(chunk string) (*ast.Program, error) {
	if root, ok := c.parsed[chunk]; ok {
		return root, nil
	}
	c.Parsed++
	root, err := parse(chunk)
	if err == nil {
		if len(c.parsed) >= maxParsed {
			clear(c.parsed)
		}
		c.parsed[chunk] = root
	}
	return root, err
}

// Forget drops what is kept of the sources that are not in use.
func (c *Compiler) Forget(inUse func(source string) bool) {
	for source := range c.templates {
		if !inUse(source) {
			delete(c.templates, source)
		}
	}
}

// ordered is the runs in the order in which programs number them: that of the
// template, raw blocks included.
func (s *skeleton) ordered(pieces []piece, tags []tag) []run {
	var runs []run
	for _, p := range pieces {
		if p.tag < 0 {
			runs = append(runs, p.run)
		} else {
			runs = append(runs, tags[p.tag].raw...)
		}
	}
	return runs
}

func (t *Template) problem(from, to int, code diagnostic.Code, message string) *diagnostic.Problem {
	return &diagnostic.Problem{Severity: diagnostic.Error, Code: code, Message: message, Source: t.source, From: from, To: to}
}
