package diagnostic

// Code is the stable name of a kind of finding. Hosts rely on it; messages may change.
// The contract lists the same codes (RenderingCode in web/src/library/contract.d.ts);
// a test compares the lists.
type Code string

// The text of a template.
const (
	Syntax           Code = "syntax"
	UnclosedTag      Code = "unclosed-tag"
	UnclosedComment  Code = "unclosed-comment"
	UnclosedBlock    Code = "unclosed-block"
	MismatchedBlock  Code = "mismatched-block"
	StrayClose       Code = "stray-close"
	StrayElse        Code = "stray-else"
	InvalidPath      Code = "invalid-path"
	PartialArguments Code = "partial-arguments"
	UnknownDecorator Code = "unknown-decorator"
)

// Running a template.
const (
	UnknownHelper    Code = "unknown-helper"
	NotAHelper       Code = "not-a-helper"
	NotABlock        Code = "not-a-block"
	HelperArguments  Code = "helper-arguments"
	HelperFailed     Code = "helper-failed"
	UnknownPartial   Code = "unknown-partial"
	PartialIndent    Code = "partial-indent"
	InlineHelper     Code = "inline-helper"
	NoBlockParameter Code = "no-block-parameter"
	MissingValue     Code = "missing-value"  // strict mode
	MissingPath      Code = "missing-path"   // a warning
	NoText           Code = "no-text"        // a value that cannot be shown
	ObjectShown      Code = "object-shown"   // a warning
	UnusedPartial    Code = "unused-partial" // a warning
	StrayBraces      Code = "stray-braces"   // a warning
	Log              Code = "log"            // an info
	NullPath         Code = "null-path"      // an info
	NotAList         Code = "not-a-list"     // an info
	AboveRoot        Code = "above-root"     // an info
	BlockNotRun      Code = "block-not-run"  // an info
)

// The data.
const (
	DataSyntax   Code = "data-syntax"
	DataLimit    Code = "data-limit"
	DuplicateKey Code = "duplicate-key" // a warning
	RuntimeData  Code = "runtime-data"
)

// Limits.
const (
	OutputLimit Code = "output-limit"
	StepLimit   Code = "step-limit"
	DepthLimit  Code = "depth-limit"
	TimeLimit   Code = "time-limit"
	PageLimit   Code = "page-limit"
)

// The page. All are warnings or infos.
const (
	TableColumns     Code = "table-columns"
	HeadingJump      Code = "heading-jump"
	DuplicateID      Code = "duplicate-id"
	MissingAnchor    Code = "missing-anchor"
	OpenHTML         Code = "open-html"
	ImageAlternative Code = "image-alternative"
	ExternalStyle    Code = "external-style"
	FrontMatter      Code = "front-matter"
	UnknownComponent Code = "unknown-component"
	ComponentOpen    Code = "component-open"
	ComponentClose   Code = "component-close"
	ComponentSyntax  Code = "component-syntax"
)

// The call.
const (
	Request       Code = "request"
	InternalError Code = "internal-error"
)
