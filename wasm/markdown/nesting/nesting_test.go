package nesting

import (
	"fmt"
	"strings"
	"testing"
)

func arranged(pieces ...string) string {
	shapes := make([]*Shape, len(pieces))
	for i, piece := range pieces {
		s := Of(piece)
		shapes[i] = &s
	}
	parts, ok := Arrange(shapes)
	if !ok {
		return "one"
	}
	var out []string
	for _, p := range parts {
		out = append(out, fmt.Sprintf("%+d%q", p.Nesting, strings.Join(pieces[p.From:p.To], "")))
	}
	return strings.ReplaceAll(strings.Join(out, " "), `"`, "")
}

func TestPiecesLieInEachOther(t *testing.T) {
	for _, c := range []struct {
		pieces string // with | between
		want   string
	}{
		{"<div>|<p>a</p>|</div>", "+1<div> +0<p>a</p> -1</div>"},
		{"<div>|<section>|a|</section>|</div>", "+1<div> +1<section> +0a -1</section> -1</div>"},
		{"<table>|<tr><td>a</td></tr>|</table>", "+1<table> +1 +0<tr><td>a</td></tr> -1 -1</table>"},
		{"<table>|<tr>|<td>a</td>|</tr>|</table>", "+1<table> +1 +1<tr> +0<td>a</td> -1</tr> -1 -1</table>"},
		{"<table>|<tr><td>a</td></tr>|<tfoot><tr></tr></tfoot>|</table>", "+1<table> +1 +0<tr><td>a</td></tr> -1 +0<tfoot><tr></tr></tfoot> -1</table>"},
		{"<html>|<head></head>|<body>|a|<p></p>|</body>|</html>", "+1<html><head></head><body> +0a +0<p></p> -1</body></html>"},
		{"<body>|a|</body>", "+1<body> +0a -1</body>"},
		{"<ul>|<li>a</li>|</ul>", "+1<ul> +0<li>a</li> -1</ul>"},
		{"<a href=x>|<div><table><tr><td><a>b</a></td></tr></table></div>|</a>", "+1<a href=x> +0<div><table><tr><td><a>b</a></td></tr></table></div> -1</a>"},
		{"<div>|<svg><title>a</title><path/></svg>|</div>", "+1<div> +0<svg><title>a</title><path/></svg> -1</div>"},
		{"<div>|<style>p > a {}</style>|<!-- <p> -->|</div>", "+1<div> +0<style>p > a {}</style> +0<!-- <p> --> -1</div>"},

		// Where browsers make another tree, or may.
		{"<div>|<p>a|</div>", "one"},
		{"<div>|</p>|</div>", "one"},
		{"<div>|<b><i></b></i>|</div>", "one"},
		{"<p>|<div>a</div>|</p>", "one"},
		{"<p>|<ul><li>a</li></ul>|</p>", "one"},
		{"<a>|<b><a>x</a></b>|</a>", "one"},
		{"<form>|<table><tr><td><form></form></td></tr></table>|</form>", "one"},
		{"<table>|text|<tr></tr>|</table>", "one"},
		{"<table>|<td>a</td>|</table>", "one"},
		{"<table>|<div>a</div>|</table>", "one"},
		{"<table>|<style></style>|</table>", "one"},
		{"<div>|<li>a</li>|</div>", "one"},
		{"<div>|<tr></tr>|</div>", "one"},
		{"<h1>|<h2>a</h2>|</h1>", "one"},
		{"<select>|<option>a</option>|</select>", "one"},
		{"<svg>|<path/>|</svg>", "one"},
		{"<div>|<svg><p>a</p></svg>|</div>", "one"},
		{"<div>|<svg><foreignObject><p>a</p></foreignObject></svg>|</div>", "one"},
		{"<div>|<plaintext>|</div>", "one"},
		{"<div>|<template><p></template>|</div>", "one"},
		{"<div>|<script><!-- <script></script>|</div>", "one"},
		{"<div>|<!-- a|</div>", "one"},
		{"<div>|<body>|a|</body>|</div>", "one"},
		{"<html>|<p>a</p>|</html>", "one"},
		{"<tr>|<td>a</td>|</tr>", "one"},
		{"<div>|a|</div x=1>", "one"},
	} {
		if got := arranged(strings.Split(c.pieces, "|")...); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.pieces, got, c.want)
		}
	}
}
