package ui

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"behalf/app"
	"behalf/app/fault"
)

// pastList is a history of any length. It holds the runs around those that are
// looked at and reads others when they come near; what it has not read yet is a
// row without words. One reading is under way at a time.
//
// The keyboard is in the list as a whole: out of one whose rows had it, the tab
// key would lead after a hundred thousand of them.
type pastList struct {
	widget.List
	w        *window
	open     func(id string, keyboard bool)
	followed func() // something was read

	asked, shown app.PastQuery // what is to be listed, and what is
	known        bool          // something was read
	fault        *fault.Fault  // why it could not be read
	total        int
	first        int // the place of the first run that is held
	held         []app.Run

	wanted  int  // the place to hold runs from; less than zero: those that are held will do
	changed bool // the history has: places may have shifted
	reading bool

	at      int // the row that the keyboard is at
	focused bool
}

const (
	heldRows = 200 // many times what a window shows, and read in milliseconds
	nearRows = 40  // so close to the end of what is held, more is read
	pageRows = 6   // as Page Up and Page Down go
)

func newPastList(w *window, open func(id string, keyboard bool), followed func()) *pastList {
	l := &pastList{w: w, open: open, followed: followed, wanted: -1}
	l.Length = func() int { return l.total }
	l.CreateItem = func() fyne.CanvasObject { return newPastRow() }
	l.UpdateItem = l.update
	l.OnSelected = func(i widget.ListItemID) { // a click
		l.UnselectAll()
		l.at = i
		l.enter(false)
	}
	l.ExtendBaseWidget(l)
	return l
}

// find lists what a query asks for, from its top.
func (l *pastList) find(q app.PastQuery) {
	if q != l.asked {
		l.asked = q
		l.want(0)
	}
}

// again looks at the history as it is now. The row on top stays where it is.
func (l *pastList) again() {
	l.changed = true
	l.want(max(0, l.top()-heldRows/2))
}

// want has the runs read from a place on.
func (l *pastList) want(place int) {
	l.wanted = place
	if !l.reading {
		l.read()
	}
}

// read reads what is wanted now. An answer to a question that nobody asks any
// more is not shown.
func (l *pastList) read() {
	q, top := l.asked, anchor{}
	if r, there := l.run(l.top()); there && l.changed && l.top() > 0 && q == l.shown {
		top = anchor{l.top(), r.StartedAt}
	}
	from := l.wanted
	l.wanted, l.changed, l.reading = -1, false, true
	var past app.Past
	var shift int
	var err error
	l.w.beside(func() { past, shift, err = around(l.w.program, q, from, top) }, func() {
		l.reading = false
		if q == l.asked {
			l.take(past, shift, err)
		}
		if l.wanted >= 0 {
			l.read()
		}
	})
}

// anchor is a row that is to stay where it is.
type anchor struct {
	place   int
	started time.Time // of its run; zero: there is none
}

// around reads the runs from a place on, and how far the anchor has shifted: as
// many places as runs have come or gone above it.
func around(p Program, q app.PastQuery, from int, top anchor) (past app.Past, shift int, err error) {
	ctx := context.Background() // the store has a limit of its own
	if !top.started.IsZero() {
		ask := q
		ask.From, ask.Limit = top.started, 1
		now, err := p.Past(ctx, ask)
		if err != nil {
			return app.Past{}, 0, err
		}
		shift = now.First - top.place
	}
	q.Skip, q.Limit = max(0, from+shift), heldRows
	past, err = p.Past(ctx, q)
	return past, shift, err
}

func (l *pastList) take(past app.Past, shift int, err error) {
	l.known, l.fault = true, nil
	if err != nil {
		l.fault = fault.From(err)
		l.followed()
		return
	}
	current, _ := l.run(l.at)
	l.total, l.first, l.held = past.Total, past.First, past.Runs
	offset := l.GetScrollOffset() + float32(shift)*l.pitch()
	if l.shown != l.asked {
		l.shown, l.at, offset = l.asked, 0, 0
	}
	l.at = max(0, min(l.at, l.total-1))
	if i := slices.IndexFunc(l.held, func(r app.Run) bool { return r.ID == current.ID }); i >= 0 && offset > 0 {
		l.at = l.first + i
	}
	l.scroll(offset)
	l.followed()
}

// scroll goes to an offset; the toolkit's own way leaves a list that has become
// short where it was.
func (l *pastList) scroll(offset float32) {
	l.Refresh()
	if offset != l.GetScrollOffset() {
		l.ScrollToOffset(offset)
	}
}

// run is the one at a place, if it is held.
func (l *pastList) run(place int) (app.Run, bool) {
	if i := place - l.first; i >= 0 && i < len(l.held) {
		return l.held[i], true
	}
	return app.Run{}, false
}

// update fills a row in, and sees to it that the ones that will be next are read.
func (l *pastList) update(i widget.ListItemID, o fyne.CanvasObject) {
	end := l.first + len(l.held)
	if (i < l.first+nearRows && l.first > 0) || (i >= end-nearRows && end < l.total) {
		l.want(max(0, i-heldRows/2))
	}
	r, _ := l.run(i)
	o.(*pastRow).show(r, l.w.now(), l.focused && i == l.at)
}

// top is the first row in view.
func (l *pastList) top() int { return int(l.GetScrollOffset() / l.pitch()) }

// pitch is from one row to the next.
func (l *pastList) pitch() float32 { return heightPastRow + theme.Size(theme.SizeNamePadding) }

// height is that of all rows.
func (l *pastList) height() float32 {
	return float32(l.total)*l.pitch() - theme.Size(theme.SizeNamePadding)
}

func (l *pastList) enter(keyboard bool) {
	if r, there := l.run(l.at); there {
		l.open(r.ID, keyboard)
	}
}

func (l *pastList) focus() { l.w.win.Canvas().Focus(l) }

// FocusGained shows where the keyboard is.
func (l *pastList) FocusGained() {
	l.focused = true
	l.Refresh()
}

// FocusLost takes the ring away.
func (l *pastList) FocusLost() {
	l.focused = false
	l.Refresh()
}

// TypedKey moves through the list, and opens a run.
func (l *pastList) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		l.enter(true)
	case fyne.KeyUp:
		l.move(l.at - 1)
	case fyne.KeyDown:
		l.move(l.at + 1)
	case fyne.KeyPageUp:
		l.move(l.at - pageRows)
	case fyne.KeyPageDown:
		l.move(l.at + pageRows)
	case fyne.KeyHome:
		l.move(0)
	case fyne.KeyEnd:
		l.move(l.total - 1)
	default:
		passOn(e)
	}
}

func (l *pastList) move(to int) {
	l.at = max(0, min(to, l.total-1))
	l.ScrollTo(l.at)
}

// AccessibilityLabel says the row that the keyboard is at.
func (l *pastList) AccessibilityLabel() string {
	r, _ := l.run(l.at)
	return spokenRun(r, l.w.now())
}

// AccessibilityRole is button: Enter opens the run.
func (l *pastList) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
