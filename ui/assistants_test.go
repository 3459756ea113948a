package ui

import (
	"slices"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

func TestAssistantsAreAddedAndRemoved(t *testing.T) {
	s := ready()
	s.TestServer = true
	w, p := openWindow(t, s)
	part := settingsOf(w, atAssistants).assistants.form
	press(t, w, "Add an assistant")
	part.name.SetText("Recorder")
	if !findButton(w, "Add").Disabled() {
		t.Error("it can be added without a program")
	}
	part.program.SetText("/usr/bin/recorder")
	part.arguments.SetText(`--title "two words" 'and more' ""`)
	press(t, w, "Add")
	got := last[app.SetAssistant](t, p).Assistant
	if got.Name != "Recorder" || got.Kind != app.ProcessAssistant || got.Program != "/usr/bin/recorder" ||
		!slices.Equal(got.Args, []string{"--title", "two words", "and more", ""}) {
		t.Errorf("added %#v", got)
	}
	if !part.root.Visible() {
		t.Error("what may be refused must stay")
	}
	s.Assistants = append(slices.Clone(s.Assistants), got)
	w.render(s)
	if part.root.Visible() || part.name.Text != "" {
		t.Error("the form stays after it was accepted")
	}
	press(t, w, "Use first")
	settings := app.Settings{}
	last[app.ChangeSettings](t, p).Change(&settings)
	if settings.DefaultAssistant != "Recorder" {
		t.Errorf("preferred %q", settings.DefaultAssistant)
	}
	press(t, w, "Edit")
	press(t, w, "Remove this assistant")
	press(t, w, "Remove it")
	if last[app.RemoveAssistant](t, p).Name != "Notes" {
		t.Error("the wrong one was removed")
	}
	press(t, w, "Cancel")
	press(t, w, "Add the rehearsal assistant")
	if last[app.SetAssistant](t, p).Assistant.Kind != app.RehearsalAssistant {
		t.Error("that is no rehearsal assistant")
	}
}

// The name of one that there is already is refused, and what was typed stays to
// be put right.
func TestARefusedAssistantStaysInTheForm(t *testing.T) {
	s := ready()
	w, _ := openWindow(t, s)
	form := settingsOf(w, atAssistants).assistants.form
	press(t, w, "Add an assistant")
	form.name.SetText(s.Assistants[0].Name)
	form.program.SetText("/opt/another")
	press(t, w, "Add")
	w.render(s) // before the answer
	if !form.root.Visible() || form.program.Text != "/opt/another" {
		t.Fatal("the assistant that was there passes for the new one")
	}
	form.name.SetText("Another")
	press(t, w, "Add")
	s.Notice = &app.Notice{Seq: 1, Fault: fault.New(fault.ProgramMissing)}
	w.render(s)
	s.Assistants = append(slices.Clone(s.Assistants), app.Assistant{Name: "Another"}) // by somebody else
	w.render(s)
	if !form.root.Visible() {
		t.Error("what was refused is still awaited")
	}
}

func TestAPresetAsksOnlyForWhatItNeeds(t *testing.T) {
	s := ready()
	s.Presets = []app.Preset{
		{Title: "Rehearsal", Kind: app.RehearsalAssistant},
		{Title: "Native", Text: "A bot of ours.", Kind: app.ProcessAssistant, Programs: []string{"/native"}},
		{Title: "Sample", Text: "Zoom's sample.", Kind: app.CommandAssistant, Programs: []string{"/sample"}},
		{Title: "File", Text: "Any program.", Kind: app.CommandAssistant, Command: app.Command{FileName: "f"}},
	}
	w, p := openWindow(t, s)
	part := settingsOf(w, atAssistants).assistants
	press(t, w, "Add an assistant")
	form := part.form
	if !slices.Equal(form.kind.options, []string{"Speaks the bot protocol", "Native", "Sample", "File"}) || !says(w, "A program that was written for Behalf.") {
		t.Errorf("offered are %q", form.kind.options)
	}
	for title, c := range map[string]struct{ program, arguments, needs bool }{
		"Speaks the bot protocol": {true, true, true}, "Native": {false, false, false}, "Sample": {true, false, false}, "File": {true, true, true},
	} {
		form.kind.choose(title)
		if form.programField.Visible() != c.program || form.argumentField.Visible() != c.arguments || form.accept.Disabled() != c.needs {
			t.Errorf("%s: program %v, arguments %v, can't be added: %v", title, form.programField.Visible(), form.argumentField.Visible(), form.accept.Disabled())
		}
	}
	form.kind.choose("File")
	if !says(w, "Any program.") || form.arguments.Text != "{config_file}" {
		t.Errorf("the arguments are %q", form.arguments.Text)
	}
	form.program.SetText("/opt/bot")
	form.arguments.SetText("--meeting {config_file}")
	form.kind.choose("Sample")
	form.kind.choose("File")
	press(t, w, "Add")
	wish := last[app.AddPreset](t, p)
	if wish.Preset.Title != "File" || wish.Name != "" || wish.Program != "/opt/bot" || !slices.Equal(wish.Args, []string{"--meeting", "{config_file}"}) {
		t.Errorf("added %+v", wish)
	}
	form.kind.choose("Native") // what stands in hidden fields does not count
	form.name.SetText("Mine")
	form.record.press()
	press(t, w, "Add")
	if wish = last[app.AddPreset](t, p); wish.Program != "" || wish.Args != nil || wish.Name != "Mine" || !wish.Record {
		t.Errorf("added %+v", wish)
	}
	w.render(s)
	if !form.root.Visible() || form.kind.chosen != "Native" {
		t.Error("what may be refused must stay")
	}
	s.Assistants = append(slices.Clone(s.Assistants), wish.Candidates()[0])
	w.render(s)
	if form.root.Visible() || form.kind.chosen != "Speaks the bot protocol" || form.record.on {
		t.Error("the form stays after it was accepted")
	}
}

func TestRehearsalAssistantIsForRehearsals(t *testing.T) {
	w, _ := openWindow(t, ready())
	settingsOf(w, atAssistants)
	if findButton(w, "Add the rehearsal assistant") != nil {
		t.Error("it is offered over the real Zoom")
	}
}
