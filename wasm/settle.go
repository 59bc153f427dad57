//go:build js && wasm

package main

import "runtime"

// settle leaves nothing behind of the start but what is in use: the build sends
// the memory as it is then (build/started), and takes an address in what was freed
// for that of a function that is still needed (build/slim). Free pages are
// overwritten with zeros: new memory is.
func settle() {
	for range 6 {
		runtime.GC() // twice for what is finalized, and again: each time stacks shrink by half
	}
	const page = 8 << 10 // the runtime's
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	pages := make([]*[page]byte, 0, stats.HeapIdle/page)
	for len(pages) < cap(pages) {
		pages = append(pages, new([page]byte))
	}
	runtime.KeepAlive(pages)
	pages = nil
	runtime.GC()
	runtime.GC()
}
