package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Addresses without brackets are links (GFM 0.29 §6.9), by the rules of cmark-gfm 0.29's
// autolink extension, which are wider than the specification: `http://`, `https://` and
// `ftp://` behind any sign that is no letter, `www.` at the start of a word, and mail
// addresses anywhere in text.

// autolinkParser reads addresses of the web.
type autolinkParser struct{}

func (autolinkParser) Trigger() []byte { return []byte{':', ' ', '*', '_', '~', '('} }

func (autolinkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if pc.IsInLinkLabel() {
		return nil
	}
	line, segment := block.PeekLine()
	if len(line) > 0 && line[0] == ':' {
		return schemeLink(parent, block, line, segment)
	}
	return wwwLink(parent, block, line, segment)
}

// schemeLink reads an address at its colon. The letters before it are text already.
func schemeLink(parent ast.Node, block text.Reader, line []byte, segment text.Segment) ast.Node {
	if !bytes.HasPrefix(line, []byte("://")) {
		return nil
	}
	before, _ := parent.LastChild().(*ast.Text)
	if before == nil || before.Segment.Stop != segment.Start || before.SoftLineBreak() || before.HardLineBreak() {
		return nil
	}
	source := block.Source()
	start := segment.Start
	for start > before.Segment.Start && isASCIILetter(source[start-1]) {
		start--
	}
	switch strings.ToLower(string(source[start:segment.Start])) {
	case "http", "https", "ftp":
	default:
		return nil
	}
	const mark = len("://")
	if len(line) <= mark || !isHostCharacter(line[mark:]) {
		return nil
	}
	size := domainSize(line[mark:], true)
	if size == 0 {
		return nil
	}
	size = trimmedEnd(line, wordEnd(line, mark+size))
	if size == 0 {
		return nil
	}
	if before.Segment.Start == start {
		parent.RemoveChild(parent, before)
	} else {
		before.Segment = before.Segment.WithStop(start)
	}
	block.Advance(size)
	return ast.NewAutoLink(ast.AutoLinkURL, ast.NewTextSegment(text.NewSegment(start, segment.Start+size)))
}

// wwwLink reads an address that begins with `www.`, at the sign before it or at the start
// of what has not been read yet.
func wwwLink(parent ast.Node, block text.Reader, line []byte, segment text.Segment) ast.Node {
	skip := 0
	if len(line) > 0 && strings.IndexByte("*_~( \t\v\f\r", line[0]) >= 0 {
		skip = 1
	}
	if !bytes.HasPrefix(line[skip:], []byte("www.")) {
		return nil
	}
	if skip == 0 {
		if c := characterBefore(parent, block); c != '\n' && !strings.ContainsRune("*_~( \t\v\f\r", c) {
			return nil
		}
	}
	size := domainSize(line[skip:], false)
	if size == 0 {
		return nil
	}
	size = trimmedEnd(line[skip:], wordEnd(line[skip:], size))
	if size == 0 {
		return nil
	}
	if skip > 0 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+skip))
	}
	block.Advance(skip + size)
	start := segment.Start + skip
	link := ast.NewAutoLink(ast.AutoLinkURL, ast.NewTextSegment(text.NewSegment(start, start+size)))
	link.Protocol = []byte("http")
	return link
}

// wordEnd is where the word ends in which an address stands.
func wordEnd(s []byte, at int) int {
	for at < len(s) && !isCSpace(s[at]) && s[at] != '<' {
		at++
	}
	return at
}

// domainSize is the length of the host of an address, 0 if it is none: one with
// underscores in its last two parts, or, unless it may be short, without a dot. As in
// cmark-gfm, the first and the last byte are not looked at.
func domainSize(s []byte, short bool) int {
	dots, before, now := 0, 0, 0 // dots, and underscores in the part before the last one and in that
	i := 1
loop:
	for ; i < len(s)-1; i++ {
		if s[i] == '\\' && i < len(s)-2 {
			i++
		}
		switch {
		case s[i] == '_':
			now++
		case s[i] == '.':
			before, now = now, 0
			dots++
		case s[i] != '-' && !isHostCharacter(s[i:]):
			break loop
		}
	}
	if (before > 0 || now > 0) && dots <= 10 || !short && dots == 0 {
		return 0
	}
	return min(i, len(s))
}

// isHostCharacter reports whether a text begins with what may stand in a host.
func isHostCharacter(s []byte) bool {
	r, size := utf8.DecodeRune(s)
	if r == utf8.RuneError && size <= 1 {
		return false
	}
	return !isCSpaceRune(r) && !isPunctuation(r)
}

// trimmedEnd is where an address of a size ends without the signs that belong to the
// sentence around it.
func trimmedEnd(s []byte, size int) int {
	opening := bytes.Count(s[:size], []byte("("))
	closing := bytes.Count(s[:size], []byte(")"))
	for size > 0 {
		switch s[size-1] {
		case ')':
			if closing <= opening {
				return size
			}
			closing--
			size--
		case '?', '!', '.', ',', ':', '*', '_', '~', '\'', '"':
			size--
		case ';': // an entity
			at := size - 2
			for at > 0 && isASCIILetter(s[at]) {
				at--
			}
			if at >= 0 && at < size-2 && s[at] == '&' {
				size = at
			} else {
				size--
			}
		default:
			return size
		}
	}
	return 0
}

// mailLinks makes links of the mail addresses in text, when all of it is read.
type mailLinks struct{}

func (mailLinks) Transform(root *ast.Document, reader text.Reader, _ parser.Context) {
	source := reader.Source()
	if bytes.IndexByte(source, '@') < 0 && !bytes.Contains(source, []byte("&")) {
		return
	}
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n.Kind() {
		case ast.KindLink, ast.KindAutoLink, ast.KindCodeSpan, ast.KindImage, ast.KindCodeBlock, ast.KindFencedCodeBlock, ast.KindHTMLBlock:
			return ast.WalkSkipChildren, nil
		}
		for child := n.FirstChild(); child != nil; {
			if run := textRun(child); len(run) > 0 {
				child = run[len(run)-1].NextSibling()
				linkMail(n, run, source)
			} else {
				child = child.NextSibling()
			}
		}
		return ast.WalkContinue, nil
	})
}

// textRun are the texts from a node on that follow each other on a line.
func textRun(n ast.Node) []*ast.Text {
	var run []*ast.Text
	for {
		t, ok := n.(*ast.Text)
		if !ok || t.IsRaw() {
			return run
		}
		run = append(run, t)
		if t.SoftLineBreak() || t.HardLineBreak() {
			return run
		}
		n = n.NextSibling()
	}
}

// linkMail puts links into a run of texts.
func linkMail(parent ast.Node, run []*ast.Text, source []byte) {
	var raw []byte
	for _, t := range run {
		raw = append(raw, t.Segment.Value(source)...)
	}
	if bytes.IndexByte(raw, '@') < 0 && !bytes.Contains(raw, []byte("&")) {
		return
	}
	value := []byte(textOf(raw))
	links := mailAddresses(value)
	if len(links) == 0 {
		return
	}
	at := 0
	put := func(to int) {
		if to > at {
			parent.InsertBefore(parent, run[0], rawString(value[at:to]))
		}
		at = to
	}
	for _, l := range links {
		put(l.from)
		link := ast.NewLink()
		link.Destination = append([]byte(l.scheme), value[l.from:l.to]...)
		link.AppendChild(link, rawString(value[l.from:l.to]))
		link.SetPos(run[0].Segment.Start)
		parent.InsertBefore(parent, run[0], link)
		at = l.to
	}
	put(len(value))
	last := run[len(run)-1]
	for _, t := range run[:len(run)-1] {
		parent.RemoveChild(parent, t)
	}
	if last.SoftLineBreak() || last.HardLineBreak() { // the line ends behind it
		last.Segment = last.Segment.WithStart(last.Segment.Stop)
		return
	}
	parent.RemoveChild(parent, last)
}

func rawString(value []byte) *ast.String {
	s := ast.NewString(value)
	s.SetRaw(true)
	return s
}

// mailAddress is where an address stands in a text, and what is put before it.
type mailAddress struct {
	from, to int
	scheme   string
}

// mailAddresses finds the mail addresses of a text (cmark-gfm's postprocess_text).
func mailAddresses(s []byte) []mailAddress {
	var out []mailAddress
	start, offset := 0, 0 // what is before start is in links; what is between them is none of an address
	for offset < len(s) {
		i := bytes.IndexByte(s[offset:], '@')
		if i < 0 {
			break
		}
		at := offset + i
		from, scheme, isXMPP := at, "mailto:", false
		for from > start {
			c := s[from-1]
			if isASCIIAlnum(c) || strings.IndexByte(".+-_", c) >= 0 {
				from--
				continue
			}
			if c == ':' && endsWithScheme(s[start:from], "mailto:") {
				scheme = ""
				from--
				continue
			}
			if c == ':' && endsWithScheme(s[start:from], "xmpp:") {
				scheme, isXMPP = "", true
				from--
				continue
			}
			break
		}
		if from == at {
			offset = at + 1
			continue
		}
		end, signs, dots := at, 0, 0
	loop:
		for ; end < len(s); end++ {
			switch c := s[end]; {
			case isASCIIAlnum(c):
			case c == '@':
				if signs++; signs > 1 {
					break loop
				}
			case c == '.' && end < len(s)-1 && isASCIIAlnum(s[end+1]):
				dots++
			case c == '/' && isXMPP:
			case c != '-' && c != '_':
				break loop
			}
		}
		if last := s[end-1]; end-at < 2 || signs != 1 || dots == 0 || !isASCIILetter(last) && last != '.' {
			offset = at + 1
			continue
		}
		size := trimmedEnd(s[at:], end-at)
		if size == 0 {
			offset = at + 1
			continue
		}
		out = append(out, mailAddress{from, at + size, scheme})
		start, offset = at+size, at+size
	}
	return out
}

// endsWithScheme reports whether a text ends with a scheme that begins a word.
func endsWithScheme(s []byte, scheme string) bool {
	rest, ok := bytes.CutSuffix(s, []byte(scheme))
	return ok && (len(rest) == 0 || !isASCIIAlnum(rest[len(rest)-1]))
}

func isASCIILetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isASCIIAlnum(c byte) bool { return isASCIILetter(c) || c >= '0' && c <= '9' }

// isCSpace is white space as cmark has it in addresses.
func isCSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

func isCSpaceRune(r rune) bool {
	return r == '\t' || r == '\n' || r == '\f' || r == '\r' || unicode.Is(unicode.Zs, r)
}

// isPunctuation is punctuation of CommonMark 0.29, where symbols beyond ASCII are none.
func isPunctuation(r rune) bool {
	if r < utf8.RuneSelf {
		return util.IsPunct(byte(r))
	}
	return unicode.IsPunct(r)
}
