package markdown

import (
	"livebars/wasm/edit"
	"livebars/wasm/markdown/outline"
)

// cut makes the piece that begins at a place. A piece of before begins at old.
type cut func(at, old int) *outline.Block

// recut makes pieces of what an edit has changed; those before and behind it stay. reach
// is how far behind its end a piece may depend on the text.
func recut(list []*outline.Block, text string, hunks []edit.Hunk, reach int, start func(at int) cut) []*outline.Block {
	if hunks == nil {
		hunks, list = []edit.Hunk{{NowTo: len(text)}}, nil
	}
	out := make([]*outline.Block, 0, len(list)+len(hunks))
	next, at, delta := 0, 0, 0 // the first piece of before that has no place yet
	for h := 0; h < len(hunks); h++ {
		first := next
		for first < len(list) && list[first].To < hunks[h].From {
			first++
		}
		// What ends before the edit may go on into it, and may have ended there for what has changed.
		first = max(first-1, next)
		for first > next && list[first-1].To+reach >= hunks[h].From {
			first--
		}
		out = append(out, movedBlocks(list[next:first], delta)...)
		if first < len(list) {
			at = list[first].From + delta
		}
		piece := start(at)
		last := first
		for at < len(text) {
			for h+1 < len(hunks) && hunks[h+1].NowFrom < at+reach {
				h++ // what was read goes on into the next place
			}
			delta = hunks[h].Behind()
			for last < len(list) && list[last].From+delta < at {
				last++
			}
			if at >= hunks[h].NowTo && last < len(list) && list[last].From+delta == at {
				break
			}
			old := len(text)
			if i := last; i < len(list) {
				if list[i].From+delta == at {
					i++
				}
				for i < len(list) && list[i].From+delta < hunks[h].NowTo {
					i++
				}
				if i < len(list) && (h+1 == len(hunks) || list[i].From+delta <= hunks[h+1].NowFrom) {
					old = list[i].From + delta
				}
			}
			b := piece(at, old)
			out = append(out, b)
			at = b.To
		}
		if next = last; at >= len(text) {
			next = len(list)
			break
		}
	}
	return append(out, movedBlocks(list[next:], delta)...)
}

// movedBlocks are blocks where they are when the text before them has become longer.
func movedBlocks(list []*outline.Block, by int) []*outline.Block {
	if by != 0 {
		for _, b := range list {
			b.From += by
			b.To += by
		}
	}
	return list
}
