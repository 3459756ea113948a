package ui

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"behalf/app"
	"behalf/app/fault"
	"behalf/assets"
	"behalf/ui/lang"
)

func wantNews(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// eventful are two states between which nearly everything happens, some of it
// twice.
func eventful() (before, after app.State) {
	before, after = ready(), ready()
	under := func(id string, p app.Phase) app.Run { return run(id, app.Event{Phase: p}) }
	before.Runs = []app.Run{under("r1", app.Connecting), under("r2", app.InMeeting), run("r3"), run("r4"), run("r6"), under("r7", app.WaitingRoom), under("r8", app.InMeeting)}
	after.Runs = []app.Run{
		under("r1", app.InMeeting), under("r2", app.Ended), under("r3", app.Failed), under("r4", app.StoppedByYou), under("r5", app.InMeeting),
		under("r6", app.Failed), under("r7", app.InMeeting), under("r8", app.Ended),
	}
	return before, after
}

func TestNewsIsOneOfAKind(t *testing.T) {
	before, after := eventful()
	wantNews(t, "runs", (&herald{}).news(before, after), "notify.joined", "notify.ended", "notify.failed")
	wantNews(t, "the same again", (&herald{}).news(after, after))

	after.Notice = &app.Notice{Seq: 1, Fault: fault.New(fault.DiskFull)}
	wantNews(t, "a notice too", (&herald{}).news(before, after), "notify.joined", "notify.ended", "notify.notice")
	for _, state := range []app.AccountState{app.SignInNeeded, app.PermissionMissing, app.AppMisconfigured} {
		after.Accounts[0].State = state
		wantNews(t, "the account too", (&herald{}).news(before, after), "notify.joined", "notify.ended", "notify.account")
	}
	after = before
	after.Accounts = slices.Clone(before.Accounts)
	after.Accounts[0].State = app.Unreachable
	wantNews(t, "weather", (&herald{}).news(before, after))
}

func TestNewsCanBeSwitchedOff(t *testing.T) {
	before, after := eventful()
	all := []string{"notify.joined", "notify.ended", "notify.failed"}
	for i, mute := range []app.Mute{{Joined: true}, {Ended: true}, {NeedsYou: true}} {
		after.Settings.Mute = mute
		wantNews(t, all[i]+" switched off", (&herald{}).news(before, after), slices.Delete(slices.Clone(all), i, i+1)...)
	}
}

// The account's trouble comes first, and the end of its runs a moment later.
func TestAnAccountsTroubleIsToldOnce(t *testing.T) {
	h, before, after := &herald{}, ready(), ready()
	mine, other := run("r1"), run("r2")
	mine.AccountID, other.AccountID = before.Accounts[0].ID, "somebody else"
	before.Runs, after.Runs = []app.Run{mine, other}, []app.Run{mine, other}
	after.Accounts[0].State = app.SignInNeeded
	wantNews(t, "account", h.news(before, after), "notify.account")

	failed := func(r app.Run) app.Run {
		r.Events = []app.Event{{Phase: app.Failed, Fault: fault.New(fault.SignInNeeded)}}
		return r
	}
	then := after
	then.Runs = []app.Run{failed(mine), other}
	wantNews(t, "its run", h.news(after, then))
	last := then
	last.Runs = []app.Run{failed(mine), failed(other)}
	wantNews(t, "another run", h.news(then, last), "notify.failed")
}

// What was explained once explains nothing any more when it is over, and the
// trouble of another account does not take its place.
func TestATroubleThatIsOverExplainsNothing(t *testing.T) {
	failed := func(r app.Run) app.Run {
		r.Events = []app.Event{{Phase: app.Failed, Fault: fault.New(fault.BotCrashed)}}
		return r
	}
	trouble := func(s app.State, i int, is app.AccountState) app.State {
		s.Accounts = slices.Clone(s.Accounts)
		s.Accounts[i].State = is
		return s
	}
	fine := ready()
	grace := fine.Accounts[0]
	grace.ID, grace.Name, grace.Default = "b2", "Grace Hopper", false
	fine.Accounts = append(slices.Clone(fine.Accounts), grace)
	one, two := run("r1"), run("r2")
	one.AccountID, two.AccountID = fine.Accounts[0].ID, grace.ID
	fine.Runs = []app.Run{one, two}

	h := &herald{}
	first := trouble(fine, 0, app.SignInNeeded)
	wantNews(t, "one account", h.news(fine, first), "notify.account")
	both := trouble(first, 1, app.PermissionMissing)
	wantNews(t, "the other one too", h.news(first, both), "notify.account")
	then := both
	then.Runs = []app.Run{failed(one), two}
	wantNews(t, "the first one's run", h.news(both, then))

	again := trouble(then, 1, fine.Accounts[1].State)
	wantNews(t, "reconnected", h.news(then, again))
	last := again
	last.Runs = []app.Run{failed(one), failed(two)}
	wantNews(t, "another reason", h.news(again, last), "notify.failed")
	fine.Runs = []app.Run{two}
	h = &herald{}
	h.news(fine, both)
	wantNews(t, "reconnected, and another reason at once", h.news(both, last), "notify.failed")
}

// A state may have been left out between two: the latest wins.
func TestARunThatFailedAtOnceIsToldToo(t *testing.T) {
	before, after := ready(), ready()
	after.Runs = []app.Run{run("r1", app.Event{Phase: app.Failed, Fault: fault.New(fault.BotCrashed)})}
	wantNews(t, "failed at once", (&herald{}).news(before, after), "notify.failed")
}

func TestNotificationsCanNotBreakOut(t *testing.T) {
	for in, want := range map[string]string{
		`a"; calc; #`:               "a; calc; ",
		"$(calc) `n \\ “a” „b‟ ＂c＂": "(calc) n  a b c",
		"<b>&amp;</b>\x00\n\u202e":  "bamp;/b ",
		"C’est prêt\u00a0!":         "C’est prêt !",
		"会議に入りました。":                 "会議に入りました。",
	} {
		if got := harmless(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// What is dropped from a translated sentence would be missing on the screen.
func TestNothingOfANotificationIsLost(t *testing.T) {
	data, err := assets.Files.ReadFile(assets.Translations + "/en.json")
	if err != nil {
		t.Fatal(err)
	}
	var words map[string]any
	if err := json.Unmarshal(data, &words); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := lang.Use("en"); err != nil {
			t.Fatal(err)
		}
	})
	sentences := 0
	for _, language := range lang.Languages() {
		if err := lang.Use(language); err != nil {
			t.Fatal(err)
		}
		for key := range words {
			if !strings.HasPrefix(key, "notify.") {
				continue
			}
			sentences++
			words := lang.L(key)
			if got := harmless(words); strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(words), " ") || words == key {
				t.Errorf("%s %s: %q becomes %q", language, key, words, got)
			}
		}
	}
	if sentences < 5*len(lang.Languages()) {
		t.Errorf("only %d sentences", sentences)
	}
}

func TestOnlyAWindowBehindOthersNotifies(t *testing.T) {
	w, _ := openWindow(t, ready())
	before, after := eventful()
	w.render(before)
	w.front = true
	test.AssertNotificationSent(t, nil, func() { w.render(after) })
	w.render(before)
	w.front = false
	last := fyne.NewNotification("Behalf", "Your assistant needs you. Open Behalf to see why.")
	test.AssertNotificationSent(t, last, func() { w.render(after) })
}
