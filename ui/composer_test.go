package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
)

func TestTheFieldPastesAndClears(t *testing.T) {
	w, p := openWindow(t, ready())
	c := w.home().composer
	w.app.Clipboard().SetContent(pasted)
	press(t, w, "Paste")
	if c.field.Text != pasted || findButton(w, "Paste") != nil {
		t.Errorf("pasted %q", c.field.Text)
	}
	w.win.Canvas().Unfocus()
	press(t, w, "Clear")
	if c.field.Text != "" || c.meeting.ID != "" || findButton(w, "Clear") != nil || len(p.wishes) != 0 {
		t.Errorf("the field says %q, %d wishes", c.field.Text, len(p.wishes))
	}
	if w.win.Canvas().Focused() != fyne.Focusable(c.field) {
		t.Error("the next paste would go nowhere")
	}
	test.Type(c.field, "8")
	if findButton(w, "Clear") == nil {
		t.Error("what is typed can't be cleared")
	}
}

func TestRefusalsHaveTheirWayOut(t *testing.T) {
	for text, label := range map[string]string{
		"https://zoom.us/my/ada":                                        "Open it in the browser",
		"https://us02web.zoom.us/meeting/register/tZ0kcO2vrz4tGdX":      "Open it in the browser",
		"https://bit.ly/3abcdEF":                                        "Open it in the browser",
		"Come to https://zoom.us/my/ada please":                         "Paste again",
		"https://example.com/j/81234567890":                             "Paste again",
		"https://zoom.us.example.com/j/81234567890":                     "Paste again",
		"nothing of use":                                                "Paste again",
		pasted + "\nhttps://acme.zoom.us/j/98765432101?pwd=ZZTESTOTHER": "",
	} {
		w, _ := openWindow(t, ready())
		var opened []string
		w.o.OpenURL = func(u string) error { opened = append(opened, u); return nil }
		c := w.home().composer
		c.fill(text)
		if c.fault == nil {
			t.Errorf("%q is not refused", text)
			continue
		}
		if got := c.refusal.remedy; label == "" && !got.Hidden || label != "" && (got.Hidden || got.label != label) {
			t.Errorf("%q: the button says %q (hidden: %v), not %q", text, got.label, got.Hidden, label)
			continue
		}
		switch label {
		case "Open it in the browser":
			press(t, w, label)
			if !slices.Equal(opened, []string{text}) {
				t.Errorf("%q opened %q", text, opened)
			}
		case "Paste again":
			w.app.Clipboard().SetContent(text)
			press(t, w, label)
			if c.field.Text != "" {
				t.Errorf("%q: nothing else was copied, and it stays", text)
			}
			c.fill(text)
			w.app.Clipboard().SetContent(pasted)
			press(t, w, label)
			if c.field.Text != pasted || len(opened) != 0 {
				t.Errorf("%q: the field says %q, opened %q", text, c.field.Text, opened)
			}
		}
	}
}

func TestWhatIsMissingHasItsButton(t *testing.T) {
	s := ready()
	s.Accounts, s.Runs = nil, []app.Run{run("r1", app.Event{Phase: app.Minting})}
	w, p := openWindow(t, s)
	press(t, w, "Connect to Zoom")
	if last[app.Connect](t, p); w.at != atConnection {
		t.Error("it does not lead to the sign-in")
	}
	s = ready()
	s.Assistants, s.Runs = nil, []app.Run{run("r1", app.Event{Phase: app.Minting})}
	w, _ = openWindow(t, s)
	if press(t, w, "Open assistants"); w.at != atSettings {
		t.Error("it does not lead to the assistants")
	}
	w, _ = openWindow(t, ready())
	w.home().composer.fill("https://acme.zoomgov.com/j/1601234567")
	if press(t, w, "Open settings"); w.at != atSettings {
		t.Error("it does not lead to the Zoom app")
	}
	s = ready()
	s.Accounts[0].State, s.Accounts[0].Fault = app.SignInNeeded, fault.New(fault.SignInNeeded)
	w, _ = openWindow(t, s)
	w.home().composer.fill(pasted)
	if w.home().composer.helpRow.Visible() {
		t.Error("the account says it above already")
	}
}

func TestEndedRunsStandApart(t *testing.T) {
	over := run("r1", app.Event{Phase: app.Ended, Reason: app.ReasonYouLeft})
	under := run("r2", app.Event{Phase: app.InMeeting})
	w, _ := openWindow(t, running(over, under))
	h := w.home()
	if len(h.runs.cards.Objects) != 1 || len(h.ended.cards.Objects) != 1 || !says(w, "Under way") || !says(w, "Just ended") {
		t.Error("they are not apart")
	}
	if h.runs.cards.Objects[0] != fyne.CanvasObject(h.cards["r2"].root) {
		t.Error("the one under way is not where it should be")
	}
	w.render(running(over))
	if says(w, "Under way") || !says(w, "Just ended") {
		t.Error("an empty heading stays")
	}
}

// A megabyte comes by every way in, and the field stays quick: it never holds
// more than a screenful.
func TestAMegabyteIsNeverShown(t *testing.T) {
	long := megabyte()
	for name, bring := range broughtIn(t) {
		w, _ := openWindow(t, ready())
		bring(w, long)
		if c := w.home().composer; len(c.field.Text) > mostShown || c.meeting.ID != "81234567890" {
			t.Errorf("%s: the field shows %d bytes, read %v", name, len(c.field.Text), c.meeting)
		}
	}
	w, _ := openWindow(t, ready())
	c := w.home().composer
	w.app.Clipboard().SetContent(strings.Repeat("b ", 3<<10))
	for range 3 { // each short enough by itself
		c.field.TypedShortcut(&fyne.ShortcutPaste{Clipboard: w.app.Clipboard()})
	}
	if len(c.field.Text) > mostShown {
		t.Errorf("pieces add up to %d bytes", len(c.field.Text))
	}
}

// megabyte is as much text as is read, with a link at its end.
func megabyte() string {
	line := "Dial by your location: +1 555 010 0123 US (New York), or find your local number.\n"
	return strings.Repeat(line, (meeting.MaxText-len(pasted))/len(line)) + pasted
}

// broughtIn are the ways a text comes into the window.
func broughtIn(t testing.TB) map[string]func(*window, string) {
	return map[string]func(*window, string){
		"pasted into the field": func(w *window, text string) {
			w.app.Clipboard().SetContent(text)
			w.home().composer.field.TypedShortcut(&fyne.ShortcutPaste{Clipboard: w.app.Clipboard()})
		},
		"pasted by the button": func(w *window, text string) {
			w.app.Clipboard().SetContent(text)
			w.home().composer.field.action.press()
		},
		"dropped": func(w *window, text string) { dropFile(t, w, "mail.txt", text) },
		"offered": func(w *window, text string) {
			w.app.Clipboard().SetContent(text)
			w.entered()
			w.home().composer.offer.use.press()
		},
	}
}

func BenchmarkMegabyte(b *testing.B) {
	long := megabyte()
	for name, bring := range broughtIn(b) {
		b.Run(name, func(b *testing.B) {
			w, _ := openWindow(b, ready())
			for b.Loop() {
				w.home().composer.field.SetText("")
				bring(w, long)
				w.win.Canvas().Capture() // what is on the screen then
			}
		})
	}
}
