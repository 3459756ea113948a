package ui

import (
	"time"

	"behalf/app"
)

// Summons is what another start asks of the window: to come to the front, perhaps
// with a meeting. It only proposes, because a web page may be behind it.
type Summons struct {
	Text   string // out of a link, a file or a command line
	Copied bool   // the meeting is on the clipboard
}

// Empty says whether the window is only to come to the front.
func (s Summons) Empty() bool { return s == Summons{} }

const (
	// summonsPause is the least time between two summonses that are followed.
	summonsPause = time.Second
	// holdTime is how long nothing can be sent after one: a press that was meant
	// for something else must not send.
	holdTime = 700 * time.Millisecond
)

// summon follows a summons.
func (w *window) summon(s Summons) {
	w.open("")
	switch {
	case s.Text == "":
	case w.occupied():
		w.home().composer.offerLinked(s.Text)
	default:
		w.toMeetings()
		w.home().composer.propose(s.Text)
	}
	if !s.Empty() { // which would call off a meeting that waits for the window to come to the front
		w.copied = s.Copied
	}
	if w.front {
		w.takeCopied()
	}
	w.hold()
}

// takeCopied fills in the meeting on the clipboard, if that was asked for. Under
// Wayland only the window in front can read it.
func (w *window) takeCopied() {
	if !w.copied {
		return
	}
	w.copied = false
	w.toMeetings()
	c, content := w.home().composer, w.app.Clipboard().Content()
	if content == "" {
		_, f := app.Read(content)
		c.refuse(f)
		return
	}
	c.fill(content)
}

// occupied says whether the person is at something that a page may not lead away
// from: what is typed into a field that hides it would go on in one that does not.
func (w *window) occupied() bool {
	c := w.win.Canvas()
	typing, is := c.Focused().(*entry)
	return is && typing.Password || c.Overlays().Top() != nil || w.played != nil
}

// hold lets nothing be sent for a moment. It is window.do that refuses; the main
// buttons show it.
func (w *window) hold() {
	w.holds++
	w.showHold()
	w.later(holdTime, func() {
		w.holds--
		w.showHold()
	})
}

func (w *window) held() bool { return w.holds > 0 }

// sends says whether a wish brings an assistant to a meeting.
func sends(wish app.Wish) bool {
	switch wish.(type) {
	case app.Send, app.TryNow:
		return true
	}
	return false
}

func (w *window) showHold() {
	if h, built := w.screens[atHome].(*home); built {
		h.composer.refresh()
		h.holdAgain()
	}
}
