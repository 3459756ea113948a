package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"behalf/app"
	"behalf/app/fault"
)

func refusedRun(kind fault.Kind, change ...func(*app.Run)) app.State {
	s := ready()
	r := run("r1", app.Event{Phase: app.Failed, Reason: app.ReasonRefused, Fault: fault.New(kind)})
	for _, c := range change {
		c(&r)
	}
	s.Runs = []app.Run{r}
	return s
}

func TestAWrongPasscodeIsAskedFor(t *testing.T) {
	for _, kind := range []fault.Kind{fault.BadPasscode, fault.BotTimedOut} {
		w, p := openWindow(t, refusedRun(kind))
		press(t, w, "Enter the passcode")
		entry, ok := w.win.Canvas().Focused().(*entry)
		if !ok {
			t.Fatal("the cursor is not in the field")
		}
		before := len(p.wishes)
		entry.OnSubmitted("") // Enter in an empty field does nothing
		test.Type(entry, " 123 456 ")
		entry.OnSubmitted(entry.Text)
		got := last[app.Send](t, p)
		if got.Meeting.PasscodePlain != "123 456" || got.Meeting.ID != "81234567890" || got.RunID == "r1" || len(p.wishes) != before+2 {
			t.Errorf("%s: %d wishes, %#v", kind, len(p.wishes)-before, got.RunID)
		}
		if w.win.Canvas().Overlays().Top() != nil {
			t.Error("the question stays")
		}
	}
}

func TestTheQuestionSaysHowLongThePasscodeIsKept(t *testing.T) {
	s := refusedRun(fault.BadPasscode)
	const untilQuit, remembered = "Behalf keeps it only until you quit", "Behalf remembers it in GNOME Keyring"
	for _, c := range []struct {
		state  app.KeychainState
		forget bool
		want   string
	}{{app.KeychainOK, false, remembered}, {app.KeychainOK, true, untilQuit}, {app.KeychainMemory, false, untilQuit}, {app.KeychainAbsent, false, untilQuit}} {
		s.Keychain = app.Keychain{Name: "GNOME Keyring", State: c.state}
		s.Settings.ForgetRecent = c.forget
		if got := passcodeText(s); !strings.Contains(got, c.want) {
			t.Errorf("%s, %v: %q", c.state, c.forget, got)
		}
	}
}

func TestEscapeLeavesTheQuestionForThePasscode(t *testing.T) {
	w, p := openWindow(t, refusedRun(fault.BadPasscode))
	press(t, w, "Enter the passcode")
	before := len(p.wishes)
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.win.Canvas().Overlays().Top() != nil || len(p.wishes) != before {
		t.Error("Escape did not leave it as it was")
	}
}

func TestALoginThatIsWantedIsOffered(t *testing.T) {
	for _, kind := range []fault.Kind{fault.LoginRequired, fault.PrivateMeeting} {
		w, p := openWindow(t, refusedRun(kind))
		press(t, w, "Send it as me")
		if got := last[app.Send](t, p); !got.AsYou || got.Meeting.ID != "81234567890" {
			t.Errorf("%s: %#v", kind, got.RunID)
		}

		w, _ = openWindow(t, refusedRun(kind, func(r *app.Run) { r.AsYou = true }))
		if findButton(w, "Send it as me") != nil {
			t.Errorf("%s: it was sent as them already", kind)
		}

		s := refusedRun(kind)
		s.Accounts[0].Scopes = []string{app.ScopeUser}
		w, p = openWindow(t, s)
		press(t, w, "Connect to Zoom") // for the permission
		if got := last[app.Connect](t, p); got.Account != "a1" {
			t.Errorf("%s: %#v", kind, got)
		}
	}
}

func TestAFaultFitsTheNarrowestWindow(t *testing.T) {
	for _, kind := range []fault.Kind{fault.BadPasscode, fault.LoginRequired} {
		w, _ := openWindow(t, refusedRun(kind))
		if got := w.win.Content().MinSize().Width; got > 360 {
			t.Errorf("%v needs a window %.0f wide", kind, got)
		}
	}
}
