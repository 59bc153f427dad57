package markdown

import (
	"strings"
	"testing"
)

// Looking for the end of each tag from the tag on took the product: these would not end.
func TestTagsWithoutAnEndAreReadOnce(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("<b>", 100_000),
		strings.Repeat("<b>", 50_000) + strings.Repeat("</b>", 50_000),
		strings.Repeat("<div>a", 50_000) + strings.Repeat("</p>", 50_000),
		strings.Repeat("<table><tr><td>", 20_000) + strings.Repeat("</td></tr></table>", 20_000),
		strings.Repeat("<title>", 100_000),
		strings.Repeat("<p <b>", 100_000),
	} {
		d := nested(NewHTML())
		for _, t2 := range []string{text, text[:len(text)/2] + "x" + text[len(text)/2:]} {
			if _, err := d.Update(t2, nil, never); err != nil {
				t.Fatal(err)
			}
			if d.HTML() != t2 {
				t.Errorf("%.30s…: another page", text)
			}
		}
	}
}

// The same inside of Markdown, and front matter of many short lines.
func TestLongPagesAreReadOnce(t *testing.T) {
	for name, text := range map[string]string{
		"elements in each other": strings.Repeat("<div>", 200_000) + "\n\nx\n",
		"cells in each other":    strings.Repeat("<table><tr><td>", 60_000) + "\n\nx\n",
		"quoted lines":           "---\na: \"" + strings.Repeat("x\n ", 200_000) + "\"\n---\n",
		"blank lines":            "---\na: >\n b\n" + strings.Repeat("\n", 500_000) + " c\n---\n",
		"keys":                   "---\n" + strings.Repeat("k: v\n", 100_000) + "---\n",
		"wide header":            "a" + strings.Repeat("|", 600_000) + "\n-" + strings.Repeat("|-", 600_000) + "\n",
		"mail signs":             strings.Repeat("a@", 300_000),
		"hosts":                  strings.Repeat("_www.a_b", 100_000),
	} {
		d, err := NewDocument(GFM)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := nested(d).Update(text, nil, never); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A text that is longer than what is looked at belongs to the element behind it, if that
// is short: an edit that makes it short joins the two.
func TestAnEditFarBehindALongTextChangesItsPiece(t *testing.T) {
	start := strings.Repeat("Some words. ", 1000) + "<div>" + strings.Repeat("x", reach-1000)
	long := start + strings.Repeat("y", 2000) + "</div>"
	f := &follower{document: nested(NewHTML())}
	f.update(t, long)
	for _, text := range []string{start + "</div>" + strings.Repeat("y", 2000) + "</div>", long} {
		if change := f.update(t, text); !compare(t, f, change, nested(NewHTML()), text) {
			t.Fatal("another page")
		}
	}
}

// An edit in a long element changes the piece in which it stands.
func TestAnEditInsideAnElementChangesItsPiece(t *testing.T) {
	rows := strings.Repeat("<tr><td>Some text</td><td>and more of it</td></tr>\n", 500)
	lines := strings.Repeat("A line of text that is some words long.\n", 500)
	for name, c := range map[string]struct {
		document *Document
		text     string
	}{
		"table":    {NewHTML(), "<table>\n" + rows + "</table>"},
		"deeper":   {NewHTML(), "<div><section>\n<table>\n<tbody>" + rows + "</tbody></table></section></div>"},
		"document": {NewHTML(), "<!doctype html><html><head><title>a</title></head><body>\n<table>" + rows + "</table></body>\n</html>\n"},
		"text":     {NewText(), lines},
	} {
		d := nested(c.document)
		if _, err := d.Update(c.text, nil, never); err != nil {
			t.Fatal(err)
		}
		for _, at := range []int{len(c.text) / 3, len(c.text) / 2} {
			at += strings.Index(c.text[at:], "text")
			change, err := d.Update(c.text[:at]+"x"+c.text[at:], nil, never)
			if err != nil {
				t.Fatal(err)
			}
			size := 0
			for _, s := range change.Splices {
				for _, i := range s.Insert {
					size += len(i.HTML)
				}
			}
			if size == 0 || size > 3*textPiece {
				t.Errorf("%s: an edit changes %d bytes of %d", name, size, len(c.text))
			}
			if _, err := d.Update(c.text, nil, never); err != nil {
				t.Fatal(err)
			}
		}
	}
}
