package app_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
	"behalf/app/secret"
)

var (
	ada = app.Account{ID: "ada", Name: "Ada Lovelace", Default: true, State: app.Connected, Cloud: app.CloudZoom}
	bot = app.Assistant{Name: "Notes", Kind: app.ProcessAssistant, Program: "/bin/true"}
	web = meeting.Meeting{ID: "81234567890", Host: "us02web.zoom.us", PasscodeParam: "ZZTESTPWD"}
)

func wantFault(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("got %v, want %s", err, kind)
	}
}

func TestARunFromSendToEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, settled())
		w.ask(t, app.Send{RunID: "r-1", Meeting: web})
		run := <-w.bots.jobs
		if run.job.BotName != "Notes for Ada" || run.job.Patience != app.DefaultPatience || run.job.Meeting.PasscodeParam != "ZZTESTPWD" {
			t.Errorf("job %+v", run.job)
		}
		tokens, err := run.job.Mint(t.Context())
		if err != nil || tokens.OnBehalf.Empty() || tokens.PublicAppKey != "public-id" || !tokens.SDKJWT.Empty() {
			t.Errorf("tokens %v, %v", tokens, err)
		}
		run.report(app.Event{Phase: app.InMeeting, Attempt: 1})
		s := w.until(t, func(s app.State) bool { return len(s.Runs) == 1 && s.Runs[0].Phase() == app.InMeeting })
		if s.Runs[0].JoinedAt.IsZero() {
			t.Error("the time of joining is missing")
		}
		run.report(app.Event{Phase: app.Ended, Attempt: 1, Reason: app.ReasonHostEnded})
		close(run.over)
		s = w.until(t, func(s app.State) bool { return len(s.Recent) == 1 })
		if len(s.Active()) != 0 || s.Recent[0].Last().Reason != app.ReasonHostEnded || s.Recent[0].EndedAt.IsZero() {
			t.Errorf("recent %+v", s.Recent)
		}
		w.Close(t.Context())
		want := []app.Phase{app.InMeeting, app.Ended}
		if diff := cmp.Diff(want, w.store.phases("r-1")); diff != "" {
			t.Errorf("history (-want +got):\n%s", diff)
		}
	})
}

func TestSendIsRefusedInWords(t *testing.T) {
	gov := meeting.Meeting{ID: "1601234567", Host: "agency.zoomgov.com"}
	nobody, noBot, noProgram := settled(), settled(), settled()
	nobody.Accounts, noBot.Assistants = nil, nil
	noProgram.Assistants = []app.Assistant{{Name: "Gone", Program: "missing"}}
	for name, c := range map[string]struct {
		saved app.Saved
		send  app.Send
		want  fault.Kind
	}{
		"nobody signed in":  {nobody, app.Send{Meeting: web}, fault.SignInNeeded},
		"unknown account":   {settled(), app.Send{Meeting: web, Account: "eve"}, fault.UnknownAccount},
		"no assistant":      {noBot, app.Send{Meeting: web}, fault.NoAssistant},
		"unknown assistant": {settled(), app.Send{Meeting: web, Assistant: "Nope"}, fault.UnknownAssistant},
		"program missing":   {noProgram, app.Send{Meeting: web}, fault.ProgramMissing},
		"other cloud":       {settled(), app.Send{Meeting: gov}, fault.WrongCloud},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, c.saved)
			defer w.Close(t.Context())
			wantFault(t, w.Ask(t.Context(), c.send), c.want)
			if n := len(w.State().Runs); n != 0 {
				t.Errorf("%d runs", n)
			}
		})
	}
}

func TestF23DoubleClickSendsOne(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	errs := make(chan error, 2)
	for range 2 {
		go func() { errs <- w.Ask(t.Context(), app.Send{Meeting: web}) }()
	}
	first, second := <-errs, <-errs
	if first == nil {
		first, second = second, first
	}
	wantFault(t, first, fault.AlreadyOnTheWay)
	if second != nil {
		t.Errorf("neither was sent: %v", second)
	}
	if n := len(w.State().Active()); n != 1 {
		t.Errorf("%d runs", n)
	}
	w.ask(t, app.Send{Meeting: web, Again: true})
	if n := len(w.State().Active()); n != 2 {
		t.Errorf("asked for again: %d runs", n)
	}
}

func TestStopPolitelyAndAtOnce(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.bots.stubborn = true
	w.ask(t, app.Send{RunID: "r-1", Meeting: web})
	run := <-w.bots.jobs
	w.ask(t, app.Stop{RunID: "r-1"})
	<-run.ctx.Done()
	select {
	case <-run.job.Kill:
		t.Error("a polite stop kills")
	default:
	}
	w.ask(t, app.Stop{RunID: "r-1", Now: true})
	w.ask(t, app.Stop{RunID: "r-1", Now: true})
	<-run.job.Kill
	run.report(app.Event{Phase: app.StoppedByYou, Reason: app.ReasonStopped})
	run.report(app.Event{Phase: app.InMeeting}) // a late word of a bot
	close(run.over)
	s := w.until(t, func(s app.State) bool { return len(s.Recent) == 1 })
	if s.Runs[0].Phase() != app.StoppedByYou {
		t.Errorf("stopped, then %s", s.Runs[0].Phase())
	}
	wantFault(t, w.Ask(t.Context(), app.Stop{RunID: "r-9"}), fault.UnknownRun)
}

// Behalf may be told to quit while it looks whether the program is there.
func TestNothingIsSentWhileBehalfQuits(t *testing.T) {
	w := newWorld(t, settled())
	closed := make(chan struct{})
	w.bots.check = func(app.Assistant) error {
		go func() {
			w.Close(t.Context())
			close(closed)
		}()
		for !fault.Is(w.Ask(t.Context(), app.Dismiss{}), fault.Stopped) { // until it has begun
		}
		return nil
	}
	wantFault(t, w.Ask(t.Context(), app.Send{Meeting: web}), fault.Stopped)
	<-closed
	if n := len(w.bots.jobs); n != 0 {
		t.Errorf("%d runs began", n)
	}
}

func TestTryNowReachesTheRun(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.ask(t, app.Send{RunID: "r-1", Meeting: web})
	run := <-w.bots.jobs
	w.ask(t, app.TryNow{RunID: "r-1"})
	w.ask(t, app.TryNow{RunID: "r-1"}) // nobody listens yet: must not block the loop
	<-run.job.TryNow
}

func TestAPasscodeIsRememberedInMemoryOnly(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.ask(t, app.Send{RunID: "r-1", Meeting: web})
	first := <-w.bots.jobs
	first.report(app.Event{Phase: app.Ended})
	close(first.over)
	w.until(t, func(s app.State) bool { return len(s.Recent) == 1 })
	w.ask(t, app.Send{RunID: "r-2", Meeting: meeting.Meeting{ID: web.ID}})
	if again := <-w.bots.jobs; again.job.Meeting != web {
		t.Errorf("sent again to %#v", again.job.Meeting)
	}
}

func TestMintFaultsBecomeTheAccountsState(t *testing.T) {
	for kind, want := range map[fault.Kind]app.AccountState{
		fault.SignInNeeded:      app.SignInNeeded,
		fault.PermissionMissing: app.PermissionMissing,
		fault.ClientRefused:     app.AppMisconfigured,
		fault.ZoomUnreachable:   app.Unreachable,
		fault.NoSuchMeeting:     app.Connected, // says nothing about the account
	} {
		w := newWorld(t, settled())
		w.zoom.err = fault.New(kind)
		_, err := w.Mint(t.Context(), app.TokenOnBehalf, "", web.ID)
		wantFault(t, err, kind)
		w.ask(t, app.DismissNotice{}) // posted after the mint's own word
		if got := w.State().Accounts[0].State; got != want {
			t.Errorf("%s: %s, want %s", kind, got, want)
		}
		w.Close(t.Context())
	}
}

func TestAWriteThatFailsLosesNothing(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.store.fail(fault.New(fault.DiskFull))
	err := w.Ask(t.Context(), app.ChangeSettings{Change: func(s *app.Settings) { s.BotName = "Helper" }})
	wantFault(t, err, fault.DiskFull)
	if got := w.State().Settings.BotName; got != "" {
		t.Errorf("the setting %q looks saved", got)
	}
	w.Do(app.ChangeSettings{Change: func(s *app.Settings) { s.BotName = "Helper" }})
	s := w.until(t, func(s app.State) bool { return s.Notice != nil })
	if s.Notice.Fault.Kind != fault.DiskFull {
		t.Errorf("notice %v", s.Notice.Fault)
	}
}

// Who wants to try again means that wish, whatever was asked for since.
func TestANoticeNamesTheWishThatWasRefused(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.Do(app.Stop{RunID: "nobody"})
	w.Do(app.ChangeSettings{Change: func(s *app.Settings) { s.BotName = "Helper" }})
	s := w.until(t, func(s app.State) bool { return s.Notice != nil && s.Settings.BotName != "" })
	if s.Notice.Wish != (app.Stop{RunID: "nobody"}) {
		t.Errorf("the notice is about %#v", s.Notice.Wish)
	}
}

// A view tells notices apart by their number, also when the one before was
// dismissed.
func TestEveryNoticeHasANumberOfItsOwn(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	seen := map[int]bool{}
	for range 3 {
		w.Do(app.Stop{RunID: "nobody"})
		s := w.until(t, func(s app.State) bool { return s.Notice != nil && !seen[s.Notice.Seq] })
		seen[s.Notice.Seq] = true
		w.ask(t, app.DismissNotice{})
	}
}

func TestSetZoomAppChecksFirst(t *testing.T) {
	w := newWorld(t, app.Saved{})
	defer w.Close(t.Context())
	for id, want := range map[string]fault.Kind{"": fault.NoZoomApp, "two words": fault.BadClientID, "ümlaut": fault.BadClientID} {
		wantFault(t, w.Ask(t.Context(), app.SetZoomApp{App: app.ZoomApp{ClientID: id}}), want)
	}
	for _, uri := range []string{
		"http://localhost/callback", "http://example.com/cb", "http://127.0.0.1.example.com/",
		"http://user@127.0.0.1/", "http://127.0.0.1/cb?x=1", "http://127.0.0.1/#x", "behalf://callback", "https://", "https://user@example.com/", "http://10.0.0.1/", "http://[::]/", "::",
	} {
		wantFault(t, w.Ask(t.Context(), app.SetZoomApp{App: app.ZoomApp{ClientID: "id", RedirectURI: uri}}), fault.BadRedirect)
	}
	for _, uri := range []string{"", "http://127.0.0.1/callback", "http://127.0.0.1:53682/cb", "http://[::1]/callback", "https://example.com/callback"} {
		w.ask(t, app.SetZoomApp{App: app.ZoomApp{ClientID: "id", RedirectURI: uri}})
	}
	hidden := secret.New("ZZTESTSECRET")
	w.ask(t, app.SetZoomApp{App: app.ZoomApp{ClientID: "id", Kind: app.ConfidentialClient}, Secret: &hidden})
	if !w.auth.secret.Equal(hidden) {
		t.Error("the client secret did not reach the keychain")
	}
}

func TestAssistantsAreCheckedBeforeTheyAreKept(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	wantFault(t, w.Ask(t.Context(), app.SetAssistant{Assistant: app.Assistant{Name: "New", Program: "missing"}}), fault.ProgramMissing)
	wantFault(t, w.Ask(t.Context(), app.SetAssistant{Assistant: bot}), fault.AssistantExists)
	w.ask(t, app.SetAssistant{Assistant: app.Assistant{Name: "Notes", Program: "/bin/other"}, Replace: true})
	w.ask(t, app.RemoveAssistant{Name: "Notes"})
	wantFault(t, w.Ask(t.Context(), app.RemoveAssistant{Name: "Notes"}), fault.UnknownAssistant)
	if n := len(w.State().Assistants) + len(w.store.saved.Assistants); n != 0 {
		t.Errorf("%d assistants are left", n)
	}
}

func TestCloseStopsRunsAndWaits(t *testing.T) {
	w := newWorld(t, settled())
	w.ask(t, app.Send{RunID: "r-1", Meeting: web})
	<-w.bots.jobs
	w.Close(t.Context())
	if diff := cmp.Diff([]app.Phase{app.StoppedByYou}, w.store.phases("r-1")); diff != "" {
		t.Errorf("the last step was not written:\n%s", diff)
	}
	if err := w.Ask(t.Context(), app.DismissNotice{}); err == nil {
		t.Error("a wish after Close was granted")
	}
}

func TestF60CloseKillsWhatDoesNotStop(t *testing.T) {
	w := newWorld(t, settled())
	w.bots.stubborn = true
	w.ask(t, app.Send{RunID: "r-1", Meeting: web})
	run := <-w.bots.jobs
	go func() {
		<-run.job.Kill
		close(run.over)
	}()
	ctx, cancel := context.WithCancel(t.Context())
	cancel() // no patience at all
	w.Close(ctx)
}

func TestSnapshotsNeverChange(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	before := w.State()
	w.zoom.err = fault.New(fault.SignInNeeded)
	_, _ = w.Mint(t.Context(), app.TokenOnBehalf, "", web.ID)
	w.until(t, func(s app.State) bool { return s.Accounts[0].State == app.SignInNeeded })
	if before.Accounts[0].State != app.Connected {
		t.Error("a snapshot changed after it was handed out")
	}
}

func TestStandingStaysAWaitFromAttemptToAttempt(t *testing.T) {
	for name, c := range map[string]struct {
		phases []app.Phase
		want   app.Phase
	}{
		"just sent":      {nil, app.Minting},
		"first attempt":  {[]app.Phase{app.Minting, app.Starting}, app.Starting},
		"waiting":        {[]app.Phase{app.Minting, app.Starting, app.Connecting, app.WaitingForYou}, app.WaitingForYou},
		"second attempt": {[]app.Phase{app.WaitingForYou, app.Minting, app.Connecting}, app.WaitingForYou},
		"waiting for it": {[]app.Phase{app.WaitingForHost, app.Minting}, app.WaitingForHost},
		"in the meeting": {[]app.Phase{app.WaitingForYou, app.Connecting, app.InMeeting}, app.InMeeting},
		"coming back":    {[]app.Phase{app.WaitingForYou, app.InMeeting, app.Connecting}, app.Connecting},
		"at the door":    {[]app.Phase{app.WaitingForYou, app.Connecting, app.WaitingRoom}, app.WaitingRoom},
	} {
		run := app.Run{}
		for _, p := range c.phases {
			run.Events = append(run.Events, app.Event{Phase: p})
		}
		if got := run.Standing(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// A wish that was handed in just before the end is carried out and saved.
func TestCloseCarriesOutWhatWasWishedBefore(t *testing.T) {
	for _, wish := range []app.Wish{forgetRecent, app.ClearHistory{}, app.DeleteRun{RunID: "r-1"}} {
		for range 200 {
			w := remembering(t, past("r-1", time.Now(), 1))
			w.Do(app.ChangeSettings{Change: func(s *app.Settings) { s.BotName = "Notes" }})
			w.Do(wish)
			w.Close(t.Context())
			if w.store.saved.Settings.BotName != "Notes" || w.store.saved.Settings.ForgetRecent != (len(w.store.saved.Recent) > 0) {
				t.Fatalf("it is lost: %+v", w.store.saved)
			}
			if kept := w.codes.ids(); len(kept) != 0 {
				t.Fatalf("%T: the keychain still holds %v", wish, kept)
			}
		}
	}
}
