package ui

import (
	"slices"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

func TestArgumentsAreSpelledAsTheyAreRead(t *testing.T) {
	for _, arguments := range [][]string{
		nil, {"--a"}, {"", "two words", `it's`, `say "no"`, `both ' and "`, `"`, "'", "{config_file}"},
	} {
		if got := words(spelled(arguments)); !slices.Equal(got, arguments) {
			t.Errorf("%q becomes %q by way of %s", arguments, got, spelled(arguments))
		}
	}
}

func TestAnAssistantIsChanged(t *testing.T) {
	s := ready()
	s.Assistants[0].Args, s.Assistants[0].Options = []string{"two words"}, map[string]string{"b": "2", "a": "1=1"}
	s.Assistants[0].Env, s.Assistants[0].Fault = []string{"A=b"}, fault.New(fault.ProgramMissing)
	w, p := openWindow(t, s)
	part := settingsOf(w, atAssistants).assistants
	press(t, w, "Edit")
	form := part.form
	if form.name.Text != "Notes" || form.program.Text != "/opt/notes" || form.arguments.Text != `"two words"` || form.options.entry.Text != "a=1=1\nb=2" {
		t.Fatalf("filled in are %q, %q, %q, %q", form.name.Text, form.program.Text, form.arguments.Text, form.options.entry.Text)
	}
	if form.kindPart.Visible() || part.list.Visible() || findButton(w, "Add") != nil {
		t.Error("what belongs to a new one, or to the list, shows too")
	}
	form.options.entry.SetText("a=1\nb")
	if !findButton(w, "Save the changes").Disabled() || !says(w, "Each line has to be name=value.") {
		t.Error("a line that is no option is taken")
	}
	form.options.entry.SetText("a=1\n\n c = 3 ")
	form.name.SetText(" Minutes ")
	form.record.press()
	press(t, w, "Save the changes")
	wish := last[app.ChangeAssistant](t, p)
	got := wish.Assistant
	if wish.Name != "Notes" || got.Name != "Minutes" || got.Kind != app.ProcessAssistant || !got.Record || !slices.Equal(got.Args, []string{"two words"}) ||
		got.Fault != nil || len(got.Options) != 2 || got.Options["a"] != "1" || got.Options["c"] != "3" || !slices.Equal(got.Env, []string{"A=b"}) {
		t.Errorf("changed to %+v", wish)
	}
	w.render(s)
	if !form.root.Visible() {
		t.Error("what may be refused must stay")
	}
	s.Assistants = []app.Assistant{got}
	s.Assistants[0].Fault = fault.New(fault.ProgramMissing) // it still is
	w.render(s)
	if form.root.Visible() || !part.list.Visible() || findButton(w, "Save the changes") != nil {
		t.Error("the form stays after the change was made")
	}
	press(t, w, "Add an assistant")
	if form.name.Text != "" || form.options.entry.Text != "" || findButton(w, "Remove this assistant") != nil || findButton(w, "Add") == nil {
		t.Error("something of the changed one is left in the form")
	}
}

func TestAChangeIsSeenAlsoWhereTheProgramIsAway(t *testing.T) {
	s := ready()
	w, p := openWindow(t, s)
	part := settingsOf(w, atAssistants).assistants
	press(t, w, "Edit")
	part.form.record.press()
	press(t, w, "Save the changes")
	changed := last[app.ChangeAssistant](t, p).Assistant
	changed.Fault = fault.New(fault.ProgramMissing)
	s.Assistants = []app.Assistant{changed}
	w.render(s)
	if part.form.root.Visible() {
		t.Error("the form stays after the change was made")
	}
}

func TestARemovedAssistantLeavesTheForm(t *testing.T) {
	s := ready()
	w, p := openWindow(t, s)
	part := settingsOf(w, atAssistants).assistants
	press(t, w, "Edit")
	press(t, w, "Remove this assistant")
	if len(p.wishes) != 0 {
		t.Fatal("it does not ask")
	}
	press(t, w, "Remove it")
	last[app.RemoveAssistant](t, p)
	s.Assistants = nil
	w.render(s)
	if part.form.root.Visible() || !says(w, "No assistant yet. Add the bot program that should join your meetings.") {
		t.Error("the form of an assistant that is gone stays")
	}
}

func TestARehearsalAssistantHasOnlyAName(t *testing.T) {
	w, _ := openWindow(t, with(func(s *app.State) { s.Assistants = []app.Assistant{{Name: "Rehearsal", Kind: app.RehearsalAssistant}} }))
	form := settingsOf(w, atAssistants).assistants.form
	press(t, w, "Edit")
	if form.programField.Visible() || form.argumentField.Visible() || form.options.root.Visible() || form.record.Visible() {
		t.Error("it asks for what only other programs need")
	}
	if form.accept.Disabled() {
		t.Error("it can't be renamed")
	}
}

func TestAPresetBeginsWithItsOptions(t *testing.T) {
	w, p := openWindow(t, with(func(s *app.State) {
		s.Presets = []app.Preset{
			{Title: "Sample", Kind: app.CommandAssistant, Programs: []string{"/sample"}, Options: map[string]string{"audio": "true", "video": "false"}},
			{Title: "Plain", Kind: app.ProcessAssistant, Programs: []string{"/plain"}},
		}
	}))
	form := settingsOf(w, atAssistants).assistants.form
	press(t, w, "Add an assistant")
	form.kind.choose("Sample")
	if form.options.entry.Text != "audio=true\nvideo=false" {
		t.Errorf("the options are %q", form.options.entry.Text)
	}
	form.kind.choose("Plain")
	if form.options.root.Visible() || form.options.entry.Text != "" {
		t.Error("options of one kind go over to another")
	}
	form.kind.choose("Sample")
	form.options.entry.SetText("video=true")
	form.kind.choose("Plain")
	form.kind.choose("Sample")
	if form.options.entry.Text != "video=true" {
		t.Errorf("what was typed is gone: %q", form.options.entry.Text)
	}
	press(t, w, "Add")
	if got := last[app.AddPreset](t, p).Candidates()[0].Options; got["video"] != "true" || got["audio"] != "true" {
		t.Errorf("added with %v", got)
	}
}

func TestTheTabKeyLeavesTheOptions(t *testing.T) {
	w, _ := openWindow(t, ready())
	if newOptionsField(w, func() {}).entry.AcceptsTab() {
		t.Error("the keyboard is caught in the field")
	}
}
