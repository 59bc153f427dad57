package preview

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"livebars/wasm/markdown"
)

// The task sample, alone and 37 times in one template.
func BenchmarkEdit(b *testing.B) {
	template, err := os.ReadFile("../../templates/task/chat-completion.handlebars")
	if err != nil {
		b.Skip(err)
	}
	json, err := os.ReadFile("../../data/task/chat-completion.json")
	if err != nil {
		b.Skip(err)
	}
	edits := []struct {
		name string
		edit func(r *Request, i int)
	}{
		{"prose", func(r *Request, i int) {
			r.Template = strings.Replace(r.Template, "## Chat", fmt.Sprintf("## Chat%d", i%7), 1)
		}},
		{"tag", func(r *Request, i int) {
			r.Template = strings.Replace(r.Template, "{{this.description}}", []string{"{{this.id}}", "{{@key}}"}[i%2], 1)
		}},
		{"data", func(r *Request, i int) {
			data := strings.Replace(*r.Data, "Small and quick", fmt.Sprintf("Small and quick%d", i%7), 1)
			r.Data = &data
		}},
	}
	for _, copies := range []int{1, 37} {
		for _, dialect := range []markdown.Dialect{markdown.GFM, markdown.DocBuilder} {
			for _, e := range edits {
				b.Run(fmt.Sprintf("%s/%s/%d", e.name, dialect, copies), func(b *testing.B) {
					r := NewRequest()
					data := string(json)
					r.Template, r.Data, r.Dialect = strings.Repeat(string(template), copies), &data, dialect
					d := NewSession(DefaultLimits()).Open(r)
					d.Update(r)
					for i := 0; b.Loop(); i++ {
						edited := r
						e.edit(&edited, i)
						if u := d.Update(edited); !u.OK {
							b.Fatal(u.Diagnostics)
						}
					}
				})
			}
		}
	}
}
