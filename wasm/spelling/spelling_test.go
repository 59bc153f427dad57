package spelling

import "testing"

func TestNearest(t *testing.T) {
	names := []string{"each", "with", "firstName", "lastName"}
	for name, want := range map[string]string{
		"eech": "each", "EACH": "each", "ecah": "each", "fristName": "firstName", "lastname": "lastName",
		"name": "", "x": "", "wiht": "with", "withh": "with", "": "",
	} {
		if got := Nearest(name, names); got != want {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
	if got := NearestWithin("abc", []string{"abd", "bcd"}, 1); got != "abd" {
		t.Errorf("within one edit: %q", got)
	}
}
