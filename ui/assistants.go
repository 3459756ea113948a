package ui

import (
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"behalf/app"
)

// assistantsPart lists the assistants and adds new ones.
type assistantsPart struct {
	w    *window
	root *panel
	list *fyne.Container

	add      *button // opens the form
	rehearse *button
	form     *fyne.Container

	name, program, arguments *widget.Entry
	record                   *widget.Check
	accept                   *button
	built                    []app.Assistant
	test, hidden             *app.Checkup
	usual                    string
	awaited                  string // an added one that has not appeared yet
}

func newAssistantsPart(w *window) *assistantsPart {
	p := &assistantsPart{
		w: w, list: column(space2),
		name: widget.NewEntry(), program: widget.NewEntry(), arguments: widget.NewEntry(),
		record: widget.NewCheck(lang.L("assistants.record"), nil),
	}
	p.name.SetPlaceHolder(lang.L("assistants.name.placeholder"))
	changed := func(string) { p.accept.enable(p.complete()) }
	p.accept = newButton(plain, lang.L("assistants.accept"), p.submit)
	p.accept.Disable()
	p.name.OnChanged, p.program.OnChanged = changed, changed
	cancel := newButton(link, lang.L("ask.cancel"), func() { p.open(false) })
	p.form = column(space3,
		field(lang.L("assistants.name"), "", turning(w, p.name)),
		field(lang.L("assistants.program"), lang.L("assistants.program.text"), turning(w, p.program)),
		field(lang.L("assistants.arguments"), lang.L("assistants.arguments.text"), turning(w, p.arguments)),
		p.record,
		row(space2, p.accept, cancel))
	p.form.Hide()
	p.add = newButton(plain, lang.L("assistants.add"), func() { p.open(true) })
	p.rehearse = newButton(link, lang.L("assistants.rehearsal"), p.addRehearsal)
	p.root = card(p.list, p.form, row(space2, p.add, p.rehearse))
	return p
}

func (p *assistantsPart) complete() bool {
	return strings.TrimSpace(p.name.Text) != "" && strings.TrimSpace(p.program.Text) != ""
}

// open shows the form, or puts it away empty.
func (p *assistantsPart) open(on bool) {
	p.form.Hidden, p.add.Hidden = !on, on
	if on {
		p.w.win.Canvas().Focus(p.name)
	} else {
		for _, e := range []*widget.Entry{p.name, p.program, p.arguments} {
			e.SetText("")
		}
		p.record.SetChecked(false)
	}
	p.root.Refresh()
}

func (p *assistantsPart) show(s app.State) {
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
		words.Add(quiet(a.Fault.Title + " " + a.Fault.Advice).in(colorAttention))
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
	return column(0, words, row(0, test, prefer, gap(), remove))
}

func (p *assistantsPart) submit() {
	a := app.Assistant{
		Name: strings.TrimSpace(p.name.Text), Kind: app.ProcessAssistant,
		Program: strings.TrimSpace(p.program.Text), Args: words(p.arguments.Text), Record: p.record.Checked,
	}
	p.awaited = a.Name
	p.w.do(app.SetAssistant{Assistant: a})
}

func (p *assistantsPart) addRehearsal() {
	p.w.do(app.SetAssistant{Assistant: app.Assistant{Name: lang.L("assistants.rehearsal.name"), Kind: app.RehearsalAssistant}})
}

// words splits arguments at blanks; quotes keep some together.
func words(line string) []string {
	var list []string
	var word strings.Builder
	var quote rune
	begun := false
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, begun = r, true
		case quote == 0 && r == ' ':
			if begun {
				list = append(list, word.String())
				word.Reset()
				begun = false
			}
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if begun {
		list = append(list, word.String())
	}
	return list
}
