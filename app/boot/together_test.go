package boot

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
	"behalf/auth/sandbox"
)

// stayingBot notes which meeting it was sent to, and stays until it is told to
// leave.
const stayingBot = `#!/bin/sh
echo '{"v":1,"type":"hello","bot":"staying","bot_version":"1","features":["on_behalf"]}'
read -r order
printf '%s\n' "$order" | sed 's/.*"meeting":{"id":"\([0-9]*\)".*/\1/' >>"$1"
echo '{"v":1,"type":"state","state":"in_meeting"}'
read -r order
echo '{"v":1,"type":"ended","reason":"left"}'
`

// together is the whole program with two people signed in and such a bot.
func together(t *testing.T) (p *program, notes string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the bot is a shell script")
	}
	p, zoom := onTheWay(t, sandbox.Options{Users: []sandbox.User{sandbox.Ada(), sandbox.Grace()}})
	p.mustAsk(t, app.SetZoomApp{App: app.ZoomApp{ClientID: sandbox.DefaultClientID}})
	for _, person := range []sandbox.User{sandbox.Ada(), sandbox.Grace()} {
		zoom.SignInAs(person.ID)
		now, end := p.signingIn(t, app.Connect{})
		if err := zoom.Allow(t.Context(), now.URL); err != nil {
			t.Fatal(err)
		}
		if err := <-end; err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	script, notes := filepath.Join(dir, "bot"), filepath.Join(dir, "notes")
	if err := os.WriteFile(script, []byte(stayingBot), 0o700); err != nil {
		t.Fatal(err)
	}
	p.mustAsk(t, app.SetAssistant{Assistant: app.Assistant{Name: "Staying", Kind: app.ProcessAssistant, Program: script, Args: []string{notes}}})
	return p, notes
}

// until waits for a state.
func (p *program) until(t *testing.T, ok func(app.State) bool) app.State {
	t.Helper()
	for s := range p.Watch(t.Context()) {
		if ok(s) {
			return s
		}
	}
	t.Fatal("it never came")
	return app.State{}
}

func inMeeting(s app.State) (n int) {
	for _, r := range s.Runs {
		if r.Phase() == app.InMeeting {
			n++
		}
	}
	return n
}

// Every meeting, on behalf of each account, has an assistant of its own, all at
// the same time.
func TestManyRunsForDifferentMeetingsAndAccounts(t *testing.T) {
	p, notes := together(t)
	var want []string
	for _, a := range p.State().Accounts {
		for n := range 4 {
			id := fmt.Sprintf("8123456789%d", n)
			want = append(want, id)
			p.Do(app.Send{RunID: app.NewRunID(), Meeting: meeting.Meeting{ID: id}, Account: a.ID})
		}
	}
	s := p.until(t, func(s app.State) bool { return inMeeting(s) == len(want) || s.Notice != nil })
	if s.Notice != nil {
		t.Fatal(s.Notice.Fault)
	}
	for _, r := range s.Runs[:len(want)/2] {
		p.mustAsk(t, app.Stop{RunID: r.ID})
	}
	s = p.until(t, func(s app.State) bool { return len(s.Active()) == len(want)/2 })
	if n := inMeeting(s); n != len(want)/2 {
		t.Errorf("stopping some left %d of the others", n)
	}
	p.mustAsk(t, app.StopAll{})
	p.until(t, func(s app.State) bool { return len(s.Active()) == 0 })
	seen, err := os.ReadFile(notes)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Fields(string(seen))
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the assistants were sent to %v", got)
	}
}

// A double click, and the same link once more, through to the process.
func TestF23ADoubleClickStartsOneProcess(t *testing.T) {
	p, notes := together(t)
	wish := app.Send{RunID: app.NewRunID(), Meeting: meeting.Meeting{ID: rehearsalMeeting}}
	answers := make(chan error, 2)
	for range cap(answers) {
		go func() { answers <- p.Ask(t.Context(), wish) }()
	}
	first, second := <-answers, <-answers
	if first == nil {
		first, second = second, first
	}
	if !fault.Is(first, fault.AlreadyOnTheWay) || second != nil {
		t.Errorf("%v, %v", first, second)
	}
	p.until(t, func(s app.State) bool { return inMeeting(s) == 1 })
	p.mustAsk(t, app.Send{RunID: app.NewRunID(), Meeting: wish.Meeting, Again: true})
	p.until(t, func(s app.State) bool { return inMeeting(s) == 2 })
	p.mustAsk(t, app.StopAll{})
	p.until(t, func(s app.State) bool { return len(s.Active()) == 0 })
	seen, err := os.ReadFile(notes)
	if err != nil || strings.Count(string(seen), rehearsalMeeting) != 2 {
		t.Errorf("started for %q, %v", seen, err)
	}
}
