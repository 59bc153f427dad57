package slim

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
)

var errTables = errors.New("the function tables are not those of Go 1.26")

// The places below are those of Go 1.26: pcHeader and moduledata in
// runtime/symtab.go, _func in runtime/runtime2.go, the numbers of tables in
// internal/abi/symtab.go.
const (
	pcHeaderFuncs    = 8  // bytes from the header's start: how many functions
	pcHeaderNames    = 32 // where the names begin, counted from the header
	pcHeaderUnits    = 40
	pcHeaderFiles    = 48
	pcHeaderPCTables = 56
	pcHeaderFuncTab  = 64
	pcHeaderSize     = 72

	moduleFuncData = 40 * 8 // bytes from the start of moduledata: gofunc

	funcName      = 4 // bytes from the start of a _func
	funcPCDepth   = 16
	funcPCFile    = 20
	funcPCLine    = 24
	funcPCTables  = 28 // how many
	funcUnit      = 32
	funcStartLine = 36
	funcDataCount = 43
	funcTables    = 44 // pcdata offsets, then funcdata offsets, 4 bytes each

	noFuncData = 0xffffffff
)

// Tables that only traces and stops in the middle of a function read; WebAssembly
// has no such stops.
var (
	tracePCTables = []int{0, 2, 3} // unsafe points, index of inlined calls, liveness of arguments
	traceFuncData = []int{3, 5, 6} // inlined calls, arguments, liveness of arguments
)

// dropTraces clears in the memory of a Go program what only stack traces read:
// names of functions, files, lines, inlined calls, arguments. Frames of a trace read
// `?` afterwards. Of functions that are not reached nothing stays.
func (t tables) dropTraces(reached []bool) {
	clear(t.image[t.units:t.pcTables]) // compilation units and files
	t.dropNames()
	t.dropPCTables(reached)
	t.dropFuncData(reached)
}

// tables are the function tables of a program, as places in its memory.
type tables struct {
	image                         []byte
	header, end                   int // of all tables
	module                        int // moduledata
	names, units, pcTables, funcs int
	funcData                      int
	all                           []int // the place of each _func
}

func findTables(image []byte) (t tables, err error) {
	// The magic number of Go 1.20 and later; instructions of one byte, pointers of eight.
	header := bytes.Index(image, []byte("\xf1\xff\xff\xff\x00\x00\x01\x08"))
	if header < 0 || bytes.LastIndex(image, []byte("\xf1\xff\xff\xff\x00\x00\x01\x08")) != header {
		return t, errTables
	}
	t = tables{image: image, header: header}
	t.names = header + t.word(header+pcHeaderNames)
	t.units = header + t.word(header+pcHeaderUnits)
	files := header + t.word(header+pcHeaderFiles)
	t.pcTables = header + t.word(header+pcHeaderPCTables)
	t.funcs = header + t.word(header+pcHeaderFuncTab)
	module := 0 // the first word that is the header's place
	for t.word(module) != header {
		module += 8
	}
	// moduledata names the same places again, as slices; functions are counted from zero.
	for i, place := range []int{header, t.names, t.units, files, t.pcTables, t.funcs} {
		if at := max(0, 1+3*(i-1)); t.word(module+8*at) != place {
			return t, errTables
		}
	}
	if t.word(module+8*moduleText) != 0 || t.names != header+pcHeaderSize || t.units < t.names || t.pcTables < files || files < t.units || t.funcs < t.pcTables {
		return t, errTables
	}
	t.module = module
	t.end = t.word(module + 8*moduleTablesEnd)
	t.funcData = t.word(module + moduleFuncData)
	for i := range t.word(header + pcHeaderFuncs) {
		f := t.funcs + t.half(t.funcs+8*i+4)
		if t.half(f) != t.half(t.funcs+8*i) || t.names+t.half(f+funcName) >= t.units { // its entry, again
			return t, errTables
		}
		t.all = append(t.all, f)
	}
	return t, nil
}

func (t tables) word(at int) int { return int(binary.LittleEndian.Uint64(t.image[at:])) }
func (t tables) half(at int) int { return int(binary.LittleEndian.Uint32(t.image[at:])) }

func (t tables) put(at int, v uint32) { binary.LittleEndian.PutUint32(t.image[at:], v) }

// pcData is the place of each offset that a function has into the PC tables.
func (t tables) pcData(f int) []int {
	return places(f+funcTables, t.half(f+funcPCTables))
}

// functionData is the same for its funcdata.
func (t tables) functionData(f int) []int {
	return places(f+funcTables+4*t.half(f+funcPCTables), int(t.image[f+funcDataCount]))
}

func places(from, n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = from + 4*i
	}
	return p
}

// dropNames leaves two names: `runtime.` for functions of the runtime, which tells
// its own goroutines from others by it, and the empty one.
func (t tables) dropNames() {
	const none, runtime = 0, 1 // offsets
	for _, f := range t.all {
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

func (t tables) dropPCTables(reached []bool) {
	kept, dropped := map[int]bool{}, map[int]bool{}
	drop := func(at int) {
		dropped[t.half(at)] = true
		t.put(at, 0) // no table
	}
	for i, f := range t.all {
		if depth := f + funcPCDepth; reached[i] {
			kept[t.half(depth)] = true
		} else {
			drop(depth)
		}
		drop(f + funcPCFile)
		drop(f + funcPCLine)
		t.put(f+funcUnit, 0)
		t.put(f+funcStartLine, 0)
		for table, at := range t.pcData(f) {
			if reached[i] && !slices.Contains(tracePCTables, table) {
				kept[t.half(at)] = true
			} else {
				drop(at)
			}
		}
	}
	for offset := range dropped {
		if offset != 0 && !kept[offset] {
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

func (t tables) dropFuncData(reached []bool) {
	kept, dropped := map[int]bool{}, map[int]bool{}
	for i, f := range t.all {
		for table, at := range t.functionData(f) {
			if t.half(at) == noFuncData {
				continue
			}
			if reached[i] && !slices.Contains(traceFuncData, table) {
				kept[t.half(at)] = true
				continue
			}
			dropped[t.half(at)] = true
			t.put(at, noFuncData)
		}
	}
	// An object reaches at most to the next one; of the last one nobody knows the end.
	offsets := make([]int, 0, len(kept)+len(dropped))
	for o := range kept {
		offsets = append(offsets, o)
	}
	for o := range dropped {
		if !kept[o] {
			offsets = append(offsets, o)
		}
	}
	slices.Sort(offsets)
	for i, o := range offsets[:max(0, len(offsets)-1)] {
		if !kept[o] {
			clear(t.image[t.funcData+o : t.funcData+offsets[i+1]])
		}
	}
}
