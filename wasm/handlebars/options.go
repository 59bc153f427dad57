package handlebars

// Options are those of Handlebars.compile, with its names and meanings
// (`compiler.js`, `javascript-compiler.js`). [DefaultOptions] are its defaults.
type Options struct {
	Data                   bool            // @-variables
	Compat                 bool            // a name not in the context is looked up in the contexts around
	NoEscape               bool            // {{x}} as {{{x}}}
	Strict                 bool            // a missing name is an error
	AssumeObjects          bool            // no check for null on the way along a path
	PreventIndent          bool            // a standalone partial is not indented
	IgnoreStandalone       bool            // standalone tags keep their line
	ExplicitPartialContext bool            // a partial without context gets none
	KnownHelpers           map[string]bool // beside the built-in ones
	KnownHelpersOnly       bool            // no other helper is looked for
}

// DefaultOptions are the options of Handlebars.compile when none are given.
func DefaultOptions() Options { return Options{Data: true} }

// known reports whether a name is a known helper when a template is compiled.
func (o *Options) known(name string) bool {
	if known, ok := o.KnownHelpers[name]; ok {
		return known
	}
	switch name {
	case "helperMissing", "blockHelperMissing", "each", "if", "unless", "with", "log", "lookup":
		return true
	}
	return false
}

// same reports whether two options make the same program of the same tags.
func (o *Options) same(p *Options) bool {
	if len(o.KnownHelpers) != len(p.KnownHelpers) {
		return false
	}
	for name, known := range o.KnownHelpers {
		if other, ok := p.KnownHelpers[name]; !ok || other != known {
			return false
		}
	}
	return o.Data == p.Data && o.Compat == p.Compat && o.NoEscape == p.NoEscape && o.Strict == p.Strict &&
		o.AssumeObjects == p.AssumeObjects && o.PreventIndent == p.PreventIndent &&
		o.IgnoreStandalone == p.IgnoreStandalone && o.ExplicitPartialContext == p.ExplicitPartialContext &&
		o.KnownHelpersOnly == p.KnownHelpersOnly
}
