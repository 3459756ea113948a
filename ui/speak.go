package ui

import (
	"fyne.io/fyne/v2"

	"behalf/app/meeting"
	"behalf/ui/lang"
)

// speak changes the language. Words are put in when something is built, so all
// of it is built anew; the place, what was chosen, typed and under way, how far a
// page was scrolled, and the keyboard stay.
func (w *window) speak(language string) {
	if err := lang.Use(language); err != nil {
		fyne.LogError("language", err) // of files that are embedded, and tested
		return
	}
	if w.frame == nil {
		return
	}
	before, nav, focused := w.screens, w.nav, w.win.Canvas().Focused()
	w.frame, w.screens = nil, [len(w.screens)]screen{}
	w.furnish()
	var next fyne.Focusable
	for i, item := range nav {
		if focused == fyne.Focusable(item) {
			next = w.nav[i]
		}
	}
	for p, old := range before {
		old, is := old.(heir)
		if !is {
			continue
		}
		now := w.screen(place(p)).(heir)
		now.show(w.state)
		now.takeOver(old)
		for i, field := range old.fields() {
			if focused == field {
				next = now.fields()[i]
			}
		}
	}
	if w.visible {
		w.show()
	}
	if next != nil {
		w.win.Canvas().Focus(next)
	}
}

// heir is a screen that takes over what a person did on the same one in another
// language. Its fields come in the same order each time.
type heir interface {
	screen
	takeOver(old screen)
	fields() []fyne.Focusable
}

// retype brings over what was typed. Choices come before: they may fill fields.
func retype(now, old []fyne.Focusable) {
	type typed interface {
		text() string
		SetText(text string)
	}
	for i := range now {
		before, is := old[i].(typed)
		if field, too := now[i].(typed); is && too && field.text() != before.text() {
			field.SetText(before.text())
		}
	}
}

func (h *home) fields() []fyne.Focusable {
	return []fyne.Focusable{h.composer.field, h.composer.name}
}

func (h *home) takeOver(old screen) {
	before := old.(*home)
	c, was := h.composer, before.composer
	c.picked, c.account.chosen, c.assistant.chosen = was.picked, was.account.chosen, was.assistant.chosen // names, of no language
	retype(h.fields(), before.fields())
	if was.chosen != (meeting.Meeting{}) {
		c.choose(was.chosen)
	}
	c.refused, c.pending, c.seq = was.refused, was.pending, was.seq
	c.proposed, c.offer.linked, c.offer.copied = was.proposed, was.offer.linked, was.offer.copied
	c.refresh()
	for id, card := range before.cards {
		if now := h.cards[id]; now != nil {
			now.stopping = card.stopping
			now.show(now.run, h.w.now())
		}
	}
	h.page.ScrollToOffset(before.page.Offset)
}

func (h *history) fields() []fyne.Focusable { return []fyne.Focusable{h.filter.words} }

func (h *history) takeOver(old screen) {
	before := old.(*history)
	h.filter.outcome.like(before.filter.outcome)
	retype(h.fields(), before.fields())
	h.export.takeOver(before.export)
	if before.run == nil {
		return
	}
	h.open(before.run.id, false)
	if h.run != nil && before.run.run.ID != "" {
		h.run.show(before.run.run)
		h.run.root.ScrollToOffset(before.run.root.Offset)
	}
}

func (c *connection) fields() []fyne.Focusable { return []fyne.Focusable{c.signIn.address} }

func (c *connection) takeOver(old screen) {
	before := old.(*connection)
	retype(c.fields(), before.fields())
	c.content.ScrollToOffset(before.content.Offset)
}

// fields are those of the pages that are built, and the choice of the language.
func (s *settings) fields() []fyne.Focusable {
	var all []fyne.Focusable
	if s.look != nil {
		all = append(all, s.look.language.picker)
	}
	if s.zoomApp != nil {
		all = append(all, s.zoomApp.typed()...)
	}
	if s.assistants != nil {
		all = append(all, s.assistants.form.typed()...)
	}
	return all
}

func (s *settings) takeOver(old screen) {
	before := old.(*settings)
	s.buildLike(before)
	if s.zoomApp != nil {
		s.zoomApp.takeOver(before.zoomApp)
	}
	if s.assistants != nil {
		s.assistants.takeOver(before.assistants)
	}
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

func (f *zoomAppForm) typed() []fyne.Focusable {
	return []fyne.Focusable{f.clientID, f.redirect, f.secret, f.signature}
}

func (f *zoomAppForm) takeOver(old *zoomAppForm) {
	f.cloud.like(old.cloud) // fills the rest
	f.kind.like(old.kind)
	retype(f.typed(), old.typed())
	f.refresh()
}

func (f *assistantForm) typed() []fyne.Focusable {
	return []fyne.Focusable{f.name, f.program, f.arguments, f.options.entry}
}

func (f *assistantForm) takeOver(old *assistantForm) {
	f.kind.like(old.kind) // fills in what it begins with
	retype(f.typed(), old.typed())
	f.record.set(old.record.on)
	f.filled = old.filled
	f.refresh()
}

func (p *assistantsPart) takeOver(old *assistantsPart) {
	p.hidden, p.awaited, p.seq = old.hidden, old.awaited, old.seq
	usual, _ := p.w.state.Assistant("")
	p.build(usual)
	if old.form.root.Visible() {
		p.begin(old.form.former)
		p.form.takeOver(old.form)
	}
}

func (v *welcome) fields() []fyne.Focusable {
	return append(append(v.app.typed(), v.assistant.typed()...), v.signIn.address)
}

func (v *welcome) takeOver(old screen) {
	before := old.(*welcome)
	v.used, v.begun, v.back, v.saved, v.played = before.used, before.begun, before.back, before.saved, before.played
	v.app.takeOver(before.app)
	v.assistant.takeOver(before.assistant)
	retype([]fyne.Focusable{v.signIn.address}, []fyne.Focusable{before.signIn.address})
	v.show(v.w.state)
	v.content.ScrollToOffset(before.content.Offset)
}
