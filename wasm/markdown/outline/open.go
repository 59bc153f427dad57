package outline

// OpenTags are the tags that are open at a place of a page. A closing tag ends
// the last open one of its name, whatever is between them: they are found by
// name, for a page can have any number of them.
type OpenTags struct {
	tags   []Tag            // in their order; one that was closed has no name
	places map[string][]int // of those of a name that are open, in tags
	open   int
}

// Pass goes on behind a tag. Void elements have no end: callers leave them out.
func (o *OpenTags) Pass(t Tag) {
	places := o.places[t.Name]
	if !t.Closing {
		if o.places == nil {
			o.places = map[string][]int{}
		}
		o.places[t.Name] = append(places, len(o.tags))
		o.tags = append(o.tags, t)
		o.open++
		return
	}
	last := len(places) - 1
	if last < 0 || o.isOutOfScope(t.Name, places[last]) {
		return
	}
	o.places[t.Name] = places[:last]
	o.tags[places[last]].Name = ""
	o.open--
	for len(o.tags) > 0 && o.tags[len(o.tags)-1].Name == "" {
		o.tags = o.tags[:len(o.tags)-1]
	}
}

// isOutOfScope reports whether a closing tag does not reach the open tag at a place:
// elements such as a cell are in between, out of which only tables lead (HTML §13.2.4.2,
// element scope).
func (o *OpenTags) isOutOfScope(name string, at int) bool {
	barriers := [...]string{"td", "th", "caption", "table", "object", "marquee"}
	switch name {
	case "table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption":
		return name != "table" && o.isOpenBehind("table", at)
	}
	for _, barrier := range barriers {
		if barrier != name && o.isOpenBehind(barrier, at) {
			return true
		}
	}
	return false
}

func (o *OpenTags) isOpenBehind(name string, at int) bool {
	places := o.places[name]
	return len(places) > 0 && places[len(places)-1] > at
}

// None reports whether all tags are closed.
func (o *OpenTags) None() bool { return o.open == 0 }

// Tags are those that are open, in their order.
func (o *OpenTags) Tags() []Tag {
	tags := make([]Tag, 0, o.open)
	for _, t := range o.tags {
		if t.Name != "" {
			tags = append(tags, t)
		}
	}
	return tags
}
