//go:build !js

package handlebars

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// generator writes random requests. Names come of a small pool, so that paths
// often lead somewhere, and every construct is counted.
type generator struct {
	*rand.Rand
	counts  map[string]int
	depth   int
	params  []string // block parameters in scope
	block   int      // above 0 where @partial-block may be there
	inlines bool     // {{#*inline "inl"}} has been written in this template
}

func newGenerator(seed uint64) *generator {
	return &generator{Rand: rand.New(rand.NewPCG(seed, 7)), counts: map[string]int{}}
}

func (g *generator) count(construct string) { g.counts[construct]++ }

// chance is true once in n times.
func (g *generator) chance(n int) bool { return g.IntN(n) == 0 }

func pick[T any](g *generator, list ...T) T { return list[g.IntN(len(list))] }

func (g *generator) request() request {
	r := request{Template: g.template(), Data: g.json(3), Partials: map[string]string{}}
	for _, name := range []string{"p", "q", "a/b", "odd name", "12"} {
		if !g.chance(12) {
			g.block = g.IntN(2) // it may be called with a block
			r.Partials[name] = g.template()
			g.block = 0
		}
	}
	if g.chance(3) {
		r.Options = map[string]any{}
		for _, name := range []string{"data", "compat", "noEscape", "strict", "assumeObjects", "preventIndent", "ignoreStandalone", "explicitPartialContext", "knownHelpersOnly"} {
			if g.chance(6) {
				g.count("option " + name)
				r.Options[name] = !g.chance(4)
			}
		}
		if g.chance(6) {
			g.count("option knownHelpers")
			r.Options["knownHelpers"] = map[string]bool{pick(g, "eq", "a", "each", "nope"): g.chance(2)}
		}
	}
	if g.chance(8) {
		g.count("runtime data")
		r.Runtime = json.RawMessage(`{"data":` + pick(g, `{"a":1,"level":"error"}`, `{"root":{"a":"R"},"key":"K"}`, `{"b":{"c":[1]},"index":7}`) + `}`)
	}
	return r
}

func (g *generator) template() string {
	g.depth, g.params, g.inlines = 0, nil, false
	return g.program(1 + g.IntN(5))
}

func (g *generator) program(n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(g.statement())
	}
	return b.String()
}

func (g *generator) statement() string {
	g.depth++
	defer func() { g.depth-- }()
	if g.depth > 4 {
		return g.text()
	}
	switch g.IntN(19) {
	case 0, 1, 2, 3, 4:
		return g.text()
	case 5, 6, 7, 8:
		return g.mustache()
	case 9, 10:
		return g.helperBlock()
	case 11:
		return g.valueBlock()
	case 12, 13:
		return g.partialTag()
	case 14:
		return g.partialBlock()
	case 15:
		return g.inline()
	case 16:
		g.count("comment")
		return g.open("!") + pick(g, " note ", "", "-- a }} b --", "----", "--\n--") + g.close()
	case 17:
		return g.rawBlock()
	}
	return g.standalone()
}

func (g *generator) text() string {
	g.count("text")
	if g.chance(150) {
		return "{"
	}
	return pick(g, "x", " ", "\n", "\n\n", "  ", "\t", " y\n", "\n  ", "a\r\nb", "<&>", "é😀", "{ ", " }", "\\", "\\{{a}}", "\\\\", "\u00a0", " }}", "\"'`=", "\n\n  \n", "", "\\{{{b}}} z")
}

// standalone puts a statement on a line of its own.
func (g *generator) standalone() string {
	g.count("standalone")
	return pick(g, "\n", "a\n") + pick(g, "", "  ", "\t") + g.statement() + pick(g, "", " ") + pick(g, "\n", "\r\n", "")
}

func (g *generator) open(mark string) string {
	if g.chance(8) {
		g.count("tilde")
		return "{{~" + mark
	}
	return "{{" + mark
}

func (g *generator) close() string {
	if g.chance(8) {
		return "~}}"
	}
	return "}}"
}

func (g *generator) mustache() string {
	body := g.call()
	switch g.IntN(6) {
	case 0:
		g.count("triple")
		if g.chance(8) {
			return "{{~{" + body + "}~}}"
		}
		return "{{{" + body + "}}}"
	case 1:
		g.count("ampersand")
		return g.open("&") + body + g.close()
	}
	g.count("mustache")
	return g.open(pick(g, "", "", " ", "\n")) + body + pick(g, "", " ") + g.close()
}

// call is a name, or a helper with its arguments.
func (g *generator) call() string {
	switch g.IntN(8) {
	case 0, 1:
		g.count("lookup")
		return "lookup " + g.arg() + " " + g.arg()
	case 2:
		g.count("comparison")
		return g.comparison()
	case 3:
		g.count("literal name")
		return pick(g, `"a"`, `'b c'`, "12", "true", "undefined", "null", "-1", "1.50", `""`)
	case 4:
		g.count("log")
		return "log " + g.arg() + pick(g, "", ` level="debug"`, " level=3")
	}
	return g.path()
}

func (g *generator) comparison() string {
	name := pick(g, "eq", "ne", "lt", "gt", "lte", "gte", "and", "or")
	args := make([]string, pick(g, 2, 2, 2, 0, 1, 3))
	for i := range args {
		args[i] = g.arg()
	}
	return strings.Join(append([]string{name}, args...), " ")
}

var names = []string{"a", "b", "c", "list", "obj", "n", "s", "t", "z", "x-y", "length", "this2", "constructor", "__proto__"}

func (g *generator) name() string {
	if len(g.params) > 0 && g.chance(3) {
		g.count("block parameter used")
		return g.params[g.IntN(len(g.params))]
	}
	return names[g.IntN(len(names))]
}

func (g *generator) path() string {
	switch g.IntN(16) {
	case 0:
		g.count("this")
		return pick(g, "this", ".", "./.", "this/a")
	case 1:
		g.count("parent")
		return pick(g, "..", "../a", "../../b", "../.", "../this", "../list.length", "../obj/a")
	case 2:
		g.count("data variable")
		return pick(g, "@index", "@key", "@first", "@last", "@root", "@root.a", "@../index", "@../key", "@root.list.length", "@nope", "@a", "@b.c", "@level", "@_parent.index", "@partial-block", "@_parent._parent.key")
	case 3:
		g.count("segment literal")
		return pick(g, "[odd name]", "[a]", "obj.[a]", "[x-y]", "list.[0]", "[this]", "obj.[..]", "[]", `[a\]b]`, "obj.[b c]", "[list].[1]")
	case 4:
		g.count("scoped")
		return pick(g, "./a", "this.b", "this/c", "./list", "this.obj.a", "./x-y")
	case 5:
		g.count("number segment")
		if g.chance(20) {
			return pick(g, "list.0", "s.true", "obj.null")
		}
		return pick(g, "list.[0]", "list.1.a", "12.a", "s.[0]", "s.length", "list.length")
	case 6:
		g.count("slash")
		return g.name() + "/" + g.name()
	case 7:
		g.count("invalid path")
		if g.chance(40) {
			return pick(g, "a/../b", "a.this", "obj/./a")
		}
	}
	p := g.name()
	for g.chance(3) {
		p += "." + g.name()
	}
	return p
}

func (g *generator) arg() string {
	switch g.IntN(10) {
	case 0:
		g.count("string argument")
		return pick(g, `"a"`, `'b'`, `"it's"`, `"say \"x\""`, `""`, `"0"`, `'<'`)
	case 1:
		g.count("number argument")
		return pick(g, "0", "1", "-1", "2.5", "10", "007", "1.0")
	case 2:
		g.count("word argument")
		return pick(g, "true", "false", "null", "undefined")
	case 3:
		if g.depth < 7 {
			g.count("subexpression")
			g.depth++
			defer func() { g.depth-- }()
			return "(" + pick(g, g.comparison(), "lookup "+g.arg()+" "+g.arg(), g.comparison(), pick(g, "nope", "eq", "or b", "nope")) + ")"
		}
	}
	return g.path()
}

func (g *generator) hash() string {
	if !g.chance(3) {
		return ""
	}
	g.count("hash")
	out := ""
	for range 1 + g.IntN(2) {
		out += " " + pick(g, "a", "b", "n", "[odd name]", "0", "x-y") + "=" + g.arg()
	}
	return out
}

// declare adds block parameters for the time of body.
func (g *generator) declare(body func() string) (declaration, text string) {
	before := len(g.params)
	if g.chance(3) {
		g.count("block parameters")
		list := []string{pick(g, "v", "a", "w")}
		if g.chance(2) {
			list = append(list, pick(g, "i", "k", "b"))
		}
		g.params = append(g.params, list...)
		declaration = " as |" + strings.Join(list, " ") + "|"
	}
	text = body()
	g.params = g.params[:before]
	return declaration, text
}

func (g *generator) otherwise() string {
	switch g.IntN(5) {
	case 0:
		g.count("else")
		return g.open(pick(g, "else", " else ", "^")) + g.close() + g.program(1+g.IntN(2))
	case 1:
		g.count("else chain")
		declaration, body := g.declare(func() string { return g.program(1 + g.IntN(2)) })
		return g.open("else ") + pick(g, "if ", "each ", "with ", "unless ") + g.arg() + declaration + g.close() + body + g.otherwise()
	}
	return ""
}

func (g *generator) helperBlock() string {
	name := pick(g, "if", "unless", "each", "with", "each", "if")
	if g.chance(25) {
		name = pick(g, "eq", "lookup", "and", "log", "nope")
	}
	g.count("block " + name)
	args := g.arg()
	if g.chance(80) {
		args = pick(g, "", g.arg()+" "+g.arg())
	}
	if g.chance(10) {
		g.count("includeZero")
		args += " includeZero=" + g.arg()
	}
	declaration, body := g.declare(func() string { return g.program(1 + g.IntN(3)) })
	mark, tail := "#", g.otherwise()
	if g.chance(8) && (!strings.Contains(tail, "else ") || g.chance(9)) {
		g.count("inverse block")
		mark = "^"
	}
	return g.open(mark) + name + " " + args + declaration + g.close() + body + tail + g.open("/") + name + g.close()
}

func (g *generator) valueBlock() string {
	g.count("block on a value")
	name := pick(g, g.path(), g.path(), `"a"`, "12", "true")
	if strings.HasPrefix(name, ".") && g.chance(2) {
		name = "obj"
	}
	declaration, body := g.declare(func() string { return g.program(1 + g.IntN(3)) })
	mark, tail := "#", g.otherwise()
	if g.chance(3) && !strings.Contains(tail, "else ") {
		mark = "^"
	}
	return g.open(mark) + name + declaration + g.close() + body + tail + g.open("/") + name + g.close()
}

func (g *generator) partialName() string {
	if g.chance(40) {
		return "nope"
	}
	if g.block > 0 && g.chance(2) || g.chance(40) {
		return "@partial-block"
	}
	if g.inlines && g.chance(2) {
		return "inl"
	}
	return pick(g, "p", "q", "p", "q", "a/b", `"odd name"`, "[odd name]", "12", `(lookup @root "pn")`)
}

func (g *generator) partialTag() string {
	name := g.partialName()
	g.count("partial")
	if strings.HasPrefix(name, "(") {
		g.count("dynamic partial")
	}
	context := ""
	if g.chance(3) {
		g.count("partial context")
		context = " " + g.arg()
	}
	tag := g.open("> ") + name + context + g.hash() + g.close()
	if g.chance(3) {
		g.count("standalone partial")
		return "\n" + pick(g, "  ", "\t", "") + tag + "\n"
	}
	return tag
}

func (g *generator) partialBlock() string {
	name := pick(g, "p", "q", "nope", "inl", "@partial-block", "a/b")
	g.count("partial block")
	context := ""
	if g.chance(4) {
		context = " " + g.arg()
	}
	return g.open("#> ") + name + context + g.hash() + g.close() + g.program(1+g.IntN(3)) + g.open("/") + name + g.close()
}

func (g *generator) inline() string {
	g.count("inline partial")
	name := pick(g, `"inl"`, `"inl"`, `"inl"`, `"p"`, `"q"`, "n")
	if g.chance(60) {
		name = `(lookup @root "pn")`
	}
	g.inlines = true
	return g.open("#*") + "inline " + name + g.close() + g.program(1+g.IntN(2)) + g.open("/") + "inline" + g.close()
}

func (g *generator) rawBlock() string {
	g.count("raw block")
	inner := pick(g, "", " {{a}} ", "\n x \n", "{{{{b}}}} y {{{{/b}}}}", "{{#if}}", "\\{{a}}")
	name := pick(g, "if", "unless", "with", "a", "list")
	args := ""
	if name != "a" && name != "list" {
		args = " " + g.arg()
	}
	return "{{{{" + name + args + "}}}}" + inner + "{{{{/" + name + "}}}}"
}

// json is a random JSON text, an object of the pool's names at the outside.
func (g *generator) json(depth int) string {
	if g.chance(25) {
		return pick(g, "null", "false", "0", `""`, `"text"`, "[]", `[1,"a",{"a":1}]`, "5", "true")
	}
	return g.object(depth, `"pn":`+pick(g, `"p"`, `"q"`, `"nope"`, `"inl"`)+",")
}

func (g *generator) object(depth int, first string) string {
	var b strings.Builder
	b.WriteString("{" + first)
	keys := append(slices.Clone(names), "0", "10", "2", "odd name", "b c", "a]b", "this", "..", "12", "true", "")
	sep := ""
	for _, key := range keys {
		if g.chance(2) {
			quoted, _ := json.Marshal(key)
			inner := g.value(depth - 1)
			if key == "__proto__" {
				inner = `"own"` // see DIFFERENCES.md: an object would become a prototype
			}
			b.WriteString(sep + string(quoted) + ":" + inner)
			sep = ","
		}
	}
	return strings.TrimSuffix(b.String(), ",") + "}"
}

func (g *generator) value(depth int) string {
	if depth > 0 {
		switch g.IntN(5) {
		case 0:
			return g.object(depth, "")
		case 1, 2:
			items := make([]string, g.IntN(4))
			for i := range items {
				items[i] = g.value(depth - 1)
			}
			return "[" + strings.Join(items, ",") + "]"
		}
	}
	return pick(g, "0", "1", "-1.5", "1e21", "true", "false", "null", `""`, `"a"`, `"text <&>"`, `"p"`, `"0"`, `"é😀"`, "[]", "{}", `"line\nline\n"`, "10")
}

func describe(counts map[string]int) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(&b, "%s %d, ", name, counts[name])
	}
	return strings.TrimSuffix(b.String(), ", ")
}
