package frontmatter

import (
	"fmt"
	"strconv"
	"strings"
)

// GitHub reads with Ruby's Psych and shows what its values are as text: `yes` is true,
// `1.10` is 1.1, `010` is 8, `12:30` is 750.

// shown is a plain scalar as GitHub shows it.
func shown(s string) string {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return ""
	case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON":
		return "true"
	case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF":
		return "false"
	case ".inf", ".Inf", ".INF":
		return "Infinity"
	case "-.inf", "-.Inf", "-.INF":
		return "-Infinity"
	case ".nan", ".NaN", ".NAN":
		return "NaN"
	}
	unsigned := strings.TrimPrefix(strings.TrimPrefix(s, "-"), "+")
	if unsigned == "" || unsigned[0] != '.' && (unsigned[0] < '0' || unsigned[0] > '9') || unsigned[0] == '.' && len(unsigned) == 1 {
		return s
	}
	digits := strings.ReplaceAll(strings.ReplaceAll(s, "_", ""), ",", "")
	base := 0 // 0x, 0b and a leading 0 say it
	if unsigned[0] != '0' || unsigned == "0" {
		base = 10
	}
	if strings.HasSuffix(s, ",") || strings.HasSuffix(s, "_") {
		return s
	}
	if n, err := strconv.ParseInt(digits, base, 64); err == nil && !strings.HasPrefix(unsigned, "0o") {
		return strconv.FormatInt(n, 10)
	}
	if isFloat(unsigned) {
		if f, err := strconv.ParseFloat(digits, 64); err == nil {
			return floatText(f)
		}
	}
	if n, ok := sexagesimal(strings.TrimLeft(digits, "+-")); ok {
		if s[0] == '-' {
			n = -n
		}
		return strconv.Itoa(n)
	}
	if text, ok := timeText(s); ok {
		return text
	}
	return s
}

// isFloat reports whether a number has a point, digits, and an exponent with a sign if it
// has one.
func isFloat(s string) bool {
	whole, rest, ok := strings.Cut(s, ".")
	fraction, exponent, hasExponent := strings.Cut(strings.ToLower(rest), "e")
	if hasExponent && (len(exponent) < 2 || exponent[0] != '+' && exponent[0] != '-' || !isDigits(exponent[1:], "")) {
		return false
	}
	return ok && isDigits(whole, "_,") && isDigits(fraction, "") && whole+fraction != ""
}

// isDigits reports whether a text has digits only, or some other characters between them.
func isDigits(s, others string) bool {
	for i := range len(s) {
		if (s[i] < '0' || s[i] > '9') && strings.IndexByte(others, s[i]) < 0 {
			return false
		}
	}
	return true
}

// sexagesimal reads numbers with colons, each worth 60 of the next one.
func sexagesimal(s string) (int, bool) {
	parts := strings.Split(s, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return 0, false
	}
	n := 0
	for i, part := range parts {
		d, err := strconv.Atoi(part)
		if err != nil || !isDigits(part, "") || i > 0 && (d > 59 || len(part) > 2) {
			return 0, false
		}
		n = n*60 + d
	}
	return n, true
}

// floatText is a number as Ruby writes it.
func floatText(f float64) string {
	if abs := max(f, -f); abs != 0 && (abs < 1e-4 || abs >= 1e16) {
		mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'e', -1, 64), "e")
		if !strings.Contains(mantissa, ".") {
			mantissa += ".0"
		}
		return mantissa + "e" + exponent
	}
	text := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text
}

// timeText is a date with a time as Ruby writes it, in UTC.
func timeText(s string) (string, bool) {
	at := strings.IndexAny(s, "Tt ")
	if at < 0 {
		return "", false
	}
	clock, zone := strings.TrimLeft(s[at+1:], " \t"), ""
	if i := strings.IndexAny(clock, "Z+- "); i >= 0 {
		clock, zone = clock[:i], strings.TrimLeft(clock[i:], " \t")
	}
	clock, fraction, _ := strings.Cut(clock, ".")
	date, ok := numbers(s[:at], "-", 4, 2, 2)
	of, isTime := numbers(clock, ":", 2, 2, 2)
	offset, isZone := zoneMinutes(zone)
	if !ok || !isTime || !isZone || !isDigits(fraction, "") || of[0] > 23 || of[1] > 59 || of[2] > 59 {
		return "", false
	}
	year, month, day := date[0], date[1], date[2]
	if month < 1 || month > 12 || day < 1 || day > daysOf(year, month) {
		return "", false
	}
	// A zone moves a time to another day at most.
	minutes := 60*of[0] + of[1] - offset
	switch {
	case minutes < 0:
		minutes += 24 * 60
		if day--; day == 0 {
			if month--; month == 0 {
				year, month = year-1, 12
			}
			day = daysOf(year, month)
		}
	case minutes >= 24*60:
		minutes -= 24 * 60
		if day++; day > daysOf(year, month) {
			day = 1
			if month++; month > 12 {
				year, month = year+1, 1
			}
		}
	}
	return fmt.Sprintf("%04d-%02d-%02d %02d:%02d:%02d UTC", year, month, day, minutes/60, minutes%60, of[2]), true
}

// daysOf is how many days a month has.
func daysOf(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// zoneMinutes is how far a zone is from UTC: `Z`, `+9`, `-0330`, `+09:00`.
func zoneMinutes(s string) (int, bool) {
	if s == "" || s == "Z" {
		return 0, true
	}
	digits := strings.Replace(s[1:], ":", "", 1)
	if s[0] != '+' && s[0] != '-' || !isDigits(digits, "") || digits == "" || len(digits) > 4 {
		return 0, false
	}
	hours, _ := strconv.Atoi(digits[:min(2, len(digits))])
	minutes, _ := strconv.Atoi(digits[min(2, len(digits)):])
	if minutes += 60 * hours; minutes >= 24*60 {
		return 0, false
	}
	if s[0] == '-' {
		minutes = -minutes
	}
	return minutes, true
}

// numbers reads numbers of so many digits at most with a mark between them.
func numbers(s, mark string, sizes ...int) ([]int, bool) {
	parts := strings.Split(s, mark)
	out := make([]int, len(sizes))
	if len(parts) != len(sizes) {
		return nil, false
	}
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || len(part) > sizes[i] || !isDigits(part, "") {
			return nil, false
		}
		out[i] = n
	}
	return out, true
}
