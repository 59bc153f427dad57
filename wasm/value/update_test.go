package value

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// shape is all of a value that a template can see, with the order of its keys.
func shape(v Value) string {
	switch v := v.(type) {
	case *Array:
		var items []string
		for _, item := range v.Items {
			items = append(items, shape(item))
		}
		return "[" + strings.Join(items, ",") + "]"
	case *Object:
		var pairs []string
		for i := range v.Len() {
			key, item := v.At(i)
			found, ok := v.Get(key)
			if !ok || shape(found) != shape(item) {
				return "a key that is not found"
			}
			pairs = append(pairs, fmt.Sprintf("%q:%s", key, shape(item)))
		}
		return "{" + strings.Join(pairs, ",") + "}"
	}
	return fmt.Sprintf("%T%q", v, Text(v))
}

func compareUpdate(t *testing.T, d *Decoded, text string) {
	t.Helper()
	before := d.text
	got, gotErr := d.Update(text, wide)
	want, wantErr := Decode(text, wide)
	if !reflect.DeepEqual(gotErr, wantErr) {
		t.Fatalf("from %s\nto %s:\n%v, want %v", before, text, gotErr, wantErr)
	}
	if wantErr == nil && shape(got) != shape(want) {
		t.Fatalf("from %s\nto %s:\n%s, want\n%s", before, text, shape(got), shape(want))
	}
}

func randomJSON(pick *rand.Rand, depth int) string {
	space := func() string { return []string{"", "", " ", "\n\t"}[pick.IntN(4)] }
	text := func() string {
		return []string{`"a"`, `""`, `"b\"c"`, `"\\"`, `"\u00e9😀"`, `"10"`, `"2"`, `"{[,:"`, `"long text with words"`}[pick.IntN(9)]
	}
	kind := pick.IntN(8)
	if depth > 4 {
		kind %= 4
	}
	switch kind {
	case 0:
		return []string{"0", "-12.5e3", "1e999", "42"}[pick.IntN(4)]
	case 1:
		return []string{"true", "false", "null"}[pick.IntN(3)]
	case 2, 3:
		return text()
	case 4, 5:
		var items []string
		for range pick.IntN(4) {
			items = append(items, space()+randomJSON(pick, depth+1)+space())
		}
		return "[" + space() + strings.Join(items, ",") + "]"
	}
	var pairs []string
	for i := range pick.IntN(12) {
		key := text()
		if pick.IntN(12) > 0 { // mostly no two are equal
			key = fmt.Sprintf(`"%d%s`, i, key[1:])
		}
		pairs = append(pairs, space()+key+space()+":"+space()+randomJSON(pick, depth+1)+space())
	}
	return "{" + space() + strings.Join(pairs, ",") + "}"
}

func TestUpdateReadsAsDecode(t *testing.T) {
	seed := rand.Uint64()
	pick := rand.New(rand.NewPCG(seed, 0))
	t.Log("seed", seed)
	inserts := []string{"x", "1", `"`, `\`, ",", "{", "}", "[", "]", ":", " ", "\n", "e", ".", "é", `\"`, `","`, `":"`, "true"}
	for range 300 {
		var d Decoded
		text := randomJSON(pick, 0)
		for range 40 {
			compareUpdate(t, &d, text)
			from := pick.IntN(len(text) + 1)
			to := min(len(text), from+[]int{0, 0, 0, 1, 1, 5}[pick.IntN(6)])
			insert := ""
			if pick.IntN(4) > 0 {
				insert = inserts[pick.IntN(len(inserts))]
			}
			edited := text[:from] + insert + text[to:]
			if _, err := Decode(edited, wide); err != nil && pick.IntN(3) > 0 {
				compareUpdate(t, &d, edited) // a fault, and back
				continue
			}
			text = edited
		}
	}
}

func TestAnEditOfAScalarLeavesTheRest(t *testing.T) {
	var d Decoded
	text := `{"rows":[{"a":"one"},{"a":"two"}],"other":{"list":[1,2]}}`
	before, err := d.Update(text, wide)
	if err != nil {
		t.Fatal(err)
	}
	after, err := d.Update(strings.Replace(text, "two", "three", 1), wide)
	if err != nil {
		t.Fatal(err)
	}
	at := func(v Value, path ...string) Value {
		for _, name := range path {
			v, _ = Own(v, name)
		}
		return v
	}
	for _, path := range [][]string{{"other"}, {"rows", "0"}} {
		if at(before, path...) != at(after, path...) {
			t.Errorf("%v was read again", path)
		}
	}
	if got := at(after, "rows", "1", "a"); got != String("three") {
		t.Errorf("the edited string is %v", got)
	}
	if got := at(before, "rows", "1", "a"); got != String("two") {
		t.Errorf("the value from before has changed to %v", got)
	}
}

func FuzzUpdate(f *testing.F) {
	f.Add(`{"a":"b"}`, 6, 6, `\`)
	f.Add(`{"a":1,"a":2}`, 5, 6, "3")
	f.Add(`"\\"`, 3, 3, `"`)
	f.Fuzz(func(t *testing.T, text string, from, to int, insert string) {
		var d Decoded
		if _, err := d.Update(text, wide); err != nil || from < 0 || to < from || to > len(text) {
			return
		}
		compareUpdate(t, &d, text[:from]+insert+text[to:])
	})
}
