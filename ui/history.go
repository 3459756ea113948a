package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"behalf/app"
	"behalf/app/meeting"
)

// history shows the past runs, newest first, each with its timeline on demand.
type history struct {
	w       *window
	content *fyne.Container
	list    *fyne.Container
	empty   fyne.CanvasObject
	clear   *button
	page    *container.Scroll
	rows    map[string]*pastRun
	shown   []string // ids in the list, to notice when it changes
}

func newHistory(w *window) *history {
	h := &history{w: w, list: column(space2), rows: map[string]*pastRun{}}
	h.clear = newButton(link, lang.L("history.clear"), h.askClear)
	h.empty = container.NewCenter(column(space2,
		lead(lang.L("history.empty")).centred().fixed(), quiet(lang.L("history.empty.text")).centred().fixed()))
	h.page = page(spread(title(lang.L("nav.history")).line(), h.clear), h.list)
	h.content = container.NewStack(h.page, h.empty)
	return h
}

func (h *history) root() fyne.CanvasObject { return h.content }

func (h *history) tick(time.Time) {}

func (h *history) show(s app.State) {
	none := len(s.Recent) == 0
	if none {
		h.page.Hide()
		h.empty.Show()
	} else {
		h.empty.Hide()
		h.page.Show()
	}
	ids := make([]string, len(s.Recent))
	for i, r := range s.Recent {
		ids[i] = r.ID
	}
	if h.shown != nil && slices.Equal(ids, h.shown) {
		return
	}
	h.shown = ids
	kept := h.rows
	h.rows, h.list.Objects = map[string]*pastRun{}, nil
	for _, r := range s.Recent {
		past := kept[r.ID]
		if past == nil {
			past = newPastRun(r, h.w.now())
		}
		h.rows[r.ID] = past
		h.list.Add(past.root)
	}
	h.content.Refresh()
}

// expand opens the timeline of a run and scrolls to it.
func (h *history) expand(id string) {
	past := h.rows[id]
	if past == nil {
		return
	}
	if past.timeline == nil || past.timeline.Hidden {
		past.toggle()
	}
	h.page.ScrollToOffset(fyne.NewPos(0, past.root.Position().Y))
}

func (h *history) askClear() {
	h.w.ask(lang.L("history.clear.title"), lang.L("history.clear.text"), lang.L("history.clear.button"),
		func() { h.w.do(app.ClearHistory{}) })
}

// pastRun is a run of the past in the list.
type pastRun struct {
	run      app.Run
	root     *panel
	rows     *fyne.Container
	details  *button
	timeline *fyne.Container
}

func newPastRun(r app.Run, now time.Time) *pastRun {
	p := &pastRun{run: r}
	p.details = newButton(link, lang.L("history.details"), p.toggle)
	number := line(strong(meeting.Grouped(r.MeetingID)).fixed(), quiet(r.BotName).line(), gap())
	words := column(0, number, quiet(summary(r, now)))
	p.rows = column(space2, spread(words, p.details))
	p.root = newPanel(colorCard, colorHairline, radiusCard, space4, p.rows)
	return p
}

// toggle shows the timeline, built at the first time, or hides it.
func (p *pastRun) toggle() {
	if p.timeline == nil {
		p.timeline = timeline(p.run)
		p.timeline.Hide()
		p.rows.Add(p.timeline)
	}
	p.timeline.Hidden = !p.timeline.Hidden
	if p.timeline.Hidden {
		p.details.set(lang.L("history.details"), p.toggle)
	} else {
		p.details.set(lang.L("history.less"), p.toggle)
	}
	p.root.Refresh()
}

// timeline is every step of a run with its time, and what the assistant or
// Zoom said about it.
func timeline(r app.Run) *fyne.Container {
	lines := column(space1, rule())
	if r.Account != "" {
		lines.Add(quiet(lang.L("history.account", fields{"account": r.Account})))
	}
	for _, e := range r.Events {
		words := phaseWords(e.Phase)
		if e.Attempt > 1 && !e.Phase.Over() {
			words = lang.L("history.attempt", fields{"phase": words, "attempt": e.Attempt})
		}
		if e.Phase.Over() && e.Reason != app.ReasonNone {
			words = capitalised(outcomeWords(e))
		}
		said := column(0, quiet(words).in(colorText))
		if e.Fault != nil {
			said.Add(quiet(e.Fault.Title + " " + e.Fault.Advice + " (" + e.Fault.Code + ")"))
		}
		if e.Note != "" {
			said.Add(quiet(e.Note).mono())
		}
		at := quiet(e.At.Local().Format(time.TimeOnly)).fixed()
		lines.Add(container.NewBorder(nil, nil, column(0, at), nil, inset(0, space1, said)))
	}
	return lines
}
