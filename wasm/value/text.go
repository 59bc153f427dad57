package value

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"livebars/wasm/units"
)

// Text is JavaScript's ToString: what `"" + v` gives.
func Text(v Value) string {
	switch v := v.(type) {
	case nil, Undefined:
		return "undefined"
	case Null:
		return "null"
	case Bool:
		return strconv.FormatBool(bool(v))
	case Number:
		return NumberText(float64(v))
	case String:
		return string(v)
	case *Array:
		var b strings.Builder
		v.join(&b)
		return b.String()
	case *Host:
		text, _ := v.Ask(AskText).(String)
		return string(text)
	case BigInt:
		return string(v)
	case *Function:
		return "function partialBlockWrapper(context) {" // the start of its source
	}
	return "[object Object]"
}

// HasText reports whether a value has a text: `"" + v` throws for an object whose
// own toString is no function, as that of JSON can be (ECMAScript 2024 §7.1.1.1).
func HasText(v Value) bool {
	switch v := v.(type) {
	case *Object:
		_, own := v.Get("toString")
		return !own
	case *Array:
		for _, item := range v.Items {
			if !HasText(item) {
				return false
			}
		}
	}
	return true
}

// join is Array.prototype.join(","), where null and undefined are empty.
func (a *Array) join(b *strings.Builder) {
	for i, item := range a.Items {
		if i > 0 {
			b.WriteByte(',')
		}
		switch item := item.(type) {
		case nil, Undefined, Null:
		case *Array:
			item.join(b)
		default:
			b.WriteString(Text(item))
		}
	}
}

// NumberText is Number::toString(10) (ECMAScript 2024 §6.1.6.1.20).
func NumberText(f float64) string {
	switch {
	case f != f:
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	case f == 0:
		return "0"
	case f == math.Trunc(f) && math.Abs(f) < 1e15:
		return strconv.FormatInt(int64(f), 10)
	}
	// The shortest digits that read back as f, and the place of the point.
	scientific := strconv.FormatFloat(math.Abs(f), 'e', -1, 64)
	mantissa, exponent, _ := strings.Cut(scientific, "e")
	digits := strings.Replace(mantissa, ".", "", 1)
	e, _ := strconv.Atoi(exponent)
	n, k := e+1, len(digits)
	sign := ""
	if f < 0 {
		sign = "-"
	}
	switch {
	case k <= n && n <= 21:
		return sign + digits + strings.Repeat("0", n-k)
	case 0 < n && n <= 21:
		return sign + digits[:n] + "." + digits[n:]
	case -6 < n && n <= 0:
		return sign + "0." + strings.Repeat("0", -n) + digits
	}
	if k > 1 {
		digits = digits[:1] + "." + digits[1:]
	}
	if e > 0 {
		return sign + digits + "e+" + strconv.Itoa(e)
	}
	return sign + digits + "e" + strconv.Itoa(e)
}

// unitAt is s[i] in JavaScript: the text of one UTF-16 unit. Half of a pair has
// no UTF-8 form and is U+FFFD, which is also what an encoder makes of it.
func unitAt(s string, i int) (string, bool) {
	at := 0
	for _, r := range s {
		size := units.Of(r)
		if i < at+size {
			if size == 2 {
				r = utf8.RuneError
			}
			return string(r), true
		}
		at += size
	}
	return "", false
}
