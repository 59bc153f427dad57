package value

// Host is an object, a function or a symbol that lives in JavaScript: what helpers
// make, and all data of a rendering that has helpers. Within a rendering the same
// object is the same pointer.
type Host struct {
	Realm  Realm
	Number int // in the realm
	Kind   HostKind
}

// HostKind is what Go has to know of a host value without asking.
type HostKind uint8

const (
	HostObject HostKind = iota
	HostArray           // Array.isArray holds
	HostFunction
	HostSymbol
)

// BigInt is a number of any size, which only helpers make: its decimal digits.
type BigInt string

func (*Host) value()  {}
func (BigInt) value() {}

// Realm answers what only JavaScript knows of its values.
type Realm interface {
	// Ask asks a question about values, those that it takes; the others are nil. The
	// answer is a value, and whether it was found, for questions that say so. Getters,
	// toString and the like run in JavaScript, and may throw: the answer is then
	// undefined, and Failure has the exception.
	Ask(q Question, a, b, c Value) (answer Value, found bool)
	// Failure is the exception of a question since the last Failure, or nil.
	Failure() error
}

// Question is what a realm is asked about its values. wire.ts has the same list.
type Question uint8

const (
	// AskGet asks for the property b of a that a template is shown, and whether it is
	// found (`runtime.js` lookupProperty).
	AskGet Question = iota
	// AskHas asks whether `b in a`.
	AskHas
	// AskProperty asks for a[b] as it is.
	AskProperty
	// AskSet sets the property b of a to c.
	AskSet
	// AskLookup is AskGet where b is any value.
	AskLookup
	// AskKeys asks for Object.keys(a), an array of Go.
	AskKeys
	// AskLength asks for the length of an array.
	AskLength
	// AskList asks for an array of what an iterable gives, undefined for other objects.
	AskList
	// AskText asks for `"" + a`.
	AskText
	// AskPrimitive asks what `+` makes of an object.
	AskPrimitive
	// AskEscape asks for the text of a that is to be escaped; what toHTML gives is
	// found, and is not (`utils.js` escapeExpression).
	AskEscape
	// AskAdd asks for `a + b`.
	AskAdd
	// AskLess asks for `a < b`; what can be compared is found.
	AskLess
	// AskEqual asks whether `a == b`.
	AskEqual
	// AskPath asks for the way from the data to an object, an array of Go, if it is found.
	AskPath
	// AskSealed asks for a new object that takes no properties (`runtime.js` nullContext).
	AskSealed
	// AskExtended asks for a copy of a with the properties of b (`utils.js` extend).
	AskExtended
	// AskFrame asks for a new set of @-variables (`utils.js` createFrame); a may be nil.
	AskFrame
)

// NamesProperty reports whether b is the name of a property, a [String].
func (q Question) NamesProperty() bool { return q <= AskSet }

// Get is the property that a template is shown, and whether it is found.
func (h *Host) Get(name string) (Value, bool) { return h.Realm.Ask(AskGet, h, String(name), nil) }

// Ask asks a question about h alone.
func (h *Host) Ask(q Question) Value {
	v, _ := h.Realm.Ask(q, h, nil, nil)
	return v
}

// Keys is Object.keys.
func (h *Host) Keys() []string { return texts(h.Ask(AskKeys)) }

// Path is the way from the data to h.
func (h *Host) Path() ([]string, bool) {
	v, found := h.Realm.Ask(AskPath, h, nil, nil)
	return texts(v), found
}

func texts(v Value) []string {
	list, ok := v.(*Array)
	if !ok {
		return nil
	}
	out := make([]string, len(list.Items))
	for i, item := range list.Items {
		out[i] = Text(item)
	}
	return out
}

// realmOf is the realm that one of two values is of, or nil.
func realmOf(a, b Value) Realm {
	if h, ok := a.(*Host); ok {
		return h.Realm
	}
	if h, ok := b.(*Host); ok {
		return h.Realm
	}
	return nil
}
