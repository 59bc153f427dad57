package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// tightLists decides which lists are tight as cmark does when it finishes a list
// (blocks.c, S_ends_with_blank_line): link definitions are gone by then, footnotes are
// not yet. On GitHub a blank line behind a rule, or in a code block that has no end, is
// none.
type tightLists struct{ github bool }

var footnotesInItemsKey = parser.NewContextKey()

func (l tightLists) Transform(root *ast.Document, reader text.Reader, pc parser.Context) {
	apart, _ := pc.Get(footnotesInItemsKey).(map[ast.Node]bool)
	source := reader.Source()
	var lists []*ast.List
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if list, ok := n.(*ast.List); ok && entering {
			lists = append(lists, list)
		}
		if n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	for _, list := range lists {
		list.IsTight = l.isTight(list, source, apart)
		for item := list.FirstChild(); item != nil; item = item.NextSibling() {
			for c := item.FirstChild(); c != nil; {
				next := c.NextSibling()
				switch {
				case c.Kind() == ast.KindLinkReferenceDefinition: // nothing is shown of it, and it is not the first block
					item.RemoveChild(item, c)
				case list.IsTight && c.Kind() == ast.KindParagraph:
					exchange(c, ast.NewTextBlock())
				case !list.IsTight && c.Kind() == ast.KindTextBlock:
					exchange(c, ast.NewParagraph())
				}
				c = next
			}
		}
	}
}

// exchange puts another block in the place of one, with its content.
func exchange(old, now ast.Node) {
	now.SetLines(old.Lines())
	now.(interface{ SetPos(int) }).SetPos(old.Pos())
	now.SetBlankPreviousLines(old.HasBlankPreviousLines())
	for c := old.FirstChild(); c != nil; c = old.FirstChild() {
		now.AppendChild(now, c)
	}
	old.Parent().ReplaceChild(old.Parent(), old, now)
}

func (l tightLists) isTight(list *ast.List, source []byte, apart map[ast.Node]bool) bool {
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		if apart[item] {
			return false
		}
		next := item.NextSibling()
		if next != nil && next.HasBlankPreviousLines() && l.endsWithBlankLine(item, source) {
			return false
		}
		for c := firstBlock(item); c != nil; c = nextBlock(c) {
			// The blank line may be before a link definition, which is gone.
			follows := c.NextSibling() != nil && c.NextSibling().HasBlankPreviousLines()
			if follows && (next != nil || nextBlock(c) != nil) && l.endsWithBlankLine(c, source) {
				return false
			}
			if (next != nil || nextBlock(c) != nil) && endsWithHeader(c) {
				return false
			}
		}
	}
	return true
}

func firstBlock(n ast.Node) ast.Node { return block(n.FirstChild()) }

func nextBlock(n ast.Node) ast.Node { return block(n.NextSibling()) }

// block is a node, or the next one that is no link definition.
func block(n ast.Node) ast.Node {
	for n != nil && n.Kind() == ast.KindLinkReferenceDefinition {
		n = n.NextSibling()
	}
	return n
}

// endsWithBlankLine reports whether a blank line behind a block counts.
func (l tightLists) endsWithBlankLine(n ast.Node, source []byte) bool {
	switch n := n.(type) {
	case *ast.List, *ast.ListItem:
		var last ast.Node
		for c := firstBlock(n); c != nil; c = nextBlock(c) {
			last = c
		}
		return last == nil || l.endsWithBlankLine(last, source)
	case *ast.ThematicBreak:
		return !l.github
	case *ast.FencedCodeBlock:
		return !l.github || isClosed(n, source)
	}
	return true
}

// endsWithHeader reports whether a block ends with a table without rows: to cmark-gfm its
// row of dashes is a blank line.
func endsWithHeader(n ast.Node) bool {
	for n != nil && (n.Kind() == ast.KindList || n.Kind() == ast.KindListItem) {
		n = n.LastChild()
	}
	return n != nil && n.Kind() == extast.KindTable && n.ChildCount() == 1
}

// isClosed reports whether a code block has a fence behind it.
func isClosed(code *ast.FencedCodeBlock, source []byte) bool {
	at := max(code.Pos(), 0)
	if lines := code.Lines(); lines.Len() > 0 {
		at = lines.At(lines.Len()-1).Stop - 1
	}
	at = lineEndOf(source, max(at, 0))
	if at >= len(source) {
		return false
	}
	line := bytes.TrimLeft(source[at+1:lineEndOf(source, at+1)], " \t>")
	return bytes.HasPrefix(line, []byte("```")) || bytes.HasPrefix(line, []byte("~~~"))
}
