package diagnostic

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const contract = "../../web/src/library/contract.d.ts"

// The contract's RenderingCode names the constants of codes.go, no more and no fewer.
func TestCodesOfTheContract(t *testing.T) {
	text, err := os.ReadFile(contract)
	if err != nil {
		t.Fatal(err)
	}
	_, union, found := strings.Cut(string(text), "export type RenderingCode =")
	if !found {
		t.Fatalf("%s has no type RenderingCode", contract)
	}
	union, _, _ = strings.Cut(union, ";")
	var inContract []string
	for _, m := range regexp.MustCompile(`"([^"]+)"`).FindAllStringSubmatch(union, -1) {
		inContract = append(inContract, m[1])
	}
	inGo := codes(t)
	slices.Sort(inContract)
	slices.Sort(inGo)
	if !slices.Equal(inContract, inGo) {
		t.Errorf("codes of the contract and of codes.go differ:\n%q\n%q", inContract, inGo)
	}
}

// codes reads the constants of type Code from codes.go.
func codes(t *testing.T) []string {
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		code, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, code)
		return true
	})
	if len(out) == 0 {
		t.Fatal("codes.go has no constants")
	}
	return out
}
