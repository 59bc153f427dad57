package language

import "strings"

// outside lists what may be written outside of tags: marks of alerts, and
// component tags.
func (d *Document) outside(at int) (Completions, bool) {
	line := d.Text[strings.LastIndexByte(d.Text[:at], '\n')+1 : at]
	from := at
	for from > 0 && isLetter(d.Text[from-1]) {
		from--
	}
	written := strings.TrimSuffix(line, d.Text[from:at])
	var items []Completion
	switch {
	case strings.Trim(strings.TrimSuffix(written, "[!"), " >") == "" && strings.Contains(written, ">") && strings.HasSuffix(written, "[!"):
		for _, kind := range d.Marks.Alerts {
			mark := strings.ToUpper(kind)
			items = append(items, Completion{Label: mark, Insert: mark + "]", Kind: Mark})
		}
	case strings.HasSuffix(written, "<"), strings.HasSuffix(written, "</"):
		for _, name := range d.Marks.Components {
			items = append(items, Completion{Label: name, Kind: Component})
		}
	}
	return Completions{From: from, To: at, Items: items}, len(items) > 0
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
