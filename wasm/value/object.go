package value

import (
	"slices"
	"strconv"
)

// Object keeps its keys in JavaScript's order: array indices first, ascending,
// then the other keys as they were first set (ECMAScript 2024 §10.1.11).
type Object struct {
	keys   []string
	values []Value
	index  map[string]int // only for objects of more than smallObject keys
}

// smallObject is the number of keys up to which a scan is as fast as a map.
const smallObject = 8

// NewObject makes an object of the pairs that a caller sets with [Builder].
func NewObject(set func(b *Builder)) *Object {
	var b Builder
	set(&b)
	return b.Object()
}

// Builder collects the keys of an object. The zero value is ready for use.
type Builder struct {
	object     Object
	hasIndices bool
}

// Set gives key a value; a key that is there already keeps its place.
func (b *Builder) Set(key string, v Value) {
	o := &b.object
	if i := o.find(key); i >= 0 {
		o.values[i] = v
		return
	}
	o.keys = append(o.keys, key)
	o.values = append(o.values, v)
	if o.index != nil {
		o.index[key] = len(o.keys) - 1
	} else if len(o.keys) > smallObject {
		o.reindex()
	}
	if _, ok := arrayIndex(key); ok {
		b.hasIndices = true
	}
}

// Object ends the building. The builder must not be used afterwards.
func (b *Builder) Object() *Object {
	if b.hasIndices {
		b.object.order()
	}
	return &b.object
}

func (o *Object) find(key string) int {
	if o.index != nil {
		if i, ok := o.index[key]; ok {
			return i
		}
		return -1
	}
	for i, k := range o.keys {
		if k == key {
			return i
		}
	}
	return -1
}

func (o *Object) reindex() {
	o.index = make(map[string]int, 2*len(o.keys))
	for i, k := range o.keys {
		o.index[k] = i
	}
}

// order moves the array indices to the front.
func (o *Object) order() {
	places := make([]int, len(o.keys))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(a, b int) int {
		x, xIndex := arrayIndex(o.keys[a])
		y, yIndex := arrayIndex(o.keys[b])
		switch {
		case xIndex && yIndex:
			return int(int64(x) - int64(y))
		case xIndex:
			return -1
		case yIndex:
			return 1
		}
		return a - b
	})
	keys, values := make([]string, len(places)), make([]Value, len(places))
	for to, from := range places {
		keys[to], values[to] = o.keys[from], o.values[from]
	}
	o.keys, o.values = keys, values
	if o.index != nil {
		o.reindex()
	}
}

// arrayIndex is the number that key is the canonical text of, if it is an
// array index: 0 to 2³²-2.
func arrayIndex(key string) (uint32, bool) {
	if key == "" || len(key) > 10 || key[0] < '0' || key[0] > '9' || key[0] == '0' && len(key) > 1 {
		return 0, false
	}
	n, err := strconv.ParseUint(key, 10, 32)
	return uint32(n), err == nil && n < 1<<32-1
}

// Len is the number of keys.
func (o *Object) Len() int { return len(o.keys) }

// At is the i-th key and its value.
func (o *Object) At(i int) (string, Value) { return o.keys[i], o.values[i] }

// Get is the value of key, and whether the object has it.
func (o *Object) Get(key string) (Value, bool) {
	if i := o.find(key); i >= 0 {
		return o.values[i], true
	}
	return Undefined{}, false
}
