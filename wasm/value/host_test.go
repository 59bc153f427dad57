package value

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What Go asks of JavaScript, and the tags of values, are the same lists on both sides.
func TestListsOfTheWire(t *testing.T) {
	realm, wire, host := readFile(t, "../realm.go"), readFile(t, "../wire.go"), readFile(t, "host.go")
	script := readFile(t, "../../web/src/library/wire.ts")
	questions := append(constants(realm, "opMore = iota", "op"), constants(host, "AskGet Question = iota", "Ask")...)
	questions = slices.DeleteFunc(questions, func(name string) bool { return name == "Ask" }) // opAsk is the first of the questions
	if got := members(script, "Op"); !slices.Equal(got, questions) {
		t.Errorf("Op of wire.ts: %q\nGo: %q", got, questions)
	}
	if got, want := members(script, "Tag"), constants(wire, "wireUndefined = iota", "wire"); !slices.Equal(got, want) {
		t.Errorf("Tag of wire.ts: %q\nGo: %q", got, want)
	}
	if got, want := members(script, "Kind"), constants(host, "HostObject HostKind = iota", "Host"); !slices.Equal(got, want) {
		t.Errorf("Kind of wire.ts: %q\nGo: %q", got, want)
	}
}

func readFile(t *testing.T, file string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// constants are the names of a const block that begins with a line, without their prefix.
func constants(source, first, prefix string) []string {
	_, block, _ := strings.Cut(source, "\t"+first)
	block, _, _ = strings.Cut(first+block, "\n)")
	var names []string
	for _, m := range regexp.MustCompile(`(?m)^\s*`+prefix+`([A-Z]\w*)`).FindAllStringSubmatch(block, -1) {
		names = append(names, m[1])
	}
	return names
}

// members are the members of an enum of TypeScript.
func members(source, name string) []string {
	_, block, _ := strings.Cut(source, "enum "+name+" {")
	block, _, _ = strings.Cut(block, "}")
	var names []string
	for _, m := range regexp.MustCompile(`(?m)^\s*([A-Z]\w*),`).FindAllStringSubmatch(block, -1) {
		names = append(names, m[1])
	}
	return names
}
