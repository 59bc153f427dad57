package handlebars

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"livebars/wasm/diagnostic"
	"livebars/wasm/value"
)

// Handlebars.js's grammar (`handlebars.yy`), asked tag by tag, so that a fault
// is named by its tag and place. raymond's parser then reads only what is right.

// blockInfo is what belongs to the tag that opens a block.
type blockInfo struct {
	elses []int // tags {{else}} and {{else x}} of the block, in order
	close int   // the closing tag
	chain int   // of an {{else x}}: the closing tag of the block that it is in
}

// structure tells which tags belong together, by the index of the opening tag.
type structure map[int]*blockInfo

// check reports the first fault of the tags, or how the blocks are built.
func check(text string, tags []tag, depthLimit int) (structure, *syntaxError) {
	c := checker{text: text, tags: tags, blocks: structure{}, depthLimit: depthLimit}
	for i := range tags {
		if err := c.tag(i); err != nil {
			return nil, err
		}
	}
	if len(c.open) > 0 {
		t := &tags[c.open[len(c.open)-1]]
		name := nameOf(t.tokens).original
		return nil, syntaxAt(t.from, t.to, diagnostic.UnclosedBlock, "`%s` opened on line %d is never closed: missing `{{/%s}}`.", opening(t), c.line(t), name)
	}
	return c.blocks, nil
}

type checker struct {
	text       string
	tags       []tag
	blocks     structure
	open       []int // blocks around the tag, outermost first
	depthLimit int
}

func (c *checker) line(t *tag) int { return diagnostic.PositionAt(c.text, t.from).Line }

func (c *checker) tag(i int) *syntaxError {
	t := &c.tags[i]
	if err := c.expression(t); err != nil {
		return err
	}
	switch t.kind {
	case blockTag, inverseTag, partialBlockTag, rawTag:
		c.open = append(c.open, i)
		c.blocks[i] = &blockInfo{close: -1}
	case elseTag, elseChainTag:
		return c.otherwise(i)
	case closeTag, rawCloseTag:
		return c.close(i)
	}
	return nil
}

func (c *checker) otherwise(i int) *syntaxError {
	t := &c.tags[i]
	word := opening(t)
	if len(c.open) == 0 {
		return syntaxAt(t.from, t.to, diagnostic.StrayElse, "`%s` stands outside of any block.", word)
	}
	at := c.open[len(c.open)-1]
	block, start := c.blocks[at], &c.tags[at]
	switch {
	case start.kind == partialBlockTag || start.decorator:
		return syntaxAt(t.from, t.to, diagnostic.StrayElse, "`%s` cannot have an `{{else}}`.", opening(start))
	case start.kind == inverseTag && t.kind == elseChainTag:
		return syntaxAt(t.from, t.to, diagnostic.StrayElse, "A block opened with `{{^` takes only a plain `{{else}}`.")
	case len(block.elses) > 0 && c.tags[block.elses[len(block.elses)-1]].kind == elseTag:
		return syntaxAt(t.from, t.to, diagnostic.StrayElse, "`%s` opened on line %d has had its `{{else}}` already.", opening(start), c.line(start))
	case len(c.open)+len(block.elses) >= c.depthLimit && t.kind == elseChainTag:
		return syntaxAt(t.from, t.to, diagnostic.DepthLimit, "More than %d `{{else …}}` follow each other.", c.depthLimit)
	}
	block.elses = append(block.elses, i)
	return nil
}

func (c *checker) close(i int) *syntaxError {
	t := &c.tags[i]
	if len(c.open) == 0 {
		return syntaxAt(t.from, t.to, diagnostic.StrayClose, "`%s` closes a block that was never opened.", c.text[t.from:t.to])
	}
	at := c.open[len(c.open)-1]
	start := &c.tags[at]
	want, got := nameOf(start.tokens), nameOf(t.tokens)
	if want != got {
		return syntaxAt(t.from, t.to, diagnostic.MismatchedBlock, "`%s` opened on line %d closes as `%s` on line %d.",
			opening(start), c.line(start), c.text[t.from:t.to], c.line(t))
	}
	c.blocks[at].close = i
	c.open = c.open[:len(c.open)-1]
	return nil
}

// opening is how a tag is called in a message: {{#if}} for {{~#if x as |y|}}.
func opening(t *tag) string {
	mark := map[tagKind]string{blockTag: "#", inverseTag: "^", elseTag: "else", elseChainTag: "else ", partialTag: "> ", partialBlockTag: "#> ", closeTag: "/"}[t.kind]
	if t.decorator {
		mark += "*"
	}
	name := nameOf(t.tokens).original
	switch {
	case t.kind == rawTag:
		return "{{{{" + name + "}}}}"
	case t.triple:
		return "{{{" + name + "}}}"
	}
	return "{{" + mark + name + "}}"
}

// tagName is what Handlebars.js compares when a block closes: the type and the
// text of the name (`helpers.js` validateClose: path.original).
type tagName struct {
	kind     byte // 's' text, 'n' number, 'b' boolean, 'u' undefined, 'l' null
	original string
}

// nameOf is the name that the tokens of a tag start with.
func nameOf(tokens []token) tagName {
	if len(tokens) == 0 {
		return tagName{}
	}
	switch first := tokens[0]; first.kind {
	case numberToken:
		return tagName{'n', value.NumberText(value.ToNumber(value.String(first.text)))}
	case booleanToken:
		return tagName{'b', first.text}
	case undefinedToken:
		return tagName{'u', first.text}
	case nullToken:
		return tagName{'l', first.text}
	case stringToken:
		return tagName{'s', first.text}
	case openToken: // a subexpression has no `original`
		return tagName{'u', "undefined"}
	}
	var b strings.Builder
	rest := tokens
	if rest[0].kind == dataToken {
		b.WriteString("@")
		rest = rest[1:]
	}
	for i, t := range rest {
		wantName := i%2 == 0
		if isName := t.kind == idToken || t.kind == segmentToken; wantName && isName || !wantName && t.kind == separatorToken {
			b.WriteString(t.text)
			continue
		}
		break
	}
	return tagName{'s', b.String()}
}

// expression checks the tokens of one tag.
func (c *checker) expression(t *tag) *syntaxError {
	if t.kind == commentTag || t.kind == elseTag {
		return nil
	}
	e := expression{tag: t, tokens: t.tokens, text: c.text, depthLimit: c.depthLimit}
	if t.kind == partialTag || t.kind == partialBlockTag {
		if e.peek() == openToken {
			if err := e.subexpression(1); err != nil {
				return err
			}
		} else if err := e.name("the name of a partial"); err != nil {
			return err
		}
	} else if err := e.name("a name"); err != nil {
		return err
	}
	if t.kind == closeTag || t.kind == rawCloseTag {
		return e.end()
	}
	if err := e.arguments(0); err != nil {
		return err
	}
	if t.kind == blockTag || t.kind == inverseTag || t.kind == elseChainTag {
		if err := e.blockParams(); err != nil {
			return err
		}
	}
	return e.end()
}

// expression is a position among the tokens of a tag.
type expression struct {
	tag        *tag
	tokens     []token
	text       string
	depthLimit int
}

const noToken tokenKind = 255

func (e *expression) peek() tokenKind { return e.peekAt(0) }

func (e *expression) peekAt(i int) tokenKind {
	if i < len(e.tokens) {
		return e.tokens[i].kind
	}
	return noToken
}

func (e *expression) next() token {
	t := e.tokens[0]
	e.tokens = e.tokens[1:]
	return t
}

// place is the next token, or the end of the tag.
//
//go:noinline
func (e *expression) place() (from, to int) {
	if len(e.tokens) > 0 {
		return e.tokens[0].from, e.tokens[0].to
	}
	return e.tag.from, e.tag.to
}

func (e *expression) wrong(format string, args ...any) *syntaxError {
	from, to := e.place()
	return syntaxAt(from, to, diagnostic.Syntax, format, args...)
}

//go:noinline
func (e *expression) shown() string {
	from, to := e.place()
	return e.text[from:to]
}

func isName(kind tokenKind) bool { return kind == idToken || kind == segmentToken }

func isLiteral(kind tokenKind) bool {
	switch kind {
	case stringToken, numberToken, booleanToken, undefinedToken, nullToken:
		return true
	}
	return false
}

// name reads a path, an @-path or a literal.
func (e *expression) name(what string) *syntaxError {
	if isLiteral(e.peek()) {
		e.next()
		return nil
	}
	if e.peek() == dataToken {
		e.next()
		what = "a name after `@`"
	}
	if e.peek() == noToken {
		if e.tag.kind == mustacheTag && len(e.tag.tokens) == 0 {
			return e.wrong("An empty tag: write a name between the braces.")
		}
		return e.wrong("`%s` lacks %s.", e.text[e.tag.from:e.tag.to], what)
	}
	if !isName(e.peek()) {
		return e.wrong("Expected %s, but found `%s`.", what, e.shown())
	}
	first := e.tokens[0]
	deep := e.step()
	for e.peek() == separatorToken {
		separator := e.next()
		if isLiteral(e.peek()) && e.peek() != stringToken {
			return e.wrong("In a path `%s` goes in brackets: `[%s]`.", e.shown(), e.shown())
		}
		if !isName(e.peek()) {
			return syntaxAt(separator.from, separator.to, diagnostic.Syntax, "A name must follow `%s`.", separator.text)
		}
		if segment := e.tokens[0]; deep && segment.kind == idToken && (segment.text == ".." || segment.text == "." || segment.text == "this") {
			return syntaxAt(first.from, segment.to, diagnostic.InvalidPath, "`%s` is not a path: `%s` may stand only at its start.", e.text[first.from:segment.to], segment.text)
		}
		if e.step() {
			deep = true
		}
	}
	return nil
}

// step takes one segment of a path and reports whether it goes into the data.
func (e *expression) step() bool {
	t := e.next()
	return t.kind == segmentToken || t.text != ".." && t.text != "." && t.text != "this"
}

// arguments reads parameters and, after them, the pairs of the hash.
func (e *expression) arguments(depth int) *syntaxError {
	for {
		switch kind := e.peek(); {
		case isName(kind) && e.peekAt(1) == equalsToken:
			return e.hash(depth)
		case kind == openToken || kind == dataToken || isName(kind) || isLiteral(kind):
			if err := e.argument(depth); err != nil {
				return err
			}
		default:
			return nil
		}
	}
}

func (e *expression) argument(depth int) *syntaxError {
	if e.peek() == openToken {
		return e.subexpression(depth + 1)
	}
	return e.name("a value")
}

func (e *expression) hash(depth int) *syntaxError {
	for isName(e.peek()) && e.peekAt(1) == equalsToken {
		key := e.next()
		e.next()
		switch kind := e.peek(); {
		case kind == openToken || kind == dataToken || isName(kind) || isLiteral(kind):
		default:
			return syntaxAt(key.from, key.to, diagnostic.Syntax, "`%s=` lacks a value.", key.text)
		}
		if err := e.argument(depth); err != nil {
			return err
		}
	}
	if kind := e.peek(); kind == openToken || kind == dataToken || isName(kind) || isLiteral(kind) {
		return e.wrong("`%s` must stand before the `name=value` pairs.", e.shown())
	}
	return nil
}

func (e *expression) subexpression(depth int) *syntaxError {
	open := e.next()
	if depth > e.depthLimit {
		return syntaxAt(open.from, open.to, diagnostic.DepthLimit, "Subexpressions are nested more than %d levels deep.", e.depthLimit)
	}
	if e.peek() == closeToken {
		return syntaxAt(open.from, e.tokens[0].to, diagnostic.Syntax, "`()` lacks the name of a helper.")
	}
	if err := e.name("the name of a helper"); err != nil {
		return err
	}
	if err := e.arguments(depth); err != nil {
		return err
	}
	if e.peek() != closeToken {
		if e.peek() == noToken {
			return syntaxAt(open.from, open.to, diagnostic.Syntax, "`(` is never closed: missing `)`.")
		}
		return e.wrong("`%s` cannot stand here.", e.shown())
	}
	e.next()
	return nil
}

func (e *expression) blockParams() *syntaxError {
	if e.peek() != paramsToken {
		return nil
	}
	open := e.next()
	if !isName(e.peek()) {
		return syntaxAt(open.from, open.to, diagnostic.Syntax, "`as |…|` lacks a name.")
	}
	for isName(e.peek()) {
		e.next()
	}
	if e.peek() != pipeToken {
		return syntaxAt(open.from, open.to, diagnostic.Syntax, "`as |` is never closed: missing `|`.")
	}
	e.next()
	return nil
}

// end checks that the tag has no more tokens.
func (e *expression) end() *syntaxError {
	switch e.peek() {
	case noToken:
		return nil
	case closeToken:
		return e.wrong("`)` closes nothing.")
	case paramsToken:
		return e.wrong("Only a block can name parameters with `as |…|`.")
	case separatorToken:
		return e.wrong("A path cannot go on with `%s` here.", e.shown())
	}
	return e.wrong("`%s` cannot stand here.", e.shown())
}

// unclosed is the fault of a tag that the text ends in.
func (s *scanner) unclosed(t *tag) *syntaxError {
	return syntaxAt(t.from, s.headEnd(t), diagnostic.UnclosedTag, "This tag is never closed: missing `%s`.", closing(t))
}

// headEnd is the end of the line on which a tag begins, or of the template.
func (s *scanner) headEnd(t *tag) int {
	if i := strings.IndexAny(s.text[t.from:], "\r\n"); i >= 0 {
		return t.from + i
	}
	return len(s.text)
}

func closing(t *tag) string {
	switch {
	case t.kind == rawTag:
		return "}}}}"
	case t.triple:
		return "}}}"
	}
	return "}}"
}

// wrongEnd is the fault of a tag that ends with other braces than it began with.
func (s *scanner) wrongEnd(t *tag, found string) *syntaxError {
	return syntaxAt(t.from, s.at, diagnostic.UnclosedTag, "`%s` must close with `%s`, not with `%s`.",
		s.text[t.from:min(t.from+openingLength(s.text[t.from:]), s.at)], closing(t), found)
}

func openingLength(tag string) int {
	i := 0
	for i < len(tag) && strings.IndexByte("{~#^/>*&", tag[i]) >= 0 {
		i++
	}
	return i
}

// invalid says what is wrong with a character that starts no token.
func (s *scanner) invalid(t *tag) *syntaxError {
	rest := s.text[s.at:]
	r, size := utf8.DecodeRuneInString(rest)
	at := func(code diagnostic.Code, format string, args ...any) *syntaxError {
		return syntaxAt(s.at, s.at+size, code, format, args...)
	}
	switch {
	case strings.HasPrefix(rest, "{{"):
		return syntaxAt(t.from, s.at, diagnostic.UnclosedTag, "This tag is never closed: missing `%s` before the next tag.", closing(t))
	case r == '"' || r == '\'':
		return syntaxAt(s.at, s.headEnd(&tag{from: s.at}), diagnostic.Syntax, "This string is never closed: missing `%c`.", r)
	case r == '[':
		return syntaxAt(s.at, s.headEnd(&tag{from: s.at}), diagnostic.Syntax, "`[` is never closed: missing `]`.")
	case r == '}':
		return at(diagnostic.UnclosedTag, "One `}` is missing: this tag closes with `%s`.", closing(t))
	case r == '{':
		return at(diagnostic.Syntax, "`{` cannot stand inside a tag.")
	case strings.ContainsRune("#^>!&*~", r) && len(t.tokens) == 0 && t.kind == mustacheTag:
		return at(diagnostic.Syntax, "`%c` must follow the opening braces at once.", r)
	case r == ',' || r == ';':
		return at(diagnostic.Syntax, "Arguments are separated by spaces, not by `%c`.", r)
	case r == '-' || r == '+':
		return at(diagnostic.Syntax, "`%c` cannot stand here: Handlebars has no arithmetic.", r)
	}
	if end := identifier(rest); end > 0 {
		after, _ := utf8.DecodeRuneInString(rest[end:])
		if after == utf8.RuneError {
			return s.unclosed(t)
		}
		return syntaxAt(s.at+end, s.at+end+utf8.RuneLen(after), diagnostic.Syntax, "`%c` cannot follow `%s` directly.", after, rest[:end])
	}
	if size == 1 && r == utf8.RuneError {
		return at(diagnostic.Syntax, "This is not a character: the text is not valid UTF-8 here.")
	}
	return at(diagnostic.Syntax, "%s cannot stand inside a tag.", fmt.Sprintf("`%c`", r))
}
