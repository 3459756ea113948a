package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"behalf/app"
)

// signInBox shows a sign-in that waits for the browser: the link in full, in
// case no browser has opened or it is the wrong one.
type signInBox struct {
	widget.BaseWidget
	w          *window
	signIn     app.SignIn
	link       *text
	left       *text
	copy, open *button
	cancel     *button
}

func newSignInBox(w *window) *signInBox {
	b := &signInBox{w: w, link: quiet("").mono(), left: quiet("")}
	b.copy = newButton(plain, lang.L("signin.copy"), func() { w.app.Clipboard().SetContent(b.signIn.URL) })
	b.open = newButton(plain, lang.L("signin.open"), func() { w.browse(b.signIn.URL) })
	b.cancel = newButton(link, lang.L("ask.cancel"), func() { w.do(app.CancelConnect{}) })
	b.Hidden = true
	b.ExtendBaseWidget(b)
	return b
}

func (b *signInBox) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(soft(
		column(space1, strong(lang.L("signin.title")), body(lang.L("signin.text")), b.left),
		newPanel(colorCard, colorHairline, radiusControl, space2, b.link),
		row(space2, b.copy, b.open, gap(), b.cancel)))
}

func (b *signInBox) show(s *app.SignIn, now time.Time) {
	if s != nil {
		b.signIn = *s
		b.link.set(s.URL)
		b.copy.enable(s.URL != "")
		b.open.enable(s.URL != "")
		b.tick(now)
	}
	if hidden := s == nil; hidden != b.Hidden {
		b.Hidden = hidden
		b.Refresh()
	}
}

func (b *signInBox) tick(now time.Time) {
	if b.signIn.Deadline.IsZero() {
		b.left.set(lang.L("signin.preparing"))
		return
	}
	b.left.set(lang.L("signin.left", fields{"time": clock(b.signIn.Deadline.Sub(now))}))
}
