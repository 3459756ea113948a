package ui

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"behalf/app"
	"behalf/app/fault"
)

// wrote is the output of programs on the screen.
func wrote(w *window) string {
	var all []string
	for _, l := range onScreen[*widget.Label](w) {
		all = append(all, l.Text)
	}
	return strings.Join(all, "|")
}

// made is a run that left some files.
func made(id string, files ...string) app.Run {
	events := []app.Event{{Phase: app.InMeeting}}
	for _, name := range files {
		events = append(events, app.Event{Phase: app.InMeeting, Artifact: app.Artifact{Kind: "notes", Path: "/runs/" + id + "/" + name, Title: "The " + name}})
	}
	return run(id, append(events, app.Event{Phase: app.Ended, Reason: app.ReasonLeft})...)
}

// openHistory is a window that shows past runs.
func openHistory(t *testing.T, runs ...app.Run) (*window, *program) {
	t.Helper()
	s := ready()
	s.Recent = runs
	w, p := openWindow(t, s)
	w.visit(atHistory)
	return w, p
}

// openRun is one that shows the first of them.
func openRun(t *testing.T, runs ...app.Run) (*window, *program) {
	t.Helper()
	w, p := openHistory(t, runs...)
	pressRow(t, w, 0)
	return w, p
}

func rows(w *window) []*pastRow { return onScreen[*pastRow](w) }

// pressRow clicks on a row of those in view.
func pressRow(t *testing.T, w *window, i int) {
	t.Helper()
	if len(rows(w)) <= i {
		t.Fatalf("there are %d rows", len(rows(w)))
	}
	test.TapCanvas(w.win.Canvas(), w.app.Driver().AbsolutePositionForObject(rows(w)[i]).AddXY(20, 20))
}

func TestHistory(t *testing.T) {
	w, p := openHistory(t)
	if !says(w, "Nothing here yet") {
		t.Error("an empty history says nothing")
	}
	press(t, w, "Send an assistant")
	if w.at != atHome || w.win.Canvas().Focused() != fyne.Focusable(w.home().composer.field) {
		t.Error("the way on leads nowhere")
	}
	p.state.Recent = []app.Run{run("r1", app.Event{Phase: app.Minting}, app.Event{Phase: app.Failed, Reason: app.ReasonRefused, Fault: fault.New(fault.BadPasscode)})}
	p.state.Changes = 1
	w.visit(atHistory)
	w.render(p.state)
	if !says(w, "812 3456 7890") || !says(w, "Notes for Ada") || !says(w, "Today") || !says(w, "Zoom refused it") || !says(w, "1 run") || says(w, "Asking Zoom") {
		t.Error("the outcome is missing, or the details are in the way")
	}
	pressRow(t, w, 0)
	if !says(w, "Asking Zoom") || !says(w, "11:59:19") || !says(w, "Sent on 21 Nov 2026, 11:59") {
		t.Error("the timeline is missing")
	}
	press(t, w, "Back to history")
	if says(w, "Asking Zoom") || len(rows(w)) != 1 {
		t.Error("the timeline stays")
	}
	press(t, w, "Clear history")
	if len(p.wishes) != 0 || !says(w, "Delete the whole history?") {
		t.Error("it clears without asking")
	}
	press(t, w, "Delete all past runs and their files")
	if !last[app.ClearHistory](t, p).Files {
		t.Error("the files would stay")
	}
	p.state.Recent, p.state.Changes = nil, 2
	w.render(p.state)
	if !says(w, "Nothing here yet") {
		t.Error("what is deleted still shows")
	}
}

// Every step is there: attempts, waits, what was said, restarts, what was saved.
func TestTimelineIsComplete(t *testing.T) {
	one := run("r1",
		app.Event{Phase: app.Minting}, app.Event{Phase: app.Starting},
		app.Event{Phase: app.WaitingForYou, NextTryAt: noon.Add(-42*time.Second + 6*time.Second)},
		app.Event{Phase: app.Minting, Attempt: 2, Note: "The assistant's program ended by itself and is started again.\npanic: no paper\ngoroutine 1"},
		app.Event{Phase: app.InMeeting, Attempt: 2},
		app.Event{Phase: app.InMeeting, Attempt: 2, Artifact: app.Artifact{Path: "/runs/r1/notes.md", Title: "Notes"}},
		app.Event{Phase: app.Failed, Attempt: 2, Reason: app.ReasonBotFailed, Fault: fault.New(fault.BotCrashed), Note: "first\nsecond"},
	)
	w, _ := openRun(t, one)
	crashed := one.Last().Fault
	for _, words := range []string{
		"Asking Zoom", "Starting the assistant", "Waiting for you to join", "Next try after 3 s", "Asking Zoom (try 2)",
		"The assistant's program ended by itself and is started again.", "In the meeting (try 2)", "Saved: Notes", "The assistant failed",
		crashed.Title + " " + crashed.Advice + " (" + crashed.Code + ")",
		"11:59:19", "11:59:20", "11:59:21", "11:59:22", "11:59:23", "11:59:24", "11:59:25",
	} {
		if !says(w, words) {
			t.Errorf("%q is missing", words)
		}
	}
	if got := wrote(w); got != "panic: no paper\ngoroutine 1|first\nsecond" {
		t.Errorf("the program wrote %q", got)
	}
}

func TestTheLastLinesCanBeReadAndCopied(t *testing.T) {
	lines := make([]string, 10)
	for i := range lines {
		lines[i] = "line " + strconv.Itoa(i)
	}
	w, _ := openRun(t, run("r1", app.Event{Phase: app.Failed, Reason: app.ReasonBotFailed, Fault: fault.New(fault.BotCrashed), Note: strings.Join(lines, "\n")}))
	label := onScreen[*widget.Label](w)[0]
	if !label.Selectable || !label.TextStyle.Monospace || label.Text != "line 6\nline 7\nline 8\nline 9" {
		t.Errorf("%+v", label)
	}
	press(t, w, "Show all 10 lines")
	if label.Text != strings.Join(lines, "\n") {
		t.Errorf("it is not all: %q", label.Text)
	}
	press(t, w, "Show fewer lines")
	if strings.Contains(label.Text, "line 0") {
		t.Error("the lines stay")
	}
}

func TestWhatAnAssistantMadeIsOpenedAndShown(t *testing.T) {
	s := ready()
	s.Recent = []app.Run{made("r1", "notes.md", "setup.exe", "c.md", "d.md")}
	s.Runs = s.Recent
	w, p := openWindow(t, s)
	for _, at := range []place{atHome, atHistory} {
		w.visit(at)
		if at == atHistory {
			pressRow(t, w, 0)
		}
		if !says(w, "The notes.md") || !says(w, "notes · notes.md") || says(w, "The d.md") {
			t.Errorf("place %d: what was made is missing, or all of it is in the way", at)
		}
		if n := len(buttons(w, "Open")); n != 2 {
			t.Errorf("place %d: %d of three may be opened", at, n)
		}
		press(t, w, "Open")
		if got := last[app.OpenFile](t, p).Path; got != "/runs/r1/notes.md" {
			t.Errorf("opened %s", got)
		}
		buttons(w, "Show in folder")[1].press()
		if got := last[app.ShowFile](t, p).Path; got != "/runs/r1/setup.exe" {
			t.Errorf("showed %s", got)
		}
		if got := buttons(w, "Show in folder")[1].AccessibilityLabel(); got != "Show in folder: The setup.exe" {
			t.Errorf("spoken as %q", got)
		}
		press(t, w, "Show 1 more")
		if !says(w, "The d.md") {
			t.Errorf("place %d: the rest does not come", at)
		}
	}
}

func buttons(w *window, label string) []*button {
	return slices.DeleteFunc(onScreen[*button](w), func(b *button) bool { return b.label != label })
}

func TestWhatIsNotOpenedCanBeShown(t *testing.T) {
	for kind, want := range map[fault.Kind]string{fault.FileMayRun: "/runs/r1/notes.md", fault.FileGone: ""} {
		w, p := openRun(t, made("r1", "notes.md"))
		press(t, w, "Open")
		s := p.state
		s.Notice = &app.Notice{Seq: 1, Fault: fault.New(kind, "name", "notes.md"), Wish: last[app.OpenFile](t, p)}
		w.render(s)
		press(t, w, "Show the folder")
		if got := last[app.ShowFile](t, p).Path; got != want {
			t.Errorf("%s: shows %q", kind, got)
		}
	}
}

func TestDeleteOneRunAsks(t *testing.T) {
	for files, want := range map[string]string{
		"":          "Its place in the history is deleted from this computer. This can't be undone.",
		"a.md b.md": "Its place in the history and the 2 files that the assistant saved are deleted from this computer. This can't be undone.",
	} {
		w, p := openRun(t, made("r1", strings.Fields(files)...), made("r2"))
		press(t, w, "Delete")
		if len(p.wishes) != 0 || !says(w, want) {
			t.Errorf("%q: it does not say what goes", files)
		}
		press(t, w, "Delete this run")
		if got := last[app.DeleteRun](t, p).RunID; got != "r1" {
			t.Errorf("deletes %s", got)
		}
		p.state.Recent, p.state.Changes = p.state.Recent[1:], 1
		w.render(p.state)
		if n := len(rows(w)); n != 1 {
			t.Errorf("%d runs are left", n)
		}
	}
}

func TestHowLongThePastIsKept(t *testing.T) {
	s := ready()
	s.Settings.Keep, s.FilesIn = app.DefaultKeep, "/home/ada/runs"
	w, p := openWindow(t, s)
	d := settingsOf(w, atData).data
	if !slices.Equal(d.keep.options, []string{"30 days", "90 days", "A year", "For ever"}) || d.keep.chosen != "90 days" || !says(w, "/home/ada/runs") {
		t.Errorf("%q of %q", d.keep.chosen, d.keep.options)
	}
	press(t, w, "Open the folder")
	if got := last[app.OpenFile](t, p); got.Path != "" {
		t.Errorf("opens %q", got.Path)
	}
	changed := func() time.Duration {
		settings := app.Settings{Keep: -1}
		last[app.ChangeSettings](t, p).Change(&settings)
		return settings.Keep
	}
	for _, longer := range []string{"A year", "For ever"} {
		d.keep.choose(longer)
		if got := keepWords(changed()); got != longer {
			t.Errorf("%s: %s", longer, got)
		}
	}
	for _, before := range []time.Duration{app.DefaultKeep, 0} {
		s.Settings.Keep = before
		w.render(s)
		n := len(p.wishes)
		d.keep.choose("30 days")
		if len(p.wishes) != n || d.keep.chosen != keepWords(before) {
			t.Error("a shorter time is taken without asking")
		}
		press(t, w, "Delete what is older")
		if changed() != 30*oneDay {
			t.Errorf("kept for %v", changed())
		}
	}
}

// A run that is open is read anew when the history changes. What can't be read
// for a moment comes back, asked for or by itself.
func TestAnOpenRunComesBackAfterATrouble(t *testing.T) {
	w, p := openRun(t, made("r1", "notes.md"))
	for _, mend := range []func(){
		func() { press(t, w, "Try again") },
		func() {
			p.state.Changes++
			w.render(p.state)
		},
	} {
		p.broken = fault.New(fault.StorageFailed, "path", "/x")
		p.state.Changes++
		w.render(p.state)
		if says(w, "The notes.md") || findButton(w, "Try again") == nil {
			t.Fatal("the trouble is not told")
		}
		p.broken = nil
		mend()
		if !says(w, "The notes.md") || findButton(w, "Try again") != nil || findButton(w, "Delete") == nil {
			t.Error("the run does not come back")
		}
	}
}

func TestASavedFileIsNamedOnce(t *testing.T) {
	w, _ := openRun(t, run("r1", app.Event{
		Phase: app.InMeeting, Artifact: app.Artifact{Kind: "notes", Path: "/runs/r1/notes.md", Title: "notes.md"},
	}))
	if !says(w, "notes.md") || !says(w, "notes") || says(w, "notes · notes.md") {
		t.Error("its name stands there twice, or not at all")
	}
}
