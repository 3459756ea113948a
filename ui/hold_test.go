package ui

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
)

// calling is a window whose time a test lets pass.
func calling(t *testing.T, s app.State) (w *window, p *program, pass func()) {
	t.Helper()
	w, p = openWindow(t, s)
	var waiting []func()
	w.later = func(_ time.Duration, run func()) { waiting = append(waiting, run) }
	return w, p, func() {
		for _, run := range waiting {
			run()
		}
		waiting = nil
	}
}

// A press that was meant for something else must not send: neither what came with
// the link, nor what was there before the window came to the front.
func TestF44NothingCanBeSentRightAfterALink(t *testing.T) {
	s := ready()
	s.Recent = []app.Run{run("r1", app.Event{Phase: app.Ended, Reason: app.ReasonYouLeft})}
	for name, c := range map[string]struct {
		before string
		call   Summons
	}{
		"filled in":  {"", Summons{Text: linked}},
		"offered":    {typed, Summons{Text: linked}},
		"only shown": {typed, Summons{}},
	} {
		w, p, pass := calling(t, s)
		w.home().composer.fill(c.before)
		w.summon(c.call)
		attempt := func() {
			w.home().composer.field.TypedShortcut(ctrl(fyne.KeyReturn))
			test.Tap(w.home().composer.send)
			press(t, w, "Send again")
		}
		attempt()
		if len(p.wishes) != 0 || !w.home().composer.more.Disabled() {
			t.Errorf("%s: sent %#v", name, p.wishes)
		}
		pass()
		attempt()
		if len(p.wishes) == 0 {
			t.Errorf("%s: nothing can be sent any more", name)
		}
	}
}

// Holds that overlap end with the last of them.
func TestF44EachLinkHoldsAnew(t *testing.T) {
	w, _ := openWindow(t, ready())
	var waiting []func()
	w.later = func(_ time.Duration, run func()) { waiting = append(waiting, run) }
	w.summon(Summons{Text: linked})
	w.entered() // the window manager brings it to the front a moment later
	for i, run := range waiting {
		if !w.home().composer.send.Disabled() {
			t.Errorf("it is on after %d of %d", i, len(waiting))
		}
		run()
	}
	if w.home().composer.send.Disabled() || len(waiting) != 2 {
		t.Errorf("it is still off after all %d", len(waiting))
	}
}

// senders are the scenes with runs or meetings, and what of the ways to send they
// leave out.
func senders() []scene {
	again := app.Send{RunID: "r1", Meeting: meeting.Meeting{ID: "81234567890"}, Assistant: "Notes"}
	notice := func(kind fault.Kind) app.State {
		return with(func(s *app.State) { s.Notice = &app.Notice{Seq: 1, Fault: fault.New(kind), Wish: again} })
	}
	failed := func(kind fault.Kind) app.State {
		return running(run("r1", app.Event{Phase: app.Failed, Reason: app.ReasonRefused, Fault: fault.New(kind)}))
	}
	asYou := failed(fault.LoginRequired)
	asYou.Accounts[0].Scopes = append(asYou.Accounts[0].Scopes, app.ScopeZAK)
	all := slices.Concat(composerScenes(), runScenes(), endScenes(), everywhereScenes(), historyScenes())
	return append(all,
		scene{name: "refused", state: notice(fault.ZoomUnreachable)},
		scene{name: "refused without a keychain", state: notice(fault.KeychainAbsent)},
		scene{name: "refused for another run", state: notice(fault.AlreadyOnTheWay)},
		scene{name: "failed for now", state: failed(fault.ZoomUnreachable)},
		scene{name: "failed without a sign-in", state: asYou},
		scene{name: "passcode entered", state: failed(fault.BadPasscode), then: func(w *window) {
			w.askPasscode(w.state.Runs[0])
			w.win.Canvas().Focused().(*entry).SetText("ZZTEST")
		}})
}

// sent counts the wishes that bring an assistant to a meeting.
func sent(p *program) (n int) {
	for _, wish := range p.wishes {
		if sends(wish) {
			n++
		}
	}
	return n
}

// Whatever the press meets, it sends nothing; and a moment later the same button
// is still there and does.
func TestF44NoButtonSendsRightAfterALink(t *testing.T) {
	w, p, _ := onStage(t)
	seen, found := map[string]bool{}, map[string]bool{}
	for _, s := range senders() {
		stage(w, p, s)
		for i, b := range pressables(w) {
			label := b.AccessibilityLabel()
			which := fmt.Sprint(s.at, len(s.state.Runs), s.state.Notice != nil, label)
			if _, nav := b.(*navItem); nav || seen[which] {
				continue // there the same words always do the same
			}
			seen[which] = true
			stage(w, p, s)
			p.wishes = nil
			if pressables(w)[i].press(); sent(p) == 0 {
				continue
			}
			found[label] = true
			stage(w, p, s)
			p.wishes = nil
			var pass func()
			w.later = func(_ time.Duration, run func()) { pass = run }
			b := pressables(w)[i]
			w.hold()
			if b.press(); len(p.wishes) != 0 {
				t.Errorf("%s: %q sends: %#v", s.name, label, p.wishes)
			}
			pass()
			if b.press(); sent(p) == 0 {
				t.Errorf("%s: %q is lost with the press", s.name, label)
			}
		}
	}
	for _, label := range []string{"Send assistant to meeting", "Send again", "Try now", "Try again", "Keep only until I quit", "Send a second one", "Send it as me", "Send the assistant again"} {
		if !found[label] {
			t.Errorf("the test has not met %q: %v", label, found)
		}
	}
}

// A menu that stood open before is not greyed.
func TestF44NeitherDoTheOtherWays(t *testing.T) {
	w, p, pass := calling(t, ready())
	w.home().composer.fill(pasted)
	join := w.home().composer.ways().Items[0]
	w.hold()
	if join.Action(); len(p.wishes) != 0 {
		t.Errorf("sent %#v", p.wishes)
	}
	pass()
	join.Action()
	last[app.Send](t, p)
}

// What sends nobody goes on meanwhile, and so does a rehearsal.
func TestF44TheHoldIsOnlyAboutSending(t *testing.T) {
	w, p, _ := calling(t, ready())
	w.hold()
	w.do(app.Look{})
	last[app.Look](t, p)
	played := &program{state: app.State{Ready: true, Rehearsal: true}}
	w.o.Rehearse = playing(played)
	w.rehearse()
	last[app.Send](t, played)
}
