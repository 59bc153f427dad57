package mdsvex

import (
	"strings"

	"livebars/wasm/edit"
	"livebars/wasm/markdown/outline"
)

// Update makes the document that of another text. hunks are where it differs from
// the text before; nil reads all of it. What the edit cannot have changed is not
// read again: at each place, reading begins at the first block that looked at what
// changed, and ends where a block of before begins with the same state.
func (d *Document) Update(text string, hunks []edit.Hunk, limits Limits) {
	if d.whole && hunks != nil && d.reread(text, hunks, limits) {
		d.text = text
		return
	}
	formulas := formulasOf(text)
	p := &parser{limits: limits, text: text, formulas: formulas, definitions: map[string]*node{}}
	*d = Document{text: text, formulas: formulas, definitions: p.definitions}
	content := normalized(withoutFormulas(text, formulas))
	d.plain = content.lines == nil
	d.blocks, _ = p.read(content, 0, state{atStart: true}, nil)
	d.whole = !p.spent
	d.write(d.blocks)
	d.join()
}

// Blocks are the blocks of the page. One that an update does not change is the
// same as before, but for its place.
func (d *Document) Blocks() []*outline.Block {
	out := make([]*outline.Block, 0, len(d.blocks))
	for _, b := range d.blocks {
		if b.node.kind != definition {
			out = append(out, b.page)
		}
	}
	return out
}

// Notes are those on what reaches over blocks: component tags.
func (d *Document) Notes() []Note { return d.notes }

// reread reads what an edit changes. It reports false if all must be read: a
// link definition counts everywhere.
func (d *Document) reread(text string, hunks []edit.Hunk, limits Limits) bool {
	if !d.plain || strings.HasPrefix(text, byteOrderMark) {
		return false
	}
	for _, h := range hunks {
		if strings.IndexByte(text[h.NowFrom:h.NowTo], '\r') >= 0 {
			return false
		}
	}
	var formulas []formula
	if formulasMove(d.text, text, hunks) {
		formulas = moved(d.formulas, hunks)
	} else if formulas = formulasOf(text); !formulasStay(d.formulas, formulas, hunks) {
		return false
	}
	p := &parser{limits: limits, text: text, formulas: formulas, definitions: d.definitions}
	masked := withoutFormulas(text, formulas)
	blocks := make([]*block, 0, len(d.blocks)+len(hunks))
	var changed []replacement
	next, delta := 0, 0 // the first block of before that has no place yet, and by how much it has moved
	at, before := 0, state{atStart: true}
	for h := 0; h < len(hunks); h++ {
		first := next
		for first < len(d.blocks) && d.blocks[first].reach <= hunks[h].From {
			blocks = append(blocks, d.blocks[first].moved(delta))
			at, before = d.blocks[first].page.To, d.blocks[first].after
			first++
		}
		last := first
		read, ended := p.read(content{text: masked}, at, before, func(at int, s state) bool {
			for h+1 < len(hunks) && hunks[h+1].NowFrom < at {
				h++ // what was read goes on into the next place
			}
			delta = hunks[h].Behind()
			for last < len(d.blocks) && d.blocks[last].page.From+delta < at {
				last++
			}
			return at >= hunks[h].NowTo && last < len(d.blocks) && d.blocks[last].page.From+delta == at && d.blocks[last].before == s
		})
		if ended {
			at, before = d.blocks[last].page.From+delta, d.blocks[last].before
		} else {
			last, h = len(d.blocks), len(hunks)
		}
		if p.spent || p.defined > 0 {
			return false
		}
		for _, b := range d.blocks[first:last] {
			if b.defines {
				return false
			}
		}
		for i, b := range read {
			var old *block
			if first+i < last {
				old = d.blocks[first+i]
			}
			if old != nil && d.same(old, b, text) {
				blocks = append(blocks, old.as(b))
			} else {
				blocks = append(blocks, b)
				changed = append(changed, replacement{old, b})
			}
		}
		next = last
	}
	for _, b := range d.blocks[next:] {
		blocks = append(blocks, b.moved(delta))
	}
	for _, c := range changed {
		d.write([]*block{c.now})
		if c.old == nil {
			continue
		}
		if old := c.old.page; old.Same(c.now.page) { // what reads the same is the same on the page
			c.now.page = old.At(c.now.page.From, c.now.page.To)
		}
	}
	d.blocks, d.formulas = blocks, formulas
	d.join()
	return true
}

// replacement is a block that was read where another one was before, if there was one.
type replacement struct{ old, now *block }

// moved is the block where it is when the text before it has become longer.
func (b *block) moved(by int) *block {
	if by != 0 {
		b.page.From += by
		b.page.To += by
		b.reach += by
	}
	return b
}

// same reports whether a block that was read again is the one of before: the
// window of an edit begins some lines before it and ends some lines behind it.
func (d *Document) same(old, b *block, text string) bool {
	return old.node.kind == b.node.kind && old.before == b.before && old.after == b.after && !old.defines && !b.defines &&
		d.text[old.page.From:old.page.To] == text[b.page.From:b.page.To]
}

// as puts a block where it was read again.
func (b *block) as(again *block) *block {
	b.reach = again.reach
	b.page = b.page.At(again.page.From, again.page.To)
	return b
}

// read reads the top-level blocks of a content from a place on, until stop says
// that what follows is known; it reports whether it did.
func (p *parser) read(c content, at int, s state, stop func(at int, s state) bool) (out []*block, stopped bool) {
	p.inLink, p.atStart, p.framework = s.inLink, s.atStart, s.framework
	for at < len(c.text) {
		rest := c.text[at:]
		if n := blankLines(rest); n > 0 {
			at += n
			continue
		}
		before := state{p.inLink, p.atStart, p.framework}
		if stop != nil && stop(at, before) {
			return out, true
		}
		p.reach, p.notes = 0, nil
		defined := p.defined
		var n *node
		size := 0
		if p.atStart {
			if size = frontMatter(rest); strings.HasPrefix(rest, "---") {
				p.reach = c.source(len(c.text)) + 1
			}
		}
		switch {
		case p.over(0):
			n, size = p.unread(c, at), len(rest)
		case size > 0:
			n = &node{kind: rawHTML}
		default:
			n, size = p.block(c, at)
		}
		p.atStart = false
		n.from, n.to = c.source(at), c.source(at+size)
		p.resolve(n)
		if n.kind == definition {
			p.define(n)
		}
		end := at + size
		following := end
		if strings.Contains(c.text[at:end], "]:") { // a definition looks for its title behind blank lines too
			following += len(c.text[end:]) - len(strings.TrimLeft(c.text[end:], " \t\n"))
		}
		for range 3 { // two lines more: one may be a heading that the other underlines
			following = lineEnd(c.text, following) + 1
		}
		p.over((following - end) / 64)
		b := &block{
			node: n, base: n.from, reach: max(p.reach, c.source(min(following, len(c.text)))+1),
			before: before, after: state{p.inLink, false, p.framework}, defines: p.defined > defined,
			page: &outline.Block{From: n.from, To: n.to},
		}
		for _, note := range p.notes {
			note.From -= b.base
			note.To -= b.base
			b.notes = append(b.notes, note)
		}
		out = append(out, b)
		at = end
	}
	return out, false
}

// write writes the pages of blocks.
func (d *Document) write(blocks []*block) {
	for _, b := range blocks {
		cutComponents(b.node)
		m := matcher{}
		if b.node.kind != rawHTML {
			m.within(b.node.children)
		}
		for _, note := range m.notes {
			note.From -= b.base
			note.To -= b.base
			b.notes = append(b.notes, note)
		}
		d.writeBlock(b)
	}
}

func (d *Document) writeBlock(b *block) {
	w := writer{d: d, base: b.base}
	w.outline.Notes = append(w.outline.Notes, b.notes...)
	w.block(b.node)
	b.page = &outline.Block{From: b.page.From, To: b.page.To, HTML: w.String(), Lines: true, Outline: w.outline}
}

// matched is what the HTML of component tags depends on beside the tags.
func matched(parts []piece) string {
	out := make([]byte, 0, 8*len(parts))
	for i := range parts {
		p := &parts[i]
		if p.tag == nil {
			continue
		}
		opening := p
		if p.tag.closing {
			if p.end == nil {
				out = append(out, 'x', ' ')
				continue
			}
			opening = p.end
		}
		if opening.unclosed {
			out = append(out, 'u')
		}
		if textOnSite(p) {
			out = append(out, 't')
		}
		if opening.first {
			out = append(out, 'f')
		}
		if opening.in != nil {
			out = append(out, opening.in.tag.name...)
			if opening.in.unclosed {
				out = append(out, '!')
			}
		}
		out = append(out, ' ')
	}
	return string(out)
}

// join matches the component tags that stand in blocks of their own. What this
// changes of a block is written again.
func (d *Document) join() {
	m := matcher{}
	d.notes = nil
	var tagged []*block
	for _, b := range d.blocks {
		if b.node.parts != nil {
			m.moved = b.page.From - b.base
			m.node(b.node)
			tagged = append(tagged, b)
		}
	}
	m.close()
	d.notes = m.notes
	for _, b := range tagged {
		if now := matched(b.node.parts); now != b.matched {
			b.matched = now
			page := b.page
			if d.writeBlock(b); page.Same(b.page) {
				b.page = page
			}
		}
	}
}
