package handlebars

// slab makes values of a type many at a time: a rendering makes a few for every tag,
// which mostly live as long as it does.
type slab[T any] struct{ free []T }

const slabSize = 64

// of is a pointer to a value of its own.
func (s *slab[T]) of(v T) *T {
	if len(s.free) == 0 {
		s.free = make([]T, slabSize)
	}
	p := &s.free[0]
	s.free = s.free[1:]
	*p = v
	return p
}
