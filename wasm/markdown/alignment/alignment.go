// Package alignment tells which part of a text a part of its page was made of: the words
// of a piece of HTML are found again, in their order, in the source that it was made of.
// It knows no dialect, so it holds for all of them; what it says of a word that stands
// twice side by side may be off by one.
package alignment

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"

	"livebars/wasm/markdown/markup"
	"livebars/wasm/units"
)

// Alignment is what the words of a piece of HTML were made of.
type Alignment struct {
	source  string
	page    []word // those of the page that were found in the source
	matched []word // at the same index: where each stands in the source
	all     []word // of the page
}

// word is a row of characters that are neither white space nor signs of ASCII.
type word struct {
	text     string
	from, to int // of a source bytes, of a page UTF-16 units
}

// Hidden reports whether the text of an element is not counted: it is not shown as it
// stands.
func Hidden(name string) bool {
	switch name {
	case "script", "style", "template", "title", "textarea", "doc-math", "noscript", "head":
		return true
	}
	return false
}

// Of aligns a piece of HTML with the source that it was made of.
func Of(html, source string) *Alignment {
	a := &Alignment{source: source, all: wordsOfPage(html)}
	a.match(a.all, wordsOfSource(source))
	return a
}

// reach is how many words on either side are looked at where the two differ.
const reach = 60

// confirmed is how many words more may be skipped to where two in a row are alike.
const confirmed = 2

// mostLooks bounds how often two words are compared where the rows differ: a page may
// have nothing in common with its source.
const mostLooks = 3_000_000

// match goes through both rows of words; where they differ, it goes on at the nearest
// words that are alike on both sides.
func (a *Alignment) match(page, source []word) {
	alike := func(i, j int) bool { return i < len(page) && j < len(source) && page[i].text == source[j].text }
	looks := 0
	for i, j := 0, 0; i < len(page) && j < len(source) && looks < mostLooks; {
		if alike(i, j) {
			a.page = append(a.page, page[i])
			a.matched = append(a.matched, source[j])
			i, j = i+1, j+1
			continue
		}
		best, skip, over := 2*reach, 0, 0
		for sum := 1; sum <= reach && sum-confirmed < best; sum++ {
			looks += sum + 1
			for skipped := 0; skipped <= sum; skipped++ {
				// Words of the source alone are the rule: addresses, numbers of lists.
				p, s := skipped, sum-skipped
				if !alike(i+p, j+s) {
					continue
				}
				cost := sum
				if alike(i+p+1, j+s+1) || i+p+1 == len(page) || j+s+1 == len(source) {
					cost -= confirmed
				}
				if cost < best {
					best, skip, over = cost, p, s
				}
			}
		}
		if best == 2*reach {
			i, j = i+1, j+1
			continue
		}
		i, j = i+skip, j+over
	}
}

// Source is the part of the source, in bytes, that a place of the page's text was made
// of, in UTF-16 units; text is the word that is seen there, if that is known. It reports
// false if no word of the page was found in the source.
func (a *Alignment) Source(at int, text string) (from, to int, ok bool) {
	if len(a.page) == 0 {
		return 0, len(a.source), false
	}
	i := sort.Search(len(a.page), func(i int) bool { return a.page[i].to > at })
	if text != "" {
		i = a.nearest(i, text)
	}
	i = min(i, len(a.page)-1)
	return a.matched[i].from, a.matched[i].to, true
}

// nearest is the word of a text that is nearest to the i-th; i if there is none near.
func (a *Alignment) nearest(i int, text string) int {
	for d := range reach {
		for _, k := range [...]int{i + d, i - d} {
			if k >= 0 && k < len(a.page) && a.page[k].text == text {
				return k
			}
		}
	}
	return i
}

// Page are the parts of the page's text, in UTF-16 units, that were made of a part of
// the source: from the first word in it to the last.
func (a *Alignment) Page(from, to int) (start, end int, ok bool) {
	i := sort.Search(len(a.matched), func(i int) bool { return a.matched[i].to > from })
	if i == len(a.matched) || a.matched[i].from >= to {
		return 0, 0, false
	}
	k := i
	for k+1 < len(a.matched) && a.matched[k+1].from < to {
		k++
	}
	return a.page[i].from, a.page[k].to, true
}

// WordAt is the word of the page's text at a place, in UTF-16 units, or "".
func (a *Alignment) WordAt(at int) string {
	i := sort.Search(len(a.all), func(i int) bool { return a.all[i].to > at })
	if i < len(a.all) && a.all[i].from <= at {
		return a.all[i].text
	}
	return ""
}

// isPartOfWord reports whether a character belongs to words.
func isPartOfWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	return !unicode.IsSpace(r) && r != '\u00a0'
}

// eachWord calls visit with the words of a text.
func eachWord(text string, visit func(from, to int)) {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isPartOfWord(r) {
			i += size
			continue
		}
		from := i
		for i < len(text) {
			r, size = utf8.DecodeRuneInString(text[i:])
			if !isPartOfWord(r) {
				break
			}
			i += size
		}
		visit(from, i)
	}
}

// wordsOfPage are the words of the text of HTML.
func wordsOfPage(html string) (out []word) {
	at := 0 // UTF-16 units of text so far
	eachText(html, func(raw string) {
		text := raw
		if strings.IndexByte(raw, '&') >= 0 {
			text = string(util.ResolveNumericReferences(util.ResolveEntityNames([]byte(raw))))
		}
		text = strings.ReplaceAll(text, "\r\n", "\n")
		c := units.NewCounter(text)
		eachWord(text, func(from, to int) {
			out = append(out, word{text[from:to], at + c.Before(from), at + c.Before(to)})
		})
		at += c.Before(len(text))
	})
	return out
}

// eachText calls visit with what stands between the tags of HTML and is shown.
func eachText(html string, visit func(text string)) {
	hidden := "" // the element that is passed over
	start := 0
	for i := 0; i < len(html); {
		if html[i] != '<' {
			next := strings.IndexByte(html[i:], '<')
			if next < 0 {
				break
			}
			i += next
			continue
		}
		t := markup.Read(html[i:])
		if t.Kind == markup.Text {
			i += max(t.Size, 1)
			continue
		}
		if hidden == "" && start < i {
			visit(html[start:i])
		}
		i += t.Size
		start = i
		switch {
		case hidden != "":
			if t.Kind == markup.End && t.Name == hidden {
				hidden = ""
			}
		case t.Kind == markup.Start && Hidden(t.Name) && !t.EndsItself():
			hidden = t.Name
			if raw := markup.RawText(t, html[i:]); raw > 0 {
				i += raw
				start = i
			}
		case t.Kind == markup.Start && t.Name == "pre" && strings.HasPrefix(html[i:], "\n"):
			i++ // a line end right behind the tag is not part of the text (HTML §13.2.6.4.7)
			start = i
		}
	}
	if hidden == "" && start < len(html) {
		visit(html[start:])
	}
}

// wordsOfSource are the words of a source that may be seen: not those of tags, addresses
// of links and references to characters.
func wordsOfSource(source string) (out []word) {
	start := 0
	add := func(to int) {
		eachWord(source[start:to], func(from, end int) {
			out = append(out, word{source[start+from : start+end], start + from, start + end})
		})
	}
	eachUnseen(source, func(from, to int) bool {
		add(from)
		start = to
		return true
	})
	add(len(source))
	return out
}

// eachUnseen calls visit with the tags, addresses of links and references to characters
// of a source, until it returns false.
func eachUnseen(source string, visit func(from, to int) bool) {
	for i := 0; i < len(source); {
		size := 0
		switch source[i] {
		case '<':
			if t := markup.Read(source[i:]); t.Kind != markup.Text && t.Kind != markup.Unfinished {
				size = t.Size
			}
		case ']':
			size = destination(source[i:])
		case '&':
			size = reference(source[i:])
		}
		if size == 0 {
			i++
			continue
		}
		if !visit(i, i+size) {
			return
		}
		i += size
	}
}

// Around is the part of the page's text, in UTF-16 units, of the element whose tag, or of
// the link whose address, has a byte of the source in it.
func (a *Alignment) Around(at int) (start, end int, ok bool) {
	eachUnseen(a.source, func(from, to int) bool {
		if at >= to {
			return true
		}
		if at < from {
			return false
		}
		switch a.source[from] {
		case '<':
			if t := markup.Read(a.source[from:]); t.Kind == markup.Start && !t.EndsItself() {
				start, end, ok = a.Page(to, endOfElement(a.source, to, t.Name))
			}
		case ']':
			if open := startOfLink(a.source[:from]); open > 0 && a.source[open-1] != '!' || open == 0 {
				start, end, ok = a.Page(open, from)
			}
		}
		return false
	})
	return start, end, ok
}

// endOfElement is where the next end tag of a name begins, or the end of the source.
func endOfElement(source string, from int, name string) int {
	for i := from; ; {
		next := strings.Index(source[i:], "</")
		if next < 0 {
			return len(source)
		}
		i += next
		if rest := source[i+2:]; len(rest) >= len(name) && strings.EqualFold(rest[:len(name)], name) {
			return i
		}
		i += 2
	}
}

// startOfLink is where the bracket of a link opens that closes behind a text; -1 if there
// is none.
func startOfLink(text string) int {
	depth := 0
	for i := len(text) - 1; i >= 0 && i >= len(text)-longestDestination; i-- {
		switch text[i] {
		case ']':
			depth++
		case '[':
			if depth == 0 {
				return i
			}
			depth--
		}
	}
	return -1
}

// longestDestination bounds, in bytes, what is taken for the address of a link.
const longestDestination = 2000

// destination is the length of the `](address)` at the start of s; 0 if there is none.
func destination(s string) int {
	if len(s) < 2 || s[1] != '(' {
		return 0
	}
	depth := 0
	for i := 1; i < min(len(s), longestDestination); i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		case '\n':
			return 0
		}
	}
	return 0
}

// reference is the length of the `&name;` at the start of s; 0 if there is none.
func reference(s string) int {
	for i := 1; i < min(len(s), 40); i++ {
		c := s[i]
		switch {
		case c == ';':
			if i > 1 {
				return i + 1
			}
			return 0
		case c != '#' && !isPartOfWord(rune(c)):
			return 0
		}
	}
	return 0
}
