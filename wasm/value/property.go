package value

import "livebars/wasm/units"

// Own is the own property name of v, and whether v has it. Handlebars.js 4.6
// and later show own properties only (`runtime.js` lookupProperty): of strings
// and arrays these are the indices and `length`.
func Own(v Value, name string) (Value, bool) {
	switch v := v.(type) {
	case *Object:
		return v.Get(name)
	case *Array:
		if name == "length" {
			return Number(len(v.Items)), true
		}
		if i, ok := arrayIndex(name); ok && int(i) < len(v.Items) && v.Items[i] != nil {
			return v.Items[i], true
		}
	case *Host:
		return v.Get(name)
	case String:
		if name == "length" {
			return Number(units.Count(string(v))), true
		}
		if i, ok := arrayIndex(name); ok {
			if unit, ok := unitAt(string(v), int(i)); ok {
				return String(unit), true
			}
		}
	}
	return Undefined{}, false
}

// Names are the names of the own enumerable properties of v, in order.
func Names(v Value) []string {
	if h, ok := v.(*Host); ok {
		return h.Keys() // no getter is asked
	}
	var names []string
	Entries(v, func(name string, _ Value) { names = append(names, name) })
	return names
}

// Entries calls each with the own enumerable properties of v in order, as
// `for (key in v)` with hasOwnProperty meets them.
func Entries(v Value, each func(key string, v Value)) {
	switch v := v.(type) {
	case *Object:
		for i := range v.Len() {
			each(v.At(i))
		}
	case *Array:
		for i, item := range v.Items {
			if item == nil {
				continue
			}
			each(NumberText(float64(i)), item)
		}
	case *Host:
		for _, key := range v.Keys() {
			item, _ := v.Get(key)
			each(key, item)
		}
	case String:
		for i := range units.Count(string(v)) {
			unit, _ := unitAt(string(v), i)
			each(NumberText(float64(i)), String(unit))
		}
	}
}
