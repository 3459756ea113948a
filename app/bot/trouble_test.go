package bot

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// The second half of the table: what breaks, and what it costs.

func TestCrashesBeforeTheMeeting(t *testing.T) {
	t.Run("twice", func(t *testing.T) {
		tr := newTrial(t, "stderr no luck", "exit 1", anew, hello, "join", connecting, "exit 139", anew, hello, "join", inMeeting, hostEnded)
		tr.ends(app.Ended, app.ReasonHostEnded, "")
		if note := tr.seen[2].Note; !strings.HasSuffix(note, "\nno luck") {
			t.Errorf("the restart says %q", note)
		}
	})
	t.Run("three times", func(t *testing.T) {
		tr := newTrial(t, hello, "join", connecting, "stderr one", "stderr two", "exit 1")
		last := tr.ends(app.Failed, app.ReasonBotFailed, fault.BotCrashed)
		if n := len(tr.starts()); n != 3 || last.Note != "one\ntwo" {
			t.Errorf("%d starts, note %q", n, last.Note)
		}
	})
}

// A bot that says it was in the meeting gets no more tries for that.
func TestTriesAreCountedOverTheWholeRun(t *testing.T) {
	t.Run("crashes", func(t *testing.T) {
		tr := newTrial(t, hello, "join", inMeeting, connecting, "exit 1", anew, hello, "join", inMeeting, connecting, "exit 1",
			anew, hello, "join", inMeeting, connecting, "exit 1", anew, hello, "join", inMeeting, hostEnded)
		tr.ends(app.Failed, app.ReasonBotFailed, fault.BotCrashed)
	})
	t.Run("invalid tokens", func(t *testing.T) {
		tr := newTrial(t, helloRejoin, "join", inMeeting, failed("token_invalid"), "join", inMeeting, failed("token_invalid"), "join", inMeeting, hostEnded)
		tr.ends(app.Failed, app.ReasonRefused, fault.TokenInvalid)
	})
	t.Run("an invalid token on the way back", func(t *testing.T) {
		tr := newTrial(t, helloRejoin, "join", failed("token_invalid"), "join", inMeeting, "exit 1",
			anew, helloRejoin, "join", failed("token_invalid"), "join", inMeeting, hostEnded)
		tr.ends(app.Ended, app.ReasonHostEnded, "")
	})
}

func TestExitCodes(t *testing.T) {
	for code, want := range map[string]struct {
		reason app.Reason
		kind   fault.Kind
	}{
		"10": {app.ReasonBotFailed, fault.BotUnsupported},
		"11": {app.ReasonBotFailed, fault.BotSDK},
		"12": {app.ReasonRefused, fault.ZoomRefused},
		"14": {app.ReasonBotFailed, fault.BotSDK},
		"15": {app.ReasonBotFailed, fault.BotTimedOut},
	} {
		t.Run(code, func(t *testing.T) {
			tr := newTrial(t, hello, "join", connecting, "exit "+code)
			tr.ends(app.Failed, want.reason, want.kind)
			if n := len(tr.starts()); n != 1 {
				t.Errorf("%d starts", n)
			}
		})
	}
	t.Run("the last line outranks it", func(t *testing.T) {
		newTrial(t, hello, "join", failed("meeting_full"), "exit 11").ends(app.Failed, app.ReasonRefused, fault.MeetingFull)
	})
	t.Run("clean, in the meeting", func(t *testing.T) {
		last := newTrial(t, hello, "join", inMeeting, "exit 0").ends(app.Ended, app.ReasonLeft, "")
		if last.Note == "" {
			t.Error("nothing was said")
		}
	})
}

func TestComesBackOnce(t *testing.T) {
	lost := `{"v":1,"type":"ended","reason":"lost"}`
	for name, c := range map[string]struct {
		first, second []string
		phase         app.Phase
		reason        app.Reason
		kind          fault.Kind
	}{
		"after a crash":         {[]string{"exit 1"}, []string{inMeeting, hostEnded}, app.Ended, app.ReasonHostEnded, ""},
		"after a loss":          {[]string{lost}, []string{inMeeting, hostEnded}, app.Ended, app.ReasonHostEnded, ""},
		"after a refusal":       {[]string{absent}, []string{inMeeting, hostEnded}, app.Ended, app.ReasonHostEnded, ""},
		"nor after a refusal":   {[]string{absent}, []string{inMeeting, absent}, app.Failed, app.ReasonLost, fault.BotLost},
		"not twice":             {[]string{lost}, []string{inMeeting, "exit 1"}, app.Failed, app.ReasonLost, fault.BotLost},
		"not if it crashes":     {[]string{"exit 1"}, []string{connecting, "exit 1"}, app.Failed, app.ReasonLost, fault.BotLost},
		"unless it is too late": {[]string{lost}, []string{failed("meeting_over")}, app.Failed, app.ReasonRefused, fault.MeetingOver},
	} {
		t.Run(name, func(t *testing.T) {
			script := append([]string{helloRejoin, "join", inMeeting}, c.first...)
			script = append(script, anew, helloRejoin, "join")
			tr := newTrial(t, append(script, c.second...)...)
			tr.ends(c.phase, c.reason, c.kind)
			if len(tr.starts()) != 2 || tr.minted.Load() != 2 || tr.seen[4].Note == "" {
				t.Errorf("%d starts, %d mints, said %q", len(tr.starts()), tr.minted.Load(), tr.seen[4].Note)
			}
		})
	}
}

func TestWatchdogs(t *testing.T) {
	tr := newTrial(t, hello, "join", connecting, "leave")
	tr.config.Limits.Connect, tr.config.Limits.Grace = time.Millisecond, time.Millisecond
	tr.ends(app.Failed, app.ReasonBotFailed, fault.BotTimedOut)

	tr = newTrial(t, hello, "join", `{"v":1,"type":"state","state":"waiting_room"}`, "leave")
	tr.config.Limits.WaitingRoom, tr.config.Limits.Grace = time.Millisecond, time.Millisecond
	tr.ends(app.Failed, app.ReasonRefused, fault.NotAdmitted)
}

func TestMintsThatFail(t *testing.T) {
	for kind, reason := range map[fault.Kind]app.Reason{
		fault.SignInNeeded:      app.ReasonNotAuthorized,
		fault.PermissionMissing: app.ReasonNotAuthorized,
		fault.ZoomUnreachable:   app.ReasonUnreachable,
	} {
		tr := newTrial(t, hello)
		tr.job.Mint = func(context.Context) (app.Tokens, error) {
			return app.Tokens{}, fault.Wrap(kind, errors.New("raw"))
		}
		tr.ends(app.Failed, reason, kind)
		tr.wantTimelineStart("1 minting, 1 failed")
	}
}

func TestF56NetworkTroubleWhileWaitingIsWaitedOut(t *testing.T) {
	tr := newTrial(t, helloRejoin, "join", absent, "join", inMeeting, hostEnded)
	tr.job.Mint = func(ctx context.Context) (app.Tokens, error) {
		tokens, err := tr.mint(ctx)
		switch tr.minted.Load() {
		case 2, 3:
			err = fault.New(fault.ZoomUnreachable)
		case 4:
			err = fault.New(fault.ZoomLimit)
		}
		return tokens, err
	}
	tr.ends(app.Ended, app.ReasonHostEnded, "")
	var told []string
	for _, e := range tr.seen {
		if e.Note != "" {
			told = append(told, string(e.Phase)+": "+e.Note)
		}
	}
	want := "waiting_for_you: Zoom can't be reached from this machine.|waiting_for_you: Zoom asks to slow down."
	if got := strings.Join(told, "|"); got != want {
		t.Errorf("told %q", got)
	}
	if n := len(tr.starts()); n != 1 {
		t.Errorf("%d starts", n)
	}
}

func TestF56NetworkTroubleOnTheWayBackIsWaitedOut(t *testing.T) {
	tr := newTrial(t, hello, "join", inMeeting, "exit 1", anew, hello, "join", inMeeting, hostEnded)
	tr.job.Mint = func(ctx context.Context) (app.Tokens, error) {
		if tokens, err := tr.mint(ctx); tr.minted.Load() != 2 {
			return tokens, err
		}
		return app.Tokens{}, fault.New(fault.ZoomOutage)
	}
	tr.ends(app.Ended, app.ReasonHostEnded, "")
	tr.wantTimeline("1 minting, 1 starting, 1 connecting, 1 in_meeting, 2 minting, 2 minting, " +
		"3 minting, 3 starting, 3 connecting, 3 in_meeting, 3 ended")
}

func TestF56NetworkTroubleEndsWithThePatience(t *testing.T) {
	tr := newTrial(t, hello, "join", absent, "leave")
	tr.config.Pace = func(Wait) time.Duration { return time.Hour }
	tr.job.Patience = 50 * time.Millisecond
	tr.job.Mint = func(ctx context.Context) (app.Tokens, error) {
		if tokens, _ := tr.mint(ctx); tr.minted.Load() == 1 {
			return tokens, nil
		}
		return app.Tokens{}, fault.New(fault.ZoomUnreachable)
	}
	tr.ends(app.Failed, app.ReasonUnreachable, fault.ZoomUnreachable)
}

func TestABotThatDiesWhileItWaitsIsStartedAnew(t *testing.T) {
	tr := newTrial(t, helloRejoin, "join", absent, "exit 0", anew, hello, "join", inMeeting, hostEnded)
	tr.config.Pace = func(Wait) time.Duration { return 50 * time.Millisecond }
	tr.ends(app.Ended, app.ReasonHostEnded, "")
}
