package language

import "strings"

// tag is a tag of a template that may be unfinished.
type tag struct {
	from, to int    // to is behind its `}}`, or where the next tag or the text ends
	sign     string // what stands behind `{{`: "#", "^", "/", ">", "#>", "#*", "!", "&", "{" or ""
	body     int    // where its words begin
	end      int    // where its words end
}

// nextTag is the first tag of a text from a place on. Comments and what is escaped
// are read as the scanner of handlebars does; a tag that does not end, ends where the
// next one begins.
func nextTag(text string, at int) (tag, bool) {
	for at < len(text) {
		i := strings.IndexByte(text[at:], '{')
		if i < 0 {
			break
		}
		from := at + i
		switch {
		case from+1 == len(text) || text[from+1] != '{':
			at = from + 1
		case from > 0 && text[from-1] == '\\' && (from < 2 || text[from-2] != '\\'):
			at = from + 2
		default:
			return readTag(text, from), true
		}
	}
	return tag{}, false
}

func readTag(text string, from int) tag {
	t := tag{from: from, body: from + len("{{")}
	closing := "}}"
	rest := text[t.body:]
	switch {
	case strings.HasPrefix(rest, "{{"): // a raw block
		t.body += 2
		closing = "}}}}"
	case strings.HasPrefix(rest, "{"):
		t.sign = "{"
		t.body++
		closing = "}}}"
	}
	if at := skipStrip(text, t.body); t.sign == "" {
		if at < len(text) && strings.IndexByte("!#^/>&*", text[at]) >= 0 {
			size := 1
			if text[at] == '#' && at+1 < len(text) && (text[at+1] == '>' || text[at+1] == '*') {
				size = 2
			}
			t.sign = text[at : at+size]
			at += size
		}
		t.body = at
	}
	if t.sign == "!" {
		if strings.HasPrefix(text[t.body:], "--") {
			closing = "--}}"
		}
		if i := strings.Index(text[t.body:], closing); i >= 0 {
			t.end = t.body + i
			t.to = t.end + len(closing)
		} else {
			t.end, t.to = len(text), len(text)
		}
		return t
	}
	for i := t.body; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' || c == '\'':
			i = closedBy(text, i, c)
		case c == '[':
			i = closedBy(text, i, ']')
		case c != '}' && c != '{' || i+1 == len(text) || text[i+1] != c:
		case c == '}':
			t.end = i
			if t.end > t.body && text[t.end-1] == '~' {
				t.end--
			}
			t.to = i
			for t.to < len(text) && t.to < i+len(closing) && text[t.to] == '}' {
				t.to++
			}
			return t
		default: // the next tag
			t.end, t.to = i, i
			return t
		}
	}
	t.end, t.to = len(text), len(text)
	return t
}

// longestString is how long a string or a name in brackets may be, in bytes, that
// is skipped whole: behind an open quote everything is looked at as it stands.
const longestString = 1000

// closedBy is the place of the sign that closes what begins at a place, on its
// line; the place itself if there is none.
func closedBy(text string, at int, sign byte) int {
	for i := at + 1; i < min(len(text), at+longestString) && text[i] != '\n'; i++ {
		if text[i] == sign {
			return i
		}
	}
	return at
}

// skipStrip is the place behind the `~` at a place.
func skipStrip(text string, at int) int {
	if at < len(text) && text[at] == '~' {
		return at + 1
	}
	return at
}

// words cuts what stands in a tag into names, strings, and signs.
func words(s string) (out []string) {
	for _, w := range spans(s) {
		out = append(out, s[w.from:w.to])
	}
	return out
}

// span is a part of a text, in bytes.
type span struct{ from, to int }

// spans are the places of words.
func spans(s string) (out []span) {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
		case c == '(' || c == ')' || c == '|' || c == '=':
			out = append(out, span{i, i + 1})
			i++
		case c == '"' || c == '\'':
			end := strings.IndexByte(s[i+1:], c)
			if end < 0 {
				return append(out, span{i, len(s)})
			}
			out = append(out, span{i, i + end + 2})
			i += end + 2
		default:
			end := i + nameLength(s[i:])
			if end == i {
				end++
			}
			out = append(out, span{i, end})
			i = end
		}
	}
	return out
}

// nameLength is the length of a path at the start of s: names and `[names]` with
// `.` and `/` between them.
func nameLength(s string) int {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '[':
			end := strings.IndexByte(s[i:], ']')
			if end < 0 {
				return len(s)
			}
			i += end
		case isNameByte(c), c == '.', c == '/', c == '@':
		default:
			return i
		}
	}
	return len(s)
}

// isNameByte reports whether a byte may stand in a name (Handlebars.js 4.7, the
// rule ID of `handlebars.l`).
func isNameByte(c byte) bool { return nameBytes[c] }

var nameBytes = func() (is [256]bool) {
	for c := range 256 {
		is[c] = c > ' ' && !strings.ContainsRune("!\"#%&'()*+,./;<=>@[\\]^`{|}~", rune(c))
	}
	return is
}()

// block is a block that is open at a place.
type block struct {
	name   string   // of its helper or path
	args   []string // the words behind it, up to `as |`
	params []string
	sign   string
	other  bool // the place is behind its {{else}}
	tag    *tag // the one that opens it, or the {{else if x}} that the place is behind
}

// mostOpen is how many blocks may be open at a place; a template is not read deeper.
const mostOpen = 300

// openTag is the tag of a block that is open, while a text is read.
type openTag struct {
	tag   *tag
	chain *tag // the {{else if x}} that it is at
	other bool
}

// name is the first word of a tag.
func (t *tag) name(text string) string {
	from := t.body
	for from < t.end && text[from] <= ' ' {
		from++
	}
	return text[from : from+nameLength(text[from:t.end])]
}

// openTags are the blocks around a place, the outermost first, and the tag in which
// the place is, if it is in one.
func (r *reading) openTags(place int) (stack []openTag, in *tag) {
	tags := r.before(place)
	for i := range tags {
		t := &tags[i]
		if len(stack) > mostOpen {
			break
		}
		if place <= t.end || place < t.to {
			return stack, t
		}
		stack = pass(stack, t, r.text)
	}
	return stack, nil
}

// pass goes on behind a tag.
func pass(stack []openTag, t *tag, text string) []openTag {
	switch t.sign {
	case "#", "#>", "#*":
		return append(stack, openTag{tag: t})
	case "^":
		if t.name(text) != "" {
			return append(stack, openTag{tag: t, other: true})
		}
		if len(stack) > 0 {
			stack[len(stack)-1].other = true
		}
	case "/":
		closed := t.name(text)
		for i := len(stack) - 1; i >= 0; i-- {
			if stack[i].tag.name(text) == closed {
				return stack[:i]
			}
		}
	case "":
		if len(stack) > 0 && t.name(text) == "else" {
			last := &stack[len(stack)-1]
			last.chain, last.other = nil, true
			if strings.TrimSpace(text[t.body:t.end]) != "else" {
				last.chain, last.other = t, false
			}
		}
	}
	return stack
}

// open are the blocks around a place, the outermost first, and the tag in which the
// place is, if it is in one.
func (r *reading) open(place int) (open []block, in *tag) {
	stack, in := r.openTags(place)
	for _, o := range stack {
		open = append(open, o.block(r.text))
	}
	return open, in
}

// block is what the tag of a block says.
func (o *openTag) block(text string) block {
	b := blockOf(o.tag.sign, words(text[o.tag.body:o.tag.end]))
	b.tag, b.other = o.tag, o.other
	if o.chain != nil { // {{else with x as |y|}}
		if list := words(text[o.chain.body:o.chain.end]); len(list) > 1 {
			chained := blockOf("#", list[1:])
			b.args, b.params, b.sign = chained.args, chained.params, "else "+chained.name
			b.tag = o.chain
		}
	}
	return b
}

func blockOf(sign string, list []string) block {
	b := block{sign: sign}
	if len(list) == 0 {
		return b
	}
	b.name = list[0]
	for i, w := range list[1:] {
		if w == "as" && i+2 < len(list) && list[i+2] == "|" {
			for _, p := range list[i+3:] {
				if p == "|" {
					break
				}
				b.params = append(b.params, p)
			}
			break
		}
		b.args = append(b.args, w)
	}
	return b
}

// helper is the name of what runs the block at the place: of an {{else if x}}, `if`.
func (b *block) helper() string {
	if name, ok := strings.CutPrefix(b.sign, "else "); ok {
		return name
	}
	return b.name
}
