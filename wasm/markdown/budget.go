package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"livebars/wasm/diagnostic"
)

// goldmark 1.8 takes quadratic time on some texts. Every parser is therefore
// called through a wrapper that counts: when the time is up, or a paragraph has
// more of something than it can have in reasonable time, the parser is not
// called any more and what it would have read stays plain text. What a single
// call can spend is bounded by the numbers below.
const (
	callsPerLook   = 32      // calls of parsers between two looks at the clock
	maxDelimiters  = 4_000   // runs of *, _ and ~ in one paragraph: each closing one looks back over all
	maxBrackets    = 20_000  // `[` in one paragraph
	maxDefinitions = 4_000   // lines of a paragraph of link definitions: each is cut out of all
	maxTableCells  = 500_000 // cells of a table, those that rows lack included
	maxFootnotes   = 4_000   // footnotes are sorted by insertion
)

var budgetKey = parser.NewContextKey()

// budget is what one rendering may still spend.
type budget struct {
	limits     Limits
	calls      int
	spent      bool
	notes      []Note
	paragraph  ast.Node // the block whose text is being read
	delimiters int
	brackets   int
	footnotes  int
}

func budgetOf(pc parser.Context) *budget { return pc.Get(budgetKey).(*budget) }

func (b *budget) note(code diagnostic.Code, message string) {
	for _, n := range b.notes {
		if n.Code == code && n.Message == message {
			return
		}
	}
	b.notes = append(b.notes, Note{Code: code, Message: message})
}

// over counts a call and reports whether the time is up.
func (b *budget) over() bool {
	if b.spent {
		return true
	}
	if b.calls++; b.calls%callsPerLook == 0 && b.limits.Overtime() {
		b.spent = true
		b.note(diagnostic.TimeLimit, "This page takes too long to render: the rest is shown as plain text.")
	}
	return b.spent
}

func (b *budget) tooMany(what string) {
	b.note(diagnostic.PageLimit, "A paragraph has too many "+what+": the rest of them is shown as plain text.")
}

type blockParser struct{ parser.BlockParser }

func budgetBlockParser(v any) any { return blockParser{v.(parser.BlockParser)} }

func (p blockParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	b := budgetOf(pc)
	// A list that is open has items and nothing else: time that runs out inside it ends
	// it at its next line.
	_, inList := parent.(*ast.List)
	if p.Trigger() != nil && !inList && b.over() {
		return nil, parser.NoChildren
	}
	node, state := p.BlockParser.Open(parent, reader, pc)
	switch node.(type) {
	case *extast.Footnote:
		if b.footnotes++; b.footnotes > maxFootnotes {
			b.note(diagnostic.PageLimit, "There are too many footnotes: the rest of them is shown as plain text.")
			return nil, parser.NoChildren
		}
	case *ast.Blockquote, *ast.List:
		if depthOf(parent) >= b.limits.Depth {
			b.note(diagnostic.DepthLimit, "Quotes and lists are nested too deeply: what is inside is shown as plain text.")
			return nil, parser.NoChildren
		}
	}
	return node, state
}

// Continue ends quotes and lists when the time is up: every line of theirs is
// asked once for each level around it. Items end with their list: without them it would
// take the rest of the text as its children.
func (p blockParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	switch node.(type) {
	case *ast.Blockquote, *ast.List, *extast.Footnote:
		if budgetOf(pc).over() {
			return parser.Close
		}
	}
	return p.BlockParser.Continue(node, reader, pc)
}

// depthOf is the number of quotes and list items around what is put into n.
func depthOf(n ast.Node) int {
	depth := 0
	for ; n != nil; n = n.Parent() {
		switch n.(type) {
		case *ast.Blockquote, *ast.ListItem, *extast.Footnote:
			depth++
		}
	}
	return depth
}

type inlineParser struct {
	parser.InlineParser
	closer parser.CloseBlocker
}

func budgetInlineParser(v any) any {
	p := inlineParser{InlineParser: v.(parser.InlineParser)}
	p.closer, _ = v.(parser.CloseBlocker)
	return p
}

func (p inlineParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	b := budgetOf(pc)
	if b.over() {
		return nil
	}
	if parent != b.paragraph {
		b.paragraph, b.delimiters, b.brackets = parent, 0, 0
	}
	if b.delimiters >= maxDelimiters || b.brackets >= maxBrackets {
		return nil
	}
	node := p.InlineParser.Parse(parent, block, pc)
	switch node.(type) {
	case nil:
	case *parser.Delimiter:
		if b.delimiters++; b.delimiters == maxDelimiters {
			b.tooMany("marks of emphasis")
		}
	default:
		if b.brackets++; b.brackets == maxBrackets {
			b.tooMany("links and other inline parts")
		}
	}
	return node
}

// CloseBlock hands on the end of a block to parsers that keep state.
func (p inlineParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if p.closer != nil {
		p.closer.CloseBlock(parent, block, pc)
	}
}

type paragraphTransformer struct{ parser.ParagraphTransformer }

func budgetParagraphTransformer(v any) any {
	return paragraphTransformer{v.(parser.ParagraphTransformer)}
}

func (p paragraphTransformer) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	b := budgetOf(pc)
	if b.over() {
		return
	}
	lines := node.Lines()
	if lines.Len() == 0 || pc.Get(beforeTableKey) == node { // a table has taken lines of it
		return
	}
	if p.ParagraphTransformer == parser.ParagraphTransformer(parser.LinkReferenceParagraphTransformer) && lines.Len() > maxDefinitions {
		first := lines.At(0)
		if value := first.Value(reader.Source()); len(value) > 0 && value[0] == '[' {
			b.tooMany("link definitions")
			return
		}
	}
	p.ParagraphTransformer.Transform(node, reader, pc)
}
