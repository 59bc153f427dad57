package handlebars

import (
	"fmt"

	"livebars/wasm/diagnostic"
)

// syntaxError is a fault of the template's text, with its bytes.
type syntaxError struct {
	from, to int
	code     diagnostic.Code
	message  string
}

func (e *syntaxError) problem(source string) *diagnostic.Problem {
	return &diagnostic.Problem{Severity: diagnostic.Error, Code: e.code, Message: e.message, Source: source, From: e.from, To: e.to}
}

// syntaxAt is called in many places that are seldom reached: copied into each of them
// it would make the module larger. So it is with the other functions that are marked.
//
//go:noinline
func syntaxAt(from, to int, code diagnostic.Code, format string, args ...any) *syntaxError {
	return &syntaxError{from, to, code, fmt.Sprintf(format, args...)}
}
