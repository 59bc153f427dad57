package handlebars

import (
	"strconv"
	"strings"
)

// skeleton is the canonical text of a template's tags, the form that raymond's
// lexer reads fast and rightly. It differs from the template in these ways:
//
//   - a run of text is one `x`, so the skeleton is the same while prose is edited;
//   - names that raymond cuts otherwise than Handlebars.js travel as `[n]`,
//     strings, numbers, undefined and null as "n" or n, where n is the number of
//     their token in the template;
//   - {{#> x}}, {{#*x}}, {{*x}} and raw blocks become a plain block or mustache.
//     What they are is known from their tag, found by its position;
//   - `~` is left out: whitespace.go looks at the template itself.
type skeleton struct {
	text   string
	key    string        // what a program depends on: text, numbered tokens, kinds of tags, numbers of runs
	places []place       // every token, ascending
	tokens []*token      // by number
	runs   map[int][]run // the runs behind the stand-in at an offset
	tagAt  map[int]int   // the tag at an offset
	chunks []chunk       // pieces to parse one by one
}

// chunk is a piece of the skeleton that is a program of its own: it ends outside
// of any block. raymond cannot be stopped, so it is given little at a time.
type chunk struct {
	from, to, tags int
	tokens         int // numbered tokens before it: numbers count from there
}

// chunkTags is how many tags a chunk has at least. Chunks are known again by
// their text, so an edit of a tag parses one.
const chunkTags = 48

// place ties an offset in the skeleton to the token that it was made of.
type place struct {
	skeleton int
	token    *token
}

const partialBlockName = "p"

// newSkeleton makes the skeleton of a template whose tags are right.
func newSkeleton(pieces []piece, tags []tag, blocks structure) *skeleton {
	d := skeletonBuilder{
		tags: tags, s: &skeleton{runs: map[int][]run{}, tagAt: map[int]int{}},
		opener: make(map[int]int, len(blocks)), numbers: map[*token]int{},
	}
	for open, block := range blocks {
		d.opener[block.close] = open
	}
	inText := -1 // offset of the stand-in that the last run is behind
	for _, p := range pieces {
		if p.tag < 0 {
			if inText < 0 {
				inText = d.b.Len()
				d.standIns = append(d.standIns, inText)
				d.b.WriteByte('x')
			}
			d.s.runs[inText] = append(d.s.runs[inText], p.run)
			continue
		}
		inText = -1
		d.tag(p.tag)
		d.cut(p.tag)
	}
	if d.b.Len() > d.chunk.from || len(d.s.chunks) == 0 {
		d.chunk.to = d.b.Len()
		d.s.chunks = append(d.s.chunks, d.chunk)
	}
	d.s.text = d.b.String()
	d.s.key = d.key()
	return d.s
}

type skeletonBuilder struct {
	b       strings.Builder
	s       *skeleton
	tags    []tag
	opener  map[int]int // opening tag by closing tag
	numbers map[*token]int
	chunk   chunk // being drawn
	depth   int   // blocks around what is drawn
	// standIns are the offsets of the runs between tags.
	standIns []int
}

// cut ends a chunk behind a tag, if it may.
func (d *skeletonBuilder) cut(i int) {
	d.chunk.tags++
	switch d.tags[i].kind {
	case blockTag, inverseTag, partialBlockTag, rawTag:
		d.depth++
	case closeTag, rawCloseTag:
		d.depth--
	}
	if d.depth == 0 && d.chunk.tags >= chunkTags {
		d.chunk.to = d.b.Len()
		d.s.chunks = append(d.s.chunks, d.chunk)
		d.chunk = chunk{from: d.b.Len(), tokens: len(d.s.tokens)}
	}
}

// key tells skeletons apart that look the same but come of different tags.
func (d *skeletonBuilder) key() string {
	var b strings.Builder
	b.WriteString(d.s.text)
	for _, t := range d.s.tokens {
		b.WriteByte(0)
		b.WriteByte('0' + byte(t.kind))
		b.WriteString(t.text)
	}
	for i := range d.tags {
		if t := &d.tags[i]; t.decorator || t.kind == partialBlockTag || t.kind == rawTag {
			b.WriteString("\x00#" + strconv.Itoa(i) + "," + strconv.Itoa(int(t.kind)))
			if t.decorator {
				b.WriteByte('*')
			}
			b.WriteString(strconv.Itoa(len(t.raw)))
		}
	}
	for _, at := range d.standIns {
		if n := len(d.s.runs[at]); n > 1 { // escaped mustaches are runs of their own
			b.WriteString("\x00x" + strconv.Itoa(at) + "," + strconv.Itoa(n))
		}
	}
	return b.String()
}

func (d *skeletonBuilder) tag(i int) {
	t := &d.tags[i]
	d.s.tagAt[d.b.Len()] = i
	switch t.kind {
	case commentTag:
		d.b.WriteString("{{!}}")
	case elseTag:
		d.b.WriteString("{{else}}")
	case mustacheTag:
		if t.unescaped {
			d.write("{{&", t.tokens)
		} else {
			d.write("{{", t.tokens)
		}
	case blockTag:
		d.write("{{#", t.tokens)
	case inverseTag:
		d.write("{{^", t.tokens)
	case elseChainTag:
		d.write("{{else ", t.tokens)
	case partialTag:
		d.write("{{>", t.tokens)
	case partialBlockTag:
		d.write("{{#"+partialBlockName+" ", t.tokens)
	case rawTag:
		d.write("{{#", t.tokens)
		if len(t.raw) > 0 {
			d.s.runs[d.b.Len()] = t.raw
			d.b.WriteByte('x')
		}
	case closeTag, rawCloseTag:
		if open := &d.tags[d.opener[i]]; open.kind == partialBlockTag {
			d.b.WriteString("{{/" + partialBlockName + "}}")
		} else {
			d.write("{{/", open.tokens[:nameLength(open.tokens)])
		}
	}
}

// nameLength is the number of tokens of the name at the start.
func nameLength(tokens []token) int {
	if isLiteral(tokens[0].kind) {
		return 1
	}
	n := 0
	if tokens[0].kind == dataToken {
		n = 1
	}
	for n++; n+1 < len(tokens) && tokens[n].kind == separatorToken; n += 2 {
	}
	return n
}

// write puts tokens behind an opening and closes the tag.
func (d *skeletonBuilder) write(open string, tokens []token) {
	d.b.WriteString(open)
	for i := range tokens {
		t := &tokens[i]
		if i > 0 && t.kind != separatorToken && tokens[i-1].kind != separatorToken && tokens[i-1].kind != dataToken {
			d.b.WriteByte(' ')
		}
		d.s.places = append(d.s.places, place{d.b.Len(), t})
		if t.kind == separatorToken && i > 0 && tokens[i-1].text == "." {
			d.b.WriteByte('/') // `. .a` is one path; without the blank it would begin with `..`
			continue
		}
		d.token(t)
	}
	d.b.WriteString("}}")
}

func (d *skeletonBuilder) token(t *token) {
	switch t.kind {
	case idToken:
		if isPlain(t.text) {
			d.b.WriteString(t.text)
			return
		}
		d.b.WriteString("[" + d.number(t) + "]")
	case segmentToken:
		d.b.WriteString("[" + d.number(t) + "]")
	case stringToken, undefinedToken, nullToken:
		d.b.WriteString(`"` + d.number(t) + `"`)
	case numberToken:
		d.b.WriteString(d.number(t))
	case paramsToken:
		d.b.WriteString("as |")
	default:
		d.b.WriteString(t.text)
	}
}

// number is the same for the name of a block where it opens and closes.
func (d *skeletonBuilder) number(t *token) string {
	n, ok := d.numbers[t]
	if !ok {
		n = len(d.s.tokens)
		d.numbers[t] = n
		d.s.tokens = append(d.s.tokens, t)
	}
	return strconv.Itoa(n - d.chunk.tokens)
}

// isPlain reports whether raymond reads a name as Handlebars.js does.
func isPlain(name string) bool {
	switch name {
	case ".", "..", "this":
		return true
	case "true", "false", "as":
		return false
	}
	if strings.HasPrefix(name, "else") {
		return false
	}
	for i := range len(name) {
		c := name[i]
		if !(isWord(c) || c == '-' || c == '$') || i == 0 && (c == '-' || c >= '0' && c <= '9') {
			return false
		}
	}
	return true
}
