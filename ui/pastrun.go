package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
	"behalf/ui/lang"
)

// pastRun is the page of one past run: how it ended, what it left, every step,
// and the ways to send it again and to delete it.
type pastRun struct {
	w     *window
	id    string
	root  *container.Scroll
	back  *button
	rows  *fyne.Container
	leave func()

	run app.Run // as it was read; zero: not yet
}

func newPastRun(w *window, id string, leave func()) *pastRun {
	p := &pastRun{w: w, id: id, leave: leave, rows: column(space3, quiet(lang.L("history.reading")))}
	p.back = newButton(link, lang.L("history.back"), leave)
	p.root = page(row(0, p.back, gap()), p.rows)
	return p
}

// read looks at the run as it is now; one that is gone is left.
func (p *pastRun) read() {
	var past app.Past
	var err error
	p.w.beside(func() {
		past, err = p.w.program.Past(context.Background(), app.PastQuery{RunID: p.id, Steps: true})
	}, func() {
		switch {
		case err != nil:
			p.fail(fault.From(err))
		case len(past.Runs) == 0:
			p.leave()
		case p.run.ID == "":
			p.show(past.Runs[0])
		}
	})
}

// fail takes the place of the run until it can be read again.
func (p *pastRun) fail(f *fault.Fault) {
	p.run = app.Run{}
	p.rows.Objects = []fyne.CanvasObject{strong(lang.Title(f)), body(lang.Advice(f)), quiet(f.Code), row(0, newButton(plain, lang.L("action.retry"), p.read))}
	p.rows.Refresh()
}

func (p *pastRun) show(r app.Run) {
	p.run = r
	words, ink := outcome(r)
	when := strings.Join(append([]string{lang.Day(r.StartedAt, p.w.now())}, stay(r)...), " · ")
	made := newArtifacts(p.w)
	made.show(r.Artifacts())
	resend := newButton(plain, lang.L("home.again"), p.sendAgain)
	remove := newButton(danger, lang.L("history.delete"), p.askDelete)
	p.rows.Objects = []fyne.CanvasObject{
		column(space1, title(meeting.Grouped(r.MeetingID)).line(), quiet(r.BotName).line(), quiet(words).in(ink).withDisc(), quiet(when)),
		made.root, card(timeline(r)), flowingApart(resend, remove),
	}
	p.rows.Refresh()
}

// sendAgain goes to where the new run is to be watched.
func (p *pastRun) sendAgain() {
	if sent := p.w.do(again(p.run)); sent {
		p.w.visit(atHome)
	}
}

func (p *pastRun) askDelete() {
	explanation := lang.L("history.delete.text")
	if n := len(p.run.Artifacts()); n > 0 {
		explanation = lang.N("history.delete.files", n)
	}
	p.w.ask(lang.L("history.delete.title"), explanation, lang.L("history.delete.button"),
		func() { p.w.do(app.DeleteRun{RunID: p.run.ID}) })
}
