package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// headingAnchors gives every heading the id that GitHub gives it: its text in
// lower case without punctuation, blanks as hyphens, and a number behind the
// second and further ones of a name.
type headingAnchors struct{}

func (headingAnchors) Transform(root *ast.Document, reader text.Reader, _ parser.Context) {
	ids := anchorIDs{used: map[string]int{}}
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if h, ok := n.(*ast.Heading); ok {
			var b strings.Builder
			plainText(&b, h, reader.Source())
			h.SetAttributeString("id", []byte(ids.next(slug(b.String()))))
			return ast.WalkSkipChildren, nil
		}
		if n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
}

// anchorIDs counts the headings of a name.
type anchorIDs struct{ used map[string]int }

func (a anchorIDs) next(name string) string {
	count, taken := a.used[name]
	id := name
	for taken {
		count++
		id = name + "-" + strconv.Itoa(count)
		_, taken = a.used[id]
	}
	a.used[name] = count
	if id != name {
		a.used[id] = 0
	}
	return id
}

// slug keeps letters, marks, digits, connecting punctuation and hyphens.
func slug(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-', unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Pc):
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimSpace(heading))
}

// plainText writes what a reader sees of inline nodes, without images.
func plainText(b *strings.Builder, n ast.Node, source []byte) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			segment := c.Segment.Value(source)
			if c.IsRaw() {
				b.Write(segment)
			} else {
				b.Write(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(segment))))
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.CodeSpan:
			for t := c.FirstChild(); t != nil; t = t.NextSibling() {
				if t, ok := t.(*ast.Text); ok {
					b.Write(t.Segment.Value(source))
				}
			}
		case *ast.String:
			b.Write(c.Value)
		case *ast.AutoLink:
			b.Write(c.Label(source))
		case *ast.Image, *ast.RawHTML:
		default:
			plainText(b, c, source)
		}
	}
}
