// Package slim makes a WebAssembly module of the Go compiler smaller to send:
// what only the printing of stack traces reads goes, and the data are written as
// few segments. The program stays the same: functions, stack maps for the
// garbage collector, types and strings are not touched.
package slim

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// dataSection is the number of a module's data section (WebAssembly 2.0 §5.5.14).
const dataSection = 11

var errModule = errors.New("slim: this is no WebAssembly module with one memory and data at constant places")

// Module is the slim form of a module. It is an error if the module is not what
// Go 1.26 writes: its tables are an inner matter of the runtime, so they are
// recognised before anything is changed.
func Module(module []byte) ([]byte, error) {
	const header = 8
	if len(module) < header || !bytes.HasPrefix(module, []byte("\x00asm\x01\x00\x00\x00")) {
		return nil, errModule
	}
	out := bytes.NewBuffer(module[:header:header])
	r := reader{b: module, i: header}
	for r.i < len(module) && !r.failed {
		id := r.byte()
		body := r.bytes(int(r.unsigned()))
		if r.failed {
			break
		}
		if id == dataSection {
			image, err := readData(body)
			if err != nil {
				return nil, err
			}
			if err := dropTraces(image); err != nil {
				return nil, fmt.Errorf("slim: %w", err)
			}
			body = writeData(image)
		}
		out.WriteByte(id)
		out.Write(binary.AppendUvarint(nil, uint64(len(body))))
		out.Write(body)
	}
	if r.failed {
		return nil, errModule
	}
	return out.Bytes(), nil
}

const (
	i32Const = 0x41
	end      = 0x0b
	// A module of Livebars has 4 MB of data.
	largestImage = 1 << 28
)

// readData is the memory as a data section leaves it.
func readData(section []byte) ([]byte, error) {
	var image []byte
	r := reader{b: section}
	for n := r.unsigned(); n > 0 && !r.failed; n-- {
		if r.unsigned() != 0 || r.byte() != i32Const {
			return nil, errModule
		}
		at := r.signed()
		if r.byte() != end {
			return nil, errModule
		}
		content := r.bytes(int(r.unsigned()))
		if at < 0 || at > largestImage {
			return nil, errModule
		}
		if missing := int(at) + len(content) - len(image); missing > 0 {
			image = append(image, make([]byte, missing)...)
		}
		copy(image[at:], content)
	}
	if r.failed {
		return nil, errModule
	}
	return image, nil
}

// writeData is a data section for a memory. The linker writes a segment for every
// few zero bytes that it can leave out, 80,000 of them, and their places compress
// badly; zeros compress well.
func writeData(image []byte) []byte {
	const worthwhile = 1024
	type segment struct{ from, to int }
	var segments []segment
	for i := 0; i < len(image); {
		if image[i] == 0 {
			i++
			continue
		}
		from, to := i, i
		for ; i < len(image) && i-to < worthwhile; i++ {
			if image[i] != 0 {
				to = i + 1
			}
		}
		segments = append(segments, segment{from, to})
	}
	out := binary.AppendUvarint(nil, uint64(len(segments)))
	for _, s := range segments {
		out = append(out, 0, i32Const)
		out = appendSigned(out, int64(s.from))
		out = append(out, end)
		out = binary.AppendUvarint(out, uint64(s.to-s.from))
		out = append(out, image[s.from:s.to]...)
	}
	return out
}

// reader reads the numbers of the binary format (§5.2.2, LEB128). After a failure
// all that it reads is zero.
type reader struct {
	b      []byte
	i      int
	failed bool
}

func (r *reader) byte() byte {
	if r.i >= len(r.b) {
		r.failed = true
		return 0
	}
	r.i++
	return r.b[r.i-1]
}

func (r *reader) bytes(n int) []byte {
	if n < 0 || n > len(r.b)-r.i {
		r.failed = true
		return nil
	}
	r.i += n
	return r.b[r.i-n : r.i]
}

func (r *reader) unsigned() uint64 {
	v, n := binary.Uvarint(r.b[min(r.i, len(r.b)):])
	if n <= 0 {
		r.failed = true
		return 0
	}
	r.i += n
	return v
}

func (r *reader) signed() int64 {
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
