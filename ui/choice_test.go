package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"behalf/app"
)

func TestChooseOneOfSeveral(t *testing.T) {
	w, p := openWindow(t, ready())
	c := w.home().composer
	c.fill("https://zoom.us/j/81234567890?pwd=ZZTESTPWD\nold: https://acme.zoom.us/j/98765432101\nor https://zoom.us/my/ada")
	if !says(w, "This text names more than one meeting.") || !c.send.Disabled() {
		t.Error("nothing may be sent before one is chosen")
	}
	second := c.choice.buttons[1]
	w.win.Canvas().Focus(second)
	second.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if w.win.Canvas().Focused() != second || second.label != "987 6543 2101" || !second.chosen || second.below != "acme.zoom.us · no passcode" {
		t.Errorf("the keyboard is at %v, the offer says %q", w.win.Canvas().Focused() == second, second.label)
	}
	if c.meeting.ID != "98765432101" || c.send.Disabled() || says(w, "This text names more than one meeting.") {
		t.Errorf("chosen: %v", c.meeting)
	}
	press(t, w, "Personal room ada")
	if c.meeting.ID != "" || !says(w, "This is a personal link, and it does not hold the meeting's number.") {
		t.Errorf("a room can't be sent to: %v", c.meeting)
	}
	press(t, w, "812 3456 7890")
	press(t, w, "Send assistant to meeting")
	if got := last[app.Send](t, p).Meeting; got.ID != "81234567890" || got.PasscodeParam != "ZZTESTPWD" {
		t.Errorf("sent to %v", got)
	}
	c.fill("812 3456 7890")
	if !c.choice.root.Hidden {
		t.Error("the choice outlives its text")
	}
}

func TestBrokenNumberIsOffered(t *testing.T) {
	w, _ := openWindow(t, ready())
	w.home().composer.fill("https://zoom.us/j/812345678\n90?pwd=ZZTESTPWD")
	if !says(w, "The meeting ID may go on in the next line.") {
		t.Error("it does not say what is unclear")
	}
	press(t, w, "812 3456 7890")
	if got := w.home().composer.meeting.ID; got != "81234567890" {
		t.Errorf("chosen: %q", got)
	}
}

func TestOffersFitTheSmallestWindow(t *testing.T) {
	w, _ := openWindow(t, ready())
	before := w.win.Content().MinSize().Width
	w.home().composer.fill("https://us02web.zoom.us/j/81234567890?pwd=A.1 https://averylongcompanyname.zoom.us/j/98765432101?pwd=A.1")
	if after := w.win.Content().MinSize().Width; after > before {
		t.Errorf("the window would have to grow from %v to %v", before, after)
	}
}
