package mdsvex

import "strings"

// The site takes `.md` from relative links before it reads anything, in code as
// well (doc-builder, `strip_md_extension_from_internal_links`).

// shortAddress is what a link leads to. inner is all that stands between its
// parentheses; what begins with a scheme, `/` or `#` stays.
func shortAddress(address, inner string) string {
	if !strings.Contains(address, ".md") || !strings.HasPrefix(inner, address) {
		return address
	}
	for _, kept := range []string{"http://", "https://", "/", "#"} {
		if strings.HasPrefix(inner, kept) {
			return address
		}
	}
	address = strings.NewReplacer(".md#", "#", ".md?", "?").Replace(address)
	if len(address) > 0 && strings.HasSuffix(inner, ".md") {
		address = strings.TrimSuffix(address, ".md")
	}
	return address
}

// shortLinks is code with the links in it as the site leaves them.
func shortLinks(s string) string {
	if !strings.Contains(s, ".md") || !strings.Contains(s, "](") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '[')
		if i < 0 {
			break
		}
		text := strings.IndexByte(s[i:], ']')
		if text < 0 {
			break
		}
		text += i
		end := 0
		if at(s, text+1) == '(' {
			if end = strings.IndexByte(s[text+2:], ')'); end < 0 {
				break
			}
		}
		if end == 0 { // no bracket before this one can make a link
			b.WriteString(s[:text+1])
			s = s[text+1:]
			continue
		}
		inner := s[text+2 : text+2+end]
		b.WriteString(s[:text+2])
		b.WriteString(shortAddress(inner, inner))
		s = s[text+2+end:]
	}
	b.WriteString(s)
	return b.String()
}
