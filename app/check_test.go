package app_test

import (
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

func TestCheckTriesOneStepAfterAnother(t *testing.T) {
	const all = "clock keychain client redirect network account refresh scopes mint assistant"
	for name, c := range map[string]struct {
		change func(s *app.Saved, w *fakeAccounts, z *fakeZoom)
		want   string
	}{
		"all is well": {func(*app.Saved, *fakeAccounts, *fakeZoom) {}, all},
		"clock an hour fast": {
			func(_ *app.Saved, _ *fakeAccounts, z *fakeZoom) { z.time = time.Now().Add(-time.Hour) },
			strings.Replace(all, "clock", "clock!clock_wrong", 1),
		},
		"clock a little off": {func(_ *app.Saved, _ *fakeAccounts, z *fakeZoom) { z.time = time.Now().Add(4 * time.Minute) }, all},
		"keychain locked": {
			func(_ *app.Saved, a *fakeAccounts, _ *fakeZoom) { a.keychain = app.KeychainLocked },
			strings.Replace(all, "keychain", "keychain!keychain_locked", 1),
		},
		"nothing set up": {
			func(s *app.Saved, _ *fakeAccounts, _ *fakeZoom) { *s = app.Saved{} },
			"clock keychain client!no_zoom_app network assistant!no_assistant",
		},
		"unknown client": {
			func(_ *app.Saved, a *fakeAccounts, _ *fakeZoom) {
				a.errs = map[string]error{"probe": fault.New(fault.ClientRefused)}
			},
			"clock keychain client!client_refused network assistant",
		},
		"no network": {
			func(_ *app.Saved, a *fakeAccounts, z *fakeZoom) {
				z.away = fault.New(fault.ZoomUnreachable)
				a.errs = map[string]error{"probe": z.away, "renew": z.away}
			},
			"clock keychain client redirect network!zoom_unreachable account scopes assistant",
		},
		"port taken": {
			func(_ *app.Saved, a *fakeAccounts, _ *fakeZoom) {
				a.errs = map[string]error{"listen": fault.New(fault.PortTaken)}
			},
			strings.Replace(all, "redirect", "redirect!port_taken", 1),
		},
		"tokens gone": {
			func(_ *app.Saved, a *fakeAccounts, _ *fakeZoom) {
				a.held = map[string]error{"ada": fault.New(fault.SignInNotKept)}
			},
			"clock keychain client redirect network account!sign_in_not_kept assistant",
		},
		"nobody connected": {
			func(s *app.Saved, _ *fakeAccounts, _ *fakeZoom) { s.Accounts = nil },
			"clock keychain client redirect network account!sign_in_needed assistant",
		},
		"scope missing": {
			func(s *app.Saved, _ *fakeAccounts, z *fakeZoom) {
				s.Accounts[0].Scopes = nil
				z.errs = map[app.TokenKind]error{app.TokenOnBehalf: app.MissingScope(app.ScopeToken, nil)}
			},
			"clock keychain client redirect network account refresh scopes!permission_missing assistant",
		},
		"Zoom minds the number": {
			func(_ *app.Saved, _ *fakeAccounts, z *fakeZoom) {
				z.errs = map[app.TokenKind]error{app.TokenOnBehalf: fault.New(fault.NoSuchMeeting)}
			}, all,
		},
		"program gone": {
			func(s *app.Saved, _ *fakeAccounts, _ *fakeZoom) { s.Assistants[0].Program = "missing" },
			strings.Replace(all, "assistant", "assistant!program_missing", 1),
		},
	} {
		t.Run(name, func(t *testing.T) {
			saved := settled()
			saved.Accounts = []app.Account{ada}
			saved.Assistants = []app.Assistant{bot}
			saved.Accounts[0].Scopes = []string{app.ScopeToken}
			accounts, zoom := &fakeAccounts{}, &fakeZoom{time: time.Now()}
			c.change(&saved, accounts, zoom)
			w := newWorldWith(t, saved, accounts, zoom)
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
	w.ask(t, app.DismissCheck{})
	if w.State().Checkup != nil {
		t.Error("it is still there")
	}
}
