package handlebars

import (
	"strings"
	"unicode/utf8"

	"livebars/wasm/diagnostic"
	"livebars/wasm/value"
)

// The scanner follows the lexer of Handlebars.js 4.7 (`handlebars.l`) rule by
// rule, so that a tag ends, a backslash counts and a name is cut exactly where
// they are there.

// tagKind is what the start of a tag says that it is.
type tagKind uint8

const (
	mustacheTag     tagKind = iota // {{x}} {{{x}}} {{&x}} {{*x}}
	blockTag                       // {{#x}} {{#*x}}
	inverseTag                     // {{^x}}, which opens a block
	elseTag                        // {{else}} {{^}}
	elseChainTag                   // {{else x}}
	partialTag                     // {{> x}}
	partialBlockTag                // {{#> x}}
	closeTag                       // {{/x}}
	commentTag                     // {{! x}} {{!-- x --}}
	rawTag                         // {{{{x}}}}
	rawCloseTag                    // {{{{/x}}}}
)

// tag is one tag of a template.
type tag struct {
	kind      tagKind
	from, to  int // bytes in the template
	strip     strip
	unescaped bool // {{{x}}} or {{&x}}
	triple    bool // {{{x}}}
	decorator bool // {{*x}} or {{#*x}}
	tokens    []token
	raw       []run // the contents of a raw block, at its opening tag
}

// strip tells on which sides of a tag a `~` stands.
type strip struct{ before, after bool }

// run is a piece of text between tags: what the lexer of Handlebars.js returns
// as one CONTENT token.
type run struct{ from, to int }

// piece is a tag or a run, in the order of the template.
type piece struct {
	tag int // index of the tag; -1 for a run
	run run
}

type tokenKind uint8

const (
	idToken      tokenKind = iota
	segmentToken           // [odd name]
	separatorToken
	dataToken // @
	stringToken
	numberToken
	booleanToken
	undefinedToken
	nullToken
	openToken  // (
	closeToken // )
	equalsToken
	paramsToken // as |
	pipeToken   // |
)

// token is a token inside a tag. Text is its value: without quotes, brackets
// and escapes.
type token struct {
	kind     tokenKind
	from, to int
	text     string
}

// scan cuts a template into pieces. The error, if any, is of the first place
// that Handlebars.js's lexer does not take; what comes before it is returned.
func scan(text string, limits Limits) ([]piece, []tag, *syntaxError) {
	s := &scanner{text: text, limits: limits}
	err := s.content()
	return s.pieces, s.tags, err
}

type scanner struct {
	text   string
	at     int
	pieces []piece
	tags   []tag
	limits Limits
	depth  int // blocks around
}

// tagsPerTimeCheck is how many tags are read between two looks at the clock.
const tagsPerTimeCheck = 2048

func (s *scanner) addRun(from, to int) {
	if to > from {
		s.pieces = append(s.pieces, piece{tag: -1, run: run{from, to}})
	}
}

// content reads the text up to each tag, and the tag.
func (s *scanner) content() *syntaxError {
	if nul := strings.IndexByte(s.text, 0); nul >= 0 {
		return &syntaxError{nul, nul + 1, diagnostic.Syntax, "A NUL character (U+0000) cannot stand in a template."}
	}
	for s.at < len(s.text) {
		i := strings.Index(s.text[s.at:], "{{")
		if i < 0 {
			s.addRun(s.at, len(s.text))
			return nil
		}
		open := s.at + i
		before := s.text[s.at:open]
		switch {
		case strings.HasSuffix(before, `\\`): // \\{{x}}: one backslash, then the tag
			s.addRun(s.at, open-1)
		case strings.HasSuffix(before, `\`): // \{{x}}: text
			s.addRun(s.at, open-1)
			s.at = s.escapedEnd(open)
			s.addRun(open, s.at)
			continue
		default:
			s.addRun(s.at, open)
		}
		s.at = open
		if err := s.tag(); err != nil {
			return err
		}
		if len(s.tags)%tagsPerTimeCheck == 0 && s.limits.Overtime() {
			return &syntaxError{0, 0, diagnostic.TimeLimit, "Reading the template took too long and was stopped."}
		}
	}
	return nil
}

// escapedEnd is where the text of an escaped mustache at open ends: at the next
// `{{` or `\{{` (rule <emu>).
func (s *scanner) escapedEnd(open int) int {
	i := strings.Index(s.text[open+2:], "{{")
	if i < 0 {
		return len(s.text)
	}
	end := open + 2 + i
	for range 2 {
		if end > open+2 && s.text[end-1] == '\\' {
			end--
		}
	}
	return end
}

// tag reads the tag that starts at s.at.
func (s *scanner) tag() *syntaxError {
	t := tag{from: s.at}
	rest := s.text[s.at:]
	after := 2 // of the opening braces and what belongs to them
	if strings.HasPrefix(rest, "{{{{") {
		t.kind = rawTag
		s.at += 4
		if err := s.expression(&t); err != nil {
			return err
		}
		return s.rawContent(&t)
	}
	if strings.HasPrefix(rest, "{{~") {
		t.strip.before = true
		after = 3
	}
	mark := rest[after:]
	switch {
	case strings.HasPrefix(mark, ">"):
		t.kind, after = partialTag, after+1
	case strings.HasPrefix(mark, "#>"):
		t.kind, after = partialBlockTag, after+2
	case strings.HasPrefix(mark, "#"):
		t.kind, after = blockTag, after+1
		if strings.HasPrefix(mark, "#*") {
			t.decorator = true
			after++
		}
	case strings.HasPrefix(mark, "/"):
		t.kind, after = closeTag, after+1
	case strings.HasPrefix(mark, "^"), elseMark(mark) > 0:
		word := 1
		if mark[0] != '^' {
			word = elseMark(mark)
		}
		if end := plainEnd(mark, word); end > 0 {
			t.kind = elseTag
			t.strip.after = mark[end-3] == '~'
			s.at += after + end
			return s.add(t)
		}
		after += word
		t.kind = inverseTag
		if mark[0] != '^' {
			t.kind = elseChainTag
		}
	case strings.HasPrefix(mark, "{"):
		t.unescaped, t.triple, after = true, true, after+1
	case strings.HasPrefix(mark, "&"):
		t.unescaped, after = true, after+1
	case strings.HasPrefix(mark, "!--"):
		t.kind = commentTag
		return s.comment(t, after, true)
	case strings.HasPrefix(mark, "!"):
		t.kind = commentTag
		return s.comment(t, after, false)
	case strings.HasPrefix(mark, "*"):
		t.decorator, after = true, after+1
	}
	s.at += after
	if err := s.expression(&t); err != nil {
		return err
	}
	return s.add(t)
}

func (s *scanner) add(t tag) *syntaxError {
	t.to = s.at
	s.pieces = append(s.pieces, piece{tag: len(s.tags)})
	s.tags = append(s.tags, t)
	switch t.kind {
	case blockTag, inverseTag, partialBlockTag, rawTag:
		if s.depth++; s.depth > s.limits.Depth {
			return syntaxAt(t.from, t.to, diagnostic.DepthLimit, "Blocks are nested more than %d levels deep.", s.limits.Depth)
		}
	case closeTag, rawCloseTag:
		s.depth = max(0, s.depth-1)
	}
	return nil
}

// elseMark is the length of white space and `else` at the start of a tag, 0 if
// it does not start so (`else\b`).
func elseMark(mark string) int {
	i := spaces(mark, 0)
	if !strings.HasPrefix(mark[i:], "else") {
		return 0
	}
	i += len("else")
	if i < len(mark) && isWord(mark[i]) {
		return 0
	}
	return i
}

// plainEnd is where `{{else}}` or `{{^}}` ends if nothing follows the word.
func plainEnd(mark string, word int) int {
	i := spaces(mark, word)
	if strings.HasPrefix(mark[i:], "~}}") {
		return i + 3
	}
	if strings.HasPrefix(mark[i:], "}}") {
		return i + 2
	}
	return 0
}

func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// spaces is the offset of the first character from i on that is no white space.
func spaces(s string, i int) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !value.IsSpace(r) {
			break
		}
		i += size
	}
	return i
}

// comment reads a comment, which ends at the first `}}`; one that begins with
// two dashes, at the first that two dashes stand before.
func (s *scanner) comment(t tag, after int, dashed bool) *syntaxError {
	end := s.at + after
	if dashed {
		end = s.at // the dashes that open it may close it: {{!--}}
	}
	for {
		i := strings.Index(s.text[end:], "}}")
		if i < 0 {
			mark := "}}"
			if dashed {
				mark = "--}}"
			}
			return &syntaxError{s.at, s.headEnd(&t), diagnostic.UnclosedComment, "This comment is never closed: missing `" + mark + "`."}
		}
		end += i + 2
		body := strings.TrimSuffix(s.text[s.at:end-2], "~")
		if !dashed || strings.HasSuffix(body, "--") {
			break
		}
		end-- // `}}}` holds another
	}
	s.at = end
	t.strip.after = s.text[s.at-3] == '~'
	return s.add(t)
}

// rawContent reads what a raw block holds, raw blocks in it included, up to and
// with its closing tag.
func (s *scanner) rawContent(t *tag) *syntaxError {
	if err := s.add(*t); err != nil {
		return err
	}
	opened := len(s.tags) - 1
	for depth := 1; ; {
		i := strings.Index(s.text[s.at:], "{{{{")
		if i < 0 {
			return &syntaxError{t.from, s.tags[opened].to, diagnostic.UnclosedBlock, "This raw block is never closed: missing `{{{{/" + nameOf(t.tokens).original + "}}}}`."}
		}
		s.rawRun(opened, s.at, s.at+i)
		s.at += i
		rest := s.text[s.at:]
		if len(rest) > 4 && rest[4] != '/' {
			s.rawRun(opened, s.at, s.at+4)
			s.at += 4
			depth++
			continue
		}
		name := 0
		if len(rest) > 5 {
			name = identifier(rest[5:])
		}
		if name == 0 || !strings.HasPrefix(rest[5+name:], "}}}}") {
			// No closing tag: text up to the next braces (rule <raw>[^\x00]+?).
			if next := strings.Index(rest[1:], "{{{{"); next >= 0 {
				s.rawRun(opened, s.at, s.at+1+next)
				s.at += 1 + next
				continue
			}
			return &syntaxError{s.at, s.at + 4, diagnostic.UnclosedBlock, "A raw block closes as `{{{{/name}}}}`, without blanks."}
		}
		end := s.at + 5 + name + 4
		if depth--; depth > 0 {
			s.rawRun(opened, s.at, end)
			s.at = end
			continue
		}
		closing := tag{kind: rawCloseTag, from: s.at}
		closing.tokens = []token{{idToken, s.at + 5, s.at + 5 + name, rest[5 : 5+name]}}
		s.at = end
		return s.add(closing)
	}
}

func (s *scanner) rawRun(opened, from, to int) {
	if to > from {
		s.tags[opened].raw = append(s.tags[opened].raw, run{from, to})
	}
}

// expression reads tokens up to and with the braces that close the tag.
func (s *scanner) expression(t *tag) *syntaxError {
	for {
		s.at = spaces(s.text, s.at)
		rest := s.text[s.at:]
		switch {
		case rest == "":
			return s.unclosed(t)
		case strings.HasPrefix(rest, "}}}}"):
			s.at += 4
			if t.kind != rawTag {
				return s.wrongEnd(t, "}}}}")
			}
			t.to = s.at
			return nil
		case strings.HasPrefix(rest, "}}}"), strings.HasPrefix(rest, "}~}}"):
			s.at += 3
			if rest[1] == '~' {
				s.at++
				t.strip.after = true
			}
			if !t.triple {
				return s.wrongEnd(t, rest[:s.at-(len(s.text)-len(rest))])
			}
			return nil
		case strings.HasPrefix(rest, "}}"), strings.HasPrefix(rest, "~}}"):
			s.at += 2
			if rest[0] == '~' {
				s.at++
				t.strip.after = true
			}
			if t.triple || t.kind == rawTag {
				return s.wrongEnd(t, "}}")
			}
			return nil
		}
		token, ok := lex(rest)
		if !ok {
			return s.invalid(t)
		}
		token.from += s.at
		token.to += s.at
		t.tokens = append(t.tokens, token)
		s.at = token.to
	}
}

// lex reads the token at the start of rest, with offsets from there.
func lex(rest string) (token, bool) {
	c := rest[0]
	one := func(kind tokenKind) (token, bool) { return token{kind, 0, 1, rest[:1]}, true }
	switch {
	case c == '=':
		return one(equalsToken)
	case strings.HasPrefix(rest, ".."):
		return token{idToken, 0, 2, ".."}, true
	case c == '.' && follows(rest[1:], "=~}/.)|"):
		return one(idToken)
	case c == '.' || c == '/':
		return one(separatorToken)
	case c == '(':
		return one(openToken)
	case c == ')':
		return one(closeToken)
	case c == '@':
		return one(dataToken)
	case c == '|':
		return one(pipeToken)
	case c == '"' || c == '\'':
		end := quoted(rest, c)
		if end == 0 {
			return token{}, false
		}
		return token{stringToken, 0, end, strings.ReplaceAll(rest[1:end-1], `\`+string(c), string(c))}, true
	case c == '[':
		end := quoted(rest, ']')
		if end == 0 {
			return token{}, false
		}
		name := unescapeSegment(rest[1 : end-1])
		if strings.ContainsAny(name, "\n\r\u2028\u2029") {
			name = "[" + name + "]" // `helpers.js` id: its `.` matches no line end, so the brackets stay
		}
		return token{segmentToken, 0, end, name}, true
	}
	for word, kind := range map[string]tokenKind{"true": booleanToken, "false": booleanToken, "undefined": undefinedToken, "null": nullToken} {
		if strings.HasPrefix(rest, word) && follows(rest[len(word):], "~})") {
			return token{kind, 0, len(word), word}, true
		}
	}
	if end := number(rest); end > 0 && follows(rest[end:], "~})") {
		return token{numberToken, 0, end, rest[:end]}, true
	}
	if strings.HasPrefix(rest, "as") {
		if end := spaces(rest, 2); end > 2 && strings.HasPrefix(rest[end:], "|") {
			return token{paramsToken, 0, end + 1, rest[:end+1]}, true
		}
	}
	if end := identifier(rest); end > 0 && follows(rest[end:], "=~}/.)|") {
		return token{idToken, 0, end, rest[:end]}, true
	}
	return token{}, false
}

// follows reports whether rest starts with white space or one of the marks.
func follows(rest, marks string) bool {
	if rest == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return value.IsSpace(r) || strings.ContainsRune(marks, r)
}

// quoted is the length of the string or segment at the start of rest: up to the
// closing mark that no backslash escapes. In `"(\\["]|[^"])*"` a backslash
// before the mark may also be taken as itself, when no later mark closes.
func quoted(rest string, end byte) int {
	last := 0
	for i := 1; i < len(rest); i++ {
		if rest[i] == end {
			if rest[i-1] != '\\' || i == 1 {
				return i + 1
			}
			last = i + 1
		}
	}
	return last
}

// unescapeSegment takes the backslash from `\]` and `\\`.
func unescapeSegment(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && (s[i+1] == '\\' || s[i+1] == ']') {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func number(s string) int {
	digits := func(i int) int {
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		return i
	}
	start := 0
	if strings.HasPrefix(s, "-") {
		start = 1
	}
	end := digits(start)
	if end == start {
		return 0
	}
	if end < len(s) && s[end] == '.' {
		if fraction := digits(end + 1); fraction > end+1 {
			return fraction
		}
	}
	return end
}

// identifier is the length of the name at the start of s (rule ID).
func identifier(s string) int {
	for i, r := range s {
		if value.IsSpace(r) || r < utf8.RuneSelf && strings.IndexByte("!\"#%&'()*+,./;<=>@[\\]^`{|}~", byte(r)) >= 0 {
			return i
		}
	}
	return len(s)
}
