package boot_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/auth/sandbox"
)

const linkOfAda = "https://us02web.zoom.us/j/81234567890?pwd=ZZTESTPWD.1"

// TestTheFirstStartForReal is what somebody does who has never seen Behalf, in
// its window alone: from an empty home to an assistant in the meeting, then Stop;
// and later, when the Zoom app has lost a permission, the way to get it back.
func TestTheFirstStartForReal(t *testing.T) {
	w := newBareWalk(t)
	w.set("FYNE_THEME", "light")
	temp := filepath.Join(w.home, "temp")
	if err := os.Mkdir(temp, 0o700); err != nil {
		t.Fatal(err)
	}
	w.set("TMPDIR", temp)
	web := w.installBrowser()
	w.openWindow()

	w.setUp(web)
	w.rehearseInWindow(temp)
	w.pressPrimary("Go to the start page")
	w.sendInWindow("in_meeting")
	if sessions := w.zoom.Sessions(); len(sessions) != 1 || sessions[0].BroughtBy != sandbox.DefaultName {
		t.Errorf("the stand-in says %+v", sessions)
	}
	w.pressStop()
	w.awaitStatus("stopped", func(s status) bool { return len(s.Runs) == 0 })
	if history := w.verb(0, "history", "--json"); !strings.Contains(history, `"outcome":"stopped"`) {
		t.Errorf("history: %s", history)
	}
	w.grantInWindow(web)
}

// setUp goes through the first start to where everything is there.
func (w *walk) setUp(web *browser) {
	w.tb.Helper()
	w.pressPrimary("Set it up")
	w.enter(sandbox.DefaultClientID)
	w.pressPrimary("Save the Zoom app")
	w.pressPrimary("Connect to Zoom")
	w.pressPrimary("Open Zoom's page")
	web.press(web.awaitPage("/oauth/authorize"), "button[value=allow]")
	w.awaitStatus("connected", func(s status) bool { return s.account() == "connected" })
	w.focus() // the browser lies above it
	w.eventually("the assistant's step, with nothing to add yet", func() (bool, string) {
		return switchedOff(w.look()), ""
	})
	w.key("Tab") // past the kind of bot
	w.enter("Minutes")
	w.key("Tab")
	w.enter(example)
	w.pressPrimary("Add")
}

// rehearseInWindow plays the end of the first start, of which nothing may be
// left.
func (w *walk) rehearseInWindow(temp string) {
	w.tb.Helper()
	staged := func() []string {
		found, err := filepath.Glob(filepath.Join(temp, "behalf-rehearsal-*"))
		if err != nil {
			w.tb.Fatal(err)
		}
		return found
	}
	w.pressPrimary("Start the rehearsal")
	w.eventually("the rehearsal is on", func() (bool, string) { return len(staged()) == 1, strings.Join(staged(), " ") })
	w.pressStop()
	w.pressPrimary("Done")
	w.eventually("nothing of the rehearsal is left", func() (bool, string) { return len(staged()) == 0, strings.Join(staged(), " ") })
	if history := w.verb(0, "history", "--json"); strings.Contains(history, "81234567890") {
		w.tb.Errorf("the rehearsal is in the history: %s", history)
	}
}

// sendInWindow types a link on the first screen and sends.
func (w *walk) sendInWindow(want string) {
	w.tb.Helper()
	w.enter(linkOfAda)
	w.pressPrimary("Send assistant to meeting")
	w.awaitStatus(want, func(s status) bool { return s.phase() == want || s.account() == want })
}

// grantInWindow loses the permission to bring assistants, reads so, and
// reconnects to grant it.
func (w *walk) grantInWindow(web *browser) {
	w.tb.Helper()
	w.zoom.SetScopes(sandbox.DefaultClientID, []string{app.ScopeUser})
	w.zoom.SetClock(2 * time.Hour) // every token there is has expired
	w.visit(1)
	w.visit(0) // which puts the keyboard into the field
	w.sendInWindow("permission_missing")
	w.zoom.SetScopes(sandbox.DefaultClientID, []string{app.ScopeUser, app.ScopeToken})
	w.visit(2)
	w.pressPrimary("Reconnect to grant it")
	web.press(web.awaitPage("/oauth/authorize"), "button[value=allow]")
	w.awaitStatus("connected", func(s status) bool { return s.account() == "connected" })
	w.visit(0)
	w.sendInWindow("in_meeting")
}
