package language

import (
	"regexp"
	"strings"
)

// yamlKey is a name at the start of a line of YAML, with its colon.
var yamlKey = regexp.MustCompile(`^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#:{}\[\],&*!|>'"%@-][^:#]*?|-[^\s:][^:#]*?)\s*:(?:\s|$)`)

// level is a container of YAML with the column in which its entries begin.
type level struct {
	container
	column int
}

// yamlPositionIn reads the lines of YAML up to a place: its mappings and lists in blocks. In
// brackets YAML is read as JSON is.
func yamlPositionIn(text string, at int) position {
	var levels []level
	lineStart := 0
	for lineStart < at {
		end := strings.IndexByte(text[lineStart:], '\n')
		if end < 0 || lineStart+end >= at {
			break
		}
		levels = yamlLine(levels, text[lineStart:lineStart+end], lineStart)
		lineStart += end + 1
	}
	line := text[lineStart:at]
	p := position{word: span{at, at}}
	column := len(line) - len(strings.TrimLeft(line, " "))
	rest := line[column:]
	for strings.HasPrefix(rest, "- ") {
		levels = yamlItem(levels, column)
		next := len(rest) - len(strings.TrimLeft(rest[1:], " "))
		column, rest = column+next, rest[next:]
	}
	if strings.ContainsAny(rest, "#{[") {
		return p
	}
	if key := yamlKey.FindStringSubmatch(rest + " "); key != nil && len(key[0]) <= len(rest)+1 {
		levels = yamlEntry(levels, column, unquotedYAML(key[1]))
		p.afterKey = true
		value := strings.TrimLeft(rest[min(len(key[0]), len(rest)):], " ")
		p.word.from = at - len(value)
	} else {
		levels = yamlEntry(levels, column, "")
		p.word.from = at - len(rest)
	}
	p.inString = strings.HasPrefix(text[p.word.from:at], `"`) || strings.HasPrefix(text[p.word.from:at], "'")
	for p.word.to < len(text) && strings.IndexByte(": \t\r\n,#", text[p.word.to]) < 0 {
		p.word.to++
	}
	for _, l := range levels {
		p.open = append(p.open, l.container)
	}
	return p
}

func unquotedYAML(key string) string { return strings.Trim(key, `"'`) }

// yamlLine goes on behind a whole line.
func yamlLine(levels []level, line string, start int) []level {
	line = strings.TrimRight(line, "\r")
	column := len(line) - len(strings.TrimLeft(line, " "))
	rest := line[column:]
	if rest == "" || rest[0] == '#' || rest == "---" {
		return levels
	}
	for strings.HasPrefix(rest, "- ") || rest == "-" {
		levels = yamlItem(levels, column)
		next := len(rest) - len(strings.TrimLeft(rest[1:], " "))
		column, rest = column+next, rest[next:]
	}
	if key := yamlKey.FindStringSubmatch(rest); key != nil {
		levels = yamlEntry(levels, column, unquotedYAML(key[1]))
		levels[len(levels)-1].from = start
	}
	return levels
}

// yamlItem begins an item of the list at a column.
func yamlItem(levels []level, column int) []level {
	for len(levels) > 0 {
		last := &levels[len(levels)-1]
		if last.column > column {
			levels = levels[:len(levels)-1]
			continue
		}
		if last.column == column && last.isList {
			last.index++
			return levels
		}
		break
	}
	if len(levels) > mostOpen {
		return levels
	}
	return append(levels, level{container{isList: true}, column})
}

// yamlEntry begins an entry of the mapping at a column; an empty name is still to come.
func yamlEntry(levels []level, column int, key string) []level {
	for len(levels) > 0 {
		last := &levels[len(levels)-1]
		if last.column < column || last.column == column && !last.isList {
			break
		}
		levels = levels[:len(levels)-1]
	}
	if n := len(levels); n == 0 || levels[n-1].column != column || levels[n-1].isList {
		if n > mostOpen {
			return levels
		}
		levels = append(levels, level{column: column})
	}
	last := &levels[len(levels)-1]
	last.key = key
	if key != "" {
		last.keys = append(last.keys, key)
	}
	return levels
}
