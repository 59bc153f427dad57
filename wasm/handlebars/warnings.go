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
		case at.null != nil && !at.nonNull && !noData:
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
	for i, state := range seen.blocks {
		if state != blockReached || len(out) >= maxWarnings {
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
	message := fmt.Sprintf("`%s` is not in the data", m.path.original)
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
