package value

import (
	"strings"
	"testing"
)

func TestLocate(t *testing.T) {
	const text = `{"a": [1, {"b\"": "x\\\"y"}], "c": {"d": [true]}, "e": 12 }`
	for _, c := range []struct{ path, want string }{
		{"a 0", "1"}, {`a 1 b"`, `"x\\\"y"`}, {"c d 0", "true"}, {"e", "12"}, {"a 2", ""}, {"x", ""}, {"e 0", ""},
	} {
		from, to, ok := Locate(text, strings.Fields(c.path))
		if !ok && c.want == "" {
			continue
		}
		if !ok || text[from:to] != c.want {
			t.Errorf("%s is %q (%v), not %q", c.path, text[from:to], ok, c.want)
		}
	}
}

func TestPath(t *testing.T) {
	v, err := Decode(`{"a": [{}, {"b": {}}]}`, DecodeLimits{Bytes: 100, Depth: 9, Overtime: func() bool { return false }})
	if err != nil {
		t.Fatal(err)
	}
	list, _ := Own(v, "a")
	item, _ := Own(list, "1")
	inner, _ := Own(item, "b")
	if path, ok := Path(v, inner); !ok || strings.Join(path, ".") != "a.1.b" {
		t.Errorf("%v %v", path, ok)
	}
	if _, ok := Path(v, &Object{}); ok {
		t.Error("found what is not there")
	}
}
