package markdown

import (
	"math"
	"strings"

	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// entityWriter hands text on in short pieces: goldmark's writer looks for the
// end of an entity as far as the text goes, again at every `&`. No entity
// contains an `&`, so each piece starts at one; none starts behind a backslash.
type entityWriter struct{ html.Writer }

func (w entityWriter) Write(out util.BufWriter, source []byte) {
	start := 0
	for i := 1; i < len(source); i++ {
		if source[i] == '&' && source[i-1] != '\\' {
			w.Writer.Write(out, source[start:i])
			start = i
		}
	}
	w.Writer.Write(out, source[start:])
}

var textEntities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&amp;", "&")

// textOf is what a text of Markdown says, without its backslashes and entities.
func textOf(source []byte) string {
	b := &boundedBuffer{limit: math.MaxInt}
	entityWriter{html.DefaultWriter}.Write(b, source)
	return textEntities.Replace(b.String())
}
