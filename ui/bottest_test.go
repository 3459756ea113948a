package ui

import (
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

func TestAnAssistantIsTested(t *testing.T) {
	s := ready()
	w, p := openWindow(t, s)
	settingsOf(w, atAssistants)
	press(t, w, "Test")
	name := s.Assistants[0].Name
	if wish := last[app.TestAssistant](t, p); wish.Name != name {
		t.Errorf("%+v", wish)
	}

	s.Test = &app.Checkup{Of: name, Steps: []app.Step{{Name: "hello", OK: true, Took: 7 * time.Millisecond}}, Running: "join"}
	w.render(s)
	if !says(w, "Introduces itself") || !says(w, "7 ms") || !says(w, "Answers the order to join") || !says(w, "Checking …") {
		t.Error("a test under way is not shown")
	}
	if !findButton(w, "Test").Disabled() || findButton(w, "Hide the result") != nil {
		t.Error("one at a time, and it can't be hidden yet")
	}

	broken := fault.New(fault.BotRule, "rule", "It hangs.")
	s.Test = &app.Checkup{Of: name, Steps: []app.Step{
		{Name: "join", Fault: broken}, {Name: "rejoin", OK: true, Skipped: "It does not announce this."},
	}}
	w.render(s)
	for _, words := range []string{"It breaks a rule of the bot protocol.", broken.Title, "Skipped", "It does not announce this."} {
		if !says(w, words) {
			t.Errorf("%q is not shown", words)
		}
	}
	press(t, w, "Hide the result")
	if says(w, broken.Title) {
		t.Error("the result is still there")
	}
	s.Test = &app.Checkup{Of: name, Steps: []app.Step{{Name: "hello", OK: true}}}
	w.render(s)
	if !says(w, "It keeps every rule that was tried.") {
		t.Error("the next result is not shown")
	}
	s.Test = &app.Checkup{Of: "Another", Steps: s.Test.Steps}
	w.render(s)
	if says(w, "Introduces itself") {
		t.Error("the result of another is shown")
	}
}
