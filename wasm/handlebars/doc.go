// Package handlebars renders Handlebars templates as Handlebars.js 4.7 does.
//
// A template goes through these steps, each in a file of its own:
//
//	scan        text → pieces: runs of text, and tags with their tokens
//	check       what Handlebars.js's grammar rejects, in words, with its place
//	skeleton    pieces → the short canonical text that raymond parses
//	program     raymond's AST → programs, the form that is run
//	whitespace  standalone lines and `~`: how much of each run of text is shown
//	run         programs + data → text, with resolve (paths), call and helpers,
//	            partial, sum (how parts are put together), host (helpers of others)
//	sightings   what was seen on the way that the author should know
//
// A program depends on the tags alone: as long as only the text between them is
// edited, [Compiler] keeps it.
package handlebars
