//go:build js && wasm

package main

import (
	"errors"
	"fmt"
	"slices"
	"unsafe"

	"github.com/hack-pad/safejs"

	"livebars/wasm/diagnostic"
	"livebars/wasm/handlebars"
	"livebars/wasm/value"
)

// realm is JavaScript's side of renderings with helpers (handlebars.Realm). Its
// other half is web/src/library/realm.ts. A question is a message in the module's
// memory, and so is its answer: safejs takes two microseconds for a call with
// arguments, this a tenth of that, and each path of a template is a question.
type realm struct {
	script safejs.Value // the JavaScript half
	ask    askFunction  // nil where the module is not connected
	out    encoder
	answer []byte

	names map[string]int // names of properties that JavaScript knows by number
	running
}

// running is what belongs to the rendering that is under way.
type running struct {
	hosts     []*value.Host // by number
	fresh     []value.Host  // the next ones
	blocks    []runnable    // that JavaScript can run
	lastBlock int
	failure   error // an exception where a value was read
	blocked   error // of a block that a helper ran, on its way through JavaScript
}

// askFunction is the import "livebars.ask": it answers the request in memory. The
// answer begins with its length; one that is longer than capacity is kept until it is
// asked for again (opMore).
type askFunction func(request unsafe.Pointer, size uint32, answer unsafe.Pointer, capacity uint32)

// What JavaScript is asked beside questions about values (value.Question), which
// follow these. wire.ts has the same list.
const (
	opMore = iota
	opName
	opData
	opRuntime
	opHelpers
	opCall
	opStep
	opSetIteration
	opPartialBlock
	opAsk
)

// maxNames bounds the names of properties that are known by number.
const maxNames = 10_000

// begin starts a rendering; what it returns ends it. What JavaScript holds for it is
// let go then. A helper may render in its turn: renderings lie in each other.
func (r *realm) begin(in *hostInput) (end func(), err error) {
	if _, err := r.script.Call("begin", in.helpers, in.data, in.runtime); err != nil {
		return nil, err
	}
	if r.answer == nil {
		r.answer, r.names = make([]byte, 4096), map[string]int{}
	}
	around := r.running
	r.running = running{}
	return func() {
		_, _ = r.script.Call("end")
		r.running = around
	}, nil
}

// host is the host value of a number.
func (r *realm) host(n int, kind value.HostKind) *value.Host {
	for len(r.hosts) <= n {
		r.hosts = append(r.hosts, nil)
	}
	if r.hosts[n] == nil {
		if len(r.fresh) == 0 {
			r.fresh = make([]value.Host, 64)
		}
		r.hosts[n], r.fresh = &r.fresh[0], r.fresh[1:]
		*r.hosts[n] = value.Host{Realm: r, Number: n, Kind: kind}
	}
	return r.hosts[n]
}

// question begins a message.
func (r *realm) question(op byte) *encoder {
	r.out.b = append(r.out.b[:0], op)
	return &r.out
}

// send asks the question. The error is what JavaScript threw. The answer is to be
// read before anything else is asked.
func (r *realm) send() (decoder, error) {
	r.ask(unsafe.Pointer(&r.out.b[0]), uint32(len(r.out.b)), unsafe.Pointer(&r.answer[0]), uint32(len(r.answer)))
	d := r.read()
	if d.bool() {
		return d, nil
	}
	return d, errors.New(d.text())
}

// read is the message that JavaScript has put into the answer.
func (r *realm) read() decoder {
	d := decoder{b: r.answer, realm: r}
	n := d.int()
	if n > len(d.b) {
		r.answer = make([]byte, n+4)
		more := [1]byte{opMore}
		r.ask(unsafe.Pointer(&more[0]), 1, unsafe.Pointer(&r.answer[0]), uint32(len(r.answer)))
		d.b = r.answer[4:]
	}
	d.b = d.b[:n]
	return d
}

// get sends a question whose exception is kept for Failure.
func (r *realm) get() (decoder, bool) {
	d, err := r.send()
	if err == nil {
		return d, true
	}
	if r.failure == nil {
		r.failure = err
	}
	return d, false
}

// name is the number of a name of a property. It may ask, so it comes before a
// question begins.
func (r *realm) name(s string) int {
	n, ok := r.names[s]
	if !ok {
		if len(r.names) == maxNames {
			clear(r.names)
		}
		n = len(r.names)
		r.names[s] = n
		q := r.question(opName)
		q.int(n)
		q.text(s)
		_, _ = r.send()
	}
	return n
}

func (r *realm) Failure() error {
	err := r.failure
	r.failure = nil
	return err
}

func (r *realm) Data() (value.Value, error) {
	r.question(opData)
	d, err := r.send()
	if err != nil {
		return nil, err
	}
	return d.value(), nil
}

func (r *realm) Runtime() (*value.Host, error) {
	r.question(opRuntime)
	d, err := r.send()
	if err != nil {
		return nil, err
	}
	return d.host(), nil
}

func (r *realm) Helpers() map[string]value.Value {
	r.question(opHelpers)
	d, err := r.send()
	if err != nil {
		return nil
	}
	helpers := map[string]value.Value{}
	for range d.int() {
		name := d.text()
		helpers[name] = d.value()
	}
	return helpers
}

func (r *realm) Ask(question value.Question, a, b, c value.Value) (value.Value, bool) {
	name := 0
	if question.NamesProperty() {
		text, _ := b.(value.String)
		name = r.name(string(text))
	}
	q := r.question(opAsk + byte(question))
	q.value(a)
	if question.NamesProperty() {
		q.int(name)
	} else {
		q.value(b)
	}
	q.value(c)
	d, ok := r.get()
	if !ok {
		return value.Undefined{}, false
	}
	found := d.bool()
	return d.value(), found
}

func (r *realm) Step(frame, list *value.Host, index int) (item value.Value, present, last bool) {
	q := r.question(opStep)
	q.host(frame)
	q.int(list.Number)
	q.int(index)
	d, ok := r.get()
	if !ok {
		return value.Undefined{}, false, false
	}
	present, last = d.bool(), d.bool()
	return d.value(), present, last
}

func (r *realm) SetIteration(frame *value.Host, key value.Value, index int, first, last bool) {
	q := r.question(opSetIteration)
	q.int(frame.Number)
	q.value(key)
	q.int(index)
	q.bool(first)
	q.bool(last)
	r.get()
}

func (r *realm) PartialBlock(run handlebars.BlockFunction) *value.Host {
	r.question(opPartialBlock).int(r.addBlock(run))
	if d, ok := r.get(); ok {
		return d.host()
	}
	return nil
}

// addBlock gives a block a number by which JavaScript can run it.
func (r *realm) addBlock(run handlebars.BlockFunction) int {
	r.lastBlock++
	r.blocks = append(r.blocks, runnable{r.lastBlock, run})
	return r.lastBlock
}

// runnable is a block and its number.
type runnable struct {
	number int
	run    handlebars.BlockFunction
}

// dropBlocks forgets the blocks of a tag.
func (r *realm) dropBlocks(fn, inverse int) {
	r.blocks = slices.DeleteFunc(r.blocks, func(b runnable) bool { return b.number == fn || b.number == inverse })
}

// Call calls a function. The blocks of the tag can be run until it returns.
func (r *realm) Call(fn *value.Host, this value.Value, args []value.Value, options *handlebars.HelperOptions) (value.Value, error) {
	q := r.question(opCall)
	q.int(fn.Number)
	q.value(this)
	q.values(args)
	q.bool(options != nil)
	if options != nil {
		fn, inverse := r.encodeOptions(q, options)
		defer r.dropBlocks(fn, inverse)
	}
	d, err := r.send()
	blocked := r.blocked
	r.blocked = nil
	if err != nil {
		if blocked != nil {
			return nil, blocked // what its block failed with
		}
		return nil, err
	}
	return d.value(), nil
}

// encodeOptions returns the numbers of the blocks, 0 for none.
func (r *realm) encodeOptions(q *encoder, o *handlebars.HelperOptions) (fn, inverse int) {
	q.text(o.Name)
	if o.Hash == nil {
		q.int(0)
	} else {
		q.object(o.Hash)
	}
	q.bool(o.IsBlock)
	if o.IsBlock {
		fn = r.addBlock(o.Fn)
		if o.Inverse != nil {
			inverse = r.addBlock(o.Inverse)
		}
		q.int(fn)
		q.int(inverse)
		q.int(o.Params)
	}
	q.host(o.Data)
	q.bool(o.Around != nil)
	if o.Around != nil {
		q.values(o.Around)
	}
	for _, n := range [...]int{o.Loc.StartLine, o.Loc.StartColumn, o.Loc.EndLine, o.Loc.EndColumn} {
		q.int(n)
	}
	return fn, inverse
}

// run runs a block for a helper: the message in the answer names it, its context,
// @-variables and block parameters. What the block gives is a message where the next
// question would be; the result is the address of that. A block that fails answers 0,
// and realm.ts throws.
func (r *realm) run() (address uintptr) {
	defer func() {
		if fault := recover(); fault != nil {
			r.blocked = fmt.Errorf("the module failed on this input: %v", fault)
		}
	}()
	v, err := r.runBlock()
	if err != nil {
		r.blocked = err
		return 0
	}
	r.out.b = r.out.b[:0]
	r.out.value(v)
	return uintptr(unsafe.Pointer(&r.out.b[0]))
}

func (r *realm) runBlock() (value.Value, error) {
	d := r.read()
	n := d.int()
	context := d.value()
	data := d.host()
	var params []value.Value
	if d.bool() {
		params = d.values()
	}
	at := slices.IndexFunc(r.blocks, func(b runnable) bool { return b.number == n })
	if at < 0 {
		return nil, &diagnostic.Problem{Severity: diagnostic.Error, Code: diagnostic.HelperFailed, Source: "template",
			Message: "A helper ran its block after it had returned: it must do so before."}
	}
	return r.blocks[at].run(context, data, params)
}
