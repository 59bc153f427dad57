package mdsvex

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"livebars/wasm/units"
)

// Words and sentences of a text as parse-latin 4 finds them.

// token is a word, or a run of white space or of one sign.
type token struct {
	kind  tokenKind
	value string
	parts []*token // of a word
}

type tokenKind uint8

const (
	word tokenKind = iota
	white
	sign
	letters // a part of a word that is no sign
)

// sentence is a run of tokens that see each other. White space between
// sentences stands in a sentence of its own.
type sentence struct{ tokens []*token }

func (t *token) text() string {
	if t.kind != word {
		return t.value
	}
	if len(t.parts) == 1 {
		return t.parts[0].value
	}
	var b strings.Builder
	for _, p := range t.parts {
		b.WriteString(p.value)
	}
	return b.String()
}

func (t *token) isSign(value string) bool { return t != nil && t.kind == sign && t.value == value }

// tokensOf cuts a text into words, white space and signs.
func tokensOf(s string) []*token {
	var out []*token
	var last class
	var lastRune rune = -1
	from := 0
	flush := func(to int) {
		if to == from {
			return
		}
		t := &token{value: s[from:to]}
		switch last {
		case classWord:
			t.kind = letters
			t = &token{kind: word, parts: []*token{t}}
		case classWhite:
			t.kind = white
		default:
			t.kind = sign
		}
		out = append(out, t)
		from = to
	}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		c := classOf(r)
		if inFormula(r, size) {
			c = classWord
		}
		if c != last || c != classWord && c != classWhite && r != lastRune && r <= 0xFFFF {
			flush(i)
		}
		last, lastRune = c, r
		i += size
	}
	flush(len(s))
	return out
}

type class uint8

const (
	classNone class = iota
	classWord
	classWhite
	classPunctuation
	classSymbol
)

func classOf(r rune) class {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
			return classWord
		case r == ' ' || r >= '\t' && r <= '\r':
			return classWhite
		case strings.ContainsRune("!\"'(),-./:;?[\\]_{}", r):
			return classPunctuation
		}
		return classSymbol
	case r > 0xFFFF:
		return classSymbol // parse-latin looks at UTF-16 units
	case r == 0x85 || isSpace(r) && r != 0xFEFF:
		return classWhite
	case unicode.IsPunct(r):
		return classPunctuation
	case unicode.In(r, unicode.L, unicode.M, unicode.N):
		return classWord
	}
	return classSymbol
}

// joinWords joins words with the signs that belong into them: `don't`,
// `AT&T`, `1.5`, `and/or`, `U.S.`.
func joinWords(in []*token) []*token {
	in = each(in, func(t []*token, i int) ([]*token, int) { // & before a word
		if t[i].isSign("&") && (i == 0 || t[i-1].kind != word) && i+1 < len(t) && t[i+1].kind == word {
			t[i+1].parts = append([]*token{t[i]}, t[i+1].parts...)
			return cut(t, i, 1), i - 1
		}
		return t, i + 1
	})
	in = each(in, func(t []*token, i int) ([]*token, int) { // - behind a word
		if i > 0 && t[i].isSign("-") && t[i-1].kind == word && (i+1 == len(t) || t[i+1].kind != word) {
			t[i-1].parts = append(t[i-1].parts, t[i])
			return cut(t, i, 1), i
		}
		return t, i + 1
	})
	in = each(in, joinInner)
	in = each(in, func(t []*token, i int) ([]*token, int) { // short words with a slash between them
		if i == 0 || t[i-1].kind != word || !t[i].isSign("/") {
			return t, i + 1
		}
		next := ""
		count := 1
		parts := []*token{t[i]}
		if i+1 < len(t) && t[i+1].kind == word {
			next = t[i+1].text()
			parts = append(parts, t[i+1].parts...)
			count = 2
		}
		if units.Count(t[i-1].text()) < 3 && units.Count(next) < 3 {
			t[i-1].parts = append(t[i-1].parts, parts...)
			return cut(t, i, count), i
		}
		return t, i + 1
	})
	in = each(in, func(t []*token, i int) ([]*token, int) { // the last full stop of initials
		if i > 0 && t[i].text() == "." && t[i-1].kind == word && initials(t[i-1].parts) {
			t[i-1].parts = append(t[i-1].parts, t[i])
			return cut(t, i, 1), i
		}
		return t, i + 1
	})
	return each(in, func(t []*token, i int) ([]*token, int) { // words side by side
		if t[i].kind == word && i+1 < len(t) && t[i+1].kind == word {
			t[i].parts = append(t[i].parts, t[i+1].parts...)
			return cut(t, i+1, 1), i
		}
		return t, i + 1
	})
}

// each goes over a list that its step may change; the step tells where to go on.
func each[T any](list []T, step func([]T, int) ([]T, int)) []T {
	for i := 0; i < len(list); i = max(i, 0) {
		list, i = step(list, i)
	}
	return list
}

func cut[T any](list []T, i, count int) []T { return append(list[:i], list[i+count:]...) }

// joinInner joins the words behind a word that only signs of words stand between.
func joinInner(t []*token, i int) ([]*token, int) {
	if i == 0 || t[i].kind != sign || t[i-1].kind != word {
		return t, i + 1
	}
	var found, held []*token
	end := i
	for j := i; j < len(t); j++ {
		if t[j].kind == word {
			found = append(append(found, held...), t[j].parts...)
			held = nil
			end = j + 1
		} else if t[j].kind == sign && innerSign(t[j].value) {
			held = append(held, t[j])
		} else {
			break
		}
	}
	if len(found) == 0 {
		return t, i + 1
	}
	t[i-1].parts = append(t[i-1].parts, found...)
	return cut(t, i, end-i), i
}

// innerSign reports whether a sign may stand inside of a word.
func innerSign(s string) bool {
	if strings.Trim(s, "_") == "" {
		return true
	}
	r, size := utf8.DecodeRuneInString(s)
	return size == len(s) && strings.ContainsRune("&'-.:=?@\u00AD\u00B7\u2010\u2011\u2019\u2027", r)
}

// initials reports whether parts are single signs with full stops between them,
// not all of them digits.
func initials(parts []*token) bool {
	if len(parts) == 1 || len(parts)%2 == 0 {
		return false
	}
	digits := true
	for i := len(parts) - 1; i >= 0; i-- {
		v := parts[i].value
		if i%2 == 0 {
			if units.Count(v) > 1 {
				return false
			}
			r, _ := utf8.DecodeRuneInString(v)
			digits = digits && unicode.IsNumber(r)
		} else if v != "." {
			if i < len(parts)-2 {
				break
			}
			return false
		}
	}
	return !digits
}

// terminal reports whether a sign ends a sentence.
func terminal(t *token) bool {
	if t.kind != sign {
		return false
	}
	for _, r := range t.value {
		if !strings.ContainsRune("!.?\u2026\u203D", r) {
			return false
		}
	}
	return true
}

// abbreviations are words behind which a full stop ends no sentence.
const abbreviations = " al ca cap cca cent cf cit con cp cwt ead etc ff fl ibid id nem op pro seq sic stat tem viz "

func abbreviated(w string) bool {
	w = strings.ToLower(w)
	if len(w) <= 3 && strings.Trim(w, "0123456789") == "" || len(w) == 1 && w[0] >= 'a' && w[0] <= 'z' {
		return w != ""
	}
	return strings.Contains(abbreviations, " "+w+" ")
}

// sentencesOf puts tokens together to sentences.
func sentencesOf(tokens []*token) []sentence {
	tokens = joinWords(tokens)
	var out []sentence
	from := 0
	for i, t := range tokens {
		if i == len(tokens)-1 || terminal(t) {
			out = append(out, sentence{tokens: append([]*token(nil), tokens[from:i+1]...)})
			from = i + 1
		}
	}
	out = joinSentences(out)
	for i := range out {
		joinFullStops(&out[i])
	}
	return whiteApart(out)
}

// joinSentences joins what is no sentence of its own to the one before or behind it.
func joinSentences(in []sentence) []sentence {
	back := func(s []sentence, i int) []sentence {
		s[i-1].tokens = append(s[i-1].tokens, s[i].tokens...)
		return cut(s, i, 1)
	}
	in = each(in, func(s []sentence, i int) ([]sentence, int) { // without a word
		for _, t := range s[i].tokens {
			if t.kind == word {
				return s, i + 1
			}
		}
		if i > 0 {
			return back(s, i), i
		}
		if i+1 < len(s) {
			s[i+1].tokens = append(s[i].tokens, s[i+1].tokens...)
			return cut(s, i, 1), i + 1
		}
		return s, i + 1
	})
	in = each(in, func(s []sentence, i int) ([]sentence, int) { // signs that close belong to what they close
		if t := s[i].tokens; i > 0 && len(t) > 0 && t[0].kind == sign && affix(t[0].value) {
			s[i-1].tokens = append(s[i-1].tokens, t[0])
			s[i].tokens = t[1:]
			return s, i - 1
		}
		return s, i + 1
	})
	in = each(in, func(s []sentence, i int) ([]sentence, int) { // beginning with a small letter
		if i == 0 {
			return s, i + 1
		}
		for _, t := range s[i].tokens {
			if t.kind == sign {
				break
			}
			if t.kind == word {
				if r, _ := utf8.DecodeRuneInString(t.text()); unicode.IsLower(r) {
					return back(s, i), i
				}
				break
			}
		}
		return s, i + 1
	})
	in = each(in, func(s []sentence, i int) ([]sentence, int) { // beginning with a digit
		if t := s[i].tokens; i > 0 && len(t) > 0 && t[0].kind == word && digit(at(t[0].text(), 0)) {
			return back(s, i), i
		}
		return s, i + 1
	})
	in = each(in, func(s []sentence, i int) ([]sentence, int) { // ending with an abbreviation
		t := s[i].tokens
		if n := len(t); n > 1 && t[n-1].text() == "." && t[n-2].kind == word && abbreviated(t[n-2].text()) {
			t[n-2].parts = append(t[n-2].parts, t[n-1])
			s[i].tokens = t[:n-1]
			if i+1 < len(s) {
				s[i].tokens = append(s[i].tokens, s[i+1].tokens...)
				return cut(s, i+1, 1), i - 1
			}
		}
		return s, i + 1
	})
	return each(in, func(s []sentence, i int) ([]sentence, int) { // beginning with a comma
		if i == 0 {
			return s, i + 1
		}
		for _, t := range s[i].tokens {
			if t.kind == word {
				break
			}
			if t.kind == sign {
				if t.value == "," || t.value == ";" {
					return back(s, i), i
				}
				break
			}
		}
		return s, i + 1
	})
}

// affix reports whether signs close something, or end a sentence once more.
func affix(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	for _, r := range s {
		if r != first {
			return false
		}
	}
	switch first {
	case ')', ']', '}', '"', '\'', '\u00BB', '\u2019', '\u201D', '\u203A', '!', '.', '?', '\u2026', '\u203D', '\u2E03', '\u2E05', '\u2E0A', '\u2E0D', '\u2E1D', '\u2E21':
		return true
	}
	return unicode.Is(unicode.Pe, first)
}

// joinFullStops joins full stops inside of a sentence to the word before or behind.
func joinFullStops(s *sentence) {
	found := false
	for i := len(s.tokens) - 1; i >= 0; i-- {
		t := s.tokens[i]
		if t.kind != sign {
			found = found || t.kind == word
			continue
		}
		if !terminal(t) {
			continue
		}
		if !found {
			found = true
			continue
		}
		if t.value != "." {
			continue
		}
		if i > 0 && s.tokens[i-1].kind == word {
			if i+2 < len(s.tokens) && s.tokens[i+1].kind == white && s.tokens[i+2].text() == "." {
				continue
			}
			s.tokens[i-1].parts = append(s.tokens[i-1].parts, t)
			s.tokens = cut(s.tokens, i, 1)
			i--
		} else if i+1 < len(s.tokens) && s.tokens[i+1].kind == word {
			s.tokens[i+1].parts = append([]*token{t}, s.tokens[i+1].parts...)
			s.tokens = cut(s.tokens, i, 1)
		}
	}
}

// whiteApart takes white space from the ends of sentences, and breaks sentences
// at empty lines.
func whiteApart(in []sentence) []sentence {
	var out []sentence
	for _, s := range in {
		t := s.tokens
		if len(t) > 0 && t[0].kind == white {
			out = append(out, sentence{tokens: t[:1]})
			t = t[1:]
		}
		var tail []*token
		for len(t) > 0 && t[len(t)-1].kind == white {
			tail = t[len(t)-1:]
			t = t[:len(t)-1]
		}
		for i := 1; i < len(t)-1; i++ {
			if t[i].kind == white && strings.Count(strings.ReplaceAll(t[i].value, "\r\n", "\n"), "\n") > 1 {
				out = append(out, sentence{tokens: t[:i:i]}, sentence{tokens: t[i : i+1]})
				t = t[i+1:]
				i = 0
			}
		}
		out = append(out, sentence{tokens: t})
		if tail != nil {
			out = append(out, sentence{tokens: tail})
		}
	}
	return out
}
