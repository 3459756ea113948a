package ui

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"behalf/app/fault"
	"behalf/ui/lang"
)

// exportBox is the way to take the history along: a menu of formats, and below
// it what becomes of the file. Where the file goes is not asked: it lies where
// downloads do, and a button shows it there.
type exportBox struct {
	w     *window
	open  *button // of the menu
	root  *panel
	words *text
	more  *text // what to do about a failure, and its code
	act   *button
	close *button

	says func(*exportBox) // what it says now; nil: nothing
	next *exportBox       // that has taken over, in another language
}

func newExportBox(w *window) *exportBox {
	b := &exportBox{w: w, words: body(""), more: quiet("")}
	b.open = newButton(link, lang.L("export.open"), b.choose)
	b.act, b.close = newButton(link, "", nil), newButton(link, lang.L("fault.dismiss"), b.hide)
	b.root = soft(b.words, b.more, flowing(b.act, b.close))
	b.root.Hide()
	return b
}

func (b *exportBox) menu() *fyne.Menu {
	return fyne.NewMenu("",
		fyne.NewMenuItem(lang.L("export.csv"), func() { b.write(ExportCSV) }),
		fyne.NewMenuItem(lang.L("export.json"), func() { b.write(ExportJSON) }))
}

func (b *exportBox) choose() {
	c := b.w.win.Canvas()
	pop := widget.NewPopUpMenu(b.menu(), c)
	pop.ShowAtRelativePosition(fyne.NewPos(b.open.Size().Width-pop.MinSize().Width, b.open.Size().Height+space1), b.open)
	c.Focus(pop)
}

func (b *exportBox) write(f ExportFormat) {
	ctx, cancel := context.WithCancel(context.Background())
	b.tell(func(b *exportBox) {
		b.open.enable(false)
		b.say(lang.L("export.writing"), "", lang.L("ask.cancel"), cancel, false)
	})
	var path string
	var err error
	b.w.beside(func() { path, err = b.w.o.Export.Write(ctx, f) }, func() {
		cancelled := ctx.Err() != nil
		cancel()
		switch {
		case cancelled:
			b.tell((*exportBox).hide)
		case err != nil:
			why := fault.From(err)
			b.tell(func(b *exportBox) {
				b.say(lang.Title(why), lang.Advice(why)+" ("+why.Code+")", lang.L("action.retry"), func() { b.write(f) }, true)
			})
		default:
			where := fields{"name": filepath.Base(path), "folder": filepath.Base(filepath.Dir(path))}
			b.tell(func(b *exportBox) {
				b.say(lang.L("export.done", where), "", lang.L("artifacts.show"), func() { b.show(path) }, true)
			})
		}
	})
}

func (b *exportBox) show(path string) {
	var err error
	b.w.beside(func() { err = b.w.o.Export.Show(context.Background(), path) }, func() {
		if err != nil {
			f := fault.From(err)
			b.tell(func(b *exportBox) { b.say(lang.Title(f), lang.Advice(f)+" ("+f.Code+")", "", nil, true) })
		}
	})
}

// tell has the box, or the one that has taken over, say something.
func (b *exportBox) tell(says func(*exportBox)) {
	for b.next != nil {
		b = b.next
	}
	b.open.enable(true)
	b.says = says
	says(b)
}

// takeOver goes on with what the box of another language says.
func (b *exportBox) takeOver(old *exportBox) {
	old.next = b
	if old.says != nil {
		b.tell(old.says)
	}
}

func (b *exportBox) say(words, more, label string, act func(), closes bool) {
	b.words.set(words)
	b.more.set(more)
	b.act.set(label, act)
	b.act.Hidden, b.close.Hidden, b.root.Hidden = act == nil, !closes, false
	b.settle()
}

func (b *exportBox) hide() {
	b.says = nil
	b.root.Hide()
	b.settle()
}

// settle has the list below take the room that is left.
func (b *exportBox) settle() { b.w.screen(atHistory).root().Refresh() }
