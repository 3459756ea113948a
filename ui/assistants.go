package ui

import (
	"reflect"
	"strings"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/ui/lang"
)

// assistantsPart lists the assistants and adds new ones.
type assistantsPart struct {
	w    *window
	root *panel
	list *fyne.Container

	add      *button // opens the form
	rehearse *fyne.Container
	form     *assistantForm

	built        []app.Assistant
	test, hidden *app.Checkup
	usual        string
	awaited      string // an added one that has not appeared yet
}

func newAssistantsPart(w *window) *assistantsPart {
	p := &assistantsPart{w: w, list: column(space2)}
	p.form = newAssistantForm(w, p.submit, func() { p.open(false) })
	p.form.root.Hide()
	p.add = newButton(plain, lang.L("assistants.add"), func() { p.open(true) })
	p.rehearse = row(0, newButton(link, lang.L("assistants.rehearsal"), p.addRehearsal))
	p.root = card(p.list, p.form.root, column(space2, row(0, p.add), p.rehearse))
	return p
}

// open shows the form, or puts it away empty.
func (p *assistantsPart) open(on bool) {
	p.form.root.Hidden, p.add.Hidden = !on, on
	if on {
		p.w.win.Canvas().Focus(p.form.name)
	} else {
		p.form.clear()
	}
	p.root.Refresh()
}

func (p *assistantsPart) show(s app.State) {
	p.form.offer(s.Presets)
	stands := false
	for _, a := range s.Assistants {
		stands = stands || a.Kind == app.RehearsalAssistant
		if p.awaited != "" && a.Name == p.awaited {
			p.awaited = ""
			p.open(false)
		}
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
	p.list.Objects = nil
	if len(p.built) == 0 {
		p.list.Add(body(lang.L("assistants.none")).in(colorSecondary))
	}
	for i, a := range p.built {
		if i > 0 {
			p.list.Add(rule())
		}
		p.list.Add(p.line(a, a.Name == usual.Name, len(p.built) > 1))
		if p.test != nil && p.test.Of == a.Name && p.test != p.hidden {
			p.list.Add(botTest(p.test, func() {
				p.hidden = p.test
				p.build(usual)
			}))
		}
	}
	p.root.Refresh()
}

func (p *assistantsPart) line(a app.Assistant, usual, several bool) fyne.CanvasObject {
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
	remove := newButton(link, lang.L("assistants.remove"), func() {
		p.w.ask(lang.L("assistants.remove.title", fields{"name": a.Name}), lang.L("assistants.remove.text"),
			lang.L("assistants.remove.button"), func() { p.w.do(app.RemoveAssistant{Name: a.Name}) })
	})
	prefer := newButton(link, lang.L("assistants.prefer"), func() {
		p.w.do(app.ChangeSettings{Change: func(s *app.Settings) { s.DefaultAssistant = a.Name }})
	})
	prefer.Hidden = usual
	test := newButton(link, lang.L("assistants.test"), func() { p.w.do(app.TestAssistant{Name: a.Name}) })
	test.enable(p.test == nil || p.test.Running == "")
	return column(0, words, row(space4, test, prefer, gap(), remove))
}

func (p *assistantsPart) submit() {
	wish, name := p.form.wish()
	p.awaited = name
	p.w.do(wish)
}

func (p *assistantsPart) addRehearsal() {
	p.w.do(app.SetAssistant{Assistant: app.Assistant{Name: lang.L("assistants.rehearsal.name"), Kind: app.RehearsalAssistant}})
}
