package handlebars

import (
	"fmt"
	"slices"

	"livebars/wasm/diagnostic"
	"livebars/wasm/spelling"
	"livebars/wasm/value"
)

// A template from elsewhere calls helpers that are not here. The first one would be
// the error of Handlebars.js; to see what is missing, the rendering goes on and names
// each of them once.

// unknownHelpers are the calls of helpers that are not known, and what is said of each.
type unknownHelpers struct {
	calls    []*call
	problems []*diagnostic.Problem
}

// maxUnknown bounds how many calls are reported.
const maxUnknown = 100

// unknownHelper is what stands in for a helper that is not known: it shows its call,
// and runs its block.
func (r *rendering) unknownHelper(c *call, s *scope, name string) (helper, error) {
	if r.inHelper > 0 && r.showUnknown == nil {
		return nil, r.unknownProblem(c, s, name) // JavaScript may catch it
	}
	if len(r.unknown.calls) < maxUnknown && !slices.Contains(r.unknown.calls, c) {
		r.unknown.calls = append(r.unknown.calls, c)
		r.unknown.problems = append(r.unknown.problems, r.unknownProblem(c, s, name))
	}
	return func(i *invocation) (value.Value, error) {
		if i.isBlock {
			block := i.fn
			if block == nil {
				block = i.inverse // {{^x 1}}
			}
			return i.runBlock(block, i.scope.context, blockCall{data: i.scope.data})
		}
		t := i.scope.container.template
		from, to := t.extent(i.node, c)
		shown := t.text[from:to]
		if r.showUnknown == nil {
			return value.String(shown), nil // nobody sees it
		}
		if m, ok := i.node.(*mustache); ok && c == &m.call {
			shown = r.showUnknown(shown)
			r.markTag(i.scope, i.node)
			if err := r.write(i.scope, i.node, shown); err != nil {
				return nil, err
			}
			return nil, nil
		}
		return value.String(shown), nil
	}, nil
}

// unknownProblem says that a helper is not known.
func (r *rendering) unknownProblem(c *call, s *scope, name string) *diagnostic.Problem {
	message := fmt.Sprintf("Helper `%s` is not known", name)
	// Names of helpers are short: two edits make any of three letters of another one.
	if near := spelling.NearestWithin(name, r.helperNames(), max(1, len([]rune(name))/3)); near != "" {
		message += "; did you mean `" + near + "`?"
	} else {
		message += "."
	}
	problem := s.faultAt(c.path, diagnostic.UnknownHelper, "%s", message)
	if r.showUnknown != nil {
		problem.Severity = diagnostic.Warning
	}
	return problem
}

// helperNames are the names of all helpers that there are, in no order.
func (r *rendering) helperNames() []string {
	var names []string
	for name := range r.helpers {
		names = append(names, name)
	}
	for name := range builtins {
		names = append(names, name)
	}
	if !r.noComparisons {
		for name := range comparisons {
			names = append(names, name)
		}
	}
	return names
}
