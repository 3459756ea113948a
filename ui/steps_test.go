package ui

import (
	"strings"
	"testing"
	"time"

	"behalf/app"
)

// drawn writes steps as marks and words: x done, > current, - to come.
func drawn(list []step) string {
	marks := map[dotState]string{done: "x ", current: "> ", toCome: "- "}
	var lines []string
	for _, s := range list {
		words := marks[s.state] + s.words
		if s.detail != "" {
			words += " | " + s.detail
		}
		lines = append(lines, words)
	}
	return strings.Join(lines, "\n")
}

func TestSteps(t *testing.T) {
	event := func(p app.Phase) app.Event { return app.Event{Phase: p} }
	waiting := app.Event{Phase: app.WaitingForYou, Attempt: 6, NextTryAt: noon.Add(3500 * time.Millisecond)}
	for name, c := range map[string]struct {
		events []app.Event
		want   string
	}{
		"just sent": {
			nil,
			"> Asking Zoom to allow it in your name\n- Starting the assistant\n- Entering the meeting\n- In the meeting",
		},
		"starting": {
			[]app.Event{event(app.Minting), event(app.Starting)},
			"x Zoom allowed it in your name\n> Starting the assistant\n- Entering the meeting\n- In the meeting",
		},
		"connecting": {
			[]app.Event{event(app.Minting), event(app.Starting), event(app.Connecting)},
			"x Zoom allowed it in your name\nx Assistant started\n> Entering the meeting\n- In the meeting",
		},
		"waiting": {
			[]app.Event{event(app.Minting), event(app.Starting), waiting},
			"x Zoom allowed it in your name\nx Assistant started\n> Waiting for you to join the meeting | Try 6 · next in 4 s\n- In the meeting",
		},
		"the next attempt keeps the picture": {
			[]app.Event{event(app.Minting), event(app.Starting), waiting, {Phase: app.Minting, Attempt: 7}},
			"x Zoom allowed it in your name\nx Assistant started\n> Waiting for you to join the meeting | Try 7 · trying now\n- In the meeting",
		},
		"waiting room": {
			[]app.Event{event(app.Minting), event(app.Connecting), event(app.WaitingRoom)},
			"x Zoom allowed it in your name\nx Assistant started\n> In the waiting room: the host lets it in\n- In the meeting",
		},
		"waiting for the host": {
			[]app.Event{event(app.WaitingForHost)},
			"x Zoom allowed it in your name\nx Assistant started\n> Waiting for the host to start the meeting\n- In the meeting",
		},
		"the person comes first": {
			[]app.Event{{Phase: app.WaitingForYou, Attempt: 1, NextTryAt: noon.Add(14500 * time.Millisecond)}},
			"- Asking Zoom to allow it in your name\n- Starting the assistant\n> Waiting for you to join the meeting | First try in 15 s\n- In the meeting",
		},
		"the person has come": {
			[]app.Event{{Phase: app.WaitingForYou, Attempt: 1}, {Phase: app.Minting, Attempt: 1}},
			"> Asking Zoom to allow it in your name\n- Starting the assistant\n- Entering the meeting\n- In the meeting",
		},
		"inside": {
			[]app.Event{event(app.Minting), waiting, event(app.InMeeting)},
			"x Zoom allowed it in your name\nx Assistant started\nx Let in\nx In the meeting",
		},
	} {
		if got := drawn(steps(run("r", c.events...), noon)); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}
