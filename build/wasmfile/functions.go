package wasmfile

import "encoding/binary"

// ImportedFunctions says how many functions come from outside: the first of the
// module's own has that number.
func (f *File) ImportedFunctions() (int, error) {
	r := reader{b: f.body(imports)}
	functions := 0
	for n := r.unsigned(); n > 0 && !r.failed; n-- {
		r.name()
		r.name()
		if r.byte() != kindFunction {
			return 0, errModule
		}
		r.unsigned()
		functions++
	}
	if r.failed {
		return 0, errModule
	}
	return functions, nil
}

// Functions are the bodies of the module's own functions.
func (f *File) Functions() ([][]byte, error) {
	r := reader{b: f.body(code)}
	bodies := make([][]byte, 0, 8192)
	for n := r.unsigned(); n > 0 && !r.failed; n-- {
		bodies = append(bodies, r.bytes(int(r.unsigned())))
	}
	if r.failed {
		return nil, errModule
	}
	return bodies, nil
}

// SetFunctions writes other bodies.
func (f *File) SetFunctions(bodies [][]byte) {
	out := binary.AppendUvarint(nil, uint64(len(bodies)))
	for _, b := range bodies {
		out = binary.AppendUvarint(out, uint64(len(b)))
		out = append(out, b...)
	}
	f.setBody(code, out)
}

// Unreachable is the body of a function that ends the program.
var Unreachable = []byte{0, 0x00, end}

// References are what the code of a function names: functions that it calls, by
// their numbers, and constants of 64 bits. It is an error if the body has an
// instruction that the Go compiler does not write (cmd/internal/obj/wasm).
func References(body []byte) (calls []int, constants []int64, err error) {
	r := reader{b: body}
	for n := r.unsigned(); n > 0 && !r.failed; n-- { // locals
		r.unsigned()
		r.byte()
	}
	for r.i < len(body) && !r.failed {
		switch op := r.byte(); {
		case op >= 0x02 && op <= 0x04: // block, loop, if
			r.byte()
		case op == 0x0c || op == 0x0d: // br, br_if
			r.unsigned()
		case op == 0x0e: // br_table
			for n := r.unsigned() + 1; n > 0 && !r.failed; n-- {
				r.unsigned()
			}
		case op == 0x10: // call
			calls = append(calls, int(r.unsigned()))
		case op == 0x11: // call_indirect
			r.unsigned()
			r.unsigned()
		case op >= 0x20 && op <= 0x24: // locals and globals
			r.unsigned()
		case op >= 0x28 && op <= 0x3e: // loads and stores
			r.unsigned()
			r.unsigned()
		case op == 0x3f || op == 0x40: // memory.size, memory.grow
			r.byte()
		case op == i32Const:
			r.signed()
		case op == i64Const:
			constants = append(constants, r.signed())
		case op == 0x43: // f32.const
			r.bytes(4)
		case op == 0x44: // f64.const
			r.bytes(8)
		case op == 0xfc:
			switch sub := r.unsigned(); {
			case sub <= 7: // saturating conversions
			case sub == 10: // memory.copy
				r.bytes(2)
			case sub == 11: // memory.fill
				r.byte()
			default:
				return nil, nil, errModule
			}
		case op <= 0x01 || op == 0x05 || op == end || op == 0x0f || op == 0x1a || op == 0x1b || op >= 0x45 && op <= 0xc4:
			// no operands
		default:
			return nil, nil, errModule
		}
	}
	if r.failed {
		return nil, nil, errModule
	}
	return calls, constants, nil
}
