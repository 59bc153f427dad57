package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// headingAnchors gives every heading the id that GitHub gives it: its text in
// lower case without punctuation, blanks as hyphens, and a number behind the
// second and further ones of a name. The number depends on the headings before,
// so the id is put in when the page is put together.
type headingAnchors struct{}

// slot is a place in a block's HTML where the id of a heading goes.
type slot struct {
	at   int
	name string // the id, but for its number
}

func (headingAnchors) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindHeading, renderHeading)
}

func renderHeading(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*ast.Heading)
	if !entering {
		_, _ = w.WriteString("</h" + strconv.Itoa(n.Level) + ">\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("<h" + strconv.Itoa(n.Level) + ` id="`)
	var b strings.Builder
	plainText(&b, n, source)
	out := w.(*boundedBuffer)
	out.slots = append(out.slots, slot{out.Len(), slug(b.String())})
	_, _ = w.WriteString(`">`)
	return ast.WalkContinue, nil
}

// anchorIDs counts the headings of a name.
type anchorIDs struct{ used map[string]int }

// next is the id of a heading of a name (html-pipeline, TableOfContentsFilter): what the
// headings before it have got by their numbers is not looked at.

func (a anchorIDs) next(name string) string {
	count := a.used[name]
	a.used[name]++
	if count == 0 {
		return name
	}
	return name + "-" + strconv.Itoa(count)
}

// slug keeps letters, marks, digits, connecting punctuation and hyphens. A blank at an
// edge, beside an image or a tag, is a hyphen like any other.
func slug(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-', unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Pc):
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
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
				b.WriteString(textOf(segment))
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte('\n')
			}
		case *ast.CodeSpan:
			for t := c.FirstChild(); t != nil; t = t.NextSibling() {
				if t, ok := t.(*ast.Text); ok {
					b.Write(t.Segment.Value(source))
				}
			}
		case *ast.String:
			if name, ok := c.AttributeString(emojiName); ok {
				b.WriteString(name.(string))
			} else {
				b.Write(c.Value)
			}
		case *ast.AutoLink:
			b.Write(c.Label(source))
		case *extast.FootnoteLink:
			b.WriteString(strconv.Itoa(c.Index))
		case *ast.Image, *ast.RawHTML:
		default:
			plainText(b, c, source)
		}
	}
}
