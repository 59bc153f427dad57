package handlebars

import "livebars/wasm/value"

// Handlebars.js makes a JavaScript expression of a program, `return a + b + c`,
// and `+` adds numbers: {{{a}}}{{{b}}} with 1 and 2 is "3". What has been added
// up is text as soon as one part is text, which most are at once. A block that
// may be a helper or a value (an ambiguous one) is a statement of its own, so it
// cuts the expression: what stands before the first goes on being added to, what
// stands between two is added up by itself first, and what follows the last is
// added part by part (javascript-compiler.js mergeSource, append).

// concatenation is the value of an expression that is being put together.
type concatenation struct {
	some   bool        // anything was added at all
	raw    value.Value // what has been added up, if it is no text yet
	behind int         // the marks behind those of what has been added up
}

// add adds what a node gave: v, or if that is nil, the text written since start.
func (r *rendering) add(to *concatenation, v value.Value, start int, s *scope) error {
	if to.some && v != nil {
		v = r.primitive(v)
		if to.raw != nil {
			to.raw = r.primitive(to.raw)
		}
	}
	pending := to.raw
	switch {
	case v == nil && pending != nil:
		// It stands before the text that is already there.
		written := string(r.out[start:])
		r.out = r.out[:start]
		to.raw = nil
		text, err := r.text(pending, s, noNode{})
		if err != nil {
			return err
		}
		r.shiftMarks(to.behind, len(text))
		if err := r.write(s, noNode{}, text); err != nil {
			return err
		}
		return r.write(s, noNode{}, written)
	case v == nil:
	case !to.some:
		to.raw, to.behind = v, len(r.marks.list)
	case pending != nil && isAddend(pending) && isAddend(v):
		to.raw, to.behind = r.sum(pending, v), len(r.marks.list)
		return r.failure(s, noNode{})
	case pending != nil:
		to.raw = nil
		before, err := r.text(pending, s, noNode{})
		if err != nil {
			return err
		}
		text, err := r.text(v, s, noNode{})
		if err != nil {
			return err
		}
		r.shiftMarks(to.behind, len(before))
		return r.write(s, noNode{}, before+text)
	default:
		text, err := r.text(v, s, noNode{})
		if err != nil {
			return err
		}
		return r.write(s, noNode{}, text)
	}
	to.some = true
	return nil
}

// isAddend reports whether `+` takes a value as a number.
func isAddend(v value.Value) bool {
	switch v.(type) {
	case value.Number, value.Bool, value.BigInt:
		return true
	}
	return false
}

// primitive is what `+` makes of an object of JavaScript; other values stay.
func (r *rendering) primitive(v value.Value) value.Value {
	if h, ok := v.(*value.Host); ok {
		return h.Ask(value.AskPrimitive)
	}
	return v
}

// sum is `a + b` of two addends.
func (r *rendering) sum(a, b value.Value) value.Value {
	_, aBig := a.(value.BigInt)
	_, bBig := b.(value.BigInt)
	if aBig || bBig {
		return r.ask(value.AskAdd, a, b)
	}
	return value.Number(value.ToNumber(a) + value.ToNumber(b))
}

// concatenate runs the nodes of a program.
func (r *rendering) concatenate(p *program, s *scope) (value.Value, error) {
	var whole, between concatenation
	betweenStart := 0
	ambiguous := p.ambiguousBlocks
	if len(p.body) == 1 {
		ambiguous = nil // a program of one block returns what that gives
	}
	to, passed := &whole, 0
	for i, n := range p.body {
		if !r.appends(n, s) {
			continue
		}
		isAmbiguous := passed < len(ambiguous) && ambiguous[passed] == i
		if isAmbiguous && to == &between {
			if between.some {
				if err := r.add(&whole, between.raw, betweenStart, s); err != nil {
					return nil, err
				}
			}
			to = &whole
		}
		if isAmbiguous && passed == 0 && !whole.some {
			whole.some = true // buffer = ""
		}
		start := len(r.out)
		v, err := r.node(n, s)
		if err != nil {
			return nil, err
		}
		if _, nothing := v.(value.Undefined); !nothing { // an ambiguous block may append nothing at all
			if err := r.add(to, v, start, s); err != nil {
				return nil, err
			}
		}
		if isAmbiguous {
			passed++
			if passed < len(ambiguous) {
				to, between, betweenStart = &between, concatenation{}, len(r.out)
			}
		}
	}
	return whole.raw, nil
}

// appends reports whether a node is part of the expression.
func (r *rendering) appends(n node, s *scope) bool {
	switch n := n.(type) {
	case *text:
		shown := s.container.template.layout.shown[n.run]
		return shown.to > shown.from
	case *comment:
		return false
	case *block:
		return !n.decorator
	}
	return true
}
