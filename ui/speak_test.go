package ui

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"behalf/app"
	"behalf/ui/lang"
)

// The language changes at once, in window and tray, and what somebody was about
// to do stays.
func TestTheLanguageChangesAtOnce(t *testing.T) {
	t.Cleanup(func() { _ = lang.Use("en") })
	s := ready()
	s.Runs = []app.Run{run("r1", app.Event{Phase: app.WaitingForYou})}
	w, p := openWindow(t, s)
	tray := &fakeTray{possible: true, shown: true}
	w.o.Tray, w.trayed = tray, true
	w.home().composer.fill(pasted)
	w.home().composer.name.SetText("Notes of Ada")
	w.visit(atSettings)
	before := w.screen(atSettings).(*settings)
	before.open(atZoomApp)
	before.zoomApp.clientID.SetText("another")
	before.page(atZoomApp).scroll.Offset.Y = 40

	s.Settings.Language = "de"
	p.state = s
	w.render(s)
	german := wordsOf(t, "de")
	now := w.screen(atSettings).(*settings)
	if w.at != atSettings || !says(w, german["zoomapp.clientid.text"].(string)) || says(w, "Of the app at marketplace.zoom.us") {
		t.Error("the settings are not in German")
	}
	if now == before || now.zoomApp.clientID.Text != "another" || now.zoomApp.save.Disabled() || now.page(atZoomApp).scroll.Offset.Y == 0 {
		t.Errorf("what was being done is gone: %q, %v", now.zoomApp.clientID.Text, now.page(atZoomApp).scroll.Offset)
	}
	if len(tray.states) != 1 || w.nav[atSettings].label != german["nav.settings"] || !w.nav[atSettings].chosen {
		t.Error("tray or navigation stay as they were")
	}
	w.visit(atHome)
	c := w.home().composer
	if c.field.Text != pasted || c.name.Text != "Notes of Ada" || c.meeting.ID == "" || !says(w, german["step.enter.waiting_for_you"].(string)) {
		t.Errorf("the composer has %q, %q", c.field.Text, c.name.Text)
	}
	s.Settings.Language = "en"
	w.render(s)
	if !says(w, "Waiting for you to join the meeting") {
		t.Error("there is no way back")
	}
}

func TestTheLanguageChangesWhileTheWindowIsHidden(t *testing.T) {
	t.Cleanup(func() { _ = lang.Use("en") })
	p := &program{state: ready()}
	w := newWindow(test.NewTempApp(t), p, Options{}, about{Name: "Behalf"})
	t.Cleanup(w.win.Close)
	s := ready()
	s.Settings.Language = "fr"
	w.render(s)
	if w.frame != nil || lang.Current() != "fr" {
		t.Errorf("built %v, in %s", w.frame != nil, lang.Current())
	}
}
