// A program that needs its function tables: they tell how deep each stack frame
// is, where pointers lie in it, and what to call when a function panics.
package main

import (
	"errors"
	"fmt"
	"runtime"
	"sort"
	"strings"
	"sync"
)

type node struct {
	next  *node
	value [5]int
}

// sum recurses deeply, so that the stack is copied, and collects at the bottom: the
// nodes live by the pointers on the stack alone.
func sum(n *node, depth int) int {
	if depth == 0 {
		runtime.GC()
		return n.value[0]
	}
	mine := newNode(n, depth)
	r := sum(mine, depth-1)
	return r + mine.value[0] - mine.next.value[1]
}

//go:noinline
func newNode(next *node, value int) *node { return &node{next: next, value: [5]int{value}} }

func risky(i int) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	for j := range 3 {
		defer func() { i += j }()
	}
	switch i {
	case 0:
		return []error{nil}[i+1]
	case 1:
		panic(errors.New("of its own"))
	case 2:
		var n *node
		n.next = nil
	case 3:
		var m map[string]int
		m["a"] = 1
	case 4:
		_ = any(i).(string)
	}
	return nil
}

func main() {
	fmt.Println(sum(&node{}, 2000))
	for i := range 6 {
		fmt.Println(risky(i))
	}
	var all sync.Map
	var wait sync.WaitGroup
	for i := range 50 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			all.Store(i, sum(&node{}, 200+i))
			runtime.Gosched()
		}()
	}
	wait.Wait()
	var lines []string
	all.Range(func(k, v any) bool { lines = append(lines, fmt.Sprint(k, v)); return true })
	sort.Strings(lines)
	fmt.Println(strings.Join(lines, ";"), runtime.NumGoroutine(), "done")
}
