// Package wasmfile reads and writes the WebAssembly modules of the Go linker,
// section by section. What it does not know stays as it is.
package wasmfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
)

// The numbers of sections (WebAssembly 2.0 §5.5.2).
const (
	custom   = 0
	imports  = 2
	memories = 5
	globals  = 6
	exports  = 7
	code     = 10
	data     = 11
)

// The kinds of what is imported and exported (§5.5.5, §5.5.10).
const (
	kindFunction = 0
	kindGlobal   = 3
)

var errModule = errors.New("this is no WebAssembly module of the Go linker")

const header = "\x00asm\x01\x00\x00\x00"

type section struct {
	id   byte
	body []byte
}

// File is a module.
type File struct{ sections []section }

// Parse divides a module into its sections.
func Parse(module []byte) (*File, error) {
	if !bytes.HasPrefix(module, []byte(header)) {
		return nil, errModule
	}
	f := &File{}
	r := decoder{b: module, i: len(header)}
	for r.i < len(module) && !r.failed {
		id := r.byte()
		f.sections = append(f.sections, section{id, r.bytes(int(r.unsigned()))})
	}
	if r.failed {
		return nil, errModule
	}
	return f, nil
}

// Bytes is the module as it is written.
func (f *File) Bytes() []byte {
	out := []byte(header)
	for _, s := range f.sections {
		out = append(out, s.id)
		out = binary.AppendUvarint(out, uint64(len(s.body)))
		out = append(out, s.body...)
	}
	return out
}

func (f *File) body(id byte) []byte {
	for _, s := range f.sections {
		if s.id == id {
			return s.body
		}
	}
	return nil
}

func (f *File) setBody(id byte, body []byte) {
	i := slices.IndexFunc(f.sections, func(s section) bool { return s.id == id })
	if i < 0 {
		panic("wasmfile: every module of the Go linker has this section")
	}
	f.sections[i].body = body
}

// AddCustom adds a section of that name at the end.
func (f *File) AddCustom(name string, content []byte) {
	f.sections = append(f.sections, section{custom, append(appendName(nil, name), content...)})
}

// decoder reads the numbers of the binary format (§5.2.2, LEB128). After a failure
// all that it reads is zero.
type decoder struct {
	b      []byte
	i      int
	failed bool
}

func (r *decoder) byte() byte {
	if r.i >= len(r.b) {
		r.failed = true
		return 0
	}
	r.i++
	return r.b[r.i-1]
}

func (r *decoder) bytes(n int) []byte {
	if n < 0 || n > len(r.b)-r.i {
		r.failed = true
		return nil
	}
	r.i += n
	return r.b[r.i-n : r.i]
}

func (r *decoder) unsigned() uint64 {
	v, n := binary.Uvarint(r.b[min(r.i, len(r.b)):])
	if n <= 0 {
		r.failed = true
		return 0
	}
	r.i += n
	return v
}

func (r *decoder) signed() int64 {
	var v int64
	for shift := 0; shift < 64; {
		c := r.byte()
		v |= int64(c&0x7f) << shift
		shift += 7
		if c < 0x80 {
			if c&0x40 != 0 && shift < 64 {
				v |= -1 << shift
			}
			return v
		}
	}
	r.failed = true
	return 0
}

func (r *decoder) name() string { return string(r.bytes(int(r.unsigned()))) }

func appendName(b []byte, name string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(name))), name...)
}

func appendSigned(b []byte, v int64) []byte {
	for {
		c := byte(v & 0x7f)
		v >>= 7
		if v == 0 && c&0x40 == 0 || v == -1 && c&0x40 != 0 {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}
