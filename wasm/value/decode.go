package value

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"livebars/wasm/diagnostic"
)

// DecodeLimits bounds the data of a template.
type DecodeLimits struct {
	Bytes    int         // size of the text
	Depth    int         // levels of arrays and objects
	Overtime func() bool // asked now and then; true ends the decoding
}

// Decode reads JSON text as JSON.parse does: the last of two equal keys counts,
// a number too large is Infinity. A fault is a *[diagnostic.Problem] of source
// "data".
func Decode(text string, limits DecodeLimits) (Value, error) {
	v, _, err := decode(text, limits)
	return v, err
}

// decode tells as well whether an object has two equal keys.
func decode(text string, limits DecodeLimits) (v Value, repeated bool, err error) {
	if len(text) > limits.Bytes {
		return nil, false, problem(diagnostic.DataLimit, 0, 0, "The data is %d MB; the limit is %d MB.", len(text)>>20, limits.Bytes>>20)
	}
	d := &decoder{
		text:    text,
		tokens:  jsontext.NewDecoder(bytes.NewBufferString(text), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)),
		limits:  limits,
		strings: map[string]string{},
	}
	if v, err = d.value(); err != nil {
		return nil, false, err
	}
	at := d.skipSpace(int(d.tokens.InputOffset()))
	if _, err := d.tokens.ReadToken(); err != io.EOF {
		return nil, false, problem(diagnostic.DataSyntax, at, at+1, "The data goes on after its end: only one JSON value may stand here.")
	}
	return v, d.repeated, nil
}

type decoder struct {
	text    string
	tokens  *jsontext.Decoder
	limits  DecodeLimits
	read    int               // tokens so far
	opened  []int             // where the arrays and objects around the token begin
	strings map[string]string // keys by text, so that the rows of a table share them

	repeated bool // an object has two equal keys
}

func (d *decoder) next() (jsontext.Token, error) {
	if d.read++; d.read%4096 == 0 && d.limits.Overtime() {
		return jsontext.Token{}, problem(diagnostic.TimeLimit, 0, 0, "Reading the data took too long.")
	}
	token, err := d.tokens.ReadToken()
	if err != nil {
		return token, d.syntax(err)
	}
	return token, nil
}

func (d *decoder) value() (Value, error) {
	token, err := d.next()
	if err != nil {
		return nil, err
	}
	return d.of(token)
}

func (d *decoder) of(token jsontext.Token) (Value, error) {
	switch token.Kind() {
	case 'n':
		return Null{}, nil
	case 't', 'f':
		return Bool(token.Kind() == 't'), nil
	case '"':
		return String(token.String()), nil
	case '0':
		f, err := strconv.ParseFloat(token.String(), 64)
		if err != nil && !math.IsInf(f, 0) {
			return nil, err
		}
		return Number(f), nil
	case '{', '[':
		start := int(d.tokens.InputOffset()) - 1
		d.opened = append(d.opened, start)
		if len(d.opened) > d.limits.Depth {
			return nil, problem(diagnostic.DepthLimit, start, start+1, "The data is nested more than %d levels deep.", d.limits.Depth)
		}
		defer func() { d.opened = d.opened[:len(d.opened)-1] }()
		if token.Kind() == '{' {
			return d.object()
		}
		return d.array()
	}
	return nil, fmt.Errorf("unknown token %v", token)
}

func (d *decoder) object() (Value, error) {
	var b Builder
	for n := 0; ; n++ {
		token, err := d.next()
		if err != nil {
			return nil, err
		}
		if token.Kind() == '}' {
			o := b.Object()
			d.repeated = d.repeated || o.Len() < n
			return o, nil
		}
		key := d.shared(token.String())
		v, err := d.value()
		if err != nil {
			return nil, err
		}
		b.Set(key, v)
	}
}

func (d *decoder) array() (Value, error) {
	a := &Array{}
	for {
		token, err := d.next()
		if err != nil {
			return nil, err
		}
		if token.Kind() == ']' {
			return a, nil
		}
		v, err := d.of(token)
		if err != nil {
			return nil, err
		}
		a.Items = append(a.Items, v)
	}
}

func (d *decoder) shared(key string) string {
	if k, ok := d.strings[key]; ok {
		return k
	}
	if len(key) <= 64 {
		d.strings[key] = key
	}
	return key
}

func problem(code diagnostic.Code, from, to int, format string, args ...any) *diagnostic.Problem {
	return &diagnostic.Problem{
		Severity: diagnostic.Error, Code: code, Source: "data", From: from, To: to,
		Message: fmt.Sprintf(format, args...),
	}
}

func (d *decoder) skipSpace(at int) int {
	for at < len(d.text) && strings.IndexByte(" \t\r\n", d.text[at]) >= 0 {
		at++
	}
	return at
}

// syntax says in words what jsontext found.
func (d *decoder) syntax(err error) error {
	at := d.skipSpace(int(d.tokens.InputOffset()))
	var s *jsontext.SyntacticError
	if errors.As(err, &s) {
		at = max(at, int(s.ByteOffset))
	}
	if at >= len(d.text) {
		if len(d.opened) == 0 {
			if strings.TrimSpace(d.text) == "" {
				return problem(diagnostic.DataSyntax, 0, 0, "The data is empty: write at least `{}`.")
			}
			return problem(diagnostic.DataSyntax, len(d.text), len(d.text), "The data ends in the middle of a value.")
		}
		open := d.opened[len(d.opened)-1]
		return problem(diagnostic.DataSyntax, open, open+1, "`%c` opened on line %d is never closed.",
			d.text[open], diagnostic.PositionAt(d.text, open).Line)
	}
	if next := d.skipSpace(at + 1); d.text[at] == ',' && next < len(d.text) && strings.IndexByte("}]", d.text[next]) >= 0 {
		return problem(diagnostic.DataSyntax, at, at+1, "Take away the comma before `%c`: the last entry has none.", d.text[next])
	}
	if start := d.tokenStart(); start < at && isLetter(d.text[start]) {
		at = start // a word that is none of true, false and null
	}
	word := wordAt(d.text, at)
	message := d.fault(at, word)
	return problem(diagnostic.DataSyntax, at, at+len(word), "%s", message)
}

// fault names what stands at the offset and what should.
func (d *decoder) fault(at int, word string) string {
	inString := d.insideString(at)
	c := d.text[at]
	switch {
	case inString && (c == '\n' || c == '\r'):
		return "A string ends on its own line: close it with `\"`, or write `\\n` for a line break."
	case inString && c == '\\':
		return "A backslash in a string must start an escape such as `\\n`, `\\\"` or `\\\\`."
	case inString:
		return fmt.Sprintf("%s cannot stand in a string: write it as an escape.", name(word))
	case c == '\'':
		return "JSON strings and names take double quotes, not single ones."
	case c == '/':
		return "JSON has no comments."
	case strings.HasPrefix(d.text[at:], "“"), strings.HasPrefix(d.text[at:], "”"), strings.HasPrefix(d.text[at:], "„"):
		return "JSON takes straight double quotes, not curly ones."
	}
	if instead := JSONFor(word); instead != "" {
		return fmt.Sprintf("JSON has no `%s`: write `%s`.", word, instead)
	}
	expected := d.expected()
	if isLetter(c) && !strings.Contains(expected, "`,`") && !strings.Contains(expected, "`:`") {
		return fmt.Sprintf("Text goes in double quotes: `\"%s\"`.", word)
	}
	return fmt.Sprintf("Expected %s, but found %s.", expected, name(word))
}

// JSONFor is what JSON has for a word of another language; "" if it has nothing.
func JSONFor(word string) string {
	switch word {
	case "NaN", "Infinity", "undefined", "None", "nil", "NULL":
		return "null"
	case "True", "TRUE":
		return "true"
	case "False", "FALSE":
		return "false"
	}
	return ""
}

// insideString reports whether the token that contains the offset began as a string.
func (d *decoder) insideString(at int) bool {
	start := d.tokenStart()
	return start < at && d.text[start] == '"'
}

// tokenStart is where the token begins that could not be read.
func (d *decoder) tokenStart() int {
	start := d.skipSpace(int(d.tokens.InputOffset()))
	if start < len(d.text) && (d.text[start] == ',' || d.text[start] == ':') {
		start = d.skipSpace(start + 1)
	}
	return min(start, max(0, len(d.text)-1))
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == '$' }

func (d *decoder) expected() string {
	kind, length := d.tokens.StackIndex(d.tokens.StackDepth())
	start := d.skipSpace(int(d.tokens.InputOffset()))
	comma := start < len(d.text) && d.text[start] == ','
	switch {
	case kind == '{' && length%2 == 1:
		if start < len(d.text) && d.text[start] == ':' {
			return "a value"
		}
		return "`:` after the name"
	case kind == '{' && length == 0:
		return "a name in double quotes or `}`"
	case kind == '{' && comma:
		return "a name in double quotes"
	case kind == '{':
		return "`,` or `}` after the value"
	case kind == '[' && length > 0 && !comma:
		return "`,` or `]` after the value"
	case kind == '[' && length == 0:
		return "a value or `]`"
	}
	return "a value"
}

func name(word string) string {
	if r, _ := utf8.DecodeRuneInString(word); r < 0x20 || r == 0x7F || r == utf8.RuneError {
		return fmt.Sprintf("the character U+%04X", r)
	}
	return "`" + word + "`"
}

// wordAt is the word at an offset, or the one character that stands there.
func wordAt(text string, at int) string {
	end := at
	for end < len(text) && end-at < 40 && (isLetter(text[end]) || text[end] >= '0' && text[end] <= '9') {
		end++
	}
	if end == at {
		_, size := utf8.DecodeRuneInString(text[at:])
		end = at + size
	}
	return text[at:end]
}
