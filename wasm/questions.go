//go:build js && wasm

package main

import (
	"github.com/hack-pad/safejs"

	"livebars/wasm/diagnostic"
	"livebars/wasm/language"
	"livebars/wasm/preview"
)

// answerQuestion answers a question about a document: the name of a call of the contract's session
// and its arguments (web/src/library/questions.ts). The answer is JSON, or "" if there is
// none.
func answerQuestion(document *preview.Document, host *hostInput, args []safejs.Value) any {
	in := arguments{list: args}
	question := in.text()
	q := document.Questions(host.ownHelpers())
	var answer any
	switch question {
	case "complete":
		if found, ok := q.Complete(in.text(), in.number()); ok {
			answer = completions(found)
		}
	case "complete data":
		if found, ok := q.CompleteData(in.text(), language.DataKind(in.text()), in.number()); ok {
			answer = completions(found)
		}
	case "data path":
		if found, ok := q.DataPath(in.text(), language.DataKind(in.text()), in.number()); ok {
			isName := 0
			if found.IsName {
				isName = 1
			}
			text := func(s string) any { return s }
			answer = object{{"path", list(found.Path, text)}, {"names", list(found.Names, text)}, {"isName", isName}, {"from", found.From}, {"to", found.To}}
		}
	case "hover":
		if found, ok := q.Explain(in.text(), in.number()); ok {
			answer = object{{"from", found.From}, {"to", found.To}, {"lines", list(found.Lines, func(line string) any { return line })}}
		}
	case "definition":
		if found, ok := q.Definition(in.text(), in.number()); ok {
			answer = place(found)
		}
	case "references":
		answer = list(q.References(in.text(), in.number()), place)
	case "calls":
		answer = list(q.Calls(in.text()), place)
	case "rename":
		answer = list(q.Rename(in.text(), in.text()), textEdit)
	case "sample":
		answer = q.SampleData()
	case "symbols":
		answer = list(q.Symbols(in.text()), symbol)
	case "fixes":
		answer = list(q.Fixes(in.text(), diagnostic.Code(in.text()), in.number(), in.number()), fix)
	case "locate":
		at := preview.PagePlace{Island: in.number(), From: in.number(), Word: in.text(), Attribute: in.text()}
		if found, ok := q.Origin(at); ok {
			out := object{{"tag", place(found.Tag)}}
			if len(found.Data) > 0 {
				out = append(out, member{"data", place(found.Data[0])})
			}
			if found.Path != nil {
				out = append(out, member{"path", list(found.Path, func(name string) any { return name })})
			}
			answer = out
		}
	case "reveal":
		answer = list(q.Reveal(in.text(), in.number()), func(p preview.PagePlace) any {
			return object{{"island", p.Island}, {"from", p.From}, {"to", p.To}}
		})
	}
	if in.failed || answer == nil {
		return ""
	}
	w := jsonWriter{}
	w.any(answer)
	return jsText(string(w.out))
}

// arguments are the arguments of a question, in their order.
type arguments struct {
	list   []safejs.Value
	failed bool
}

func (a *arguments) next() safejs.Value {
	if len(a.list) == 0 {
		a.failed = true
		return safejs.Undefined()
	}
	v := a.list[0]
	a.list = a.list[1:]
	return v
}

func (a *arguments) text() string {
	s, err := a.next().String()
	a.failed = a.failed || err != nil
	return s
}

func (a *arguments) number() int {
	n, err := a.next().Int()
	a.failed = a.failed || err != nil
	return n
}

func completions(found language.Completions) any {
	return object{{"from", found.From}, {"to", found.To}, {"items", list(found.Items, completion)}}
}

func completion(c language.Completion) any {
	return object{{"label", c.Label}, {"kind", string(c.Kind)}}.with("insert", c.Insert).with("detail", c.Detail).with("info", c.Info)
}

func place(p language.Place) any {
	return object{{"source", p.Source}, {"from", p.From}, {"to", p.To}}
}

func textEdit(e language.Edit) any {
	return object{{"source", e.Source}, {"from", e.From}, {"to", e.To}, {"insert", e.Insert}}
}

func fix(f language.Fix) any {
	return object{{"label", f.Label}, {"edits", list(f.Edits, textEdit)}}.with("addPartial", f.AddPartial)
}

func symbol(s language.Symbol) any {
	var tags []any
	for _, t := range s.Tags {
		tags = append(tags, t[0], t[1])
	}
	return object{{"kind", string(s.Kind)}, {"name", s.Name}, {"level", s.Level}, {"from", s.From}, {"to", s.To}, {"tags", tags}}
}

// ownHelpers are the helpers that JavaScript has for a document. They are looked at once,
// for the text of each is asked for.
func (h *hostInput) ownHelpers() []language.OwnHelper {
	if !h.hasHelpers || h.lookedAt {
		return h.own
	}
	h.lookedAt = true
	r := objectReader{value: h.helpers}
	r.each(func(name string, helper safejs.Value) {
		text := ""
		if helper.Type() == safejs.TypeFunction {
			if source, err := helper.Call("toString"); err == nil {
				text, _ = source.String()
			}
		}
		h.own = append(h.own, language.OwnHelper{Name: name, Takes: language.ParametersOf(text)})
	})
	return h.own
}
