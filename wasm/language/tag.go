package language

import "strings"

// tag is a tag of a template that may be unfinished.
type tag struct {
	from, to int    // to is behind its `}}`, or where the next tag or the text ends
	sign     string // what stands behind `{{`: "#", "^", "/", ">", "#>", "#*", "!", "&", "{" or ""
	body     int    // where its words begin
	end      int    // where its words end
}

// eachTag calls visit with the tags of a text in order, until it returns false.
// Comments and what is escaped are read as the scanner of handlebars does; a tag
// that does not end, ends where the next one begins.
func eachTag(text string, visit func(tag) bool) {
	for at := 0; ; {
		i := strings.IndexByte(text[at:], '{')
		if i < 0 {
			return
		}
		from := at + i
		if from+1 == len(text) || text[from+1] != '{' {
			at = from + 1
			continue
		}
		if from > 0 && text[from-1] == '\\' && (from < 2 || text[from-2] != '\\') {
			at = from + 2
			continue
		}
		t := readTag(text, from)
		if !visit(t) {
			return
		}
		at = max(t.to, from+2)
	}
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
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
		case c == '(' || c == ')' || c == '|' || c == '=':
			out = append(out, s[i:i+1])
			i++
		case c == '"' || c == '\'':
			end := strings.IndexByte(s[i+1:], c)
			if end < 0 {
				return append(out, s[i:])
			}
			out = append(out, s[i:i+end+2])
			i += end + 2
		default:
			end := i + nameLength(s[i:])
			if end == i {
				end++
			}
			out = append(out, s[i:end])
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
}

// mostOpen is how many blocks may be open at a place; a template is not read deeper.
const mostOpen = 300

// openTag is the tag of a block that is open, while a text is read.
type openTag struct {
	tag   tag
	chain *tag // the {{else if x}} that it is at
	other bool
}

// openBlocks are the blocks around a place, the outermost first, and the tag in
// which the place is, if it is in one.
func openBlocks(text string, place int) (open []block, in *tag) {
	var stack []openTag
	name := func(t tag) string { // its first word
		from := t.body
		for from < t.end && text[from] <= ' ' {
			from++
		}
		return text[from : from+nameLength(text[from:t.end])]
	}
	eachTag(text, func(t tag) bool {
		if t.from >= place || len(stack) > mostOpen {
			return false
		}
		if place <= t.end || place < t.to {
			found := t // every tag would be kept otherwise
			in = &found
			return false
		}
		switch t.sign {
		case "#", "#>", "#*":
			stack = append(stack, openTag{tag: t})
		case "^":
			if name(t) != "" {
				stack = append(stack, openTag{tag: t, other: true})
			} else if len(stack) > 0 {
				stack[len(stack)-1].other = true
			}
		case "/":
			closed := name(t)
			for i := len(stack) - 1; i >= 0; i-- {
				if name(stack[i].tag) == closed {
					stack = stack[:i]
					break
				}
			}
		case "":
			if len(stack) > 0 && name(t) == "else" {
				last := &stack[len(stack)-1]
				last.chain, last.other = nil, true
				if strings.TrimSpace(text[t.body:t.end]) != "else" {
					chain := t
					last.chain, last.other = &chain, false
				}
			}
		}
		return true
	})
	for _, o := range stack {
		b := blockOf(o.tag.sign, words(text[o.tag.body:o.tag.end]))
		b.other = o.other
		if o.chain != nil { // {{else with x as |y|}}
			if list := words(text[o.chain.body:o.chain.end]); len(list) > 1 {
				chained := blockOf("#", list[1:])
				b.args, b.params, b.sign = chained.args, chained.params, "else "+chained.name
			}
		}
		open = append(open, b)
	}
	return open, in
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
