package language

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// shape is what a template uses of a value.
type shape struct {
	names   []string // in the order in which they are used
	fields  map[string]*shape
	element *shape // of a list
	isTest  bool   // it is tested, and nothing else
}

// deepestSample is how many levels of data are sketched.
const deepestSample = 30

func (s *shape) field(name string) *shape {
	if found := s.fields[name]; found != nil {
		return found
	}
	if s.fields == nil {
		s.fields = map[string]*shape{}
	}
	s.fields[name] = &shape{}
	s.names = append(s.names, name)
	return s.fields[name]
}

func (s *shape) list() *shape {
	if s.element == nil {
		s.element = &shape{}
	}
	return s.element
}

// sketcher collects what a template and its partials use.
type sketcher struct {
	d    *Document
	open map[string]bool // partials that are being read
}

// sketchScope is what names mean at a place.
type sketchScope struct {
	context *shape
	params  map[string]*shape
}

// SampleData sketches data for the template from its paths: JSON text with lists of two
// elements, and the names of fields as their texts.
func SampleData(d Document) string {
	root := &shape{}
	s := sketcher{d: &d, open: map[string]bool{}}
	s.text("template", d.Template, []sketchScope{{context: root}})
	w := sampleWriter{}
	if len(root.fields) == 0 && root.element == nil {
		return "{}\n"
	}
	w.shape(root, "", 0, 0)
	return string(append(w.out, '\n'))
}

func (s *sketcher) text(source, text string, scopes []sketchScope) {
	r := s.d.reading(source, text)
	var stack []openTag
	levels := [][]sketchScope{scopes} // by block that is open
	for i, tags := 0, r.all(); i < len(tags) && len(stack) <= deepestSample; i++ {
		t := &tags[i]
		here := levels[len(levels)-1]
		list := words(text[t.body:t.end])
		switch {
		case t.sign == "!" || len(list) == 0:
		case t.sign == ">" || t.sign == "#>":
			s.partial(list, here)
		case t.sign == "/":
		case t.sign == "#" || t.sign == "^":
			s.arguments(list[1:], here)
		case list[0] == "else" && len(list) > 1:
			s.arguments(list[2:], here)
		case list[0] != "else":
			if len(list) == 1 {
				s.use(list[0], here)
			} else {
				s.arguments(list[1:], here)
			}
		}
		before := len(stack)
		stack = pass(stack, t, text)
		switch {
		case len(stack) > before:
			levels = append(levels, s.enter(t, list, here))
		case len(stack) < before:
			levels = levels[:len(stack)+1]
		}
	}
}

// enter are the scopes in the block that a tag opens.
func (s *sketcher) enter(t *tag, list []string, scopes []sketchScope) []sketchScope {
	if t.sign != "#" || len(list) == 0 {
		if t.sign == "^" && len(list) > 0 {
			s.test(list[0], scopes)
		}
		return scopes
	}
	b := blockOf(t.sign, list)
	argument := ""
	if len(b.args) > 0 {
		argument = b.args[0]
	}
	named := func(what *shape) map[string]*shape {
		params := map[string]*shape{}
		for i, p := range b.params {
			params[p] = &shape{} // the index
			if i == 0 {
				params[p] = what
			}
		}
		return params
	}
	switch {
	case b.name == "each":
		if found := s.use(argument, scopes); found != nil {
			return append(slices.Clip(scopes), sketchScope{found.list(), named(found.list())})
		}
		return append(slices.Clip(scopes), sketchScope{context: &shape{}})
	case b.name == "with":
		if found := s.use(argument, scopes); found != nil {
			return append(slices.Clip(scopes), sketchScope{found, named(found)})
		}
	case b.name == "if" || b.name == "unless":
		s.test(argument, scopes)
	case !s.d.isHelper(b.name) && len(b.args) == 0:
		if found := s.use(b.name, scopes); found != nil {
			return append(slices.Clip(scopes), sketchScope{found.list(), named(found.list())})
		}
	}
	return scopes
}

// arguments notes the paths among the arguments of a call.
func (s *sketcher) arguments(list []string, scopes []sketchScope) {
	for i, w := range list {
		switch {
		case w == "(" || w == ")" || w == "|" || w == "=" || w == "as":
		case w[0] == '"' || w[0] == '\'' || strings.Trim(w, "-0123456789.") == "":
		case i+1 < len(list) && list[i+1] == "=":
		case i > 0 && list[i-1] == "(":
		case betweenBars(list[:i]):
		case w == "true" || w == "false" || w == "null" || w == "undefined":
		default:
			s.use(w, scopes)
		}
	}
}

func (s *sketcher) partial(list []string, scopes []sketchScope) {
	s.arguments(list[1:], scopes)
	name := partialName(list[0])
	text, known := s.d.Partials[name]
	if !known || s.open[name] {
		return
	}
	inner := scopes[len(scopes)-1]
	if len(list) > 1 && (len(list) == 2 || list[2] != "=") {
		found := s.use(list[1], scopes)
		if found == nil {
			return
		}
		inner = sketchScope{context: found}
	}
	given := map[string]*shape{} // arguments are no data
	for i := range list {
		if i+1 < len(list) && list[i+1] == "=" {
			given[list[i]] = &shape{}
		}
	}
	if len(given) > 0 {
		inner.params = given
	}
	s.open[name] = true
	s.text("partial:"+name, text, []sketchScope{inner})
	delete(s.open, name)
}

// test notes a path that is tested.
func (s *sketcher) test(path string, scopes []sketchScope) {
	if path == "" || path == "(" {
		return
	}
	if found := s.use(path, scopes); found != nil && len(found.fields) == 0 && found.element == nil {
		found.isTest = true
	}
}

// use notes a path, and gives what it leads to; nil if that is no data.
func (s *sketcher) use(path string, scopes []sketchScope) *shape {
	if path == "" || path == "(" {
		return nil
	}
	isRoot, up, path, ok := wayUp(path)
	at := levelOf(len(scopes), isRoot, up)
	if !ok || at < 0 {
		return nil
	}
	what := scopes[at].context
	names := segments(path)
	if len(names) > 0 && up == 0 && !strings.HasPrefix(path, ".") {
		for i := at; i >= 0; i-- {
			if found := scopes[i].params[names[0]]; found != nil {
				what, names = found, names[1:]
				break
			}
		}
	}
	for i, name := range names {
		switch {
		case name == "this" || name == ".":
		case name == "length" && i == len(names)-1:
			what.list()
			return nil
		case strings.Trim(name, "0123456789") == "":
			what = what.list()
		default:
			what = what.field(name)
		}
	}
	return what
}

// sampleWriter writes shapes as JSON text.
type sampleWriter struct{ out []byte }

// shape writes a value of a name; number is that of the element it is in, from 1, or 0.
func (w *sampleWriter) shape(s *shape, name string, number, depth int) {
	indent := func(n int) { w.out = append(append(w.out, '\n'), strings.Repeat("  ", n)...) }
	switch {
	case depth > deepestSample:
		w.out = append(w.out, "null"...)
	case s.element != nil:
		w.out = append(w.out, '[')
		single := strings.TrimSuffix(name, "s")
		for i := 1; i <= 2; i++ {
			if i > 1 {
				w.out = append(w.out, ',')
			}
			indent(depth + 1)
			w.shape(s.element, single, i, depth+1)
		}
		indent(depth)
		w.out = append(w.out, ']')
	case len(s.fields) > 0:
		w.out = append(w.out, '{')
		for i, field := range s.names {
			if i > 0 {
				w.out = append(w.out, ',')
			}
			indent(depth + 1)
			w.out, _ = jsontext.AppendQuote(w.out, field)
			w.out = append(w.out, ": "...)
			w.shape(s.fields[field], field, number, depth+1)
		}
		indent(depth)
		w.out = append(w.out, '}')
	case s.isTest:
		w.out = append(w.out, "true"...)
	default:
		if number > 0 {
			name += " " + strconv.Itoa(number)
		}
		w.out, _ = jsontext.AppendQuote(w.out, name)
	}
}
