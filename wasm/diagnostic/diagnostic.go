// Package diagnostic says what is wrong with something a person typed, and where.
//
// The stages of a rendering work on bytes and return a [Problem]; the person's
// editor counts UTF-16 units, lines and columns. [Problem.In] goes from one to
// the other, once, at the end.
package diagnostic

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"livebars/wasm/units"
)

// Severity ranks a diagnostic. Only [Error] means that there is no result.
type Severity string

const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// Problem is a finding of one stage. It is an error value when its severity is [Error].
type Problem struct {
	Severity Severity
	Code     Code
	Message  string // one sentence for the author of the text
	Source   string // "template", "data" or "partial:NAME"
	From, To int    // byte offsets in that source, To exclusive
}

// Error makes a Problem an error; the text is its message.
func (p *Problem) Error() string { return p.Message }

// Position is a place in a text as editors count it.
type Position struct {
	Offset int // UTF-16 code units from the start
	Line   int // from 1; a line ends at \n, \r\n or \r
	Column int // UTF-16 code units from the start of the line, from 1
}

// Diagnostic is a Problem with its place as editors count it.
type Diagnostic struct {
	Severity Severity
	Code     Code
	Message  string
	Source   string
	From, To Position
}

// In places the problem in text, the text of its source. Offsets outside the
// text are moved to its ends.
func (p *Problem) In(text string) Diagnostic {
	from := clamp(p.From, 0, len(text))
	to := clamp(p.To, from, len(text))
	start := start.to(text, 0, from)
	return Diagnostic{
		Severity: p.Severity, Code: p.Code, Message: p.Message, Source: p.Source,
		From: start, To: start.to(text, from, to),
	}
}

// Place places problems in the texts of their sources. Each text is read once,
// however many problems are in it.
func Place(problems []*Problem, text func(source string) string) []Diagnostic {
	if len(problems) == 0 {
		return nil
	}
	out := make([]Diagnostic, len(problems))
	order := make([]int, len(problems))
	for i := range order {
		order[i] = i
	}
	inText := func(a, b int) int {
		p, q := problems[a], problems[b]
		if p.Source != q.Source {
			return cmp.Compare(p.Source, q.Source)
		}
		return cmp.Compare(p.From, q.From)
	}
	if !slices.IsSortedFunc(order, inText) {
		slices.SortStableFunc(order, inText)
	}
	var source, content string
	at, position := -1, start
	for _, i := range order {
		p := problems[i]
		if at < 0 || p.Source != source {
			source, content, at, position = p.Source, text(p.Source), 0, start
		}
		from := clamp(p.From, 0, len(content))
		to := clamp(p.To, from, len(content))
		position = position.to(content, at, from)
		at = from
		out[i] = Diagnostic{
			Severity: p.Severity, Code: p.Code, Message: p.Message, Source: p.Source,
			From: position, To: position.to(content, from, to),
		}
	}
	return out
}

var start = Position{Offset: 0, Line: 1, Column: 1}

// PositionAt is the position of a byte offset in text.
func PositionAt(text string, offset int) Position {
	return start.to(text, 0, clamp(offset, 0, len(text)))
}

// to moves p, the position of text[from], to text[to].
func (p Position) to(text string, from, end int) Position {
	for i := from; i < end; {
		plain := units.PrintableASCII(text[i:end])
		p.Offset += plain
		p.Column += plain
		if i += plain; i == end {
			break
		}
		c := text[i]
		r, size := utf8.DecodeRuneInString(text[i:])
		p.Offset += units.Of(r)
		p.Column += units.Of(r)
		if c == '\n' || c == '\r' && (i+1 >= len(text) || text[i+1] != '\n') {
			p.Line++
			p.Column = 1
		}
		i += size
	}
	return p
}

func clamp(n, low, high int) int { return max(low, min(n, high)) }
