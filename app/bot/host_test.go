package bot

import (
	"context"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// The tests follow the table "What the host does" of the bot protocol.

func TestTheWholeWay(t *testing.T) {
	tr := newTrial(t, hello, "join", connecting, `{"v":1,"type":"state","state":"waiting_room"}`, inMeeting,
		`{"v":1,"type":"state","state":"recording"}`, `{"v":1,"type":"state","state":"from the future"}`,
		`{"v":1,"type":"surprise"}`, hostEnded)
	tr.lax = true
	tr.ends(app.Ended, app.ReasonHostEnded, "")
	tr.wantTimeline("1 minting, 1 starting, 1 connecting, 1 waiting_room, 1 in_meeting, 1 ended")
}

func TestABotThatSaysNothing(t *testing.T) {
	tr := newTrial(t, "hang")
	tr.config.Limits = Limits{Hello: time.Millisecond, Leave: time.Millisecond}
	tr.ends(app.Failed, app.ReasonBotFailed, fault.BotSilent)
}

func TestAProgramThatIsNoBot(t *testing.T) {
	newTrial(t, "exit 0").ends(app.Failed, app.ReasonBotFailed, fault.BotSilent)
}

func TestBreachesOfTheProtocol(t *testing.T) {
	for name, c := range map[string]struct {
		line string
		kind fault.Kind
	}{
		"garbage":         {"Joining meeting ...", fault.BotGarbage},
		"no object":       {`["v",1]`, fault.BotGarbage},
		"no type":         {`{"v":1}`, fault.BotGarbage},
		"no version":      {`{"type":"state"}`, fault.BotGarbage},
		"wrong kind":      {`{"v":1,"type":"state","state":5}`, fault.BotGarbage},
		"not UTF-8":       {"{\"v\":1,\"type\":\"log\",\"text\":\"\xff\"}", fault.BotGarbage},
		"another version": {`{"v":2,"type":"state"}`, fault.BotUnsupported},
		"too long":        {`{"v":1,"type":"log","text":"` + strings.Repeat("x", maxLine) + `"}`, fault.BotLineTooLong},
	} {
		t.Run(name, func(t *testing.T) {
			tr := newTrial(t, hello, "join", inMeeting, "stderr the last words", c.line, "eof")
			tr.lax = true
			last := tr.ends(app.Failed, app.ReasonBotFailed, c.kind)
			if last.Note != "the last words" {
				t.Errorf("note %q", last.Note)
			}
		})
	}
	t.Run("no hello", func(t *testing.T) {
		newTrial(t, connecting, "eof").ends(app.Failed, app.ReasonBotFailed, fault.BotGarbage)
	})
}

// Who breaks the protocol does not heed it either.
func TestABotThatBreaksTheProtocolIsNotAskedToLeave(t *testing.T) {
	tr := newTrial(t, hello, "join", inMeeting, "Joining meeting ...", "hang")
	tr.lax = true
	tr.config.Limits.Leave = time.Hour
	tr.ends(app.Failed, app.ReasonBotFailed, fault.BotGarbage)
}

func TestSilenceInsteadOfHeartbeats(t *testing.T) {
	tr := newTrial(t, "hello on_behalf,heartbeat", "join", inMeeting, "eof")
	tr.config.Limits.Silence = 2 * time.Millisecond
	tr.ends(app.Failed, app.ReasonBotFailed, fault.BotHung)
}

func TestHeartbeatsKeepARunAlive(t *testing.T) {
	// The second of two ticks would end the run; each heartbeat takes the
	// first one back.
	r := newRun(context.Background(), Config{}, app.Job{}, nil)
	pulse := make(chan time.Time)
	r.pulse, r.bot = pulse, &process{events: make(chan event)}
	heard := make(chan news)
	go func() { heard <- r.next() }()
	for range 5 {
		pulse <- time.Now()
		r.bot.events <- event{message: message{Type: typeHeartbeat}}
	}
	pulse <- time.Now()
	pulse <- time.Now()
	if s := <-heard; s.outcome.fault == nil || s.outcome.fault.Kind != fault.BotHung {
		t.Errorf("%+v", s)
	}
}

func TestWaitsForThePersonInTheSameProcess(t *testing.T) {
	tr := newTrial(t, helloRejoin, "join", absent, endedLeft, "join", connecting, absent, "join", inMeeting, hostEnded)
	tr.ends(app.Ended, app.ReasonHostEnded, "")
	tr.wantTimeline("1 minting, 1 starting, 1 connecting, 1 waiting_for_you, " +
		"2 minting, 2 connecting, 2 waiting_for_you, 3 minting, 3 connecting, 3 in_meeting, 3 ended")
	if n := len(tr.starts()); n != 1 {
		t.Errorf("%d processes", n)
	}
	seen := map[string]bool{}
	for i, j := range tr.joins() {
		if j.Attempt != i+1 || seen[*j.Auth.OnBehalfToken] {
			t.Errorf("join %d is attempt %d with token %s", i+1, j.Attempt, *j.Auth.OnBehalfToken)
		}
		seen[*j.Auth.OnBehalfToken] = true
	}
	if len(seen) != 3 {
		t.Errorf("%d joins", len(seen))
	}
}

func TestWaitsForThePersonInNewProcesses(t *testing.T) {
	tr := newTrial(t, hello, "join", absent, endedLeft, "leave", anew,
		hello, "join", `{"v":1,"type":"failed","native_code":65535}`, "leave", anew,
		hello, "join", `{"v":1,"type":"failed","code":"authorized_user_not_in_meeting"}`, "leave", anew,
		hello, "join", inMeeting, hostEnded)
	tr.ends(app.Ended, app.ReasonHostEnded, "")
	if n := len(tr.starts()); n != 4 {
		t.Errorf("%d processes", n)
	}
	if n := tr.minted.Load(); n != 4 {
		t.Errorf("%d mints", n)
	}
}

func TestTheEndedAfterARefusalIsNoEnd(t *testing.T) {
	// It comes late: when the bot has been told to join again.
	tr := newTrial(t, helloRejoin, "join", absent, "join", endedLeft, inMeeting, hostEnded)
	tr.ends(app.Ended, app.ReasonHostEnded, "")
}

func TestAnEndedLaterIsAnEnd(t *testing.T) {
	tr := newTrial(t, helloRejoin, "join", absent, "join", connecting, endedLeft)
	tr.ends(app.Ended, app.ReasonLeft, "")
}

func TestTheWaitSaysWhenItTriesAgainAndTryNowEndsIt(t *testing.T) {
	tr := newTrial(t, helloRejoin, "join", absent, "join", absent, "leave")
	tr.config.Pace = func(Wait) time.Duration { return time.Minute }
	tr.job.Patience = time.Hour
	tr.tryNow <- struct{}{} // from before there was a wait: does not count
	tr.begin()
	e := tr.until(app.WaitingForYou)
	if e.NextTryAt.Sub(e.At).Round(time.Second) != time.Minute || e.Fault != nil {
		t.Errorf("waits until %v at %v, fault %v", e.NextTryAt, e.At, e.Fault)
	}
	tr.tryNow <- struct{}{}
	tr.until(app.WaitingForYou)
	tr.stop()
	tr.is(tr.end(), app.StoppedByYou, app.ReasonStopped, "")
	if n := tr.minted.Load(); n != 2 {
		t.Errorf("%d mints", n)
	}
}

func TestAnOldTryNowDoesNotCount(t *testing.T) {
	r := newRun(context.Background(), Config{}, app.Job{TryNow: make(chan struct{})}, nil)
	r.drainTryNow() // must not wait
	full := make(chan struct{}, 1)
	full <- struct{}{}
	r.job.TryNow = full
	r.drainTryNow()
	if len(full) != 0 {
		t.Error("still there")
	}
}

func TestF58PatienceEnds(t *testing.T) {
	for name, c := range map[string]struct {
		line  string
		phase app.Phase
		kind  fault.Kind
	}{
		"for you":      {absent, app.WaitingForYou, fault.GaveUpWaiting},
		"for the host": {`{"v":1,"type":"failed","native_code":7}`, app.WaitingForHost, fault.NeverStarted},
	} {
		t.Run(name, func(t *testing.T) {
			// Every start ends in the refusal; the wait is as long as the
			// patience, so there is exactly one more try.
			tr := newTrial(t, hello, "join", c.line, "leave")
			tr.config.Pace = func(Wait) time.Duration { return time.Hour }
			tr.job.Patience = 50 * time.Millisecond
			tr.ends(app.Failed, app.ReasonGaveUp, c.kind)
			if n := len(tr.joins()); n != 2 || tr.seen[3].Phase != c.phase {
				t.Errorf("%d attempts: %s", n, tr.timeline())
			}
		})
	}
	t.Run("for the host, inside the bot", func(t *testing.T) {
		tr := newTrial(t, hello, "join", `{"v":1,"type":"state","state":"waiting_for_host"}`, "leave")
		tr.job.Patience = 50 * time.Millisecond
		tr.ends(app.Failed, app.ReasonGaveUp, fault.NeverStarted)
		tr.wantTimelineStart("1 minting, 1 starting, 1 connecting, 1 waiting_for_host, 1 failed")
	})
	t.Run("none", func(t *testing.T) {
		tr := newTrial(t, hello, "join", absent, "leave")
		tr.job.Patience = 0
		tr.ends(app.Failed, app.ReasonGaveUp, fault.GaveUpWaiting)
	})
}

func TestAnInvalidTokenIsMintedAnewOnce(t *testing.T) {
	tr := newTrial(t, helloRejoin, "join", failed("token_invalid"), endedLeft, "join", inMeeting, hostEnded)
	tr.config.Pace = func(Wait) time.Duration { return time.Hour } // at once means at once
	tr.ends(app.Ended, app.ReasonHostEnded, "")
	tr.wantTimeline("1 minting, 1 starting, 1 connecting, 2 minting, 2 connecting, 2 in_meeting, 2 ended")
	if tr.seen[3].Note == "" {
		t.Error("nothing was said")
	}
}

func TestASecondInvalidTokenIsFinal(t *testing.T) {
	tr := newTrial(t, hello, "join", `{"v":1,"type":"failed","native_code":505}`, "leave")
	tr.ends(app.Failed, app.ReasonRefused, fault.TokenInvalid)
	if n := tr.minted.Load(); n != 2 {
		t.Errorf("%d mints", n)
	}
}

func TestARefusedRecordingTokenIsDropped(t *testing.T) {
	for name, c := range map[string]struct {
		second string
		phase  app.Phase
		reason app.Reason
		kind   fault.Kind
	}{
		"then it works":   {hostEnded, app.Ended, app.ReasonHostEnded, ""},
		"then it doesn't": {failed("recording_token_invalid"), app.Failed, app.ReasonRefused, fault.RecordingToken},
	} {
		t.Run(name, func(t *testing.T) {
			tr := newTrial(t, "hello on_behalf,local_recording,rejoin", "join", `{"v":1,"type":"failed","native_code":500}`, "join", connecting, c.second)
			tr.job.Mint = func(ctx context.Context) (app.Tokens, error) {
				tokens, err := tr.mint(ctx)
				tokens.LocalRecording = app.Minted{Token: tokens.OnBehalf}
				return tokens, err
			}
			tr.ends(c.phase, c.reason, c.kind)
			joins := tr.joins()
			if len(joins) != 2 || joins[0].Auth.LocalRecordingToken == nil || joins[1].Auth.LocalRecordingToken != nil {
				t.Errorf("%d joins", len(joins))
			}
			if !strings.Contains(tr.seen[3].Note, "recording token") {
				t.Errorf("said %q", tr.seen[3].Note)
			}
		})
	}
}

func TestOtherRefusalsAreFinal(t *testing.T) {
	tr := newTrial(t, helloRejoin, "join", `{"v":1,"type":"failed","code":"meeting_locked","message":"locked\nby host"}`, endedLeft, "leave")
	last := tr.ends(app.Failed, app.ReasonRefused, fault.MeetingLocked)
	if n := len(tr.joins()); n != 1 || last.Note != "locked by host" {
		t.Errorf("%d joins, note %q", n, last.Note)
	}
}

func TestF59EndsAreFinal(t *testing.T) {
	for line, reason := range map[string]app.Reason{
		`{"v":1,"type":"ended","reason":"left"}`:                 app.ReasonLeft,
		`{"v":1,"type":"ended","reason":"host_ended"}`:           app.ReasonHostEnded,
		`{"v":1,"type":"ended","reason":"removed"}`:              app.ReasonRemoved,
		`{"v":1,"type":"ended","reason":"authorized_user_left"}`: app.ReasonYouLeft,
		`{"v":1,"type":"ended","native_code":8}`:                 app.ReasonYouLeft,
		`{"v":1,"type":"ended","native_code":1}`:                 app.ReasonRemoved,
		`{"v":1,"type":"ended","native_code":2}`:                 app.ReasonHostEnded,
		`{"v":1,"type":"ended","reason":"because"}`:              app.ReasonLeft,
	} {
		t.Run(line, func(t *testing.T) {
			tr := newTrial(t, helloRejoin, "join", inMeeting, line, "join", inMeeting, "eof")
			tr.lax = strings.Contains(line, "because")
			tr.ends(app.Ended, reason, "")
			if n := len(tr.joins()); n != 1 {
				t.Errorf("%d joins", n)
			}
		})
	}
}

func TestF57WhatFollowsAnEndIsIgnored(t *testing.T) {
	tr := newTrial(t, hello, "join", inMeeting, hostEnded, inMeeting, endedLeft, inMeeting)
	tr.ends(app.Ended, app.ReasonHostEnded, "")
}
