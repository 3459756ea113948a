package ui

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"behalf/app"
)

const (
	linked = "https://us02web.zoom.us/j/98765432101?pwd=ZZTESTLINK"
	typed  = "845 1234 0000"
)

func TestF44ALinkOnlyFillsTheField(t *testing.T) {
	w, p, _ := calling(t, ready())
	w.visit(atConnection)
	w.summon(Summons{Text: linked})
	c := w.home().composer
	if w.at != atHome || c.field.Text != linked || c.meeting.ID != "98765432101" || len(p.wishes) != 0 {
		t.Errorf("the field says %q, %d wishes", c.field.Text, len(p.wishes))
	}
	if !says(w, "This came from a link or a file. Check that it is your meeting.") {
		t.Error("it does not say where the meeting comes from")
	}
	test.Type(c.field, " ")
	if says(w, "This came from a link or a file. Check that it is your meeting.") {
		t.Error("what a person has changed is theirs")
	}
}

func TestF44WhatAPersonHasTypedStays(t *testing.T) {
	w, p, pass := calling(t, ready())
	c := w.home().composer
	test.Type(c.field, typed)
	w.summon(Summons{Text: linked})
	pass()
	if c.field.Text != typed || c.meeting.ID != "84512340000" || !says(w, "Just opened: 987 6543 2101") {
		t.Errorf("the field says %q", c.field.Text)
	}
	w.app.Clipboard().SetContent(pasted)
	w.entered()
	if !says(w, "Just opened: 987 6543 2101") {
		t.Error("the clipboard takes the place of the link")
	}
	press(t, w, "Use it")
	if c.field.Text != linked || !c.outside() || findButton(w, "Use it") != nil || len(p.wishes) != 0 {
		t.Errorf("used, the field says %q", c.field.Text)
	}
	w.summon(Summons{Text: pasted})
	if c.field.Text != pasted || c.offer.root.Visible() {
		t.Error("a later link does not take the place of an earlier one")
	}
	test.Type(c.field, typed)
	w.summon(Summons{Text: linked})
	w.hide()
	if w.open(""); c.offer.root.Visible() {
		t.Error("what was offered is still there after the window was closed")
	}
}

// While a send is under way, the field is not a link's to change; else it would
// be emptied with the run.
func TestF44ALinkWaitsForTheSendUnderWay(t *testing.T) {
	s := ready()
	w, p, pass := calling(t, s)
	c := w.home().composer
	w.summon(Summons{Text: pasted})
	pass()
	press(t, w, "Send assistant to meeting")
	w.summon(Summons{Text: linked})
	s.Runs = []app.Run{run(last[app.Send](t, p).RunID, app.Event{Phase: app.Minting})}
	w.render(s)
	if c.field.Text != "" || !says(w, "Just opened: 987 6543 2101") {
		t.Errorf("the field says %q, and the link is gone", c.field.Text)
	}
}

func TestF44WhatIsNoMeetingIsExplainedBesideWhatIsThere(t *testing.T) {
	w, _, _ := calling(t, ready())
	c := w.home().composer
	test.Type(c.field, typed)
	for _, text := range []string{"javascript:alert(1)", "--inspect", "https://evil.example/j/81234567890", "\x00", "../../etc/passwd", strings.Repeat("x", 1<<20)} {
		w.summon(Summons{Text: text})
		if c.field.Text != typed || c.refused == nil || c.offer.root.Visible() {
			t.Errorf("%.40q: the field says %q, refused: %v", text, c.field.Text, c.refused)
		}
	}
}

func TestF44AMegabyteIsNotShown(t *testing.T) {
	w, _, _ := calling(t, ready())
	w.summon(Summons{Text: megabyte()})
	c := w.home().composer
	if len(c.field.Text) > mostShown || c.meeting.ID != "81234567890" || !c.outside() {
		t.Errorf("the field shows %d bytes", len(c.field.Text))
	}
}

// However many links arrive, the window follows the first, and after that one in
// a second, the latest of those that came meanwhile.
func TestF44AHundredLinksASecond(t *testing.T) {
	w, p := openWindow(t, ready())
	synctest.Test(t, func(t *testing.T) {
		show := make(chan Summons, 1)
		var seen []string
		w.later = func(time.Duration, func()) { seen = append(seen, w.home().composer.field.Text) }
		ctx, end := context.WithCancel(t.Context())
		go w.pump(ctx, nil, show, w.render)
		number := func(n int) string { return strconv.Itoa(81234560000 + n) }
		for n := range 250 { // two and a half seconds, by the clock of the test
			select {
			case <-show: // as its sender does: the latest stays
			default:
			}
			show <- Summons{Text: number(n)}
			<-time.After(10 * time.Millisecond)
		}
		<-time.After(time.Minute)
		end()
		synctest.Wait()
		if len(seen) != 4 || seen[0] != number(0) || seen[3] != number(249) {
			t.Errorf("the window followed %d: %q", len(seen), seen)
		}
	})
	if len(p.wishes) != 0 {
		t.Errorf("sent %#v", p.wishes)
	}
}

func TestTheCopiedMeetingIsFilledInOnceTheWindowIsInFront(t *testing.T) {
	w, p, pass := calling(t, ready())
	c := w.home().composer
	w.app.Clipboard().SetContent(pasted)
	w.visit(atSettings)
	w.summon(Summons{Copied: true})
	if c.field.Text != "" {
		t.Error("the clipboard was read before the window was in front")
	}
	w.entered()
	pass()
	if w.at != atHome || c.field.Text != pasted || c.outside() || len(p.wishes) != 0 {
		t.Errorf("the field says %q, %d wishes", c.field.Text, len(p.wishes))
	}
	w.app.Clipboard().SetContent(linked)
	w.entered()
	if c.field.Text != pasted {
		t.Error("it is read again without being asked for")
	}
	w.summon(Summons{Copied: true}) // in front already
	if c.field.Text != linked {
		t.Errorf("the field says %q", c.field.Text)
	}
	w.app.Clipboard().SetContent("")
	w.summon(Summons{Copied: true})
	if c.field.Text != linked || c.refused == nil {
		t.Error("an empty clipboard is not explained")
	}
	w.hide()
	w.app.Clipboard().SetContent(pasted)
	w.summon(Summons{Copied: true})
	w.hide() // before it came to the front
	w.open("")
	w.entered()
	if c.field.Text != linked {
		t.Error("a window that was closed meanwhile still reads it")
	}
}

// A click on the icon while the window waits to come to the front asks for nothing
// else.
func TestAPlainStartKeepsTheCopiedMeetingWaiting(t *testing.T) {
	w, _, _ := calling(t, ready())
	w.app.Clipboard().SetContent(pasted)
	w.summon(Summons{Copied: true})
	w.summon(Summons{})
	w.entered()
	if c := w.home().composer; c.field.Text != pasted {
		t.Errorf("the field says %q", c.field.Text)
	}
	w.hide()
	w.app.Clipboard().SetContent(linked)
	w.summon(Summons{Copied: true})
	w.summon(Summons{Text: typed})
	w.entered()
	if c := w.home().composer; c.field.Text == linked {
		t.Error("a link that came later does not count")
	}
}

// What a page asks for only waits while the person is at something that it could
// spoil: a secret whose next keys would land in the open, a question, a rehearsal.
func TestF44ALinkLeadsNobodyAway(t *testing.T) {
	for name, busy := range map[string]func(*window) (still func() bool){
		"a secret is typed": func(w *window) func() bool {
			secret := settingsOf(w, atZoomApp).zoomApp.secret
			w.win.Canvas().Focus(secret)
			return func() bool { return w.at == atSettings && w.win.Canvas().Focused() == fyne.Focusable(secret) }
		},
		"a question is open": func(w *window) func() bool {
			w.visit(atHistory)
			w.ask("Sure?", "", "Yes", func() {})
			focus := w.win.Canvas().Focused()
			return func() bool {
				return w.at == atHistory && w.win.Canvas().Overlays().Top() != nil && w.win.Canvas().Focused() == focus
			}
		},
		"a rehearsal plays": func(w *window) func() bool {
			rehearse(app.Event{Phase: app.WaitingForYou})(w)
			played, focus := w.played, w.win.Canvas().Focused()
			return func() bool { return w.played == played && w.win.Canvas().Focused() == focus }
		},
	} {
		w, p, _ := calling(t, with(func(s *app.State) { s.Settings.ZoomApp.Kind = app.ConfidentialClient }))
		still := busy(w)
		w.summon(Summons{Text: linked})
		w.entered()
		c := w.home().composer
		if !still() || c.field.Text != "" || w.passed {
			t.Errorf("%s: it leads away, the field says %q", name, c.field.Text)
		}
		w.win.Canvas().Overlays().Remove(w.win.Canvas().Overlays().Top())
		w.visit(atHome)
		press(t, w, "Use it")
		if c.field.Text != linked || !c.outside() || len(p.wishes) != 0 {
			t.Errorf("%s: the link is gone: the field says %q", name, c.field.Text)
		}
	}
}

func TestALinkStaysWithTheLanguage(t *testing.T) {
	s := ready()
	w, _, _ := calling(t, s)
	test.Type(w.home().composer.field, typed)
	w.summon(Summons{Text: linked})
	inGerman(t, w, s)
	if c := w.home().composer; c.offer.linked.text != linked || !c.offer.root.Visible() {
		t.Error("the offer of the link is gone")
	}
	w.home().composer.offer.use.press()
	inGerman(t, w, s)
	if c := w.home().composer; !c.outside() || c.field.Text != linked {
		t.Error("it no longer says where the meeting comes from")
	}
}
