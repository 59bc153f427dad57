//go:build js && wasm

package main

import (
	"fmt"

	"github.com/hack-pad/safejs"

	"livebars/wasm/diagnostic"
)

// function makes a JavaScript function. What it returns on a panic looks like
// the answer to a render or an update.
func function(f func(args []safejs.Value) any) safejs.Func {
	fn, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) (result any) {
		defer func() {
			if fault := recover(); fault != nil {
				result = failed(diagnostic.InternalError, fmt.Sprintf("Livebars failed on this input: %v.", fault))
			}
		}()
		return f(args)
	})
	if err != nil {
		panic(err)
	}
	return fn
}

func argument(args []safejs.Value) safejs.Value {
	if len(args) == 0 {
		return safejs.Undefined()
	}
	return args[0]
}
