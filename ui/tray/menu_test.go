package tray

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"behalf/app"
	"behalf/app/fault"
	"behalf/ui/lang"
)

func TestMain(m *testing.M) {
	if err := lang.Use("en"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// drawn writes a menu as text: (…) is switched off, indented is below.
func drawn(items []Item) string {
	var lines []string
	for _, item := range items {
		switch {
		case item.Separator:
			lines = append(lines, "---")
		case item.Disabled:
			lines = append(lines, "("+item.Label+")")
		default:
			lines = append(lines, item.Label)
		}
		if len(item.Children) > 0 {
			lines = append(lines, "  "+strings.ReplaceAll(drawn(item.Children), "\n", "\n  "))
		}
	}
	return strings.Join(lines, "\n")
}

func ready() app.State {
	return app.State{
		Accounts:   []app.Account{{ID: "a1", Name: "Ada Lovelace", Default: true, State: app.Connected}},
		Assistants: []app.Assistant{{Name: "Notes"}},
	}
}

func run(id, meetingID string, p app.Phase) app.Run {
	return app.Run{ID: id, MeetingID: meetingID, Assistant: "Notes", Events: []app.Event{{Phase: p, Attempt: 1}}}
}

func TestMenuBeforeSetup(t *testing.T) {
	const want = `(Not connected to Zoom)
---
(Send assistant to the copied meeting)
---
Open Behalf
Settings
---
Quit`
	if got := drawn(Menu(app.State{})); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestMenuWithRuns(t *testing.T) {
	s := ready()
	s.Runs = []app.Run{run("r1", "81234567890", app.WaitingForYou), run("r0", "1", app.Ended)}
	s.Recent = []app.Run{run("p1", "84512340000", app.Ended), run("p2", "84512340000", app.Ended), run("p3", "234567890", app.Ended)}
	const want = `(1 assistant on its way)
---
Send assistant to the copied meeting
812 3456 7890 · Waiting for you to join
  Stop
Recent
  845 1234 0000
  234 567 890
---
Open Behalf
Settings
---
Quit`
	items := Menu(s)
	if got := drawn(items); got != want {
		t.Errorf("got\n%s", got)
	}
	if got := items[3].Children[0].Wish; got != (app.Stop{RunID: "r1"}) {
		t.Errorf("stops with %#v", got)
	}
	if got := items[4].Children[1].Wish.(app.Send); got.Meeting.ID != "234567890" || got.RunID != "" {
		t.Errorf("sends %#v", got)
	}
}

// A menu that is built anew while it is open loses the click on it.
func TestMenuStaysAsItIsWhileARunTriesAgain(t *testing.T) {
	s := ready()
	r := run("r1", "81234567890", app.WaitingForYou)
	s.Runs = []app.Run{r}
	before := Menu(s)
	for _, phase := range []app.Phase{app.Minting, app.Starting, app.Connecting, app.WaitingForYou} {
		r.Events = append(r.Events, app.Event{Phase: phase, Attempt: 2})
		s.Runs = []app.Run{r}
		if !reflect.DeepEqual(Menu(s), before) {
			t.Errorf("%s changed the menu:\n%s", phase, drawn(Menu(s)))
		}
	}
}

func TestStatusAndIconSayTheSame(t *testing.T) {
	with := func(change func(*app.State)) app.State {
		s := ready()
		change(&s)
		return s
	}
	for name, c := range map[string]struct {
		state app.State
		words string
		icon  Icon
	}{
		"ready":   {ready(), "Ready", Idle},
		"working": {with(func(s *app.State) { s.Runs = []app.Run{run("r", "1", app.Minting), run("q", "2", app.WaitingRoom)} }), "2 assistants on their way", Working},
		"inside":  {with(func(s *app.State) { s.Runs = []app.Run{run("r", "1", app.Minting), run("q", "2", app.InMeeting)} }), "1 assistant in a meeting", InMeeting},
		"failed":  {with(func(s *app.State) { s.Runs = []app.Run{run("r", "1", app.Failed)} }), "Behalf needs you", Attention},
		"account": {with(func(s *app.State) { s.Accounts[0].State = app.SignInNeeded }), "Behalf needs you", Attention},
		"weather": {with(func(s *app.State) { s.Accounts[0].State = app.Unreachable }), "Ready", Idle},
		"notice":  {with(func(s *app.State) { s.Notice = &app.Notice{Fault: fault.New(fault.DiskFull)} }), "Behalf needs you", Attention},
	} {
		if got := Status(c.state); got != c.words {
			t.Errorf("%s: %q, want %q", name, got, c.words)
		}
		if got := IconOf(c.state); got != c.icon {
			t.Errorf("%s: icon %s, want %s", name, got, c.icon)
		}
	}
}
