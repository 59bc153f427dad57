package diagnostic

import "testing"

func TestPositionsCountAsEditorsDo(t *testing.T) {
	text := "a\né😀b\r\nc\rd"
	cases := []struct {
		offset int
		want   Position
	}{
		{0, Position{0, 1, 1}},
		{2, Position{2, 2, 1}},
		{4, Position{3, 2, 2}},       // after é, two bytes, one unit
		{8, Position{5, 2, 4}},       // after 😀, four bytes, two units
		{9, Position{6, 2, 5}},       // after b
		{11, Position{8, 3, 1}},      // after \r\n
		{13, Position{10, 4, 1}},     // after a lone \r
		{1000, PositionAt(text, 14)}, // outside: moved to the end
		{-1, Position{0, 1, 1}},      // and to the start
		{14, Position{11, 4, 2}},     // the end
		{10, Position{7, 2, 6}},      // between \r and \n is still the line
	}
	for _, c := range cases {
		if got := PositionAt(text, c.offset); got != c.want {
			t.Errorf("offset %d: got %+v, want %+v", c.offset, got, c.want)
		}
	}
}

func TestProblemIsPlacedInItsText(t *testing.T) {
	p := &Problem{Severity: Error, Code: "x", Message: "m", Source: "data", From: 3, To: 99}
	d := p.In("ab\ncd")
	if d.From != (Position{3, 2, 1}) || d.To != (Position{5, 2, 3}) {
		t.Errorf("got %+v to %+v", d.From, d.To)
	}
	if p.Error() != "m" {
		t.Errorf("error text %q", p.Error())
	}
}
