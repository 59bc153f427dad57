package wasmfile

import (
	"encoding/binary"
	"slices"
)

type export struct {
	name  string
	kind  byte
	index uint64
}

func (f *File) exports() ([]export, error) {
	var list []export
	r := decoder{b: f.body(exports)}
	for n := r.unsigned(); n > 0 && !r.failed; n-- {
		list = append(list, export{r.name(), r.byte(), r.unsigned()})
	}
	if r.failed {
		return nil, errModule
	}
	return list, nil
}

func (f *File) setExports(list []export) {
	out := binary.AppendUvarint(nil, uint64(len(list)))
	for _, e := range list {
		out = append(appendName(out, e.name), e.kind)
		out = binary.AppendUvarint(out, e.index)
	}
	f.setBody(exports, out)
}

// DropExport takes an export away.
func (f *File) DropExport(name string) error {
	list, err := f.exports()
	if err != nil {
		return err
	}
	f.setExports(slices.DeleteFunc(list, func(e export) bool { return e.name == name }))
	return nil
}

// ExportGlobal exports a global variable.
func (f *File) ExportGlobal(name string, index int) error {
	list, err := f.exports()
	if err != nil {
		return err
	}
	f.setExports(append(list, export{name, kindGlobal, uint64(index)}))
	return nil
}
