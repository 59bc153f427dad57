// Package handlebars renders Handlebars templates as Handlebars.js 4.7 does.
//
// A template goes through these steps, in this order, each in a file of its own:
//
//	scan             text → pieces: runs of text, and tags with their tokens
//	check            what Handlebars.js's grammar rejects, in words, with its place
//	skeleton         pieces → the short canonical text that raymond parses
//	compile          skeleton → raymond's tree, by chunks, each kept while it stays
//	program_builder  raymond's tree → a program (program.go), the form that is run
//	whitespace       standalone lines and `~`: how much of each run of text is shown
//	run              program + data → text
//
// Running takes resolve (paths), call (helpers and blocks), helpers (those that are
// built in), host (those of JavaScript, and its values), partial, scope (contexts, @-variables, block
// parameters), loc (options.loc), concatenate (how parts become one text), sourcemap
// (where each part came from), warnings (what the author should know) and unknown
// (helpers that are not there).
//
// A program depends on the tags alone: as long as only the text between them is
// edited, [Compiler] keeps it (prose_edit), and the last text is patched
// (output_patch).
package handlebars
