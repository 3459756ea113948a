package app_test

import (
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
)

func TestJoinInZoomAndBringTheAssistant(t *testing.T) {
	w := newWorld(t, settled())
	w.ask(t, app.Send{RunID: "r-1", Meeting: web, JoinInZoom: true})
	if got := <-w.opened; got != web {
		t.Errorf("opened %#v", got)
	}
	if run := <-w.bots.jobs; !run.job.Arriving {
		t.Error("the first try does not wait for the person")
	}
	w.ask(t, app.Send{RunID: "r-2", Meeting: web, Again: true})
	run := <-w.bots.jobs
	w.Close(t.Context()) // waits for what is under way
	if run.job.Arriving || len(w.opened) != 0 {
		t.Error("Zoom was opened though nobody asked for it")
	}
}

// What is refused opens nothing: a person would be in a meeting and wait.
func TestARefusedSendOpensNothing(t *testing.T) {
	saved := settled()
	saved.Assistants = []app.Assistant{{Name: "Gone", Program: "missing"}}
	w := newWorld(t, saved)
	wantFault(t, w.Ask(t.Context(), app.Send{Meeting: web, JoinInZoom: true}), fault.ProgramMissing)
	w.Close(t.Context())
	if len(w.opened) != 0 {
		t.Error("Zoom was opened")
	}
}

func TestTheAssistantGoesAlsoIfZoomCouldNotBeOpened(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.openFail = fault.New(fault.ZoomNotOpened)
	w.ask(t, app.Send{RunID: "r-1", Meeting: web, JoinInZoom: true})
	<-w.bots.jobs
	s := w.until(t, func(s app.State) bool { return s.Notice != nil })
	run, _ := s.Run("r-1")
	if last := run.Last(); run.Over() || last.Note != "Zoom could not be opened. Join the meeting yourself; an assistant that you have sent follows." || last.Phase != app.WaitingForYou {
		t.Errorf("the run says %+v", last)
	}
	if s.Notice.Fault.Kind != fault.ZoomNotOpened {
		t.Errorf("the window says %v", s.Notice.Fault)
	}
}

// The note changes nothing else about the run.
func TestTheNoteThatZoomDidNotOpenKeepsThePlan(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.openFail = fault.New(fault.ZoomNotOpened)
	hold, due := make(chan struct{}), time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	w.hold = hold
	w.ask(t, app.Send{RunID: "r-1", Meeting: web, JoinInZoom: true})
	run := <-w.bots.jobs
	plan := app.Event{Phase: app.WaitingForYou, Attempt: 3, NextTryAt: due}
	run.report(plan)
	close(hold)
	s := w.until(t, func(s app.State) bool { return s.Notice != nil })
	r, _ := s.Run("r-1")
	if last := r.Last(); last.Phase != plan.Phase || last.Attempt != 3 || !last.NextTryAt.Equal(due) || last.Note == "" {
		t.Errorf("%+v", last)
	}
}

func TestOpenInZoomKnowsThePasscodeOfThisSession(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	bare := meeting.Meeting{ID: web.ID, Host: web.Host}
	w.ask(t, app.OpenInZoom{Meeting: bare})
	if got := <-w.opened; got != bare {
		t.Errorf("opened %#v", got)
	}
	w.ask(t, app.Send{Meeting: web})
	w.ask(t, app.OpenInZoom{Meeting: bare})
	if got := <-w.opened; got != web {
		t.Errorf("opened %#v", got)
	}
	w.openFail = fault.New(fault.ZoomNotOpened)
	wantFault(t, w.Ask(t.Context(), app.OpenInZoom{Meeting: bare}), fault.ZoomNotOpened)
}

func TestThePaceIsThatOfTheSettingsOrOfTheSend(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.ask(t, app.ChangeSettings{Change: func(s *app.Settings) { s.Pace = app.PaceGentle }})
	usual := app.PaceUsual
	for pace, want := range map[*app.Pace]app.Pace{nil: app.PaceGentle, &usual: app.PaceUsual} {
		w.ask(t, app.Send{Meeting: web, Pace: pace, Again: true})
		if got := (<-w.bots.jobs).job.Pace; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestF23TheSameWishTwiceIsOne(t *testing.T) {
	for name, wish := range map[string]app.Send{
		"the same run":         {RunID: "r-1", Meeting: web, Again: true},
		"the same meeting":     {Meeting: web},
		"with Zoom opened too": {Meeting: web, JoinInZoom: true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, settled())
			defer w.Close(t.Context())
			errs := make(chan error, 5)
			for range cap(errs) {
				go func() { errs <- w.Ask(t.Context(), wish) }()
			}
			sent := 0
			for range cap(errs) {
				if err := <-errs; err == nil {
					sent++
				} else {
					wantFault(t, err, fault.AlreadyOnTheWay)
				}
			}
			if n := len(w.State().Active()); sent != 1 || n != 1 {
				t.Errorf("%d sent, %d runs", sent, n)
			}
			if wish.JoinInZoom {
				<-w.opened
				if len(w.opened) != 0 {
					t.Error("Zoom was opened more than once")
				}
			}
		})
	}
}

// One assistant for each meeting and account: others are no slip.
func TestF23AnotherMeetingOrAccountIsAnotherRun(t *testing.T) {
	saved := settled()
	grace := ada
	grace.ID, grace.Name, grace.Default = "grace", "Grace Hopper", false
	saved.Accounts = append(saved.Accounts, grace)
	w := newWorld(t, saved)
	defer w.Close(t.Context())
	other := meeting.Meeting{ID: "98765432101", Host: web.Host}
	for _, wish := range []app.Send{{Meeting: web}, {Meeting: other}, {Meeting: web, Account: "grace"}, {Meeting: other, Account: "grace"}} {
		w.ask(t, wish)
	}
	if n := len(w.State().Active()); n != 4 {
		t.Errorf("%d runs", n)
	}
	wantFault(t, w.Ask(t.Context(), app.Send{Meeting: other, Account: "grace"}), fault.AlreadyOnTheWay)
}
