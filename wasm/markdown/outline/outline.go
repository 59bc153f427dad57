// Package outline holds what a page tells about itself apart from its HTML (its
// headings, ids, links, images and raw tags) and what its author should hear
// about them.
package outline

import (
	"fmt"
	"sort"
	"strings"
)

// Note is what the author should know about a place of the text.
type Note struct {
	Code     string
	Message  string
	From, To int // byte offsets in the text
}

// Outline is what a piece of a page tells. Places are byte offsets in the text.
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

// Shift moves all places.
func (o *Outline) Shift(by int) {
	for i := range o.Headings {
		o.Headings[i].From += by
		o.Headings[i].To += by
	}
	for i := range o.Anchors {
		o.Anchors[i].From += by
		o.Anchors[i].To += by
	}
	for i := range o.Tags {
		o.Tags[i].From += by
		o.Tags[i].To += by
	}
	for i := range o.Notes {
		o.Notes[i].From += by
		o.Notes[i].To += by
	}
}

// most is how many notes a page gets at most: a page of the wrong dialect would
// drown its author otherwise.
const most = 200

// Notes is what the author of a page should know about its pieces, in the order
// of the text.
func Notes(pieces []*Outline) []Note {
	c := check{ids: map[string]bool{"": true, "top": true}}
	for _, o := range pieces {
		c.notes = append(c.notes, o.Notes...)
		for _, id := range o.IDs {
			c.ids[id] = true
		}
		c.headings(o.Headings)
		c.tags(o.Tags)
	}
	for _, t := range c.open {
		c.add("open-html", fmt.Sprintf("`<%s>` is never closed: what follows it is inside of it.", t.Name), t.From, t.To)
	}
	for _, o := range pieces {
		for _, a := range o.Anchors {
			if !c.ids[a.Name] {
				c.add("missing-anchor", fmt.Sprintf("This page has no place `#%s` that the link could lead to.", a.Name), a.From, a.To)
			}
		}
	}
	sort.SliceStable(c.notes, func(i, j int) bool { return c.notes[i].From < c.notes[j].From })
	return c.notes[:min(len(c.notes), most)]
}

type check struct {
	notes []Note
	ids   map[string]bool
	level int
	open  []Tag
}

func (c *check) add(code, message string, from, to int) {
	c.notes = append(c.notes, Note{code, message, from, to})
}

func (c *check) headings(list []Heading) {
	for _, h := range list {
		if c.level > 0 && h.Level > c.level+1 {
			c.add("heading-jump", fmt.Sprintf("This heading is of level %d, the one before it of level %d: level %d is left out.", h.Level, c.level, c.level+1), h.From, h.To)
		}
		c.level = h.Level
		if h.ID != "" && c.ids[h.ID] && h.ID != "top" {
			c.add("duplicate-id", fmt.Sprintf("Another place of this page has the id `%s`: links lead to the first one.", h.ID), h.From, h.To)
		}
		c.ids[h.ID] = true
	}
}

// void are elements without an end; loose are those that need no end tag
// (HTML §13.1.2.4).
const (
	void  = " area base br col embed hr img input link meta param source track wbr "
	loose = " li dt dd p rt rp optgroup option colgroup caption thead tbody tfoot tr td th html head body "
)

// Void reports whether an element has no end.
func Void(name string) bool { return strings.Contains(void, " "+name+" ") }

func (c *check) tags(list []Tag) {
	for _, t := range list {
		if Void(t.Name) || strings.Contains(loose, " "+t.Name+" ") {
			continue
		}
		if !t.Closing {
			c.open = append(c.open, t)
			continue
		}
		for i := len(c.open) - 1; i >= 0; i-- {
			if c.open[i].Name == t.Name {
				c.open = append(c.open[:i], c.open[i+1:]...)
				break
			}
		}
	}
}

// ScanTags finds the tags, ids and images without alternative text of raw HTML
// that stands at a place of the text. skip leaves tags out.
func (o *Outline) ScanTags(html string, at int, skip func(name string) bool) {
	for i := strings.IndexByte(html, '<'); i >= 0 && i < len(html); {
		rest := html[i:]
		size := 1
		switch {
		case strings.HasPrefix(rest, "<!--"):
			size = len(rest)
			if n := strings.Index(rest, "-->"); n >= 0 {
				size = n + 3
			}
		default:
			t, attributes, n := tag(rest)
			if n == 0 && StartsTag(rest) {
				o.Notes = append(o.Notes, UnfinishedTag(at+i))
			}
			if n > 0 {
				size = n
				if !skip(t.Name) {
					o.tag(t, attributes, at+i, at+i+n)
				}
				if !t.Closing && (t.Name == "script" || t.Name == "style") {
					if n := strings.Index(strings.ToLower(rest[size:]), "</"+t.Name); n >= 0 {
						size += n
					}
				}
			}
		}
		next := strings.IndexByte(html[i+size:], '<')
		if next < 0 {
			return
		}
		i += size + next
	}
}

func (o *Outline) tag(t Tag, attributes string, from, to int) {
	t.From, t.To = from, to
	if !strings.HasSuffix(attributes, "/") || !foreign(t.Name) {
		o.Tags = append(o.Tags, t)
	}
	if t.Closing {
		return
	}
	for _, name := range []string{"id", "name"} {
		if v, ok := attribute(attributes, name); ok && (name == "id" || t.Name == "a") {
			o.IDs = append(o.IDs, v)
		}
	}
	if t.Name == "img" {
		if _, ok := attribute(attributes, "alt"); !ok {
			o.Notes = append(o.Notes, NoAlternative(from, to))
		}
	}
	if href, ok := attribute(attributes, "href"); ok && t.Name == "a" && len(href) > 1 && href[0] == '#' {
		o.Anchors = append(o.Anchors, Anchor{href[1:], from, to})
	}
}

// NoAlternative is the note on an image without alternative text.
func NoAlternative(from, to int) Note {
	return Note{"image-alternative", "This image has no alternative text: those who cannot see it learn nothing of it.", from, to}
}

// StartsTag reports whether a browser takes the `<` at the start of s for a tag's.
func StartsTag(s string) bool {
	return len(s) > 1 && (isLetter(s[1]) || s[1] == '/' && len(s) > 2 && isLetter(s[2]) || s[1] == '!')
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// UnfinishedTag is the note on a `<` that browsers take for the start of a tag.
func UnfinishedTag(at int) Note {
	return Note{"open-html", "A tag begins here that does not end: write `&lt;` if it is to be seen.", at, at + 1}
}

// foreign reports whether an element may end itself: those of SVG and MathML may.
func foreign(name string) bool {
	return strings.Contains(" svg path circle rect line g polygon polyline ellipse use stop defs math mi mo mn ", " "+name+" ")
}

// tag reads the tag at the start of a text: its name, what stands behind the
// name, and its length, which is 0 if there is none.
func tag(s string) (Tag, string, int) {
	i := 1
	t := Tag{}
	if i < len(s) && s[i] == '/' {
		t.Closing = true
		i++
	}
	from := i
	for i < len(s) && (isLetter(s[i]) || i > from && (s[i] >= '0' && s[i] <= '9' || s[i] == '-' || s[i] == '.')) {
		i++
	}
	if i == from {
		return t, "", 0
	}
	t.Name = strings.ToLower(s[from:i])
	quote := byte(0)
	for j := i; j < len(s); j++ {
		switch c := s[j]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && j > i && (s[j-1] == '=' || s[j-1] == ' '):
			quote = c
		case c == '>':
			return t, s[i:j], j + 1
		}
	}
	return t, "", 0
}

// TagSize is the length of the tag at the start of s, or 0 if there is none.
func TagSize(s string) int {
	_, _, size := tag(s)
	return size
}

// attribute is the value of an attribute.
func attribute(s, name string) (string, bool) {
	for i := 0; i < len(s); {
		for i < len(s) && (s[i] <= ' ' || s[i] == '/') {
			i++
		}
		from := i
		for i < len(s) && s[i] > ' ' && s[i] != '=' && s[i] != '/' {
			i++
		}
		found := strings.EqualFold(s[from:i], name)
		if i == from {
			i++
		}
		for i < len(s) && s[i] <= ' ' {
			i++
		}
		value := ""
		if i < len(s) && s[i] == '=' {
			for i++; i < len(s) && s[i] <= ' '; {
				i++
			}
			if i < len(s) && (s[i] == '"' || s[i] == '\'') {
				end := strings.IndexByte(s[i+1:], s[i])
				if end < 0 {
					return "", false
				}
				value = s[i+1 : i+1+end]
				i += end + 2
			} else {
				end := i
				for end < len(s) && s[end] > ' ' {
					end++
				}
				value, i = s[i:end], end
			}
		}
		if found {
			return value, true
		}
	}
	return "", false
}
