package markdown

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark-emoji/definition"
)

func TestEmojiCodes(t *testing.T) {
	cases := []struct{ source, want string }{
		{":tada: and :+1:", "🎉 and 👍"},
		{"a:tada:b", "a🎉b"},
		{":nosuch: :tada", ":nosuch: :tada"},
		{"`:tada:`", "<code>:tada:</code>"},
		{"10:30:45", "10:30:45"},
		{"**:tada:**", "<strong>🎉</strong>"},
		{"https://a.bc/:tada:/x", `<a href="https://a.bc/:tada:/x">https://a.bc/:tada:/x</a>`},
	}
	for _, c := range cases {
		if got := render(t, GFM, c.source).HTML; got != "<p>"+c.want+"</p>\n" {
			t.Errorf("%s: %q", c.source, got)
		}
	}
	if got := render(t, GFM, "# Party :tada:").HTML; got != "<h1 id=\"party-tada\">Party 🎉</h1>\n" {
		t.Errorf("%q", got)
	}
}

// The table is the list of goldmark-emoji, which is made of GitHub's.
func TestEmojiTable(t *testing.T) {
	known := definition.Github()
	lines := strings.Split(strings.TrimSpace(emojiTable), "\n")
	if len(lines) < 1800 {
		t.Fatalf("%d emoji", len(lines))
	}
	for i, line := range lines {
		name, shown, _ := strings.Cut(line, " ")
		e, ok := known.Get(name)
		if !ok || string(e.Unicode) != shown {
			t.Errorf("%s is %q", name, shown)
		}
		if i > 0 && line <= lines[i-1] {
			t.Errorf("%s is out of order", name)
		}
		if emoji(name) != shown {
			t.Errorf("%s is not found: %q", name, emoji(name))
		}
	}
}
