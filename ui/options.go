package ui

// options is a picker for values that have words.
type options[T comparable] struct {
	*picker
	values []T
	words  func(T) string
}

func newOptions[T comparable](caption string, values []T, words func(T) string, changed func(T)) *options[T] {
	o := &options[T]{values: values, words: words}
	o.picker = newPicker(caption, func(chosen string) {
		for _, v := range values {
			if words(v) == chosen {
				changed(v)
				return
			}
		}
	})
	return o
}

// show shows the value that is chosen; it need not be one of those offered.
func (o *options[T]) show(chosen T) {
	offered := make([]string, len(o.values))
	for i, v := range o.values {
		offered[i] = o.words(v)
	}
	o.set(offered, o.words(chosen))
}
