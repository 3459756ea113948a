package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"behalf/app"
	"behalf/ui/lang"
)

// newsLine says, once and in no hurry, that a newer version is there.
type newsLine struct {
	widget.BaseWidget
	w            *window
	words        *text
	see, dismiss *button
}

func newNewsLine(w *window) *newsLine {
	n := &newsLine{
		w: w, words: body("").fixed(), see: newButton(link, lang.L("updates.open"), w.seeUpdate),
		dismiss: newButton(link, lang.L("fault.dismiss"), func() { w.do(app.DismissUpdate{}) }),
	}
	n.Hidden = true
	n.ExtendBaseWidget(n)
	return n
}

func (n *newsLine) CreateRenderer() fyne.WidgetRenderer {
	inner := container.New(layout.NewCustomPaddedLayout(space1, space2, space4, space4), soft(flowingApart(container.NewCenter(n.words), n.see, n.dismiss)))
	return widget.NewSimpleRenderer(container.New(&pageLayout{}, inner))
}

// show leaves those alone who are at their first start or in a rehearsal.
func (n *newsLine) show(u app.Updates, alone bool) {
	n.words.set(lang.L("updates.news", fields{"version": u.Seen.Version}))
	if hidden := !u.News() || alone; hidden != n.Hidden {
		n.Hidden = hidden
		n.w.letGo(n.see, n.dismiss)
		n.Refresh()
	}
}
