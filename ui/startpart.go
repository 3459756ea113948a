package ui

import (
	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/ui/lang"
)

// startPart is when and how Behalf starts.
type startPart struct {
	w       *window
	root    *panel
	login   *fyne.Container // the start at login, with the line below
	name    *text           // of it, where there is nothing to switch
	atLogin *toggle
	note    *panel // what else there is to know
	words   *fyne.Container
	here    *button // makes it this Behalf
	way     *fyne.Container
	hidden  *toggle

	is app.Login // that is shown
}

func newStartPart(w *window) *startPart {
	p := &startPart{w: w, name: strong(lang.L("login")), words: column(space1)}
	p.atLogin = newToggle(lang.L("login"), lang.L("login.text"), func(on bool) {
		w.do(app.StartAtLogin{On: on})
		p.atLogin.set(p.is.On()) // until the system says so, nothing has changed
	})
	p.here = newButton(plain, lang.L("login.here"), func() { w.do(app.StartAtLogin{On: true}) })
	p.way = row(0, p.here)
	p.note = soft(p.words, p.way)
	p.hidden = newToggle(lang.L("settings.hidden"), lang.L("settings.hidden.text"), func(on bool) {
		w.set(func(s *app.Settings) { s.StartHidden = on })
	})
	p.login = column(space3, p.name, p.atLogin, p.note, rule())
	p.root = card(p.login, p.hidden)
	p.put(app.Login{})
	return p
}

func (p *startPart) show(s app.State) {
	p.hidden.set(s.Settings.StartHidden)
	p.atLogin.set(s.Login.On())
	if s.Login != p.is {
		p.put(s.Login)
		p.root.Refresh()
	}
}

// put brings the start at login to the screen; one that nobody knows anything of
// takes no room.
func (p *startPart) put(is app.Login) {
	p.is = is
	can := is.Fault == nil && is.State != app.LoginSandboxed && is.State != app.LoginImpossible && is.State != app.LoginTooLong
	show(p.login, is != app.Login{})
	show(p.name, !can)
	show(p.atLogin, can)
	p.words.Objects = nil
	if is.Fault != nil {
		p.words.Add(explained(is.Fault))
	} else if words := loginWords(is); words != "" {
		p.words.Add(quiet(words))
		if is.Program != "" {
			p.words.Add(quiet(is.Program).mono())
		}
	}
	show(p.note, len(p.words.Objects) > 0)
	show(p.way, is.State == app.LoginElsewhere)
	if p.way.Hidden {
		p.w.letGo(p.here)
	}
}

// loginWords say what a switch alone does not.
func loginWords(is app.Login) string {
	switch is.State {
	case app.LoginElsewhere, app.LoginUnread, app.LoginGone, app.LoginSwitchedOff, app.LoginUnapproved, app.LoginSandboxed, app.LoginImpossible, app.LoginTooLong:
		return lang.L("login." + string(is.State))
	}
	return ""
}
