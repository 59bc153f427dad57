package markdown

import (
	"math"
	"slices"
	"strings"

	"livebars/wasm/diagnostic"
	"livebars/wasm/edit"
	"livebars/wasm/markdown/markup"
	"livebars/wasm/markdown/nesting"
	"livebars/wasm/markdown/outline"
)

// Document is the page of a text that is being edited, in islands: runs of
// blocks whose raw HTML is balanced, so that each can be put into a page by
// itself. A tag that is never closed makes one large island.
type Document struct {
	// Nested makes several islands of an element that is around several blocks: its
	// start tag, its end tag, and what lies between them. They are put into the page in
	// their element. Of an element of which a browser might make another tree there is
	// still one island.
	Nested bool

	parser  incrementalParser
	text    string
	islands []island
	notes   []Note
	whole   bool // the page was read to its end, with nothing cut short
	wide    int  // bytes: a change that is wider is read place by place
}

// A change that is wider than this, in bytes, is looked through for the places in
// which it differs: at most so many.
const (
	wideChange = 8 << 10
	maxPlaces  = 64
)

// island is a run of blocks; none for the start or the end of an element that is not
// written.
type island struct {
	blocks  []*outline.Block
	nesting int8 // as that of an Island
}

// Splice replaces islands of the page: remove of them from at on.
type Splice struct {
	At, Remove int
	Insert     []Island
}

// Island is a piece of the page.
type Island struct {
	HTML    string
	Nesting int8 // 1: an element begins with it that holds the islands behind it, -1: it ends with it
}

// Change is what an update does to the page.
type Change struct {
	Splices []Splice
	Notes   []Note
}

// NewDocument is an empty document in a dialect. An unknown dialect is an error.
func NewDocument(d Dialect) (*Document, error) {
	r, err := newParser(d)
	return &Document{parser: r, wide: wideChange}, err
}

// NewHTML is an empty document of HTML, shown as it is.
func NewHTML() *Document { return &Document{parser: &htmlParser{reach: reach}, wide: wideChange} }

// NewText is an empty document of text, shown letter by letter.
func NewText() *Document { return &Document{parser: &textParser{}, wide: math.MaxInt} }

// Follow makes an empty document stand where another one stands: its first
// update replaces the islands of that one.
func (d *Document) Follow(other *Document) { d.islands = other.islands }

// Update makes the page that of a text. The error is for a page that grows
// beyond all limits; the page is then as it was. kept is what an edit left of the
// text before, if that is known.
func (d *Document) Update(text string, kept *edit.Kept, limits Limits) (Change, error) {
	if d.whole && d.isOf(text, kept) {
		return Change{Notes: d.notes}, nil
	}
	notes, err := d.read(text, kept, limits)
	if err != nil {
		return Change{}, err
	}
	blocks := d.parser.blocks()
	before := d.islands
	d.islands = islandsOf(blocks, d.Nested)
	d.notes = outline.Notes(blocks, d.parser.rules(), notes)
	d.text, d.whole = text, !cutShort(d.notes)
	return Change{Splices: splices(before, d.islands), Notes: d.notes}, nil
}

// read reads what is new. A change at many places, as a value of the data makes
// it, is read place by place: as one it would reach from the first to the last.
func (d *Document) read(text string, kept *edit.Kept, limits Limits) ([]Note, error) {
	whole := d.whole
	d.whole = false
	if !whole {
		return d.parser.update(text, nil, limits)
	}
	if kept == nil {
		found := edit.Between(d.text, text)
		kept = &found
	}
	hunks := []edit.Hunk{kept.Hunk(len(d.text), len(text))}
	if len(text)-kept.Prefix-kept.Suffix > d.wide {
		hunks = edit.Hunks(d.text, text, d.wide/8, maxPlaces)
	}
	return d.parser.update(text, hunks, limits)
}

// isOf reports whether the page is that of a text. Long texts that differ at
// their end take long to compare, so what is known of the edit is asked first.
func (d *Document) isOf(text string, kept *edit.Kept) bool {
	if kept != nil {
		return kept.Prefix == len(text) && len(text) == len(d.text)
	}
	return d.text == text
}

// cutShort reports whether the limits cut a page short: it is tried again.
func cutShort(notes []Note) bool {
	return slices.ContainsFunc(notes, func(n Note) bool { return n.Code == diagnostic.TimeLimit })
}

// HTML is the whole page.
func (d *Document) HTML() string {
	var b strings.Builder
	for _, i := range d.islands {
		i.write(&b)
	}
	return b.String()
}

// Islands is the number of islands of the page.
func (d *Document) Islands() int { return len(d.islands) }

// Island is the HTML of an island and the bytes of the text that it was made of. It
// reports false if there is no such island.
func (d *Document) Island(i int) (html string, from, to int, ok bool) {
	if i < 0 || i >= len(d.islands) {
		return "", 0, 0, false
	}
	blocks := d.islands[i].blocks
	for k := i; len(blocks) == 0 && k > 0; { // a tag that is not written
		k--
		if blocks = d.islands[k].blocks; len(blocks) > 0 {
			end := blocks[len(blocks)-1].To
			return "", end, end, true
		}
	}
	if len(blocks) == 0 {
		return "", 0, 0, true
	}
	return d.islands[i].html(), blocks[0].From, blocks[len(blocks)-1].To, true
}

func (i island) write(b *strings.Builder) {
	for _, block := range i.blocks {
		b.WriteString(block.HTML)
		if !strings.HasSuffix(block.HTML, "\n") && block.HTML != "" && block.Lines {
			b.WriteByte('\n')
		}
	}
}

func (i island) html() string {
	var b strings.Builder
	i.write(&b)
	return b.String()
}

// same reports whether two islands are made of the same blocks, or of blocks
// that look the same.
func (i island) same(j island) bool {
	if i.nesting != j.nesting || len(i.blocks) != len(j.blocks) {
		return false
	}
	for k := range i.blocks {
		if i.blocks[k] != j.blocks[k] && i.blocks[k].HTML != j.blocks[k].HTML {
			return false
		}
	}
	return true
}

// islandsOf cuts blocks into islands.
func islandsOf(blocks []*outline.Block, nested bool) []island {
	out := make([]island, 0, len(blocks))
	var open outline.OpenTags
	start := 0
	for i, b := range blocks {
		tags := b.Outline.Tags
		if b.Whole() {
			tags = nil
		}
		for _, t := range tags {
			if !markup.Void(t.Name) {
				open.Pass(t)
			}
		}
		if open.None() {
			out = appendIslands(out, blocks[start:i+1], nested)
			start = i + 1
		}
	}
	if start < len(blocks) {
		out = appendIslands(out, blocks[start:], nested)
	}
	return out
}

// appendIslands adds the islands of blocks whose raw HTML is balanced: one, or those of
// an element that is around several.
func appendIslands(out []island, run []*outline.Block, nested bool) []island {
	if nested && len(run) > 1 {
		shapes := make([]*nesting.Shape, len(run))
		for i, b := range run {
			shapes[i] = b.Shape()
		}
		if parts, ok := nesting.Arrange(shapes); ok {
			for _, p := range parts {
				out = append(out, island{run[p.From:p.To], p.Nesting})
			}
			return out
		}
	}
	return append(out, island{blocks: run})
}

// splices is what makes the islands of before those of now: one splice, or, where
// as many come as go, one for each row of islands that differ.
func splices(before, now []island) []Splice {
	n := min(len(before), len(now))
	first := 0
	for first < n && before[first].same(now[first]) {
		first++
	}
	last := 0
	for last < n-first && before[len(before)-1-last].same(now[len(now)-1-last]) {
		last++
	}
	if first+last == len(before) && len(before) == len(now) {
		return nil
	}
	end := len(before) - last
	if len(before) == len(now) && alikeNested(before[first:end], now[first:end]) {
		return rows(before, now, first, end)
	}
	for first+last > 0 && !(balanced(before[first:len(before)-last]) && balanced(now[first:len(now)-last])) {
		first, last = around(before, first, last)
	}
	return []Splice{splice(first, len(before)-first-last, now[first:len(now)-last])}
}

// rows are the splices for pages of as many islands: one for each row that differs.
func rows(before, now []island, from, to int) []Splice {
	var out []Splice
	for from < to {
		end := from
		for end < to && !before[end].same(now[end]) {
			end++
		}
		if end > from {
			out = append(out, splice(from, end-from, now[from:end]))
		}
		from = end + 1
	}
	return out
}

// alikeNested reports whether islands lie in each other as others do, in elements of the
// same names: each can take the place of its other one.
func alikeNested(a, b []island) bool {
	for i := range a {
		if a[i].nesting != b[i].nesting || a[i].nesting > 0 && a[i].name() != b[i].name() {
			return false
		}
	}
	return true
}

// name is that of the element that begins with an island.
func (i island) name() string {
	if len(i.blocks) == 0 {
		return ""
	}
	return i.blocks[0].Shape().Name
}

// balanced reports whether islands are whole elements.
func balanced(list []island) bool {
	depth := 0
	for _, i := range list {
		if depth += int(i.nesting); depth < 0 {
			return false
		}
	}
	return depth == 0
}

// around widens a row of islands, from first on and but the last ones, to the element
// that is around it.
func around(list []island, first, last int) (int, int) {
	depth := 0
	for first > 0 && depth >= 0 {
		first--
		depth -= int(list[first].nesting)
	}
	depth = 0
	for last > 0 && depth >= 0 {
		depth += int(list[len(list)-last].nesting)
		last--
	}
	return first, last
}

func splice(at, remove int, islands []island) Splice {
	s := Splice{At: at, Remove: remove, Insert: make([]Island, len(islands))}
	for i, island := range islands {
		s.Insert[i] = Island{island.html(), island.nesting}
	}
	return s
}
