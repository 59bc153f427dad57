// Package frontmatter reads the YAML at the top of a Markdown file and shows it as
// GitHub does: as a table.
package frontmatter

import (
	"fmt"
	"strings"
)

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// Escape is a text as HTML.
func Escape(s string) string { return escapes.Replace(s) }

// Size is the length of the front matter of a text, with the line that ends it, and the
// YAML in it; 0 if there is none. strict is how mdsvex finds it, whose first line is
// three dashes alone.
func Size(text string, strict bool) (size int, yaml string) {
	first, rest, ok := strings.Cut(text, "\n")
	if strict {
		first = strings.TrimSuffix(first, "\r")
	} else {
		first = strings.TrimRight(first, " \t\r")
	}
	if !ok || first != "---" {
		return 0, ""
	}
	start := len(text) - len(rest)
	for at := start; at < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		if strings.TrimRight(text[at:end], " \t\r\n") == "---" {
			return end, text[start:at]
		}
		at = end
	}
	return 0, ""
}

// longest is how many bytes of YAML are read.
const longest = 32 << 10

// Table is the HTML of front matter. An error says why GitHub, or this reader, cannot
// read it. It is "" for YAML that is no mapping, which is no front matter.
func Table(yaml string) (string, error) {
	if len(yaml) > longest {
		return "", fmt.Errorf("it is longer than %d kB", longest>>10)
	}
	v, err := read(yaml)
	if err != nil || v.kind != mapping || len(v.items) == 0 {
		return "", err
	}
	var b strings.Builder
	v.write(&b)
	b.WriteByte('\n')
	return b.String(), nil
}

// write writes a value: keys above their values, the items of a list beside each other.
func (v value) write(b *strings.Builder) {
	if v.kind == scalar {
		b.WriteString(Escape(v.text))
		return
	}
	b.WriteString("<table>")
	if v.kind == mapping {
		b.WriteString("<thead><tr>")
		for _, key := range v.keys {
			b.WriteString("<th>" + Escape(key) + "</th>")
		}
		b.WriteString("</tr></thead>")
	}
	b.WriteString("<tbody><tr>")
	for _, item := range v.items {
		b.WriteString("<td><div>")
		item.write(b)
		b.WriteString("</div></td>")
	}
	b.WriteString("</tr></tbody></table>")
}
