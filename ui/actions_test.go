package ui

import (
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

func TestEveryFaultHasItsButton(t *testing.T) {
	s := ready()
	s.Runs = []app.Run{run("r1", app.Event{Phase: app.Failed, Reason: app.ReasonBotFailed})}
	s.Recent = s.Runs
	w, _ := openWindow(t, s)
	w.about.Website = "https://example.com"
	w.o.OpenURL = func(string) error { return nil }
	for _, kind := range fault.Kinds() {
		f := fault.New(kind)
		for _, r := range []*app.Run{nil, &s.Runs[0]} {
			got := w.remedy(f, r)
			if f.Action == fault.ActNone {
				if got.do != nil {
					t.Errorf("%s: a button for nothing", kind)
				}
				continue
			}
			if got.do == nil || got.label == "" || got.label == "action."+string(f.Action) {
				t.Errorf("%s: no button for %s", kind, f.Action)
				continue
			}
			got.do()
		}
	}
}

func TestRetryAfterUnlocking(t *testing.T) {
	w, p := openWindow(t, ready())
	w.retry(nil)
	last[app.Look](t, p) // nothing to repeat: at least look again
	w.do(app.Connect{})
	w.do(app.Look{})
	w.retry(nil)
	last[app.Connect](t, p)
}

func TestRetryOfARunSendsToTheSameMeeting(t *testing.T) {
	w, p := openWindow(t, ready())
	r := run("r1", app.Event{Phase: app.Failed})
	w.retry(&r)
	if got := last[app.Send](t, p); got.Meeting.ID != r.MeetingID || got.Assistant != "Notes" || got.RunID == "r1" {
		t.Errorf("sent %#v", got)
	}
}

func TestNews(t *testing.T) {
	before, after := ready(), ready()
	before.Runs = []app.Run{run("r1", app.Event{Phase: app.Connecting}), run("r2", app.Event{Phase: app.InMeeting}), run("r3"), run("r4")}
	after.Runs = []app.Run{
		run("r1", app.Event{Phase: app.InMeeting}), run("r2", app.Event{Phase: app.Ended}),
		run("r3", app.Event{Phase: app.Failed}), run("r4", app.Event{Phase: app.StoppedByYou}), run("r5", app.Event{Phase: app.InMeeting}),
	}
	after.Accounts[0].State = app.SignInNeeded
	after.Notice = &app.Notice{Seq: 1, Fault: fault.New(fault.DiskFull)}
	got := news(before, after)
	want := []string{"notify.joined", "notify.ended", "notify.failed", "notify.account", "notify.notice"}
	if len(got) != len(want) {
		t.Fatalf("got %v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %v, want %v", got, want)
		}
	}
	if again := news(after, after); len(again) != 0 {
		t.Errorf("the same again: %v", again)
	}
}
