package value

import (
	"errors"
	"math"
	"strings"
	"testing"

	"livebars/wasm/diagnostic"
)

var wide = DecodeLimits{Bytes: 1 << 20, Depth: 256, Overtime: func() bool { return false }}

func TestDecodeKeepsJavaScriptsOrder(t *testing.T) {
	v, err := Decode(`{"b":1,"10":2,"a":3,"2":4,"b":5,"01":6}`, wide)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	Entries(v, func(key string, v Value) { got = append(got, key+"="+Text(v)) })
	if s := strings.Join(got, " "); s != "2=4 10=2 b=5 a=3 01=6" {
		t.Errorf("order: %s", s)
	}
}

func TestLargeObjectsFindTheirKeys(t *testing.T) {
	var text strings.Builder
	text.WriteString("{")
	for i := range 40 {
		if i > 0 {
			text.WriteString(",")
		}
		text.WriteString(`"k` + NumberText(float64(i)) + `":` + NumberText(float64(i)))
	}
	text.WriteString(`,"7":"seven"}`)
	v, err := Decode(text.String(), wide)
	if err != nil {
		t.Fatal(err)
	}
	o := v.(*Object)
	if key, _ := o.At(0); key != "7" {
		t.Errorf("first key %q, want the array index", key)
	}
	for i := range 40 {
		if v, ok := o.Get("k" + NumberText(float64(i))); !ok || v != Number(i) {
			t.Errorf("k%d is %v, %v", i, v, ok)
		}
	}
}

func TestDecodeReadsAsJSONParse(t *testing.T) {
	cases := map[string]string{
		`1e999`: "Infinity", `-0`: "0", `1e21`: "1e+21", `123456789012345680000`: "123456789012345680000",
		`0.1`: "0.1", `1e-7`: "1e-7", `0.000001`: "0.000001", `5e-324`: "5e-324", `-12.50`: "-12.5",
		`[1,[2,3],null,"x"]`: "1,2,3,,x", `{}`: "[object Object]", `true`: "true", `"\ud83d\ude00"`: "😀", `[]`: "",
	}
	for text, want := range cases {
		v, err := Decode(text, wide)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if got := Text(v); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestFaultsAreNamedWithTheirPlace(t *testing.T) {
	cases := []struct {
		text, message string
		from          int
	}{
		{``, "The data is empty: write at least `{}`.", 0},
		{`{"a":1`, "`{` opened on line 1 is never closed.", 0},
		{"{\n\"a\":[1,2}", "Expected `,` or `]` after the value, but found `}`.", 10},
		{`{"a":1,}`, "Take away the comma before `}`: the last entry has none.", 6},
		{`[1,2,]`, "Take away the comma before `]`: the last entry has none.", 4},
		{`{"a" 1}`, "Expected `:` after the name, but found `1`.", 5},
		{`{"a":1 "b":2}`, "Expected `,` or `}` after the value, but found `\"`.", 7},
		{`{a:1}`, "Text goes in double quotes: `\"a\"`.", 1},
		{`{"a":1,b:1}`, "Text goes in double quotes: `\"b\"`.", 7},
		{`{'a':1}`, "JSON strings and names take double quotes, not single ones.", 1},
		{`{"a":True}`, "JSON has no `True`: write `true`.", 5},
		{`{"a":}`, "Expected a value, but found `}`.", 5},
		{"{\"a\":\"x\ny\"}", "A string ends on its own line: close it with `\"`, or write `\\n` for a line break.", 7},
		{`{"a":"\q"}`, "A backslash in a string must start an escape such as `\\n`, `\\\"` or `\\\\`.", 6},
		{`// note`, "JSON has no comments.", 0},
		{`{} {}`, "The data goes on after its end: only one JSON value may stand here.", 3},
		{`[1 2]`, "Expected `,` or `]` after the value, but found `2`.", 3},
	}
	for _, c := range cases {
		_, err := Decode(c.text, wide)
		var p *diagnostic.Problem
		if !errors.As(err, &p) {
			t.Errorf("%q: %v is no problem", c.text, err)
			continue
		}
		if p.Message != c.message || p.From != c.from || p.Source != "data" {
			t.Errorf("%q: %q at %d, want %q at %d", c.text, p.Message, p.From, c.message, c.from)
		}
	}
}

func TestLimitsOfData(t *testing.T) {
	cases := []struct {
		text   string
		limits DecodeLimits
		code   string
	}{
		{strings.Repeat("[", 300) + strings.Repeat("]", 300), wide, "depth-limit"},
		{strings.Repeat("[", 200000), wide, "depth-limit"},
		{`"` + strings.Repeat("x", 100) + `"`, DecodeLimits{Bytes: 50, Depth: 9, Overtime: wide.Overtime}, "data-limit"},
		{"[" + strings.Repeat("1,", 10000) + "1]", DecodeLimits{Bytes: 1 << 20, Depth: 9, Overtime: func() bool { return true }}, "time-limit"},
	}
	for _, c := range cases {
		_, err := Decode(c.text, c.limits)
		var p *diagnostic.Problem
		if !errors.As(err, &p) || string(p.Code) != c.code {
			t.Errorf("%.20q: %v, want %s", c.text, err, c.code)
		}
	}
}

func TestOwnPropertiesOnly(t *testing.T) {
	v, _ := Decode(`{"list":[1,2],"text":"a😀","__proto__":{"x":1}}`, wide)
	list, _ := Own(v, "list")
	text, _ := Own(v, "text")
	cases := []struct {
		v    Value
		name string
		want string
	}{
		{list, "length", "2"}, {list, "1", "2"}, {list, "2", "undefined"}, {list, "map", "undefined"},
		{text, "length", "3"}, {text, "0", "a"}, {text, "trim", "undefined"}, {Number(1), "toFixed", "undefined"},
		{v, "constructor", "undefined"}, {v, "__proto__", "[object Object]"}, {Null{}, "x", "undefined"},
	}
	for _, c := range cases {
		if got, _ := Own(c.v, c.name); Text(got) != c.want {
			t.Errorf("%v.%s = %s, want %s", c.v, c.name, Text(got), c.want)
		}
	}
}

func TestComparisonsAreJavaScripts(t *testing.T) {
	one, list := Number(1), &Array{Items: []Value{Number(1)}}
	if !LooseEqual(String("1"), one) || StrictEqual(String("1"), one) || !LooseEqual(list, one) || LooseEqual(list, &Array{Items: list.Items}) {
		t.Error("equality")
	}
	if !LooseEqual(Null{}, Undefined{}) || LooseEqual(Null{}, Number(0)) || StrictEqual(Number(math.NaN()), Number(math.NaN())) {
		t.Error("equality of nothing")
	}
	cases := []struct {
		a, b Value
		less bool
	}{
		{String("10"), String("9"), true}, {String("10"), Number(9), false}, {Null{}, Number(1), true},
		{Undefined{}, Number(1), false}, {String("\uFFFD"), String("😀"), false}, {Bool(false), Bool(true), true},
		{String("0x10"), Number(17), true}, {String(" 7 "), Number(8), true}, {String("-Infinity"), Number(0), true},
		{String("1_0"), Number(99), false}, {list, Number(2), true},
	}
	for _, c := range cases {
		if less, _ := Less(c.a, c.b); less != c.less {
			t.Errorf("%v < %v is %v", c.a, c.b, less)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.5e3,"x\u0041"]}`, `[`, `{"a":`, `"\ud800"`, `nul`, "{\"a\":\"\x01\"}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := Decode(text, wide)
		if err == nil {
			_ = Text(v)
			return
		}
		var p *diagnostic.Problem
		if !errors.As(err, &p) {
			t.Fatalf("%v is no problem", err)
		}
		if p.From < 0 || p.To < p.From || p.To > len(text) {
			t.Fatalf("place %d to %d in %d bytes", p.From, p.To, len(text))
		}
	})
}
