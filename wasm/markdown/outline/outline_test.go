package outline

import "testing"

// A heading whose id changes while its block is kept is named by the new one.
func TestNotesFollowTheIDsOfAKeptBlock(t *testing.T) {
	headings := []Heading{{Level: 1, ID: "a", To: 1}, {Level: 1, ID: "a", From: 2, To: 3}}
	b := &Block{To: 3, Outline: Outline{Headings: headings}}
	for _, id := range []string{"a", "a", "b"} {
		headings[0].ID, headings[1].ID = id, id
		notes := Notes([]*Block{b}, Rules{IDs: true}, nil)
		want := "Another place of this page has the id `" + id + "`: links lead to the first one."
		if len(notes) != 1 || notes[0].Message != want || notes[0].From != 2 {
			t.Errorf("%s: %v", id, notes)
		}
	}
}
