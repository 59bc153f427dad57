package value

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
)

// StrictEqual is `a === b`.
func StrictEqual(a, b Value) bool {
	switch a := a.(type) {
	case nil, Undefined:
		switch b.(type) {
		case nil, Undefined:
			return true
		}
		return false
	default:
		return a == b // numbers as IEEE has it, arrays and objects by identity
	}
}

// LooseEqual is `a == b`.
func LooseEqual(a, b Value) bool {
	if IsNullish(a) || IsNullish(b) {
		return IsNullish(a) && IsNullish(b)
	}
	if StrictEqual(a, b) {
		return true
	}
	if realm := realmOf(a, b); realm != nil {
		if isObject(a) && isObject(b) {
			return false // two objects are equal if they are one
		}
		equal, _ := realm.Ask(AskEqual, a, b, nil)
		return equal == Bool(true)
	}
	aObject, bObject := isObject(a), isObject(b)
	switch {
	case aObject && bObject:
		return false
	case aObject:
		return LooseEqual(String(Text(a)), b)
	case bObject:
		return LooseEqual(a, String(Text(b)))
	}
	_, aString := a.(String)
	_, bString := b.(String)
	if aString && bString {
		return false
	}
	return ToNumber(a) == ToNumber(b)
}

func isObject(v Value) bool {
	switch v.(type) {
	case *Array, *Object, *Function, *Host:
		return true
	}
	return false
}

// Less is `a < b`, and whether the two can be compared at all (NaN cannot).
func Less(a, b Value) (less, comparable bool) {
	if realm := realmOf(a, b); realm != nil {
		v, comparable := realm.Ask(AskLess, a, b, nil)
		return v == Bool(true), comparable
	}
	if isObject(a) {
		a = String(Text(a))
	}
	if isObject(b) {
		b = String(Text(b))
	}
	if x, ok := a.(String); ok {
		if y, ok := b.(String); ok {
			return lessUnits(string(x), string(y)), true
		}
	}
	x, y := ToNumber(a), ToNumber(b)
	return x < y, x == x && y == y
}

// lessUnits compares by UTF-16 units; bytes of UTF-8 order the same but where
// one text has a surrogate pair and the other a unit above it.
func lessUnits(a, b string) bool {
	x, y := utf16.Encode([]rune(a)), utf16.Encode([]rune(b))
	for i := 0; i < len(x) && i < len(y); i++ {
		if x[i] != y[i] {
			return x[i] < y[i]
		}
	}
	return len(x) < len(y)
}

// ToNumber is JavaScript's ToNumber.
func ToNumber(v Value) float64 {
	switch v := v.(type) {
	case nil, Undefined:
		return math.NaN()
	case Null:
		return 0
	case Bool:
		if v {
			return 1
		}
		return 0
	case Number:
		return float64(v)
	case String:
		return numberOf(string(v))
	}
	return numberOf(Text(v))
}

// numberOf is StringToNumber (ECMAScript 2024 §7.1.4.1.1).
func numberOf(s string) float64 {
	s = strings.TrimFunc(s, IsSpace)
	if s == "" {
		return 0
	}
	if len(s) > 2 && s[0] == '0' {
		if base, ok := map[byte]int{'x': 16, 'X': 16, 'o': 8, 'O': 8, 'b': 2, 'B': 2}[s[1]]; ok {
			return digits(s[2:], base)
		}
	}
	switch strings.TrimLeft(s, "+-") {
	case "Infinity":
		if len(s) <= len("+Infinity") {
			return math.Inf(map[bool]int{true: -1, false: 1}[s[0] == '-'])
		}
		return math.NaN()
	}
	for i := range len(s) { // Go reads more than JavaScript: hex floats, "inf", "_"
		if !strings.ContainsRune("0123456789+-.eE", rune(s[i])) {
			return math.NaN()
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil && !math.IsInf(f, 0) {
		return math.NaN()
	}
	return f
}

func digits(s string, base int) float64 {
	total := 0.0
	for _, c := range s {
		d, err := strconv.ParseUint(string(c), base, 8)
		if err != nil {
			return math.NaN()
		}
		total = total*float64(base) + float64(d)
	}
	return total
}

// IsSpace reports whether r is white space to JavaScript's `\s`.
func IsSpace(r rune) bool {
	switch {
	case r >= '\t' && r <= '\r', r == ' ':
		return true
	case r < 0xA0:
		return false
	case r == 0xA0, r == 0x1680, r >= 0x2000 && r <= 0x200A, r == 0x2028, r == 0x2029, r == 0x202F, r == 0x205F, r == 0x3000, r == 0xFEFF:
		return true
	}
	return false
}
