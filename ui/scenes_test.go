package ui

import (
	"strings"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/ui/lang"
)

func firstScenes() []scene {
	withApp := with(func(s *app.State) { s.Accounts, s.Assistants = nil, nil })
	withSignIn := withApp
	withSignIn.SignIn = atSignIn()
	return []scene{
		{name: "fresh", state: fresh()},
		{name: "fresh with a zoom app", state: withApp},
		{name: "fresh signing in", state: withSignIn},
		{name: "fresh without assistant", state: with(func(s *app.State) { s.Assistants = nil })},
		{name: "fresh at the zoom app", state: fresh(), then: func(w *window) { w.page().(*welcome).begin.press() }},
		{name: "fresh before the rehearsal", state: with(func(s *app.State) { s.Assistants = nil }), then: func(w *window) {
			w.page().(*welcome).used = true
			w.o.Rehearse = playing(&program{state: app.State{Rehearsal: true}})
			w.render(ready())
		}},
		{name: "fresh from a company", state: fromAcme()},
		{name: "fresh from a company and signing in", state: signingIn(fromAcme(), shown)},
		{name: "fresh from a company before the rehearsal", state: fromAcme(), then: func(w *window) {
			w.page().(*welcome).connect.press()
			w.o.Rehearse = playing(&program{state: app.State{Rehearsal: true}})
			s := w.own
			s.Accounts = ready().Accounts
			w.render(s)
		}},
		{name: "rehearsal in the window", state: ready(), then: rehearse(app.Event{Phase: app.WaitingForYou, Attempt: 2, NextTryAt: noon.Add(3 * time.Second)})},
		{name: "rehearsal in the window over", state: ready(), then: rehearse(app.Event{Phase: app.WaitingForYou}, app.Event{Phase: app.Ended, Reason: app.ReasonHostEnded})},
	}
}

func composerScenes() []scene {
	fills := func(text string) func(*window) { return func(w *window) { w.home().composer.fill(text) } }
	withPast := with(func(s *app.State) { s.Recent = past(6) })
	return []scene{
		{name: "empty", state: ready()},
		{name: "empty with recent", state: withPast},
		{name: "read", state: ready(), then: fills(pasted)},
		{name: "read an invitation", state: ready(), then: fills("Ada Lovelace is inviting you to a scheduled Zoom meeting.\n\nJoin Zoom Meeting\n" + pasted + "\n\nMeeting ID: 812 3456 7890\nPasscode: ZZTEST")},
		{name: "read without passcode", state: ready(), then: fills("812 3456 7890")},
		{name: "refused", state: ready(), then: fills("https://example.com/j/81234567890")},
		{name: "refused for want of a meeting", state: ready(), then: fills("See you tomorrow")},
		{name: "two meetings", state: ready(), then: fills(pasted + "\nold: https://acme.zoom.us/j/98765432101")},
		{name: "one of two meetings chosen", state: ready(), then: func(w *window) {
			w.home().composer.fill(pasted + "\nold: https://acme.zoom.us/j/98765432101")
			w.home().composer.choice.buttons[1].press()
		}},
		{name: "clipboard offer", state: withPast, then: func(w *window) {
			w.app.Clipboard().SetContent(pasted)
			w.entered()
		}},
		{name: "from a link", state: ready(), then: called(Summons{Text: pasted})},
		{name: "link offered", state: ready(), then: func(w *window) {
			w.home().composer.fill("845 1234 0000")
			called(Summons{Text: pasted})(w)
		}},
		{name: "sent and waiting for the run", state: ready(), then: func(w *window) {
			w.home().composer.fill(pasted)
			w.home().composer.submit()
		}},
		{name: "other ways to send", state: ready(), then: func(w *window) {
			w.home().composer.fill(pasted)
			w.home().composer.more.press()
		}},
		{name: "two accounts", state: with(twoAccounts), then: fills(pasted)},
	}
}

func twoAccounts(s *app.State) {
	s.Accounts = append(s.Accounts, app.Account{
		ID: "a2", Name: "Grace Hopper", Email: "grace@example.com", State: app.Connected,
		Scopes: []string{app.ScopeToken, app.ScopeUser}, LastProvedAt: noon.Add(-3 * time.Hour),
	})
}

func runScenes() []scene {
	begun := []app.Event{{Phase: app.Minting}, {Phase: app.Starting}}
	after := func(e ...app.Event) app.State { return running(run("r1", append(begun[:2:2], e...)...)) }
	waiting := app.Event{Phase: app.WaitingForYou, Attempt: 6, NextTryAt: noon.Add(4 * time.Second)}
	other := run("r2", append(begun[:2:2], app.Event{Phase: app.InMeeting})...)
	other.MeetingID, other.BotName = "98765432101", "Recorder for Ada"
	return []scene{
		{name: "run just sent", state: running(run("r1"))},
		{name: "run minting", state: running(run("r1", begun[0]))},
		{name: "run starting", state: after()},
		{name: "run arriving", state: running(run("r1", app.Event{Phase: app.WaitingForYou, NextTryAt: noon.Add(20 * time.Second)}))},
		{name: "run waiting for you", state: after(waiting)},
		{name: "run trying again", state: after(waiting, app.Event{Phase: app.Minting, Attempt: 7})},
		{name: "run connecting", state: after(app.Event{Phase: app.Connecting})},
		{name: "run waiting for the host", state: after(app.Event{Phase: app.WaitingForHost, NextTryAt: noon.Add(9 * time.Second)})},
		{name: "run in the waiting room", state: after(app.Event{Phase: app.WaitingRoom})},
		{name: "run in the meeting", state: after(app.Event{Phase: app.InMeeting})},
		{name: "run stopping", state: after(waiting), then: func(w *window) { w.home().cards["r1"].stopRun() }},
		{name: "two runs", state: running(run("r1", append(begun[:2:2], waiting)...), other)},
		{name: "two runs and one that ended", state: running(ended("r0", app.Event{Phase: app.Ended, Reason: app.ReasonHostEnded}), run("r1", append(begun[:2:2], waiting)...), other)},
		{name: "quit asked", state: after(waiting), then: func(w *window) { w.askQuit() }},
	}
}

func endScenes() []scene {
	failed := func(reason app.Reason, kind fault.Kind) app.State {
		s := running(run("r1", app.Event{Phase: app.Minting}, app.Event{Phase: app.Starting},
			app.Event{Phase: app.Failed, Reason: reason, Fault: fault.New(kind), Note: "line one\nline two"}))
		s.Recent = s.Runs
		return s
	}
	withFiles := running(made("r1", "transcript.txt", "talk.m4a", "notes.html"))
	return []scene{
		{name: "ended well", state: running(ended("r1", app.Event{Phase: app.Ended, Reason: app.ReasonYouLeft}))},
		{name: "ended with files", state: withFiles},
		{name: "stopped", state: running(ended("r1", app.Event{Phase: app.StoppedByYou, Reason: app.ReasonStopped}))},
		{name: "gave up", state: failed(app.ReasonGaveUp, fault.GaveUpWaiting)},
		{name: "failed", state: failed(app.ReasonBotFailed, fault.BotCrashed)},
		{name: "refused by zoom", state: failed(app.ReasonRefused, fault.LoginRequired)},
		{name: "passcode asked", state: failed(app.ReasonRefused, fault.BadPasscode), then: func(w *window) { w.askPasscode(w.state.Runs[0]) }},
	}
}

// everywhereScenes are what stands above every screen.
func everywhereScenes() []scene {
	notice := func(kind fault.Kind) app.State {
		return with(func(s *app.State) { s.Notice = &app.Notice{Seq: 1, Fault: fault.New(kind)} })
	}
	return []scene{
		{name: "notice", state: notice(fault.KeychainLocked)},
		{name: "notice with a second way", state: ready(), then: func(w *window) {
			w.home().composer.fill(pasted)
			w.home().composer.submit()
			s := notice(fault.AlreadyOnTheWay)
			s.Notice.Wish = app.Send{}
			w.render(s)
		}},
		{name: "keychain waiting", state: with(func(s *app.State) { s.Keychain.Waiting = true })},
		{name: "a newer version is there", state: updates(func(u *app.Updates) { u.Seen.Told = false })},
		{name: "test server", state: with(func(s *app.State) { s.TestServer = true })},
		{name: "rehearsal", state: with(func(s *app.State) { s.Rehearsal = true })},
	}
}

func historyScenes() []scene {
	full := with(func(s *app.State) { s.Recent = past(40) })
	return []scene{
		{name: "history empty", at: atHistory, state: ready()},
		{name: "history full", at: atHistory, state: full},
		{name: "history run", at: atHistory, state: full, then: func(w *window) {
			w.screen(atHistory).(*history).open("past2", true)
		}},
		{name: "history nothing found", at: atHistory, state: full, then: func(w *window) {
			w.screen(atHistory).(*history).filter.words.SetText("nobody")
		}},
	}
}

func connectionScenes() []scene {
	account := func(state app.AccountState, f *fault.Fault) app.State {
		return with(func(s *app.State) { s.Accounts[0].State, s.Accounts[0].Fault = state, f })
	}
	keychain := func(k app.KeychainState) app.State {
		return with(func(s *app.State) { s.Keychain.State = k })
	}
	signIn := func(in *app.SignIn) app.State { return with(func(s *app.State) { s.SignIn = in }) }
	other := atSignIn()
	other.Expected, other.Other = "a1", &app.Account{Name: "Grace Hopper"}
	code := &app.SignIn{URL: "https://zoom.us/oauth_device", UserCode: "ABCD-EFGH", Deadline: noon.Add(15 * time.Minute)}
	byHand := atSignIn()
	byHand.Paste = true
	missing := account(app.PermissionMissing, app.MissingScope(app.ScopeToken, nil))
	missing.Accounts[0].Scopes = []string{app.ScopeUser}
	three := with(func(s *app.State) {
		twoAccounts(s)
		s.Accounts = append(s.Accounts, app.Account{
			ID: "a3", Name: "Ada King, Countess of Lovelace", Email: "ada.king.countess.of.lovelace@government.example.com", Cloud: app.CloudGov,
			State: app.SignInNeeded, Fault: fault.New(fault.SignInEnded), LastProvedAt: noon.Add(-80 * time.Hour),
		})
	})
	return []scene{
		{name: "connection", at: atConnection, state: ready()},
		{name: "connection without account", at: atConnection, state: with(func(s *app.State) { s.Accounts = nil })},
		{name: "permission missing", at: atConnection, state: missing},
		{name: "permission missing at home", state: missing},
		{name: "sign-in needed", at: atConnection, state: account(app.SignInNeeded, fault.New(fault.SignInNeeded))},
		{name: "sign-in needed at home", state: account(app.SignInNeeded, fault.New(fault.SignInNeeded))},
		{name: "app misconfigured", at: atConnection, state: account(app.AppMisconfigured, fault.New(fault.ClientRefused))},
		{name: "unreachable", at: atConnection, state: account(app.Unreachable, fault.New(fault.ZoomUnreachable))},
		{name: "three accounts", at: atConnection, state: three},
		{name: "keychain locked", at: atConnection, state: keychain(app.KeychainLocked)},
		{name: "keychain absent", at: atConnection, state: keychain(app.KeychainAbsent)},
		{name: "keychain memory", at: atConnection, state: keychain(app.KeychainMemory)},
		{name: "signing in", at: atConnection, state: signIn(atSignIn())},
		{name: "signing in by hand", at: atConnection, state: signIn(byHand)},
		{name: "signing in with a code", at: atConnection, state: signIn(code)},
		{name: "signed in as somebody else", at: atConnection, state: signIn(other)},
		{name: "disconnect asked", at: atConnection, state: ready(), then: func(w *window) { pressLabel(w, lang.L("connection.disconnect", fields{"name": "Ada"})) }},
	}
}

// pressLabel presses a visible button by its words; a scene has no test to fail.
func pressLabel(w *window, label string) {
	if b := findButton(w, label); b != nil {
		b.press()
	}
}

// walked are the first steps of a check.
func walked(n int) []app.Step {
	var steps []app.Step
	for i, name := range app.CheckStepNames()[:n] {
		steps = append(steps, app.Step{Name: name, OK: true, Took: time.Duration(7+13*i) * time.Millisecond})
	}
	return steps
}

func checkScenes() []scene {
	names := app.CheckStepNames()
	check := func(c *app.Checkup) app.State { return with(func(s *app.State) { s.Checkup = c }) }
	bad := walked(len(names))
	bad[2] = app.Step{Name: bad[2].Name, Took: 40 * time.Millisecond, Fault: fault.New(fault.KeychainLocked)}
	return []scene{
		{name: "check under way", at: atConnection, state: check(&app.Checkup{Steps: walked(3), Running: names[3]})},
		{name: "check passed", at: atConnection, state: check(&app.Checkup{Steps: walked(len(names))})},
		{name: "check failed", at: atConnection, state: check(&app.Checkup{Steps: bad})},
	}
}

func settingsScenes() []scene {
	tested := func(c *app.Checkup) app.State { return with(func(s *app.State) { s.Test = c }) }
	rules := []app.Step{{Name: "program", OK: true, Took: time.Millisecond}, {Name: "hello", OK: true, Took: 80 * time.Millisecond}}
	broken := append(rules[:2:2], app.Step{Name: "heartbeat", Took: time.Second, Fault: fault.New(fault.BotRule, "rule", "heartbeat")})
	several := with(func(s *app.State) {
		s.Assistants = append(s.Assistants,
			app.Assistant{Name: "Recorder", Kind: app.ProcessAssistant, Program: "/opt/recorder", Args: []string{"--quiet"}},
			app.Assistant{Name: strings.Repeat("A long name ", 4), Kind: app.ProcessAssistant, Program: "/opt/a/very/long/path/to/a/program/of/somebody", Fault: fault.New(fault.ProgramMissing, "program", "/opt/a")})
		s.FilesIn = "/home/ada/.local/share/behalf/runs"
	})
	gov := with(func(s *app.State) {
		s.Settings.ZoomApp = app.ZoomApp{ClientID: "client", Kind: app.ConfidentialClient, RedirectURI: "https://example.com/callback", Cloud: app.CloudGov}
	})
	failing := with(func(s *app.State) {
		s.Recent = past(20)
		s.Notice = &app.Notice{Seq: 1, Fault: fault.New(fault.ZoomUnreachable)}
	})
	acme := with(func(s *app.State) { s.Vendor = fromAcme().Vendor })
	besides := acme
	besides.Settings.ZoomApp.ClientID = "mine"
	to := func(at settingsPlace) func(*window) { return func(w *window) { w.toSettingsPage(at) } }
	return []scene{
		{name: "settings", at: atSettings, state: several},
		{name: "zoom app", at: atSettings, state: ready(), then: to(atZoomApp)},
		{name: "zoom app from a company", at: atSettings, state: acme, then: to(atZoomApp)},
		{name: "own zoom app beside a company", at: atSettings, state: besides, then: to(atZoomApp)},
		{name: "zoom app of zoomgov with a secret", at: atSettings, state: gov, then: to(atZoomApp)},
		{name: "one assistant", at: atSettings, state: ready(), then: to(atAssistants)},
		{name: "several assistants", at: atSettings, state: several, then: to(atAssistants)},
		{name: "no assistant", at: atSettings, state: with(func(s *app.State) { s.Assistants = nil }), then: to(atAssistants)},
		{name: "test under way", at: atSettings, state: tested(&app.Checkup{Of: "Notes", Steps: rules, Running: "join"}), then: to(atAssistants)},
		{name: "test failed", at: atSettings, state: tested(&app.Checkup{Of: "Notes", Steps: broken}), then: to(atAssistants)},
		{name: "assistant being added", at: atSettings, state: ready(), then: func(w *window) {
			w.toSettingsPage(atAssistants)
			pressLabel(w, lang.L("assistants.add"))
		}},
		{name: "assistant being changed", at: atSettings, state: ready(), then: func(w *window) {
			w.toSettingsPage(atAssistants)
			pressLabel(w, lang.L("assistants.edit"))
		}},
		{name: "waiting", at: atSettings, state: ready(), then: to(atWaiting)},
		{name: "notifications", at: atSettings, state: with(func(s *app.State) { s.Settings.Mute.Ended = true }), then: to(atNotifications)},
		{name: "language and appearance", at: atSettings, state: at(app.Login{State: app.LoginOn}), then: to(atLook)},
		{name: "start of another copy", at: atSettings, state: at(app.Login{State: app.LoginElsewhere, Program: "/home/ada/Downloads/Behalf-1.1.0-x86_64.AppImage"}), then: to(atLook)},
		{name: "start unknown", at: atSettings, state: at(app.Login{Fault: fault.New(fault.LoginUnreadable, "place", "/home/ada/.config/autostart/app.behalf.Behalf.desktop")}), then: to(atLook)},
		{name: "start in a sandbox", at: atSettings, state: at(app.Login{State: app.LoginSandboxed}), then: to(atLook)},
		{name: "data", at: atSettings, state: several, then: to(atData)},
		{name: "keyboard", at: atSettings, state: ready(), then: to(atKeyboard)},
		{name: "about what a company has set up", at: atSettings, state: acme, then: to(atAbout)},
		{name: "about", at: atSettings, state: ready(), then: to(atAbout)},
		{name: "about while looking", at: atSettings, state: updates(func(u *app.Updates) { u.Looking = true }), then: to(atAbout)},
		{name: "about the newest", at: atSettings, state: updates(func(u *app.Updates) { u.Newer = false }), then: to(atAbout)},
		{name: "about a newer one", at: atSettings, state: updates(func(*app.Updates) {}), then: to(atAbout)},
		{name: "about a failed look", at: atSettings, state: updates(func(u *app.Updates) { u.Fault = fault.New(fault.UpdateForged) }), then: to(atAbout)},
		{name: "about a package", at: atSettings, state: updates(func(u *app.Updates) { u.Source.PackageManager = "apt" }), then: to(atAbout)},
		{name: "about a build of a company", at: atSettings, state: updates(func(u *app.Updates) { u.Source.Company = "Acme" }), then: to(atAbout)},
		{name: "about a build without a key", at: atSettings, state: updates(func(u *app.Updates) { u.Source.Able = false }), then: to(atAbout)},
		{name: "licences", at: atSettings, state: ready(), then: to(atLicences)},
		{name: "a licence", at: atSettings, state: ready(), then: func(w *window) {
			s := settingsOf(w, atLicences)
			s.openLicence("github.com/spf13/cobra", nil)
		}},
		{name: "diagnostics", at: atSettings, state: failing, then: to(atDiagnostics)},
	}
}
