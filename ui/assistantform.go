package ui

import (
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"behalf/app"
	"behalf/ui/lang"
)

// assistantForm adds an assistant: a program that speaks the bot protocol, or one
// of the presets. It asks only for what the chosen kind needs.
type assistantForm struct {
	w      *window
	root   *fyne.Container
	fields *fyne.Container // without the buttons, for the first start

	kind                        *picker
	about                       *text
	name, program, arguments    *entry
	programField, argumentField fyne.CanvasObject
	record                      *namedCheck
	accept                      *button

	presets []app.Preset
	filled  string // what was filled in for the kind, and may go with it
}

// fileArgument is what most programs that read a private file want to be told.
const fileArgument = "{config_file}"

func newAssistantForm(w *window, submit, cancel func()) *assistantForm {
	f := &assistantForm{
		w: w, about: quiet(""), name: newEntry(w, lang.L("assistants.name")),
		program: newEntry(w, lang.L("assistants.program")), arguments: newEntry(w, lang.L("assistants.arguments")),
		record: newNamedCheck(lang.L("assistants.record")),
	}
	f.kind = newPicker(lang.L("assistants.kind"), func(string) { f.refresh() })
	f.kind.set([]string{lang.L("assistants.kind.protocol")}, lang.L("assistants.kind.protocol"))
	changed := func(string) { f.accept.enable(f.complete()) }
	f.accept = newButton(plain, lang.L("assistants.accept"), submit)
	f.name.OnChanged, f.program.OnChanged = changed, changed
	f.programField = field(lang.L("assistants.program"), lang.L("assistants.program.text"), turning(w, f.program))
	f.argumentField = field(lang.L("assistants.arguments"), lang.L("assistants.arguments.text"), turning(w, f.arguments))
	f.fields = column(space3,
		column(space1, field(lang.L("assistants.kind"), "", f.kind), f.about),
		field(lang.L("assistants.name"), "", turning(w, f.name)),
		f.programField, f.argumentField, f.record)
	f.root = column(space3, f.fields, row(space3, f.accept, newButton(link, lang.L("ask.cancel"), cancel)))
	f.refresh()
	return f
}

// offer takes in the presets; the rehearsal one has a button of its own.
func (f *assistantForm) offer(presets []app.Preset) {
	offered, options := []app.Preset{}, []string{lang.L("assistants.kind.protocol")}
	for _, p := range presets {
		if p.Kind != app.RehearsalAssistant {
			offered, options = append(offered, p), append(options, lang.Said(p.Title))
		}
	}
	if !reflect.DeepEqual(offered, f.presets) {
		f.presets = offered
		f.kind.set(options, options[0])
		f.refresh()
	}
}

// preset is the chosen one; nil for a program that speaks the protocol.
func (f *assistantForm) preset() *app.Preset {
	for i, p := range f.presets {
		if lang.Said(p.Title) == f.kind.chosen {
			return &f.presets[i]
		}
	}
	return nil
}

// refresh shows the fields of the chosen kind. Behalf knows where the program of
// a preset is, or at least how to be told.
func (f *assistantForm) refresh() {
	p := f.preset()
	speaks := p == nil
	f.name.SetPlaceHolder(lang.L("assistants.name.placeholder"))
	f.about.set(lang.L("assistants.kind.protocol.text"))
	if !speaks {
		f.name.SetPlaceHolder(lang.Said(p.Title))
		f.about.set(lang.Said(p.Text))
	}
	show(f.programField, speaks || p.NeedsProgram() || p.Kind == app.CommandAssistant)
	show(f.argumentField, speaks || p.NeedsProgram())
	f.program.SetPlaceHolder("")
	if !speaks && !p.NeedsProgram() {
		f.program.SetPlaceHolder(lang.L("assistants.program.usual"))
	}
	if f.arguments.Text == f.filled {
		f.filled = ""
		if !speaks && p.NeedsProgram() && p.Command.FileName != "" {
			f.filled = fileArgument
		}
		f.arguments.SetText(f.filled)
	}
	f.accept.enable(f.complete())
	f.root.Refresh()
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// complete says whether all is there. A preset has a name to go by.
func (f *assistantForm) complete() bool {
	p := f.preset()
	named, located := strings.TrimSpace(f.name.Text) != "", strings.TrimSpace(f.program.Text) != ""
	if p == nil {
		return named && located
	}
	return located || !p.NeedsProgram()
}

// clear puts the form back to its beginning.
func (f *assistantForm) clear() {
	f.filled = ""
	for _, e := range []*entry{f.name, f.program, f.arguments} {
		e.SetText("")
	}
	f.record.SetChecked(false)
	f.kind.set(f.kind.options, f.kind.options[0])
	f.refresh()
}

// wish is what was entered, and the name of what it adds.
func (f *assistantForm) wish() (app.Wish, string) {
	name, program, arguments := strings.TrimSpace(f.name.Text), strings.TrimSpace(f.program.Text), words(f.arguments.Text)
	p := f.preset()
	if p == nil {
		return app.SetAssistant{Assistant: app.Assistant{
			Name: name, Kind: app.ProcessAssistant, Program: program, Args: arguments, Record: f.record.Checked,
		}}, name
	}
	if !f.programField.Visible() {
		program = ""
	}
	if !f.argumentField.Visible() {
		arguments = nil
	}
	if title := lang.Said(p.Title); name == "" && title != p.Title {
		name = title
	}
	w := app.AddPreset{Preset: *p, Name: name, Program: program, Args: arguments, Record: f.record.Checked}
	return w, w.Candidates()[0].Name
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

// namedCheck is Fyne's check box with a name for a screen reader.
type namedCheck struct{ widget.Check }

func newNamedCheck(words string) *namedCheck {
	c := &namedCheck{}
	c.Text = words
	c.ExtendBaseWidget(c)
	return c
}

// FocusGained shows it, also if it is further down.
func (c *namedCheck) FocusGained() {
	c.Check.FocusGained()
	bringIntoView()
}

// AccessibilityLabel is its words.
func (c *namedCheck) AccessibilityLabel() string { return c.Text }

// AccessibilityRole is button.
func (c *namedCheck) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
