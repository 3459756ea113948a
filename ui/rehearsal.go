package ui

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"behalf/app"
	"behalf/app/fault"
	"behalf/ui/lang"
)

// Rehearsal is a program of its own that plays against a stand-in for Zoom.
type Rehearsal struct {
	Program Program
	Link    string // of the meeting that is played
}

// rehearsal is the main job, watched in the window without Zoom. While it lasts
// the window shows and asks another program, of which nothing is kept; the
// person's own goes on behind it and comes back as it is by then.
type rehearsal struct {
	w       *window
	end     context.CancelFunc
	program Program // nil: it has not begun
	link    string
	over    bool

	content       *container.Scroll
	meaning       *text
	card          *runCard
	run           *fyne.Container // the card, once there is a run
	trouble       *faultBox
	leave, again  *button
	done          *button
	after, during *fyne.Container
}

func newRehearsal(w *window, end context.CancelFunc) *rehearsal {
	r := &rehearsal{w: w, end: end, meaning: body(lang.L("rehearsal.preparing")).in(colorSecondary), card: newRunCard(w), trouble: newFaultBox(w, nil)}
	r.leave = newButton(plain, lang.L("rehearsal.end"), w.endRehearsal)
	r.done = newButton(primary, lang.L("rehearsal.done"), w.endRehearsal)
	r.again = newButton(link, lang.L("rehearsal.again"), r.send)
	r.run = column(0, r.card.root)
	r.during = row(0, r.leave)
	r.after = column(space1, r.done, container.NewCenter(r.again))
	r.trouble.Hidden, r.run.Hidden, r.after.Hidden = true, true, true
	r.content = page(column(space1, title(lang.L("rehearsal.title")), r.meaning), r.trouble, r.run, r.during, r.after)
	return r
}

// rehearse begins one; it can be left from the first moment on.
func (w *window) rehearse() {
	if w.o.Rehearse == nil || w.played != nil {
		return
	}
	ctx, end := context.WithCancel(context.Background())
	r := newRehearsal(w, end)
	w.played = r
	w.show()
	var begun *Rehearsal
	var err error
	w.beside(func() { begun, err = w.o.Rehearse(ctx) }, func() {
		switch {
		case w.played != r: // left meanwhile, and so it has ended
		case err != nil:
			r.fail(err)
		default:
			r.begin(ctx, begun)
		}
	})
}

// endRehearsal brings the person's own program back.
func (w *window) endRehearsal() {
	r := w.played
	if r == nil {
		return
	}
	w.played = nil
	r.end()
	if r.on() {
		w.state = w.own
	}
	w.show()
}

// on says whether wishes go to a rehearsal.
func (r *rehearsal) on() bool { return r != nil && r.program != nil }

func (r *rehearsal) begin(ctx context.Context, begun *Rehearsal) {
	w := r.w
	r.program, r.link = begun.Program, begun.Link
	w.state = begun.Program.State()
	w.work.Go(func() {
		w.pump(ctx, begun.Program.Watch(ctx), nil, r.render)
	})
	r.send()
}

// render is the window's, for the states of the rehearsal.
func (r *rehearsal) render(s app.State) {
	if r.w.played != r {
		return
	}
	r.w.state = s
	if r.w.visible {
		r.w.show()
	}
}

// fail explains why there is none.
func (r *rehearsal) fail(err error) {
	r.trouble.show(withoutButton(fault.From(err)), subject{})
	r.meaning.set(lang.L("rehearsal.failed"))
	r.w.show()
}

// send does what a person does with a link.
func (r *rehearsal) send() {
	for _, run := range r.w.state.Runs {
		r.w.do(app.Dismiss{RunID: run.ID})
	}
	if reading, f := app.Read(r.link); f == nil {
		r.w.do(app.Send{RunID: app.NewRunID(), Meeting: reading.Meeting})
	}
	r.w.show()
}

func (r *rehearsal) root() fyne.CanvasObject { return r.content }

func (r *rehearsal) show(s app.State) {
	if !r.on() {
		return
	}
	over := false
	if n := len(s.Runs); n > 0 {
		run := s.Runs[n-1]
		over = run.Over()
		r.card.show(run, r.w.now())
		r.card.openZoom.Hidden, r.card.endButtons.Hidden = true, true // there is nothing to open, and the way on is below
		r.meaning.set(meaningOf(run))
	}
	r.run.Hidden = len(s.Runs) == 0
	r.during.Hidden, r.after.Hidden = over, !over
	r.leave.Hidden, r.done.Hidden = over, !over
	r.content.Refresh()
	if over && !r.over {
		r.w.leadTo(r.done)
		r.w.rehearsed()
	}
	r.over = over
}

// arrive puts the keyboard on the way out.
func (r *rehearsal) arrive() { r.w.win.Canvas().Focus(r.leave) }

func (r *rehearsal) tick(now time.Time) { r.card.tick(now) }

// meaningOf says what a moment of the rehearsal is in a real meeting.
func meaningOf(r app.Run) string {
	last := r.Last()
	switch {
	case last.Phase == app.StoppedByYou:
		return lang.L("rehearsal.stopped")
	case last.Phase == app.Failed:
		return lang.L("rehearsal.failed")
	case r.Over():
		return lang.L("rehearsal.ended")
	case last.Phase == app.InMeeting:
		return lang.L("rehearsal.inside")
	case slices.ContainsFunc(r.Events, func(e app.Event) bool { return e.Phase == app.WaitingForYou }):
		return lang.L("rehearsal.waiting")
	}
	return lang.L("rehearsal.sending")
}
