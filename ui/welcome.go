package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"behalf/app"
	"behalf/app/fault"
	"behalf/ui/lang"
)

// firstStart says whether something is still missing that every send needs.
func firstStart(s app.State) bool {
	return nextSetup(s) != setUp
}

// setup is a step of the way to the first send.
type setup int

const (
	setupApp setup = iota
	setupAccount
	setupAssistant
	setUp
)

// nextSetup is the first step that is missing.
func nextSetup(s app.State) setup {
	switch {
	case len(s.Runs) > 0: // there is something to see already
		return setUp
	case len(s.Accounts) == 0 && s.Settings.ZoomApp.ClientID == "":
		return setupApp
	case len(s.Accounts) == 0:
		return setupAccount
	case len(s.Assistants) == 0:
		return setupAssistant
	}
	return setUp
}

// welcome leads, one button at a time, to the first send.
type welcome struct {
	w       *window
	root    *container.Scroll
	hero    fyne.CanvasObject
	lines   [setUp]*stepLine
	next    *button
	signIn  *signInBox
	secrets *text
}

func newWelcome(w *window) *welcome {
	v := &welcome{w: w, next: newButton(primary, "", nil), signIn: newSignInBox(w), secrets: quiet(lang.L("welcome.privacy")).centred()}
	rows := make([]fyne.CanvasObject, len(v.lines))
	for i := range v.lines {
		v.lines[i] = newStepLine()
		rows[i] = v.lines[i].root
	}
	v.hero = inset(space2, 0, column(space3,
		container.NewCenter(picture(mark(), 72)),
		title(lang.L("welcome.title")).centred(),
		body(lang.L("welcome.text")).in(colorSecondary).centred()))
	v.root = page(v.hero, card(rows...), v.next, v.signIn, v.secrets)
	return v
}

func (v *welcome) show(s app.State) {
	at := nextSetup(s)
	keys := [setUp]string{"welcome.app", "welcome.account", "welcome.assistant"}
	for i, key := range keys {
		line := step{words: lang.L(key), detail: lang.L(key + ".detail"), state: toCome}
		switch {
		case setup(i) < at:
			line.state, line.detail = done, ""
		case setup(i) == at:
			line.state = current
		}
		v.lines[i].show(line)
	}
	switch at {
	case setupApp:
		v.next.set(lang.L("welcome.app.button"), func() { v.w.toSettings(fault.ActSettings) })
	case setupAccount:
		v.next.set(lang.L("welcome.account.button"), func() { v.w.do(app.Connect{}) })
	case setupAssistant:
		v.next.set(lang.L("welcome.assistant.button"), func() { v.w.toSettings(fault.ActAssistants) })
	}
	v.next.Hidden = s.SignIn != nil
	if s.SignIn != nil { // room for the link
		v.hero.Hide()
	} else {
		v.hero.Show()
	}
	v.signIn.show(s.SignIn, v.w.now())
	v.root.Refresh()
}

func (v *welcome) tick(now time.Time) { v.signIn.tick(now) }
