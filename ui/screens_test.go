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

func TestZoomAppForm(t *testing.T) {
	s := ready()
	w, p := openWindow(t, s)
	w.visit(atSettings)
	f := w.screen(atSettings).(*settings).zoomApp
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

func TestAssistantsAreAddedAndRemoved(t *testing.T) {
	s := ready()
	s.TestServer = true
	w, p := openWindow(t, s)
	w.visit(atSettings)
	press(t, w, "Add an assistant")
	part := w.screen(atSettings).(*settings).assistants.form
	part.name.SetText("Recorder")
	if !findButton(w, "Add").Disabled() {
		t.Error("it can be added without a program")
	}
	part.program.SetText("/usr/bin/recorder")
	part.arguments.SetText(`--title "two words" 'and more' ""`)
	press(t, w, "Add")
	got := last[app.SetAssistant](t, p).Assistant
	if got.Name != "Recorder" || got.Kind != app.ProcessAssistant || got.Program != "/usr/bin/recorder" ||
		!slices.Equal(got.Args, []string{"--title", "two words", "and more", ""}) {
		t.Errorf("added %#v", got)
	}
	if !part.root.Visible() {
		t.Error("what may be refused must stay")
	}
	s.Assistants = append(slices.Clone(s.Assistants), got)
	w.render(s)
	if part.root.Visible() || part.name.Text != "" {
		t.Error("the form stays after it was accepted")
	}
	press(t, w, "Use first")
	settings := app.Settings{}
	last[app.ChangeSettings](t, p).Change(&settings)
	if settings.DefaultAssistant != "Recorder" {
		t.Errorf("preferred %q", settings.DefaultAssistant)
	}
	press(t, w, "Remove")
	press(t, w, "Remove it")
	if last[app.RemoveAssistant](t, p).Name != "Notes" {
		t.Error("the wrong one was removed")
	}
	press(t, w, "Add the rehearsal assistant")
	if last[app.SetAssistant](t, p).Assistant.Kind != app.RehearsalAssistant {
		t.Error("that is no rehearsal assistant")
	}
}

func TestAPresetAsksOnlyForWhatItNeeds(t *testing.T) {
	s := ready()
	s.Presets = []app.Preset{
		{Title: "Rehearsal", Kind: app.RehearsalAssistant},
		{Title: "Native", Text: "A bot of ours.", Kind: app.ProcessAssistant, Programs: []string{"/native"}},
		{Title: "Sample", Text: "Zoom's sample.", Kind: app.CommandAssistant, Programs: []string{"/sample"}},
		{Title: "File", Text: "Any program.", Kind: app.CommandAssistant, Command: app.Command{FileName: "f"}},
	}
	w, p := openWindow(t, s)
	w.visit(atSettings)
	press(t, w, "Add an assistant")
	part := w.screen(atSettings).(*settings).assistants
	form := part.form
	if !slices.Equal(form.kind.options, []string{"Speaks the bot protocol", "Native", "Sample", "File"}) || !says(w, "A program that was written for Behalf.") {
		t.Errorf("offered are %q", form.kind.options)
	}
	for title, c := range map[string]struct{ program, arguments, needs bool }{
		"Speaks the bot protocol": {true, true, true}, "Native": {false, false, false}, "Sample": {true, false, false}, "File": {true, true, true},
	} {
		form.kind.choose(title)
		if form.programField.Visible() != c.program || form.argumentField.Visible() != c.arguments || form.accept.Disabled() != c.needs {
			t.Errorf("%s: program %v, arguments %v, can't be added: %v", title, form.programField.Visible(), form.argumentField.Visible(), form.accept.Disabled())
		}
	}
	form.kind.choose("File")
	if !says(w, "Any program.") || form.arguments.Text != "{config_file}" {
		t.Errorf("the arguments are %q", form.arguments.Text)
	}
	form.program.SetText("/opt/bot")
	form.arguments.SetText("--meeting {config_file}")
	form.kind.choose("Sample")
	form.kind.choose("File")
	press(t, w, "Add")
	wish := last[app.AddPreset](t, p)
	if wish.Preset.Title != "File" || wish.Name != "" || wish.Program != "/opt/bot" || !slices.Equal(wish.Args, []string{"--meeting", "{config_file}"}) {
		t.Errorf("added %+v", wish)
	}
	form.kind.choose("Native") // what stands in hidden fields does not count
	form.name.SetText("Mine")
	form.record.SetChecked(true)
	press(t, w, "Add")
	if wish = last[app.AddPreset](t, p); wish.Program != "" || wish.Args != nil || wish.Name != "Mine" || !wish.Record {
		t.Errorf("added %+v", wish)
	}
	w.render(s)
	if !form.root.Visible() || form.kind.chosen != "Native" {
		t.Error("what may be refused must stay")
	}
	s.Assistants = append(slices.Clone(s.Assistants), wish.Candidates()[0])
	w.render(s)
	if form.root.Visible() || form.kind.chosen != "Speaks the bot protocol" || form.record.Checked {
		t.Error("the form stays after it was accepted")
	}
}

func TestRehearsalAssistantIsForRehearsals(t *testing.T) {
	w, _ := openWindow(t, ready())
	w.visit(atSettings)
	if findButton(w, "Add the rehearsal assistant") != nil {
		t.Error("it is offered over the real Zoom")
	}
}

func TestBehaviour(t *testing.T) {
	w, p := openWindow(t, ready())
	w.visit(atSettings)
	b := w.screen(atSettings).(*settings).behaviour
	if b.patience.chosen != "10 minutes" || b.appearance.chosen != "As the system" {
		t.Errorf("chosen are %q and %q", b.patience.chosen, b.appearance.chosen)
	}
	changed := app.Settings{}
	b.patience.choose("30 minutes")
	last[app.ChangeSettings](t, p).Change(&changed)
	b.appearance.choose("Dark")
	last[app.ChangeSettings](t, p).Change(&changed)
	if !says(w, "Every 3 seconds for a minute, then every 15, later every 30: at most 47 mails in 10 minutes.") {
		t.Error("it does not say what the usual pace means")
	}
	b.pace.choose("Gentle on the host's mailbox")
	last[app.ChangeSettings](t, p).Change(&changed)
	if changed.Patience != 30*time.Minute || changed.Appearance != "dark" || changed.Pace != app.PaceGentle {
		t.Errorf("changed to %+v", changed)
	}
	s := ready()
	s.Settings.Pace = app.PaceGentle
	w.render(s)
	if b.pace.chosen != "Gentle on the host's mailbox" || !says(w, "Every 15 seconds, later once a minute: at most 18 mails in 10 minutes.") {
		t.Errorf("the pace is %q", b.pace.chosen)
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

func TestWheelOverAFieldTurnsThePage(t *testing.T) {
	w, _ := openWindow(t, ready())
	w.win.Resize(fyne.NewSize(360, 560))
	w.visit(atSettings)
	onScreen[*wheel](w)[0].Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -40)})
	if w.screen(atSettings).(*settings).content.Offset.Y == 0 {
		t.Error("the page stands still")
	}
}
