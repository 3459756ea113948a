package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"behalf/app"
	"behalf/app/fault"
	"behalf/ui/lang"
)

// history is the screen of the past runs: a list that can be searched, or one
// run with all that is known of it.
type history struct {
	w       *window
	content *fyne.Container // what of the following is looked at

	reading, empty fyne.CanvasObject // words while there is no list
	page           *fyne.Container   // the list with what belongs to it
	run            *pastRun          // nil: none is open

	filter *pastFilter
	count  *text
	export *exportBox
	list   *pastList
	inner  *fyne.Container   // of the page: the list, or words instead of it
	card   fyne.CanvasObject // around the list
	none   fyne.CanvasObject // nothing is found

	changes int // of the history, as far as the list knows
	looked  bool
}

func newHistory(w *window) *history {
	h := &history{w: w, count: quiet("").line(), inner: container.NewStack()}
	h.list = newPastList(w, h.open, h.arrange)
	h.filter = newPastFilter(w, func() { h.list.find(h.filter.query()) }, h.list.focus)
	h.export = newExportBox(w)
	h.reading = inTheMiddle(quiet(lang.L("history.reading")))
	h.empty = inTheMiddle(lead(lang.L("history.empty")), quiet(lang.L("history.empty.text")),
		newButton(primary, lang.L("history.empty.send"), w.toPaste))
	h.none = inTheMiddle(lead(lang.L("history.none")), quiet(lang.L("history.none.text")),
		newButton(plain, lang.L("history.none.clear"), h.filter.clear))
	h.card = newPanel(colorCard, colorHairline, radiusCard, space1, h.list)
	clear := newButton(link, lang.L("history.clear"), h.askClear)
	head := column(space2, spread(title(lang.L("nav.history")).line(), row(space3, h.export.open, clear)),
		h.filter.root, h.export.root, h.count)
	body := container.New(&pastLayout{list: h.list, card: h.card}, head, h.inner)
	h.page = container.New(&pageLayout{}, container.New(&marginLayout{}, body))
	h.content = container.NewStack(h.reading)
	return h
}

func (h *history) root() fyne.CanvasObject { return h.content }

func (h *history) tick(time.Time) {}

// show looks at the history again when it has changed.
func (h *history) show(s app.State) {
	if h.looked && h.changes == s.Changes {
		return
	}
	h.looked, h.changes = true, s.Changes
	h.list.again()
	if h.run != nil {
		h.run.read()
	}
}

// arrange shows what there is to show by now.
func (h *history) arrange() {
	l := h.list
	switch {
	case l.fault != nil:
		turn(h.inner, h.unreadable(l.fault))
	case l.total == 0:
		turn(h.inner, h.none)
	default:
		turn(h.inner, h.card)
	}
	h.export.open.Hidden = h.w.o.Export == nil || h.w.state.Rehearsal // a rehearsal leaves nothing behind
	h.count.set("")
	if l.fault == nil && l.total > 0 {
		h.count.set(lang.N("history.count", l.total))
	}
	h.page.Refresh()
	switch {
	case h.run != nil:
		turn(h.content, h.run.root)
	case !l.known:
		turn(h.content, h.reading)
	case l.fault == nil && l.total == 0 && !h.filter.on():
		turn(h.content, h.empty)
	default:
		turn(h.content, h.page)
	}
}

// turn puts something into a place, unless it is there.
func turn(place *fyne.Container, to fyne.CanvasObject) {
	if len(place.Objects) != 1 || place.Objects[0] != to {
		place.Objects = []fyne.CanvasObject{to}
		place.Refresh()
	}
}

// open shows one run, with all that is known of it. Who came by keyboard finds
// it there.
func (h *history) open(id string, keyboard bool) {
	var run *pastRun
	run = newPastRun(h.w, id, func() { h.leave(run) })
	h.run = run
	run.read()
	h.arrange()
	if keyboard {
		h.w.win.Canvas().Focus(run.back)
	} else {
		h.w.win.Canvas().Unfocus()
	}
}

// leave goes back to the list, which has kept its place.
func (h *history) leave(run *pastRun) {
	if h.run != run {
		return
	}
	h.run = nil
	h.arrange()
	h.list.focus()
}

// escape leaves the run that is open, if one is.
func (h *history) escape() {
	if h.run != nil {
		h.leave(h.run)
	}
}

func (h *history) unreadable(f *fault.Fault) fyne.CanvasObject {
	return inTheMiddle(lead(lang.Title(f)), body(lang.Advice(f)), quiet(f.Code), newButton(plain, lang.L("action.retry"), h.list.again))
}

func (h *history) askClear() {
	h.w.ask(lang.L("history.clear.title"), lang.L("history.clear.text"), lang.L("history.clear.button"),
		func() { h.w.do(app.ClearHistory{Files: true}) })
}

// inTheMiddle are words where a list would be, and perhaps a way on.
func inTheMiddle(things ...fyne.CanvasObject) fyne.CanvasObject {
	rows := column(space2, gap())
	for _, o := range things {
		switch o := o.(type) {
		case *text:
			rows.Add(o.centred())
		default:
			rows.Add(container.NewCenter(inset(space2, 0, o)))
		}
	}
	rows.Add(gap())
	return container.NewVScroll(inset(0, space6, rows)) // a small window shows it too
}

// marginLayout is the margin of a page whose inside scrolls, not itself.
type marginLayout struct{}

func (*marginLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(space4, space2))
	o[0].Resize(size.SubtractWidthHeight(2*space4, space2+space4))
}

func (*marginLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(2*space4, space2+space4)
}

// pastLayout gives the list the height that is left, or that it needs.
type pastLayout struct {
	list *pastList
	card fyne.CanvasObject
}

func (l *pastLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	head, inner := o[0], o[1].(*fyne.Container)
	top := head.MinSize().Height
	head.Resize(fyne.NewSize(size.Width, top))
	top += space3
	height := max(0, size.Height-top)
	if len(inner.Objects) == 1 && inner.Objects[0] == l.card {
		height = min(height, l.list.height()+2*space1)
	}
	inner.Move(fyne.NewPos(0, top))
	inner.Resize(fyne.NewSize(size.Width, height))
}

func (*pastLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	head, inner := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(max(head.Width, inner.Width), head.Height+space3+inner.Height)
}
