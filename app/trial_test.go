package app_test

import (
	"slices"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

func TestTestingAnAssistant(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	var names []string
	ok, err := w.Test(t.Context(), "", func(s app.Step) { names = append(names, s.Name) })
	if !ok || err != nil || !slices.Equal(names, []string{"hello", "rejoin", "lines"}) {
		t.Errorf("%v, %v, %v", ok, err, names)
	}
	_, err = w.Test(t.Context(), "Nobody", func(app.Step) { t.Error("a step") })
	wantFault(t, err, fault.UnknownAssistant)

	w.ask(t, app.SetAssistant{Assistant: app.Assistant{Name: "broken", Kind: app.ProcessAssistant, Program: "/bin/true"}})
	if ok, err := w.Test(t.Context(), "broken", func(app.Step) {}); ok || err != nil {
		t.Errorf("a broken one: %v, %v", ok, err)
	}
}

// The window shows the rules as they come.
func TestATestInTheWindow(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.ask(t, app.TestAssistant{Name: bot.Name})
	s := w.State()
	if s.Test == nil || s.Test.Of != bot.Name || s.Test.Running != "" || len(s.Test.Steps) != 3 || s.Checkup != nil {
		t.Errorf("%+v", s.Test)
	}
	w.ask(t, app.TestAssistant{Name: bot.Name})
	if n := len(w.State().Test.Steps); n != 3 {
		t.Errorf("the second test shows %d steps", n)
	}
	wantFault(t, w.Ask(t.Context(), app.TestAssistant{Name: "Nobody"}), fault.UnknownAssistant)
}

func TestATestThatCantBeMade(t *testing.T) {
	saved := settled()
	saved.Assistants = []app.Assistant{{Name: "Gone", Kind: app.ProcessAssistant, Program: "missing"}}
	w := newWorld(t, saved)
	defer w.Close(t.Context())
	wantFault(t, w.Ask(t.Context(), app.TestAssistant{Name: "Gone"}), fault.Unexpected)
	if s := w.State(); s.Test.Running != "" {
		t.Errorf("%+v", s.Test)
	}
}
