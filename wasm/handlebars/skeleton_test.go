package handlebars

import (
	"strings"
	"testing"
)

func skeletonOf(t *testing.T, text string) *skeleton {
	t.Helper()
	pieces, tags, err := scan(text, Limits{Depth: 256, Overtime: func() bool { return false }})
	if err != nil {
		t.Fatal(err.message)
	}
	blocks, err := check(text, tags, 256)
	if err != nil {
		t.Fatal(err.message)
	}
	return newSkeleton(pieces, tags, blocks)
}

func TestTheSkeletonIsShortAndCanonical(t *testing.T) {
	cases := []struct{ template, want string }{
		{"plain text\n\nof any length", "x"},
		{"a {{b}} c {{~d~}} e", "x{{b}}x{{d}}x"},
		{"{{{a}}}{{&b}}{{! c }}{{!-- d --}}", "{{&a}}{{&b}}{{!}}{{!}}"},
		{"{{#if a}} x {{else if b}} y {{^}} z {{/if}}", "{{#if a}}x{{else if b}}x{{else}}x{{/if}}"},
		{"{{[odd name].b}} {{12}} {{\"text\"}} {{true}} {{undefined}}", "{{[0].b}}x{{1}}x{{\"2\"}}x{{true}}x{{\"3\"}}"},
		{"{{elsewhere}}{{404/a}}", "{{[0]}}{{[1]/a}}"},
		{"{{#> layout x}}a{{/layout}}", "{{#p layout x}}x{{/p}}"},
		{"{{#*inline \"n\"}}a{{/inline}}", "{{#inline \"0\"}}x{{/inline}}"},
		{"{{{{if a}}}} {{b}} {{{{/if}}}}", "{{#if a}}x{{/if}}"},
		{"{{#each a as |b c|}}{{@index}}{{../x}}{{/each}}", "{{#each a as | b c |}}{{@index}}{{../x}}{{/each}}"},
		{"\\{{a}} b", "x"},
		{"{{. .a}}{{.. .a}}{{./a}}", "{{./a}}{{...a}}{{./a}}"},
	}
	for _, c := range cases {
		if got := skeletonOf(t, c.template).text; got != c.want {
			t.Errorf("%q\n got %q\nwant %q", c.template, got, c.want)
		}
	}
}

func TestTheKeyTellsTagsApartThatLookAlike(t *testing.T) {
	pairs := [][2]string{
		{"{{#p x}}a{{/p}}", "{{#> x}}a{{/x}}"},
		{"{{[a b]}}", "{{[c d]}}"},
		{"{{\"1\"}}", "{{\"2\"}}"},
		{"{{#inline \"a\"}}{{/inline}}", "{{#*inline \"a\"}}{{/inline}}"},
		{"{{#if a}}b{{/if}}", "{{{{if a}}}}b{{{{/if}}}}"},
		{"a", "a\\{{b}}"},
		{"{{null}}", "{{undefined}}"},
	}
	for _, p := range pairs {
		if skeletonOf(t, p[0]).key == skeletonOf(t, p[1]).key {
			t.Errorf("%q and %q have one key", p[0], p[1])
		}
	}
	if a, b := skeletonOf(t, "a {{~b}} \n c"), skeletonOf(t, "other\n\n{{b}}  text"); a.key != b.key {
		t.Errorf("prose and `~` change the key: %q, %q", a.key, b.key)
	}
}

func TestChunksEndOutsideOfBlocks(t *testing.T) {
	text := strings.Repeat("{{#a}}{{b}}{{#c}}x{{/c}}{{/a}} y {{[odd name]}}{{#*inline \"i\"}}z{{/inline}}", 400)
	s := skeletonOf(t, text)
	if len(s.chunks) < 4 {
		t.Fatalf("%d chunks", len(s.chunks))
	}
	end := 0
	for _, c := range s.chunks {
		if c.from != end {
			t.Errorf("a gap at %d", end)
		}
		end = c.to
		if _, err := parse(s.text[c.from:c.to]); err != nil {
			t.Errorf("%d to %d: %v", c.from, c.to, err)
		}
	}
	if end != len(s.text) {
		t.Errorf("ends at %d of %d", end, len(s.text))
	}
}

func FuzzSkeleton(f *testing.F) {
	for _, s := range []string{"{{#if a}}{{else b}}{{/if}}", "{{> (a \"b\") c=1}}", "{{{{a}}}}{{{{/a}}}}", "\\\\{{[a\\]]}}", "{{#> a}}{{/a}}{{~!-- --~}}"} {
		f.Add(s)
	}
	limits := Limits{Output: 1 << 20, Steps: 1 << 20, Depth: 64, Overtime: func() bool { return false }}
	f.Fuzz(func(t *testing.T, text string) {
		c := NewCompiler()
		template, err := c.Compile("template", text, DefaultOptions(), limits)
		if err != nil {
			if strings.HasPrefix(err.Error(), "This template cannot be read") {
				t.Fatalf("the check lets through what raymond does not read: %v", err)
			}
			return
		}
		// What the check lets through, raymond reads, and as many runs as were scanned.
		if runs := len(template.layout.shown); runs != template.program.runs {
			t.Fatalf("%d runs scanned, %d in the program", runs, template.program.runs)
		}
	})
}
