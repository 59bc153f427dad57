package handlebars

import (
	"strings"
	"unicode/utf8"

	"livebars/wasm/value"
)

// layout is what whitespace control makes of a template's runs: how much of
// each is shown, and how far standalone partials are indented. It follows
// Handlebars.js 4.7 `whitespace-control.js`, and is made anew whenever the text
// changes, for it looks at the runs themselves.
type layout struct {
	shown   []run    // by number of the run
	indents []string // by number of the partial
}

// controlWhitespace computes the layout. The runs are those of the template, in the order
// in which the program numbers them.
func controlWhitespace(source string, p *templateProgram, runs []run, tags []tag, ignoreStandalone bool) *layout {
	w := &whitespace{
		source: source, tags: tags, original: runs, standalone: !ignoreStandalone,
		cut:    make([]cut, len(runs)),
		layout: &layout{shown: make([]run, len(runs)), indents: make([]string, p.partials)},
	}
	copy(w.layout.shown, runs)
	w.program(p.main, true)
	return w.layout
}

type whitespace struct {
	source     string
	tags       []tag
	original   []run
	standalone bool
	cut        []cut
	layout     *layout
}

// cut tells whether a run was shortened at an end.
type cut struct{ left, right bool }

// stripping is what a node asks of the text beside it.
type stripping struct {
	strip                                             // `~`
	openStandalone, closeStandalone, inlineStandalone bool
}

func (w *whitespace) program(p *program, isRoot bool) {
	if p == nil {
		return
	}
	for i, n := range p.body {
		s, ok := w.node(n)
		if !ok {
			continue
		}
		before, after := w.isPrevSpace(p.body, i, isRoot), w.isNextSpace(p.body, i, isRoot)
		if s.after {
			w.omitRight(p.body, i+1, true)
		}
		if s.before {
			w.omitLeft(p.body, i-1, true)
		}
		if !w.standalone {
			continue
		}
		if s.inlineStandalone && before && after {
			w.omitRight(p.body, i+1, false)
			if w.omitLeft(p.body, i-1, false) {
				if partial, ok := n.(*partial); ok && partial.program == nil {
					w.layout.indents[partial.number] = w.indent(p.body[i-1].(*text))
				}
			}
		}
		if s.openStandalone && before {
			w.omitRight(firstProgram(n).body, 0, false)
			w.omitLeft(p.body, i-1, false)
		}
		if s.closeStandalone && after {
			w.omitRight(p.body, i+1, false)
			last := lastProgram(n).body
			w.omitLeft(last, len(last)-1, false)
		}
	}
}

// firstProgram is `current.program || current.inverse`.
func firstProgram(n node) *program {
	switch n := n.(type) {
	case *block:
		if n.program != nil {
			return n.program
		}
		return n.inverse
	case *partial:
		return n.program
	}
	return nil
}

// lastProgram is `current.inverse || current.program`.
func lastProgram(n node) *program {
	if b, ok := n.(*block); ok && b.inverse != nil {
		return b.inverse
	}
	return firstProgram(n)
}

func (w *whitespace) node(n node) (stripping, bool) {
	switch n := n.(type) {
	case *mustache:
		return stripping{strip: w.tags[n.tag].strip}, true
	case *comment:
		return stripping{strip: w.tags[n.tag].strip, inlineStandalone: true}, true
	case *partial:
		if n.program == nil {
			return stripping{strip: w.tags[n.tag].strip, inlineStandalone: true}, true
		}
		w.program(n.program, false)
		return w.block(n.program, nil, w.tags[n.tag].strip, strip{}, w.tags[n.close].strip), true
	case *block:
		w.program(n.program, false)
		w.program(n.inverse, false)
		var otherwise strip
		if n.otherwise >= 0 {
			otherwise = w.tags[n.otherwise].strip
		}
		main, inverse := n.program, n.inverse
		if main == nil {
			main, inverse = inverse, nil
		}
		return w.block(main, inverse, w.tags[n.tag].strip, otherwise, w.tags[n.close].strip), true
	}
	return stripping{}, false
}

// block trims the inside of a block and says what its outside is due.
func (w *whitespace) block(main, inverse *program, open, otherwise, close strip) stripping {
	first, last := inverse, inverse
	if inverse != nil && inverse.chained {
		first = inverse.body[0].(*block).program
		for last.chained {
			last = last.body[len(last.body)-1].(*block).program
		}
	}
	s := stripping{
		strip:          strip{open.before, close.after},
		openStandalone: w.isNextSpace(main.body, -1, false),
	}
	end := main
	if first != nil {
		end = first
	}
	s.closeStandalone = w.isPrevSpace(end.body, len(end.body), false)
	if open.after {
		w.omitRight(main.body, 0, true)
	}
	lastOf := func(p *program) int { return len(p.body) - 1 }
	if inverse == nil {
		if close.before {
			w.omitLeft(main.body, lastOf(main), true)
		}
		return s
	}
	if otherwise.before {
		w.omitLeft(main.body, lastOf(main), true)
	}
	if otherwise.after {
		w.omitRight(first.body, 0, true)
	}
	if close.before {
		w.omitLeft(last.body, lastOf(last), true)
	}
	if w.standalone && w.isPrevSpace(main.body, len(main.body), false) && w.isNextSpace(first.body, -1, false) {
		w.omitLeft(main.body, lastOf(main), false)
		w.omitRight(first.body, 0, false)
	}
	return s
}

func at(body []node, i int) node {
	if i < 0 || i >= len(body) {
		return nil
	}
	return body[i]
}

// isPrevSpace reports whether only white space stands before node i on its line.
func (w *whitespace) isPrevSpace(body []node, i int, isRoot bool) bool {
	previous := at(body, i-1)
	if previous == nil {
		return isRoot
	}
	t, ok := previous.(*text)
	if !ok {
		return false
	}
	s := w.of(w.original[t.run])
	blank := strings.TrimRightFunc(s, value.IsSpace)
	if at(body, i-2) == nil && isRoot && blank == "" {
		return true
	}
	return strings.Contains(s[len(blank):], "\n")
}

// isNextSpace reports whether only white space follows node i on its line.
func (w *whitespace) isNextSpace(body []node, i int, isRoot bool) bool {
	next := at(body, i+1)
	if next == nil {
		return isRoot
	}
	t, ok := next.(*text)
	if !ok {
		return false
	}
	s := w.of(w.original[t.run])
	blank := len(s) - len(strings.TrimLeftFunc(s, value.IsSpace))
	if at(body, i+2) == nil && isRoot && blank == len(s) {
		return true
	}
	return strings.Contains(s[:blank], "\n")
}

func (w *whitespace) of(r run) string { return w.source[r.from:r.to] }

// omitRight takes white space from the start of node i: all of it, or the rest
// of the line.
func (w *whitespace) omitRight(body []node, i int, all bool) {
	t, ok := at(body, i).(*text)
	if !ok || !all && w.cut[t.run].right {
		return
	}
	r := &w.layout.shown[t.run]
	s := w.of(*r)
	keep := strings.TrimLeftFunc(s, value.IsSpace)
	if !all {
		keep = strings.TrimLeft(s, " \t")
		if strings.HasPrefix(keep, "\r\n") {
			keep = keep[2:]
		} else {
			keep = strings.TrimPrefix(keep, "\n")
		}
	}
	w.cut[t.run].right = len(keep) < len(s)
	r.from = r.to - len(keep)
}

// omitLeft takes white space from the end of node i: all of it, or the start of
// the last line. It reports whether there was any.
func (w *whitespace) omitLeft(body []node, i int, all bool) bool {
	t, ok := at(body, i).(*text)
	if !ok || !all && w.cut[t.run].left {
		return false
	}
	r := &w.layout.shown[t.run]
	s := w.of(*r)
	keep := strings.TrimRightFunc(s, value.IsSpace)
	if !all {
		keep = strings.TrimRight(s, " \t")
	}
	w.cut[t.run].left = len(keep) < len(s)
	r.to = r.from + len(keep)
	return w.cut[t.run].left
}

// indent is the white space that a standalone partial's line starts with.
func (w *whitespace) indent(t *text) string {
	s := w.of(w.original[t.run])
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if r != ' ' && r != '\t' {
			return s[i:]
		}
		i -= size
	}
	return s
}
