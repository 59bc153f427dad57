package handlebars

import "livebars/wasm/units"

// loc is options.loc: where the call of a helper stands.
func (i *invocation) loc() Loc {
	t := i.scope.container.template
	if last := &i.r.lastLoc; last.call != i.call || last.template != t || i.call == nil {
		from, to := t.extent(i.node, i.call)
		*last = locOfCall{t, i.call, t.locOf(from, to)} // in a loop it is the same one again
	}
	return i.r.lastLoc.loc
}

// locOfCall is the place of a call of a template.
type locOfCall struct {
	template *Template
	call     *call
	loc      Loc
}

// extent is the range of a node, or of a call in parentheses in it.
func (t *Template) extent(n node, c *call) (from, to int) {
	switch n := n.(type) {
	case *mustache:
		if c == &n.call {
			return t.tags[n.tag].from, t.tags[n.tag].to
		}
	case *block:
		if c == &n.call {
			end := t.tags[n.end].to
			if t.tags[n.tag].kind == elseChainTag {
				end = t.tags[n.end].from
			}
			return t.tags[n.tag].from, end
		}
	}
	if c == nil {
		return 0, 0
	}
	return t.skeleton.parentheses(c.path)
}

// parentheses is the range of a subexpression whose helper has a path: from its
// opening parenthesis to its closing one.
func (s *skeleton) parentheses(p *path) (from, to int) {
	open := p.token - 1
	if p.data {
		open--
	}
	depth := 0
	for i := open; i >= 0 && i < len(s.places); i++ {
		switch s.places[i].token.kind {
		case openToken:
			depth++
		case closeToken:
			if depth--; depth == 0 {
				return s.places[open].token.from, s.places[i].token.to
			}
		}
	}
	return s.span(p)
}

// locOf is a range as lines and columns. The starts of the lines are found once for
// each text of the template.
func (t *Template) locOf(from, to int) Loc {
	if t.lines == nil {
		t.lines = lineStarts(t.text)
	}
	startLine, startColumn := t.lines.at(t.text, from)
	endLine, endColumn := t.lines.at(t.text, to)
	return Loc{startLine, startColumn, endLine, endColumn}
}

// lines are the offsets at which the lines of a text start. Handlebars.js ends a line
// at \n, \r\n or \r (the lexer that jison makes).
type lines []int

func lineStarts(text string) lines {
	starts := lines{0}
	for i := range len(text) {
		if c := text[i]; c == '\n' || c == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// at is the line of an offset, from 1, and its column, from 0, in UTF-16 units.
func (l lines) at(text string, offset int) (line, column int) {
	low, high := 0, len(l)
	for high-low > 1 {
		if middle := (low + high) / 2; l[middle] <= offset {
			low = middle
		} else {
			high = middle
		}
	}
	return low + 1, units.Count(text[l[low]:offset])
}
