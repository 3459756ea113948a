package ui

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"behalf/app"
	"behalf/ui/lang"
)

// checkupCard tries every step of a send and says which one fails.
type checkupCard struct {
	w     *window
	root  *panel
	start *button
	rows  *fyne.Container
	built *app.Checkup
}

func newCheckupCard(w *window) *checkupCard {
	c := &checkupCard{w: w, rows: column(space2)}
	c.start = newButton(plain, lang.L("check.start"), func() { w.do(app.RunCheck{}) })
	c.rows.Hide()
	c.root = card(column(space1, lead(lang.L("check.title")), quiet(lang.L("check.text"))), c.rows, container.NewHBox(c.start))
	return c
}

func (c *checkupCard) show(s app.State) {
	running := s.Checkup != nil && s.Checkup.Running != ""
	c.start.enable(!running && s.SignIn == nil)
	if reflect.DeepEqual(s.Checkup, c.built) {
		return
	}
	c.built = s.Checkup
	c.rows.Objects = nil
	c.rows.Hidden = s.Checkup == nil
	if s.Checkup != nil {
		account, _ := s.Account(s.Checkup.Of) // the zero one if there is none to speak of
		for _, step := range s.Checkup.Steps {
			c.rows.Add(c.step(step, account))
		}
		if running {
			c.rows.Add(runningStep(stepName(s.Checkup.Running)))
		}
		c.start.set(lang.L("check.again"), c.start.pressed)
	}
	c.rows.Refresh()
	c.root.Refresh()
}

func (c *checkupCard) step(s app.Step, account app.Account) fyne.CanvasObject {
	head := stepHead(stepName(s.Name), s)
	if s.Fault == nil {
		return head
	}
	box := newFaultBox(c.w, nil)
	box.show(s.Fault, ofAccount(account))
	return column(space1, head, box)
}

// stepHead is the name of a step, how long it took, and how it came out.
func stepHead(name string, s app.Step) fyne.CanvasObject {
	took := quiet(lang.L("check.took", fields{"ms": s.Took.Milliseconds()})).fixed()
	switch {
	case s.Fault != nil:
		return spread(strong(name), row(space2, took, quiet(lang.L("check.failed")).in(colorBad).bold().fixed()))
	case s.Skipped != "":
		return spread(strong(name), quiet(lang.L("check.skipped")).fixed())
	}
	return spread(strong(name), row(space2, took, quiet(lang.L("check.ok")).in(colorGood).fixed()))
}

func runningStep(name string) fyne.CanvasObject {
	return spread(strong(name), quiet(lang.L("check.running")).fixed())
}

func stepName(name string) string { return lang.L("check.step." + name) }
