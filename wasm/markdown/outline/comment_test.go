package outline

import "testing"

func TestCommentsAndDeclarationsEnd(t *testing.T) {
	for html, notes := range map[string]int{
		"<!DOCTYPE html>\n<p>a</p>": 0,
		"<!doctype html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\"><p>a</p>": 0,
		"<!-- a --><p>b</p>":  0,
		"<!--><p>b</p>":       0,
		"<!---><p>b</p>":      0,
		"<!-- a --!><p></p>":  0,
		"<![endif]--><p></p>": 0,
		"<!--[if mso]> <table><tr><td> <![endif]--><p></p>": 0,
		"<!doctype html":             1,
		"<p></p><!-- a":              1,
		"<p></p><!-- a --":           1,
		"<!doctype html><img src=x>": 1, // what comes behind is looked at
		"<link rel='Stylesheet' href=a.css><link rel=icon href=b.png>": 1,
	} {
		o := &Outline{}
		o.ScanTags(html, 0, func(string) bool { return false })
		if len(o.Notes) != notes {
			t.Errorf("%s: %v", html, o.Notes)
		}
	}
}
