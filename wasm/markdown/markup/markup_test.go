package markup

import "testing"

func TestRead(t *testing.T) {
	for s, want := range map[string]Token{
		"<a>":             {Kind: Start, Name: "a", Size: 3},
		"<A HREF=x>b":     {Kind: Start, Name: "a", Attributes: " HREF=x", Size: 10},
		"</p >":           {Kind: End, Name: "p", Attributes: " ", Size: 5},
		"<br/>":           {Kind: Start, Name: "br", Attributes: "/", SelfClosing: true, Size: 5},
		"<a b=c/>":        {Kind: Start, Name: "a", Attributes: " b=c/", Size: 8},
		"<a b='>'>":       {Kind: Start, Name: "a", Attributes: " b='>'", Size: 9},
		"<a \"b>c\">":     {Kind: Start, Name: "a", Attributes: " \"b", Size: 6},
		"<a =\">\">":      {Kind: Start, Name: "a", Attributes: " =\"", Size: 6},
		"<a b= \">\" c>":  {Kind: Start, Name: "a", Attributes: " b= \">\" c", Size: 12},
		"<a b\n=\n'>'>":   {Kind: Start, Name: "a", Attributes: " b\n=\n'>'", Size: 11},
		"<a b=>c":         {Kind: Start, Name: "a", Attributes: " b=", Size: 6},
		"<a b='c":         {Kind: Unfinished, Name: "a", Size: 7},
		"<a":              {Kind: Unfinished, Name: "a", Size: 2},
		"<":               {Size: 1},
		"< a>":            {Size: 1},
		"<1>":             {Size: 1},
		"</":              {Size: 1},
		"</>a":            {Kind: Comment, Size: 3},
		"</ a>":           {Kind: Comment, Size: 5},
		"<?php 1 > 2":     {Kind: Comment, Size: 9},
		"<!-- a > -->b":   {Kind: Comment, Size: 12},
		"<!-->a":          {Kind: Comment, Size: 5},
		"<!--->a":         {Kind: Comment, Size: 6},
		"<!-- a --!>b":    {Kind: Comment, Size: 11},
		"<!doctype html>": {Kind: Comment, Size: 15},
		"<![CDATA[a]]>":   {Kind: Comment, Size: 13},
		"<!-- a":          {Kind: Unfinished, Size: 6},
		"<o:p>":           {Kind: Start, Name: "o:p", Size: 5},
		"<a<b>":           {Kind: Start, Name: "a<b", Size: 5},
	} {
		if got := Read(s); got != want {
			t.Errorf("%s: %+v, not %+v", s, got, want)
		}
	}
}

func TestAttributesAndRawText(t *testing.T) {
	for _, c := range []struct{ attributes, name, want string }{
		{` a=1 b='2' C="3"`, "c", "3"}, {" a = 1", "a", "1"}, {" a a=1", "a", ""}, {` a="`, "a", ""}, {" =a=1", "=a", "1"}, {" a/b=1", "b", "1"},
	} {
		if got, ok := Attribute(c.attributes, c.name); !ok || got != c.want {
			t.Errorf("%s of %s: %q, %v", c.name, c.attributes, got, ok)
		}
	}
	for rest, want := range map[string]int{"a</style>": 1, "a</styles></STYLE >": 10, "a</style": 8, "": 0, "</style/>": 0} {
		if got := RawText(Token{Kind: Start, Name: "style"}, rest); got != want {
			t.Errorf("%s: %d, not %d", rest, got, want)
		}
	}
}
