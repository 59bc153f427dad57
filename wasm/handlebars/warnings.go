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
// counts as missing only if it was never found there, in no row. What may well be
// meant so (a value that is null, a block that is not run) is an info.

// observations is what a rendering has seen of one template.
type observations struct {
	paths []pathObservation // by ordinal of the path's token
	tags  map[int]*finding  // by tag
	// blocks are, by tag, those that were reached: whether anything in them was run.
	blocks map[int]*blockObservation
	used   map[string]bool // names of partials that it called
}

type pathObservation struct {
	seen   bool // found at least once
	worth  bool // found at least once, and not null
	above  bool // it climbs above all contexts
	missed *missingPath
	null   *nullPath
}

// nullPath tells where a path met null.
type nullPath struct {
	path *path
	part int // how many parts lead to the null
}

type blockObservation struct {
	block *block
	ran   bool
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
	severity diagnostic.Severity
	code     diagnostic.Code
	message  string
}

func (r *rendering) observationsOf(t *Template) *observations {
	s := r.seen[t]
	if s == nil {
		s = &observations{paths: make([]pathObservation, len(t.skeleton.places)), tags: map[int]*finding{}, blocks: map[int]*blockObservation{}, used: map[string]bool{}}
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
		at.worth = true
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
	if seen := r.observations(s).blocks; seen[n.tag] == nil {
		seen[n.tag] = &blockObservation{block: n}
	}
}

// ran notes that something in a block was run.
func (r *rendering) ran(s *scope, n node) {
	if b, ok := n.(*block); ok {
		if seen := r.observations(s).blocks[b.tag]; seen != nil {
			seen.ran = true
		}
	}
}

// nodes are what a program runs, beside comments.
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

// maxWarnings bounds how many misspelt names are reported: each is compared with
// all names that it might have been.
const maxWarnings = 100

// warnings are all that was seen, in the order of the sources and places. Where
// there are no data at all, no path is missed.
func (r *rendering) warnings(in Input) []*diagnostic.Problem {
	var out []*diagnostic.Problem
	noData := value.IsNullish(in.Context)
	for t, seen := range r.seen {
		out = append(out, t.pathFindings(seen, noData)...)
		for i, f := range seen.tags {
			found := warning(t.source, t.tags[i].from, t.tags[i].to, f.code, f.message)
			found.Severity = f.severity
			out = append(out, found)
		}
		out = append(out, t.strayBraces()...)
	}
	for t, seen := range r.seen {
		if !noData {
			out = append(out, t.blocksNotRun(seen, out)...)
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

// pathFindings are the paths that were found nowhere, and those that are null everywhere.
func (t *Template) pathFindings(seen *observations, noData bool) (out []*diagnostic.Problem) {
	for i := range seen.paths {
		if len(out) >= maxWarnings {
			break
		}
		at := &seen.paths[i]
		switch {
		case at.missed != nil && !at.seen && !noData:
			from, to := t.skeleton.span(at.missed.path)
			if !at.above {
				out = append(out, warning(t.source, from, to, diagnostic.MissingPath, at.missed.message()))
				continue
			}
			top := "the data"
			if t.source != "template" {
				top = "what the partial is called with"
			}
			found := warning(t.source, from, to, diagnostic.AboveRoot, fmt.Sprintf("`%s` climbs above %s: there is nothing.", at.missed.path.original, top))
			found.Severity = diagnostic.Info
			out = append(out, found)
		case at.null != nil && !at.worth && !noData:
			from, to := t.skeleton.span(at.null.path)
			found := warning(t.source, from, to, diagnostic.NullPath, at.null.message())
			found.Severity = diagnostic.Info
			out = append(out, found)
		}
	}
	return out
}

func (n *nullPath) message() string {
	if n.part == len(n.path.parts) {
		return fmt.Sprintf("`%s` is null and shows nothing.", n.path.original)
	}
	parts := n.path.parts[:n.part]
	if n.path.data {
		parts = append([]string{"@" + parts[0]}, parts[1:]...)
	}
	return fmt.Sprintf("`%s` is null, so `%s` is nothing.", strings.Join(parts, "."), n.path.original)
}

// blocksNotRun are the outermost blocks of which nothing was run, if nothing is said
// about their tags already.
func (t *Template) blocksNotRun(seen *observations, said []*diagnostic.Problem) (out []*diagnostic.Problem) {
	for i, b := range seen.blocks {
		if b.ran || len(out) >= maxWarnings {
			continue
		}
		tag := &t.tags[i]
		isSaid := slices.ContainsFunc(said, func(p *diagnostic.Problem) bool {
			return p.Source == t.source && p.From >= tag.from && p.From < tag.to
		})
		if !isSaid {
			found := warning(t.source, tag.from, tag.to, diagnostic.BlockNotRun, fmt.Sprintf("With these data `%s` is never run.", opening(tag)))
			found.Severity = diagnostic.Info
			out = append(out, found)
		}
	}
	return out
}

// longestBraces bounds, in bytes, what is looked at before a `}}`.
const longestBraces = 60

// strayBraces are the `}}` in the text before which one brace opens: `{name}}`.
func (t *Template) strayBraces() (out []*diagnostic.Problem) {
	for _, p := range t.pieces {
		if p.tag >= 0 {
			continue
		}
		text := t.text[p.run.from:p.run.to]
		for from, to := nextStrayBraces(text, 0); to > 0 && len(out) < maxWarnings; from, to = nextStrayBraces(text, to) {
			message := fmt.Sprintf("`%s` is text: a tag opens with two braces.", text[from:to])
			out = append(out, warning(t.source, p.run.from+from, p.run.from+to, diagnostic.StrayBraces, message))
		}
	}
	return out
}

// nextStrayBraces are the next ones in a text from a place on; to is 0 if there are none.
func nextStrayBraces(text string, at int) (from, to int) {
	for {
		i := strings.Index(text[at:], "}}")
		if i < 0 {
			return 0, 0
		}
		at += i
		if from = openingBrace(text[:at]); from >= 0 && closesMore(text[:at+len("}}")]) {
			return from, at + len("}}")
		}
		at += len("}}")
	}
}

// closesMore reports whether the last line of a text closes more braces than it opens:
// those of a formula are even.
func closesMore(text string) bool {
	line := text[strings.LastIndexByte(text, '\n')+1:]
	return strings.Count(line, "}") > strings.Count(line, "{")
}

// openingBrace is where the one brace stands that begins what looks like a tag at the
// end of a text; -1 if there is none.
func openingBrace(text string) int {
	for i := len(text) - 1; i >= max(0, len(text)-longestBraces); i-- {
		switch c := text[i]; {
		case c == '{':
			if i > 0 && text[i-1] == '{' || i == len(text)-1 {
				return -1
			}
			return i
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte(" ._-#/@>", c) >= 0:
		default:
			return -1
		}
	}
	return -1
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
