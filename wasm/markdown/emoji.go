package markdown

import (
	"bytes"
	_ "embed"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"livebars/wasm/markdown/markup"
)

// emojiTable is GitHub's list of emoji codes: a line `name emoji` each, in the
// order of the names. GitHub's own pictures (`:octocat:`) are no characters and
// stay text.
//
//go:embed emoji.txt
var emojiTable string

// emoji is the emoji of a name, or "".
func emoji(name string) string {
	i := sort.Search(len(emojiTable), func(i int) bool {
		start := strings.LastIndexByte(emojiTable[:i], '\n') + 1
		line, _, _ := strings.Cut(emojiTable[start:], "\n")
		found, _, _ := strings.Cut(line, " ")
		return found >= name
	})
	from := strings.LastIndexByte(emojiTable[:i], '\n') + 1
	line, _, _ := strings.Cut(emojiTable[from:], "\n")
	if found, emoji, _ := strings.Cut(line, " "); found == name {
		return emoji
	}
	return ""
}

// emojiName is the attribute of an emoji with its code, which ids are made of.
const emojiName = "emoji"

// emojiParser reads emoji codes as GitHub does: `:tada:`.
type emojiParser struct{}

func (emojiParser) Trigger() []byte { return []byte{':'} }

const longestEmojiName = 64

// appendEmoji adds a text with emoji for their codes.
func appendEmoji(out []byte, text string) []byte {
	for {
		at := strings.IndexByte(text, ':')
		if at < 0 {
			return append(out, text...)
		}
		out = append(out, text[:at]...)
		text = text[at:]
		if end := strings.IndexByte(text[1:], ':'); end > 0 && end < longestEmojiName {
			if found := emoji(text[1 : 1+end]); found != "" {
				out = append(out, found...)
				text = text[end+2:]
				continue
			}
		}
		out = append(out, ':')
		text = text[1:]
	}
}

func (emojiParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	for i := 1; i < min(len(line), longestEmojiName); i++ {
		c := line[i]
		if c == ':' && i > 1 {
			found := emoji(string(line[1:i]))
			if found == "" {
				return nil
			}
			n := ast.NewString([]byte(found))
			n.SetAttributeString(emojiName, string(line[1:i]))
			block.Advance(i + 1)
			return n
		}
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' && c != '+' && c != '-' {
			return nil
		}
	}
	return nil
}

// withEmoji is raw HTML with emoji for their codes in its text, but for code.
func withEmoji(html []byte) []byte {
	if bytes.Count(html, []byte(":")) < 2 {
		return html
	}
	var out []byte
	inCode := 0
	for rest := string(html); rest != ""; {
		next := strings.IndexByte(rest, '<')
		if next < 0 {
			next = len(rest)
		}
		if inCode > 0 {
			out = append(out, rest[:next]...)
		} else {
			out = appendEmoji(out, rest[:next])
		}
		if rest = rest[next:]; rest == "" {
			break
		}
		t := markup.Read(rest)
		size := t.Size + markup.RawText(t, rest[t.Size:])
		if t.Name == "code" || t.Name == "pre" || t.Name == "tt" {
			switch t.Kind {
			case markup.Start:
				inCode++
			case markup.End:
				inCode = max(inCode-1, 0)
			}
		}
		out = append(out, rest[:size]...)
		rest = rest[size:]
	}
	return out
}
