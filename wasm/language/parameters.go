package language

import (
	"regexp"
	"strings"
)

// longestHead is how many bytes of a function are read for its parameters.
const longestHead = 2000

var (
	arrowOfOne    = regexp.MustCompile(`^(?:async\s+)?([\p{L}_$][\p{L}\p{N}_$]*)\s*=>`)
	parameterName = regexp.MustCompile(`^(\.\.\.)?\s*([\p{L}_$][\p{L}\p{N}_$]*)`)
)

// ParametersOf are the parameters in the text of a function of JavaScript, as a tag gives
// them: without the options that every helper gets as the last one.
func ParametersOf(function string) string {
	function = strings.TrimSpace(function[:min(len(function), longestHead)])
	if one := arrowOfOne.FindStringSubmatch(function); one != nil {
		return withoutOptions([]string{one[1]})
	}
	open := strings.IndexByte(function, '(')
	if open < 0 || strings.Contains(function, "[native code]") {
		return ""
	}
	var names []string
	depth, start := 0, open+1
	for i := open; i < len(function); i++ {
		switch c := function[i]; c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case '"', '\'', '`':
			if end := strings.IndexByte(function[i+1:], c); end >= 0 {
				i += end + 1
			}
			continue
		}
		if depth == 0 || depth == 1 && function[i] == ',' {
			names = append(names, nameOfParameter(function[start:i]))
			start = i + 1
		}
		if depth == 0 {
			return withoutOptions(names)
		}
	}
	return ""
}

func nameOfParameter(parameter string) string {
	parameter = strings.TrimSpace(parameter)
	if found := parameterName.FindStringSubmatch(parameter); found != nil {
		if found[1] != "" {
			return found[2] + "…"
		}
		return found[2]
	}
	if parameter == "" {
		return ""
	}
	return "…" // a pattern
}

func withoutOptions(names []string) string {
	if n := len(names); n > 0 {
		switch strings.ToLower(strings.Trim(names[n-1], "_$")) {
		case "options", "opts", "opt", "option", "":
			names = names[:n-1]
		}
	}
	return strings.Join(names, " ")
}
