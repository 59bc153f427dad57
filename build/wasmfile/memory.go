package wasmfile

import "encoding/binary"

const (
	i32Const = 0x41
	i64Const = 0x42
	end      = 0x0b
	// A module of Livebars has 4 MB of data.
	largestImage = 1 << 28
)

// Memory is the memory as the data section leaves it. It is an error if the
// module has another form than the Go linker gives it: one memory, and data at
// constant places.
func (f *File) Memory() ([]byte, error) {
	var image []byte
	r := decoder{b: f.body(data)}
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

// SetMemory sets what the memory holds at the start. The linker writes a segment
// for every few zero bytes that it can leave out, 80,000 of them, and their places
// compress badly; zeros compress well.
func (f *File) SetMemory(image []byte) {
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
	f.setBody(data, out)
}

// SetMemorySize sets how many pages of 64 KB there are at the start.
func (f *File) SetMemorySize(pages int) {
	const one, withoutMaximum = 1, 0
	f.setBody(memories, binary.AppendUvarint([]byte{one, withoutMaximum}, uint64(pages)))
}
