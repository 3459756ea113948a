package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"behalf/app"
	"behalf/ui/lang"
)

// settingsOf opens a page of the settings.
func settingsOf(w *window, at settingsPlace) *settings {
	w.toSettingsPage(at)
	return w.screen(atSettings).(*settings)
}

func TestZoomAppForm(t *testing.T) {
	s := ready()
	w, p := openWindow(t, s)
	f := settingsOf(w, atZoomApp).zoomApp
	if !f.save.Disabled() {
		t.Error("there is nothing to save yet")
	}
	f.cloud.choose("ZoomGov")
	if f.clientID.Text != "" {
		t.Error("another cloud's client is nobody there")
	}
	f.clientID.SetText(" another ")
	f.kind.choose("With a client secret")
	f.secret.SetText("ZZTESTSECRET")
	w.render(s)
	if f.clientID.Text != " another " {
		t.Error("a new state writes over what is being typed")
	}
	press(t, w, "Save the Zoom app")
	wish := last[app.SetZoomApp](t, p)
	want := app.ZoomApp{ClientID: "another", Kind: app.ConfidentialClient, RedirectURI: app.DefaultRedirect, Cloud: app.CloudGov}
	if wish.App != want || wish.Secret == nil || wish.Secret.Reveal() != "ZZTESTSECRET" {
		t.Errorf("handed in %#v", wish)
	}
	if f.secret.Text != "" {
		t.Error("the secret stays in the window")
	}
	s.Settings.ZoomApp = want
	w.render(s)
	f.redirect.SetText("")
	f.clientID.SetText("third")
	press(t, w, "Save the Zoom app")
	if wish := last[app.SetZoomApp](t, p); wish.Secret != nil || wish.App.RedirectURI != app.DefaultRedirect {
		t.Error("an empty secret must leave the stored one alone")
	}
}

func TestWhatIsChosenIsAskedFor(t *testing.T) {
	w, p := openWindow(t, with(func(s *app.State) { s.Settings.Keep = app.DefaultKeep }))
	s := settingsOf(w, atWaiting)
	if s.waiting.patience.chosen != "10 minutes" {
		t.Errorf("chosen is %q", s.waiting.patience.chosen)
	}
	if !says(w, "Every 3 seconds for a minute, then every 15, later every 30: at most 47 mails in 10 minutes.") {
		t.Error("it does not say what the usual pace means")
	}
	s.open(atLook)
	if s.look.appearance.chosen != "As the system" || s.look.language.chosen != "As the system" {
		t.Errorf("chosen are %q and %q", s.look.appearance.chosen, s.look.language.chosen)
	}
	for _, at := range []settingsPlace{atNotifications, atData} {
		s.open(at) // builds it
	}
	want := app.Settings{
		Patience: 30 * time.Minute, Pace: app.PaceGentle, Appearance: "dark", Language: "en", TrayIcon: "light",
		StartHidden: true, ForgetRecent: true, Keep: 365 * oneDay, Mute: app.Mute{Joined: true, NeedsYou: true, Ended: true},
	}
	s.waiting.patience.choose("30 minutes")
	s.waiting.pace.choose("Gentle on the host's mailbox")
	s.look.appearance.choose("Dark")
	s.look.language.choose("English")
	s.look.trayIcon.choose("For a light bar")
	s.look.start.hidden.press()
	s.data.remember.press()
	s.data.keep.choose("A year")
	for _, on := range []*toggle{s.notifications.joined, s.notifications.needsYou, s.notifications.ended} {
		on.press()
	}
	got := app.Settings{}
	changes := 0
	for _, wish := range p.wishes {
		if change, is := wish.(app.ChangeSettings); is {
			change.Change(&got)
			changes++
		}
	}
	if changes != 11 || got != want {
		t.Errorf("%d wishes come to %+v", changes, got)
	}
}

func TestWhatIsSetIsShown(t *testing.T) {
	w, _ := openWindow(t, with(func(s *app.State) {
		s.Settings = app.Settings{
			Patience: 30 * time.Minute, Pace: app.PaceGentle, Keep: 365 * oneDay, Language: "en", Appearance: "dark", TrayIcon: "light",
			StartHidden: true, ForgetRecent: true, Mute: app.Mute{Joined: true},
		}
	}))
	for at, words := range map[settingsPlace][]string{
		atWaiting: {"30 minutes", "Gentle on the host's mailbox"},
		atLook:    {"English", "Dark", "For a light bar"},
		atData:    {"A year"},
	} {
		settingsOf(w, at)
		shown := onScreen[*picker](w)
		for i, chosen := range words {
			if shown[i].chosen != chosen {
				t.Errorf("%q shows instead of %q", shown[i].chosen, chosen)
			}
		}
	}
	for at, on := range map[settingsPlace][]bool{atNotifications: {false, true, true}, atLook: {true}, atData: {false}} {
		settingsOf(w, at)
		for i, shown := range onScreen[*toggle](w) {
			if shown.on != on[i] {
				t.Errorf("%q is shown as %v", shown.label, shown.on)
			}
		}
	}
	settingsOf(w, atWaiting)
	if !says(w, "Every 15 seconds, later once a minute: at most 18 mails in 10 minutes.") {
		t.Error("it does not say what the pace means")
	}
}

func TestWheelOverAFieldTurnsThePage(t *testing.T) {
	w, _ := openWindow(t, ready())
	w.win.Resize(fyne.NewSize(360, 560))
	s := settingsOf(w, atZoomApp)
	onScreen[*wheel](w)[0].Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -40)})
	if s.pages[atZoomApp].scroll.Offset.Y == 0 {
		t.Error("the page stands still")
	}
}

func TestTheOverviewSaysHowEverythingIsSet(t *testing.T) {
	s := ready()
	w, p := openWindow(t, s)
	settingsOf(w, atOverview)
	summaries := func() (all []string) {
		for _, row := range onScreen[*leadRow](w) {
			all = append(all, row.summary)
		}
		return all
	}
	want := []string{"Public, no secret · Zoom", "Notes", "10 minutes · Usual", "All of them", "English · As the system", "Past runs: For ever", "All shortcuts", "Version 1.2.3"}
	if got := summaries(); !slices.Equal(got, want) {
		t.Errorf("it says %q", got)
	}
	p.state.Assistants = append(p.state.Assistants, app.Assistant{Name: "Another"})
	p.state.Settings.Mute.Ended = true
	w.render(p.state)
	if got := summaries(); got[1] != "Notes and 1 more" || got[3] != "Some of them" {
		t.Errorf("then it says %q", got)
	}
	p.state.Assistants = nil
	p.state.Settings.Mute = app.Mute{Joined: true, NeedsYou: true, Ended: true}
	w.render(p.state)
	if got := summaries(); got[1] != "None yet" || got[3] != "None" {
		t.Errorf("then it says %q", got)
	}
}

func TestEveryPageOfTheSettingsLeadsBack(t *testing.T) {
	w, _ := openWindow(t, ready())
	s := settingsOf(w, atOverview)
	var walk func(up settingsPlace)
	walk = func(up settingsPlace) {
		for _, row := range onScreen[*leadRow](w) {
			row.press()
			at := w.settingsAt
			if at == up || !says(w, s.page(at).title) || w.win.Canvas().Focused() != nil {
				t.Errorf("%q leads to %d", row.label, at)
			}
			if at != atLicence {
				walk(at)
			}
			onScreen[*wayBack](w)[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
			if w.settingsAt != up || w.win.Canvas().Focused() != fyne.Focusable(row) {
				t.Errorf("from %q the way back leads to %d", row.label, w.settingsAt)
			}
		}
	}
	walk(atOverview)
	s.open(atLicences)
	onScreen[*leadRow](w)[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.settingsAt != atAbout {
		t.Error("escape on a row does not lead back")
	}
}

func TestSettingsOnceMoreMeansTheOverview(t *testing.T) {
	w, _ := openWindow(t, ready())
	settingsOf(w, atData)
	w.visit(atHome)
	w.nav[atSettings].press()
	if w.settingsAt != atData {
		t.Error("the page is left by looking at another screen")
	}
	w.nav[atSettings].press()
	if w.settingsAt != atOverview {
		t.Error("pressed once more it does not lead to the overview")
	}
}

func TestLicencesAreShown(t *testing.T) {
	w, _ := openWindow(t, ready())
	s := settingsOf(w, atLicences)
	rows := onScreen[*leadRow](w)
	if len(rows) < 30 || rows[0].label != "Go" {
		t.Fatalf("%d licences, the first of %q", len(rows), rows[0].label)
	}
	rows[0].press()
	if !says(w, "Copyright 2009 The Go Authors.") || s.page(atLicence).title != "Go" {
		t.Error("the licence of Go is not shown")
	}
}

func TestParagraphsArePutTogetherAgain(t *testing.T) {
	full := "A line that was broken only because it had become too long"
	got := paragraphs("Title\nCopyright\n\n" + full + "\nfor the page.\n  * " + full + "\n    and on.\n\n" + full + "\n\nNext.\n")
	want := []string{"Title", "Copyright", full + " for the page.", "* " + full + " and on.", full, "Next."}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestTheListOfShortcutsIsThatOfTheTable(t *testing.T) {
	w, _ := openWindow(t, ready())
	w.showShortcuts()
	for _, s := range shortcuts() {
		found := slices.ContainsFunc(onScreen[*text](w), func(t *text) bool { return strings.Contains(t.words, s.keys()) })
		if !found || !says(w, lang.L(s.does)) {
			t.Errorf("%s is not listed", s.keys())
		}
	}
}

func TestASwitchSaysAndShowsWhetherItIsOn(t *testing.T) {
	w, _ := openWindow(t, ready())
	told := []bool{}
	s := newToggle("Warmth", "Of the room.", func(on bool) { told = append(told, on) })
	w.win.SetContent(s)
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	r := test.WidgetRenderer(s).(*toggleRenderer)
	on := r.knob.Position()
	if s.AccessibilityLabel() != "Warmth: on\nOf the room." || !r.tick.Visible() {
		t.Errorf("%q, with a tick: %v", s.AccessibilityLabel(), r.tick.Visible())
	}
	test.Tap(s)
	if s.AccessibilityLabel() != "Warmth: off\nOf the room." || r.tick.Visible() || r.knob.Position() == on {
		t.Errorf("%q, with a tick: %v", s.AccessibilityLabel(), r.tick.Visible())
	}
	s.set(true)
	if !slices.Equal(told, []bool{true, false}) {
		t.Errorf("told %v", told)
	}
}
