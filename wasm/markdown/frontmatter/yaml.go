package frontmatter

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// What is read of YAML 1.1: mappings and lists, in blocks and in brackets, scalars of all
// five styles, comments. Anchors, tags and keys that are no scalars are errors. A YAML
// package would make the module a tenth larger.

type kind uint8

const (
	scalar kind = iota
	list
	mapping
)

// value is a value; of a mapping keys[i] is the key of items[i].
type value struct {
	kind  kind
	text  string
	keys  []string
	items []value
}

func (v *value) set(key string, item value) {
	if i := slices.Index(v.keys, key); i >= 0 {
		v.items[i] = item // the last one counts
		return
	}
	v.keys, v.items = append(v.keys, key), append(v.items, item)
}

// deepest is how many levels of values are read.
const deepest = 64

type reader struct {
	s     string
	i     int
	depth int
}

var errUnread = errors.New("something in it is not understood")

// read reads a document.
func read(yaml string) (v value, err error) {
	r := &reader{s: strings.ReplaceAll(yaml, "\r\n", "\n")}
	defer func() {
		if fault := recover(); fault != nil {
			if fault != errUnread {
				panic(fault)
			}
			err = fmt.Errorf("line %d of it is not understood", 1+strings.Count(r.s[:min(r.i, len(r.s))], "\n"))
		}
	}()
	v = r.block(-1)
	if r.content(); r.i < len(r.s) {
		panic(errUnread)
	}
	return v, nil
}

func (r *reader) fail() { panic(errUnread) }

func (r *reader) rest() string { return r.s[r.i:] }

func (r *reader) peek() byte {
	if r.i < len(r.s) {
		return r.s[r.i]
	}
	return '\n'
}

func (r *reader) spaces() {
	for r.i < len(r.s) && (r.s[r.i] == ' ' || r.s[r.i] == '\t') {
		r.i++
	}
}

// column is how far the place is from the start of its line.
func (r *reader) column() int { return r.i - 1 - strings.LastIndexByte(r.s[:r.i], '\n') }

// endLine goes behind the end of a line on which nothing follows but a comment.
func (r *reader) endLine() {
	r.spaces()
	if r.peek() == '#' && (r.i == 0 || strings.IndexByte(" \t\n", r.s[r.i-1]) >= 0) {
		for r.peek() != '\n' {
			r.i++
		}
	}
	if r.peek() != '\n' {
		r.fail()
	}
	r.i = min(r.i+1, len(r.s))
}

// content goes to the next line with content, at its first character, and gives its
// column; -1 at the end. It is called at the start of a line.
func (r *reader) content() int {
	for r.i < len(r.s) {
		for r.peek() == ' ' {
			r.i++
		}
		switch c := r.peek(); {
		case c == '#':
			for r.peek() != '\n' {
				r.i++
			}
			r.i++
		case c == '\t':
			r.spaces()
			if r.peek() != '\n' {
				r.fail() // tabs indent nothing
			}
			r.i++
		case c == '\n':
			r.i++
		default:
			return r.column()
		}
	}
	r.i = len(r.s)
	return -1
}

// begins reports whether a mark that a space follows stands here.
func (r *reader) begins(mark byte) bool {
	if r.peek() != mark {
		return false
	}
	next := r.i + 1
	return next >= len(r.s) || r.s[next] == ' ' || r.s[next] == '\n' || r.s[next] == '\t'
}

// block reads the value on the lines that follow, if they are further in than a column.
func (r *reader) block(outer int) value {
	start := r.i
	if column := r.content(); column > outer {
		return r.node(column, outer)
	}
	r.i = start
	return value{}
}

// node reads the value that begins here, at a column.
func (r *reader) node(column, outer int) value {
	if r.depth++; r.depth > deepest {
		r.fail()
	}
	defer func() { r.depth-- }()
	if r.begins('-') {
		return r.list(column)
	}
	start := r.i
	if _, ok := r.key(); ok {
		r.i = start
		return r.mapping(column)
	}
	r.i = start
	return r.inline(outer)
}

func (r *reader) list(column int) value {
	v := value{kind: list}
	for {
		r.i++
		r.spaces()
		if c := r.peek(); c == '\n' || c == '#' {
			r.endLine()
			v.items = append(v.items, r.block(column))
		} else {
			v.items = append(v.items, r.node(r.column(), column))
		}
		if !r.goesOn(column) || !r.begins('-') {
			return v
		}
	}
}

// goesOn reports whether the next line is at a column, and goes there. One that is
// further in belongs to nothing.
func (r *reader) goesOn(column int) bool {
	start := r.i
	found := r.content()
	if found > column {
		r.fail()
	}
	if found != column {
		r.i = start
	}
	return found == column
}

func (r *reader) mapping(column int) value {
	v := value{kind: mapping}
	for {
		key, ok := r.key()
		if !ok {
			r.fail()
		}
		r.spaces()
		if c := r.peek(); c == '\n' || c == '#' {
			r.endLine()
			v.set(key, r.below(column))
		} else {
			v.set(key, r.inline(column))
		}
		if !r.goesOn(column) {
			return v
		}
		if r.begins('-') {
			r.fail()
		}
	}
}

// below reads the value of a key that stands on the lines below it. A list may be at the
// column of the key.
func (r *reader) below(column int) value {
	start := r.i
	if r.content() == column && r.begins('-') {
		return r.list(column)
	}
	r.i = start
	return r.block(column)
}

// key reads a key and the colon behind it.
func (r *reader) key() (string, bool) {
	key := ""
	switch c := r.peek(); {
	case c == '"' || c == '\'':
		key = r.quoted()
	case strings.IndexByte("[]{}#&*!|>%@`,", c) >= 0 || r.begins('?'):
		return "", false
	default:
		end := r.i
		for end < len(r.s) && r.s[end] != '\n' && !endsPlain(r.s, end, false) {
			end++
		}
		key = shown(strings.TrimRight(r.s[r.i:end], " \t"))
		r.i = end
	}
	r.spaces()
	if !r.begins(':') {
		return "", false
	}
	r.i++
	return key, true
}

// endsPlain reports whether a plain scalar ends before a place.
func endsPlain(s string, i int, inFlow bool) bool {
	switch s[i] {
	case ':':
		return i+1 == len(s) || strings.IndexByte(" \t\n", s[i+1]) >= 0 || inFlow && strings.IndexByte(",[]{}", s[i+1]) >= 0
	case '#':
		return i > 0 && strings.IndexByte(" \t\n", s[i-1]) >= 0
	case ',', '[', ']', '{', '}':
		return inFlow
	}
	return false
}

// inline reads a value that begins on this line and is no block of lines, to the end of
// its last line.
func (r *reader) inline(outer int) value {
	var v value
	switch c := r.peek(); c {
	case '|', '>':
		return value{text: r.literal(outer)}
	case '[', '{':
		v = r.flow()
	case '"', '\'':
		v.text = r.quoted()
	default:
		return value{text: r.plain(outer)}
	}
	r.endLine()
	return v
}

// plain reads a scalar without quotes; lines that are further in go on with it.
func (r *reader) plain(outer int) string {
	r.checkPlain(false)
	var b strings.Builder
	for {
		from := r.i
		for r.peek() != '\n' && !endsPlain(r.s, r.i, false) {
			r.i++
		}
		b.WriteString(strings.TrimRight(r.s[from:r.i], " \t"))
		comment := r.peek() == '#'
		r.endLine() // a colon fails here
		start, breaks := r.i, 0
		for r.i < len(r.s) && strings.TrimSpace(r.line()) == "" {
			r.i += len(r.line()) + 1
			breaks++
		}
		r.i = min(r.i, len(r.s))
		line := r.line()
		indent := len(line) - len(strings.TrimLeft(line, " \t"))
		if r.i >= len(r.s) || comment || indent <= outer || line[indent] == '#' {
			r.i = start
			return shown(b.String())
		}
		r.i += indent
		if breaks == 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.Repeat("\n", breaks))
	}
}

func (r *reader) line() string {
	line, _, _ := strings.Cut(r.rest(), "\n")
	return line
}

// checkPlain fails at a character with which no plain scalar begins.
func (r *reader) checkPlain(inFlow bool) {
	if strings.IndexByte("[]{}#&*!|>%@`,\"'", r.peek()) >= 0 || !inFlow && (r.begins('-') || r.begins('?') || r.begins(':')) {
		r.fail()
	}
}

// Characters behind a backslash, and what they stand for, in the same order.
const (
	escapeMarks = "0abtnvfre \"/\\N_LP"
	escaped     = "\x00\a\b\t\n\v\f\r\x1b \"/\\\u0085\u00a0\u2028\u2029"
)

// quoted reads a scalar in quotes.
func (r *reader) quoted() string {
	quote := r.s[r.i]
	var b []byte
	for r.i++; ; {
		if r.i >= len(r.s) {
			r.fail()
		}
		switch c := r.s[r.i]; {
		case c == quote && quote == '\'' && strings.HasPrefix(r.rest(), "''"):
			b = append(b, '\'')
			r.i += 2
		case c == quote:
			r.i++
			return string(b)
		case c == '\\' && quote == '"':
			b = r.escape(b)
		case c == '\n':
			b = r.fold(b)
		default:
			b = append(b, c)
			r.i++
		}
	}
}

// fold reads a line end in quotes: one is a space, more are one less.
func (r *reader) fold(b []byte) []byte {
	b = bytes.TrimRight(b, " \t")
	breaks := -1
	for r.peek() == '\n' && r.i < len(r.s) {
		breaks++
		r.i++
		r.spaces()
	}
	if breaks == 0 {
		return append(b, ' ')
	}
	return append(b, strings.Repeat("\n", breaks)...)
}

func (r *reader) escape(b []byte) []byte {
	rest := r.rest()
	if len(rest) < 2 {
		r.fail()
	}
	if size := map[byte]int{'x': 2, 'u': 4, 'U': 8}[rest[1]]; size > 0 {
		if len(rest) < 2+size {
			r.fail()
		}
		n, err := strconv.ParseUint(rest[2:2+size], 16, 32)
		if err != nil {
			r.fail()
		}
		r.i += 2 + size
		return utf8.AppendRune(b, rune(n))
	}
	if rest[1] == '\n' { // the line goes on
		r.i += 2
		r.spaces()
		return b
	}
	at := strings.IndexByte(escapeMarks, rest[1])
	if at < 0 {
		r.fail()
	}
	r.i += 2
	return utf8.AppendRune(b, []rune(escaped)[at])
}

// literal reads a block scalar: lines as they are, or folded.
func (r *reader) literal(outer int) string {
	folded := r.peek() == '>'
	chomp, indent := byte(0), 0
	for r.i++; strings.IndexByte(" \t\n#", r.peek()) < 0; r.i++ {
		switch c := r.peek(); {
		case c == '+' || c == '-':
			chomp = c
		case c >= '1' && c <= '9':
			indent = max(outer, 0) + int(c-'0')
		default:
			r.fail()
		}
	}
	r.endLine()
	var lines []string
	for r.i < len(r.s) {
		line := r.line()
		if strings.TrimLeft(line, " ") == "" {
			lines = append(lines, line[min(max(indent, 0), len(line)):])
		} else {
			found := len(line) - len(strings.TrimLeft(line, " "))
			if indent == 0 && found > outer {
				if indent = found; found == 0 {
					indent = -1 // at the top, without indentation
				}
				for i := range lines {
					lines[i] = ""
				}
			}
			if indent == 0 || found < indent {
				break
			}
			lines = append(lines, line[max(indent, 0):])
		}
		r.i = min(r.i+len(line)+1, len(r.s))
	}
	last := len(lines)
	for last > 0 && (lines[last-1] == "" || indent == 0) {
		last--
	}
	text, trailing := strings.Join(lines[:last], "\n"), len(lines)-last
	if folded {
		text = foldLines(lines[:last])
	}
	switch {
	case chomp == '-':
		return text
	case chomp == '+':
		return text + strings.Repeat("\n", trailing+min(last, 1))
	case last > 0:
		return text + "\n"
	}
	return text
}

// foldLines makes one line of lines that are next to each other and not further in.
func foldLines(lines []string) string {
	var b strings.Builder
	isText := func(line string) bool { return line != "" && line[0] != ' ' && line[0] != '\t' }
	for i := 0; i < len(lines); i++ {
		b.WriteString(lines[i])
		if i+1 == len(lines) {
			break
		}
		next := i + 1
		if isText(lines[i]) {
			for next < len(lines) && lines[next] == "" {
				next++
			}
		}
		switch empty := next - i - 1; {
		case !isText(lines[i]) || next == len(lines) || !isText(lines[next]):
			b.WriteByte('\n')
		case empty == 0:
			b.WriteByte(' ')
		default:
			b.WriteString(strings.Repeat("\n", empty))
			i = next - 1
		}
	}
	return b.String()
}

// blank goes over white space and comments in brackets.
func (r *reader) blank() {
	for r.i < len(r.s) {
		switch c := r.s[r.i]; {
		case c == ' ' || c == '\t' || c == '\n':
			r.i++
		case c == '#' && r.i > 0 && strings.IndexByte(" \t\n", r.s[r.i-1]) >= 0:
			for r.peek() != '\n' {
				r.i++
			}
		default:
			return
		}
	}
	r.fail()
}

// flow reads a list or a mapping in brackets.
func (r *reader) flow() value {
	if r.depth++; r.depth > deepest {
		r.fail()
	}
	defer func() { r.depth-- }()
	v, end := value{kind: list}, byte(']')
	if r.s[r.i] == '{' {
		v.kind, end = mapping, '}'
	}
	r.i++
	for {
		if r.blank(); r.s[r.i] == end {
			r.i++
			return v
		}
		item := r.flowItem()
		r.blank()
		isPair := r.s[r.i] == ':'
		switch {
		case isPair && item.kind != scalar:
			r.fail()
		case isPair:
			r.i++
			r.blank()
			of := value{}
			if c := r.s[r.i]; c != ',' && c != end {
				of = r.flowItem()
			}
			if v.kind == mapping {
				v.set(item.text, of)
			} else {
				v.items = append(v.items, value{kind: mapping, keys: []string{item.text}, items: []value{of}})
			}
		case v.kind == mapping:
			if item.kind != scalar {
				r.fail()
			}
			v.set(item.text, value{})
		default:
			v.items = append(v.items, item)
		}
		r.blank()
		switch r.s[r.i] {
		case ',':
			r.i++
		case end:
		default:
			r.fail()
		}
	}
}

func (r *reader) flowItem() value {
	switch c := r.s[r.i]; c {
	case '[', '{':
		return r.flow()
	case '"', '\'':
		return value{text: r.quoted()}
	}
	r.checkPlain(true)
	var words []string
	for {
		from := r.i
		for r.peek() != '\n' && !endsPlain(r.s, r.i, true) {
			r.i++
		}
		if r.i >= len(r.s) {
			r.fail()
		}
		words = append(words, strings.Trim(r.s[from:r.i], " \t"))
		if r.peek() != '\n' {
			return value{text: shown(strings.TrimRight(strings.Join(words, " "), " "))}
		}
		r.i++
	}
}
