package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/app/fault"
	"behalf/ui/lang"
)

// two is a state with two accounts, the first of them the usual one.
func two() app.State {
	s := ready()
	s.Accounts = append(s.Accounts, app.Account{
		ID: "b2", Name: "Grace Hopper", Email: "grace@example.com", Cloud: app.CloudGov, State: app.Unreachable,
		Scopes: []string{app.ScopeToken}, LastProvedAt: noon.Add(-3 * time.Hour), Fault: fault.New(fault.ZoomUnreachable),
	})
	return s
}

func TestSeveralAccounts(t *testing.T) {
	w, p := openWindow(t, two())
	w.visit(atConnection)
	for _, words := range []string{
		"Sends unless you choose another", "grace@example.com · ZoomGov", "Zoom could not be reached",
		"Last proved good: 3 hours ago", fault.New(fault.ZoomUnreachable).Title,
	} {
		if !says(w, words) {
			t.Errorf("%q is not shown", words)
		}
	}
	press(t, w, "Use first")
	if wish := last[app.SetDefaultAccount](t, p); wish.Account != "b2" {
		t.Errorf("%+v", wish)
	}
	press(t, w, "Add another account")
	if wish := last[app.Connect](t, p); wish.Account != "" {
		t.Errorf("%+v", wish)
	}
}

// Each of the three situations says what the person and what the app's owner
// must do, and whether Zoom reviews it.
func TestTheThreeSituations(t *testing.T) {
	nobody, lacking := ready(), ready()
	nobody.Accounts = nil
	lacking.Accounts[0].Scopes = []string{app.ScopeUser}
	for name, c := range map[string]struct {
		state app.State
		want  [3]string
	}{
		"granted":    {ready(), [3]string{"Nothing more for this permission.", "Nothing more.", "None for this permission. Meetings outside the owner's account still need an app that Zoom has reviewed."}},
		"lacks it":   {lacking, [3]string{"Reconnect once the scope is there, and press Allow.", "Adds the scope user:read:token to the app in the Marketplace.", "Needed: a new scope is reviewed before people outside the owner's account can grant it."}},
		"no sign-in": {nobody, [3]string{"Connect your Zoom account and press Allow.", "Registers the redirect address, as OAuth Redirect URL and in the allow list, and adds the scope user:read:token.", "Needed for people outside the owner's Zoom account: the app with its new scope is submitted to the Marketplace."}},
	} {
		w, _ := openWindow(t, c.state)
		w.visit(atConnection)
		for _, words := range c.want {
			if !says(w, words) {
				t.Errorf("%s: %q is not shown", name, words)
			}
		}
	}
}

func TestTheCheckShowsItsSteps(t *testing.T) {
	s := ready()
	w, p := openWindow(t, s)
	w.visit(atConnection)
	press(t, w, "Check everything")
	last[app.RunCheck](t, p)
	s.Checkup = &app.Checkup{Steps: []app.Step{{Name: "clock", OK: true, Took: 12 * time.Millisecond}}, Running: "keychain"}
	w.render(s)
	for _, words := range []string{"Clock", "12 ms", "OK", "Keychain", "Checking …", "Assistant's program", "To come"} {
		if !says(w, words) {
			t.Errorf("a check under way does not say %q", words)
		}
	}
	if says(w, "Everything is in order.") || findButton(w, "Check again") != nil {
		t.Error("it speaks as if it were over")
	}
	press(t, w, "Stop the check")
	last[app.CancelCheck](t, p)
	s.Checkup = &app.Checkup{Steps: []app.Step{
		{Name: "client", Took: 7 * time.Millisecond, Fault: fault.New(fault.ClientRefused)}, {Name: "redirect", Fault: fault.New(fault.PortTaken)},
	}}
	w.render(s)
	for _, words := range []string{
		"7 ms", "Failed", fault.New(fault.ClientRefused).Title, fault.New(fault.PortTaken).Title, "2 steps need you.",
		"Not tried", "It needs “Client ID and kind” first.",
	} {
		if !says(w, words) {
			t.Errorf("what failed does not say %q", words)
		}
	}
	if says(w, "Checking …") || says(w, "It needs “Renewing the sign-in” first.") {
		t.Error("it speaks of something else than what failed")
	}
	press(t, w, "Check again")
	last[app.RunCheck](t, p)
}

// A check ends with one sentence.
func TestHowACheckEnds(t *testing.T) {
	if err := lang.Use("en"); err != nil {
		t.Fatal(err)
	}
	good, bad := app.Step{Name: "clock", OK: true}, app.Step{Name: "redirect", Fault: fault.New(fault.PortTaken)}
	for want, k := range map[string]app.Checkup{
		"":                        {Steps: []app.Step{good}, Running: "redirect"},
		"Everything is in order.": {Steps: []app.Step{good}},
		"1 step needs you.":       {Steps: []app.Step{good, bad}},
		"You stopped the check.":  {Steps: []app.Step{good}, Stopped: true},
	} {
		if got, _ := verdictWords(k); got != want {
			t.Errorf("it says %q, not %q", got, want)
		}
	}
}

// A check that begins is brought into view, and then stays where it is put.
func TestACheckIsBroughtIntoView(t *testing.T) {
	s := ready()
	w, _ := openWindow(t, s)
	w.win.Resize(fyne.NewSize(360, 560))
	w.visit(atConnection)
	c := w.screen(atConnection).(*connection)
	s.Checkup = &app.Checkup{Running: "network"}
	w.render(s)
	if top := c.checkup.root.Position().Y; c.content.Offset.Y != top {
		t.Errorf("the page stands at %v, the check at %v", c.content.Offset.Y, top)
	}
	c.content.ScrollToTop()
	s.Checkup = &app.Checkup{Running: "clock"}
	w.render(s)
	if c.content.Offset.Y != 0 {
		t.Error("the page moves by itself")
	}
}

func TestTheWayBackToTheFirstStart(t *testing.T) {
	s := fresh()
	s.Settings.Welcomed = true
	w, p := openWindow(t, s)
	w.visit(atConnection)
	press(t, w, "Set up step by step")
	last[app.ChangeSettings](t, p).Change(&s.Settings)
	w.render(s)
	if w.page() != w.screens[atWelcome] {
		t.Error("the first start does not come back")
	}
}

// Every step that the core tries has words.
func TestEveryStepHasAName(t *testing.T) {
	if err := lang.Use("en"); err != nil {
		t.Fatal(err)
	}
	for _, name := range app.CheckStepNames() {
		if words := stepName(name); words == "check.step."+name {
			t.Errorf("%s has no words", name)
		}
	}
}

func TestTheWaitForTheKeychain(t *testing.T) {
	s := ready()
	s.Keychain.Waiting = true
	w, p := openWindow(t, s)
	for place := range places {
		w.visit(place)
		if !says(w, "Waiting for GNOME Keyring") {
			t.Errorf("place %d does not say so", place)
		}
	}
	press(t, w, "Cancel")
	last[app.CancelKeychain](t, p)
	w.render(ready())
	if says(w, "Waiting for GNOME Keyring") {
		t.Error("it still waits")
	}
}

func TestNoKeychainOffersToKeepItUntilQuit(t *testing.T) {
	s := ready()
	s.Keychain = app.Keychain{Kind: "secret-service", Name: "Secret Service", State: app.KeychainAbsent}
	w, p := openWindow(t, s)
	w.visit(atConnection)
	press(t, w, "Keep only until I quit")
	last[app.KeepInMemory](t, p)

	// As the way out of a sign-in that failed over it: and then again.
	press(t, w, "Reconnect")
	p.wishes = nil
	s.Notice = &app.Notice{Seq: 1, Fault: fault.New(fault.KeychainAbsent), Wish: app.Connect{Account: "a1"}}
	w.render(s)
	press(t, w, "Keep only until I quit")
	kept := indexOf[app.KeepInMemory](p.wishes)
	again := indexOf[app.Connect](p.wishes)
	if kept < 0 || again < kept {
		t.Errorf("wishes %T", p.wishes)
	}
	s.Keychain.State, s.Notice = app.KeychainMemory, nil
	w.render(s)
	if !says(w, "It is gone when Behalf quits: connect again then.") {
		t.Error("nobody says that it is kept only until you quit")
	}
}

// indexOf is where the first wish of a kind is.
func indexOf[T app.Wish](wishes []app.Wish) int {
	for i, w := range wishes {
		if _, is := w.(T); is {
			return i
		}
	}
	return -1
}

// Each cloud has an app of its own, and each is shown when its cloud is chosen.
func TestTheFormShowsTheAppOfTheChosenCloud(t *testing.T) {
	s := ready()
	s.Settings.OtherCloud = app.ZoomApp{
		ClientID: "gov-client", Kind: app.ConfidentialClient, RedirectURI: "https://example.com/callback",
		Cloud: app.CloudGov, SignatureURL: "https://example.com/sign",
	}
	w, p := openWindow(t, s)
	f := settingsOf(w, atZoomApp).zoomApp
	f.cloud.choose("ZoomGov")
	if f.entered() != s.Settings.OtherCloud || !f.confidential() {
		t.Errorf("%+v", f.entered())
	}
	if !says(w, "The browser can't come back from this address by itself: you copy its address and paste it here.") {
		t.Error("nobody says that the address has to be pasted")
	}
	press(t, w, "Save the Zoom app")
	if wish := last[app.SetZoomApp](t, p); wish.App != s.Settings.OtherCloud || wish.Secret != nil {
		t.Errorf("%+v", wish)
	}
	f.cloud.choose("zoom.us")
	if f.entered() != s.Settings.ZoomApp {
		t.Errorf("%+v", f.entered())
	}
}

// A meeting at ZoomGov is for an account there, unless the person says otherwise.
func TestTheMeetingChoosesTheAccount(t *testing.T) {
	s := two()
	s.Accounts[0].Cloud = app.CloudZoom
	w, p := openWindow(t, s)
	c := w.home().composer
	c.field.SetText("https://agency.zoomgov.com/j/1601234567")
	if c.accountID() != "b2" || c.send.Disabled() {
		t.Errorf("%s: %s", c.accountID(), c.hint.words)
	}
	c.account.choose("Ada Lovelace · ada@example.com")
	if c.accountID() != "a1" || !says(w, "This meeting is at Zoom for Government, and needs a ZoomGov account.") {
		t.Error("the person's choice does not count")
	}
	c.account.choose("Grace Hopper · grace@example.com · ZoomGov")
	press(t, w, "Send assistant to meeting")
	if wish := last[app.Send](t, p); wish.Account != "b2" {
		t.Errorf("%+v", wish)
	}
}

// Sending as the person is a choice, offered where Zoom allows it, and "Send
// again" makes the same one.
func TestSendingItInAsYou(t *testing.T) {
	w, p := openWindow(t, ready())
	c := w.home().composer
	c.field.SetText("81234567890")
	c.ways().Items[1].Action()
	if wish := last[app.Send](t, p); !wish.AsYou {
		t.Error("it goes on the person's behalf")
	}
	r := run("r1", app.Event{Phase: app.Failed})
	r.AsYou = true
	if !again(r).AsYou || again(run("r2")).AsYou {
		t.Error("again is something else")
	}
}
