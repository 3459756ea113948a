package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"behalf/app"
	"behalf/app/meeting"
	"behalf/ui/lang"
)

// runCard shows one run: its steps while it is under way, its outcome when it
// has ended.
type runCard struct {
	w   *window
	run app.Run

	root                 *panel
	number, who, elapsed *text
	steps                *fyne.Container
	lines                []*stepLine
	outcome              *text
	fault                *faultBox
	made                 *artifacts
	buttons              *fyne.Container
	openZoom, tryNow     *button
	stop                 *button
	endButtons           *fyne.Container
	stopping             bool
}

// stepLine is one step of a card.
type stepLine struct {
	dot           *dot
	words, detail *text
	root          fyne.CanvasObject
}

func newStepLine() *stepLine {
	l := &stepLine{dot: newDot(toCome), words: body(""), detail: quiet("")}
	l.root = container.NewBorder(nil, nil, column(0, l.dot, gap()), nil, inset(0, space1, column(0, l.words, l.detail)))
	return l
}

func (l *stepLine) show(s step) {
	l.dot.set(s.state)
	c := colorText
	if s.state == toCome {
		c = colorSecondary
	}
	l.words.change(s.words, c, s.state == current)
	l.detail.set(s.detail)
}

func newRunCard(w *window) *runCard {
	c := &runCard{
		w: w, number: strong("").fixed(), who: quiet("").line(), elapsed: quiet("").fixed(),
		steps: column(space1), outcome: body(""), made: newArtifacts(w),
	}
	c.fault = newFaultBox(w, func() { w.do(app.Dismiss{RunID: c.run.ID}) })
	c.openZoom = newButton(plain, lang.L("run.open"), func() { w.openZoom(&c.run) })
	c.tryNow = newButton(plain, lang.L("run.try"), func() { w.do(app.TryNow{RunID: c.run.ID}) })
	c.stop = newButton(danger, lang.L("run.stop"), c.stopRun)
	c.buttons = flowingApart(c.openZoom, c.tryNow, c.stop)
	c.endButtons = flowing(
		newButton(plain, lang.L("home.again"), func() {
			w.do(app.Dismiss{RunID: c.run.ID}, again(c.run))
		}),
		newButton(link, lang.L("fault.dismiss"), func() { w.do(app.Dismiss{RunID: c.run.ID}) }))
	head := line(c.number, c.who, c.elapsed)
	c.root = card(head, c.steps, c.outcome, c.fault, c.made.root, c.buttons, c.endButtons)
	return c
}

func (c *runCard) show(r app.Run, now time.Time) {
	if r.ID != c.run.ID { // a rehearsal has one card for all its runs
		c.stopping = false
		c.stop.set(lang.L("run.stop"), c.stopRun)
	}
	c.run = r
	last := r.Last()
	over := r.Over()
	c.number.set(meeting.Grouped(r.MeetingID))
	c.who.set(r.BotName)
	if over {
		c.letGo()
	}
	c.steps.Hidden, c.buttons.Hidden, c.endButtons.Hidden = over, over, !over || last.Fault != nil
	c.tryNow.Hidden = last.NextTryAt.IsZero() || c.stopping
	c.openZoom.Hidden = last.Phase == app.InMeeting
	c.outcome.set("")
	c.fault.show(nil, subject{})
	c.made.show(nil)
	if over {
		color := colorText
		if !last.WentWell() {
			color = colorAttention
		}
		c.outcome.change(capitalised(outcomeWords(last)), color, false)
		c.fault.show(last.Fault, ofRun(&c.run))
		c.made.show(r.Artifacts())
	}
	if c.stopping && !over {
		c.stop.set(lang.L("run.stop_now"), c.stopRun)
	}
	c.tick(now)
	c.root.Refresh()
}

// letGo takes the keyboard off the buttons of a run that has ended.
func (c *runCard) letGo() { c.w.letGo(c.openZoom, c.tryNow, c.stop) }

// tick moves what counts seconds.
func (c *runCard) tick(now time.Time) {
	r := c.run
	from, to := r.StartedAt, now
	if !r.JoinedAt.IsZero() {
		from = r.JoinedAt
	}
	if !r.EndedAt.IsZero() {
		to = r.EndedAt
	}
	c.elapsed.set(clock(to.Sub(from)))
	if r.Over() {
		return
	}
	list := steps(r, now)
	if c.stopping {
		list[position(r)].detail = lang.L("run.stopping")
	}
	for len(c.lines) < len(list) {
		l := newStepLine()
		c.lines = append(c.lines, l)
		c.steps.Add(l.root)
	}
	for i, s := range list {
		c.lines[i].show(s)
	}
}

// stopRun stops politely; pressed again, at once.
func (c *runCard) stopRun() {
	c.w.do(app.Stop{RunID: c.run.ID, Now: c.stopping})
	c.stopping = true
	c.show(c.run, c.w.now())
}
