// Package value holds the data of a template as JavaScript sees it: objects in
// the order of their keys, and JavaScript's rules for truth, numbers and text
// (ECMAScript 2024 §7.1).
package value

// Value is one of [Undefined], [Null], [Bool], [Number], [String], [*Array],
// [*Object], [*Function], and, in renderings with helpers, [*Host] and [BigInt].
// Values of Go are not changed once they are made.
type Value interface{ value() }

type (
	// Undefined is what a missing property is.
	Undefined struct{}
	// Null is JSON's null.
	Null struct{}
	// Bool is true or false.
	Bool bool
	// Number is an IEEE 754 double, as every number of JavaScript.
	Number float64
	// String is UTF-8 here; its length and indices count UTF-16 units, as in JavaScript.
	String string
	// Array is a list. An item that is nil is a hole: it is undefined, and
	// `index in list` is false.
	Array struct{ Items []Value }
	// Function is what a template may meet as a value and call with a context: a
	// partial's block.
	Function struct {
		Call func(context Value) (Value, error)
	}
)

func (Undefined) value() {}
func (Null) value()      {}
func (Bool) value()      {}
func (Number) value()    {}
func (String) value()    {}
func (*Array) value()    {}
func (*Object) value()   {}
func (*Function) value() {}

// IsNullish reports whether v is undefined or null, as `v == null` does.
func IsNullish(v Value) bool {
	switch v.(type) {
	case nil, Undefined, Null:
		return true
	}
	return false
}

// Truthy is JavaScript's ToBoolean.
func Truthy(v Value) bool {
	switch v := v.(type) {
	case nil, Undefined, Null:
		return false
	case Bool:
		return bool(v)
	case Number:
		return v != 0 && v == v
	case String:
		return v != ""
	case BigInt:
		return v != "0"
	}
	return true
}
