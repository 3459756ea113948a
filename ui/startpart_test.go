package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/app/fault"
)

// startOf opens the page with the start on it.
func startOf(w *window) *startPart { return settingsOf(w, atLook).look.start }

func at(is app.Login) app.State { return with(func(s *app.State) { s.Login = is }) }

// It is looked at when the settings are opened, and whenever the window comes to
// the front: the person may have been in the system's settings.
func TestTheStartAtLoginIsLookedAt(t *testing.T) {
	w, p := openWindow(t, at(app.Login{State: app.LoginOff}))
	startOf(w)
	for what, do := range map[string]func(){"opened": func() { startOf(w) }, "in front": w.entered} {
		p.looks = 0
		if do(); p.looks != 1 || len(p.wishes) != 0 {
			t.Errorf("%s: looked %d times, %#v", what, p.looks, p.wishes)
		}
	}
}

// A press is a wish: what the switch shows is what the system says.
func TestTheSwitchShowsTheSystem(t *testing.T) {
	for state, on := range map[app.LoginState]bool{
		app.LoginOff: false, app.LoginOn: true, app.LoginElsewhere: true, app.LoginUnread: true,
		app.LoginGone: false, app.LoginSwitchedOff: false, app.LoginUnapproved: false,
	} {
		w, p := openWindow(t, at(app.Login{State: state}))
		start := startOf(w)
		if start.atLogin.on != on || !start.login.Visible() || !start.atLogin.Visible() || start.name.Visible() {
			t.Errorf("%s: on %v", state, start.atLogin.on)
		}
		start.atLogin.press()
		if wish := last[app.StartAtLogin](t, p); wish.On == on {
			t.Errorf("%s: %+v", state, wish)
		}
		if start.atLogin.on != on {
			t.Errorf("%s: it shows what the system has not said", state)
		}
	}
}

func TestWhatElseThereIsToKnow(t *testing.T) {
	unreadable := fault.New(fault.LoginUnreadable, "place", "/etc/somewhere")
	for words, is := range map[string]app.Login{
		"/opt/other/behalf": {State: app.LoginElsewhere, Program: "/opt/other/behalf"},
		"/mnt/gone/behalf":  {State: app.LoginGone, Program: "/mnt/gone/behalf"},
		"/opt/b --hidden":   {State: app.LoginUnread, Program: "/opt/b --hidden"},
		unreadable.Advice:   {Fault: unreadable},
		unreadable.Code:     {Fault: unreadable},
		"This was switched off in the system's settings. If you switch it on here, it is on there as well.": {State: app.LoginSwitchedOff},
		"The system waits for you to allow it, in System Settings, General, Login Items.":                   {State: app.LoginUnapproved},
	} {
		w, _ := openWindow(t, at(is))
		start := startOf(w)
		if !says(w, words) || !start.note.Visible() || start.atLogin.Visible() == (is.Fault != nil) {
			t.Errorf("%+v: %q is not said", is, words)
		}
	}
	for words, is := range map[string]app.Login{
		"Behalf was installed as a Flatpak, which can't look into that. The system's own settings decide.":  {State: app.LoginSandboxed},
		"Not with this copy: it takes macOS 13 or later, and Behalf in the Applications folder.":            {State: app.LoginImpossible},
		"Not with this copy: its path is too long for Windows. Move Behalf to a folder with a shorter one.": {State: app.LoginTooLong},
	} {
		w, _ := openWindow(t, at(is))
		start := startOf(w)
		if !says(w, words) || start.atLogin.Visible() || !start.name.Visible() {
			t.Errorf("%+v: %q is not said, or there is a switch for it", is, words)
		}
	}
	for _, is := range []app.LoginState{app.LoginOn, app.LoginOff} {
		w, _ := openWindow(t, at(app.Login{State: is}))
		if startOf(w).note.Visible() {
			t.Errorf("%s says more than its switch", is)
		}
	}
	w, _ := openWindow(t, ready())
	if startOf(w).login.Visible() {
		t.Error("there is a switch for what nobody knows anything of")
	}
}

// One press makes it this program; the button goes then, and the keyboard with it.
func TestAnotherCopyGivesWay(t *testing.T) {
	w, p := openWindow(t, at(app.Login{State: app.LoginElsewhere, Program: "/opt/other/behalf"}))
	start := startOf(w)
	w.win.Canvas().Focus(start.here)
	press(t, w, "Start this one instead")
	if !last[app.StartAtLogin](t, p).On {
		t.Error("it is switched off")
	}
	w.render(at(app.Login{State: app.LoginOn}))
	if start.way.Visible() || start.note.Visible() || w.win.Canvas().Focused() == fyne.Focusable(start.here) {
		t.Error("the button stays")
	}
}
