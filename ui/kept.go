package ui

// keptButtons are those of a list that is built anew, by what they do to what:
// the keyboard stays at one that is there again.
type keptButtons struct {
	w   *window
	all map[string]*button
}

// build runs what builds the list, with a way to get its buttons.
func (k *keptButtons) build(list func(get func(key, label string, pressed func()) *button)) {
	before := k.all
	k.all = map[string]*button{}
	list(func(key, label string, pressed func()) *button {
		b := before[key]
		if b == nil {
			b = newButton(link, label, nil)
		}
		b.set(label, pressed)
		k.all[key] = b
		return b
	})
	for key, b := range before {
		if now, still := k.all[key]; !still || now.Hidden {
			k.w.letGo(b)
		}
	}
}
