package ui

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"behalf/app"
	"behalf/app/fault"
)

// The names in a tour have no Latin letters, so that every word with some was
// said by the program.
const (
	someName = "Ωδα Λω"
	someMail = "ωδα@127.0.0.1"
	someBot  = "Βοτ"
)

// inGreek fills every place of a kind's sentences.
func inGreek(kind fault.Kind) *fault.Fault {
	var pairs []string
	bare := fault.New(kind)
	for _, m := range aPlace.FindAllString(bare.Title+bare.Advice, -1) {
		pairs = append(pairs, m[1:len(m)-1], "ωωω")
	}
	return fault.New(kind, pairs...)
}

func greek() app.State {
	s := ready()
	s.FilesIn, s.Keychain.Name, s.Settings.ZoomApp.ClientID = "/ωωω", "Κλειδι", "1234"
	s.Accounts[0].Name, s.Accounts[0].Email = someName, someMail
	s.Assistants = []app.Assistant{{Name: someBot, Kind: app.ProcessAssistant, Program: "/ωωω"}}
	s.Presets = []app.Preset{
		{Name: "token-file", Title: "Program with a token file", Text: "Any program.", Kind: app.CommandAssistant, Command: app.Command{FileName: "ω"}},
		{Name: "zoom-linux", Title: "Zoom bot for Linux", Text: "A small bot.", Kind: app.ProcessAssistant, Programs: []string{"/ω"}, Install: "Run it."},
	}
	return s
}

func greekRun(id string, events ...app.Event) app.Run {
	r := run(id, events...)
	r.Host, r.Assistant, r.BotName, r.Account = "127.0.0.1", someBot, someBot, someName
	return r
}

// tour is every state that changes what a screen says, by name.
func tour() map[string]app.State {
	stops := map[string]app.State{"ready": greek()}
	with := func(name string, change func(*app.State)) {
		s := greek()
		change(&s)
		stops[name] = s
	}
	with("nothing", func(s *app.State) { s.Accounts, s.Assistants, s.Settings.ZoomApp = nil, nil, app.ZoomApp{} })
	with("no account", func(s *app.State) { s.Accounts, s.Assistants = nil, nil })
	with("no assistant", func(s *app.State) { s.Assistants = nil })
	with("test server", func(s *app.State) { s.TestServer = true })
	with("rehearsal", func(s *app.State) { s.Rehearsal = true })
	for _, k := range []app.KeychainState{app.KeychainUnknown, app.KeychainLocked, app.KeychainAbsent, app.KeychainMemory} {
		with("keychain "+string(k), func(s *app.State) { s.Keychain = app.Keychain{Name: s.Keychain.Name, State: k, Waiting: true} })
	}
	for state, kind := range map[app.AccountState]fault.Kind{
		app.SignInNeeded: fault.SignInEnded, app.PermissionMissing: fault.PermissionMissing,
		app.AppMisconfigured: fault.ClientRefused, app.Unreachable: fault.ZoomUnreachable,
	} {
		with("account "+string(state), func(s *app.State) {
			other := s.Accounts[0]
			other.ID, other.Default, other.Cloud = "b2", false, app.CloudGov
			s.Accounts[0].State, s.Accounts[0].Fault, s.Accounts[0].Scopes = state, inGreek(kind), nil
			s.Accounts[0].LastProvedAt = time.Time{}
			if state == app.PermissionMissing {
				s.Accounts[0].Fault = app.MissingScope(app.ScopeToken, nil)
			}
			s.Accounts = append(s.Accounts, other)
		})
	}
	tourSignIns(with)
	tourChecks(with)
	tourRuns(with)
	return stops
}

func tourSignIns(with func(string, func(*app.State))) {
	later := noon.Add(time.Minute)
	with("sign-in begins", func(s *app.State) { s.SignIn = &app.SignIn{} })
	with("sign-in", func(s *app.State) {
		s.SignIn = &app.SignIn{URL: "https://127.0.0.1/", Redirect: app.DefaultRedirect, Deadline: later}
	})
	with("sign-in by hand", func(s *app.State) { s.SignIn = &app.SignIn{URL: "https://127.0.0.1/", Paste: true, Deadline: later} })
	with("sign-in by code", func(s *app.State) {
		s.SignIn = &app.SignIn{URL: "https://127.0.0.1/", UserCode: "1234", Deadline: later}
	})
	with("somebody else", func(s *app.State) {
		s.SignIn = &app.SignIn{Expected: "a1", Other: &app.Account{Name: someName}, Deadline: later}
	})
	with("first sign-in", func(s *app.State) {
		s.Accounts, s.Assistants, s.SignIn = nil, nil, &app.SignIn{URL: "https://127.0.0.1/", Deadline: later}
	})
}

func tourChecks(with func(string, func(*app.State))) {
	var steps []app.Step
	for i, name := range app.CheckStepNames() {
		step := app.Step{Name: name, OK: i%2 == 0, Took: time.Second}
		if !step.OK {
			step.Fault = inGreek(fault.ClientRefused)
		}
		steps = append(steps, step)
	}
	with("checking", func(s *app.State) { s.Checkup = &app.Checkup{Steps: steps[:1], Running: steps[1].Name} })
	with("checked", func(s *app.State) { s.Checkup = &app.Checkup{Steps: steps} })

	var rules []app.Step
	for _, p := range fault.Phrases() { // whatever is said of a rule, it is one of these
		rules = append(rules,
			app.Step{Name: "join", OK: true, Skipped: p.Say("n", "5")},
			app.Step{Name: "join", Fault: fault.New(fault.BotRule, "rule", p.Say("how", fault.RuleLateLeave.Say(), "where", fault.OnStandardError.Say()))})
	}
	with("tested", func(s *app.State) { s.Test = &app.Checkup{Of: someBot, Steps: rules} })
	with("testing", func(s *app.State) { s.Test = &app.Checkup{Of: someBot, Steps: rules[:1], Running: "hello"} })
	with("assistants", func(s *app.State) {
		s.Assistants = append(s.Assistants, app.Assistant{Name: "Γ", Kind: app.RehearsalAssistant}, app.Assistant{Name: "Δ", Fault: inGreek(fault.ProgramMissing)})
	})
}

func tourRuns(with func(string, func(*app.State))) {
	for _, p := range []app.Phase{
		app.Minting, app.Starting, app.Connecting, app.WaitingForYou, app.WaitingForHost, app.WaitingRoom, app.InMeeting,
	} {
		with("run "+string(p), func(s *app.State) {
			s.Runs = []app.Run{greekRun("r1", app.Event{Phase: p}), greekRun("r2", app.Event{Phase: p, Attempt: 3, NextTryAt: noon.Add(time.Minute)})}
		})
	}
	var past []app.Run
	for i, r := range []app.Reason{
		app.ReasonLeft, app.ReasonHostEnded, app.ReasonRemoved, app.ReasonYouLeft, app.ReasonLost, app.ReasonGaveUp, app.ReasonStopped,
		app.ReasonRefused, app.ReasonBotFailed, app.ReasonNotAuthorized, app.ReasonUnreachable, app.ReasonInterrupted,
	} {
		over := greekRun(fmt.Sprint("p", i),
			app.Event{Phase: app.Connecting, Attempt: 2, NextTryAt: noon.Add(time.Hour), Note: fault.NoteNewToken.Say()},
			app.Event{Phase: app.InMeeting, Note: fault.NoteNoRight.Say("why", fault.New(fault.MeetingFull).Title)},
			app.Event{Phase: app.InMeeting, Artifact: app.Artifact{Title: "ω", Path: "/ω.τ"}},
			app.Event{Phase: app.Ended, Reason: r, Fault: inGreek(fault.ZoomRefused)})
		over.MeetingID = fmt.Sprint(81234567890 + i)
		over.StartedAt = noon.AddDate(0, 0, -i)
		past = append(past, over)
	}
	with("past", func(s *app.State) { s.Recent = past })
	with("just ended", func(s *app.State) { s.Runs, s.Recent = past, past })
}

// everywhere shows every state on every screen. It also presses every button and
// makes every choice there once, to see what comes up: details, forms, questions;
// and it shows faults of some kinds.
func everywhere(t *testing.T, kinds []fault.Kind, look func(w *window, where string)) {
	t.Helper()
	pressed := map[string]bool{}
	w, p := openWindowIn(t, greek())
	stops := tour()
	for _, name := range slices.Sorted(maps.Keys(stops)) {
		s := stops[name]
		restage(w, p, s)
		w.home().composer.fill("812 3456 7890, 987 6543 2101")
		look(w, name+", two meetings")
		w.home().composer.fill("812 3456 7890")
		for at := range places {
			w.visit(at)
			look(w, fmt.Sprintf("%s, place %d", name, at))
			pressAll(w, at, pressed, func(label string) { look(w, fmt.Sprintf("%s, place %d, %q", name, at, label)) })
		}
	}
	restage(w, p, greek())
	for i, kind := range kinds {
		s := greek()
		s.Runs = []app.Run{greekRun("r"+string(kind), app.Event{Phase: app.Failed, Reason: app.ReasonRefused, Fault: inGreek(kind)})}
		s.Notice = &app.Notice{Seq: i + 1, Fault: inGreek(kind)}
		w.render(s)
		look(w, "fault "+string(kind))
	}
}

// pressAll presses what was not pressed on this screen before. The states it is
// given stay as they are, because nobody carries out a wish.
func pressAll(w *window, p place, pressed map[string]bool, look func(label string)) {
	first := func(label string) bool {
		key := fmt.Sprint(p, label)
		before := pressed[key]
		pressed[key] = true
		return !before
	}
	for again := true; again; {
		again = false
		for _, b := range slices.Backward(onScreen[*button](w)) { // once something is sent, there is no other way to send it
			if b.Disabled() || !first(b.label) {
				continue
			}
			b.press()
			look(b.label)
			for top := w.win.Canvas().Overlays().Top(); top != nil; top = w.win.Canvas().Overlays().Top() {
				w.win.Canvas().Overlays().Remove(top)
			}
			if w.at != p {
				w.visit(p)
			}
			again = true // there may be other buttons now
			break
		}
	}
	for _, choice := range onScreen[*picker](w) {
		for _, option := range choice.options {
			if first(choice.caption + option) {
				choice.choose(option)
				look(option)
			}
		}
	}
}

// wordsOnScreen are all words that can be read or are spoken, by the type that
// they were found in.
func wordsOnScreen(w *window) (all []string) {
	for _, o := range onScreen[fyne.CanvasObject](w) {
		switch o := o.(type) {
		case *fyne.Container:
			continue // Fyne calls them so, and readers skip them
		case *widget.Label:
			all = append(all, o.Text)
		case *widget.Check:
			all = append(all, o.Text)
		case *widget.Entry:
			all = append(all, o.PlaceHolder)
		case *picker:
			all = append(all, o.options...)
		case *widget.PopUpMenu:
			for _, item := range o.Items {
				walk(item, func(o fyne.CanvasObject) {
					if words, is := o.(*canvas.Text); is {
						all = append(all, words.Text)
					}
				})
			}
		}
		if spoken, is := o.(interface{ AccessibilityLabel() string }); is {
			all = append(all, spoken.AccessibilityLabel())
		}
	}
	return all
}
