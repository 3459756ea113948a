package ui

import (
	"reflect"
	"strings"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/ui/lang"
)

// assistantForm adds an assistant, a program that speaks the bot protocol or one
// of the presets, or changes one. It asks only for what the kind needs.
type assistantForm struct {
	w      *window
	root   *fyne.Container
	fields *fyne.Container // without the buttons, for the first start

	kind                     *picker
	about                    *text
	kindPart                 *fyne.Container // with what is said about it
	name, program, arguments *entry
	options                  *optionsField
	record                   *toggle
	accept                   *button

	programField, argumentField fyne.CanvasObject

	presets []app.Preset
	former  *app.Assistant                      // the one that is changed; nil: a new one
	filled  struct{ arguments, options string } // what was filled in for the kind, and may go with it
}

// fileArgument is what most programs that read a private file want to be told.
const fileArgument = "{config_file}"

func newAssistantForm(w *window, submit, cancel func()) *assistantForm {
	f := &assistantForm{
		w: w, about: quiet(""), name: newEntry(w, lang.L("assistants.name")),
		program: newEntry(w, lang.L("assistants.program")), arguments: newEntry(w, lang.L("assistants.arguments")),
		record: newToggle(lang.L("assistants.record"), "", nil),
	}
	f.kind = newPicker(lang.L("assistants.kind"), func(string) { f.refresh() })
	f.kind.set([]string{lang.L("assistants.kind.protocol")}, lang.L("assistants.kind.protocol"))
	changed := func(string) { f.accept.enable(f.complete()) }
	f.accept = newButton(plain, lang.L("assistants.accept"), submit)
	f.name.OnChanged, f.program.OnChanged = changed, changed
	f.options = newOptionsField(w, func() { changed("") })
	f.programField = field(lang.L("assistants.program"), lang.L("assistants.program.text"), turning(w, f.program))
	f.argumentField = field(lang.L("assistants.arguments"), lang.L("assistants.arguments.text"), turning(w, f.arguments))
	f.kindPart = column(space1, field(lang.L("assistants.kind"), "", f.kind), f.about)
	f.fields = column(space3,
		f.kindPart,
		field(lang.L("assistants.name"), "", turning(w, f.name)),
		f.programField, f.argumentField, f.options.root, f.record)
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

// clear puts the form back to its beginning, for a new assistant.
func (f *assistantForm) clear() {
	f.former = nil
	f.filled.arguments, f.filled.options = "", ""
	for _, e := range []*entry{f.name, f.program, f.arguments} {
		e.SetText("")
	}
	f.options.set(nil)
	f.record.set(false)
	f.kind.set(f.kind.options, f.kind.options[0])
	f.refresh()
}

// edit fills the form with an assistant that there is.
func (f *assistantForm) edit(a app.Assistant) {
	f.clear()
	f.former = &a
	f.name.SetText(a.Name)
	f.program.SetText(a.Program)
	f.arguments.SetText(spelled(a.Args))
	f.options.set(a.Options)
	f.record.set(a.Record)
	f.refresh()
}

// refresh shows the fields that the kind needs.
func (f *assistantForm) refresh() {
	f.program.SetPlaceHolder("")
	show(f.kindPart, f.former == nil)
	p := f.preset()
	switch {
	case f.former != nil:
		f.refreshFormer()
	case p != nil:
		f.refreshPreset(*p)
	default:
		f.name.SetPlaceHolder(lang.L("assistants.name.placeholder"))
		f.about.set(lang.L("assistants.kind.protocol.text"))
		f.fill("", nil)
		f.showFields(true, true, true)
	}
	f.accept.set(lang.L("assistants.accept"), f.accept.pressed)
	if f.former != nil {
		f.accept.set(lang.L("assistants.save"), f.accept.pressed)
	}
	f.accept.enable(f.complete())
	f.root.Refresh()
}

func (f *assistantForm) refreshFormer() {
	is := *f.former
	f.name.SetPlaceHolder("")
	ours := is.Kind == app.RehearsalAssistant
	f.showFields(!ours, !ours, len(is.Options) > 0 || is.Kind == app.ProcessAssistant)
	show(f.record, !ours)
}

// refreshPreset needs less: Behalf knows where the program of a preset is, or at
// least how to be told.
func (f *assistantForm) refreshPreset(p app.Preset) {
	f.name.SetPlaceHolder(lang.Said(p.Title))
	f.about.set(lang.Said(p.Text))
	if !p.NeedsProgram() {
		f.program.SetPlaceHolder(lang.L("assistants.program.usual"))
	}
	arguments := ""
	if p.NeedsProgram() && p.Command.FileName != "" {
		arguments = fileArgument
	}
	f.fill(arguments, p.Options)
	f.showFields(p.NeedsProgram() || p.Kind == app.CommandAssistant, p.NeedsProgram(), len(p.Options) > 0)
}

func (f *assistantForm) showFields(program, arguments, options bool) {
	show(f.programField, program)
	show(f.argumentField, arguments)
	show(f.options.root, options)
	show(f.record, true)
}

// fill puts in what a kind begins with, but not over what was typed.
func (f *assistantForm) fill(arguments string, options map[string]string) {
	if f.arguments.Text == f.filled.arguments {
		f.filled.arguments = arguments
		f.arguments.SetText(arguments)
	}
	if f.options.entry.Text == f.filled.options {
		f.options.set(options)
		f.filled.options = f.options.entry.Text
	}
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
	switch {
	case f.options.root.Visible() && !f.options.fit():
		return false
	case f.former != nil:
		return named && (located || f.former.Kind == app.RehearsalAssistant)
	case p == nil:
		return named && located
	}
	return located || !p.NeedsProgram()
}

// wish is what was entered, and the name of what it adds or changes.
func (f *assistantForm) wish() (app.Wish, string) {
	name, program, arguments := strings.TrimSpace(f.name.Text), strings.TrimSpace(f.program.Text), words(f.arguments.Text)
	p := f.preset()
	if !f.programField.Visible() {
		program = ""
	}
	if !f.argumentField.Visible() {
		arguments = nil
	}
	var options map[string]string
	if f.options.root.Visible() {
		options = f.options.read()
	}
	switch {
	case f.former != nil:
		a := *f.former
		a.Name, a.Program, a.Args, a.Record = name, program, arguments, f.record.on
		a.Fault = nil
		if f.options.root.Visible() {
			a.Options = options
		}
		return app.ChangeAssistant{Name: f.former.Name, Assistant: a}, name
	case p == nil:
		return app.SetAssistant{Assistant: app.Assistant{
			Name: name, Kind: app.ProcessAssistant, Program: program, Args: arguments, Options: options, Record: f.record.on,
		}}, name
	}
	if title := lang.Said(p.Title); name == "" && title != p.Title {
		name = title
	}
	w := app.AddPreset{Preset: *p, Name: name, Program: program, Args: arguments, Options: options, Record: f.record.on}
	return w, w.Candidates()[0].Name
}
