package bot

import (
	"context"
	"strings"
	"testing"
	"time"

	"behalf/app"
)

// F60: Stop wins in every phase.
func TestF60StopInEveryPhase(t *testing.T) {
	waitingRoom := `{"v":1,"type":"state","state":"waiting_room"}`
	waitingForHost := `{"v":1,"type":"state","state":"waiting_for_host"}`
	for phase, steps := range map[app.Phase][]string{
		app.Starting:       {"leave"},
		app.Connecting:     {hello, "join", "leave"},
		app.WaitingForYou:  {hello, "join", absent, "leave"},
		app.WaitingForHost: {hello, "join", waitingForHost, "leave"},
		app.WaitingRoom:    {hello, "join", waitingRoom, "leave"},
		app.InMeeting:      {hello, "join", inMeeting, "leave", endedLeft},
	} {
		t.Run(string(phase), func(t *testing.T) {
			tr := newTrial(t, steps...)
			tr.config.Pace = func(Wait) time.Duration { return time.Hour }
			tr.job.Patience = time.Hour
			tr.begin().until(phase)
			tr.stop()
			tr.is(tr.end(), app.StoppedByYou, app.ReasonStopped, "")
			if n := tr.minted.Load(); n != 1 {
				t.Errorf("%d mints", n)
			}
			if said := tr.heard(0); len(said) == 0 || said[len(said)-1] != strings.TrimSpace(string(leaveLine())) {
				t.Errorf("told %d lines, the last was not leave", len(said))
			}
		})
	}
}

func TestF60StopWhileMinting(t *testing.T) {
	for name, afterStop := range map[string]bool{"that heeds it": false, "that comes out all the same": true} {
		t.Run(name, func(t *testing.T) {
			tr := newTrial(t, hello)
			minting, release := make(chan struct{}), make(chan struct{})
			tr.job.Mint = func(ctx context.Context) (app.Tokens, error) {
				close(minting)
				if afterStop {
					<-release
					return tr.mint(ctx)
				}
				<-ctx.Done()
				return app.Tokens{}, ctx.Err()
			}
			tr.begin()
			<-minting
			tr.stop()
			tr.until(app.StoppedByYou) // also while the mint still hangs
			close(release)
			tr.is(tr.end(), app.StoppedByYou, app.ReasonStopped, "")
			if n := len(tr.starts()); n != 0 {
				t.Errorf("%d starts", n)
			}
		})
	}
}

func TestF60StopWhileMintingForTheNextAttempt(t *testing.T) {
	tr := newTrial(t, helloRejoin, "join", absent, "leave")
	again := make(chan struct{})
	tr.job.Mint = func(ctx context.Context) (app.Tokens, error) {
		if tokens, err := tr.mint(ctx); tr.minted.Load() == 1 {
			return tokens, err
		}
		close(again)
		<-ctx.Done()
		return app.Tokens{}, ctx.Err()
	}
	tr.begin()
	<-again
	tr.stop()
	tr.is(tr.end(), app.StoppedByYou, app.ReasonStopped, "")
}

func TestStopEndsTheInputToo(t *testing.T) {
	tr := newTrial(t, hello, "join", inMeeting, "eof") // does not heed leave
	tr.config.Limits.Leave = time.Hour
	tr.begin().until(app.InMeeting)
	tr.stop()
	tr.is(tr.end(), app.StoppedByYou, app.ReasonStopped, "")
}

func TestStoppedBeforeItBegan(t *testing.T) {
	tr := newTrial(t, hello)
	var seen []app.Event
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	New(tr.config).Run(ctx, tr.job, func(e app.Event) { seen = append(seen, e) })
	if len(seen) != 1 || seen[0].Phase != app.StoppedByYou || tr.minted.Load() != 0 {
		t.Errorf("%+v, %d mints", seen, tr.minted.Load())
	}
}

// The next program is not started if Stop comes while the one before still goes.
func TestStopWhileTheProgramBeforeGoes(t *testing.T) {
	tr := newTrial(t)
	ctx, cancel := context.WithCancel(context.Background())
	r := newRun(ctx, New(tr.config).config, tr.job, func(e app.Event) { tr.seen = append(tr.seen, e) })
	defer r.close()
	events := make(chan event)
	r.old = &process{events: events}
	go func() {
		events <- event{} // it is awaited now
		cancel()
		close(events)
	}()
	if o := r.try(); o.phase != app.StoppedByYou {
		t.Errorf("%+v", o)
	}
	tr.wantTimeline("1 minting")
}

// When Stop and something else come at once, Stop is looked at first.
func TestStopComesFirst(t *testing.T) {
	for range 100 {
		ctx, cancel := context.WithCancel(context.Background())
		r := newRun(ctx, Config{}, app.Job{}, nil)
		r.minted <- minted{}
		cancel()
		if n := r.next(); n.kind != runOver || n.outcome.phase != app.StoppedByYou {
			t.Fatalf("%+v", n)
		}
	}
}

func TestStopOfABotThatDoesNotLeave(t *testing.T) {
	for name, steps := range map[string][]string{
		"terminated":                      {"hang"},
		"killed":                          {"deaf", connecting, inMeeting, "hang"},
		"with a child that holds its out": {"child", inMeeting, "hang"},
	} {
		t.Run(name, func(t *testing.T) {
			tr := newTrial(t, append([]string{hello, "join", inMeeting}, steps...)...)
			tr.config.Limits.Leave, tr.config.Limits.Term = time.Millisecond, time.Hour
			if name == "killed" {
				tr.config.Limits.Term = 50 * time.Millisecond
			}
			tr.begin().until(app.InMeeting)
			tr.stop()
			tr.is(tr.end(), app.StoppedByYou, app.ReasonStopped, "")
		})
	}
}

func TestKillIsAtOnce(t *testing.T) {
	tr := newTrial(t, hello, "join", "deaf", inMeeting, "hang")
	tr.config.Limits.Leave, tr.config.Limits.Term = time.Hour, time.Hour
	tr.begin().until(app.InMeeting)
	tr.stop()
	close(tr.kill)
	tr.is(tr.end(), app.StoppedByYou, app.ReasonStopped, "")
}

func TestKillWithoutStop(t *testing.T) {
	tr := newTrial(t, hello, "join", inMeeting, "hang")
	tr.config.Limits.Leave = time.Hour
	tr.begin().until(app.InMeeting)
	close(tr.kill)
	tr.is(tr.end(), app.StoppedByYou, app.ReasonStopped, "")
}

func TestKillEndsARetiredBotToo(t *testing.T) {
	tr := newTrial(t, hello, "join", absent, "deaf", "hang")
	tr.config.Limits.Leave = time.Hour
	tr.config.Pace = func(Wait) time.Duration { return time.Hour }
	tr.job.Patience = time.Hour
	tr.begin().until(app.WaitingForYou)
	tr.stop()
	close(tr.kill)
	tr.is(tr.end(), app.StoppedByYou, app.ReasonStopped, "")
}

// What a program leaves behind ends with it, and does not hold up the run.
func TestAChildThatOutlivesItsProgram(t *testing.T) {
	for _, how := range []string{"child", "child escaped"} {
		t.Run(how, func(t *testing.T) {
			tr := newTrial(t, hello, "join", how, inMeeting, hostEnded)
			tr.ends(app.Ended, app.ReasonHostEnded, "")
			for _, s := range tr.starts() {
				if how == "child escaped" && s.Args[3] == childStep {
					kill(s.PID) // out of reach for the run: it made itself a session
				}
			}
		})
	}
}

func TestTheHostIsGone(t *testing.T) {
	self := newTrial(t).job.Assistant.Program
	notes := t.TempDir()
	p, err := start(launch{program: self, args: []string{"scripted-bot", notes, hello, "join", "eof"}, env: testEnv(t)}, t.TempDir(), &redactor{})
	if err != nil {
		t.Fatal(err)
	}
	p.tell(nil) // what the system does when we die
	for range p.events {
	}
	if p.exit != 0 {
		t.Errorf("exit %d", p.exit)
	}
}
