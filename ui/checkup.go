package ui

import (
	"reflect"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"behalf/app"
	"behalf/ui/lang"
)

// checkupCard tries every step of a send, to be watched, and says which one
// fails. Beside it stands the rehearsal, which tries the same without Zoom.
type checkupCard struct {
	w       *window
	root    *panel
	verdict *text
	of      *text // whose sign-in, where there are several
	steps   []*checkStep
	rows    *fyne.Container

	start, cancel, rehearse *button

	built   *app.Checkup
	several bool
}

func newCheckupCard(w *window) *checkupCard {
	c := &checkupCard{w: w, verdict: strong(""), of: quiet(""), rows: column(space2)}
	for _, name := range app.CheckStepNames() {
		step := newCheckStep(w, name)
		c.steps = append(c.steps, step)
		c.rows.Add(step.root)
	}
	c.start = newButton(plain, lang.L("check.start"), func() { w.do(app.RunCheck{}) })
	c.cancel = newButton(plain, lang.L("check.cancel"), func() { w.do(app.CancelCheck{}) })
	c.rehearse = newButton(link, lang.L("check.rehearse"), w.rehearse)
	c.rehearse.Hidden = w.o.Rehearse == nil
	c.rows.Hide()
	c.cancel.Hide()
	c.root = card(column(space1, lead(lang.L("check.title")), quiet(lang.L("check.text")), c.of), c.rows, c.verdict,
		flowing(c.start, c.cancel, c.rehearse))
	return c
}

func (c *checkupCard) show(s app.State) {
	running := s.Checkup != nil && s.Checkup.Running != ""
	c.start.enable(s.SignIn == nil)
	several := len(s.Accounts) > 1
	if reflect.DeepEqual(s.Checkup, c.built) && several == c.several {
		return
	}
	c.built, c.several = s.Checkup, several
	show(c.start, !running)
	show(c.cancel, running)
	c.rows.Hidden = s.Checkup == nil
	c.of.set("")
	if s.Checkup != nil {
		account, known := s.Account(s.Checkup.Of) // the zero one if there is none to speak of
		if known && several {
			c.of.set(lang.L("check.of", fields{"name": account.Name}))
		}
		for _, step := range c.steps {
			step.show(*s.Checkup, account)
		}
		words, color := verdictWords(*s.Checkup)
		c.verdict.change(words, color, true)
		c.start.set(lang.L("check.again"), c.start.pressed)
	}
	c.root.Refresh()
}

// verdictWords sum a check up; while it is under way there is nothing to say.
func verdictWords(k app.Checkup) (string, fyne.ThemeColorName) {
	wrong := 0
	for _, s := range k.Steps {
		if s.Fault != nil {
			wrong++
		}
	}
	switch {
	case k.Running != "":
		return "", colorText
	case wrong > 0:
		return lang.N("check.wrong", wrong), colorBad
	case k.Stopped:
		return lang.L("check.stopped"), colorText
	}
	return lang.L("check.fine"), colorGood
}

// checkStep is one step of the walk.
type checkStep struct {
	name   string
	dot    *dot
	words  *text
	took   *text
	result *text
	why    *text // it was not tried
	fault  *faultBox
	root   *fyne.Container
}

func newCheckStep(w *window, name string) *checkStep {
	s := &checkStep{name: name, dot: newDot(toCome), words: body(stepName(name)), took: quiet("").fixed(), result: quiet("").fixed(), why: quiet(""), fault: newFaultBox(w, nil)}
	s.fault.Hide()
	under := container.New(layout.NewCustomPaddedLayout(0, 0, dotSide+space2, 0), s.why)
	s.root = column(space1/2, line(s.dot, s.words, row(space2, s.took, s.result)), under, s.fault)
	return s
}

// show shows how far the step is.
func (c *checkStep) show(k app.Checkup, account app.Account) {
	state, words, color := toCome, lang.L("check.tocome"), colorSecondary
	i := slices.IndexFunc(k.Steps, func(s app.Step) bool { return s.Name == c.name })
	took, why := "", ""
	if i >= 0 {
		took = tookWords(k.Steps[i])
	}
	c.fault.show(nil, subject{})
	switch {
	case i >= 0 && k.Steps[i].Fault != nil:
		state, words, color = failed, lang.L("check.failed"), colorBad
		c.fault.show(k.Steps[i].Fault, ofAccount(account))
	case i >= 0:
		state, words, color = done, lang.L("check.ok"), colorGood
	case k.Running == c.name:
		state, words, color = current, lang.L("check.running"), colorText
	case failedBefore(k, c.name) != "":
		words, why = lang.L("check.untried"), lang.L("check.untried.text", fields{"step": stepName(failedBefore(k, c.name))})
	case k.Running == "":
		words = lang.L("check.untried")
	}
	c.dot.set(state)
	c.words.change(stepName(c.name), colorText, state == current)
	c.result.change(words, color, state == failed)
	c.took.set(took)
	c.why.set(why)
}

// failedBefore is the step that went wrong and so kept this one from being tried.
func failedBefore(k app.Checkup, name string) string {
	for _, need := range app.CheckNeeds(name) {
		if slices.ContainsFunc(k.Steps, func(s app.Step) bool { return s.Name == need && s.Fault != nil }) {
			return need
		}
		if before := failedBefore(k, need); before != "" {
			return before
		}
	}
	return ""
}

// stepHead is the name of a step that has been tried, how long it took, and how
// it came out.
func stepHead(name string, s app.Step) fyne.CanvasObject {
	took := quiet(tookWords(s)).fixed()
	switch {
	case s.Fault != nil:
		return spread(strong(name), row(space2, took, quiet(lang.L("check.failed")).in(colorBad).bold().fixed()))
	case s.Skipped != "":
		return spread(strong(name), quiet(lang.L("check.skipped")).fixed())
	}
	return spread(strong(name), row(space2, took, quiet(lang.L("check.ok")).in(colorGood).fixed()))
}

func tookWords(s app.Step) string { return lang.L("check.took", fields{"ms": s.Took.Milliseconds()}) }

func runningStep(name string) fyne.CanvasObject {
	return spread(strong(name), quiet(lang.L("check.running")).fixed())
}

func stepName(name string) string { return lang.L("check.step." + name) }
