package markdown

import (
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"

	"livebars/wasm/edit"
	"livebars/wasm/markdown/outline"
)

// goldmarkParser reads with goldmark. On an edit it reads a window: from the
// block before the one that changed to a block behind the change that begins
// where it began before. goldmark reads line by line, so a block that begins
// with nothing open before it depends on nothing before it, but for link
// definitions, footnotes and the numbers of ids.
type goldmarkParser struct {
	parser     parser.Parser
	renderer   renderer.Renderer
	github     bool
	text       string
	list       []*goldmarkBlock
	references []parser.Reference
	global     bool // the text has something that counts everywhere: all is read at each edit
	whole      bool // the last text was read to its end
	isMarked   bool // the text begins with a byte order mark
}

// goldmarkBlock is a block with the places of its ids.
type goldmarkBlock struct {
	from  int // of its first line
	html  string
	slots []slot
	names []string // the ids that its page has
	page  *outline.Block
}

func newGoldmarkParser(p parts, github bool) *goldmarkParser {
	r := &goldmarkParser{github: github}
	r.parser, r.renderer = build(p)
	return r
}

func (r *goldmarkParser) rules() outline.Rules { return outline.Rules{IDs: r.github} }

func (r *goldmarkParser) blocks() []*outline.Block {
	out := make([]*outline.Block, len(r.list))
	for i, b := range r.list {
		out[i] = b.page
	}
	return out
}

func (r *goldmarkParser) update(source string, hunks []edit.Hunk, limits Limits) (notes []Note, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			if fault != errOutput {
				panic(fault)
			}
			r.whole = false
			err = tooLarge(limits)
		}
	}()
	source, isMarked := withoutByteOrderMark(source)
	if isMarked != r.isMarked {
		hunks = nil
	}
	r.isMarked = isMarked
	if !r.whole || hunks == nil || !r.reread(source, hunks, limits) {
		list, references, b := r.read(source, 0, nil, limits)
		r.list, r.references, notes = list, references, b.notes
		r.whole = len(b.notes) == 0
		r.global = r.github && strings.Contains(source, "[^")
	}
	r.text = source
	size := 0
	for _, b := range r.list {
		size += len(b.html)
	}
	if size > limits.Output {
		r.whole = false
		return nil, tooLarge(limits)
	}
	r.number()
	return notes, nil
}

// withoutByteOrderMark is a text with line ends in the place of a byte order mark at its
// start, and whether there is one.
func withoutByteOrderMark(source string) (string, bool) {
	rest, is := strings.CutPrefix(source, "\uFEFF")
	if !is {
		return source, false
	}
	return "\n\n\n" + rest, true
}

// definesAnything reports whether a part of a text may hold what counts in all
// of it: link definitions, footnotes.
func (r *goldmarkParser) definesAnything(s string) bool {
	return strings.Contains(s, "]:") || r.github && strings.Contains(s, "[^")
}

// window is a part of the text that is read again: its blocks take the place of
// those from first to before last.
type window struct {
	hunk        edit.Hunk // what changes in it
	first, last int
	blocks      []*goldmarkBlock
}

// reread reads what an edit changes. It reports false if all must be read.
func (r *goldmarkParser) reread(source string, hunks []edit.Hunk, limits Limits) bool {
	if r.global || len(r.list) == 0 {
		return false
	}
	var windows []window
	for len(hunks) > 0 {
		w := window{hunk: hunks[0]}
		hunks = hunks[1:]
		w.first = r.firstOf(w.hunk)
		for n := len(windows); n > 0 && (w.first < windows[n-1].last || w.first == 0); n = len(windows) {
			w.hunk = windows[n-1].hunk.Through(w.hunk) // they meet, and are read as one
			w.first = r.firstOf(w.hunk)
			windows = windows[:n-1]
		}
		ok := false
		if hunks, ok = r.fill(&w, hunks, source, limits); !ok {
			return false
		}
		windows = append(windows, w)
	}
	r.place(windows)
	return true
}

// firstOf is the first block that a hunk may change: that whose end it touches,
// and the one before it, unless nothing of the hunk can reach that.
func (r *goldmarkParser) firstOf(h edit.Hunk) int {
	first := sort.Search(len(r.list), func(i int) bool { return r.end(i) >= h.From })
	if at := r.blockFrom(h.From+1) - 1; at > first && r.apart(at) {
		return at
	}
	first = max(first-1, 0)
	for first > 0 && !r.clean(first) {
		first--
	}
	return first
}

// fill reads the blocks of a window that has its first block and its hunk. It may
// have to go on into later hunks; the result is those that are left. It reports
// false if all of the text must be read.
func (r *goldmarkParser) fill(w *window, later []edit.Hunk, source string, limits Limits) ([]edit.Hunk, bool) {
	// reaches takes in the hunks that begin before a place in the text of before.
	reaches := func(end int) {
		for len(later) > 0 && later[0].From < end {
			w.hunk = w.hunk.Through(later[0])
			later = later[1:]
		}
	}
	for last, step := 0, 1; ; last, step = last+step, step*4 {
		last = max(last, r.blockFrom(w.hunk.To))
		for last < len(r.list) && last > 0 && r.list[last].from == r.list[last-1].from {
			last++ // a table and the lines above it come from one paragraph
		}
		if last >= len(r.list) {
			reaches(len(r.text) + 1)
			w.last = len(r.list)
			return later, r.replace(w, len(source), source, limits)
		}
		w.last = last
		if last > w.first && r.list[last-1].endsAtBlankLine() { // so it will most likely be again
			if reaches(r.list[last].from); r.blockFrom(w.hunk.To) > last {
				continue
			}
			if r.replace(w, r.list[last].from+w.hunk.Behind(), source, limits) {
				return later, true
			}
		}
		if reaches(r.end(last)); r.blockFrom(w.hunk.To) > last {
			continue
		}
		if r.replace(w, r.end(last)+w.hunk.Behind(), source, limits) {
			return later, true
		}
	}
}

// place puts the blocks of windows where those that they replace were.
func (r *goldmarkParser) place(windows []window) {
	list := make([]*goldmarkBlock, 0, len(r.list)+len(windows))
	next, delta := 0, 0
	kept := func(until int) {
		for _, b := range r.list[next:until] {
			if delta != 0 {
				b.from += delta
				b.page.From += delta
				b.page.To += delta
			}
			list = append(list, b)
		}
	}
	for _, w := range windows {
		kept(w.first)
		for i, b := range w.blocks {
			if w.first+i < w.last { // what reads the same is the same on the page
				if old := r.list[w.first+i]; old.html == b.html && old.page.Same(b.page) {
					old.from = b.from
					old.page.At(b.page.From, b.page.To)
					b = old
				}
			}
			list = append(list, b)
		}
		next, delta = w.last, w.hunk.Behind()
	}
	kept(len(r.list))
	r.list = list
}

// apart reports whether a block begins behind a blank line that ended the block
// before it.
func (r *goldmarkParser) apart(i int) bool {
	return i > 0 && r.list[i-1].endsAtBlankLine() && r.clean(i) && strings.Count(r.text[r.list[i-1].page.To:r.list[i].from], "\n") > 1
}

// endsAtBlankLine reports whether a blank line ends a block whatever follows it:
// so it is with paragraphs, headings, rules, tables, and HTML that begins like them.
func (b *goldmarkBlock) endsAtBlankLine() bool {
	for _, tag := range []string{"<p>", "<h1", "<h2", "<h3", "<h4", "<h5", "<h6", "<hr", "<table"} {
		if strings.HasPrefix(b.html, tag) {
			return true
		}
	}
	return false
}

// clean reports whether a block begins by itself: not in the rest of a paragraph
// that a link definition or a table's first lines left.
func (r *goldmarkParser) clean(i int) bool {
	before, b := r.list[i-1], r.list[i]
	if before.from == b.from || strings.TrimSpace(r.text[before.page.To:b.from]) != "" {
		return false
	}
	return !strings.HasPrefix(before.html, "<p>") || strings.Count(r.text[before.page.To:b.from], "\n") > 1
}

// end is where the block behind the i-th begins.
func (r *goldmarkParser) end(i int) int {
	for j := i + 1; j < len(r.list); j++ {
		if r.list[j].from > r.list[i].from {
			return r.list[j].from
		}
	}
	return len(r.text)
}

// blockFrom is the first block that begins at a place or behind it.
func (r *goldmarkParser) blockFrom(at int) int {
	return sort.Search(len(r.list), func(i int) bool { return r.list[i].from >= at })
}

// indentation is what stands before a place in its line: blocks begin behind it,
// and raw HTML keeps it.
func indentation(s string, at int) string {
	return s[strings.LastIndexByte(s[:at], '\n')+1 : at]
}

// replace reads the blocks of a window up to a place of the text. It reports false
// unless the block behind the window begins where it begins now: either it is part
// of what is read, or a blank line ends what is before it.
func (r *goldmarkParser) replace(w *window, end int, source string, limits Limits) bool {
	oldStart, delta := 0, w.hunk.Behind()
	if w.first > 0 {
		oldStart = r.list[w.first].from
	}
	start, oldEnd := oldStart+w.hunk.Before(), end-delta
	if w.last < len(r.list) && indentation(source, r.list[w.last].from+delta) != indentation(r.text, r.list[w.last].from) {
		return false
	}
	if r.definesAnything(source[start:end]) || r.definesAnything(r.text[oldStart:oldEnd]) {
		return false
	}
	list, references, b := r.read(source[start:end], start, r.references, limits)
	if len(b.notes) > 0 || len(references) != len(r.references) {
		return false
	}
	switch {
	case w.last == len(r.list):
	case end == r.list[w.last].from+delta: // it was not read again
		n := len(list)
		if n == 0 || !list[n-1].endsAtBlankLine() || strings.Count(source[list[n-1].page.To:end], "\n") < 2 {
			return false
		}
	default:
		at := r.list[w.last].from + delta
		i := sort.Search(len(list), func(i int) bool { return list[i].from >= at })
		if i == len(list) || list[i].from != at {
			return false
		}
		list = list[:i]
	}
	w.blocks = list
	return true
}

// read reads a part of a text that begins at a place of it.
func (r *goldmarkParser) read(source string, at int, references []parser.Reference, limits Limits) ([]*goldmarkBlock, []parser.Reference, *budget) {
	b := &budget{limits: limits}
	pc := parser.NewContext()
	pc.Set(budgetKey, b)
	for _, reference := range references {
		pc.AddReference(reference)
	}
	content := []byte(source)
	root := r.parser.Parse(text.NewReader(content), parser.WithContext(pc))
	var list []*goldmarkBlock
	buffer := &boundedBuffer{limit: limits.Output}
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() == ast.KindLinkReferenceDefinition {
			continue
		}
		buffer.Reset()
		buffer.slots = nil
		_ = r.renderer.Render(buffer, content, n)
		from, to := lineStart(source, n.Pos()), len(source)
		if n.Kind() == extast.KindFootnoteList {
			from = len(source)
		} else if next := n.NextSibling(); next != nil && next.Kind() != extast.KindFootnoteList {
			to = lineStart(source, next.Pos())
		}
		to = from + len(strings.TrimRight(source[from:max(to, from)], " \t\r\n"))
		block := &goldmarkBlock{from: at + from, html: buffer.String(), slots: append([]slot(nil), buffer.slots...), page: &outline.Block{From: at + from, To: at + to}}
		block.page.HTML = block.html
		block.page.Outline = r.survey(n, content, from)
		list = append(list, block)
	}
	return list, pc.References(), b
}

func lineStart(source string, at int) int {
	at = min(max(at, 0), len(source))
	return strings.LastIndexByte(source[:at], '\n') + 1
}

// number gives the headings of the page their ids.
func (r *goldmarkParser) number() {
	ids := anchorIDs{used: map[string]int{}}
	for _, b := range r.list {
		if len(b.slots) == 0 {
			continue
		}
		same := b.names != nil
		names := make([]string, len(b.slots))
		for i, s := range b.slots {
			names[i] = ids.next(s.name)
			same = same && names[i] == b.names[i]
		}
		if same {
			continue
		}
		b.names = names
		var html strings.Builder
		done := 0
		headings := make([]outline.Heading, len(names))
		for i, s := range b.slots {
			html.WriteString(b.html[done:s.at])
			html.WriteString(names[i])
			done = s.at
			headings[i] = b.page.Outline.Headings[i]
			headings[i].ID = names[i]
		}
		html.WriteString(b.html[done:])
		page := *b.page
		page.HTML, page.Outline.Headings = html.String(), headings
		b.page = &page
	}
}
