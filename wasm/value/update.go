package value

import (
	"slices"
	"strings"

	"livebars/wasm/diagnostic"
	"livebars/wasm/edit"
)

// Decoded is a JSON text that was read. The zero value is no text yet.
type Decoded struct {
	text  string
	value Value
	// An object has two equal keys: which of them counts is known to who reads all.
	repeated   bool
	duplicates []*diagnostic.Problem // once they were asked for
}

// Update reads the text that the last one has become, as [Decode] does. An edit
// inside of a string, a number or a word costs the lists and objects around it:
// all others stay the same values. After a fault the last text that could be read
// stays.
func (d *Decoded) Update(text string, limits DecodeLimits) (Value, error) {
	if d.value != nil && d.text == text {
		return d.value, nil
	}
	if v, ok := d.edited(text, limits); ok {
		d.text, d.value = text, v
		return v, nil
	}
	v, repeated, err := decode(text, limits)
	if err == nil {
		*d = Decoded{text: text, value: v, repeated: repeated}
	}
	return v, err
}

// Last is the value of the last text that could be read, or nil.
func (d *Decoded) Last() Value { return d.value }

// edited is the value of a text that differs in one scalar. JSON is read the same
// around a piece that is one scalar before and after.
func (d *Decoded) edited(text string, limits DecodeLimits) (Value, bool) {
	if d.value == nil || d.repeated || len(text) > limits.Bytes {
		return nil, false
	}
	kept := edit.Between(d.text, text)
	start, end, path, ok := scalarAround(d.text, kept.Prefix, len(d.text)-kept.Suffix)
	if !ok {
		return nil, false
	}
	now := text[start : end+len(text)-len(d.text)]
	if strings.TrimSpace(now) != now {
		return nil, false
	}
	scalar, err := Decode(now, limits)
	if err != nil {
		return nil, false
	}
	switch scalar.(type) {
	case *Array, *Object:
		return nil, false // its depth counts from the root
	}
	return with(d.value, path, scalar), true
}

// step is one step of the way from a value to one in it: the key of an object as
// JSON text, or the place in a list.
type step struct {
	key  string
	item int
}

// with is a value with another scalar at the end of a path.
func with(v Value, path []step, scalar Value) Value {
	if len(path) == 0 {
		return scalar
	}
	switch v := v.(type) {
	case *Array:
		items := slices.Clone(v.Items)
		items[path[0].item] = with(items[path[0].item], path[1:], scalar)
		return &Array{items}
	case *Object:
		key, _ := Decode(path[0].key, DecodeLimits{Bytes: len(path[0].key)})
		i := v.find(Text(key))
		values := slices.Clone(v.values)
		values[i] = with(values[i], path[1:], scalar)
		return &Object{keys: v.keys, values: values, index: v.index}
	}
	return v
}

// scalarAround finds the string, number or word of a sound JSON text that holds a
// piece of it, and the way there. It reports false if the piece is not inside of
// one, or is of a key.
func scalarAround(text string, from, to int) (start, end int, path []step, ok bool) {
	type open struct {
		object, named bool // named: the key was read, its value comes
		at            step
	}
	var around []open
	for i := 0; i < len(text) && i <= from; {
		var in *open
		if len(around) > 0 {
			in = &around[len(around)-1]
		}
		switch text[i] {
		case ' ', '\t', '\r', '\n', ':':
			i++
		case ',':
			in.named = false
			in.at.item++
			i++
		case '{', '[':
			around = append(around, open{object: text[i] == '{'})
			i++
		case '}', ']':
			around = around[:len(around)-1]
			i++
		default:
			end := scalarEnd(text, i)
			if in != nil && in.object && !in.named {
				in.named = true
				in.at.key = text[i:end]
			} else if end >= from {
				for _, o := range around {
					path = append(path, o.at)
				}
				return i, end, path, to <= end
			}
			i = end
		}
	}
	return 0, 0, nil, false
}

// scalarEnd is where the string, number or word ends that begins at a place.
func scalarEnd(text string, start int) int {
	if text[start] != '"' {
		end := start
		for end < len(text) && strings.IndexByte(" \t\r\n,:]}", text[end]) < 0 {
			end++
		}
		return end
	}
	for end := start + 1; ; {
		end += strings.IndexByte(text[end:], '"') + 1
		slashes := 0
		for text[end-2-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return end
		}
	}
}
