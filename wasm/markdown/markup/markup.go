// Package markup reads the tags of HTML where browsers read them (WHATWG HTML §13.2.5,
// tokenization).
package markup

import "strings"

// Kind is what a `<` begins.
type Kind int8

const (
	Text       Kind = iota // nothing: it is a character
	Comment                // a comment, a doctype, or what browsers read as a comment
	Start                  // a start tag
	End                    // an end tag
	Unfinished             // one of these that does not end: it swallows the rest of the page
)

// Token is what stands at a `<`.
type Token struct {
	Kind        Kind
	Name        string // of a tag, in lower case
	Attributes  string // what stands behind the name
	SelfClosing bool   // it ends with `/>`
	Size        int    // bytes; all of the rest if it is unfinished
}

// Read reads what begins with the `<` at the start of s.
func Read(s string) Token {
	if len(s) < 2 {
		return Token{Size: len(s)}
	}
	if s[1] == '!' || s[1] == '?' || s[1] == '/' && len(s) > 2 && !isLetter(s[2]) {
		if size := commentSize(s); size > 0 {
			return Token{Kind: Comment, Size: size}
		}
		return Token{Kind: Unfinished, Size: len(s)}
	}
	if StartsTag(s) {
		return readTag(s)
	}
	return Token{Size: 1}
}

// StartsTag reports whether a browser takes the `<` at the start of s for a tag's, or
// for that of a declaration.
func StartsTag(s string) bool {
	return len(s) > 1 && (isLetter(s[1]) || s[1] == '/' && len(s) > 2 && isLetter(s[2]) || s[1] == '!')
}

// commentSize is the length of the comment, the doctype or the other declaration at the
// start of s (§13.2.5.42, markup declaration open state); 0 if it does not end.
func commentSize(s string) int {
	content, isComment := strings.CutPrefix(s, "<!--")
	if !isComment {
		return strings.IndexByte(s, '>') + 1
	}
	for _, empty := range []string{">", "->"} {
		if strings.HasPrefix(content, empty) {
			return len("<!--") + len(empty)
		}
	}
	size := 0
	for _, end := range []string{"-->", "--!>"} {
		if n := strings.Index(content, end); n >= 0 && (size == 0 || len("<!--")+n+len(end) < size) {
			size = len("<!--") + n + len(end)
		}
	}
	return size
}

// readTag reads a tag, from the tag open state on (§13.2.5.6).
func readTag(s string) Token {
	t := Token{Kind: Start, Size: len(s)}
	i := 1
	if s[i] == '/' {
		t.Kind = End
		i++
	}
	from := i
	for i < len(s) && !isSpace(s[i]) && s[i] != '/' && s[i] != '>' {
		i++
	}
	t.Name = strings.ToLower(s[from:i])
	for from = i; i < len(s); {
		switch {
		case s[i] == '>':
			t.Attributes, t.Size = s[from:i], i+1
			t.SelfClosing = s[i-1] == '/'
			return t
		case isSpace(s[i]) || s[i] == '/':
			i++
		default:
			_, _, i = readAttribute(s, i)
			if i < len(s) && s[i] == '>' && s[i-1] == '/' { // the slash is of a value without quotes
				t.Attributes, t.Size = s[from:i], i+1
				return t
			}
		}
	}
	t.Kind = Unfinished
	return t
}

// readAttribute reads the attribute at a place: its name, its value, and where it ends.
func readAttribute(s string, i int) (name, value string, end int) {
	from := i
	for i++; i < len(s) && !isSpace(s[i]) && s[i] != '/' && s[i] != '>' && s[i] != '='; {
		i++ // a name may begin with an equals sign
	}
	name, end = s[from:i], i
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	if i == len(s) || s[i] != '=' {
		return name, "", end
	}
	for i++; i < len(s) && isSpace(s[i]); {
		i++
	}
	if i < len(s) && (s[i] == '"' || s[i] == '\'') {
		size := strings.IndexByte(s[i+1:], s[i])
		if size < 0 {
			return name, s[i+1:], len(s)
		}
		return name, s[i+1 : i+1+size], i + size + 2
	}
	from = i
	for i < len(s) && !isSpace(s[i]) && s[i] != '>' {
		i++
	}
	return name, s[from:i], i
}

// Attribute is the value of an attribute of a tag, as it is written. The first one of
// a name counts.
func Attribute(attributes, name string) (string, bool) {
	for i := 0; i < len(attributes); {
		if isSpace(attributes[i]) || attributes[i] == '/' {
			i++
			continue
		}
		found, value, end := readAttribute(attributes, i)
		if strings.EqualFold(found, name) {
			return value, true
		}
		i = end
	}
	return "", false
}

// RawText is the length of the text behind a start tag that is no HTML; 0 for elements
// that hold HTML.
func RawText(t Token, rest string) int {
	if t.Kind != Start || t.Name != "script" && t.Name != "style" && t.Name != "textarea" && t.Name != "title" {
		return 0
	}
	for at := 0; ; {
		i := strings.Index(rest[at:], "</")
		if i < 0 {
			return len(rest)
		}
		at += i + 2
		name := rest[at:]
		n := len(t.Name)
		if len(name) > n && strings.EqualFold(name[:n], t.Name) && (isSpace(name[n]) || name[n] == '/' || name[n] == '>') {
			return at - 2
		}
	}
}

// endOfThemselves are elements of SVG and MathML that mostly are one tag.
const endOfThemselves = " path circle rect line polyline polygon ellipse use stop g defs image animate animatemotion animatetransform set " +
	"fegaussianblur feoffset feblend fecolormatrix fecomposite feflood femergenode feturbulence mpath text tspan svg math mi mo mn mspace none "

// EndsItself reports whether a start tag is all of its element: where it is void, or ends
// with a slash and is of SVG or MathML.
func (t Token) EndsItself() bool {
	return Void(t.Name) || t.SelfClosing && strings.Contains(endOfThemselves, " "+t.Name+" ")
}

// Void reports whether an element has no end (HTML §13.1.2).
func Void(name string) bool {
	switch name {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr":
		return true
	}
	return false
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }
