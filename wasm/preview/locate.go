package preview

import (
	"sort"
	"strings"

	"livebars/wasm/edit"
	"livebars/wasm/handlebars"
	"livebars/wasm/language"
	"livebars/wasm/markdown/alignment"
	"livebars/wasm/value"
)

// shown is what the page that is shown was made of.
type shown struct {
	text string
	from *handlebars.Map
	data *located
}

// PagePlace is a place of the page.
type PagePlace struct {
	Island int
	From   int // UTF-16 units of the island's text
	To     int
	Word   string // what is seen there
	// Attribute is the value of an attribute that is meant instead of a text, or "".
	Attribute string
}

// Origins are what a place of the page was made of.
type Origins struct {
	Tag  language.Place   // of the template or a partial: a tag, or text of its own
	Data []language.Place // the value that the tag printed, if it is known
	Path []string         // the way to that value
}

// mostPlaces is how many places of the page are told of one place of a source.
const mostPlaces = 500

// Origin tells what a place of the page was made of, as it stands in the texts of now.
func (q Questions) Origin(at PagePlace) (Origins, bool) {
	s := q.d.session
	if s.page == nil || s.shown.from == nil {
		return Origins{}, false
	}
	html, from, to, ok := s.page.Island(at.Island)
	if !ok || to > len(s.shown.text) {
		return Origins{}, false
	}
	source := s.shown.text[from:to]
	a := alignment.Of(html, source)
	start, end, found := a.Source(at.From, at.Word)
	if at.Attribute != "" {
		start, end, found = attributeIn(source, at.Attribute, start)
	}
	if !found {
		start, end = 0, len(source)
		for start < end && (source[start] == '\n' || source[start] == ' ') {
			start++
		}
	}
	return q.originOf(from+start, from+end)
}

// attributeIn finds the value of an attribute in a source, the nearest to a place.
func attributeIn(source, value string, near int) (from, to int, ok bool) {
	best := -1
	for _, written := range []string{value, strings.ReplaceAll(value, "&", "&amp;")} {
		for at := 0; best < 0 || at <= near; {
			i := strings.Index(source[at:], written)
			if i < 0 {
				break
			}
			at += i
			if best < 0 || abs(at-near) < abs(best-near) {
				best, to = at, at+len(written)
			}
			at++
		}
	}
	return best, to, best >= 0
}

func abs(n int) int { return max(n, -n) }

// originOf tells where bytes of the text came from.
func (q Questions) originOf(from, to int) (Origins, bool) {
	shown := q.d.session.shown
	first := shown.from.Find(from, 0)
	if first < 0 {
		return Origins{}, false
	}
	// Of a word that a tag made a part of, the tag.
	for i := first; i < shown.from.Len(); i++ {
		p := shown.from.At(i)
		if p.From >= max(to, from+1) {
			break
		}
		if !p.Literal {
			first = i
			break
		}
	}
	piece := shown.from.At(first)
	out := Origins{Tag: language.Place{Source: piece.Source, From: piece.Start, To: piece.End}}
	if piece.Literal {
		out.Tag.From = piece.Start + max(from, piece.From) - piece.From
		out.Tag.To = min(piece.Start+to-piece.From, piece.End)
	} else if piece.Printed.Known {
		if path, ok := shown.data.path(piece.Printed); ok {
			out.Path = path
			if at := shown.data.place(piece.Printed); at.ok {
				out.Data = q.now([]language.Place{{Source: "data", From: at.from, To: at.to}}, shown.data.text)
			}
		}
	}
	text := shown.from.Text(piece.Source)
	out.Tag = q.now([]language.Place{out.Tag}, text)[0]
	return out, true
}

// now are places of a text that was shown in the text of now, as UTF-16 units.
func (q Questions) now(places []language.Place, then string) []language.Place {
	for i := range places {
		p := &places[i]
		text := q.d.request.source(p.Source)
		p.From, p.To = moved(then, text, p.From), moved(then, text, p.To)
	}
	return q.inUnits(places)
}

// moved is where a place of a text is in the text that it has become.
func moved(then, now string, at int) int {
	if then == now {
		return at
	}
	h := edit.Between(then, now).Hunk(len(then), len(now))
	switch {
	case at <= h.From:
		return at
	case at >= h.To:
		return at + h.Behind()
	}
	return h.NowTo
}

// Reveal are the places of the page that were made of a place of a source: of what a
// tag prints, a block runs or a partial writes all of them, of a value in the data where
// it is printed, of text its line.
func (q Questions) Reveal(source string, place int) []PagePlace {
	s := q.d.session
	in, at, ok := q.at(source, place)
	if !ok || s.page == nil || s.shown.from == nil {
		return nil
	}
	var parts []span
	if source == "data" {
		parts = q.printedOf(in.Text, at)
	} else {
		then := s.shown.from.Text(source)
		if from, to, ok := language.Extent(in, then, moved(in.Text, then, at)); ok {
			parts = s.shown.madeOf(source, from, to)
		}
	}
	return q.pagePlaces(parts)
}

// madeOf are the parts of the text that bytes of a template made, as it was then. What a
// partial writes lies between the pieces before and behind the tag that calls it.
func (s *shown) madeOf(source string, from, to int) []span {
	var out []span
	partial := language.PartialOf(s.from.Text(source), from)
	add := func(from, to int) {
		if n := len(out); n > 0 && out[n-1].to >= from {
			out[n-1].to = max(out[n-1].to, to)
		} else if from < to && len(out) < mostPlaces {
			out = append(out, span{from: from, to: to})
		}
	}
	inside := func(p handlebars.Piece) bool { return p.Start < to && p.End > from }
	last, before := -1, handlebars.Piece{}
	n := s.from.Len()
	foreign := false // between here and the last piece there is one of the template
	for i := range n + 1 {
		p := handlebars.Piece{Start: len(s.text) + to, End: len(s.text) + to}
		if i < n {
			if p = s.from.At(i); p.Source != source {
				foreign = foreign || p.Source == "template"
				continue
			}
		}
		isRunBetween := before.End <= from && p.Start >= to
		if i < n && p.Start < before.End { // once more in a loop
			isRunBetween = partial != "" && (p.Start >= to || before.End <= from) && s.from.At(last+1).Source == "partial:"+partial
		}
		if i > last+1 && !foreign && (last >= 0 && inside(before) || inside(p) || isRunBetween) {
			add(s.from.At(last+1).From, s.from.At(i-1).To)
		}
		if i < n && inside(p) {
			if p.Literal {
				start, end := max(p.Start, from), min(p.End, to)
				p.From, p.To = p.From+start-p.Start, p.From+end-p.Start
			}
			add(p.From, p.To)
		}
		last, before, foreign = i, p, false
	}
	return out
}

// printedOf are the parts of the text that print the value at a place of the data, or
// what is in it.
func (q Questions) printedOf(text string, at int) (out []span) {
	path, _, ok := language.PathAt(text, at)
	if !ok {
		return nil
	}
	q.eachPrinted(path, func(p handlebars.Piece) bool {
		if len(out) > 0 && out[len(out)-1].to == p.From {
			out[len(out)-1].to = p.To
		} else {
			out = append(out, span{from: p.From, to: p.To})
		}
		return len(out) < mostPlaces
	})
	return out
}

// eachPrinted calls visit with the pieces of the text that print the value at a path of
// the data or one in it, until it returns false.
func (q Questions) eachPrinted(path []string, visit func(handlebars.Piece) bool) {
	shown := &q.d.session.shown
	holders := map[value.Value]bool{}
	var walk func(v value.Value)
	walk = func(v value.Value) {
		switch v.(type) {
		case *value.Array, *value.Object:
			holders[v] = true
			value.Entries(v, func(_ string, item value.Value) { walk(item) })
		}
	}
	holder := shown.data.root
	for i, name := range path {
		next, ok := value.Own(holder, name)
		if !ok {
			return
		}
		if i == len(path)-1 {
			walk(next)
			break
		}
		holder = next
	}
	last := ""
	if len(path) > 0 {
		last = path[len(path)-1]
	}
	for i := range shown.from.Len() {
		p := shown.from.At(i)
		if !p.Printed.Known {
			continue
		}
		if holders[p.Printed.In] || p.Printed.In == holder && p.Printed.Key == last {
			if !visit(p) {
				return
			}
		}
	}
}

// printing are the tags that print the value at a place of the data, or the one that the
// tag at a place of a template prints.
func (d *Document) printing(in language.Document, at int) (out []language.Place) {
	q := Questions{d: d}
	shown := &d.session.shown
	if shown.from == nil {
		return nil
	}
	var path []string
	if in.Source == "data" {
		found, _, ok := language.PathAt(in.Text, at)
		if !ok {
			return nil
		}
		path = found
	} else {
		then := shown.from.Text(in.Source)
		place := moved(in.Text, then, at)
		for i := range shown.from.Len() {
			p := shown.from.At(i)
			if p.Source == in.Source && !p.Literal && p.Start <= place && place <= p.End && p.Printed.Known {
				path, _ = shown.data.path(p.Printed)
				break
			}
		}
	}
	if path == nil {
		return nil
	}
	seen := map[language.Place]bool{}
	q.eachPrinted(path, func(p handlebars.Piece) bool {
		place := language.Place{Source: p.Source, From: p.Start, To: p.End}
		if !seen[place] {
			seen[place] = true
			text := d.request.source(p.Source)
			then := shown.from.Text(p.Source)
			out = append(out, language.Place{Source: p.Source, From: moved(then, text, p.Start), To: moved(then, text, p.End)})
		}
		return len(out) < mostPlaces
	})
	return out
}

// pagePlaces are the places of the page that parts of the text made.
func (q Questions) pagePlaces(parts []span) (out []PagePlace) {
	page, text := q.d.session.page, q.d.session.shown.text
	var a *alignment.Alignment
	last := -1
	n := page.Islands()
	for _, part := range parts {
		first := sort.Search(n, func(i int) bool { _, _, to, _ := page.Island(i); return to > part.from })
		for i := first; i < n && len(out) < mostPlaces; i++ {
			html, from, to, _ := page.Island(i)
			if from >= part.to {
				break
			}
			if to > len(text) {
				return out
			}
			if i != last {
				a, last = alignment.Of(html, text[from:to]), i
			}
			start, end, ok := a.Page(part.from-from, part.to-from)
			if !ok && part.from >= from { // an attribute: of its element
				start, end, ok = a.Around(part.from - from)
			}
			if ok {
				out = append(out, PagePlace{Island: i, From: start, To: end})
			} else if strings.TrimSpace(text[max(part.from, from):min(part.to, to)]) != "" {
				out = append(out, PagePlace{Island: i, From: -1, To: -1}) // nothing that is read: an image
			}
		}
	}
	return out
}
