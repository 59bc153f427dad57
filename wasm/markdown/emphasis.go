package markdown

import (
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Emphasis and strikethrough as GitHub reads them: cmark-gfm is at CommonMark 0.29, where
// symbols beyond ASCII are no punctuation, and looks past tildes for what is beside a run
// of `*` or `_`.

type emphasisParser struct{}

func (emphasisParser) Trigger() []byte { return []byte{'*', '_'} }

func (emphasisParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	size := runSize(line)
	source := block.Source()
	before, after := characterBefore(parent, block), rune('\n')
	for at := segment.Start - 1; before == '~'; at-- {
		before = '\n'
		if at > 0 {
			if r, _ := utf8.DecodeLastRune(source[:at]); source[at-1] != '\n' {
				before = r
			}
		}
	}
	rest := line[size:]
	for len(rest) > 0 && rest[0] == '~' {
		rest = rest[1:]
	}
	if len(rest) > 0 {
		after, _ = utf8.DecodeRune(rest)
	}
	left, right := flanking(before, after)
	canOpen, canClose := left, right
	if line[0] == '_' {
		canOpen = left && (!right || isPunctuation(before))
		canClose = right && (!left || isPunctuation(after))
	}
	return pushDelimiter(block, pc, parser.NewDelimiter(canOpen, canClose, size, line[0], emphasisDelimiters{}), segment)
}

type emphasisDelimiters struct{}

func (emphasisDelimiters) IsDelimiter(b byte) bool { return b == '*' || b == '_' }

func (emphasisDelimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (emphasisDelimiters) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

// strikethroughParser reads runs of one or two tildes; both ends have as many.
type strikethroughParser struct{}

func (strikethroughParser) Trigger() []byte { return []byte{'~'} }

func (strikethroughParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	size := runSize(line)
	before, after := characterBefore(parent, block), rune('\n')
	if size < len(line) {
		after, _ = utf8.DecodeRune(line[size:])
	}
	left, right := flanking(before, after)
	if size > 2 || !left && !right {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+size))
		block.Advance(size)
		return emptyText(segment.Start + size)
	}
	return pushDelimiter(block, pc, parser.NewDelimiter(left, right, size, '~', strikethroughDelimiters{}), segment)
}

type strikethroughDelimiters struct{}

func (strikethroughDelimiters) IsDelimiter(b byte) bool { return b == '~' }

// CanOpenCloser lets a run end at the last run that could begin it only: where that has
// another length, it ends nothing.
func (strikethroughDelimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	if opener.Char != closer.Char || !closer.CanClose {
		return false
	}
	if opener.OriginalLength == closer.OriginalLength {
		return true
	}
	// The lengths add up to three: such runs are passed over if one could do both.
	closer.CanClose = closer.CanOpen || opener.CanClose
	return false
}

func (strikethroughDelimiters) OnMatch(int) ast.Node { return extast.NewStrikethrough() }

// emptyText stands for what is read and put into the page already.
func emptyText(at int) ast.Node { return ast.NewTextSegment(text.NewSegment(at, at)) }

func pushDelimiter(block text.Reader, pc parser.Context, d *parser.Delimiter, segment text.Segment) ast.Node {
	d.Segment = segment.WithStop(segment.Start + d.OriginalLength)
	block.Advance(d.OriginalLength)
	pc.PushDelimiter(d)
	return d
}

// characterBefore is the character before a place in a block. At the start of a line it is
// a line feed, whatever stands there in the source: the mark of a quote, or a bar.
func characterBefore(parent ast.Node, block text.Reader) rune {
	switch last := parent.LastChild().(type) {
	case nil:
		return '\n'
	case *ast.Text:
		if last.SoftLineBreak() || last.HardLineBreak() {
			return '\n'
		}
	}
	return block.PrecendingCharacter()
}

// runSize is how often the first character of a line stands there.
func runSize(line []byte) int {
	n := 1
	for n < len(line) && line[n] == line[0] {
		n++
	}
	return n
}

// flanking reports whether a run of delimiters between two characters is left-flanking
// and right-flanking (CommonMark 0.29 §6.4).
func flanking(before, after rune) (left, right bool) {
	spaceBefore, spaceAfter := isCSpaceRune(before), isCSpaceRune(after)
	punctBefore, punctAfter := isPunctuation(before), isPunctuation(after)
	left = !spaceAfter && (!punctAfter || spaceBefore || punctBefore)
	right = !spaceBefore && (!punctBefore || spaceAfter || punctAfter)
	return left, right
}
