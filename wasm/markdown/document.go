package markdown

import (
	"math"
	"slices"
	"strings"

	"livebars/wasm/diagnostic"
	"livebars/wasm/edit"
	"livebars/wasm/markdown/outline"
)

// Document is the page of a text that is being edited, in islands: runs of
// blocks whose raw HTML is balanced, so that each can be put into a page by
// itself. A tag that is never closed makes one large island.
type Document struct {
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

// island is a run of blocks.
type island []*outline.Block

// Splice replaces islands of the page: remove of them from at on.
type Splice struct {
	At, Remove int
	Insert     []string
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
func NewHTML() *Document { return &Document{parser: &htmlParser{}, wide: wideChange} }

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
	d.islands = islandsOf(blocks)
	d.text, d.whole = text, !cutShort(notes)
	d.notes = outline.Notes(blocks, d.parser.rules(), notes)
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

func (i island) write(b *strings.Builder) {
	for _, block := range i {
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
	if len(i) != len(j) {
		return false
	}
	for k := range i {
		if i[k] != j[k] && i[k].HTML != j[k].HTML {
			return false
		}
	}
	return true
}

// islandsOf cuts blocks into islands.
func islandsOf(blocks []*outline.Block) []island {
	out := make([]island, 0, len(blocks))
	var open outline.OpenTags
	start := 0
	for i, b := range blocks {
		tags := b.Outline.Tags
		if b.Whole() {
			tags = nil
		}
		for _, t := range tags {
			if !outline.Void(t.Name) {
				open.Pass(t)
			}
		}
		if open.None() {
			out = append(out, blocks[start:i+1])
			start = i + 1
		}
	}
	if start < len(blocks) {
		out = append(out, blocks[start:])
	}
	return out
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
	remove := len(before) - first - last
	insert := now[first : len(now)-last]
	if remove == 0 && len(insert) == 0 {
		return nil
	}
	if remove != len(insert) {
		return []Splice{splice(first, remove, insert)}
	}
	var out []Splice
	for i := 0; i < remove; {
		from := i
		for i < remove && !before[first+i].same(insert[i]) {
			i++
		}
		if i > from {
			out = append(out, splice(first+from, i-from, insert[from:i]))
		} else {
			i++
		}
	}
	return out
}

func splice(at, remove int, islands []island) Splice {
	s := Splice{At: at, Remove: remove, Insert: make([]string, len(islands))}
	for i, island := range islands {
		s.Insert[i] = island.html()
	}
	return s
}

var textEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// textParser shows a text as it is.
type textParser struct{ block *outline.Block }

func (r *textParser) update(text string, _ []edit.Hunk, limits Limits) ([]Note, error) {
	if len(text) > limits.Output {
		return nil, tooLarge(limits)
	}
	open := "<pre>"
	if strings.HasPrefix(text, "\n") || strings.HasPrefix(text, "\r") {
		open += "\n" // a line end right behind the tag is not part of the text (HTML §13.2.6.4.7)
	}
	r.block = &outline.Block{To: len(text), HTML: open + textEscapes.Replace(text) + "</pre>"}
	return nil, nil
}

func (r *textParser) blocks() []*outline.Block { return []*outline.Block{r.block} }
func (r *textParser) rules() outline.Rules     { return outline.Rules{} }
