package preview

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// The limits that the library's documents and its TypeScript name are those of DefaultLimits.
func TestDefaultLimitsAreThoseOfTheContract(t *testing.T) {
	limits := DefaultLimits()
	contract := read(t, "../../web/src/library/contract.d.ts")
	for name, want := range map[string]string{
		"output":    fmt.Sprintf("%d MB", limits.Output>>20),
		"steps":     fmt.Sprintf("%d million", limits.Steps/1_000_000),
		"depth":     fmt.Sprint(limits.Depth),
		"data":      fmt.Sprintf("%d MB", limits.Data>>20),
		"timeLimit": fmt.Sprint(limits.Time.Milliseconds()),
	} {
		field := regexp.MustCompile(`/\*\* [^*]* Default ([^*]*)\. \*/\n  ` + name + `\?: number;`)
		if m := field.FindStringSubmatch(contract); m == nil || m[1] != want {
			t.Errorf("contract.d.ts says %q of %s; DefaultLimits say %s", m, name, want)
		}
	}
	script := read(t, "../../web/src/library/limits.ts")
	want := fmt.Sprintf("export const defaultTimeLimit = %d;", limits.Time/time.Millisecond)
	if !strings.Contains(script, want) {
		t.Errorf("limits.ts does not say %q", want)
	}
}

func read(t *testing.T, file string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
