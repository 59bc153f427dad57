package wasmfile

import (
	"bytes"
	"testing"
)

func TestMemoryIsTheSameInFewerSegments(t *testing.T) {
	image := make([]byte, 9000)
	for _, i := range []int{3, 4, 6, 900, 2500, 4000, 8999} {
		image[i] = byte(i%255 + 1)
	}
	file := &File{[]section{{id: data}}}
	file.SetMemory(image)
	if segments := file.body(data)[0]; segments != 4 {
		t.Errorf("%d segments, want 4", segments)
	}
	back, err := file.Memory()
	if err != nil || !bytes.Equal(back, image) {
		t.Errorf("%v: the memory is another one", err)
	}
}
