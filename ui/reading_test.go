package ui

import (
	"testing"

	"behalf/app"
	"behalf/app/meeting"
)

func TestUnderstood(t *testing.T) {
	number, rest := understood(meeting.Meeting{ID: "81234567890", Host: "us02web.zoom.us", PasscodeParam: "ZZTESTPWD"})
	if number != "812 3456 7890" || rest != "us02web.zoom.us · passcode included" {
		t.Errorf("got %q, %q", number, rest)
	}
	if _, rest := understood(meeting.Meeting{ID: "123456789", Webinar: true}); rest != "webinar · no passcode" {
		t.Errorf("got %q", rest)
	}
}

func TestObstacle(t *testing.T) {
	m := meeting.Meeting{ID: "81234567890"}
	with := func(change func(*app.State)) app.State {
		s := ready()
		change(&s)
		return s
	}
	for name, c := range map[string]struct {
		state   app.State
		meeting meeting.Meeting
		want    string
	}{
		"none":         {ready(), m, ""},
		"no text":      {ready(), meeting.Meeting{}, "Paste a meeting first. The assistant follows within a minute after you have joined."},
		"no account":   {with(func(s *app.State) { s.Accounts = nil }), m, "Connect to Zoom first."},
		"no assistant": {with(func(s *app.State) { s.Assistants = nil }), m, "Add an assistant first."},
		"government":   {ready(), meeting.Meeting{ID: "1601234567", Host: "acme.zoomgov.com"}, "This meeting is at Zoom for Government, and needs a ZoomGov account."},
		"its account":  {with(func(s *app.State) { s.Accounts[0].Cloud = app.CloudGov }), meeting.Meeting{ID: "1601234567", Host: "zoomgov.com"}, ""},
		"signed out":   {with(func(s *app.State) { s.Accounts[0].State = app.SignInNeeded }), m, "Sign in to Zoom again first."},
		"permission":   {with(func(s *app.State) { s.Accounts[0].State = app.PermissionMissing }), m, "Grant the missing permission first."},
		"weather":      {with(func(s *app.State) { s.Accounts[0].State = app.Unreachable }), m, ""},
		"corrected":    {with(func(s *app.State) { s.Accounts[0].State = app.AppMisconfigured }), m, ""},
		"under way":    {with(func(s *app.State) { s.Runs = []app.Run{run("r", app.Event{Phase: app.Minting})} }), m, ""},
		"ended":        {with(func(s *app.State) { s.Runs = []app.Run{run("r", app.Event{Phase: app.Ended})} }), m, ""},
	} {
		if got, _ := obstacle(c.state, c.meeting, ""); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestUsualName(t *testing.T) {
	s := ready()
	if got := usualName(s, "Notes", "a1"); got != "Notes for Ada" {
		t.Errorf("got %q", got)
	}
	s.Accounts[0].Name = ""
	if got := usualName(s, "Notes", "a1"); got != "Notes" {
		t.Errorf("got %q", got)
	}
	s.Settings.BotName = "Helper"
	if got := usualName(s, "Notes", "a1"); got != "Helper (assistant)" {
		t.Errorf("got %q", got)
	}
}
