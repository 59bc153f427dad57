package mdsvex

import (
	"strings"
	"sync"

	"github.com/yuin/goldmark/util"
)

// decodeEntities replaces character references. Without loose, a reference must
// end with a semicolon.
func decodeEntities(s string, loose bool) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	for ; i >= 0; i = strings.IndexByte(s, '&') {
		b.WriteString(s[:i])
		value, size := entity(s[i:], loose)
		if size == 0 {
			value, size = "&", 1
		}
		b.WriteString(value)
		s = s[i+size:]
	}
	b.WriteString(s)
	return b.String()
}

// bareEntities are the names that HTML knows without a semicolon (HTML §13.5).
const bareEntities = "AElig AMP Aacute Acirc Agrave Aring Atilde Auml COPY Ccedil ETH Eacute Ecirc Egrave Euml GT Iacute Icirc Igrave Iuml LT Ntilde " +
	"Oacute Ocirc Ograve Oslash Otilde Ouml QUOT REG THORN Uacute Ucirc Ugrave Uuml Yacute aacute acirc acute aelig agrave amp aring atilde auml " +
	"brvbar ccedil cedil cent copy curren deg divide eacute ecirc egrave eth euml frac12 frac14 frac34 gt iacute icirc iexcl igrave iquest iuml " +
	"laquo lt macr micro middot nbsp not ntilde oacute ocirc ograve ordf ordm oslash otilde ouml para plusmn pound quot raquo reg sect shy " +
	"sup1 sup2 sup3 szlig thorn times uacute ucirc ugrave uml uuml yacute yen yuml"

const longestBareEntity = 6

// bareTables are what those names stand for, and what they stand for without
// their last letter: mdsvex's table has `&g;` for `&gt` and `&ecir;` for
// `&ecirc`, which no other reader has; of two such names the later one counts.
var bareTables = sync.OnceValues(func() (bare, short map[string]string) {
	bare, short = map[string]string{}, map[string]string{}
	for _, name := range strings.Fields(bareEntities) {
		e, _ := util.LookUpHTML5EntityByName(name)
		bare[name] = string(e.Characters)
		if less := name[:len(name)-1]; less != "sup" {
			short[less] = bare[name]
		}
	}
	return bare, short
})

// windows1252 is what the numbers 128 to 159 mean in HTML; a blank means itself.
var windows1252 = []rune("€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ")

// entity reads the character reference at the start of s: what it stands for,
// and its length, which is 0 if there is none.
func entity(s string, loose bool) (string, int) {
	i := 1
	if at(s, i) == '#' {
		return numericEntity(s, loose)
	}
	for letter(at(s, i)) || digit(at(s, i)) {
		i++
	}
	if at(s, i) == ';' {
		_, short := bareTables()
		if value, ok := short[s[1:i]]; ok {
			return value, i + 1
		}
		if e, ok := util.LookUpHTML5EntityByName(s[1:i]); ok {
			return string(e.Characters), i + 1
		}
	} else if !loose {
		return "", 0
	}
	bare, _ := bareTables()
	for end := min(i, 1+longestBareEntity); end > 2; end-- {
		if value, ok := bare[s[1:end]]; ok {
			return value, end
		}
	}
	return "", 0
}

func numericEntity(s string, loose bool) (string, int) {
	i, base := 2, 10
	if c := at(s, i); c == 'x' || c == 'X' {
		i, base = 3, 16
	}
	from, number := i, 0
	for ; ; i++ {
		c := at(s, i)
		var d int
		switch {
		case digit(c):
			d = c - '0'
		case base == 16 && c >= 'a' && c <= 'f':
			d = c - 'a' + 10
		case base == 16 && c >= 'A' && c <= 'F':
			d = c - 'A' + 10
		default:
			d = -1
		}
		if d < 0 {
			break
		}
		number = min(number*base+d, 0x110000)
	}
	if i == from {
		return "", 0
	}
	size := i
	if at(s, i) == ';' {
		size++
	} else if !loose {
		return "", 0
	}
	r := rune(number)
	switch {
	case number == 0 || number > 0x10FFFF || number >= 0xD800 && number <= 0xDFFF:
		r = '\uFFFD'
	case number >= 0x80 && number < 0xA0:
		if w := windows1252[number-0x80]; w != ' ' {
			r = w
		}
	}
	return string(r), size
}
