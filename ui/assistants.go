package ui

import (
	"reflect"
	"strings"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/ui/lang"
)

// assistantsPart lists the assistants; a form in the place of the list adds one
// or changes one.
type assistantsPart struct {
	w    *window
	root *panel
	list *fyne.Container

	add      *button // opens the form
	rehearse *fyne.Container
	ways     *fyne.Container // these two
	form     *assistantForm
	heading  *text           // of the form
	removal  *fyne.Container // below the form of one that there is

	built        []app.Assistant
	test, hidden *app.Checkup
	usual        string
	buttons      keptButtons // of the list

	editing string                   // the one in the form; empty: a new one
	awaited func(app.Assistant) bool // finds what was asked for and has not appeared yet
	seq     int                      // the notice at that time
}

func newAssistantsPart(w *window) *assistantsPart {
	p := &assistantsPart{w: w, list: column(space2), buttons: keptButtons{w: w}, heading: lead("")}
	p.form = newAssistantForm(w, p.submit, p.close)
	p.add = newButton(plain, lang.L("assistants.add"), func() { p.open(nil) })
	p.rehearse = row(0, newButton(link, lang.L("assistants.rehearsal"), p.addRehearsal))
	p.ways = column(space2, row(0, p.add), p.rehearse)
	p.removal = column(space3, rule(), row(0, newButton(danger, lang.L("assistants.remove"), p.askRemove)))
	p.root = card(p.list, p.heading, p.form.root, p.removal, p.ways)
	p.close()
	return p
}

// open shows the form, for a new assistant or one that there is.
func (p *assistantsPart) open(a *app.Assistant) {
	p.begin(a)
	p.w.win.Canvas().Focus(p.form.name)
}

func (p *assistantsPart) begin(a *app.Assistant) {
	p.editing = ""
	if a == nil {
		p.form.clear()
		p.heading.set(lang.L("assistants.add"))
	} else {
		p.editing = a.Name
		p.form.edit(*a)
		p.heading.set(lang.L("assistants.edit.title", fields{"name": a.Name}))
	}
	p.shows(true)
}

// close puts the form away, empty.
func (p *assistantsPart) close() {
	p.editing, p.awaited = "", nil
	p.form.clear()
	p.heading.set("")
	p.shows(false)
}

func (p *assistantsPart) shows(form bool) {
	p.form.root.Hidden, p.list.Hidden, p.ways.Hidden = !form, form, form
	p.removal.Hidden = p.editing == ""
	p.root.Refresh()
}

func (p *assistantsPart) show(s app.State) {
	p.form.offer(s.Presets)
	stands := false
	for _, a := range s.Assistants {
		stands = stands || a.Kind == app.RehearsalAssistant
		if p.awaited != nil && p.awaited(a) {
			p.close()
		}
	}
	if s.Notice != nil && s.Notice.Seq != p.seq {
		p.awaited = nil // it was refused
	}
	if _, there := s.Assistant(p.editing); p.editing != "" && !there {
		p.close() // it is gone
	}
	p.rehearse.Hidden = stands || (!s.Rehearsal && !s.TestServer)
	usual, _ := s.Assistant("")
	if reflect.DeepEqual(s.Assistants, p.built) && s.Test == p.test && usual.Name == p.usual && len(p.list.Objects) > 0 {
		return
	}
	p.built, p.test, p.usual = s.Assistants, s.Test, usual.Name
	p.build(usual)
}

func (p *assistantsPart) build(usual app.Assistant) {
	p.buttons.build(func(get func(string, string, func()) *button) { p.fill(usual, get) })
}

func (p *assistantsPart) fill(usual app.Assistant, get func(key, label string, pressed func()) *button) {
	p.list.Objects = nil
	if len(p.built) == 0 {
		p.list.Add(body(lang.L("assistants.none")).in(colorSecondary))
	}
	for i, a := range p.built {
		if i > 0 {
			p.list.Add(rule())
		}
		p.list.Add(p.line(a, a.Name == usual.Name, len(p.built) > 1, get))
		if p.test != nil && p.test.Of == a.Name && p.test != p.hidden {
			p.list.Add(botTest(p.test, get("hide", lang.L("test.hide"), func() {
				p.hidden = p.test
				p.build(usual)
			})))
		}
	}
	p.root.Refresh()
}

func (p *assistantsPart) line(a app.Assistant, usual, several bool, get func(key, label string, pressed func()) *button) fyne.CanvasObject {
	what := strings.Join(append([]string{a.Program}, a.Args...), " ")
	if a.Kind == app.RehearsalAssistant {
		what = lang.L("assistants.rehearsal.text")
	}
	words := column(0, strong(a.Name).line(), quiet(what).line())
	if a.Fault != nil {
		words.Add(quiet(lang.Title(a.Fault) + " " + lang.Advice(a.Fault)).in(colorAttention))
	}
	if usual && several {
		words.Add(quiet(lang.L("assistants.usual")).in(colorGood))
	}
	edit := get("edit "+a.Name, lang.L("assistants.edit"), func() { p.open(&a) })
	test := get("test "+a.Name, lang.L("assistants.test"), func() { p.w.do(app.TestAssistant{Name: a.Name}) })
	test.enable(p.test == nil || p.test.Running == "")
	prefer := get("prefer "+a.Name, lang.L("assistants.prefer"), func() {
		p.w.set(func(s *app.Settings) { s.DefaultAssistant = a.Name })
	})
	prefer.Hidden = usual
	for _, b := range []*button{edit, test, prefer} {
		b.about = a.Name
	}
	return column(0, words, row(space4, edit, test, prefer))
}

// submit hands in what was entered. It stays until the assistant is there: one
// of that name that was there before is somebody else's.
func (p *assistantsPart) submit() {
	wish, name := p.form.wish()
	_, taken := p.w.state.Assistant(name)
	p.awaited = func(a app.Assistant) bool { return a.Name == name && !taken }
	if n := p.w.state.Notice; n != nil {
		p.seq = n.Seq
	}
	if change, is := wish.(app.ChangeAssistant); is {
		p.awaited = func(a app.Assistant) bool {
			a.Fault = nil
			return reflect.DeepEqual(a, change.Assistant)
		}
	}
	p.w.do(wish)
}

func (p *assistantsPart) askRemove() {
	name := p.editing
	p.w.ask(lang.L("assistants.remove.title", fields{"name": name}), lang.L("assistants.remove.text"),
		lang.L("assistants.remove.button"), func() { p.w.do(app.RemoveAssistant{Name: name}) })
}

func (p *assistantsPart) addRehearsal() {
	p.w.do(app.SetAssistant{Assistant: app.Assistant{Name: lang.L("assistants.rehearsal.name"), Kind: app.RehearsalAssistant}})
}

// assistantsSummary names the one that is sent, and says how many more there are.
func assistantsSummary(s app.State) string {
	usual, any := s.Assistant("")
	switch more := len(s.Assistants) - 1; {
	case !any:
		return lang.L("assistants.summary.none")
	case more == 0:
		return usual.Name
	default:
		return lang.N("assistants.summary", more, fields{"name": usual.Name})
	}
}
