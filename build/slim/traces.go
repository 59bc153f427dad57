package slim

import (
	"bytes"
	"slices"
)

// Tables that only traces and stops in the middle of a function read; WebAssembly
// has no such stops.
var (
	tracePCTables = []int{0, 2, 3} // unsafe points, index of inlined calls, liveness of arguments
	traceFuncData = []int{3, 5, 6} // inlined calls, arguments, liveness of arguments
)

// dropTraces clears what only stack traces read: names of functions, files, lines,
// inlined calls, arguments. Frames of a trace read `?` afterwards.
func (t tables) dropTraces() {
	clear(t.image[t.units:t.pcTables]) // compilation units and files
	t.dropNames()
	t.dropPCTables()
	t.dropFuncData()
}

// dropNames leaves two names: `runtime.` for functions of the runtime, which tells
// its own goroutines from others by it, and the empty one.
func (t tables) dropNames() {
	const none, runtime = 0, 1 // offsets
	for _, f := range t.functionsInTable {
		name := t.image[t.names+t.half(f+funcName) : t.units]
		if bytes.HasPrefix(name, []byte("runtime.")) {
			t.put(f+funcName, runtime)
		} else {
			t.put(f+funcName, none)
		}
	}
	clear(t.image[t.names:t.units])
	copy(t.image[t.names+runtime:], "runtime.")
}

func (t tables) dropPCTables() {
	used, dropped := map[int]bool{}, map[int]bool{}
	drop := func(at int) {
		dropped[t.half(at)] = true
		t.put(at, 0) // no table
	}
	for _, f := range t.functionsInTable {
		used[t.half(f+funcPCDepth)] = true
		drop(f + funcPCFile)
		drop(f + funcPCLine)
		t.put(f+funcUnit, 0)
		t.put(f+funcStartLine, 0)
		for table, at := range t.pcData(f) {
			if slices.Contains(tracePCTables, table) {
				drop(at)
			} else {
				used[t.half(at)] = true
			}
		}
	}
	for offset := range dropped {
		if offset != 0 && !used[offset] {
			from := t.pcTables + offset
			clear(t.image[from : from+pcTableSize(t.image[from:])])
		}
	}
}

// pcTableSize is the length of a PC table: pairs of numbers up to a difference of
// zero that is not the first one.
func pcTableSize(b []byte) int {
	i := 0
	for i == 0 || b[i] != 0 {
		for range 2 {
			for b[i] >= 0x80 {
				i++
			}
			i++
		}
	}
	return i + 1
}

func (t tables) dropFuncData() {
	used, dropped := map[int]bool{}, map[int]bool{}
	for _, f := range t.functionsInTable {
		for table, at := range t.functionData(f) {
			switch {
			case t.half(at) == noFuncData:
			case slices.Contains(traceFuncData, table):
				dropped[t.half(at)] = true
				t.put(at, noFuncData)
			default:
				used[t.half(at)] = true
			}
		}
	}
	// An object reaches at most to the next one.
	offsets := []int{t.endOfFuncData - t.funcData}
	for o := range used {
		offsets = append(offsets, o)
	}
	for o := range dropped {
		if !used[o] {
			offsets = append(offsets, o)
		}
	}
	slices.Sort(offsets)
	for i, o := range offsets[:len(offsets)-1] {
		if !used[o] {
			clear(t.image[t.funcData+o : t.funcData+offsets[i+1]])
		}
	}
}
