package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"behalf/app"
	"behalf/ui/lang"
)

// welcome is the first start: what Behalf does, then the Zoom app, the sign-in,
// the assistant, and a rehearsal. What is entered is kept at each step, so it can
// be left at any of them and goes on at the first that is missing.
type welcome struct {
	w       *window
	whole   *fyne.Container
	content *container.Scroll // all but the buttons, which stay in sight
	used    bool              // something was entered here
	begun   bool              // what Behalf does has been read
	back    bool              // to the Zoom app, which was entered before
	saved   app.ZoomApp
	at      setup
	shown   bool // and not what Behalf does
	played  bool // a rehearsal has come to its end

	hero, promises fyne.CanvasObject
	by             *text             // which company has set it up
	head           fyne.CanvasObject // instead of them while there is something to do
	count          *text
	steps          [setups]*welcomeStep
	app            *zoomAppForm
	signIn         *signInBox
	assistant      *assistantForm

	begin, connect, rehearse, finish *button // one at a time, like those of the forms
	gov, standIn, rehearsed, keep    *button
	skip, try                        *button
}

// welcomeStep is a line of the way and, at the current one, what there is to do.
type welcomeStep struct {
	line   *stepLine
	change *button
	part   fyne.CanvasObject
	root   fyne.CanvasObject
}

func newWelcomeStep(part fyne.CanvasObject) *welcomeStep {
	s := &welcomeStep{line: newStepLine(), change: newButton(link, lang.L("welcome.change"), nil), part: part}
	s.change.Hide()
	s.root = column(space2, container.NewBorder(nil, nil, nil, s.change, s.line.root), part)
	return s
}

func newWelcome(w *window) *welcome {
	v := &welcome{w: w, count: quiet("").fixed(), by: strong("").centred(), signIn: newSignInBox(w), app: newZoomAppForm(w)}
	v.app.root = v.app.fields
	v.app.which.Hide()
	v.app.clientID.OnSubmitted = func(string) { v.app.save.press() }
	v.app.save.pressed = func() {
		v.used = true
		v.app.submit()
	}
	v.assistant = newAssistantForm(w, func() {
		wish, _ := v.assistant.wish()
		v.enter(wish)
	}, nil)
	for _, e := range []*entry{v.assistant.name, v.assistant.program, v.assistant.arguments} {
		e.OnSubmitted = func(string) { v.assistant.accept.press() }
	}
	v.assistant.root, v.assistant.accept.kind = v.assistant.fields, primary
	v.buildButtons()

	parts := [setups]fyne.CanvasObject{
		column(space3, v.app.fields, v.app.which, row(0, v.gov)), column(0, v.signIn), column(space3, v.assistant.root, row(0, v.standIn)), gap(),
	}
	rows := make([]fyne.CanvasObject, len(parts))
	for i, part := range parts {
		v.steps[i] = newWelcomeStep(part)
		rows[i] = v.steps[i].root
	}
	v.steps[setupApp].change.pressed = v.returnToApp
	v.hero = inset(space2, 0, column(space3,
		container.NewCenter(newSpoken(v.w.about.Name, picture(mark(), 64))),
		title(lang.L("welcome.title")).centred(),
		body(lang.L("welcome.text")).in(colorSecondary).centred(),
		v.by))
	v.promises = soft(strong(lang.L("welcome.leaves")), quiet(lang.L("welcome.leaves.text")).in(colorText))
	next := column(0, v.begin, v.app.save, v.connect, v.assistant.accept, v.rehearse, v.finish)
	v.head = spread(title(lang.L("welcome.setup")), v.count)
	v.content = page(v.hero, v.promises, v.head, newPanel(colorCard, colorHairline, radiusCard, space4, column(space2, rows...)))
	buttons := column(space1, next, container.NewCenter(v.rehearsed), container.NewCenter(v.keep), row(space2, v.skip, gap(), v.try))
	v.whole = container.NewBorder(nil, container.New(&pageLayout{}, inset(space2, space4, buttons)), nil, nil, v.content)
	return v
}

func (v *welcome) buildButtons() {
	w := v.w
	v.begin = newButton(primary, lang.L("welcome.begin"), func() {
		v.begun = true
		w.show()
	})
	v.connect = newButton(primary, lang.L("welcome.account.button"), func() {
		v.begun = true
		v.enter(app.Connect{})
	})
	v.rehearse = newButton(primary, lang.L("welcome.rehearse"), w.rehearse)
	v.finish = newButton(primary, lang.L("welcome.finish"), v.leave)
	v.rehearsed = newButton(link, lang.L("rehearsal.again"), w.rehearse)
	v.standIn = newButton(link, lang.L("assistants.rehearsal"), func() {
		v.enter(app.SetAssistant{Assistant: app.Assistant{Name: lang.L("assistants.rehearsal.name"), Kind: app.RehearsalAssistant}})
	})
	v.gov = newButton(link, lang.L("welcome.gov"), func() {
		v.app.cloud.choose(clouds()[1])
		v.showCloud()
		w.win.Canvas().Focus(v.app.clientID)
	})
	v.keep = newButton(link, lang.L("welcome.keep"), func() {
		v.back = false
		w.show()
	})
	v.skip = newButton(link, lang.L("welcome.skip"), v.leave)
	v.try = newButton(link, lang.L("rehearsal.try"), w.rehearse)
}

// enter does a part of the way.
func (v *welcome) enter(wish app.Wish) {
	v.used = true
	v.w.do(wish)
}

// paste takes what was copied for the field of the step, unless it is a meeting.
// What is for no field is left alone: it leads nowhere else.
func (v *welcome) paste(text string) (taken bool) {
	if _, f := app.Read(text); f == nil {
		return false
	}
	if text = strings.TrimSpace(text); text == "" || strings.Contains(text, "\n") {
		return true
	}
	if !v.shown && v.at == setupApp { // who has a client ID has read what Behalf does
		v.begun = true
		v.w.show()
	}
	if e := v.pasted(); e != nil {
		e.SetText(text)
		v.w.win.Canvas().Focus(e)
	}
	return true
}

// pasted is the field for what somebody comes with from elsewhere; nil: none.
func (v *welcome) pasted() *entry {
	switch {
	case v.at == setupApp:
		return v.app.clientID
	case v.at == setupAccount && v.signIn.asksForAddress():
		return v.signIn.address
	case v.at == setupAssistant && v.assistant.programField.Visible():
		return v.assistant.program
	}
	return nil
}

// leave ends the first start; what is missing then, home says.
func (v *welcome) leave() {
	v.w.do(app.ChangeSettings{Change: func(s *app.Settings) { s.Welcomed = true }})
}

func (v *welcome) returnToApp() {
	v.begun, v.back = true, true
	v.w.show()
}

func (v *welcome) root() fyne.CanvasObject { return v.whole }

// place is the step to show; before the first there is what Behalf does. Where a
// company has set up the Zoom app, the first is to connect, and it can be done
// from there.
func (v *welcome) place(s app.State) (at setup, intro bool) {
	if v.back && s.Settings.ZoomApp == v.saved {
		return setupApp, false
	}
	v.back, v.saved = false, s.Settings.ZoomApp
	at = nextSetup(s)
	begins := at == setupApp || (at == setupAccount && s.FromVendor() && s.SignIn == nil)
	return at, begins && !v.begun
}

func (v *welcome) show(s app.State) {
	at, intro := v.place(s)
	v.app.show(s.Settings)
	v.assistant.offer(s.Presets)
	for i := range v.steps {
		v.showStep(s, setup(i), at, intro)
	}
	v.by.set(vendorWords(s.Vendor))
	show(v.hero, intro)
	show(v.promises, intro)
	show(v.head, !intro)
	v.count.set(lang.L("welcome.step", fields{"n": int(at) + 1, "of": int(setups)}))
	v.showButtons(s, at, intro)
	v.showCloud()
	v.signIn.show(s.SignIn, v.w.now()) // last: the keyboard comes to it from what is hidden
	if v.at != at || v.shown == intro {
		v.at, v.shown = at, !intro
		v.content.ScrollToTop()
		v.arrive()
	}
	v.whole.Refresh()
}

// showButtons shows the one of the step, and the ways out of it.
func (v *welcome) showButtons(s app.State, at setup, intro bool) {
	ready, canPlay := at == setupRehearsal, v.w.o.Rehearse != nil
	offered := s.FromVendor() // there is nothing to make sure of
	show(v.begin, intro && at == setupApp)
	show(v.app.save, at == setupApp && !intro)
	show(v.connect, at == setupAccount && s.SignIn == nil)
	show(v.assistant.accept, at == setupAssistant)
	show(v.rehearse, ready && canPlay && !v.played && !offered)
	show(v.finish, ready && (v.played || !canPlay || offered))
	show(v.rehearsed, ready && canPlay && v.played)
	show(v.keep, v.back)
	show(v.standIn, s.TestServer)
	show(v.skip, !ready || (!v.played && !offered))
	show(v.try, canPlay && (!ready || (!v.played && offered)))
}

// showCloud asks which Zoom it is for once somebody has said that it is not the
// usual one.
func (v *welcome) showCloud() {
	if v.app.chosenCloud() == app.CloudGov {
		v.app.which.Show()
		v.gov.Hide()
	}
}

// showStep shows a line of the way: done with what came of it, current with what
// there is to do, or to come.
func (v *welcome) showStep(s app.State, i, at setup, intro bool) {
	keys := [setups]string{"welcome.app", "welcome.account", "welcome.assistant", "welcome.rehearsal"}
	line := step{words: lang.L(keys[i]), state: toCome}
	missing := nextSetup(s)
	switch {
	case i == at && !intro:
		line.state = current
		if i != setupApp { // whose first field says it
			line.detail = lang.L(keys[i] + ".detail")
		}
	case i < missing, i == setupAssistant && len(s.Assistants) > 0:
		line.state, line.detail = done, cameOf(s, i)
	}
	if i == setupRehearsal && v.played && at == setupRehearsal {
		line.state, line.detail = done, ""
	}
	v.steps[i].line.show(line)
	show(v.steps[i].part, i == at && !intro)
	show(v.steps[i].change, i == setupApp && i < at && !intro && s.SignIn == nil)
}

// cameOf is what a step that is done has led to.
func cameOf(s app.State, i setup) string {
	switch i {
	case setupApp:
		return zoomAppWords(s)
	case setupAccount:
		a, _ := s.Account("") // there is one
		return a.Name
	case setupAssistant:
		a, _ := s.Assistant("")
		return a.Name
	}
	return ""
}

// arrive puts the keyboard where the step begins.
func (v *welcome) arrive() {
	c := v.w.win.Canvas()
	for _, first := range []fyne.Focusable{v.begin, v.connect, v.rehearse, v.finish} {
		if first.(fyne.CanvasObject).Visible() {
			c.Focus(first)
			return
		}
	}
	if v.at == setupAssistant {
		c.Focus(v.assistant.kind)
		return
	}
	c.Focus(v.app.clientID)
}

func (v *welcome) tick(now time.Time) { v.signIn.tick(now) }
