// Package slim makes a WebAssembly module of the Go compiler smaller to send:
// functions that nothing can reach any more go, and what only the printing of
// stack traces reads, and the data are written as few segments. The program stays
// the same: types, strings and what the garbage collector reads are not touched.
package slim

import (
	"fmt"

	"livebars/build/wasmfile"
)

// Module is the slim form of a module. It is an error if the module is not what
// Go 1.26 writes: its tables are an inner matter of the runtime, so they are
// recognised before anything is changed.
func Module(module []byte) (small []byte, err error) {
	defer func() {
		if recover() != nil { // a place outside of the memory
			err = fmt.Errorf("slim: %w", errTables)
		}
	}()
	file, err := wasmfile.Parse(module)
	if err != nil {
		return nil, fmt.Errorf("slim: %w", err)
	}
	memory, err := file.Memory()
	if err != nil {
		return nil, fmt.Errorf("slim: %w", err)
	}
	tables, err := findTables(memory)
	if err != nil {
		return nil, fmt.Errorf("slim: %w", err)
	}
	exported, err := file.ExportedFunctions()
	if err != nil {
		return nil, fmt.Errorf("slim: %w", err)
	}
	_, runs := exported["run"]
	if !runs { // it has started already (package started)
		tables.dropInitTasks()
	}
	reached, err := tables.reached(file)
	if err != nil {
		return nil, fmt.Errorf("slim: %w", err)
	}
	if err := dropFunctions(file, reached); err != nil {
		return nil, fmt.Errorf("slim: %w", err)
	}
	tables.dropTraces(reached)
	if !runs {
		if err := tables.dropCounted(file); err != nil {
			return nil, fmt.Errorf("slim: %w", err)
		}
	}
	file.SetMemory(memory)
	return file.Bytes(), nil
}
