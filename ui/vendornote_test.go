package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"behalf/app"
)

// Where a company has set everything up, the first start is a press on Connect:
// no field, no second button on the way to Zoom's page, and no rehearsal to be
// refused.
func TestTheFirstStartOfACompany(t *testing.T) {
	s := fromAcme()
	w, p := openWindow(t, s)
	w.o.Rehearse = playing(&program{state: app.State{Rehearsal: true}})
	var opened []string
	w.o.OpenURL = func(u string) error { opened = append(opened, u); return nil }
	w.show()
	v := w.page().(*welcome)
	for _, words := range []string{"Set up for you by Acme", "What leaves this computer", "from Acme", "Notes"} {
		if !says(w, words) {
			t.Errorf("it does not say %q", words)
		}
	}
	if findButton(w, "Set it up") != nil || findButton(w, "Change") != nil || len(onScreen[*entry](w)) > 0 {
		t.Error("there is more to do than to connect")
	}
	if w.win.Canvas().Focused() != fyne.Focusable(v.connect) {
		t.Error("the keyboard is not at Connect")
	}
	press(t, w, "Connect to Zoom")
	last[app.Connect](t, p)
	w.render(signingIn(s, shown))
	if len(opened) != 1 || opened[0] != "https://zoom.us/oauth/authorize?x=y" {
		t.Errorf("opened %v", opened)
	}
	w.render(s) // it was cancelled
	if says(w, "What leaves this computer") || findButton(w, "Connect to Zoom") == nil || findButton(w, "Change") == nil {
		t.Error("it does not stay at its step")
	}
	s.Accounts = ready().Accounts
	w.render(s)
	if findButton(w, "Start the rehearsal") != nil || findButton(w, "Try it without Zoom") == nil || findButton(w, "Not now") != nil {
		t.Error("the rehearsal is more, or less, than an offer")
	}
	if w.win.Canvas().Focused() != fyne.Focusable(v.finish) {
		t.Error("the keyboard is not at the way on")
	}
	press(t, w, "Go to the start page")
	s.Settings = saves(t, p, s.Settings)
	w.render(s)
	if !s.Settings.Welcomed || findButton(w, "Send assistant to meeting") == nil {
		t.Error("it does not come to its end")
	}
}

// A company may leave a part to its people.
func TestAFirstStartThatACompanyHasHalfSetUp(t *testing.T) {
	onlyBot := fromAcme()
	onlyBot.Settings.ZoomApp, onlyBot.Vendor.ZoomApp = app.ZoomApp{}, app.ZoomApp{}
	w, _ := openWindow(t, onlyBot)
	if !says(w, "Set up for you by Acme") || !says(w, "Notes") {
		t.Error("it does not say what is set up")
	}
	press(t, w, "Set it up")
	if v := w.page().(*welcome); !v.app.save.Visible() {
		t.Error("it does not ask for the Zoom app")
	}
	onlyApp := fromAcme()
	onlyApp.Assistants = nil
	w, _ = openWindow(t, onlyApp)
	press(t, w, "Connect to Zoom")
	onlyApp.Accounts = ready().Accounts
	w.render(onlyApp)
	if findButton(w, "Add") == nil {
		t.Error("it does not ask for the assistant")
	}
}

// Nothing of the text that a start with a company's settings is left with goes
// where it does not belong.
func TestPastingIntoTheFirstStartOfACompany(t *testing.T) {
	w, _ := openWindow(t, fromAcme())
	pasteAway(w, "AbC_dEf123")
	if !says(w, "What leaves this computer") {
		t.Error("a text for nothing leads on")
	}
	pasteAway(w, pasted)
	if w.page() != w.screens[atHome] || w.home().composer.field.Text != pasted {
		t.Error("a meeting is not taken for one")
	}
}

func TestBackToTheCompanysZoomApp(t *testing.T) {
	s := ready()
	s.Vendor = fromAcme().Vendor
	w, p := openWindow(t, s)
	settingsOf(w, atZoomApp)
	if !says(w, "From Acme. You can use one of your own instead.") || findButton(w, "Use the company's app") != nil {
		t.Error("it does not say whose Zoom app it is")
	}
	s.Settings.ZoomApp.ClientID = "mine"
	w.render(s)
	if !says(w, "This is one of your own. Acme has set one up for you, too.") {
		t.Error("it does not say that there is another one")
	}
	press(t, w, "Use the company's app")
	if wish := last[app.SetZoomApp](t, p); wish.App != s.Vendor.ZoomApp || wish.Secret != nil {
		t.Errorf("handed in %+v", wish)
	}
}

// A secret is not to be had again here.
func TestTheCompanysZoomAppAsksBeforeASecretGoes(t *testing.T) {
	s := ready()
	s.Vendor = fromAcme().Vendor
	s.Settings.ZoomApp.ClientID, s.Settings.ZoomApp.Kind = "mine", app.ConfidentialClient
	w, p := openWindow(t, s)
	settingsOf(w, atZoomApp)
	press(t, w, "Use the company's app")
	if len(p.wishes) != 0 || !says(w, "Change to the company's app?") {
		t.Fatalf("it does not ask: %#v", p.wishes)
	}
	press(t, w, "Cancel")
	if len(p.wishes) != 0 {
		t.Errorf("handed in %#v", p.wishes)
	}
	findButton(w, "Use the company's app").press()
	for _, b := range onScreen[*button](w) {
		if b.kind == danger && b.label == "Use the company's app" {
			b.press()
		}
	}
	if wish := last[app.SetZoomApp](t, p); wish.App != s.Vendor.ZoomApp {
		t.Errorf("handed in %+v", wish)
	}
}

func TestWhatNobodyHasSetUpSaysSo(t *testing.T) {
	w, _ := openWindow(t, ready())
	if settingsOf(w, atZoomApp).vendor.root.Visible() {
		t.Error("a company is named")
	}
	w, _ = openWindow(t, fresh())
	if w.page().(*welcome).by.Visible() {
		t.Error("a company is named")
	}
}

func TestWhereTheCompanyIsNamed(t *testing.T) {
	s := ready()
	s.Vendor = fromAcme().Vendor
	w, _ := openWindow(t, s)
	settingsOf(w, atAbout)
	if !says(w, "Set up for you by Acme") {
		t.Error("About does not name it")
	}
	w.toSettingsPage(atOverview)
	if row := w.screen(atSettings).(*settings).rows[atZoomApp]; row.summary != "From Acme" {
		t.Errorf("the overview says %q", row.summary)
	}
	w.visit(atConnection)
	if !says(w, "from Acme") {
		t.Error("Connection does not name it")
	}
	if text := diagnostics(s, machine{}); strings.Contains(text, "Acme") || !strings.Contains(text, "Set up by a company: the Zoom app in use: true") {
		t.Errorf("diagnostics:\n%s", text)
	}
}
