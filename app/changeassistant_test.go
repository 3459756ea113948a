package app_test

import (
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// renamable is a state in which an assistant is named everywhere.
func renamable() app.Saved {
	saved := settled()
	saved.Assistants = append(saved.Assistants, app.Assistant{Name: "Another", Kind: app.ProcessAssistant, Program: "/bin/true"})
	saved.Settings.DefaultAssistant = "Notes"
	saved.Recent = []app.Run{
		{ID: "r-1", Assistant: "Notes", EndedAt: time.Now()}, {ID: "r-2", Assistant: "Another", EndedAt: time.Now()},
	}
	return saved
}

func TestARenamedAssistantStaysTheUsualOneAndKeepsItsRuns(t *testing.T) {
	w := newWorld(t, renamable())
	defer w.Close(t.Context())
	before := w.State().Changes
	changed := app.Assistant{Name: "Minutes", Kind: app.ProcessAssistant, Program: "/bin/false", Args: []string{"x"}, Record: true}
	w.ask(t, app.ChangeAssistant{Name: "Notes", Assistant: changed})
	s := w.State()
	first, _ := s.Assistant("")
	if s.Assistants[0].Name != "Minutes" || first.Name != "Minutes" || !first.Record || len(first.Args) != 1 {
		t.Errorf("the usual one is %+v of %+v", first, s.Assistants)
	}
	if s.Recent[0].Assistant != "Minutes" || s.Recent[1].Assistant != "Another" {
		t.Errorf("the runs are of %q and %q", s.Recent[0].Assistant, s.Recent[1].Assistant)
	}
	if s.Changes == before {
		t.Error("an open history keeps the former name")
	}
}

func TestAnAssistantDoesNotTakeAnothersName(t *testing.T) {
	w := newWorld(t, renamable())
	defer w.Close(t.Context())
	err := w.Ask(t.Context(), app.ChangeAssistant{Name: "Notes", Assistant: app.Assistant{Name: "Another"}})
	wantFault(t, err, fault.AssistantExists)
	err = w.Ask(t.Context(), app.ChangeAssistant{Name: "Nobody", Assistant: app.Assistant{Name: "Somebody"}})
	wantFault(t, err, fault.UnknownAssistant)
	if got := w.State().Assistants; len(got) != 2 || got[0].Name != "Notes" {
		t.Errorf("now there are %+v", got)
	}
}

func TestAProgramThatIsAwayMayBeRenamedButNotChosen(t *testing.T) {
	w := newWorld(t, renamable())
	defer w.Close(t.Context())
	w.bots.check = func(app.Assistant) error { return fault.New(fault.ProgramMissing) }
	elsewhere := app.Assistant{Name: "Notes", Kind: app.ProcessAssistant, Program: "/bin/none"}
	wantFault(t, w.Ask(t.Context(), app.ChangeAssistant{Name: "Notes", Assistant: elsewhere}), fault.ProgramMissing)
	renamed := app.Assistant{Name: "Minutes", Kind: app.ProcessAssistant, Program: "/bin/true"}
	w.ask(t, app.ChangeAssistant{Name: "Notes", Assistant: renamed})
	if a, _ := w.State().Assistant("Minutes"); !fault.Is(a.Fault, fault.ProgramMissing) {
		t.Errorf("it looks ready: %v", a.Fault)
	}
	w.bots.check = func(app.Assistant) error { return fault.New(fault.SecretInArguments) }
	wantFault(t, w.Ask(t.Context(), app.ChangeAssistant{Name: "Minutes", Assistant: renamed}), fault.SecretInArguments)
}

func TestAnAssistantThatCannotBeWrittenStaysAsItWas(t *testing.T) {
	w := newWorld(t, renamable())
	defer w.Close(t.Context())
	w.store.fail(fault.New(fault.DiskFull))
	err := w.Ask(t.Context(), app.ChangeAssistant{Name: "Notes", Assistant: app.Assistant{Name: "Minutes", Program: "/bin/true"}})
	wantFault(t, err, fault.DiskFull)
	s := w.State()
	if s.Assistants[0].Name != "Notes" || s.Settings.DefaultAssistant != "Notes" || s.Recent[0].Assistant != "Notes" {
		t.Errorf("it looks written: %+v", s.Assistants)
	}
}

func TestAnAssistantThatGoesMeanwhileIsNotChanged(t *testing.T) {
	w := newWorld(t, renamable())
	defer w.Close(t.Context())
	w.bots.check = func(app.Assistant) error { return w.Ask(t.Context(), app.RemoveAssistant{Name: "Notes"}) }
	err := w.Ask(t.Context(), app.ChangeAssistant{Name: "Notes", Assistant: app.Assistant{Name: "Minutes", Program: "/bin/true"}})
	wantFault(t, err, fault.UnknownAssistant)
	if got := w.State().Assistants; len(got) != 1 || got[0].Name != "Another" {
		t.Errorf("now there are %+v", got)
	}
}

func TestAnOldTestSaysNothingAboutAChangedAssistant(t *testing.T) {
	w := newWorld(t, renamable())
	defer w.Close(t.Context())
	w.ask(t, app.TestAssistant{Name: "Notes"})
	w.until(t, func(s app.State) bool { return s.Test != nil && s.Test.Running == "" })
	w.ask(t, app.ChangeAssistant{Name: "Notes", Assistant: app.Assistant{Name: "Notes", Program: "/bin/false"}})
	if test := w.State().Test; test != nil {
		t.Errorf("it is still shown: %+v", test)
	}
}
