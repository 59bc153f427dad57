package handlebars

import (
	"fmt"
	"slices"

	"livebars/wasm/diagnostic"
	"livebars/wasm/value"
)

// What a rendering sees of its templates, for what is said of them (warnings.go).

// observations is what a rendering has seen of one template.
type observations struct {
	paths  []pathObservation // by ordinal of the path's token
	tags   map[int]*finding  // by tag
	blocks []blockState      // by tag
	used   map[string]bool   // names of partials that it called
}

type pathObservation struct {
	seen    bool // found at least once
	nonNull bool // found at least once, and not null
	above   bool // it climbs above all contexts
	missed  *missingPath
	null    *nullPath
}

// nullPath tells where a path met null.
type nullPath struct {
	path *path
	part int // how many parts lead to the null
}

// blockState is what a rendering has done with a block.
type blockState uint8

const (
	blockReached blockState = iota + 1 // and run nothing in it
	blockRan
)

// missingPath tells where a path ended.
type missingPath struct {
	path   *path
	part   int         // the part that is not there
	parent value.Value // what it was looked for in; nil for an @-variable
	frame  *frame      // the @-variables, if there are any
}

// finding is something about a tag.
type finding struct {
	severity diagnostic.Severity
	code     diagnostic.Code
	message  string
}

func (r *rendering) observationsOf(t *Template) *observations {
	s := r.seen[t]
	if s == nil {
		s = &observations{paths: make([]pathObservation, len(t.skeleton.places)), tags: map[int]*finding{}, blocks: make([]blockState, len(t.tags)), used: map[string]bool{}}
		if r.seen == nil {
			r.seen = map[*Template]*observations{}
		}
		r.seen[t] = s
	}
	return s
}

// observations is what was seen of the template that a scope is in.
func (r *rendering) observations(s *scope) *observations {
	if s.container.seen == nil {
		s.container.seen = r.observationsOf(s.container.template)
	}
	return s.container.seen
}

// found notes that a path has a value.
func (r *rendering) found(s *scope, p *path, v value.Value, quiet bool) {
	at := &r.observations(s).paths[p.token]
	at.seen = true
	if _, isNull := v.(value.Null); !isNull {
		at.nonNull = true
	} else if !quiet && at.null == nil {
		at.null = &nullPath{p, len(p.parts)}
	}
}

// metNull notes that a path cannot go on behind some of its parts.
func (r *rendering) metNull(s *scope, p *path, part int) {
	if at := &r.observations(s).paths[p.token]; at.null == nil {
		at.null = &nullPath{p, part}
	}
}

// climbed notes that a path climbs above all contexts.
func (r *rendering) climbed(s *scope, p *path) {
	if at := &r.observations(s).paths[p.token]; at.missed == nil {
		at.missed, at.above = &missingPath{path: p}, true
	}
}

// reached notes that a block was reached.
func (r *rendering) reached(s *scope, n *block) {
	if n.tag < 0 || n.decorator || len(n.program.nodes())+len(n.inverse.nodes()) == 0 {
		return
	}
	if state := &r.observations(s).blocks[n.tag]; *state == 0 {
		*state = blockReached
	}
}

// ran notes that something in a block was run.
func (r *rendering) ran(s *scope, n node) {
	if b, ok := n.(*block); ok && b.tag >= 0 {
		r.observations(s).blocks[b.tag] = blockRan
	}
}

// nodes are what a program runs.
func (p *program) nodes() []node {
	if p == nil {
		return nil
	}
	return p.body
}

func (r *rendering) missing(s *scope, p *path, part int, parent value.Value) {
	if at := &r.observations(s).paths[p.token]; at.missed == nil {
		at.missed = &missingPath{path: p, part: part, parent: parent}
	}
}

func (r *rendering) missingVariable(s *scope, p *path, data *frame) {
	if at := &r.observations(s).paths[p.token]; at.missed == nil {
		at.missed = &missingPath{path: p, frame: data}
	}
}

// remark notes something about the tag of a node.
func (r *rendering) remark(s *scope, n node, code diagnostic.Code, format string, args ...any) {
	tags := r.observations(s).tags
	if i := n.tagIndex(); i >= 0 && tags[i] == nil {
		tags[i] = &finding{diagnostic.Warning, code, fmt.Sprintf(format, args...)}
	}
}

// notAList notes that {{#each}} was given a value that is none.
func (c *invocation) notAList(v value.Value) {
	kind := ""
	switch v.(type) {
	case value.String:
		kind = "text"
	case value.Number:
		kind = "a number"
	case value.Bool:
		kind = "true or false"
	default:
		return
	}
	name := "This"
	if len(c.call.params) > 0 {
		if p, ok := c.call.params[0].(*path); ok {
			name = "`" + p.original + "`"
		}
	}
	c.r.remark(c.scope, c.node, diagnostic.NotAList, "%s is %s, not a list: nothing is looped over.", name, kind)
	if i := c.node.tagIndex(); i >= 0 {
		c.r.observations(c.scope).tags[i].severity = diagnostic.Info
	}
}

// remarkShown notes a value that shows as what nobody meant.
func (r *rendering) remarkShown(s *scope, n node, c *call, v value.Value) {
	switch v := v.(type) {
	case *value.Object:
		if value.Text(v) == objectText {
			r.remark(s, n, diagnostic.ObjectShown, "`%s` is an object and shows as `%s`.", c.path.original, objectText)
		}
	case *value.Array:
		if len(v.Items) <= maxNames && slices.ContainsFunc(v.Items, func(item value.Value) bool { return value.Text(item) == objectText }) {
			r.remark(s, n, diagnostic.ObjectShown, "`%s` is a list of objects and shows as `%s`.", c.path.original, objectText)
		}
	}
}

const objectText = "[object Object]"

// warnFewArguments notes a call with fewer arguments than its helper makes sense with.
func (c *invocation) warnFewArguments(needed int) {
	if len(c.args) >= needed {
		return
	}
	count := map[int]string{1: "one value", 2: "two values"}[needed]
	c.r.remark(c.scope, c.node, diagnostic.HelperArguments, "`%s` needs %s, but has %d.", c.path.original, count, len(c.args))
}
