package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"behalf/ui/lang"
)

// speak changes the language. Words are put in when something is built, so all
// of it is built anew; the place, what was typed and how far a page was scrolled
// stay.
func (w *window) speak(language string) {
	if err := lang.Use(language); err != nil {
		fyne.LogError("language", err) // of files that are embedded, and tested
		return
	}
	if w.frame == nil {
		return
	}
	before := w.screens
	w.frame, w.screens = nil, [len(w.screens)]screen{}
	w.furnish()
	for p, old := range before {
		if old == nil {
			continue
		}
		now := w.screen(place(p))
		now.show(w.state)
		takeOver(old, now)
	}
}

// typing is a screen with fields whose text outlives a change of language. They
// come in the same order each time.
type typing interface{ fields() []*widget.Entry }

// takeOver brings what a person did on a screen to the same one built anew.
func takeOver(old, now screen) {
	if before, is := old.(*settings); is {
		now.(*settings).buildLike(before)
	}
	if before, is := old.(typing); is {
		for i, field := range now.(typing).fields() {
			if text := before.fields()[i].Text; text != field.Text {
				field.SetText(text)
			}
		}
	}
	if before, is := old.root().(*container.Scroll); is {
		now.root().(*container.Scroll).ScrollToOffset(before.Offset)
	}
}

func (h *home) fields() []*widget.Entry {
	return []*widget.Entry{&h.composer.field.Entry, &h.composer.name.Entry}
}

func (h *history) fields() []*widget.Entry { return []*widget.Entry{&h.filter.words.Entry} }

// fields are those of the pages that are built.
func (s *settings) fields() []*widget.Entry {
	var all []*entry
	if z := s.zoomApp; z != nil {
		all = append(all, z.clientID, z.redirect, z.secret, z.signature)
	}
	if s.assistants != nil {
		a := s.assistants.form
		all = append(all, a.name, a.program, a.arguments)
	}
	fields := make([]*widget.Entry, len(all))
	for i, e := range all {
		fields[i] = &e.Entry
	}
	return fields
}

// buildLike builds the pages that others of another language had, each as far
// down as it was. The one of a licence depends on which was chosen.
func (s *settings) buildLike(before *settings) {
	for at, p := range before.pages {
		if p == nil || settingsPlace(at) == atLicence {
			continue
		}
		now := s.page(settingsPlace(at))
		if now.show != nil {
			now.show(s.w.state) // what is stored goes in before what was typed
		}
		now.scroll.ScrollToOffset(p.scroll.Offset)
	}
}
