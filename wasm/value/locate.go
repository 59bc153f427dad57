package value

import (
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Path is the way to a list or object inside of a value: names of properties
// and numbers of items. It reports false if it is not in there.
func Path(root, to Value) ([]string, bool) {
	if h, ok := to.(*Host); ok {
		return h.Path()
	}
	switch v := root.(type) {
	case *Array, *Object:
		if v == to {
			return nil, true
		}
	default:
		return nil, false
	}
	var path []string
	found := false
	Entries(root, func(key string, v Value) {
		if found {
			return
		}
		if rest, ok := Path(v, to); ok {
			path, found = append([]string{key}, rest...), true
		}
	})
	return path, found
}

// Locate finds the value at a path of a JSON text: where it begins and ends. It
// reports false if the text has none there.
func Locate(text string, path []string) (from, to int, ok bool) {
	d := jsontext.NewDecoder(strings.NewReader(text), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	for _, name := range path {
		open, err := d.ReadToken()
		if err != nil {
			return 0, 0, false
		}
		if open.Kind() == '[' {
			n, err := strconv.Atoi(name)
			for ; err == nil && n > 0 && d.PeekKind() != ']'; n-- {
				err = d.SkipValue()
			}
			if err != nil || d.PeekKind() == ']' {
				return 0, 0, false
			}
			continue
		}
		if open.Kind() != '{' || !skipTo(d, name) {
			return 0, 0, false
		}
	}
	if err := d.SkipValue(); err != nil {
		return 0, 0, false
	}
	to = int(d.InputOffset())
	return valueStart(text, to), to, true
}

// skipTo goes to the value of the first property of a name.
func skipTo(d *jsontext.Decoder, name string) bool {
	for d.PeekKind() == '"' {
		key, err := d.ReadToken()
		if err != nil {
			return false
		}
		if key.String() == name {
			return true
		}
		if d.SkipValue() != nil {
			return false
		}
	}
	return false
}

// valueStart is where the JSON value that ends at a place begins.
func valueStart(text string, end int) int {
	switch c := text[end-1]; c {
	case '"':
		for i := end - 2; i >= 0; i-- {
			if text[i] != '"' {
				continue
			}
			slashes := 0
			for i-1-slashes >= 0 && text[i-1-slashes] == '\\' {
				slashes++
			}
			if slashes%2 == 0 {
				return i
			}
		}
	case '}', ']':
		return end - 1
	}
	i := end
	for i > 0 && strings.IndexByte(" \t\r\n,:[{", text[i-1]) < 0 {
		i--
	}
	return i
}
