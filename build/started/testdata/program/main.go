//go:build js && wasm

// A program with a past: what it set up before it waited for calls is what its
// answers are made of.
package main

import (
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"sort"
	"strings"
	"syscall/js"
	"time"
)

var (
	word    = regexp.MustCompile(`\pL+(-\pL+)*`)
	squares = map[int]string{}
	object  = js.Global().Get("Object")
	text    = js.ValueOf("a text of JavaScript")
	greeter = func(name string) string { return "hello " + name }
)

func init() {
	for i := range 1000 {
		squares[i] = fmt.Sprint(i * i)
	}
}

// A shape is known to be one only when the program runs.
type shape interface{ area() int }

type box struct{ side int }

func (b *box) area() int      { return b.side * b.side }
func (b *box) String() string { return fmt.Sprintf("box of %d", b.side) }

//go:noinline
func anything(i int) any {
	if i < 0 {
		return i
	}
	return &box{i}
}

func deep(n int) int {
	var pad [50]int
	if n == 0 {
		runtime.GC()
		return 0
	}
	pad[n%50] = n
	return deep(n-1) + pad[n%50]
}

func risky(i int) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("recovered: %v", fault)
		}
	}()
	if i == 0 {
		panic(errors.New("of its own"))
	}
	return []error{nil}[i]
}

func run(js.Value, []js.Value) any {
	out := []string{
		greeter("you"), squares[30], strings.Join(word.FindAllString("Ährenfeld, half-done 12", -1), "|"),
		fmt.Sprint(anything(3)), fmt.Sprint(anything(3).(shape).area(), deep(3000)),
		fmt.Sprint(risky(0), risky(1)), text.String(), fmt.Sprint(len(squares)),
		object.Call("keys", map[string]any{"key": []any{2}}).Call("join").String(),
	}
	answers := make(chan string)
	for i := range 20 {
		go func() { answers <- fmt.Sprint(i, deep(100+i)) }()
	}
	for range 20 {
		out = append(out, <-answers)
	}
	sort.Strings(out)
	if time.Now().Year() < 2024 {
		out = append(out, "no clock")
	}
	return strings.Join(out, "\n")
}

func main() {
	js.Global().Set("program", map[string]any{"run": js.FuncOf(run)})
	time.Sleep(time.Second)
	runtime.GC()
	select {}
}
