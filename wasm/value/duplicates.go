package value

import (
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"livebars/wasm/diagnostic"
)

// mostDuplicates is how many names that stand twice are reported.
const mostDuplicates = 20

// Duplicates are the names that stand twice in an object of the last text that could be
// read, as warnings. The later value counts.
func (d *Decoded) Duplicates() []*diagnostic.Problem {
	if !d.repeated {
		return nil
	}
	if d.duplicates == nil {
		d.duplicates = duplicates(d.text)
	}
	return d.duplicates
}

func duplicates(text string) (out []*diagnostic.Problem) {
	tokens := jsontext.NewDecoder(strings.NewReader(text), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	var objects []map[string]bool // nil for a list
	for len(out) < mostDuplicates {
		token, err := tokens.ReadToken()
		if err != nil {
			return out
		}
		switch token.Kind() {
		case '{':
			objects = append(objects, map[string]bool{})
		case '[':
			objects = append(objects, nil)
		case '}', ']':
			objects = objects[:len(objects)-1]
		case '"':
			kind, n := tokens.StackIndex(tokens.StackDepth())
			if kind != '{' || n%2 == 0 {
				continue
			}
			names, name := objects[len(objects)-1], token.String()
			if names[name] {
				to := int(tokens.InputOffset())
				found := problem(diagnostic.DuplicateKey, valueStart(text, to), to, "%s", fmt.Sprintf("`%s` stands twice in this object: the last one counts.", name))
				found.Severity = diagnostic.Warning
				out = append(out, found)
			}
			names[name] = true
		}
	}
	return out
}
