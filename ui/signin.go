package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"behalf/app"
	"behalf/ui/lang"
)

// signInBox goes along with a sign-in: the link in full, in case no browser
// opens or it is the wrong one; what to do if Zoom refuses the redirect
// address, before it does; and a field for a browser that can't come back.
type signInBox struct {
	widget.BaseWidget
	w      *window
	signIn app.SignIn

	heading, explanation, left *text
	code, link                 *text
	linkPanel                  *panel
	copyLink, open, cancel     *button

	redirect     *text
	copyRedirect *button
	redirectHelp *fyne.Container
	address      *entry
	pasteHelp    *text
	paste        *fyne.Container
	question     *otherBox
	led          *button         // where the keyboard was brought to
	rest         *fyne.Container // all but the question
}

func newSignInBox(w *window) *signInBox {
	b := &signInBox{
		w: w, heading: strong(""), explanation: body(""), left: quiet(""), code: title("").mono().centred(),
		link: quiet("").mono(), redirect: quiet("").mono(), address: newEntry(w, lang.L("signin.paste.placeholder")), pasteHelp: quiet(""),
		question: newOtherBox(w),
	}
	b.copyLink = newCopyButton(w, link, lang.L("signin.copy"), func() string { return b.signIn.URL })
	b.open = newButton(primary, lang.L("signin.open"), func() { w.browse(b.signIn.URL) })
	b.cancel = newButton(link, lang.L("ask.cancel"), func() { w.do(app.CancelConnect{}) })
	b.linkPanel = newPanel(colorCard, colorHairline, radiusControl, space2, b.link)

	b.copyRedirect = newCopyButton(w, link, lang.L("zoomapp.copy"), func() string { return b.signIn.Redirect })
	b.redirectHelp = column(space1, quiet(lang.L("signin.redirect")), spread(b.redirect, b.copyRedirect))

	b.address.SetPlaceHolder(lang.L("signin.paste.placeholder"))
	b.address.OnSubmitted = func(string) { b.submit() }
	use := newButton(plain, lang.L("signin.paste.button"), b.submit)
	use.Disable()
	b.address.OnChanged = func(text string) { use.enable(strings.TrimSpace(text) != "") }
	b.paste = column(space1, b.pasteHelp, spread(turning(w, b.address), use))
	b.rest = column(space2, column(space1, spread(b.heading, b.cancel), b.explanation, b.left), b.code,
		spread(container.NewHBox(b.open), b.copyLink), b.linkPanel, b.redirectHelp, b.paste)
	b.Hidden = true
	b.ExtendBaseWidget(b)
	return b
}

func (b *signInBox) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(soft(b.question, b.rest))
}

func (b *signInBox) show(s *app.SignIn, now time.Time) {
	if s != nil {
		if s.URL != b.signIn.URL { // another sign-in: nothing of it is copied yet
			b.address.SetText("")
			b.copyLink.set(lang.L("signin.copy"), b.copyLink.pressed)
			b.copyRedirect.set(lang.L("zoomapp.copy"), b.copyRedirect.pressed)
		}
		b.signIn = *s
		b.fill()
		b.tick(now)
	}
	if hidden := s == nil; hidden != b.Hidden {
		b.Hidden = hidden
		b.Refresh()
	}
	if s != nil && s.URL != "" {
		b.lead()
	} else {
		b.led = nil
	}
}

func (b *signInBox) fill() {
	s := b.signIn
	asks := s.Other != nil
	b.question.show(s)
	b.rest.Hidden = asks
	coded := s.UserCode != ""
	way := either(coded, "signin.code", "signin")
	b.heading.set(lang.L(way + ".title"))
	b.explanation.set(lang.L(way + ".text"))
	b.code.set(s.UserCode)
	b.link.set(s.URL)
	b.linkPanel.Hidden = s.URL == ""
	b.copyLink.enable(s.URL != "")
	b.open.enable(s.URL != "")
	b.redirect.set(s.Redirect)
	b.redirectHelp.Hidden = coded || s.Redirect == ""
	b.pasteHelp.set(lang.L(either(s.Paste, "signin.paste.always", "signin.paste")))
	b.paste.Hidden = coded || s.URL == ""
	b.Refresh()
}

// asksForAddress says whether an address can be pasted here.
func (b *signInBox) asksForAddress() bool {
	return !b.Hidden && b.signIn.Other == nil && b.paste.Visible()
}

// lead brings the keyboard, once, to what there is to press.
func (b *signInBox) lead() {
	next := b.open
	if b.signIn.Other != nil {
		next = b.question.leave
	}
	if next != b.led {
		b.led = next
		b.w.leadTo(next)
	}
}

// submit hands over what was pasted. It stays in the field until it is taken.
func (b *signInBox) submit() {
	if address := strings.TrimSpace(b.address.Text); address != "" {
		b.w.do(app.PasteCallback{Address: address})
	}
}

func (b *signInBox) tick(now time.Time) {
	if b.signIn.Deadline.IsZero() {
		b.left.set(lang.L("signin.preparing"))
		return
	}
	b.left.set(lang.L("signin.left", fields{"time": clock(b.signIn.Deadline.Sub(now))}))
}

// otherBox asks about somebody else than expected. Neither answer touches the
// account that was meant.
type otherBox struct {
	widget.BaseWidget
	w             *window
	title, advice *text
	keep, leave   *button
}

func newOtherBox(w *window) *otherBox {
	b := &otherBox{w: w, title: strong(""), advice: body("")}
	b.keep = newButton(plain, "", func() { w.do(app.AnswerSignIn{Keep: true}) }).giving()
	b.leave = newButton(primary, lang.L("signin.other.leave"), func() { w.do(app.AnswerSignIn{}) })
	b.Hidden = true
	b.ExtendBaseWidget(b)
	return b
}

func (b *otherBox) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(column(space2, column(space1, b.title, b.advice), column(space2, b.leave, b.keep)))
}

func (b *otherBox) show(s app.SignIn) {
	if s.Other != nil {
		meant, _ := b.w.state.Account(s.Expected)
		b.title.set(lang.L("signin.other.title", fields{"name": s.Other.Name}))
		b.advice.set(lang.L("signin.other.text", fields{"expected": meant.Name}))
		b.keep.set(lang.L("signin.other.keep", fields{"name": s.Other.Name}), b.keep.pressed)
	}
	if hidden := s.Other == nil; hidden != b.Hidden {
		b.Hidden = hidden
		b.Refresh()
	}
}

// follow opens Zoom's page as soon as there is an address, if the sign-in was
// started in this window. Only for the very first one with a Zoom app of their own
// the person opens it, from the box that says what to do if Zoom refuses the
// redirect address.
func (w *window) follow(before *app.SignIn) {
	now := w.own.SignIn
	if now == nil {
		w.connects = w.connects && before == nil
		return
	}
	if !w.connects || now.URL == "" {
		return
	}
	w.connects = false
	if (len(w.own.Accounts) > 0 || w.own.FromVendor()) && now.UserCode == "" {
		w.browse(now.URL)
	}
}
