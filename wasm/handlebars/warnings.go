package handlebars

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"livebars/wasm/diagnostic"
	"livebars/wasm/spelling"
	"livebars/wasm/value"
)

// What Handlebars.js renders as nothing, or as what nobody meant, is reported
// beside the text: as warnings, once for a place however often it is met. A path
// counts as missing only if it was never found there, in no row.

// observations is what a rendering has seen of one template.
type observations struct {
	paths []pathObservation // by ordinal of the path's token
	tags  map[int]*finding  // by tag
	used  map[string]bool   // names of partials that it called
}

type pathObservation struct {
	seen   bool // found at least once
	missed *missingPath
}

// missingPath tells where a path ended.
type missingPath struct {
	path   *path
	part   int         // the part that is not there
	parent value.Value // what it was looked for in; nil for an @-variable
	frame  *frame      // the @-variables, if there are any
}

// finding is something about a tag.
type finding struct {
	code    diagnostic.Code
	message string
}

func (r *rendering) observationsOf(t *Template) *observations {
	s := r.seen[t]
	if s == nil {
		s = &observations{paths: make([]pathObservation, len(t.skeleton.places)), tags: map[int]*finding{}, used: map[string]bool{}}
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

func (r *rendering) found(s *scope, p *path) { r.observations(s).paths[p.token].seen = true }

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
		tags[i] = &finding{code, fmt.Sprintf(format, args...)}
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

// maxWarnings bounds how many misspelt names are reported: each is compared with
// all names that it might have been.
const maxWarnings = 100

// warnings are all that was seen, in the order of the sources and places. Where
// there are no data at all, no path is missed.
func (r *rendering) warnings(in Input) []*diagnostic.Problem {
	var out []*diagnostic.Problem
	noData := value.IsNullish(in.Context)
	for t, seen := range r.seen {
		for i := range seen.paths {
			if len(out) >= maxWarnings {
				break
			}
			if at := &seen.paths[i]; at.missed != nil && !at.seen && !noData {
				from, to := t.skeleton.span(at.missed.path)
				out = append(out, warning(t.source, from, to, diagnostic.MissingPath, at.missed.message()))
			}
		}
		for i, f := range seen.tags {
			out = append(out, warning(t.source, t.tags[i].from, t.tags[i].to, f.code, f.message))
		}
	}
	out = append(out, r.unused(in.Partials)...)
	slices.SortFunc(out, func(a, b *diagnostic.Problem) int {
		// The template before its partials.
		byKind := cmp.Compare(strings.Count(a.Source, ":"), strings.Count(b.Source, ":"))
		return cmp.Or(byKind, strings.Compare(a.Source, b.Source), cmp.Compare(a.From, b.From))
	})
	return out
}

func warning(source string, from, to int, code diagnostic.Code, message string) *diagnostic.Problem {
	return &diagnostic.Problem{Severity: diagnostic.Warning, Code: code, Source: source, From: from, To: to, Message: message}
}

// unused are the partials that no tag names and none was called by.
func (r *rendering) unused(partials map[string]string) []*diagnostic.Problem {
	named := map[string]bool{}
	for t, seen := range r.seen {
		for name := range seen.used {
			named[name] = true
		}
		for _, use := range t.program.static {
			named[use.name] = true
		}
		if t.program.dynamic && len(seen.used) == 0 {
			return nil // who knows what it would have called
		}
	}
	if len(partials) > maxPartials {
		return nil
	}
	// Partials that are named but were not reached name others in their turn.
	for reached := true; reached; {
		reached = false
		for name, text := range partials {
			if !named[name] || r.hasRun(name) {
				continue
			}
			for other := range partials {
				if !named[other] && strings.Contains(text, other) {
					named[other], reached = true, true
				}
			}
		}
	}
	var out []*diagnostic.Problem
	for name := range partials {
		if !named[name] {
			out = append(out, warning("partial:"+name, 0, 0, diagnostic.UnusedPartial, fmt.Sprintf("The partial `%s` is never used.", name)))
		}
	}
	return out
}

// maxPartials bounds how many partials are searched for each other's names.
const maxPartials = 300

func (r *rendering) hasRun(name string) bool {
	for t := range r.seen {
		if t.source == "partial:"+name {
			return true
		}
	}
	return false
}

func (m *missingPath) message() string {
	if m.parent == nil {
		return m.variableMessage()
	}
	names := value.Names(m.parent)
	names = names[:min(len(names), maxNames)]
	message := fmt.Sprintf("`%s` is nothing in the data", m.path.original)
	if name := spelling.Nearest(m.path.parts[m.part], names); name != "" {
		return message + "; did you mean `" + name + "`?"
	}
	return message + "."
}

// maxNames bounds among how many names a misspelt one is looked for.
const maxNames = 2000

func (m *missingPath) variableMessage() string {
	message := fmt.Sprintf("There is no `%s` here", m.path.original)
	switch m.path.parts[0] {
	case "index", "key", "first", "last":
		return message + ": `{{#each}}` sets it."
	}
	var names []string
	if m.frame != nil {
		names = m.frame.names()
	}
	if name := spelling.Nearest(m.path.parts[0], names); name != "" {
		return message + "; did you mean `@" + name + "`?"
	}
	return message + "."
}
