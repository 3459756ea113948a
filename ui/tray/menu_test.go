package tray

import (
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

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

// now is a Friday at noon.
var now = time.Date(2026, 11, 20, 12, 0, 0, 0, time.Local)

// text writes a menu as text: (…) is switched off, indented is below.
func text(items []Item) string {
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
			lines = append(lines, "  "+strings.ReplaceAll(text(item.Children), "\n", "\n  "))
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
	if got := text(Menu(app.State{}, now)); got != want {
		t.Errorf("got\n%s", got)
	}
}

// past is a run that ended on a day at noon.
func past(id, meetingID string, days int) app.Run {
	r := run(id, meetingID, app.Ended)
	r.StartedAt = now.AddDate(0, 0, -days)
	return r
}

func TestMenuWithRuns(t *testing.T) {
	s := ready()
	s.Runs = []app.Run{run("r0", "1", app.Failed), run("r1", "81234567890", app.WaitingForYou), run("r2", "234567890", app.Ended)}
	s.Recent = []app.Run{
		past("p0", "81234567890", 0), past("p1", "84512340000", 0), past("p2", "84512340000", 1), past("p3", "2345678901", 1), past("p4", "234567890", 400),
	}
	s.Recent[3].AsYou = true
	const want = `(An assistant needs you)
---
Send assistant to the copied meeting
812 3456 7890 · Waiting for you to join
  Stop
1 · Failed
Recent
  845 1234 0000 · Today
  234 567 8901 · Yesterday
  234 567 890 · 16 Oct 2025
---
Open Behalf
Settings
---
Quit`
	items := Menu(s, now)
	if got := text(items); got != want {
		t.Errorf("got\n%s", got)
	}
	if got := items[3].Children[0].Wish; got != (app.Stop{RunID: "r1"}) {
		t.Errorf("stops with %#v", got)
	}
	if items[4].Command != Open {
		t.Error("what failed does not open the window")
	}
	if got := items[5].Children[1].Wish.(app.Send); got.Meeting.ID != "2345678901" || got.RunID != "" || !got.AsYou {
		t.Errorf("sends %#v", got)
	}
}

func TestMenuStaysShort(t *testing.T) {
	s := ready()
	for n := range 12 {
		s.Recent = append(s.Recent, past("p", strconv.Itoa(81234567800+n), n))
	}
	for n := range 9 {
		s.Runs = append(s.Runs, run("r"+strconv.Itoa(n), strconv.Itoa(91234567800+n), app.InMeeting))
		items, lines, stops := Menu(s, now), 0, 0
		for _, item := range items {
			if !item.Separator {
				lines++
			}
			if len(item.Children) == 1 {
				stops++
			}
			if len(item.Children) > 1 && len(item.Children) != recentShown {
				t.Errorf("%d recent meetings", len(item.Children))
			}
		}
		shown := min(n+1, runLines)
		if n+1 > runLines {
			shown = runLines - 1
			if more := items[3+shown]; more.Label != strconv.Itoa(n+1-shown)+" more" || more.Command != Open {
				t.Errorf("%d runs: %+v stands for the rest", n+1, more)
			}
		}
		if lines > 10 || stops != shown {
			t.Errorf("%d runs: %d lines, %d to be stopped:\n%s", n+1, lines, stops, text(items))
		}
	}
}

// What lets people into a meeting, or tells of it, is not for whoever looks on.
func TestMenuShowsOnlyTheNumberOfAMeeting(t *testing.T) {
	s := ready()
	r := past("p0", "81234567890", 0)
	r.Host, r.BotName, r.Account = "ZZ.zoom.us", "ZZ bot", "ZZ"
	s.Recent = []app.Run{r}
	r.ID, r.Events = "r1", []app.Event{{Phase: app.WaitingRoom, Note: "ZZ note"}}
	s.Runs = []app.Run{r}
	if got := text(Menu(s, now)); strings.Contains(got, "ZZ") {
		t.Errorf("got\n%s", got)
	}
}

// A menu that is built anew while it is open loses the click on it.
func TestMenuStaysAsItIsWhileARunTriesAgain(t *testing.T) {
	s := ready()
	r := run("r1", "81234567890", app.WaitingForYou)
	s.Runs = []app.Run{r}
	before := Menu(s, now)
	for _, phase := range []app.Phase{app.Minting, app.Starting, app.Connecting, app.WaitingForYou} {
		r.Events = append(r.Events, app.Event{Phase: phase, Attempt: 2})
		s.Runs = []app.Run{r}
		if !reflect.DeepEqual(Menu(s, now), before) {
			t.Errorf("%s changed the menu:\n%s", phase, text(Menu(s, now)))
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
		"failed":  {with(func(s *app.State) { s.Runs = []app.Run{run("r", "1", app.Failed)} }), "An assistant needs you", Attention},
		"account": {with(func(s *app.State) { s.Accounts[0].State = app.SignInNeeded }), "Sign in again", Attention},
		"weather": {with(func(s *app.State) { s.Accounts[0].State = app.Unreachable }), "Ready", Idle},
		"nobody":  {app.State{}, "Not connected to Zoom", Idle},
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
