package language

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"livebars/wasm/diagnostic"
	"livebars/wasm/spelling"
	"livebars/wasm/value"
)

// Fix is a change that makes an end of a problem.
type Fix struct {
	Label string // what it does, with code between backquotes
	Edits []Edit
	// AddPartial is the name of a partial that is to be there, empty; "" for none.
	AddPartial string
}

// Problem is what a fix is for: a diagnostic, with bytes in the text of its source.
type Problem struct {
	Code     diagnostic.Code
	From, To int
}

// Fixes are the changes that make an end of a problem in the text of the document, the
// most likely one first.
func Fixes(d Document, p Problem) []Fix {
	if p.From < 0 || p.To > len(d.Text) || p.From > p.To {
		return nil
	}
	f := fixer{d: &d, text: d.Text, at: span{p.From, p.To}}
	if d.Source == "data" {
		if p.Code == diagnostic.DataSyntax {
			f.data()
		}
		return f.out
	}
	switch p.Code {
	case diagnostic.MissingPath, diagnostic.MissingValue:
		f.misspeltPath()
	case diagnostic.UnknownHelper, diagnostic.NotAHelper:
		f.misspeltHelper()
	case diagnostic.UnknownPartial:
		f.misspeltPartial()
	case diagnostic.UnclosedBlock:
		f.unclosedBlock()
	case diagnostic.MismatchedBlock:
		f.mismatchedBlock()
	case diagnostic.StrayClose, diagnostic.StrayElse:
		f.replace("Remove the tag", p.From, p.To, "")
	case diagnostic.UnclosedTag:
		f.unclosedTag()
	case diagnostic.UnclosedComment:
		f.unclosedComment()
	case diagnostic.Syntax, diagnostic.HelperArguments, diagnostic.InvalidPath:
		f.syntax()
	case diagnostic.TableColumns:
		f.tableColumns()
	case diagnostic.OpenHTML, diagnostic.ComponentSyntax:
		if strings.HasPrefix(f.text[p.From:], "<") && p.To == p.From+1 {
			f.replace("Write `&lt;`", p.From, p.From+1, "&lt;")
		}
	}
	return f.out
}

type fixer struct {
	d    *Document
	text string
	at   span
	out  []Fix
}

// replace offers to write something in place of a part of the text.
func (f *fixer) replace(label string, from, to int, insert string) {
	f.out = append(f.out, Fix{Label: label, Edits: []Edit{{Place{f.d.Source, from, to}, insert}}})
}

func (f *fixer) word() string { return f.text[f.at.from:f.at.to] }

// misspeltPath offers the name that the data have.
func (f *fixer) misspeltPath() {
	s, ok := f.d.subjectAt(f.at.from)
	if !ok || s.kind != pathSubject {
		return
	}
	contexts, names := start(f.d.scopesAt(s.open), s.word)
	for i, name := range names {
		next := follow(contexts, names[i:i+1])
		if len(next) > 0 {
			contexts = next
			continue
		}
		var known []string
		for _, v := range contexts {
			known = append(known, value.Names(v)...)
			if len(known) > mostValues {
				break
			}
		}
		near := spelling.Nearest(name, known)
		if w, ok := written(near); ok && near != "" {
			if at := strings.LastIndex(s.word, name); at >= 0 {
				f.replace(fmt.Sprintf("Write `%s`", near), s.at.from+at, s.at.from+at+len(name), w)
			}
		}
		return
	}
}

func (f *fixer) misspeltHelper() {
	var known []string
	for _, h := range f.d.helpers() {
		known = append(known, h.name)
	}
	word := f.word()
	// Names of helpers are short: two edits make any of three letters of another one.
	if near := spelling.NearestWithin(word, known, max(1, len([]rune(word))/3)); near != "" {
		f.rename(word, near)
	}
}

// rename offers another name for what a tag calls, and for the tag that closes it.
func (f *fixer) rename(from, to string) {
	fix := Fix{Label: fmt.Sprintf("Write `%s`", to), Edits: []Edit{{Place{f.d.Source, f.at.from, f.at.to}, to}}}
	_, in := f.d.reading(f.d.Source, f.text).open(f.at.from)
	if in != nil && in.sign == "#" && in.name(f.text) == from {
		if closing := f.d.closing(f.d.Source, f.text, in); closing != nil {
			fix.Edits = append(fix.Edits, Edit{Place{f.d.Source, closing.body, closing.end}, to})
		}
	}
	f.out = append(f.out, fix)
}

func (f *fixer) misspeltPartial() {
	_, in := f.d.reading(f.d.Source, f.text).open(min(f.at.from+len("{{"), len(f.text)))
	if in == nil {
		return
	}
	at, ok := in.partial(f.text)
	if !ok {
		return
	}
	name := partialName(f.text[at.from:at.to])
	var known []string
	for other := range f.d.Partials {
		known = append(known, other)
	}
	if near := spelling.Nearest(name, known); near != "" {
		f.replace(fmt.Sprintf("Write `%s`", near), at.from, at.to, writtenPartial(near))
	}
	f.out = append(f.out, Fix{Label: fmt.Sprintf("Add the partial `%s`", name), AddPartial: name})
}

// unclosedBlock offers to close the block of a tag where the block around it ends, or at
// the end of the text.
func (f *fixer) unclosedBlock() {
	tags := f.d.reading(f.d.Source, f.text).all()
	i := slices.IndexFunc(tags, func(t tag) bool { return t.from == f.at.from })
	if i < 0 {
		return
	}
	opening := &tags[i]
	name := opening.name(f.text)
	if strings.HasPrefix(f.text[opening.from:], "{{{{") {
		f.insertClosing(opening, len(f.text), "{{{{/"+name+"}}}}")
		return
	}
	place := len(f.text)
	var open []string
	for k := i + 1; k < len(tags); k++ {
		t := &tags[k]
		switch {
		case t.sign == "#" || t.sign == "#>" || t.sign == "#*" || t.sign == "^" && t.name(f.text) != "":
			open = append(open, t.name(f.text))
			continue
		case t.sign != "/":
			continue
		case len(open) > 0 && open[len(open)-1] == t.name(f.text):
			open = open[:len(open)-1]
			continue
		case len(open) > 0:
			continue
		}
		place = t.from
		break
	}
	f.insertClosing(opening, place, "{{/"+name+"}}")
}

// insertClosing offers a tag that closes a block: on a line of its own if the one that
// opens it stands on one.
func (f *fixer) insertClosing(opening *tag, place int, closing string) {
	label := fmt.Sprintf("Close with `%s`", closing)
	if f.isAlone(opening) {
		start := f.lineStart(place)
		if strings.TrimSpace(f.text[start:place]) == "" {
			f.replace(label, start, start, closing+"\n")
			return
		}
		if place == len(f.text) {
			closing = "\n" + closing + "\n"
		}
	}
	f.replace(label, place, place, closing)
}

func (f *fixer) lineStart(at int) int { return strings.LastIndexByte(f.text[:at], '\n') + 1 }

func (f *fixer) lineEnd(at int) int {
	if end := strings.IndexAny(f.text[at:], "\r\n"); end >= 0 {
		return at + end
	}
	return len(f.text)
}

func (f *fixer) isAlone(t *tag) bool {
	return strings.TrimSpace(f.text[f.lineStart(t.from):t.from]) == "" && strings.TrimSpace(f.text[t.to:f.lineEnd(t.to)]) == ""
}

// mismatchedBlock offers to close the block that is open, before the tag or with it.
func (f *fixer) mismatchedBlock() {
	open, in := f.d.reading(f.d.Source, f.text).openTags(f.at.from + len("{{/"))
	if in == nil || len(open) == 0 {
		return
	}
	opening := open[len(open)-1].tag
	name := opening.name(f.text)
	closed := in.name(f.text)
	isOuter := slices.ContainsFunc(open[:len(open)-1], func(o openTag) bool { return o.tag.name(f.text) == closed })
	if isOuter {
		f.insertClosing(opening, in.from, "{{/"+name+"}}")
	}
	f.replace(fmt.Sprintf("Write `{{/%s}}`", name), in.body, in.end, name)
	if isOuter {
		return
	}
	if opening.sign == "#" && f.d.isHelper(closed) {
		at := strings.Index(f.text[opening.body:opening.end], name) + opening.body
		f.replace(fmt.Sprintf("Open with `{{#%s}}`", closed), at, at+len(name), closed)
	}
}

// unclosedTag offers the braces that are missing.
func (f *fixer) unclosedTag() {
	if !strings.HasPrefix(f.text[f.at.from:], "{{") {
		return
	}
	t := readTag(f.text, f.at.from)
	closing := "}}"
	if t.sign == "{" {
		closing = "}}}"
	}
	if strings.HasPrefix(f.text[f.at.from:], "{{{{") {
		closing = "}}}}"
	}
	head := f.text[t.body:min(t.end, f.lineEnd(t.body))]
	if t.sign == "" || t.sign == "/" || t.sign == ">" || t.sign == "{" || t.sign == "&" {
		// What follows the name may be text that is meant to be seen.
		head = head[:leadingSpace(head)+nameLength(strings.TrimLeft(head, " \t"))]
	}
	end := t.body + len(strings.TrimRight(head, " \t}"))
	to := end
	for to < len(f.text) && f.text[to] == '}' {
		to++
	}
	f.replace(fmt.Sprintf("Close with `%s`", closing), end, to, closing)
}

func (f *fixer) unclosedComment() {
	closing := "}}"
	if strings.HasPrefix(strings.TrimLeft(f.text[f.at.from:], "{~"), "!--") {
		closing = "--}}"
	}
	end := f.lineEnd(f.at.from)
	f.replace(fmt.Sprintf("Close with `%s`", closing), end, end, closing)
}

var (
	comparison    = regexp.MustCompile(`([^\s()=!<>&|{}~#^]+)\s*(===?|!==?|<=|>=|&&|\|\||<|>)\s*("[^"]*"|'[^']*'|[^\s()=!<>&|{}~]+)`)
	bareParameter = regexp.MustCompile(`\bas\s+([^\s|{}~()]+(?:\s+[^\s|{}~()]+)?)\s*$`)
)

var comparisonHelpers = map[string]string{
	"==": "eq", "===": "eq", "!=": "ne", "!==": "ne", "<": "lt", ">": "gt", "<=": "lte", ">=": "gte", "&&": "and", "||": "or",
}

var straightQuotes = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "‘", "'", "’", "'")

// syntax offers what another template language has in Handlebars.
func (f *fixer) syntax() {
	_, t := f.d.reading(f.d.Source, f.text).open(max(f.at.from, 1))
	if t == nil {
		return
	}
	to := t.end
	if i := strings.Index(f.text[t.body:], "}}"); i >= 0 {
		to = t.body + i
	}
	body := f.text[t.body:to]
	if m := comparison.FindStringSubmatchIndex(body); m != nil {
		helper := comparisonHelpers[body[m[4]:m[5]]]
		if f.d.isHelper(helper) {
			call := fmt.Sprintf("%s %s %s", helper, body[m[2]:m[3]], body[m[6]:m[7]])
			if m[2] > leadingSpace(body) && !strings.HasSuffix(body[:m[2]], "(") {
				call = "(" + call + ")"
			}
			f.replace(fmt.Sprintf("Write `%s`", call), t.body+m[0], t.body+m[1], call)
			return
		}
	}
	if m := bareParameter.FindStringSubmatchIndex(body); m != nil && t.sign == "#" {
		name := body[m[2]:m[3]]
		f.replace(fmt.Sprintf("Write `as |%s|`", name), t.body+m[2], t.body+m[3], "|"+name+"|")
		return
	}
	if straight := straightQuotes.Replace(body); straight != body {
		f.replace("Write straight quotes", t.body, to, straight)
		return
	}
	switch at := f.text[f.at.from:f.at.to]; {
	case at == ",":
		end := f.at.to
		for end < len(f.text) && f.text[end] == ' ' {
			end++
		}
		f.replace("Write a space", f.at.from, end, " ")
	case at == "(" && strings.Count(body, "(") > strings.Count(body, ")"):
		f.replace("Close with `)`", to, to, ")")
	case at == "." || at == "/":
		f.replace(fmt.Sprintf("Remove `%s`", at), f.at.from, f.at.to, "")
	case strings.HasPrefix(at, `"`), strings.HasPrefix(at, "'"):
		f.replace(fmt.Sprintf("Close with `%s`", at[:1]), t.body+len(strings.TrimRight(body, " ")), t.body+len(strings.TrimRight(body, " ")), at[:1])
	case strings.HasPrefix(f.text[f.at.from:], "as"), at == "|":
		if strings.Count(body, "|") == 1 {
			f.replace("Close with `|`", t.body+len(strings.TrimRight(body, " ")), t.body+len(strings.TrimRight(body, " ")), "|")
		}
	}
}

// tableColumns offers a row of dashes that is as wide as the header above it.
func (f *fixer) tableColumns() {
	header := f.lineStart(f.at.from)
	end := f.lineEnd(header)
	row := end
	for row < len(f.text) && (f.text[row] == '\r' || f.text[row] == '\n') {
		row++
	}
	dashes := f.text[row:f.lineEnd(row)]
	if strings.Trim(dashes, " \t|:-") != "" || dashes == "" {
		return
	}
	cells, have := cellsOf(f.text[header:end]), cellsOf(dashes)
	for len(have) < len(cells) {
		have = append(have, " --- ")
	}
	wide := "|" + strings.Join(have[:len(cells)], "|") + "|"
	f.replace("Make the row of dashes as wide as the header", row, row+len(dashes), wide)
}

// cellsOf are the cells of a row of a table.
func cellsOf(row string) (cells []string) {
	row = strings.TrimSpace(row)
	row = strings.TrimPrefix(row, "|")
	start := 0
	for i := range len(row) {
		if row[i] == '|' && (i == 0 || row[i-1] != '\\') {
			cells = append(cells, row[start:i])
			start = i + 1
		}
	}
	if start < len(row) {
		cells = append(cells, row[start:])
	}
	return cells
}
