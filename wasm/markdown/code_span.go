package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// codeSpanParser reads code as cmark does, with its slip: where a run of backticks has no
// end, the places of later runs are noted, and a note of a run that has ended one span
// says that no other one ends behind it.
type codeSpanParser struct{ parser.InlineParser }

func newCodeSpanParser() codeSpanParser { return codeSpanParser{parser.NewCodeSpanParser()} }

var codeSpansKey = parser.NewContextKey()

// mostBackticks is the longest run that ends a code span.
const mostBackticks = 80

// codeSpans is what is known of the backticks of a block.
type codeSpans struct {
	parent  ast.Node
	scanned bool
	ends    [mostBackticks + 1]int // where a run of a length was last seen
}

func (p codeSpanParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	state, _ := pc.Get(codeSpansKey).(*codeSpans)
	if state == nil || state.parent != parent {
		state = &codeSpans{parent: parent}
		pc.Set(codeSpansKey, state)
	}
	line, segment := block.PeekLine()
	size := runSize(line)
	if state.closes(block, size) {
		return p.InlineParser.Parse(parent, block, pc)
	}
	block.Advance(size)
	return ast.NewTextSegment(segment.WithStop(segment.Start + size))
}

// closes reports whether a run of backticks of a size follows the one at which a block is.
func (s *codeSpans) closes(block text.Reader, size int) bool {
	_, segment := block.PeekLine()
	if size > mostBackticks || s.scanned && s.ends[size] <= segment.Start+size {
		return false
	}
	savedLine, savedPosition := block.Position()
	defer func() { block.SetPosition(savedLine, savedPosition) }()
	block.Advance(size)
	for {
		line, segment := block.PeekLine()
		if line == nil {
			s.scanned = true
			return false
		}
		for i := 0; i < len(line); i++ {
			if line[i] != '`' {
				continue
			}
			run := runSize(line[i:])
			if run <= mostBackticks {
				s.ends[run] = segment.Start + i
			}
			if run == size {
				return true
			}
			i += run - 1
		}
		block.AdvanceLine()
	}
}
