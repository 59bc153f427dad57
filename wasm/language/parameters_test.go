package language

import "testing"

func TestParametersOf(t *testing.T) {
	for function, want := range map[string]string{
		"(text) => text.toUpperCase()":               "text",
		"text => text":                               "text",
		"async text => text":                         "text",
		"function (a, b, options) { return a }":      "a b",
		"function join(list, separator = \", \") {}": "list separator",
		"join(list, by = (x) => x, options) { }":     "list by",
		"(...values) => values.length":               "values…",
		"({ hash }) => hash":                         "…",
		"(a, { fn, inverse }) => fn(a)":              "a …",
		"() => 1":                                    "",
		"(options) => options.fn(this)":              "",
		"(_options) => 1":                            "",
		"function () { [native code] }":              "",
		"class A { }":                                "",
		"":                                           "",
		"(":                                          "",
		"(a, \"":                                     "",
		"größe => größe":                             "größe",
	} {
		if got := ParametersOf(function); got != want {
			t.Errorf("%s: %q, not %q", function, got, want)
		}
	}
}
