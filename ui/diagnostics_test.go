package ui

import (
	"reflect"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// marker stands for whatever a person, Zoom or a bot may have written; numeral
// for a number of theirs.
const (
	marker  = "ZZMARKER"
	numeral = 748159263
)

// markAll fills everything below v with markers, one element in each list and map.
// It goes through what is exported, which is all that a state is made of.
func markAll(t *testing.T, v reflect.Value) {
	t.Helper()
	if v.Type() == reflect.TypeFor[time.Time]() {
		v.Set(reflect.ValueOf(time.Unix(numeral, 0)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(marker)
	case reflect.Int, reflect.Int64:
		v.SetInt(numeral)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		markAll(t, v.Elem())
	case reflect.Interface: // a wish; this one says the most
		wish := reflect.New(reflect.TypeFor[app.Send]()).Elem()
		markAll(t, wish)
		v.Set(wish)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		markAll(t, v.Index(0))
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		markAll(t, key)
		markAll(t, value)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				markAll(t, v.Field(i))
			}
		}
	default:
		t.Fatalf("a state holds a %s: teach this test to mark it", v.Type())
	}
}

func TestNothingOfAPersonIsInTheDiagnostics(t *testing.T) {
	var s app.State
	markAll(t, reflect.ValueOf(&s).Elem())
	over := s.Recent[0]
	over.Events[0].Phase = app.Failed
	s.Recent = append(s.Recent, over)
	s.Settings.Patience, s.Settings.Keep = app.DefaultPatience, app.DefaultKeep // those are told
	words := diagnostics(s, machine{version: "1.2.3"})
	for _, mark := range []string{marker, "748159263", "1993"} {
		if strings.Contains(words, mark) {
			t.Errorf("%s is in it:\n%s", mark, words)
		}
	}
	if !strings.Contains(words, "other") {
		t.Error("nothing of it was looked at")
	}
}

func TestDiagnosticsSayWhatHelps(t *testing.T) {
	s := with(func(s *app.State) {
		s.Accounts[0].State, s.Accounts[0].Fault = app.SignInNeeded, fault.New(fault.SignInEnded)
		s.Assistants = append(s.Assistants, app.Assistant{Kind: app.CommandAssistant, Record: true, Fault: fault.New(fault.ProgramMissing)})
		s.Settings.Keep, s.Settings.Mute.Ended = app.DefaultKeep, true
		s.Checkup = &app.Checkup{Steps: []app.Step{{Name: "network", OK: true}, {Name: "mint", Fault: fault.New(fault.PermissionMissing)}}, Running: "assistant"}
		s.Test = &app.Checkup{Steps: []app.Step{{Name: "hello", OK: true}, {Name: "join", OK: true}, {Name: "rejoin", Skipped: "not announced"}}}
		s.Runs = []app.Run{run("r-1", app.Event{Phase: app.WaitingForYou})}
		s.Recent = past(5)
		s.Notice = &app.Notice{Fault: fault.New(fault.ZoomUnreachable)}
	})
	words := diagnostics(s, machine{version: "1.2.3", commit: "abc", system: "Debian 12", tray: "shown", language: "de"})
	code := func(k fault.Kind) string { return fault.New(k).Code }
	for _, line := range []string{
		"Behalf 1.2.3 abc", "System: Debian 12", "Tray: shown", "Keychain: secret-service, ok",
		"Zoom app: public, zoom, comes back by itself, no signature address", "Zoom app of the other cloud: none",
		"Accounts: 1", "- sign_in_needed, " + code(fault.SignInEnded) + ", unknown, may user:read:token user:read:user user:read:zak",
		"Assistants: 2", "- process, ok, records: false", "- command, " + code(fault.ProgramMissing) + ", records: true",
		"Waits 10 minutes, pace usual, keeps runs 90 days, remembers passcodes: true",
		"Language de, chosen: false; appearance automatic; icon for bars: automatic; starts hidden: false",
		"Notifies of joined: true, needs you: true, ended: false",
		"Check: network ok, mint " + code(fault.PermissionMissing) + ", under way",
		"Test of an assistant: ok 2, skipped 1", "Under way: waiting_for_you 1",
		"Of the latest 5 runs: ended/authorized_user_left 1, ended/host_ended 1, failed/gave_up_waiting 1, failed/refused 1, stopped/stopped_by_you 1",
		"Latest faults: " + code(fault.ZoomUnreachable) + ", " + code(fault.BadPasscode) + ", " + code(fault.GaveUpWaiting),
	} {
		if !strings.Contains("\n"+words+"\n", "\n"+line+"\n") {
			t.Errorf("%q is missing in\n%s", line, words)
		}
	}
}

func TestDiagnosticsAreShownBeforeTheyAreCopied(t *testing.T) {
	w, p := openWindow(t, ready())
	w.o.System = func() string { return "Debian 12" }
	s := settingsOf(w, atAbout)
	for _, row := range onScreen[*leadRow](w) {
		if row.label == "Diagnostics" {
			row.press()
		}
	}
	shown := s.diagnostics.words.words
	if w.settingsAt != atDiagnostics || !strings.Contains(shown, "System: Debian 12\n") || !says(w, shown) {
		t.Fatalf("shown is %q", shown)
	}
	press(t, w, "Copy")
	if got := w.app.Clipboard().Content(); got != shown || findButton(w, "Copied") == nil {
		t.Errorf("copied %q", got)
	}
	p.state.Settings.StartHidden = true
	w.render(p.state)
	if s.diagnostics.words.words == shown || findButton(w, "Copied") != nil {
		t.Error("what is shown now looks copied")
	}
}

// Panels come and go: the tray is asked for whenever the page is opened.
func TestDiagnosticsAskForTheTrayAnew(t *testing.T) {
	w, _ := openWindow(t, ready())
	tray := &fakeTray{possible: true}
	w.o.Tray = tray
	s := settingsOf(w, atDiagnostics)
	for shown, words := range map[bool]string{false: "Tray: possible, but nobody shows it\n", true: "Tray: shown\n"} {
		tray.shown = shown
		s.open(atAbout)
		s.open(atDiagnostics)
		if got := s.diagnostics.words.words; !strings.Contains(got, words) {
			t.Errorf("with the icon shown %v it says %q", shown, got)
		}
	}
}

func TestACommitIsNamedWhereItIsKnown(t *testing.T) {
	built := &debug.BuildInfo{Settings: []debug.BuildSetting{
		{Key: "vcs.revision", Value: "0123456789abcdef0123"}, {Key: "vcs.modified", Value: "true"},
	}}
	if got := commit(built, true); got != "0123456789ab+" {
		t.Errorf("%q", got)
	}
	if got := commit(&debug.BuildInfo{}, true) + commit(nil, false); got != "" {
		t.Errorf("nothing is known, yet %q", got)
	}
}
