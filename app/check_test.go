package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// outcome is a check in a line: the steps, those that failed with their fault.
func outcome(steps []app.Step) string {
	var words []string
	for _, s := range steps {
		if s.OK != (s.Fault == nil) {
			words = append(words, "UNCLEAR")
		}
		if s.Fault != nil {
			s.Name += "!" + string(s.Fault.Kind)
		}
		words = append(words, s.Name)
	}
	return strings.Join(words, " ")
}

// a trial is a check of a program with something the matter.
type trial struct {
	saved    app.Saved
	accounts *fakeAccounts
	zoom     *fakeZoom
}

func newTrial() *trial {
	saved := settled()
	saved.Accounts, saved.Assistants = []app.Account{ada}, []app.Assistant{bot}
	saved.Accounts[0].Scopes = []string{app.ScopeToken}
	return &trial{saved, &fakeAccounts{}, &fakeZoom{time: time.Now()}}
}

const allSteps = "network clock keychain client redirect account refresh scopes mint assistant"

// but is all steps, one of them otherwise.
func but(step, otherwise string) string { return strings.Replace(allSteps, step, otherwise, 1) }

func trials() map[string]struct {
	spoil func(*trial)
	want  string
} {
	refuse := func(call string, kind fault.Kind) func(*trial) {
		return func(t *trial) { t.accounts.errs = map[string]error{call: fault.New(kind)} }
	}
	mint := func(err error) func(*trial) {
		return func(t *trial) { t.zoom.errs = map[app.TokenKind]error{app.TokenOnBehalf: err} }
	}
	return map[string]struct {
		spoil func(*trial)
		want  string
	}{
		"all is well":        {func(*trial) {}, allSteps},
		"clock an hour fast": {func(t *trial) { t.zoom.time = time.Now().Add(-time.Hour) }, but("clock", "clock!clock_wrong")},
		"clock a little off": {func(t *trial) { t.zoom.time = time.Now().Add(4 * time.Minute) }, allSteps},
		"Zoom tells no time": {func(t *trial) { t.zoom.time = time.Time{} }, allSteps},
		"keychain locked":    {func(t *trial) { t.accounts.keychain = app.KeychainLocked }, but("keychain", "keychain!keychain_locked")},
		"keychain absent":    {func(t *trial) { t.accounts.keychain = app.KeychainAbsent }, but("keychain", "keychain!keychain_absent")},
		"nothing set up": {
			func(t *trial) { t.saved = app.Saved{} },
			"network clock keychain client!no_zoom_app redirect account!sign_in_needed assistant!no_assistant",
		},
		"unknown client": {
			refuse("probe", fault.ClientRefused),
			"network clock keychain client!client_refused redirect account scopes assistant",
		},
		"no network": {
			func(t *trial) { t.zoom.away = fault.New(fault.ZoomUnreachable) },
			"network!zoom_unreachable keychain redirect account scopes assistant",
		},
		"port taken": {refuse("listen", fault.PortTaken), but("redirect", "redirect!port_taken")},
		"tokens gone": {
			func(t *trial) { t.accounts.held = map[string]error{"ada": fault.New(fault.SignInNotKept)} },
			"network clock keychain client redirect account!sign_in_not_kept assistant",
		},
		"nobody connected": {
			func(t *trial) { t.saved.Accounts = nil },
			"network clock keychain client redirect account!sign_in_needed assistant",
		},
		"grant ended": {refuse("renew", fault.SignInEnded), "network clock keychain client redirect account refresh!sign_in_ended scopes assistant"},
		"scope missing": {
			func(t *trial) { t.saved.Accounts[0].Scopes = nil },
			"network clock keychain client redirect account refresh scopes!permission_missing assistant",
		},
		"Zoom minds the number": {mint(fault.New(fault.NoSuchMeeting)), allSteps},
		"Zoom limits":           {mint(fault.New(fault.ZoomLimit)), but("mint", "mint!zoom_limit")},
		"program gone":          {func(t *trial) { t.saved.Assistants[0].Program = "missing" }, but("assistant", "assistant!program_missing")},
	}
}

func TestCheckTriesOneStepAfterAnother(t *testing.T) {
	for name, c := range trials() {
		t.Run(name, func(t *testing.T) {
			trial := newTrial()
			c.spoil(trial)
			w := newWorldWith(t, trial.saved, trial.accounts, trial.zoom)
			defer w.Close(t.Context())
			var steps []app.Step
			ok, err := w.Check(t.Context(), "", func(s app.Step) { steps = append(steps, s) })
			if err != nil {
				t.Fatal(err)
			}
			if got := outcome(steps); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if ok != !strings.Contains(c.want, "!") {
				t.Errorf("ok is %v", ok)
			}
		})
	}
}

func TestCheckOfAnUnknownAccount(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	_, err := w.Check(t.Context(), "eve", func(app.Step) { t.Error("a step") })
	wantFault(t, err, fault.UnknownAccount)
}

// The window shows the steps as they come.
func TestACheckInTheWindow(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.ask(t, app.RunCheck{})
	s := w.State()
	if s.Checkup == nil || s.Checkup.Running != "" || len(s.Checkup.Steps) == 0 {
		t.Errorf("%+v", s.Checkup)
	}
	first := len(s.Checkup.Steps)
	w.ask(t, app.RunCheck{})
	if n := len(w.State().Checkup.Steps); n != first {
		t.Errorf("the second check shows %d steps, the first %d", n, first)
	}
}

// A check that is called off says so, keeps what had come out, and is no fault.
func TestACheckCanBeCalledOff(t *testing.T) {
	trial := newTrial()
	w := newWorldWith(t, trial.saved, trial.accounts, trial.zoom)
	defer w.Close(t.Context())
	tried, hold := make(chan struct{}), make(chan struct{})
	w.bots.check = func(app.Assistant) error {
		close(tried)
		<-hold
		return fault.New(fault.ProgramMissing)
	}
	w.ask(t, app.CancelCheck{}) // there is none: nothing happens
	w.Do(app.RunCheck{})
	<-tried // the last step
	w.ask(t, app.CancelCheck{})
	close(hold)
	s := w.until(t, func(s app.State) bool { return s.Checkup != nil && s.Checkup.Running == "" })
	if !s.Checkup.Stopped || len(s.Checkup.Steps) != len(app.CheckStepNames())-1 || s.Notice != nil {
		t.Errorf("%+v, notice %+v", s.Checkup, s.Notice)
	}
	w.bots.check = nil
	w.ask(t, app.RunCheck{})
	if s := w.State(); s.Checkup.Stopped || len(s.Checkup.Steps) != len(app.CheckStepNames()) || s.Notice != nil {
		t.Errorf("the next one is %+v, notice %+v", s.Checkup, s.Notice)
	}
}

// What a step needs comes before it.
func TestWhatAStepNeedsComesFirst(t *testing.T) {
	names := app.CheckStepNames()
	for i, name := range names {
		for _, need := range app.CheckNeeds(name) {
			if !slices.Contains(names[:i], need) {
				t.Errorf("%s needs %s, which comes later or never", name, need)
			}
		}
	}
	if len(app.CheckNeeds("mint")) == 0 || app.CheckNeeds("nothing") != nil {
		t.Error("a mint needs something, what there is not nothing")
	}
}
