package frontmatter

import (
	"strings"
	"testing"
)

// text shows a value in one line.
func (v value) String() string {
	if v.kind == scalar {
		return "«" + strings.ReplaceAll(v.text, "\n", "⏎") + "»"
	}
	var out []string
	for i, item := range v.items {
		if v.kind == mapping {
			out = append(out, v.keys[i]+"="+item.String())
		} else {
			out = append(out, item.String())
		}
	}
	return map[kind]string{list: "[", mapping: "{"}[v.kind] + strings.Join(out, " ") + map[kind]string{list: "]", mapping: "}"}[v.kind]
}

func TestRead(t *testing.T) {
	for yaml, want := range map[string]string{
		"a: b":                           "{a=«b»}",
		"a: b # c\n# d\nb:    c   \n":    "{a=«b» b=«c»}",
		"a: b: c":                        "error",
		"a: \"b: c\"\n'd': 'it''s'":      "{a=«b: c» d=«it's»}",
		"a: \"x\\ty\\u00e9\\\"\"":        "{a=«x\ty脩»}",
		"a:\n  b: c\n  d:\n    - e\n":    "{a={b=«c» d=[«e»]}}",
		"a:\n- b\n- c\nd: e":             "{a=[«b» «c»] d=«e»}",
		"a:\n  - b: c\n    d: e\n  - f":  "{a=[{b=«c» d=«e»} «f»]}",
		"a:\n  - - b\n    - c":           "{a=[[«b» «c»]]}",
		"a: [b, \"c, d\", [e], {f: g}]":  "{a=[«b» «c, d» [«e»] {f=«g»}]}",
		"a: [b,\n  c] # x":               "{a=[«b» «c»]}",
		"a: {b: c, d}":                   "{a={b=«c» d=«»}}",
		"a: |\n  b\n   c\n\n  d\ne: f":   "{a=«b⏎ c⏎⏎d⏎» e=«f»}",
		"a: |\n  b\n    \n":              "{a=«b⏎  ⏎»}",
		"a: >-\n  b\n  c\n\n  d\n":       "{a=«b c⏎d»}",
		"a: |+\n  b\n\n":                 "{a=«b⏎⏎»}",
		"a: b\n  c\n\n  d\ne: f":         "{a=«b c⏎d» e=«f»}",
		"a: https://b.example/c#d":       "{a=«https://b.example/c#d»}",
		"a:\nb:":                         "{a=«» b=«»}",
		"a: yes\nb: ~\nc: 1.10\nd: 010":  "{a=«true» b=«» c=«1.1» d=«8»}",
		"a: 1_000\nb: 12:30\nc: 0x1f":    "{a=«1000» b=«750» c=«31»}",
		"a: 2024-01-05":                  "{a=«2024-01-05»}",
		"a: 2018-03-01 00:43:40":         "{a=«2018-03-01 00:43:40 UTC»}",
		"a: 2018-03-01T00:43:40+09:00":   "{a=«2018-02-28 15:43:40 UTC»}",
		"a: 2024-01-01 01:00:00 +2":      "{a=«2023-12-31 23:00:00 UTC»}",
		"a: 2024-02-28T23:00:00.5-0130":  "{a=«2024-02-29 00:30:00 UTC»}",
		"a: 2023-02-29 00:00:00":         "{a=«2023-02-29 00:00:00»}",
		"a: 1.0e+20\nb: v1.2\nc: 1.2.3":  "{a=«1.0e+20» b=«v1.2» c=«1.2.3»}",
		"1: a":                           "{1=«a»}",
		"a: b\na: c":                     "{a=«c»}",
		"a: -1\nb: - x":                  "error",
		"a: *x":                          "error",
		"a: &x b":                        "error",
		"a: !!str b":                     "error",
		"? a\n: b":                       "error",
		"a: [b":                          "error",
		"a: \"b":                         "error",
		"a: 'b' c":                       "error",
		"  a: b\n c: d":                  "error",
		"a: b\n c: d":                    "error",
		"\ta: b":                         "error",
		"a: @b":                          "error",
		"plain text":                     "«plain text»",
		"- a\n- b":                       "[«a» «b»]",
		"":                               "«»",
		"# only a comment":               "«»",
		strings.Repeat("- ", 100) + "a":  "error",
		"a: " + strings.Repeat("[", 100): "error",
	} {
		got := "error"
		if v, err := read(yaml); err == nil {
			got = v.String()
		}
		if want = strings.ReplaceAll(want, "脩", "é\""); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", yaml, got, want)
		}
	}
}

func TestSize(t *testing.T) {
	for text, want := range map[string][2]int{
		"---\na: b\n---\nx":   {13, 13},
		"---\na: b\n---":      {12, 12},
		"--- \na: b\n--- \nx": {15, 0},
		"---\r\na\r\n---\r\n": {13, 13},
		"---\n---\n":          {8, 8},
		"---\na: b\n":         {0, 0},
		"----\na\n----\n":     {0, 0},
		" ---\na\n---\n":      {0, 0},
		"---":                 {0, 0},
		"":                    {0, 0},
	} {
		github, _ := Size(text, false)
		strict, _ := Size(text, true)
		if github != want[0] || strict != want[1] {
			t.Errorf("%q: %d, %d", text, github, strict)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, yaml := range []string{"a: b\nc:\n  - d: [e, {f: 'g'}]\n", "a: |2\n   b\n", "a: >+\n b\n\n c\n", "\"a\\u0041\": b", "- - -\n", "{a: [b]: c}"} {
		f.Add(yaml)
	}
	f.Fuzz(func(_ *testing.T, yaml string) { _, _ = Table(yaml) })
}
