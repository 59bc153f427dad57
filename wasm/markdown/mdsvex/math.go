package mdsvex

import (
	"sort"
	"strings"
	"unicode/utf8"

	"livebars/wasm/edit"
	"livebars/wasm/markdown/markup"
)

// Formulas are found before anything is read as Markdown, as the site does it
// (doc-builder, `kit/preprocessors/mdsvex`): `$$…$$` from the start of a line on,
// over blank lines too, `\\(…\\)` behind white space, and `$…$` of one line with
// white space on both sides. Reading sees a word of the same length in their place.

// formula is a formula of a text: text[from:to].
type formula struct {
	from, to int
	mark     int // how long its opening and its closing mark are
	display  bool
}

// tex is what a formula says, of its source.
func (f formula) tex(source string) string { return trim(source[f.mark : len(source)-f.mark]) }

// The word in the place of a formula is made of bytes that no text has, for it
// is UTF-8: every formula is a formulaStart and as many formulaBytes as it needs.
const (
	formulaStart = "\xFE"
	formulaByte  = 0xFF
)

// formulasOf finds the formulas of a text, in order.
func formulasOf(text string) []formula {
	var out []formula
	if strings.IndexByte(text, '$') >= 0 {
		out = displayFormulas(text)
	}
	if strings.Contains(text, `\\(`) {
		out = inlineFormulas(text, out)
	}
	out = dollarFormulas(text, out)
	if len(out) > 0 && strings.Contains(text, formulaStart) {
		return nil // no UTF-8: the words would be mistaken
	}
	return out
}

func displayFormulas(text string) (out []formula) {
	for i := 0; ; {
		n := strings.Index(text[i:], "$$")
		if n < 0 {
			return out
		}
		i += n
		if i > 0 && text[i-1] != '\n' {
			for i++; at(text, i) == '$' && text[i-1] != '\n'; i++ {
			}
			continue
		}
		const least = len("$$") + 1 // something stands in it
		end := -1
		if i+least <= len(text) {
			end = strings.Index(text[i+least:], "$$")
		}
		if end < 0 {
			return out
		}
		to := i + least + end + len("$$")
		out = append(out, formula{from: i, to: to, mark: len("$$"), display: true})
		i = to
	}
}

// inlineFormulas adds those between `\\(` and `\\)`. One around a formula that is
// known takes its place.
func inlineFormulas(text string, known []formula) []formula {
	const opening, closing = `\\(`, `\\)`
	var found []formula
	inside := func(i int) int { // the end of the known formula around a place, or 0
		k := sort.Search(len(known), func(k int) bool { return known[k].to > i })
		if k < len(known) && known[k].from <= i {
			return known[k].to
		}
		return 0
	}
	next := func(mark string, i int) int {
		for i <= len(text) {
			n := strings.Index(text[i:], mark)
			if n < 0 {
				break
			}
			i += n
			behind := inside(i)
			if behind == 0 {
				return i
			}
			i = behind
		}
		return -1
	}
	for i := next(opening, 0); i >= 0; {
		if i > 0 && !spaceBefore(text, i) {
			i = next(opening, i+1)
			continue
		}
		end := next(closing, i+len(opening)+1)
		if end < 0 {
			break
		}
		end += len(closing)
		found = append(found, formula{from: i, to: end, mark: len(opening)})
		i = next(opening, end)
	}
	return merged(known, found)
}

// dollarFormulas adds those between `$` and `$`.
func dollarFormulas(text string, known []formula) []formula {
	var found []formula
	next := 0 // the first known formula that does not end before the place at hand
	for i := 0; ; {
		n := strings.IndexByte(text[i:], '$')
		if n < 0 {
			break
		}
		i += n
		for next < len(known) && known[next].to <= i {
			next++
		}
		if next < len(known) && known[next].from <= i {
			i = known[next].to
			continue
		}
		from := i
		i++
		if from > 0 && !spaceBefore(text, from) {
			continue
		}
		end := strings.IndexAny(text[i:], "$\n")
		if end < 1 || text[i+end] == '\n' {
			continue
		}
		end += i
		if end+1 < len(text) && spaceAt(text, end+1) == 0 || next < len(known) && known[next].from < end && known[next].to > end {
			continue
		}
		found = append(found, formula{from: from, to: end + 1, mark: 1})
		i = end + 1
	}
	return merged(known, found)
}

// merged puts two lists of formulas together; one that lies in another is left out.
func merged(known, found []formula) []formula {
	if len(found) == 0 {
		return known
	}
	all := append(append(make([]formula, 0, len(known)+len(found)), known...), found...)
	sort.Slice(all, func(i, j int) bool { return all[i].from < all[j].from })
	out := all[:0]
	for _, f := range all {
		if len(out) == 0 || f.from >= out[len(out)-1].to {
			out = append(out, f)
		}
	}
	return out
}

// withoutFormulas is a text with words in the places of its formulas.
func withoutFormulas(text string, formulas []formula) string {
	if len(formulas) == 0 {
		return text
	}
	out := []byte(text)
	for _, f := range formulas {
		out[f.from] = formulaStart[0]
		for i := f.from + 1; i < f.to; i++ {
			out[i] = formulaByte
		}
	}
	return string(out)
}

// stretch is a part of a formula that an edit leaves as it was.
type stretch struct {
	formula
	first bool // the formula begins with it
}

// stretches are the parts of formulas outside of the places of an edit. place
// tells where such a place is in the text of the formulas, and where what is
// behind it will be.
func stretches(formulas []formula, hunks []edit.Hunk, place func(edit.Hunk) (from, to, moves int)) (out []stretch) {
	h, moves := 0, 0
	for _, f := range formulas {
		first := true
		add := func(from, to int) {
			if from < to {
				out = append(out, stretch{formula{from + moves, to + moves, f.mark, f.display}, first})
			}
			first = false
		}
		at := f.from
		for ; h < len(hunks); h++ {
			from, to, moved := place(hunks[h])
			if from >= f.to {
				break
			}
			if from > at {
				add(at, from)
			}
			if first = first && to <= f.from; to > f.to {
				at = f.to
				break
			}
			at = max(at, to)
			moves = moved
		}
		add(at, f.to)
	}
	return out
}

// formulasMove reports whether an edit cannot have changed which formulas there are:
// it has no mark of one in it or beside it, and breaks no line.
func formulasMove(before, now string, hunks []edit.Hunk) bool {
	const marks, beside = "$\\", len(`\\(`)
	for _, h := range hunks {
		was, is := before[h.From:h.To], now[h.NowFrom:h.NowTo]
		around := now[max(0, h.NowFrom-beside):h.NowFrom] + now[h.NowTo:min(len(now), h.NowTo+beside)]
		if strings.ContainsAny(was, marks+"\n") || strings.ContainsAny(is, marks+"\n") || strings.ContainsAny(around, marks) {
			return false
		}
	}
	return true
}

// moved are the formulas where an edit puts them that changes none.
func moved(formulas []formula, hunks []edit.Hunk) []formula {
	if len(formulas) == 0 {
		return nil
	}
	out := make([]formula, len(formulas))
	from, to := 0, 0 // the first hunk that does not end before the place at hand
	for i, f := range formulas {
		for from < len(hunks) && hunks[from].To <= f.from {
			from++
		}
		for to < len(hunks) && hunks[to].To <= f.to {
			to++
		}
		out[i] = f
		if from > 0 {
			out[i].from += hunks[from-1].Behind()
		}
		if to > 0 {
			out[i].to += hunks[to-1].Behind()
		}
	}
	return out
}

// formulasStay reports whether an edit leaves all formulas outside of its places
// as they were.
func formulasStay(before, now []formula, hunks []edit.Hunk) bool {
	if len(before) == 0 && len(now) == 0 {
		return true
	}
	was := stretches(before, hunks, func(h edit.Hunk) (from, to, moves int) { return h.From, h.To, h.Behind() })
	is := stretches(now, hunks, func(h edit.Hunk) (from, to, moves int) { return h.NowFrom, h.NowTo, 0 })
	if len(was) != len(is) {
		return false
	}
	for i := range was {
		if was[i] != is[i] {
			return false
		}
	}
	return true
}

// hasFormula reports whether the word of a formula is in a string.
func hasFormula(s string) bool { return strings.Contains(s, formulaStart) }

// resolve gives the nodes of a block the sources of their formulas: text and HTML
// keep the words and have the sources beside them, everything else shows them as
// they were typed.
func (p *parser) resolve(n *node) {
	next := sort.Search(len(p.formulas), func(i int) bool { return p.formulas[i].from >= n.from })
	if next == len(p.formulas) || n.to <= p.formulas[next].from && n.kind != cell {
		return
	}
	source := func() string {
		if next == len(p.formulas) {
			return ""
		}
		f := p.formulas[next]
		next++
		return p.text[f.from:f.to]
	}
	restore := func(s *string, written func(string) string) {
		if hasFormula(*s) {
			*s = replaceFormulas(*s, func(string) string { return written(source()) })
		}
	}
	same := func(s string) string { return s }
	switch n.kind {
	case text, rawHTML:
		for range min(strings.Count(n.value, formulaStart), len(p.formulas)-next) {
			n.formulas = append(n.formulas, sourceOf(p.formulas[next], p.text))
			next++
		}
	case code, codeSpan:
		restore(&n.value, escapeCode)
	}
	restore(&n.label, same)
	restore(&n.url, same)
	restore(&n.mark, same)
	if n.title != nil && hasFormula(*n.title) {
		title := *n.title
		restore(&title, same)
		n.title = &title
	}
	for _, c := range n.children {
		p.resolve(c)
	}
}

// formulaSource is a formula with its source.
type formulaSource struct {
	source, tex string
	display     bool
}

func sourceOf(f formula, text string) formulaSource {
	source := text[f.from:f.to]
	return formulaSource{source: source, tex: f.tex(source), display: f.display}
}

// replaceFormulas puts something into the places of the words of formulas.
func replaceFormulas(s string, by func(before string) string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, formulaStart)
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		before := s[:i]
		b.WriteString(before)
		for i++; i < len(s) && s[i] == formulaByte; i++ {
		}
		s = s[i:]
		b.WriteString(by(before))
	}
}

// formulaHTML is a formula on the page; the frame sets it.
func formulaHTML(f formulaSource) string {
	if f.display {
		return `<doc-math display="block">` + escape(f.tex) + `</doc-math>`
	}
	return `<doc-math>` + escape(f.tex) + `</doc-math>`
}

// withFormulas puts the formulas of a node into what is written of it.
func (n *node) withFormulas(s string, written func(formulaSource) string) string {
	return filled(s, n.formulas, func(f formulaSource, before string) string { return written(f) })
}

// htmlWithFormulas puts formulas into raw HTML; in a tag they stay as they are.
func htmlWithFormulas(s string, formulas []formulaSource) string {
	return filled(s, formulas, func(f formulaSource, before string) string {
		if i := strings.LastIndexByte(before, '<'); i > strings.LastIndexByte(before, '>') && markup.StartsTag(before[i:]) {
			return f.source
		}
		return formulaHTML(f)
	})
}

// filled puts formulas into the places of their words; before is what stands
// between a formula and the one before it.
func filled(s string, formulas []formulaSource, written func(f formulaSource, before string) string) string {
	if len(formulas) == 0 {
		return s
	}
	return replaceFormulas(s, func(before string) string {
		if len(formulas) == 0 {
			return ""
		}
		f := formulas[0]
		formulas = formulas[1:]
		return written(f, before)
	})
}

// inFormula reports whether a rune that was decoded is a byte of a formula's word.
func inFormula(r rune, size int) bool { return r == utf8.RuneError && size == 1 }
