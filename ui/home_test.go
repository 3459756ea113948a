package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
)

const pasted = "https://us02web.zoom.us/j/81234567890?pwd=ZZTESTPWD"

func TestSendHandsInWhatWasPasted(t *testing.T) {
	w, p := openWindow(t, ready())
	c := w.home().composer
	if !c.send.Disabled() {
		t.Error("there is nothing to send to yet")
	}
	test.Type(c.field, pasted)
	if !says(w, "812 3456 7890") || !says(w, "us02web.zoom.us · passcode included") {
		t.Error("it does not say what was understood")
	}
	c.name.SetText("  Scribe ")
	press(t, w, "Send assistant to meeting")
	wish := last[app.Send](t, p)
	want := meeting.Meeting{ID: "81234567890", Host: "us02web.zoom.us", PasscodeParam: "ZZTESTPWD"}
	if wish.Meeting != want || wish.As != "Scribe" || wish.Account != "a1" || wish.Assistant != "Notes" || wish.RunID == "" {
		t.Errorf("handed in %#v", wish)
	}
}

func TestF23SendGoesOnceUntilItIsAnswered(t *testing.T) {
	s := ready()
	w, p := openWindow(t, s)
	c := w.home().composer
	c.fill(pasted)
	press(t, w, "Send assistant to meeting")
	press(t, w, "Send assistant to meeting")
	c.field.TypedShortcut(ctrl(fyne.KeyReturn))
	if len(p.wishes) != 1 {
		t.Fatalf("%d wishes", len(p.wishes))
	}
	r := run(last[app.Send](t, p).RunID, app.Event{Phase: app.Minting})
	s.Runs = []app.Run{r}
	w.render(s)
	if c.field.Text != "" {
		t.Error("the text stays although its run has begun")
	}
}

func TestSendRefusedKeepsTheText(t *testing.T) {
	s := ready()
	w, p := openWindow(t, s)
	c := w.home().composer
	c.fill(pasted)
	c.field.TypedShortcut(ctrl(fyne.KeyReturn))
	s.Notice = &app.Notice{Seq: 1, Fault: fault.New(fault.DiskFull), Wish: last[app.Send](t, p)}
	w.render(s)
	if c.field.Text != pasted || c.send.Disabled() {
		t.Error("what was refused can't be sent again")
	}
	press(t, w, "Try again")
	if got := last[app.Send](t, p); got.Meeting.ID != "81234567890" {
		t.Errorf("tried again with %#v", got)
	}
}

func TestSendSaysWhyItCannot(t *testing.T) {
	s := ready()
	s.Accounts[0].State, s.Accounts[0].Fault = app.SignInNeeded, fault.New(fault.SignInNeeded)
	w, p := openWindow(t, s)
	w.home().composer.fill(pasted)
	if !says(w, "Sign in to Zoom again first.") {
		t.Error("the button is off without a reason")
	}
	press(t, w, "Connect to Zoom")
	last[app.Connect](t, p)
	if w.at != atConnection {
		t.Error("it does not show how the sign-in goes")
	}
}

func TestRefusalsAreExplained(t *testing.T) {
	w, _ := openWindow(t, ready())
	for _, text := range []string{"https://example.com/j/81234567890", "nothing of use"} {
		w.home().composer.fill(text)
		_, f := app.Read(text)
		if !says(w, f.Title) || !says(w, f.Advice) || !w.home().composer.send.Disabled() {
			t.Errorf("%q is not explained", text)
		}
	}
	w.home().composer.fill("")
	if w.home().composer.refusal.Visible() {
		t.Error("an empty field is not a mistake")
	}
}

func TestHostsCredentialsAreNotShown(t *testing.T) {
	w, _ := openWindow(t, ready())
	c := w.home().composer
	w.app.Clipboard().SetContent("https://zoom.us/s/81234567890?zak=ZZTESTZAK&pwd=A.1")
	c.field.TypedShortcut(&fyne.ShortcutPaste{Clipboard: w.app.Clipboard()})
	if c.field.Text != "https://zoom.us/s/81234567890?pwd=A.1" || c.meeting.PasscodeParam != "A.1" {
		t.Errorf("the field shows %q", c.field.Text)
	}
}

func TestF50ClipboardIsOfferedNotSent(t *testing.T) {
	w, p := openWindow(t, ready())
	w.app.Clipboard().SetContent("a password, perhaps")
	w.entered()
	if w.home().composer.offer.root.Visible() {
		t.Error("what is no meeting was offered")
	}
	w.app.Clipboard().SetContent(pasted)
	if w.home().composer.offer.copied != (offering{}) {
		t.Error("the clipboard was read in the background")
	}
	w.entered()
	if !says(w, "On your clipboard: 812 3456 7890") || len(p.wishes) != 0 {
		t.Error("it is not just offered")
	}
	press(t, w, "Use it")
	if w.home().composer.field.Text != pasted || len(p.wishes) != 0 {
		t.Error("it was not filled in, or was sent")
	}
}

func TestAccountsAndAssistantsAreChosen(t *testing.T) {
	s := ready()
	s.Accounts = append(s.Accounts, app.Account{ID: "a2", Name: "Ada King", State: app.Connected})
	s.Assistants = append(s.Assistants, app.Assistant{Name: "Recorder"})
	w, p := openWindow(t, s)
	c := w.home().composer
	c.account.choose("Ada King")
	c.assistant.choose("Recorder")
	w.render(s)
	c.fill(pasted)
	press(t, w, "Send assistant to meeting")
	if got := last[app.Send](t, p); got.Account != "a2" || got.Assistant != "Recorder" {
		t.Errorf("sent %#v", got)
	}
}

func TestRunCardFollowsTheRun(t *testing.T) {
	s := ready()
	waiting := app.Event{Phase: app.WaitingForYou, Attempt: 6, NextTryAt: noon.Add(4 * time.Second)}
	s.Runs = []app.Run{run("r1", app.Event{Phase: app.Minting}, app.Event{Phase: app.Starting}, waiting)}
	w, p := openWindow(t, s)
	if !says(w, "Waiting for you to join the meeting") || !says(w, "Try 6 · next in 4 s") || !says(w, "0:42") {
		t.Error("the wait is not shown")
	}
	w.tick(noon.Add(2 * time.Second))
	if !says(w, "Try 6 · next in 2 s") || !says(w, "0:44") {
		t.Error("the seconds don't count")
	}
	press(t, w, "Try now")
	if last[app.TryNow](t, p).RunID != "r1" {
		t.Error("the wrong run was tried")
	}
	press(t, w, "Stop")
	if got := last[app.Stop](t, p); got.RunID != "r1" || got.Now {
		t.Errorf("stopped with %#v", got)
	}
	press(t, w, "Stop at once")
	if !last[app.Stop](t, p).Now {
		t.Error("the second press must be at once")
	}
}

func TestOpenInZoom(t *testing.T) {
	s := ready()
	s.Runs = []app.Run{run("r1", app.Event{Phase: app.WaitingForYou})}
	w, p := openWindow(t, s)
	press(t, w, "Open in Zoom")
	want := meeting.Meeting{ID: "81234567890", Host: "us02web.zoom.us"} // the core may know the passcode
	if got := last[app.OpenInZoom](t, p).Meeting; got != want {
		t.Errorf("opened %#v", got)
	}
}

func TestJoinInZoomAndBringTheAssistant(t *testing.T) {
	w, p := openWindow(t, ready())
	w.home().composer.fill(pasted)
	join := w.home().composer.ways().Items[0]
	if join.Label != "Join in Zoom and bring the assistant" {
		t.Fatal(join.Label)
	}
	join.Action()
	if got := last[app.Send](t, p); !got.JoinInZoom || got.AsYou || got.Meeting.PasscodeParam != "ZZTESTPWD" || len(p.wishes) != 1 {
		t.Errorf("%d wishes, sent %#v", len(p.wishes), got)
	}
}

func TestASecondAssistantIsAskedAbout(t *testing.T) {
	s := ready()
	under := run("r1", app.Event{Phase: app.InMeeting})
	s.Runs = []app.Run{under}
	w, p := openWindow(t, s)
	c := w.home().composer
	c.fill(pasted)
	if !says(w, "An assistant is already on its way to this meeting.") {
		t.Error("it does not say that one is on its way")
	}
	press(t, w, "Send assistant to meeting")
	first := last[app.Send](t, p)
	if first.Again {
		t.Error("a second one was sent without asking")
	}
	s.Notice = &app.Notice{Seq: 1, Fault: fault.New(fault.AlreadyOnTheWay), Wish: first}
	w.render(s)
	press(t, w, "Show it")
	last[app.DismissNotice](t, p)
	press(t, w, "Send a second one")
	second := last[app.Send](t, p)
	if !second.Again || second.RunID == first.RunID || second.Meeting != first.Meeting || second.As != first.As {
		t.Errorf("sent %#v", second)
	}
	if !c.send.Disabled() {
		t.Error("the button is on while the second one is on its way")
	}
	two := run(second.RunID, app.Event{Phase: app.Minting})
	s.Notice, s.Runs = nil, []app.Run{under, two}
	w.render(s)
	if c.field.Text != "" {
		t.Error("the text stays although its run has begun")
	}
}

func TestEndedRunIsExplained(t *testing.T) {
	s := ready()
	f := fault.New(fault.BotCrashed)
	s.Runs = []app.Run{run("r1", app.Event{Phase: app.Failed, Reason: app.ReasonBotFailed, Fault: f, Note: "out of paper"})}
	s.Recent = s.Runs
	w, p := openWindow(t, s)
	if !says(w, "The assistant failed") || !says(w, f.Title) || !says(w, f.Code) {
		t.Error("the end is not explained")
	}
	press(t, w, "Show details")
	if w.at != atHistory || wrote(w) != "out of paper" {
		t.Error("the details are not shown")
	}
	w.visit(atHome)
	press(t, w, "Dismiss")
	if last[app.Dismiss](t, p).RunID != "r1" {
		t.Error("the wrong run was dismissed")
	}
}

func TestRunCardKeepsTheKeyboard(t *testing.T) {
	s := ready()
	s.Runs = []app.Run{run("r1", app.Event{Phase: app.WaitingForYou, NextTryAt: noon})}
	w, _ := openWindow(t, s)
	stop := findButton(w, "Stop")
	w.win.Canvas().Focus(stop)
	w.render(s)
	if w.win.Canvas().Focused() != fyne.Focusable(stop) || findButton(w, "Stop") != stop {
		t.Error("a new state takes the keyboard away")
	}
}

func TestRecentMeetings(t *testing.T) {
	s := ready()
	over := app.Event{Phase: app.Ended, Reason: app.ReasonYouLeft}
	a, b, c := run("r1", over), run("r2", over), run("r3", over)
	b.MeetingID = "84512340000"
	s.Recent = []app.Run{a, b, c}
	if got := lastMeetings(s); len(got) != 2 || got[0].ID != "r1" || got[1].ID != "r2" {
		t.Errorf("shown are %v", got)
	}
	w, p := openWindow(t, s)
	press(t, w, "Send again")
	if got := last[app.Send](t, p); got.Meeting.ID != a.MeetingID || got.RunID == "" || got.RunID == "r1" {
		t.Errorf("sent %#v", got)
	}
}

func TestPasteAnywhereFillsTheField(t *testing.T) {
	w, p := openWindow(t, ready())
	field := w.home().composer.field
	if w.win.Canvas().Focused() != fyne.Focusable(field) {
		t.Error("the keyboard does not start in the field")
	}
	w.visit(atConnection)
	w.win.Canvas().Unfocus()
	w.app.Clipboard().SetContent(pasted)
	w.paste()
	if w.at != atHome || field.Text != pasted || len(p.wishes) != 0 {
		t.Errorf("the field says %q", field.Text)
	}
}
