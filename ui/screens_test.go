package ui

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/app/fault"
)

func TestConnectionWithoutAccount(t *testing.T) {
	s := ready()
	s.Accounts = nil
	w, p := openWindow(t, s)
	w.visit(atConnection)
	press(t, w, "Connect to Zoom")
	last[app.Connect](t, p)
}

func TestConnectionShowsScopes(t *testing.T) {
	s := ready()
	a := &s.Accounts[0]
	a.State, a.Scopes = app.PermissionMissing, []string{app.ScopeUser}
	a.Fault = app.MissingScope(app.ScopeToken, nil)
	w, p := openWindow(t, s)
	w.visit(atConnection)
	for _, words := range []string{
		"Bring an assistant", "user:read:token", "Missing", "Show who you are", "Granted",
		"Let it join as you", "Not granted", "needed", "recommended", "optional", a.Fault.Title,
		"GNOME Keyring", "Last proved good: 2 minutes ago", "public, no secret · Zoom",
	} {
		if !says(w, words) {
			t.Errorf("%q is not shown", words)
		}
	}
	press(t, w, "Reconnect to grant it")
	if wish := last[app.Connect](t, p); wish.Account != "a1" {
		t.Errorf("reconnects %+v", wish)
	}
}

func TestDisconnectAsks(t *testing.T) {
	w, p := openWindow(t, ready())
	w.visit(atConnection)
	press(t, w, "Disconnect Ada")
	if len(p.wishes) != 0 || !says(w, "Disconnect Ada Lovelace?") {
		t.Fatal("it does not ask")
	}
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if says(w, "Disconnect Ada Lovelace?") {
		t.Error("escape does not leave the question")
	}
	press(t, w, "Disconnect Ada")
	var answers []*button
	for _, b := range onScreen[*button](w) {
		if b.label == "Disconnect Ada" {
			answers = append(answers, b)
		}
	}
	answers[len(answers)-1].press()
	if last[app.Disconnect](t, p).Account != "a1" {
		t.Error("the wrong account was disconnected")
	}
}

func TestF12SignInLinkCanBeCopied(t *testing.T) {
	s := ready()
	s.SignIn = &app.SignIn{}
	w, p := openWindow(t, s)
	w.visit(atConnection)
	if !says(w, "Preparing the link …") || !findButton(w, "Copy the link").Disabled() {
		t.Error("there is no link to copy yet")
	}
	s.SignIn = &app.SignIn{URL: "https://zoom.us/oauth/authorize?x=y", Deadline: noon.Add(5 * time.Minute)}
	w.render(s)
	press(t, w, "Copy the link")
	if got := w.app.Clipboard().Content(); got != s.SignIn.URL {
		t.Errorf("copied %q", got)
	}
	var opened []string
	w.o.OpenURL = func(u string) error { opened = append(opened, u); return nil }
	press(t, w, "Open Zoom's page")
	if !slices.Equal(opened, []string{s.SignIn.URL}) {
		t.Errorf("opened %q", opened)
	}
	w.tick(noon.Add(time.Minute))
	if !says(w, "4:00 left") {
		t.Error("the time does not run")
	}
	press(t, w, "Cancel")
	last[app.CancelConnect](t, p)
}

func TestF49OnlyWebAddressesAreOpened(t *testing.T) {
	w, _ := openWindow(t, ready())
	w.o.OpenURL = func(u string) error { t.Errorf("opened %q", u); return nil }
	for _, address := range []string{"file:///etc/passwd", "javascript:alert(1)", "ms-settings:", "://"} {
		w.browse(address)
	}
}

func TestFaultPage(t *testing.T) {
	f := fault.New(fault.StorageNewer, "path", "/data")
	w, _ := openWindow(t, ready())
	closed := false
	w.win.SetContent(faultPage(f, newButton(primary, "Close", func() { closed = true })))
	press(t, w, "Close")
	if !says(w, f.Title) || !says(w, f.Advice) || !says(w, f.Code) || !closed {
		t.Error("the fault is not explained, or can't be left")
	}
}
