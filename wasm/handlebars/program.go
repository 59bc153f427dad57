package handlebars

import "livebars/wasm/value"

// program is what a template or a block of it does. It holds no text of the
// template, only numbers of its runs, tags and tokens, so it outlives edits of
// the prose.
type program struct {
	body            []node
	params          []string // names of its block parameters
	chained         bool     // stands for {{else x}}: its body is that one block
	decorators      []*block // the {{#*inline}} blocks in it, in order
	ambiguousBlocks []int    // their places in the body, where `+` does not go on (concatenate.go)
	usesParams      bool     // it, or a program in it, looks a block parameter up
	// usesDepths: a path in it, or in a program in it, climbs with `../`, or may do so
	// (javascript-compiler.js useDepths).
	usesDepths bool
	// isLevel: the program around uses depths, so a context of its own is a level to climb.
	isLevel bool
}

// node is one of *text, *mustache, *block, *partial and *comment.
type node interface{ tagIndex() int }

// text is a run of the template.
type text struct{ run int }

type comment struct{ tag int }

type mustache struct {
	tag     int
	call    call
	escaped bool
	passing
}

// block is {{#x}}, {{^x}}, {{else x}}, a raw block or, with a decorator, {{#*x}}.
type block struct {
	tag              int
	call             call
	program, inverse *program
	decorator        bool
	close            int // the tag whose `~` counts at its end
	otherwise        int // the tag of its {{else}}, -1 if none
	end              int // the closing tag: an {{else x}} ends where it begins
	passing
}

// partial is {{> x}} or {{#> x}}.
type partial struct {
	tag     int
	number  int    // among the partials of the template: its place in layout.indents
	name    string // of a static partial
	dynamic *call  // {{> (x)}}
	params  []expr
	hash    []pair
	program *program // of a partial block
	close   int
	passing
}

// passing tells what becomes of block parameters at a tag.
type passing struct {
	// passesParams: its options carry those of the programs around. They do if
	// the compiler of Handlebars.js has met a look-up by then: in any program
	// inside, or in an expression before (javascript-compiler.js setupParams).
	passesParams bool
}

func (p *passing) pass() *passing { return p }

// passesParams reports whether the options of a node's tag carry block parameters.
func passesParams(n node) bool {
	switch n := n.(type) {
	case *mustache:
		return n.passesParams
	case *block:
		return n.passesParams
	case *partial:
		return n.passesParams
	}
	return false
}

func (n *text) tagIndex() int     { return -1 }
func (n *comment) tagIndex() int  { return n.tag }
func (n *mustache) tagIndex() int { return n.tag }
func (n *block) tagIndex() int    { return n.tag }
func (n *partial) tagIndex() int  { return n.tag }

// expr is one of *path, literal and *call.
type expr interface{ expr() }

type literal struct{ value value.Value }

// path is a way into the context, the data variables or a block parameter.
type path struct {
	token    int // ordinal of its first name
	original string
	parts    []string
	depth    int  // number of `..`
	data     bool // @x
	scoped   bool // as AST.helpers.scopedId has it
	param    int  // index of the block parameter, -1 if it is none
	level    int  // and how many programs further out it was named
}

// call is a name with arguments, and how Handlebars.js classifies it.
type call struct {
	kind   callKind
	path   *path
	params []expr
	hash   []pair
}

type callKind uint8

const (
	simpleCall    callKind = iota // a value only
	helperCall                    // a helper only
	ambiguousCall                 // a helper if there is one, else a value
)

type pair struct {
	key   string
	value expr
}

func (literal) expr() {}
func (*path) expr()   {}
func (*call) expr()   {}

// templateProgram is a program with what is common to a whole template.
type templateProgram struct {
	main     *program
	runs     int  // number of runs
	partials int  // number of partial tags
	usesData bool // Compiler sets options.data when it meets an @-path
	static   []partialUse
	dynamic  bool // it calls partials by names that it makes
}

// partialUse is a partial named in the template itself.
type partialUse struct {
	name string
	tag  int
}
