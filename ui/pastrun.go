package ui

import (
	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/app/meeting"
	"behalf/ui/lang"
)

// pastRun is a run of the past in the list: how it ended and what it left;
// every step, and the way to delete it, on demand.
type pastRun struct {
	w        *window
	run      app.Run
	root     *panel
	rows     *fyne.Container
	toggle   *button
	timeline *fyne.Container // nil: not looked at yet
}

func newPastRun(w *window, r app.Run) *pastRun {
	p := &pastRun{w: w, run: r}
	p.toggle = newButton(link, lang.L("history.details"), func() { p.open(p.timeline == nil || p.timeline.Hidden) })
	p.toggle.about = meeting.Grouped(r.MeetingID)
	number := line(strong(meeting.Grouped(r.MeetingID)).fixed(), quiet(r.BotName).line(), gap())
	made := newArtifacts(w)
	made.show(r.Artifacts())
	p.rows = column(space2, spread(column(0, number, quiet(summary(r, w.now()))), p.toggle), made.root)
	p.root = newPanel(colorCard, colorHairline, radiusCard, space4, p.rows)
	return p
}

// open shows the details, built at the first time, or hides them.
func (p *pastRun) open(on bool) {
	if p.timeline == nil {
		p.timeline = timeline(p.run)
		p.timeline.Add(row(0, gap(), newButton(danger, lang.L("history.delete"), p.askDelete)))
		p.rows.Add(p.timeline)
	}
	p.timeline.Hidden = !on
	p.toggle.set(lang.L(either(on, "history.less", "history.details")), p.toggle.pressed)
	p.root.Refresh()
}

func (p *pastRun) askDelete() {
	explanation := lang.L("history.delete.text")
	if n := len(p.run.Artifacts()); n > 0 {
		explanation = lang.N("history.delete.files", n)
	}
	p.w.ask(lang.L("history.delete.title"), explanation, lang.L("history.delete.button"),
		func() { p.w.do(app.DeleteRun{RunID: p.run.ID}) })
}
