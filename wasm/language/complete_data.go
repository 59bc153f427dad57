package language

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"livebars/wasm/value"
)

// mostDataText is how long the text of data may be, in bytes, that is read up to a place.
const mostDataText = 4 << 20

// mostDataValues is how many values are listed that others of a list have.
const mostDataValues = 30

// completeData lists the names that other objects of the same list have, and the values
// that they have for a name.
func (d *Document) completeData(at int) (Completions, bool) {
	return CompleteData(*d, d.Text, JSONText, at)
}

// DataKind is how a text of data is written.
type DataKind string

const (
	JSONText DataKind = "json" // or JSON5
	YAMLText DataKind = "yaml"
)

// CompleteData lists what may stand at a byte offset of a text of the data, which may be
// written otherwise than the document has them.
func CompleteData(d Document, text string, kind DataKind, at int) (Completions, bool) {
	if len(text) > mostDataText || d.Data == nil || at < 0 || at > len(text) {
		return Completions{}, false
	}
	p := dataPosition(text, kind, at)
	if len(p.open) < 2 || p.open[len(p.open)-1].isList || len(p.open) > mostOpen {
		return Completions{}, false
	}
	object := p.open[len(p.open)-1]
	siblings := d.siblings(p.path()[:len(p.open)-2], p.open[len(p.open)-2].isList)
	var items []Completion
	if p.afterKey {
		items = siblingValues(siblings, object.key, p.inString, kind)
	} else {
		for _, f := range fields(siblings) {
			if slices.Contains(object.keys, f.Label) || f.Label == text[p.word.from:p.word.to] {
				continue // it is there, or is what is being written
			}
			f.Kind, f.Insert = Key, ""
			if !p.inString {
				f.Insert = writtenKey(f.Label, kind) + ": "
			}
			items = append(items, f)
		}
	}
	return Completions{From: min(p.word.from, at), To: at, Items: items}, len(items) > 0
}

func dataPosition(text string, kind DataKind, at int) position {
	if kind == YAMLText {
		return yamlPositionIn(text, at)
	}
	return positionIn(text, at)
}

// writtenKey is a name as an object of data has it.
func writtenKey(name string, kind DataKind) string {
	if kind == YAMLText && name != "" && strings.Trim(name, "0123456789_-.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ") == "" && isLetter(name[0]) {
		return name
	}
	quoted, _ := jsontext.AppendQuote(nil, name)
	return string(quoted)
}

// DataPath is the way to the value at a byte offset of a text of data: in an object the
// names that stand there, and whether a name is to be written.
type DataPath struct {
	Path   []string
	Names  []string
	IsName bool
	From   int // bytes of the word
	To     int
}

// DataPathAt reports false outside of lists and objects.
func DataPathAt(text string, kind DataKind, at int) (DataPath, bool) {
	if len(text) > mostDataText || at < 0 || at > len(text) {
		return DataPath{}, false
	}
	p := dataPosition(text, kind, at)
	if len(p.open) == 0 || len(p.open) > mostOpen {
		return DataPath{}, false
	}
	last := p.open[len(p.open)-1]
	out := DataPath{Path: p.path(), Names: last.keys, From: min(p.word.from, at), To: p.word.to}
	if out.IsName = !last.isList && !p.afterKey; out.IsName {
		out.Path = out.Path[:len(p.open)-1]
	}
	return out, true
}

// siblings are the values in the list, or the object, at a path.
func (d *Document) siblings(path []string, inList bool) (out []value.Value) {
	for _, v := range follow([]value.Value{d.Data}, path) {
		if isList(v) != inList {
			continue
		}
		value.Entries(v, func(_ string, item value.Value) {
			if len(out) < mostValues {
				out = append(out, item)
			}
		})
	}
	return out
}

func siblingValues(siblings []value.Value, key string, inString bool, kind DataKind) (items []Completion) {
	for _, v := range follow(siblings, []string{key}) {
		label, insert := value.Text(v), ""
		switch v := v.(type) {
		case value.String:
			if insert = writtenKey(string(v), kind); inString || insert == label {
				insert = ""
			}
		case value.Number, value.Bool, value.Null:
			if inString {
				continue
			}
			if value.IsNullish(v) {
				label = "null"
			}
		default:
			continue
		}
		if len(label) > 200 || slices.ContainsFunc(items, func(c Completion) bool { return c.Label == label }) {
			continue
		}
		items = append(items, Completion{Label: label, Insert: insert, Kind: Value, Info: "Another element has this value."})
		if len(items) == mostDataValues {
			break
		}
	}
	return items
}

// explainData says where in the data a place is, and what stands there.
func (d *Document) explainData(at int) (Hover, bool) {
	if len(d.Text) > mostDataText || d.Data == nil {
		return Hover{}, false
	}
	path, word, ok := PathAt(d.Text, at)
	if !ok {
		return Hover{}, false
	}
	way := make([]string, len(path))
	for i, name := range path {
		way[i], _ = written(name)
	}
	h := Hover{From: word[0], To: word[1], Lines: []string{"`" + strings.Join(way, ".") + "`"}}
	if values := follow([]value.Value{d.Data}, path); len(values) > 0 {
		h.Lines = append(h.Lines, examples(values, 1)...)
	}
	return h, true
}

// PathAt is the way to the value at a byte offset of a JSON text, or to that of the name
// there, and the place of the word. It reports false outside of values and names.
func PathAt(text string, at int) (path []string, word [2]int, ok bool) {
	found, ok := DataPathAt(text, JSONText, at)
	if !ok {
		return nil, word, false
	}
	word = [2]int{found.From, found.To}
	if found.IsName && found.From < found.To {
		return append(found.Path, text[found.From:found.To]), word, true
	}
	return found.Path, word, len(found.Path) > 0
}
