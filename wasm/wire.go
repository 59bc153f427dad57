//go:build js && wasm

package main

import (
	"encoding/binary"
	"math"

	"livebars/wasm/value"
)

// Messages between the module and JavaScript (realm.go) lie in the module's memory.
// Numbers are little-endian; a text is its length in bytes and UTF-8. The other half
// is web/src/library/wire.ts.

// The tags of values.
const (
	wireUndefined = iota
	wireNull
	wireFalse
	wireTrue
	wireNumber
	wireText
	wireHost
	wireArray  // of Go: a new array in JavaScript; of JavaScript: a list of texts
	wireObject // of Go: a new object in JavaScript
	wireBigInt
)

type encoder struct{ b []byte }

func (e *encoder) byte(n byte) { e.b = append(e.b, n) }

func (e *encoder) int(n int) { e.b = binary.LittleEndian.AppendUint32(e.b, uint32(n)) }

func (e *encoder) bool(on bool) {
	n := byte(0)
	if on {
		n = 1
	}
	e.byte(n)
}

func (e *encoder) text(s string) {
	e.int(len(s))
	e.b = append(e.b, s...)
}

// host writes a host value that may be nil.
func (e *encoder) host(h *value.Host) {
	if h == nil {
		e.int(-1)
		return
	}
	e.int(h.Number)
}

func (e *encoder) value(v value.Value) {
	switch v := v.(type) {
	case value.Null:
		e.byte(wireNull)
	case value.Bool:
		e.byte(wireFalse)
		if v {
			e.b[len(e.b)-1] = wireTrue
		}
	case value.Number:
		e.byte(wireNumber)
		e.b = binary.LittleEndian.AppendUint64(e.b, math.Float64bits(float64(v)))
	case value.String:
		e.byte(wireText)
		e.text(string(v))
	case value.BigInt:
		e.byte(wireBigInt)
		e.text(string(v))
	case *value.Host:
		e.byte(wireHost)
		e.int(v.Number)
	case *value.Array:
		e.byte(wireArray)
		e.values(v.Items)
	case *value.Object:
		e.byte(wireObject)
		e.object(v)
	default: // a function of Go is no value of JavaScript
		e.byte(wireUndefined)
	}
}

func (e *encoder) values(list []value.Value) {
	e.int(len(list))
	for _, item := range list {
		e.value(item)
	}
}

func (e *encoder) object(o *value.Object) {
	e.int(o.Len())
	for i := range o.Len() {
		name, v := o.At(i)
		e.text(name)
		e.value(v)
	}
}

// decoder reads an answer, which is of the form that was asked for.
type decoder struct {
	b     []byte
	realm *realm
}

func (d *decoder) byte() byte {
	n := d.b[0]
	d.b = d.b[1:]
	return n
}

func (d *decoder) bool() bool { return d.byte() != 0 }

func (d *decoder) int() int {
	n := int32(binary.LittleEndian.Uint32(d.b))
	d.b = d.b[4:]
	return int(n)
}

func (d *decoder) text() string {
	n := d.int()
	s := string(d.b[:n])
	d.b = d.b[n:]
	return s
}

func (d *decoder) value() value.Value {
	switch d.byte() {
	case wireNull:
		return value.Null{}
	case wireFalse:
		return value.Bool(false)
	case wireTrue:
		return value.Bool(true)
	case wireNumber:
		bits := binary.LittleEndian.Uint64(d.b)
		d.b = d.b[8:]
		return value.Number(math.Float64frombits(bits))
	case wireText:
		return value.String(d.text())
	case wireBigInt:
		return value.BigInt(d.text())
	case wireHost:
		return d.host()
	case wireArray:
		return &value.Array{Items: d.values()}
	}
	return value.Undefined{}
}

// host is a host value: its number and its kind. A negative number is none.
func (d *decoder) host() *value.Host {
	n := d.int()
	if n < 0 {
		return nil
	}
	return d.realm.host(n, value.HostKind(d.byte()))
}

func (d *decoder) values() []value.Value {
	list := make([]value.Value, d.int())
	for i := range list {
		list[i] = d.value()
	}
	return list
}
