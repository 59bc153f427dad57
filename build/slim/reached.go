package slim

import "livebars/build/wasmfile"

// A function's address is its number among the module's own functions and a
// block of its code: (firstFunction + number) << 16 | block (cmd/link/internal/wasm,
// funcValueOffset).
const (
	firstFunction = 0x1000
	blockBits     = 16
)

// Places in moduledata (runtime/symtab.go), in words of 8 bytes.
const (
	moduleText      = 22
	moduleTypes     = 37
	moduleTypesEnd  = 38
	moduleTablesEnd = 41 // epclntab
	moduleInitTasks = 59
)

// Of a type (internal/abi, Type).
const (
	typeKind = 23 // bytes from its start
	kindMask = 1<<5 - 1
	kindFunc = 19
)

// dropInitTasks forgets the functions that set up packages: a list of tasks, each
// with a state, a number of functions, and these (runtime/proc.go, initTask).
func (t tables) dropInitTasks() {
	tasks, n := t.word(t.module+8*moduleInitTasks), t.word(t.module+8*(moduleInitTasks+1))
	for i := range n {
		task := t.word(tasks + 8*i)
		functions := t.half(task + 4)
		clear(t.image[task+8 : task+8+8*functions])
	}
}

// reached tells of each function whether it can still run. That is a function
// that is exported or whose address is anywhere in the memory, in a word that is
// perhaps something else, and what those call or name in their code. The tables
// of all functions do not count.
func (t tables) reached(file *wasmfile.File) ([]bool, error) {
	imported, err := file.ImportedFunctions()
	if err != nil {
		return nil, err
	}
	bodies, err := file.Functions()
	if err != nil {
		return nil, err
	}
	if len(bodies) != len(t.all) {
		return nil, errTables
	}
	exported, err := file.ExportedFunctions()
	if err != nil {
		return nil, err
	}
	reached := make([]bool, len(bodies))
	var open []int
	reach := func(f int) {
		if f >= 0 && f < len(reached) && !reached[f] {
			reached[f] = true
			open = append(open, f)
		}
	}
	address := func(a int) { reach(a>>blockBits - firstFunction) }
	for _, f := range exported {
		reach(f - imported)
	}
	for at := 0; at+8 <= len(t.image); at += 8 {
		if at < t.header || at >= t.end {
			address(t.word(at))
		}
	}
	for _, f := range t.methods() {
		reach(f)
	}
	for len(open) > 0 {
		f := open[len(open)-1]
		open = open[:len(open)-1]
		calls, constants, err := wasmfile.References(bodies[f])
		if err != nil {
			return nil, err
		}
		for _, g := range calls {
			reach(g - imported)
		}
		for _, c := range constants {
			address(int(c))
		}
	}
	return reached, nil
}

// methods are the functions that types name as their methods: the program finds
// them when a value turns out to have an interface. A method (internal/abi, Method)
// is four numbers of 32 bits: its name and its type, a function's, counted from
// the first type, and the functions for calls by an interface and for others.
func (t tables) methods() []int {
	types, end := t.word(t.module+8*moduleTypes), t.word(t.module+8*moduleTypesEnd)
	isFunction := func(f int) bool { return f >= firstFunction && f < firstFunction+len(t.all) }
	isFunctionType := func(offset int) bool {
		at := types + offset + typeKind
		return offset > 0 && at < end && t.image[at]&kindMask == kindFunc
	}
	var found []int
	for at := types; at+16 <= end; at += 4 {
		byInterface, other := t.half(at+8), t.half(at+12)
		if isFunction(byInterface) && isFunction(other) && isFunctionType(t.half(at+4)) {
			found = append(found, byInterface-firstFunction, other-firstFunction)
		}
	}
	return found
}

// dropFunctions empties the functions that are not reached. They keep their numbers.
func dropFunctions(file *wasmfile.File, reached []bool) error {
	bodies, err := file.Functions()
	if err != nil {
		return err
	}
	for f := range bodies {
		if !reached[f] {
			bodies[f] = wasmfile.Unreachable
		}
	}
	file.SetFunctions(bodies)
	return nil
}
