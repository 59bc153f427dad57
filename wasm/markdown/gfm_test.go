package markdown

import "testing"

// What the examples of the GFM specification 0.29 show, extension by extension,
// in words of our own; the numbers are those of the examples.
var gfmExamples = []struct{ number, source, want string }{
	// 4.10 Tables
	{"198", "| one | two |\n| --- | --- |\n| a | b |\n", "<table>\n<thead>\n<tr>\n<th>one</th>\n<th>two</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>a</td>\n<td>b</td>\n</tr>\n</tbody>\n</table>\n"},
	{"199", "| a | long |\n:-: | -----:\nb | c\n", "<table>\n<thead>\n<tr>\n<th align=\"center\">a</th>\n<th align=\"right\">long</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td align=\"center\">b</td>\n<td align=\"right\">c</td>\n</tr>\n</tbody>\n</table>\n"},
	{"200", "| o\\|ne |\n| --- |\n| a `\\|` b |\n| c **\\|** d |\n", "<table>\n<thead>\n<tr>\n<th>o|ne</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>a <code>|</code> b</td>\n</tr>\n<tr>\n<td>c <strong>|</strong> d</td>\n</tr>\n</tbody>\n</table>\n"},
	{"201", "| a | b |\n| --- | --- |\n| c | d |\n> e\n", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>c</td>\n<td>d</td>\n</tr>\n</tbody>\n</table>\n<blockquote>\n<p>e</p>\n</blockquote>\n"},
	{"202", "| a | b |\n| --- | --- |\n| c | d |\ne\n\ne\n", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>c</td>\n<td>d</td>\n</tr>\n<tr>\n<td>e</td>\n<td></td>\n</tr>\n</tbody>\n</table>\n<p>e</p>\n"},
	{"203", "| a | b |\n| --- |\n| c |\n", "<p>| a | b |\n| --- |\n| c |</p>\n"},
	{"203, the other way", "| a |\n| --- | --- |\n| c |\n", "<p>| a |\n| --- | --- |\n| c |</p>\n"},
	{"204", "| a | b |\n| --- | --- |\n| c |\n| c | d | e |\n", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>c</td>\n<td></td>\n</tr>\n<tr>\n<td>c</td>\n<td>d</td>\n</tr>\n</tbody>\n</table>\n"},
	{"205", "| a | b |\n| --- | --- |\n", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n</table>\n"},
	// 5.3 Task list items
	{"279", "- [ ] open\n- [x] done\n", "<ul>\n<li><input type=\"checkbox\" disabled=\"\" /> open</li>\n<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> done</li>\n</ul>\n"},
	{"280", "- [x] a\n  - [ ] b\n  - [x] c\n- [ ] d\n", "<ul>\n<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> a\n<ul>\n<li><input type=\"checkbox\" disabled=\"\" /> b</li>\n<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> c</li>\n</ul>\n</li>\n<li><input type=\"checkbox\" disabled=\"\" /> d</li>\n</ul>\n"},
	// 6.5 Strikethrough
	{"491", "~~Gone~~ Here, ~there~ too\n", "<p><del>Gone</del> Here, <del>there</del> too</p>\n"},
	{"492", "A ~~new\n\nparagraph~~.\n", "<p>A ~~new</p>\n<p>paragraph~~.</p>\n"},
	{"493", "No ~~~mark~~~ of three.\n", "<p>No ~~~mark~~~ of three.</p>\n"},
	// 6.9 Autolinks
	{"622", "www.example.org\n", "<p><a href=\"http://www.example.org\">www.example.org</a></p>\n"},
	{"623", "See www.example.org/help for more.\n", "<p>See <a href=\"http://www.example.org/help\">www.example.org/help</a> for more.</p>\n"},
	{"624", "See www.example.org.\n\nSee www.example.org/a.b.\n", "<p>See <a href=\"http://www.example.org\">www.example.org</a>.</p>\n<p>See <a href=\"http://www.example.org/a.b\">www.example.org/a.b</a>.</p>\n"},
	{"625", "www.example.org/?q=(a)\n\nwww.example.org/?q=(a))\n\n(www.example.org/?q=(a))\n\n(www.example.org/?q=(a)\n",
		"<p><a href=\"http://www.example.org/?q=(a)\">www.example.org/?q=(a)</a></p>\n<p><a href=\"http://www.example.org/?q=(a)\">www.example.org/?q=(a)</a>)</p>\n<p>(<a href=\"http://www.example.org/?q=(a)\">www.example.org/?q=(a)</a>)</p>\n<p>(<a href=\"http://www.example.org/?q=(a)\">www.example.org/?q=(a)</a></p>\n"},
	{"626", "www.example.org/?q=(a(b))+ok\n", "<p><a href=\"http://www.example.org/?q=(a(b))+ok\">www.example.org/?q=(a(b))+ok</a></p>\n"},
	{"627", "www.example.org/?q=a&hl=en\n\nwww.example.org/?q=a&hl;\n", "<p><a href=\"http://www.example.org/?q=a&amp;hl=en\">www.example.org/?q=a&amp;hl=en</a></p>\n<p><a href=\"http://www.example.org/?q=a\">www.example.org/?q=a</a>&amp;hl;</p>\n"},
	{"628", "www.example.org/he<lp\n", "<p><a href=\"http://www.example.org/he\">www.example.org/he</a>&lt;lp</p>\n"},
	{"629", "http://example.org\n\n(See https://example.org/?q=a+(b))\n", "<p><a href=\"http://example.org\">http://example.org</a></p>\n<p>(See <a href=\"https://example.org/?q=a+(b)\">https://example.org/?q=a+(b)</a>)</p>\n"},
	{"630", "me@example.org\n", "<p><a href=\"mailto:me@example.org\">me@example.org</a></p>\n"},
	{"631", "me@mail+x.example is none, me+x@mail.example is one.\n", "<p>me@mail+x.example is none, <a href=\"mailto:me+x@mail.example\">me+x@mail.example</a> is one.</p>\n"},
	{"632", "a.b-c_d@e.f\n\na.b-c_d@e.f.\n\na.b-c_d@e.f-\n\na.b-c_d@e.f_\n", "<p><a href=\"mailto:a.b-c_d@e.f\">a.b-c_d@e.f</a></p>\n<p><a href=\"mailto:a.b-c_d@e.f\">a.b-c_d@e.f</a>.</p>\n<p>a.b-c_d@e.f-</p>\n<p>a.b-c_d@e.f_</p>\n"},
	// 6.11 Disallowed raw HTML
	{"653", "<b> <title> <style> <i>\n\n<blockquote>\n  <xmp> is filtered. <XMP> too.\n</blockquote>\n", "<p><b> &lt;title> &lt;style> <i></p>\n<blockquote>\n  &lt;xmp> is filtered. &lt;XMP> too.\n</blockquote>\n"},
}

func TestGFMExamples(t *testing.T) {
	for _, e := range gfmExamples {
		if got := render(t, GFM, e.source).HTML; got != e.want {
			t.Errorf("example %s\n%q\nours   %q\ntheirs %q", e.number, e.source, got, e.want)
		}
	}
}
