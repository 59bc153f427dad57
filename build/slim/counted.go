package slim

import (
	"encoding/json"

	"livebars/build/wasmfile"
)

// countedSection is the name of the section that says where the counted tables
// were: the addresses of the list of functions, of the first function's entry and
// of the buckets, and the number of functions (web/src/library/counted.ts reads it).
const countedSection = "livebars.functions"

// The tables of functions are for the most part numbers that count up: the list of
// functions (runtime/symtab.go, functab), the first field of each _func, and the
// buckets that lead from an address to a function (findfuncbucket), of which
// each function has as many here.
const (
	functabSize        = 8
	bucketSize         = 20
	bucketsOfAFunction = 16
	moduleBuckets      = 19 // words from the start of moduledata: findfunctab
)

// funcSize is the size of an entry, with its offsets to tables.
func (t tables) funcSize(f int) int {
	const alignment = 8
	size := funcTables + 4*t.half(f+funcPCTables) + 4*int(t.image[f+funcDataCount])
	return (size + alignment - 1) &^ (alignment - 1)
}

// dropCounted clears what can be counted again, and says so in the module.
func (t tables) dropCounted(file *wasmfile.File) error {
	buckets := t.word(t.module + 8*moduleBuckets)
	for i, f := range t.all {
		if t.half(f) != firstFunction+i || i > 0 && f != t.all[i-1]+t.funcSize(t.all[i-1]) {
			return errTables
		}
		for b := range bucketsOfAFunction {
			bucket := buckets + bucketSize*(bucketsOfAFunction*i+b)
			last := i == len(t.all)-1 // of it there is the beginning
			if t.half(bucket) != i || !last && (t.word(bucket+4) != 0 || t.word(bucket+12) != 0) {
				return errTables
			}
			t.put(bucket, 0)
			if last {
				break
			}
		}
	}
	for i, f := range t.all {
		t.put(f, 0)
		t.put(t.funcs+functabSize*i, 0)
		t.put(t.funcs+functabSize*i+4, 0)
	}
	content, err := json.Marshal([]int{t.funcs, t.all[0], buckets, len(t.all)})
	if err != nil {
		return err
	}
	file.AddCustom(countedSection, content)
	return nil
}
