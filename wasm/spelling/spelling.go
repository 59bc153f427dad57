// Package spelling finds the name that a person most likely meant by another one.
package spelling

import "strings"

// Nearest is the name that a person most likely meant, or nothing.
func Nearest(name string, names []string) string {
	return NearestWithin(name, names, 1+len([]rune(name))/3)
}

// NearestWithin is the nearest of some names, at most so many edits away, or nothing.
func NearestWithin(name string, names []string, distance int) string {
	best := ""
	for _, other := range names {
		if strings.EqualFold(name, other) {
			return other
		}
		d := edits([]rune(name), []rune(other), distance)
		if d < distance || d == distance && (best == "" || other < best) {
			best, distance = other, d
		}
	}
	return best
}

// edits is the number of letters to insert, take away, change or swap between
// two names, or more than limit.
func edits(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	var before []int
	last := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range b {
			change := last[j]
			if a[i] != b[j] {
				change++
			}
			row[j+1] = min(change, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
