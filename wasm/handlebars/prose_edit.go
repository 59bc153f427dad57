package handlebars

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"livebars/wasm/edit"
	"livebars/wasm/value"
)

// An edit of prose moves what stands behind it and changes nothing else: no tag
// is read again.

// proseEdit is an edit inside of one run.
type proseEdit struct {
	from            *Template // before the edit; only its text and layout are still right
	run             int       // among the runs as the program numbers them
	old             run       // what was shown of it before
	end             int       // where the edit ended in the old text
	delta           int       // by how much the text behind it moved
	othersUnchanged bool      // all other runs are shown as before
}

// withProseEdit is the template with another text, if the two differ inside of one run
// and the new run has nothing that could be a tag. It takes over the tags of t,
// withProseEdit, so t is not to be used any more.
func (t *Template) withProseEdit(text string, kept edit.Kept) *Template {
	end, delta := len(t.text)-kept.Suffix, len(text)-len(t.text)
	i := sort.Search(len(t.pieces), func(i int) bool { return t.end(i) >= end })
	if i < len(t.pieces) && t.pieces[i].tag >= 0 && t.end(i) == end {
		i++ // an insertion behind a tag belongs to the run there
	}
	if i == len(t.pieces) || t.pieces[i].tag >= 0 {
		return nil
	}
	r := t.pieces[i].run
	next := len(t.text)
	if i+1 < len(t.pieces) {
		if t.pieces[i+1].tag < 0 {
			return nil // an escaped mustache
		}
		next = t.tags[t.pieces[i+1].tag].from
	}
	before := 0
	if i > 0 {
		before = t.end(i - 1)
	}
	if r.from > kept.Prefix || r.to < end || r.from != before || r.to != next {
		return nil
	}
	now := text[r.from : r.to+delta]
	if now == "" || now[0] == '}' || strings.Contains(now, "{{") || strings.Contains(t.text[r.from:r.to], "{{") || strings.IndexByte("{\\", now[len(now)-1]) >= 0 || strings.IndexByte(now, 0) >= 0 {
		return nil
	}
	out := *t
	out.lines = nil
	t.prose = nil // it is over, and what it came from
	out.text = text
	out.pieces[i].run.to += delta
	for k := i + 1; k < len(out.pieces); k++ {
		if p := &out.pieces[k]; p.tag < 0 {
			p.run.from += delta
			p.run.to += delta
		} else {
			out.tags[p.tag].shift(delta)
		}
	}
	number := 0
	for k := range i {
		if p := out.pieces[k]; p.tag < 0 {
			number++
		} else {
			number += len(out.tags[p.tag].raw)
		}
	}
	out.prose = &proseEdit{from: t, run: number, old: t.layout.shown[number], end: end, delta: delta}
	if hasWord(t.text[r.from:kept.Prefix]) && hasWord(t.text[end:r.to]) {
		// White space at the ends of the run, which is all that controlWhitespace looks at, is as it was.
		out.layout = t.layout.shifted(number, end, delta)
		out.prose.othersUnchanged = true
	} else {
		out.layout = controlWhitespace(text, out.program, out.skeleton.ordered(out.pieces, out.tags), out.tags, out.options.IgnoreStandalone)
		out.prose.othersUnchanged = out.othersShownUnchanged()
	}
	return &out
}

// hasWord reports whether a text has more than white space. A sign that is cut
// at an end of the text may be white space.
func hasWord(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r != utf8.RuneError && !value.IsSpace(r) }) >= 0
}

// shifted is the layout after an edit that ended at a place and made a run longer
// by delta.
func (l *layout) shifted(run, end, delta int) *layout {
	shown := slices.Clone(l.shown)
	for i := range shown {
		if r := &shown[i]; i == run {
			r.to += delta
		} else if r.from >= end {
			r.from += delta
			r.to += delta
		}
	}
	return &layout{shown: shown, indents: l.indents}
}

// end is where a piece ends.
func (t *Template) end(i int) int {
	if p := t.pieces[i]; p.tag < 0 {
		return p.run.to
	}
	return t.tags[t.pieces[i].tag].to
}

func (t *tag) shift(by int) {
	t.from += by
	t.to += by
	for i := range t.tokens {
		t.tokens[i].from += by
		t.tokens[i].to += by
	}
	for i := range t.raw {
		t.raw[i].from += by
		t.raw[i].to += by
	}
}

// othersShownUnchanged reports whether all runs but the edited one are shown as before.
func (t *Template) othersShownUnchanged() bool {
	p := t.prose
	before, now := p.from.layout, t.layout
	for i, r := range before.shown {
		if r.from >= p.end {
			r.from += p.delta
		}
		if r.to >= p.end {
			r.to += p.delta
		}
		if i != p.run && r != now.shown[i] {
			return false
		}
	}
	for i, indent := range before.indents {
		if indent != now.indents[i] {
			return false
		}
	}
	return true
}
