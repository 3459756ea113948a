package app_test

import (
	"context"
	"errors"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

// service is an assistant that is no program of this machine: somebody else's,
// which gets a token by request and is asked how it fares. It shows that the
// core needs to know nothing of it.
type service struct {
	given   chan string // the tokens that came to it
	answers chan string // how the bot fares, answer by answer
	leave   error       // what comes of telling it to leave
}

func (s *service) Check(app.Assistant) error { return nil }

func (s *service) Test(context.Context, app.Assistant, func(string), func(app.Step)) error {
	return fault.New(fault.BotUnsupported)
}

func (s *service) Run(ctx context.Context, job app.Job, report func(app.Event)) {
	for attempt := 1; ; attempt++ {
		report(app.Event{Phase: app.Minting, Attempt: attempt})
		tokens, err := job.Mint(ctx)
		if err != nil {
			report(app.Event{Phase: app.Failed, Attempt: attempt, Reason: app.ReasonNotAuthorized, Fault: fault.From(err)})
			return
		}
		s.given <- tokens.OnBehalf.Reveal()
		report(app.Event{Phase: app.Connecting, Attempt: attempt})
		if s.attend(ctx, attempt, report) {
			return
		}
	}
}

// attend follows one attempt; false: another one is due.
func (s *service) attend(ctx context.Context, attempt int, report func(app.Event)) (over bool) {
	for {
		select {
		case <-ctx.Done():
			last := app.Event{Phase: app.StoppedByYou, Attempt: attempt, Reason: app.ReasonStopped}
			if s.leave != nil {
				last.Note = "The service could not be told to leave the meeting."
			}
			report(last)
			return true
		case answer := <-s.answers:
			switch answer {
			case "absent":
				report(app.Event{Phase: app.WaitingForYou, Attempt: attempt})
				return false
			case "inside":
				report(app.Event{Phase: app.InMeeting, Attempt: attempt})
			default:
				report(app.Event{Phase: app.Ended, Attempt: attempt, Reason: app.ReasonHostEnded})
				return true
			}
		}
	}
}

func withService(t *testing.T, s *service) *world {
	t.Helper()
	core, err := app.Start(t.Context(), app.Config{
		Store: &memoryStore{saved: settled()}, Accounts: &fakeAccounts{}, Zoom: &fakeZoom{}, Bots: s, Files: newFakeFiles(), Passcodes: &fakePasscodes{}, Releases: newFakeReleases(),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { core.Close(context.Background()) })
	return &world{Core: core}
}

func TestAnAssistantMayBeAServiceElsewhere(t *testing.T) {
	s := &service{given: make(chan string, 8), answers: make(chan string)}
	w := withService(t, s)
	wish := app.Send{RunID: "r-1", Meeting: web}
	if err := w.Ask(t.Context(), wish); err != nil {
		t.Fatal(err)
	}
	for _, answer := range []string{"absent", "inside", "over"} {
		s.answers <- answer
	}
	state := w.until(t, func(s app.State) bool { r, ok := s.Run("r-1"); return ok && r.Over() })
	r, _ := state.Run("r-1")
	if r.Last().Reason != app.ReasonHostEnded || r.Last().Attempt != 2 || r.JoinedAt.IsZero() {
		t.Errorf("%+v", r)
	}
	if n := len(s.given); n != 2 {
		t.Errorf("%d tokens for two attempts", n)
	}
}

// F60: a stop reaches the service, or says that it did not.
func TestF60AServiceThatCannotBeTold(t *testing.T) {
	s := &service{given: make(chan string, 8), answers: make(chan string), leave: errors.New("no network")}
	w := withService(t, s)
	if err := w.Ask(t.Context(), app.Send{RunID: "r-1", Meeting: web}); err != nil {
		t.Fatal(err)
	}
	s.answers <- "inside"
	w.Do(app.Stop{RunID: "r-1"})
	state := w.until(t, func(s app.State) bool { r, ok := s.Run("r-1"); return ok && r.Over() })
	if r, _ := state.Run("r-1"); r.Phase() != app.StoppedByYou || r.Last().Note == "" {
		t.Errorf("%+v", r.Last())
	}
}
