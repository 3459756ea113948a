package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"behalf/app"
	"behalf/app/fault"
	"behalf/ui/lang"
)

// faultBox explains a fault: what happened, the next step with its button, a
// code for support.
type faultBox struct {
	widget.BaseWidget
	w                   *window
	title, advice, code *text
	remedy, dismiss     *button
	anyway              *button
	ways                *fyne.Container // all the buttons
}

func newFaultBox(w *window, dismiss func()) *faultBox {
	b := &faultBox{
		w: w, title: strong(""), advice: body(""), code: quiet(""),
		remedy: newButton(plain, "", nil), anyway: newButton(plain, "", nil), dismiss: newButton(link, lang.L("fault.dismiss"), dismiss),
	}
	b.dismiss.Hidden = dismiss == nil
	b.ways = flowing(b.remedy, b.anyway, b.dismiss) // the code beside them would make a narrow window wider
	b.ExtendBaseWidget(b)
	return b
}

func (b *faultBox) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(soft(column(space1, b.title, b.advice, b.code), b.ways))
}

// show explains f, which belongs to of. nil hides the box.
func (b *faultBox) show(f *fault.Fault, of subject) {
	if f == nil {
		b.explain(nil, remedy{}, remedy{})
		return
	}
	b.explain(f, b.w.remedy(f, of), b.w.anyway(f, of))
}

// explain is show with the buttons as they are meant here.
func (b *faultBox) explain(f *fault.Fault, r, a remedy) {
	if f != nil {
		b.title.set(lang.Title(f))
		b.advice.set(lang.Advice(f))
		b.code.set(f.Code)
		b.remedy.set(r.label, r.do)
		b.remedy.Hidden = r.do == nil
		b.anyway.set(a.label, a.do)
		b.anyway.Hidden = a.do == nil
		b.ways.Hidden = r.do == nil && a.do == nil && b.dismiss.Hidden
	}
	if b.Hidden != (f == nil) {
		b.Hidden = f == nil
		b.Refresh()
	}
}

// noticeBox is the fault of a wish that belongs to no run, below the header.
type noticeBox struct {
	widget.BaseWidget
	box  *faultBox
	seen *app.Notice // itself: two programs number theirs alike
}

func newNoticeBox(w *window) *noticeBox {
	n := &noticeBox{box: newFaultBox(w, func() { w.do(app.DismissNotice{}) })}
	n.Hidden = true
	n.ExtendBaseWidget(n)
	return n
}

func (n *noticeBox) CreateRenderer() fyne.WidgetRenderer {
	inner := container.New(layout.NewCustomPaddedLayout(space1, space2, space4, space4), n.box)
	return widget.NewSimpleRenderer(container.New(&pageLayout{}, inner))
}

func (n *noticeBox) show(notice *app.Notice) {
	if notice != nil && notice != n.seen {
		n.seen = notice
		n.box.show(notice.Fault, ofNotice(*notice))
		n.Refresh()
	}
	if hidden := notice == nil; hidden != n.Hidden {
		n.Hidden = hidden
		n.Refresh()
	}
}

// withoutButton is a fault whose next step stands beside it already.
func withoutButton(f *fault.Fault) *fault.Fault {
	plain := *f
	plain.Action = fault.ActNone
	return &plain
}
