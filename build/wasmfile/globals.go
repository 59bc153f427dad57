package wasmfile

import "encoding/binary"

// The types of the linker's global variables (§5.3.1).
const (
	i32 = 0x7f
	i64 = 0x7e
)

// Global is a variable that code alone sees, not the memory.
type Global struct {
	kind  byte
	Value int64
}

// Globals are the variables with their first values.
func (f *File) Globals() ([]Global, error) {
	var list []Global
	r := decoder{b: f.body(globals)}
	for n := r.unsigned(); n > 0 && !r.failed; n-- {
		g := Global{kind: r.byte()}
		const variable = 1
		mutable, op := r.byte(), r.byte()
		g.Value = r.signed()
		if mutable != variable || g.constant() != op || r.byte() != end {
			return nil, errModule
		}
		list = append(list, g)
	}
	if r.failed {
		return nil, errModule
	}
	return list, nil
}

// SetGlobals sets the first values.
func (f *File) SetGlobals(list []Global) {
	out := binary.AppendUvarint(nil, uint64(len(list)))
	for _, g := range list {
		out = append(out, g.kind, 1, g.constant())
		out = append(appendSigned(out, g.Value), end)
	}
	f.setBody(globals, out)
}

// constant is the instruction that gives the value.
func (g Global) constant() byte {
	switch g.kind {
	case i32:
		return i32Const
	case i64:
		return i64Const
	}
	return 0 // no other kind
}
