//go:build js && wasm

package main

import "runtime"

// clearFreeMemory overwrites what the start has left behind with zeros: the build
// sends the memory as it is then (build/started), and zeros take no room.
func clearFreeMemory() {
	collect := func() {
		runtime.GC()
		runtime.GC() // what had a finalizer
	}
	collect()
	const page = 8 << 10 // the runtime's, in bytes
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	pages := make([]*[page]byte, 0, stats.HeapIdle/page)
	for len(pages) < cap(pages) {
		pages = append(pages, new([page]byte)) // new memory is zero
	}
	runtime.KeepAlive(pages)
	pages = nil
	collect()
}
