package slim

import (
	"bytes"
	"encoding/binary"
	"errors"
)

var errTables = errors.New("the function tables are not those of the Go release")

// moduledata is where a release has two words of the runtime's moduledata
// (runtime/symtab.go), counted in words of 8 bytes: what offsets of funcdata are
// counted from, and the end of all tables. The words before the types are the
// same in all known releases.
type moduledata struct{ gofunc, epclntab int }

// layouts are the known releases.
var layouts = map[string]moduledata{
	"go1.26": {gofunc: 40, epclntab: 41},
	"go1.27": {gofunc: 43, epclntab: 44},
}

// The places below are the same in all known releases: pcHeader and moduledata in
// runtime/symtab.go, _func in runtime/runtime2.go, the numbers of tables in
// internal/abi/symtab.go.
const (
	// The magic number of Go 1.20 and later; instructions of one byte, pointers of eight.
	magic = "\xf1\xff\xff\xff\x00\x00\x01\x08"

	headerFuncs    = 8  // bytes from the header's start: how many functions
	headerNames    = 32 // where the names begin, counted from the header
	headerUnits    = 40
	headerFiles    = 48
	headerPCTables = 56
	headerFuncTab  = 64
	headerSize     = 72

	moduleNames    = 1 // words from the start of moduledata; slices of three words each
	moduleUnits    = 4
	moduleFiles    = 7
	modulePCTables = 10
	modulePCLines  = 13
	moduleFuncTab  = 16
	moduleBuckets  = 19 // findfunctab, behind the funcdata
	moduleText     = 22

	funcTabEntry = 8 // bytes: the function's place in the code, and that of its _func

	funcName      = 4 // bytes from the start of a _func
	funcPCDepth   = 16
	funcPCFile    = 20
	funcPCLine    = 24
	funcPCTables  = 28 // how many
	funcUnit      = 32
	funcStartLine = 36
	funcDataCount = 43
	funcTables    = 44 // pcdata offsets, then funcdata offsets, 4 bytes each

	pcTables   = 5 // PCDATA_PanicBounds is the last one
	dataTables = 8 // FUNCDATA_WrapInfo is the last one

	noFuncData = 0xffffffff
)

// tables are the function tables of a program, as places in its memory.
type tables struct {
	image            []byte
	header           int
	names, units     int
	pcTables, funcs  int
	funcData         int // where the offsets of funcdata are counted from
	endOfPCTables    int
	endOfFuncData    int
	functionsInTable []int // the place of each _func
}

// findTables finds the tables and checks every word that is read later.
func findTables(image []byte, layout moduledata) (t tables, err error) {
	header := bytes.Index(image, []byte(magic))
	if header < 0 || bytes.LastIndex(image, []byte(magic)) != header {
		return t, errTables
	}
	t = tables{image: image, header: header}
	count := t.word(header + headerFuncs)
	t.names = header + t.word(header+headerNames)
	t.units = header + t.word(header+headerUnits)
	files := header + t.word(header+headerFiles)
	t.pcTables = header + t.word(header+headerPCTables)
	t.funcs = header + t.word(header+headerFuncTab)
	t.endOfPCTables = t.funcs
	inOrder := header+headerSize == t.names && t.names < t.units && t.units <= files && files < t.pcTables &&
		t.pcTables < t.funcs && t.funcs < len(image)
	if !inOrder || count <= 0 || count > len(image)/funcTables {
		return t, errTables
	}
	module := 0 // the first word that is the header's place
	for t.word(module) != header {
		module += 8
	}
	word := func(at int) int { return t.word(module + 8*at) }
	// moduledata names the same places again, as slices: place, length and capacity.
	slice := func(at, place, length int) bool {
		return word(at) == place && word(at+1) == length && word(at+2) == length
	}
	const unitSize = 4
	end := word(layout.epclntab)
	same := slice(moduleNames, t.names, word(moduleNames+1)) && t.names+word(moduleNames+1) <= t.units &&
		slice(moduleUnits, t.units, word(moduleUnits+1)) && t.units+unitSize*word(moduleUnits+1) <= files &&
		slice(moduleFiles, files, word(moduleFiles+1)) && files+word(moduleFiles+1) <= t.pcTables &&
		slice(modulePCTables, t.pcTables, word(modulePCTables+1)) && t.pcTables+word(modulePCTables+1) <= t.funcs &&
		slice(modulePCLines, t.funcs, word(modulePCLines+1)) && t.funcs+word(modulePCLines+1) <= end &&
		slice(moduleFuncTab, t.funcs, count+1)
	// The text begins at zero. The funcdata follow the lines, then come the buckets.
	t.funcData, t.endOfFuncData = word(layout.gofunc), word(moduleBuckets)
	same = same && word(moduleText) == 0 && t.funcData == t.funcs+word(modulePCLines+1) &&
		t.funcData < t.endOfFuncData && t.endOfFuncData < end && end < len(image)
	if !same {
		return t, errTables
	}
	if err := t.findFunctions(count, end); err != nil {
		return t, err
	}
	return t, nil
}

// findFunctions notes the place of each function's entry, and checks it.
func (t *tables) findFunctions(count, end int) error {
	before := 0
	for i := range count {
		entry := t.half(t.funcs + funcTabEntry*i)
		f := t.funcs + t.half(t.funcs+funcTabEntry*i+4)
		if f+funcTables > end || t.half(f) != entry || entry < before { // the entry names its function again
			return errTables
		}
		before = entry
		if t.names+t.half(f+funcName) >= t.units || t.half(f+funcPCTables) > pcTables || int(t.image[f+funcDataCount]) > dataTables {
			return errTables
		}
		for _, at := range append(t.pcData(f), f+funcPCDepth, f+funcPCFile, f+funcPCLine) {
			if t.pcTables+t.half(at) >= t.endOfPCTables {
				return errTables
			}
		}
		for _, at := range t.functionData(f) {
			if offset := t.half(at); offset != noFuncData && t.funcData+offset >= t.endOfFuncData {
				return errTables
			}
		}
		t.functionsInTable = append(t.functionsInTable, f)
	}
	return nil
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
