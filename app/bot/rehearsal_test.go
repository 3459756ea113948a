package bot

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// newRehearsal prepares a run of the rehearsal bot against a stand-in.
func newRehearsal(t *testing.T, scenario string, answers ...entry) (*trial, *fakeStandIn) {
	t.Helper()
	standIn := newFakeStandIn(t, answers...)
	tr := newTrial(t)
	tr.config.StandIn = standIn.url
	tr.job.Assistant = app.Assistant{
		Name: "rehearsal", Kind: app.RehearsalAssistant, Env: append(testEnv(t), spokenIn+"="+tr.notes), Options: map[string]string{"scenario": scenario},
	}
	return tr, standIn
}

func TestRehearsalOfZoomsSide(t *testing.T) {
	in, no := entry{}, func(code int64) entry { return entry{NativeCode: code} }
	for scenario, c := range map[string]struct {
		answers  []entry
		then     status
		attempts int
		phase    app.Phase
		reason   app.Reason
		kind     fault.Kind
	}{
		"":                      {[]entry{in}, status{State: "ended", Reason: "host_ended"}, 1, app.Ended, app.ReasonHostEnded, ""},
		"normal":                {[]entry{in}, status{State: "ended", Reason: "removed"}, 1, app.Ended, app.ReasonRemoved, ""},
		"absent-then-present":   {[]entry{no(501), no(501), in}, status{State: "ended", Reason: "host_ended"}, 3, app.Ended, app.ReasonHostEnded, ""},
		"always-absent":         {[]entry{no(501)}, status{}, 0, app.Failed, app.ReasonGaveUp, fault.GaveUpWaiting},
		"65535-for-501":         {[]entry{no(65535), in}, status{State: "ended", Reason: "left"}, 2, app.Ended, app.ReasonLeft, ""},
		"token-invalid-then-ok": {[]entry{no(505), in}, status{State: "ended", Reason: "host_ended"}, 2, app.Ended, app.ReasonHostEnded, ""},
		"not-published":         {[]entry{no(63)}, status{}, 1, app.Failed, app.ReasonRefused, fault.NotPublished},
		"waiting-room":          {[]entry{{WaitingRoom: true}}, status{State: "ended", Reason: "host_ended"}, 1, app.Ended, app.ReasonHostEnded, ""},
		"user-left":             {[]entry{in}, status{State: "ended", Reason: "authorized_user_left", NativeCode: 8}, 1, app.Ended, app.ReasonYouLeft, ""},
	} {
		t.Run(scenario, func(t *testing.T) {
			tr, standIn := newRehearsal(t, scenario, c.answers...)
			if scenario == "always-absent" {
				tr.config.Pace, tr.job.Patience = func(Wait) time.Duration { return 10 * time.Millisecond }, 50*time.Millisecond
			}
			tr.begin()
			if scenario == "waiting-room" {
				tr.until(app.WaitingRoom)
				standIn.becomes(status{State: "in_meeting"})
			}
			if c.then.State != "" {
				tr.until(app.InMeeting)
				standIn.becomes(c.then)
			}
			tr.is(tr.end(), c.phase, c.reason, c.kind)
			asked := standIn.asked()
			if c.attempts != 0 && len(asked) != c.attempts {
				t.Errorf("%d attempts", len(asked))
			}
			want := scenario
			if want == "" {
				want = "normal"
			}
			tokens := map[string]bool{}
			for _, j := range asked {
				tokens[j["on_behalf_token"]] = true
				if j["scenario"] != want || j["meeting_id"] != "81234567890" || j["name"] != "Notes for Ada" || j["passcode"] != marker+"-passcode" {
					t.Errorf("asked %v", j)
				}
			}
			if len(tokens) != len(asked) {
				t.Error("a token was used twice")
			}
		})
	}
}

func TestRehearsalOfTheBotsSide(t *testing.T) {
	for scenario, c := range map[string]struct {
		phase  app.Phase
		reason app.Reason
		kind   fault.Kind
	}{
		scenarioHang:        {app.Failed, app.ReasonBotFailed, fault.BotTimedOut},
		scenarioGarbage:     {app.Failed, app.ReasonBotFailed, fault.BotGarbage},
		scenarioOversized:   {app.Failed, app.ReasonBotFailed, fault.BotLineTooLong},
		scenarioFlood:       {app.Failed, app.ReasonBotFailed, fault.BotFlood},
		scenarioNoHeartbeat: {app.Failed, app.ReasonBotFailed, fault.BotHung},
		scenarioCrash:       {app.Failed, app.ReasonBotFailed, fault.BotCrashed},
		scenarioCrashInside: {app.Failed, app.ReasonLost, fault.BotLost},
		scenarioExit:        {app.Ended, app.ReasonLeft, ""},
	} {
		t.Run(scenario, func(t *testing.T) {
			tr, _ := newRehearsal(t, scenario, entry{})
			tr.lax = scenario == scenarioGarbage
			switch scenario {
			case scenarioHang:
				tr.config.Limits.Connect, tr.config.Limits.Grace = time.Millisecond, time.Millisecond
			case scenarioNoHeartbeat:
				tr.config.Limits.Silence = 10 * time.Millisecond
			}
			tr.ends(c.phase, c.reason, c.kind)
		})
	}
	t.Run(scenarioIgnoresLeave, func(t *testing.T) {
		tr, _ := newRehearsal(t, scenarioIgnoresLeave, entry{})
		tr.config.Limits.Leave = time.Millisecond
		tr.begin().until(app.InMeeting)
		tr.stop()
		tr.is(tr.end(), app.StoppedByYou, app.ReasonStopped, "")
	})
	t.Run(scenarioTokenOnStderr, func(t *testing.T) {
		tr, standIn := newRehearsal(t, scenarioTokenOnStderr, entry{})
		tr.begin().until(app.InMeeting)
		standIn.becomes(status{State: "ended", Reason: "host_ended"})
		tr.is(tr.end(), app.Ended, app.ReasonHostEnded, "")
		if asked := standIn.asked(); asked[0]["scenario"] != "normal" {
			t.Errorf("asked %v", asked)
		}
	})
}

func TestRehearsalStopsPolitely(t *testing.T) {
	tr, standIn := newRehearsal(t, "normal", entry{})
	tr.begin().until(app.InMeeting)
	tr.stop()
	tr.is(tr.end(), app.StoppedByYou, app.ReasonStopped, "")
	if !slices.Equal(standIn.left, []string{"s-1"}) {
		t.Errorf("left %v", standIn.left)
	}
}

func TestRehearsalWithoutAStandIn(t *testing.T) {
	tr, _ := newRehearsal(t, "normal", entry{})
	tr.config.StandIn = ""
	tr.ends(app.Failed, app.ReasonBotFailed, fault.RehearsalOnly)
}

func TestRehearsalBotRefusesWhatItDoesNotKnow(t *testing.T) {
	for name, args := range map[string][]string{"scenario": {"--scenario", "unheard-of"}, "flag": {"--unheard-of"}} {
		var errw bytes.Buffer
		if code := RehearsalBot(context.Background(), args, strings.NewReader(""), io.Discard, &errw); code != exitBadInput || errw.Len() == 0 {
			t.Errorf("%s: exit %d, said %q", name, code, errw.String())
		}
	}
}

func TestRehearsalBotAlone(t *testing.T) {
	for name, c := range map[string]struct {
		in, want string
		code     int
	}{
		"end of input":     {"", "", exitClean},
		"leave":            {`{"v":1,"type":"leave"}` + "\n", `{"v":1,"type":"state","state":"leaving"}` + "\n", exitClean},
		"an unknown order": {`{"v":1,"type":"dance"}` + "\n", `{"v":1,"type":"failed","code":"unsupported"}` + "\n", exitClean},
		"no JSON":          {"dance\n", "", exitBadInput},
		"a stand-in elsewhere": {
			`{"v":1,"type":"join","options":{"stand_in":"http://example.com"}}` + "\n",
			`{"v":1,"type":"state","state":"authenticating"}` + "\n" + `{"v":1,"type":"state","state":"connecting"}` + "\n" +
				`{"v":1,"type":"failed","code":"unsupported","message":"the stand-in's address is not http on a loopback address"}` + "\n",
			exitClean,
		},
	} {
		var out bytes.Buffer
		code := RehearsalBot(context.Background(), nil, strings.NewReader(c.in), &out, io.Discard)
		hello, rest, _ := strings.Cut(out.String(), "\n")
		if code != c.code || !strings.Contains(hello, `"type":"hello"`) || rest != c.want {
			t.Errorf("%s: exit %d\n%s", name, code, out.String())
		}
	}
}

func TestScenariosAreNamedAlike(t *testing.T) {
	names := Scenarios()
	if len(names) != 18 || names[0] != "normal" {
		t.Errorf("%v", names)
	}
	for _, name := range names {
		if strings.ToLower(name) != name || strings.ContainsAny(name, " _") {
			t.Errorf("%q", name)
		}
	}
}
