package markdown

import (
	"strings"

	"livebars/wasm/diagnostic"
	"livebars/wasm/edit"
	"livebars/wasm/markdown/frontmatter"
	"livebars/wasm/markdown/outline"
)

// frontMatterParser reads the YAML at the top of a file, and what is behind it with
// another parser, which sees as many line ends in its place.
type frontMatterParser struct {
	incrementalParser
	shows bool // as GitHub does; doc-builder's site shows nothing of it

	size  int // of the front matter, in bytes
	yaml  string
	block *outline.Block // what is shown of it
}

func (r *frontMatterParser) update(text string, hunks []edit.Hunk, limits Limits) ([]Note, error) {
	before := r.size
	r.read(text)
	if hunks != nil && !apartFrom(hunks, before, r.size) {
		hunks = nil
	}
	if r.size > 0 {
		text = strings.Repeat("\n", r.size) + text[r.size:]
	}
	return r.incrementalParser.update(text, hunks, limits)
}

// apartFrom reports whether each edit is in the front matter or behind it, which is so
// long before and now.
func apartFrom(hunks []edit.Hunk, before, now int) bool {
	delta := 0
	for _, h := range hunks {
		switch {
		case before > 0 && h.To < before: // its last line stays
			delta = h.Behind()
		case h.From < before:
			return false
		}
	}
	return (before > 0) == (now > 0) && before+delta == now
}

// read finds the front matter of a text.
func (r *frontMatterParser) read(text string) {
	start := 0
	if !r.shows {
		start = len(text) - len(strings.TrimLeft(text, "\r\n"))
	}
	size, yaml := frontmatter.Size(text[start:], !r.shows)
	if r.size = size; size > 0 {
		r.size += start
	}
	if size == 0 || !r.shows {
		r.block = nil
		return
	}
	if r.block != nil && r.yaml == yaml {
		r.block.At(0, size)
		return
	}
	table, err := frontmatter.Table(yaml)
	if err == nil && table == "" {
		r.size, r.block = 0, nil // a rule, and what follows it
		return
	}
	r.yaml = yaml
	r.block = &outline.Block{To: size, HTML: table}
	if err != nil {
		r.block.HTML = "<pre><code class=\"language-yaml\">" + frontmatter.Escape(yaml) + "</code></pre>\n"
		r.block.Outline.Notes = []Note{{Code: diagnostic.FrontMatter, Message: "The front matter cannot be shown as a table: " + err.Error() + ".", To: size}}
	}
}

func (r *frontMatterParser) blocks() []*outline.Block {
	list := r.incrementalParser.blocks()
	if r.block == nil {
		return list
	}
	return append([]*outline.Block{r.block}, list...)
}
