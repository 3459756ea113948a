package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"behalf/app"
	"behalf/app/fault"
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

// inGerman is what a change of the language leads to.
func inGerman(t *testing.T, w *window, s app.State) {
	t.Helper()
	t.Cleanup(func() { _ = lang.Use("en") })
	s.Settings.Language = "de"
	w.render(s)
}

// What is saved in another language goes to the cloud that was chosen.
func TestTheZoomAppKeepsItsChoices(t *testing.T) {
	s := ready()
	w, p := openWindow(t, s)
	w.toSettingsPage(atZoomApp)
	before := w.screen(atSettings).(*settings).zoomApp
	before.cloud.choose("ZoomGov")
	before.kind.choose(before.kind.options[1])
	before.clientID.SetText("govid")
	inGerman(t, w, s)
	now := w.screen(atSettings).(*settings).zoomApp
	if now == before || !now.secretField.Visible() {
		t.Error("the kind is not the one that was chosen")
	}
	now.submit()
	if got := last[app.SetZoomApp](t, p).App; got.ClientID != "govid" || got.Cloud != app.CloudGov || got.Kind != app.ConfidentialClient {
		t.Errorf("saved %+v", got)
	}
}

// The next send goes out for whom it would have, of the meeting that was chosen.
func TestTheComposerKeepsItsChoices(t *testing.T) {
	s := two()
	s.Assistants = append(s.Assistants, app.Assistant{Name: "Other", Kind: app.ProcessAssistant, Program: "/x"})
	w, p := openWindow(t, s)
	c := w.home().composer
	c.fill("https://zoom.us/j/81234567890?pwd=abc\nhttps://zoom.us/j/98765432109?pwd=def")
	if len(c.candidates) != 2 {
		t.Fatalf("%d meetings", len(c.candidates))
	}
	c.choose(c.candidates[1])
	c.account.choose(accountLabel(s.Accounts[1]))
	c.assistant.choose("Other")
	w.visit(atSettings)
	inGerman(t, w, s)
	w.visit(atHome)
	w.home().composer.submit()
	if got := last[app.Send](t, p); got.Account != "b2" || got.Assistant != "Other" || got.Meeting.ID != "98765432109" {
		t.Errorf("sent %+v", got)
	}
	if !w.home().composer.send.Disabled() {
		t.Error("it can be sent twice")
	}
	s.Settings.Language = "fr"
	w.render(s)
	if !w.home().composer.send.Disabled() {
		t.Error("it can be sent twice in another language")
	}
}

func TestWhatTheComposerSaysStays(t *testing.T) {
	s := ready()
	w, _ := openWindow(t, s)
	c := w.home().composer
	c.refuse(fault.New(fault.NoMeeting))
	c.offerClipboard(pasted)
	inGerman(t, w, s)
	if now := w.home().composer; now == c || !now.offer.root.Visible() || !now.refusal.Visible() {
		t.Error("the refusal, or the offer of what was copied, is gone")
	}
}

func TestATestThatWasHiddenStaysSo(t *testing.T) {
	s := ready()
	s.Test = &app.Checkup{Of: s.Assistants[0].Name}
	w, _ := openWindow(t, s)
	w.toSettingsPage(atAssistants)
	press(t, w, "Hide the result")
	inGerman(t, w, s)
	if findButton(w, wordsOf(t, "de")["test.hide"].(string)) != nil {
		t.Error("it is back")
	}
}

func TestARunThatIsStoppedStaysSo(t *testing.T) {
	s := running(run("r1", app.Event{Phase: app.WaitingForYou}))
	w, p := openWindow(t, s)
	press(t, w, "Stop")
	inGerman(t, w, s)
	w.home().cards["r1"].stop.press()
	if !last[app.Stop](t, p).Now {
		t.Error("it is asked politely again")
	}
}

func TestAnOpenAssistantFormStaysOpen(t *testing.T) {
	s := ready()
	w, p := openWindow(t, s)
	w.toSettingsPage(atAssistants)
	before := w.screen(atSettings).(*settings).assistants
	before.open(&s.Assistants[0])
	before.form.options.entry.SetText("a=b")
	before.form.record.press()
	s.Notice = &app.Notice{Seq: 3, Fault: fault.New(fault.ZoomUnreachable)} // of something else
	w.render(s)
	inGerman(t, w, s)
	now := w.screen(atSettings).(*settings).assistants
	if now == before || !now.form.root.Visible() || w.win.Canvas().Focused() != fyne.Focusable(now.form.name) {
		t.Fatalf("it is closed, or the keyboard is at %v", w.win.Canvas().Focused())
	}
	now.form.accept.press()
	got := last[app.ChangeAssistant](t, p)
	if got.Name != s.Assistants[0].Name || got.Assistant.Name != got.Name || got.Assistant.Options["a"] != "b" || got.Assistant.Record == s.Assistants[0].Record {
		t.Errorf("%+v", got)
	}
	s.Settings.Language = "fr"
	w.render(s)
	s.Assistants = []app.Assistant{got.Assistant}
	w.render(s)
	if w.screen(atSettings).(*settings).assistants.form.root.Visible() {
		t.Error("it stays when what was entered is there")
	}
}

func TestANewAssistantKeepsItsKind(t *testing.T) {
	s := ready()
	s.Presets = []app.Preset{{Title: "One", Kind: app.CommandAssistant}, {Title: "Two", Kind: app.CommandAssistant}}
	w, p := openWindow(t, s)
	w.toSettingsPage(atAssistants)
	form := w.screen(atSettings).(*settings).assistants
	form.open(nil)
	form.form.kind.choose(form.form.kind.options[2])
	form.form.name.SetText("mine")
	form.form.program.SetText("/x")
	inGerman(t, w, s)
	w.screen(atSettings).(*settings).assistants.form.accept.press()
	if got := last[app.AddPreset](t, p); got.Preset.Title != "Two" || got.Name != "mine" {
		t.Errorf("%+v", got)
	}
}

func TestTheFirstStartGoesOnInAnotherLanguage(t *testing.T) {
	s := fresh()
	w, _ := openWindow(t, s)
	press(t, w, "Set it up")
	w.screens[atWelcome].(*welcome).app.clientID.SetText("typed")
	w.visit(atSettings)
	inGerman(t, w, s)
	w.visit(atHome)
	v, is := w.page().(*welcome)
	if !is || v.app.clientID.Text != "typed" || !v.app.clientID.Visible() || !v.app.save.Visible() {
		t.Fatal("it begins anew")
	}
	v.used, v.played = true, true
	w.o.Rehearse = playing(&program{})
	done := ready()
	w.render(done)
	w.visit(atSettings)
	inGerman(t, w, done)
	w.visit(atHome)
	if v, is := w.page().(*welcome); !is || !v.finish.Visible() {
		t.Error("its end is gone")
	}
}

func TestThePastedAddressOfASignInStays(t *testing.T) {
	s := ready()
	s.SignIn = &app.SignIn{URL: "https://zoom.us/oauth/authorize?x=1"}
	w, _ := openWindow(t, s)
	w.visit(atConnection)
	address := w.screen(atConnection).(*connection).signIn.address
	address.SetText("https://example.com/?code=1")
	w.win.Canvas().Focus(address)
	inGerman(t, w, s)
	now := w.screen(atConnection).(*connection).signIn.address
	if now == address || now.Text != "https://example.com/?code=1" || w.win.Canvas().Focused() != fyne.Focusable(now) {
		t.Errorf("%q, the keyboard is at %v", now.Text, w.win.Canvas().Focused())
	}
}

func TestTheHistoryStaysWhereItWas(t *testing.T) {
	s := ready()
	s.Recent = past(9)
	w, p := openWindow(t, s)
	w.visit(atHistory)
	h := w.screen(atHistory).(*history)
	h.filter.outcome.choose(h.filter.outcome.options[2])
	h.open(p.state.Recent[0].ID, true)
	inGerman(t, w, s)
	now := w.screen(atHistory).(*history)
	if now == h || now.run == nil || now.run.run.ID != p.state.Recent[0].ID || now.list.asked.Outcome != app.NeedsALook {
		t.Errorf("it asks for %+v", now.list.asked)
	}
}

func TestAnExportGoesOnInAnotherLanguage(t *testing.T) {
	s := ready()
	w, files := openExport(t, s)
	s.Recent = w.own.Recent
	var after func()
	beside := w.beside
	w.beside = func(slow, then func()) {
		slow()
		after = then
	}
	w.screen(atHistory).(*history).export.write(ExportCSV)
	w.beside = beside
	inGerman(t, w, s)
	german := wordsOf(t, "de")
	box := w.screen(atHistory).(*history).export
	if !says(w, german["export.writing"].(string)) || findButton(w, german["ask.cancel"].(string)) == nil || !box.open.Disabled() {
		t.Error("it does not say that it is at work")
	}
	after()
	if says(w, german["export.writing"].(string)) || box.open.Disabled() || !box.act.Visible() {
		t.Error("its end is not told")
	}
	box.act.press()
	if len(files.shown) != 1 {
		t.Error("it can't be shown")
	}
}

// Who chose the language is where they were, and so is who did so elsewhere.
func TestTheKeyboardStaysAtTheLanguage(t *testing.T) {
	s := ready()
	w, p := openWindow(t, s)
	w.toSettingsPage(atLook)
	w.win.Canvas().Focus(w.screen(atSettings).(*settings).look.language.picker)
	inGerman(t, w, s)
	if w.win.Canvas().Focused() != fyne.Focusable(w.screen(atSettings).(*settings).look.language.picker) {
		t.Errorf("the keyboard is at %v", w.win.Canvas().Focused())
	}
	w.win.Canvas().Focus(w.nav[atHistory])
	s.Settings.Language = "fr"
	w.render(s)
	if w.win.Canvas().Focused() != fyne.Focusable(w.nav[atHistory]) || len(p.wishes) != 0 {
		t.Errorf("the keyboard is at %v, wishes %v", w.win.Canvas().Focused(), p.wishes)
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
