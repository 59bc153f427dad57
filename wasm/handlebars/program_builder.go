package handlebars

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/aymerick/raymond/ast"
	"github.com/aymerick/raymond/parser"

	"livebars/wasm/diagnostic"
	"livebars/wasm/value"
)

// maxChunkTags bounds the tags of a block that lies in no other: raymond reads it
// at one go, and takes about 25 µs a tag in a browser.
const maxChunkTags = 50_000

// buildProgram parses a skeleton and makes programs of it.
func buildProgram(s *skeleton, tags []tag, blocks structure, options Options, parse func(chunk string) (*ast.Program, error), overtime func() bool) (*templateProgram, *syntaxError) {
	a := programBuilder{s: s, tags: tags, blocks: blocks, options: options, out: &templateProgram{usesData: options.Data}}
	var fault *syntaxError
	a.out.main = a.build(nil, func(add func([]ast.Node)) {
		for _, c := range s.chunks {
			if c.tags > maxChunkTags {
				fault = syntaxAt(0, 0, diagnostic.TimeLimit, "A block holds %d tags; more than %d take too long to read.", c.tags, maxChunkTags)
				return
			}
			if overtime() {
				fault = syntaxAt(0, 0, diagnostic.TimeLimit, "Reading the template took too long and was stopped.")
				return
			}
			root, err := parse(s.text[c.from:c.to])
			if err != nil {
				fault = syntaxAt(0, 0, diagnostic.Syntax, "This template cannot be read: %s.", err)
				return
			}
			a.base, a.tokens = c.from, s.tokens[c.tokens:]
			add(root.Body)
		}
	})
	if fault == nil {
		fault = a.err
	}
	return a.out, fault
}

// parse calls raymond, which panics on some input that the check lets through
// if the two should ever differ.
func parse(skeleton string) (root *ast.Program, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	return parser.Parse(skeleton)
}

type programBuilder struct {
	s       *skeleton
	base    int      // where the chunk begins whose nodes these are
	tokens  []*token // the numbered ones from that chunk on
	tags    []tag
	blocks  structure
	options Options
	out     *templateProgram
	params  []map[string]int // block parameters of the programs around, innermost last
	lookUps int              // of block parameters, by the tag at hand
	climbs  bool             // a path of the program at hand climbs
	err     *syntaxError
}

func (a *programBuilder) fail(err *syntaxError) {
	if a.err == nil {
		a.err = err
	}
}

func (a *programBuilder) program(p *ast.Program, params []string) *program {
	if p == nil {
		return nil
	}
	out := a.build(params, func(add func([]ast.Node)) { add(p.Body) })
	out.chained = p.Chained
	return out
}

// build makes a program of the statements that feed adds.
func (a *programBuilder) build(params []string, feed func(add func([]ast.Node))) *program {
	out := &program{params: params}
	places := make(map[string]int, len(params))
	for i, name := range params {
		if _, twice := places[name]; !twice {
			places[name] = i
		}
	}
	a.params = append(a.params, places)
	outside, climbsOutside := a.lookUps, a.climbs
	a.climbs = false
	var lookedUp []bool // by the tag of each node, not inside
	feed(func(statements []ast.Node) {
		for _, n := range statements {
			a.lookUps = 0
			nodes := len(out.body)
			a.statement(out, n)
			for range out.body[nodes:] {
				lookedUp = append(lookedUp, a.lookUps > 0)
			}
		}
	})
	a.lookUps = outside // what is inside does not count for the tag around
	a.params = a.params[:len(a.params)-1]
	a.passParams(out, lookedUp)
	a.setDepths(out)
	a.climbs = climbsOutside
	return out
}

// setDepths settles whether a program, and those in it, keep the contexts around.
func (a *programBuilder) setDepths(p *program) {
	p.usesDepths = a.climbs || a.options.Compat || len(p.decorators) > 0
	for _, n := range p.body {
		for _, inner := range programsOf(n) {
			p.usesDepths = p.usesDepths || inner != nil && inner.usesDepths
		}
	}
	for _, n := range p.body {
		for _, inner := range programsOf(n) {
			if inner != nil {
				inner.isLevel = p.usesDepths
			}
		}
	}
}

// passParams settles which nodes of a program pass block parameters on.
func (a *programBuilder) passParams(p *program, lookedUp []bool) {
	for _, n := range p.body {
		for _, inner := range programsOf(n) {
			p.usesParams = p.usesParams || inner != nil && inner.usesParams
		}
	}
	for i, n := range p.body {
		p.usesParams = p.usesParams || lookedUp[i]
		if passing, ok := n.(interface{ pass() *passing }); ok {
			passing.pass().passesParams = p.usesParams
		}
	}
}

// programsOf are the programs inside of a node.
func programsOf(n node) []*program {
	switch n := n.(type) {
	case *block:
		return []*program{n.program, n.inverse}
	case *partial:
		return []*program{n.program}
	}
	return nil
}

func (a *programBuilder) statement(out *program, n ast.Node) {
	at := a.at(n)
	switch n := n.(type) {
	case *ast.ContentStatement:
		for range a.s.runs[at] {
			out.body = append(out.body, &text{run: a.out.runs})
			a.out.runs++
		}
	case *ast.CommentStatement:
		out.body = append(out.body, &comment{tag: a.s.tagAt[at]})
	case *ast.MustacheStatement:
		a.mustache(out, n, a.s.tagAt[at])
	case *ast.BlockStatement:
		i := a.s.tagAt[at]
		if a.tags[i].kind == partialBlockTag {
			a.partialBlock(out, n, i)
		} else {
			a.block(out, n, i)
		}
	case *ast.PartialStatement:
		p := &partial{tag: a.s.tagAt[at], close: -1}
		a.partial(p, n.Name, n.Params, n.Hash)
		out.body = append(out.body, p)
	}
}

func (a *programBuilder) mustache(out *program, n *ast.MustacheStatement, i int) {
	t := &a.tags[i]
	if t.decorator {
		a.fail(syntaxAt(t.from, t.to, diagnostic.UnknownDecorator, "`%s` is a decorator: decorators are JavaScript, and only `{{#*inline \"name\"}}` is known here.", opening(t)))
		return
	}
	out.body = append(out.body, &mustache{tag: i, call: a.call(n.Expression, false), escaped: !t.unescaped && !a.options.NoEscape})
}

func (a *programBuilder) block(out *program, n *ast.BlockStatement, i int) {
	t := &a.tags[i]
	b := &block{tag: i, decorator: t.decorator, otherwise: -1}
	info := a.blocks[i]
	b.close, b.end = info.close, info.close
	if t.kind == elseChainTag {
		b.end = info.chain
	}
	if len(info.elses) > 0 {
		b.otherwise = info.elses[0]
		a.chain(t, info)
	}
	// In the order of the template, in which the runs are numbered.
	if t.kind == inverseTag {
		b.inverse = a.program(n.Inverse, blockParams(a, n.Inverse))
		b.program = a.program(n.Program, blockParams(a, n.Program))
	} else {
		b.program = a.program(n.Program, blockParams(a, n.Program))
		b.inverse = a.program(n.Inverse, blockParams(a, n.Inverse))
	}
	if !b.decorator {
		b.call = a.call(n.Expression, false)
		out.body = append(out.body, b)
		if b.call.kind == ambiguousCall {
			out.ambiguousBlocks = append(out.ambiguousBlocks, len(out.body)-1)
		}
		return
	}
	b.call = call{params: a.exprs(n.Expression.Params), hash: a.pairs(n.Expression.Hash)}
	if name := nameOf(t.tokens).original; name != "inline" {
		a.fail(syntaxAt(t.from, t.to, diagnostic.UnknownDecorator, "`%s` is a decorator: decorators are JavaScript, and only `{{#*inline \"name\"}}` is known here.", opening(t)))
		return
	}
	out.body = append(out.body, b)
	out.decorators = append(out.decorators, b)
}

// chain tells an {{else x}}, a block of its own to the grammar, which tags
// belong to it. Handlebars.js gives the first of a chain the strip of the
// closing tag, and each further one that of its own tag (`helpers.js`
// prepareBlock, called with the rest of the chain as `close`).
func (a *programBuilder) chain(t *tag, info *blockInfo) {
	next := info.elses[0]
	if a.tags[next].kind != elseChainTag {
		return
	}
	end, chain := info.close, info.close
	if t.kind == elseChainTag {
		end, chain = next, info.chain
	}
	a.blocks[next] = &blockInfo{elses: info.elses[1:], close: end, chain: chain}
}

func blockParams(a *programBuilder, p *ast.Program) []string {
	if p == nil || len(p.BlockParams) == 0 {
		return nil
	}
	names := make([]string, len(p.BlockParams))
	for i, name := range p.BlockParams {
		names[i] = a.segment(name)
	}
	return names
}

func (a *programBuilder) partialBlock(out *program, n *ast.BlockStatement, i int) {
	p := &partial{tag: i, close: a.blocks[i].close}
	name, params := n.Expression.Params[0], n.Expression.Params[1:]
	p.program = a.program(n.Program, nil)
	a.partial(p, name, params, n.Expression.Hash)
	out.body = append(out.body, p)
}

func (a *programBuilder) partial(p *partial, name ast.Node, params []ast.Node, hash *ast.Hash) {
	t := &a.tags[p.tag]
	p.number = a.out.partials
	a.out.partials++
	if sub, ok := name.(*ast.SubExpression); ok {
		c := a.call(sub.Expression, true)
		p.dynamic = &c
		a.out.dynamic = true
	} else {
		p.name = a.nameText(name)
		a.out.static = append(a.out.static, partialUse{p.name, p.tag})
	}
	if len(params) > 1 {
		a.fail(syntaxAt(t.from, t.to, diagnostic.PartialArguments, "`%s` has %d arguments: a partial takes one context and `name=value` pairs.", opening(t), len(params)))
	}
	p.params, p.hash = a.exprs(params), a.pairs(hash)
}

// nameText is `path.original + ”` of a name that may be a literal.
func (a *programBuilder) nameText(n ast.Node) string {
	if path, ok := n.(*ast.PathExpression); ok {
		return a.original(path)
	}
	return value.Text(a.literal(n).value)
}

// call makes a call of a mustache, block or subexpression.
func (a *programBuilder) call(e *ast.Expression, sub bool) call {
	c := call{params: a.exprs(e.Params), hash: a.pairs(e.Hash)}
	if p, ok := e.Path.(*ast.PathExpression); ok {
		c.path = a.path(p)
	} else { // Handlebars.js compiler.js transformLiteralToPath
		text := a.nameText(e.Path)
		token := a.ordinal(a.at(e.Path))
		c.path = &path{token: token, original: text, parts: []string{text}, scoped: isScoped(text)}
		if c.path.param, c.path.level = a.blockParam(c.path); c.path.param >= 0 {
			a.lookUps++
		}
	}
	c.kind = a.classify(&c, sub)
	if c.kind == helperCall && a.options.KnownHelpersOnly && !a.options.known(c.name()) {
		from, to := a.span(c.path)
		a.fail(syntaxAt(from, to, diagnostic.UnknownHelper, "`%s` is not among the known helpers, and knownHelpersOnly is set.", c.path.original))
	}
	return c
}

// name is the name under which a helper is looked up in knownHelpers.
func (c *call) name() string {
	if len(c.path.parts) == 0 {
		return ""
	}
	return c.path.parts[0]
}

// classify is compiler.js classifySexpr.
func (a *programBuilder) classify(c *call, sub bool) callKind {
	simple := c.path.isSimple()
	if simple && c.path.anyParam(a) {
		return simpleCall
	}
	switch {
	case sub || len(c.params) > 0 || c.hash != nil:
		return helperCall
	case !simple:
		return simpleCall
	case a.options.known(c.name()):
		return helperCall
	case a.options.KnownHelpersOnly:
		return simpleCall
	}
	return ambiguousCall
}

// isSimple is AST.helpers.simpleId.
func (p *path) isSimple() bool { return len(p.parts) == 1 && !p.scoped && p.depth == 0 }

// anyParam reports whether the first part names a block parameter; an @-path
// counts too, as in classifySexpr.
func (p *path) anyParam(a *programBuilder) bool {
	param, _ := a.find(p.parts[0])
	return param >= 0
}

func (a *programBuilder) find(name string) (param, level int) {
	for level := range a.params {
		if i, ok := a.params[len(a.params)-1-level][name]; ok {
			return i, level
		}
	}
	return -1, 0
}

// blockParam is the block parameter that a path starts at, if any (compiler.js
// PathExpression).
func (a *programBuilder) blockParam(p *path) (param, level int) {
	if p.depth > 0 || p.scoped || len(p.parts) == 0 {
		return -1, 0
	}
	return a.find(p.parts[0])
}

func (a *programBuilder) exprs(nodes []ast.Node) []expr {
	var out []expr
	for _, n := range nodes {
		out = append(out, a.expr(n))
	}
	return out
}

func (a *programBuilder) expr(n ast.Node) expr {
	switch n := n.(type) {
	case *ast.PathExpression:
		return a.path(n)
	case *ast.SubExpression:
		c := a.call(n.Expression, true)
		return &c
	}
	return a.literal(n)
}

func (a *programBuilder) pairs(h *ast.Hash) []pair {
	if h == nil {
		return nil
	}
	values := make([]expr, len(h.Pairs)) // in the order of the template, in which tokens are numbered
	for i, p := range h.Pairs {
		values[i] = a.expr(p.Val)
	}
	// `compiler.js` Hash assigns the last pair first: of two pairs with one key the
	// first counts, at the place of the last one.
	out := make([]pair, 0, len(h.Pairs))
	places := make(map[string]int, len(h.Pairs))
	for i, p := range slices.Backward(h.Pairs) {
		key := a.segment(p.Key)
		if at, ok := places[key]; ok {
			out[at].value = values[i]
			continue
		}
		places[key] = len(out)
		out = append(out, pair{key, values[i]})
	}
	// `code-gen.js` objectLiteral leaves a literal undefined out, and an object literal
	// sets no property __proto__.
	return slices.DeleteFunc(out, func(p pair) bool {
		l, isLiteral := p.value.(literal)
		return p.key == "__proto__" || isLiteral && l.value == value.Value(value.Undefined{})
	})
}

func (a *programBuilder) literal(n ast.Node) literal {
	var t *token
	switch n := n.(type) {
	case *ast.BooleanLiteral:
		return literal{value.Bool(n.Value)}
	case *ast.NumberLiteral:
		t = a.tokens[int(n.Value)]
	case *ast.StringLiteral:
		i, _ := strconv.Atoi(n.Value)
		t = a.tokens[i]
	}
	switch t.kind {
	case numberToken:
		f, _ := strconv.ParseFloat(t.text, 64)
		return literal{value.Number(f)}
	case nullToken:
		return literal{value.Null{}}
	case undefinedToken:
		return literal{value.Undefined{}}
	}
	return literal{value.String(t.text)}
}

// segment is the text of a name that may travel by number.
func (a *programBuilder) segment(s string) string {
	if strings.HasPrefix(s, "[") {
		if i, err := strconv.Atoi(s[1 : len(s)-1]); err == nil {
			return a.tokens[i].text
		}
	}
	return s
}

var (
	numbered = regexp.MustCompile(`\[\d+\]`)
	this     = regexp.MustCompile(`this\b`)
)

// isScoped is ast.js scopedId: /^\.|this\b/, with `this` anywhere.
func isScoped(original string) bool {
	return strings.HasPrefix(original, ".") || strings.Contains(original, "this") && this.MatchString(original)
}

func (a *programBuilder) original(p *ast.PathExpression) string {
	if !strings.Contains(p.Original, "[") {
		return p.Original
	}
	return numbered.ReplaceAllStringFunc(p.Original, a.segment)
}

func (a *programBuilder) path(p *ast.PathExpression) *path {
	out := &path{original: a.original(p), depth: p.Depth, data: p.Data, parts: make([]string, len(p.Parts))}
	for i, part := range p.Parts {
		out.parts[i] = a.segment(part)
	}
	out.token = a.ordinal(a.at(p))
	out.scoped = isScoped(out.original)
	if out.param, out.level = a.blockParam(out); out.param >= 0 {
		a.lookUps++
	}
	if out.data {
		a.out.usesData = true
	} else if out.depth > 0 {
		a.climbs = true
	}
	return out
}

// at is where a node stands in the skeleton.
func (a *programBuilder) at(n ast.Node) int { return a.base + n.Location().Pos }

// ordinal is the number of the token at an offset of the skeleton.
func (a *programBuilder) ordinal(at int) int {
	i := sort.Search(len(a.s.places), func(i int) bool { return a.s.places[i].skeleton >= at })
	return min(i, len(a.s.places)-1)
}

func (a *programBuilder) span(p *path) (from, to int) { return a.s.span(p) }

// span is where a path stands in the template.
func (s *skeleton) span(p *path) (from, to int) {
	from, to = s.places[p.token].token.from, s.places[p.token].token.to
	if p.data {
		from = s.places[p.token-1].token.from
	}
	for i := p.token; i+2 < len(s.places); i += 2 {
		if s.places[i+1].token.kind != separatorToken {
			break
		}
		to = s.places[i+2].token.to
	}
	return from, to
}
