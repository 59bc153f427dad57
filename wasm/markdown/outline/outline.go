// Package outline holds what a page tells about itself apart from its HTML (its
// headings, ids, links, images and raw tags) and what its author should hear
// about them.
package outline

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"livebars/wasm/diagnostic"
	"livebars/wasm/markdown/markup"
	"livebars/wasm/markdown/nesting"
)

// Note is what the author should know about a place of the text.
type Note struct {
	Code     diagnostic.Code
	Message  string
	From, To int  // byte offsets in the text
	Info     bool // no fault of this dialect
}

// Block is a top-level block of a page.
type Block struct {
	From, To int // bytes in the text
	HTML     string
	Lines    bool // a line of its own: a line end stands behind it
	Outline  Outline

	doubles []double // for each heading
	whole   whether
	shape   *nesting.Shape
}

// Shape is what the HTML of a block is to the blocks around it.
func (b *Block) Shape() *nesting.Shape {
	if b.shape == nil {
		s := nesting.Of(b.HTML)
		b.shape = &s
	}
	return b.shape
}

// whether is an answer that is found once.
type whether int8

const (
	unknown whether = iota
	yes
	no
)

// Whole reports whether all tags of a block open and close in it, so that it
// changes nothing about what is open around it.
func (b *Block) Whole() bool {
	if b.whole == unknown {
		b.whole = no
		if closed(b.Outline.Tags) {
			b.whole = yes
		}
	}
	return b.whole == yes
}

func closed(tags []Tag) bool {
	open := map[string]int{} // a closing tag ends the last open one of its name, whatever is between them
	for _, t := range tags {
		switch {
		case markup.Void(t.Name):
		case !t.Closing:
			open[t.Name]++
		case open[t.Name] == 0:
			return false
		default:
			open[t.Name]--
		}
	}
	for _, n := range open {
		if n > 0 {
			return false
		}
	}
	return true
}

// double is what is said of a heading whose id is another's too. It is kept, for
// it is said again at each edit.
type double struct{ id, message string }

// Same reports whether two blocks are the same but for their place.
func (b *Block) Same(other *Block) bool {
	return b.HTML == other.HTML && b.To-b.From == other.To-other.From && b.Outline.same(&other.Outline)
}

// At moves a block.
func (b *Block) At(from, to int) *Block {
	b.From, b.To = from, to
	return b
}

// Outline is what a block tells. Places are byte offsets from its start.
type Outline struct {
	Headings []Heading
	IDs      []string // of raw HTML: places that a link may lead to
	Anchors  []Anchor
	Tags     []Tag
	Notes    []Note // what concerns the piece alone
}

// Heading is a heading with its id.
type Heading struct {
	Level    int
	ID       string
	From, To int
}

// Anchor is a link to a place of the same page: the part behind `#`.
type Anchor struct {
	Name     string
	From, To int
}

// Tag is a tag of raw HTML.
type Tag struct {
	Name     string // in lower case
	Closing  bool
	From, To int
}

func (o *Outline) same(p *Outline) bool {
	return slices.Equal(o.Headings, p.Headings) && slices.Equal(o.IDs, p.IDs) && slices.Equal(o.Anchors, p.Anchors) &&
		slices.Equal(o.Tags, p.Tags) && slices.Equal(o.Notes, p.Notes)
}

// maxNotes is how many notes a page gets at most: a page of the wrong dialect would
// drown its author otherwise.
const maxNotes = 200

// Rules say which notes a dialect wants.
type Rules struct {
	IDs bool // headings have ids, so links can lead to them
}

// TableColumns is the note on a table whose row of dashes has another number of
// cells than its header.
func TableColumns(header, dashes, from, to int) Note {
	cells := "1 cell"
	if header != 1 {
		cells = fmt.Sprintf("%d cells", header)
	}
	return Note{Code: diagnostic.TableColumns, Message: fmt.Sprintf("The table's header has %s, the row of dashes below it %d: GitHub shows this as text.", cells, dashes), From: from, To: to}
}

// Notes is what the author of a page should know about its blocks, in the order
// of the text; more are notes from elsewhere.
func Notes(blocks []*Block, rules Rules, more []Note) []Note {
	ids := 2
	for _, b := range blocks {
		ids += len(b.Outline.Headings) + len(b.Outline.IDs)
	}
	c := check{rules: rules, ids: make(map[string]bool, ids), notes: more}
	c.ids[""], c.ids["top"] = true, true
	for _, b := range blocks {
		o := &b.Outline
		for _, n := range o.Notes {
			n.From += b.From
			n.To += b.From
			if len(c.notes) < maxNotes {
				c.notes = append(c.notes, n)
			}
		}
		for _, id := range o.IDs {
			c.ids[id] = true
		}
		c.headings(b)
		if !b.Whole() {
			c.tags(o.Tags, b.From)
		}
	}
	for _, t := range c.open.Tags() {
		if t.Name[0] != '!' {
			c.add(diagnostic.OpenHTML, t.From, t.To, "`<"+t.Name+">` is never closed: what follows it is inside of it.")
		}
	}
	if rules.IDs {
		c.anchors(blocks)
	}
	inText := func(a, b Note) int { return cmp.Compare(a.From, b.From) }
	if !slices.IsSortedFunc(c.notes, inText) {
		slices.SortStableFunc(c.notes, inText)
	}
	return c.notes[:min(len(c.notes), maxNotes)]
}

type check struct {
	rules Rules
	notes []Note
	ids   map[string]bool
	level int
	open  OpenTags
}

func (c *check) add(code diagnostic.Code, from, to int, message string) {
	if len(c.notes) < maxNotes {
		if len(c.notes) == cap(c.notes) {
			c.notes = slices.Grow(c.notes, maxNotes-len(c.notes)) // at once: growing by and by costs more
		}
		c.notes = append(c.notes, Note{Code: code, Message: message, From: from, To: to})
	}
}

func (c *check) headings(b *Block) {
	for i, h := range b.Outline.Headings {
		from, to := b.From+h.From, b.From+h.To
		if c.level > 0 && h.Level > c.level+1 {
			c.add(diagnostic.HeadingJump, from, to, fmt.Sprintf("This heading is of level %d, the one before it of level %d: level %d is left out.", h.Level, c.level, c.level+1))
		}
		c.level = h.Level
		if !c.ids[h.ID] {
			c.ids[h.ID] = true
		} else if h.ID != "" && h.ID != "top" && c.rules.IDs && len(c.notes) < maxNotes {
			if b.doubles == nil {
				b.doubles = make([]double, len(b.Outline.Headings))
			}
			if d := &b.doubles[i]; d.id != h.ID {
				*d = double{h.ID, "Another place of this page has the id `" + h.ID + "`: links lead to the first one."}
			}
			c.add(diagnostic.DuplicateID, from, to, b.doubles[i].message)
		}
	}
}

func (c *check) anchors(blocks []*Block) {
	for _, b := range blocks {
		for _, a := range b.Outline.Anchors {
			if !c.ids[a.Name] && !c.ids[unescaped(a.Name)] {
				c.add(diagnostic.MissingAnchor, b.From+a.From, b.From+a.To, "This page has no place `#"+a.Name+"` that the link could lead to.")
			}
		}
	}
}

// unescaped is a part of an address without percent signs.
func unescaped(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return string(out)
}

// loose are elements that need no end tag (HTML §13.1.2.4).
var loose = words("li dt dd p rt rp optgroup option colgroup caption thead tbody tfoot tr td th html head body")

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(list) {
		set[word] = true
	}
	return set
}

func (c *check) tags(list []Tag, base int) {
	for _, t := range list {
		t.From += base
		t.To += base
		if markup.Void(t.Name) || loose[t.Name] {
			continue
		}
		c.open.Pass(t)
	}
}

// ScanTags finds the tags, ids and images without alternative text of raw HTML
// that stands at a place of the text. skip leaves tags out.
func (o *Outline) ScanTags(html string, at int, skip func(name string) bool) {
	for i := strings.IndexByte(html, '<'); i >= 0 && i < len(html); {
		t := markup.Read(html[i:])
		size := t.Size
		switch t.Kind {
		case markup.Unfinished:
			o.Unfinished(at + i)
			return
		case markup.Start, markup.End:
			if !skip(t.Name) {
				o.tag(t, at+i, at+i+size)
			}
			size += markup.RawText(t, html[i+size:])
		}
		next := strings.IndexByte(html[i+size:], '<')
		if next < 0 {
			return
		}
		i += size + next
	}
}

func (o *Outline) tag(t markup.Token, from, to int) {
	closing := t.Kind == markup.End
	if closing || markup.Void(t.Name) || !t.EndsItself() {
		o.Tags = append(o.Tags, Tag{Name: t.Name, Closing: closing, From: from, To: to})
	}
	if closing {
		return
	}
	attributes := t.Attributes
	for _, name := range []string{"id", "name"} {
		if v, ok := markup.Attribute(attributes, name); ok && (name == "id" || t.Name == "a") {
			o.IDs = append(o.IDs, v)
		}
	}
	if t.Name == "img" {
		if _, ok := markup.Attribute(attributes, "alt"); !ok {
			o.Notes = append(o.Notes, NoAlternative(from, to))
		}
	}
	if rel, _ := markup.Attribute(attributes, "rel"); t.Name == "link" && strings.Contains(strings.ToLower(rel), "stylesheet") {
		o.Notes = append(o.Notes, Note{Code: diagnostic.ExternalStyle, Message: "This style sheet is not loaded: the preview shows only styles that stand in the page.", From: from, To: to})
	}
	if href, ok := markup.Attribute(attributes, "href"); ok && t.Name == "a" && len(href) > 1 && href[0] == '#' {
		o.Anchors = append(o.Anchors, Anchor{href[1:], from, to})
	}
}

// NoAlternative is the note on an image without alternative text.
func NoAlternative(from, to int) Note {
	return Note{Code: diagnostic.ImageAlternative, Message: "This image has no alternative text: those who cannot see it learn nothing of it.", From: from, To: to}
}

// Unfinished notes a `<` that browsers take for the start of a tag, which
// swallows what follows.
func (o *Outline) Unfinished(at int) {
	o.Notes = append(o.Notes, Note{Code: diagnostic.OpenHTML, Message: "A tag or comment begins here that does not end: write `&lt;` if it is to be seen.", From: at, To: at + 1})
	o.Tags = append(o.Tags, Tag{Name: "!", From: at, To: at + 1})
}
