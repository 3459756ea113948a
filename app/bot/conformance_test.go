package bot

import (
	"context"
	"encoding/base64"
	"errors"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// everyRule is how a bot comes out that keeps all rules and announces rejoin
// and heartbeat.
const everyRule = "program, hello, leave_before_join, end_of_input_before_join, unknown_order, broken_line, join, in_meeting, " +
	"unknown_fields, heartbeat, leave_in_meeting, end_of_input_in_meeting, refusal, rejoin, -artifacts, tokens, lines"

// tested tries a bot that breaks one rule, against a stand-in, and says how
// every rule came out: -rule was spared, !rule broken.
func tested(t *testing.T, breaking string, change func(*trial)) (string, []app.Step) {
	t.Helper()
	tr := newTrial(t)
	tr.ctx = t.Context()
	zoom := newFakeStandIn(t, entry{})
	tr.config.NewStandIn = func() (StandIn, error) { return zoom, nil }
	tr.config.Limits = Limits{Term: time.Millisecond}
	tr.job.Assistant.Args = []string{"spoiled-bot", breaking, tr.notes}
	if change != nil {
		change(tr)
	}
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	t.Setenv("TMP", temporary)
	var steps []app.Step
	begun := ""
	err := New(tr.config).Test(tr.ctx, tr.job.Assistant, func(name string) { begun = name }, func(s app.Step) {
		if s.Skipped == "" && s.Name != begun && tr.ctx.Err() == nil {
			t.Errorf("%s came out, begun was %s", s.Name, begun)
		}
		steps = append(steps, s)
		if tr.afterStep != nil {
			tr.afterStep(s.Name)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range tr.starts() {
		if !groupGone(s.PID) {
			t.Errorf("process group %d is still there", s.PID)
		}
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	return outcomes(steps), steps
}

func outcomes(steps []app.Step) string {
	var all []string
	for _, s := range steps {
		name := s.Name
		switch {
		case s.Fault != nil:
			name = "!" + name
		case s.Skipped != "":
			name = "-" + name
		}
		all = append(all, name)
	}
	return strings.Join(all, ", ")
}

// but is how a bot comes out that breaks rules.
func but(marked ...string) string {
	all := everyRule + ","
	for _, name := range marked {
		all = strings.Replace(all, " "+name[1:]+",", " "+name+",", 1)
	}
	return strings.TrimSuffix(all, ",")
}

func TestEachBrokenRuleIsFound(t *testing.T) {
	for breaking, want := range map[string]string{
		"nothing":             everyRule,
		"hello-late":          "program, !hello",
		"hello-wrong":         "program, !hello",
		"no-hello":            "program, !hello",
		"hello-crash":         "program, !hello",
		"deaf-to-leave":       but("!leave_before_join", "!unknown_order", "!leave_in_meeting", "!refusal"),
		"leave-with-3":        but("!leave_before_join", "!unknown_order", "!leave_in_meeting", "!refusal"),
		"end-with-3":          but("!end_of_input_before_join", "!end_of_input_in_meeting"),
		"unknown-order":       but("!unknown_order"),
		"broken-line":         but("!broken_line"),
		"broken-line-with-3":  but("!broken_line"),
		"deaf-to-join":        but("!join", "-in_meeting", "-unknown_fields", "-leave_in_meeting", "-end_of_input_in_meeting", "-refusal", "-rejoin"),
		"lies-about-meeting":  but("!in_meeting", "-leave_in_meeting", "-end_of_input_in_meeting", "!refusal", "!rejoin"),
		"fails-in-meeting":    but("!in_meeting", "-leave_in_meeting", "-end_of_input_in_meeting"),
		"no-stand-in":         but("-in_meeting", "-leave_in_meeting", "-end_of_input_in_meeting"),
		"unknown-fields":      but("!unknown_fields"),
		"no-heartbeat":        but("!heartbeat"),
		"unknown-fields-fail": but("!unknown_fields"),
		"rejoin-fails":        but("!rejoin"),
		"in-only-at-first":    but("!heartbeat", "!leave_in_meeting", "!end_of_input_in_meeting", "!rejoin"),
		"heartbeat-ends":      but("!heartbeat"),
		"no-ended":            but("!leave_in_meeting"),
		"stays-in-meeting":    but("!leave_in_meeting"),
		"end-in-meeting":      but("!end_of_input_in_meeting"),
		"unreadable-refusal":  but("!refusal", "!rejoin"),
		"refusal-unheard":     but("!refusal", "!rejoin"),
		"no-rejoin":           but("!rejoin"),
		"announces-nothing":   but("-heartbeat", "-rejoin"),
		"zak":                 but("-heartbeat", "-rejoin"),
		"artifact-inside":     strings.Replace(everyRule, "-artifacts", "artifacts", 1),
		"artifact-outside":    strings.Replace(everyRule, "-artifacts", "!artifacts", 1),
		"artifact-missing":    strings.Replace(everyRule, "-artifacts", "!artifacts", 1),
		"token-on-stderr":     but("!tokens"),
		"token-on-stdout":     but("!tokens"),
		"token-in-base64":     but("!tokens"),
		"passcode-percent":    but("!tokens"),
		"line-of-no-type":     but("!lines"),
		"state-of-its-own":    but("!lines"),
	} {
		t.Run(breaking, func(t *testing.T) {
			got, _ := tested(t, breaking, func(tr *trial) {
				switch breaking {
				case "hello-late":
					tr.config.Limits.Hello = time.Millisecond
				case "deaf-to-leave", "broken-line", "unknown-order", "end-in-meeting", "no-ended":
					tr.config.Limits.Leave = 100 * time.Millisecond
				case "deaf-to-join", "refusal-unheard", "no-rejoin":
					tr.config.Limits.Connect, tr.config.Limits.Grace = time.Millisecond, 100*time.Millisecond
				case "no-heartbeat", "heartbeat-ends":
					tr.config.Limits.Silence = time.Millisecond
				}
			})
			if got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestTheRehearsalBotKeepsEveryRule(t *testing.T) {
	got, _ := tested(t, "", func(tr *trial) {
		tr.job.Assistant = app.Assistant{Name: "rehearsal", Kind: app.RehearsalAssistant, Env: testEnv(t)}
	})
	if got != everyRule {
		t.Errorf("got %s", got)
	}
}

func TestWhatCantBeTested(t *testing.T) {
	got, steps := tested(t, "nothing", func(tr *trial) { tr.job.Assistant.Program = "no-such-bot" })
	if got != "!program" || steps[0].Fault.Kind != fault.ProgramMissing {
		t.Errorf("a program that is missing: %s", got)
	}
	for breaking, want := range map[string]fault.Kind{"no-hello": fault.BotSilent, "hello-crash": fault.BotCrashed, "hello-wrong": fault.BotRule} {
		if _, steps := tested(t, breaking, nil); steps[1].Fault.Kind != want {
			t.Errorf("%s: %v", breaking, steps[1].Fault)
		}
	}
	full := fault.New(fault.DiskFull)
	none := New(Config{NewStandIn: func() (StandIn, error) { return nil, full }})
	err := none.Test(t.Context(), app.Assistant{}, nil, func(app.Step) { t.Error("a step") })
	if !errors.Is(err, full) {
		t.Errorf("without a stand-in: %v", err)
	}
}

// calledOff is a stand-in that calls the test off when the bot is to join.
type calledOff struct {
	*fakeStandIn
	cancel func()
	asked  int
}

func (c *calledOff) Tokens(meetingID string) app.Tokens {
	if c.asked++; c.asked == 2 { // the first are not for a bot
		c.cancel()
	}
	return c.fakeStandIn.Tokens(meetingID)
}

func TestATestEndsAtOnceWhenCalledOff(t *testing.T) {
	_, steps := tested(t, "deaf-in-meeting", func(tr *trial) {
		ctx, cancel := context.WithCancel(t.Context())
		t.Cleanup(cancel)
		tr.ctx = ctx
		tr.config.Limits = Limits{Term: time.Hour} // it waits for nothing
		tr.config.NewStandIn = func() (StandIn, error) {
			return &calledOff{fakeStandIn: newFakeStandIn(t, entry{}), cancel: cancel}, nil
		}
	})
	if last := steps[len(steps)-1]; last.Name != "join" || last.Fault.Kind != fault.Stopped {
		t.Errorf("%s: %v", outcomes(steps), last.Fault)
	}
}

// A rule that looks at what was seen, or is spared, is not kept in a test that
// was called off.
func TestNoRuleIsKeptOnceATestIsCalledOff(t *testing.T) {
	for breaking, want := range map[string]string{"nothing": "!in_meeting", "no-stand-in": "!in_meeting"} {
		ctx, cancel := context.WithCancel(t.Context())
		got, steps := tested(t, breaking, func(tr *trial) {
			tr.ctx = ctx
			tr.afterStep = func(name string) {
				if name == "join" {
					cancel()
				}
			}
		})
		if !strings.HasSuffix(got, "join, "+want) || steps[len(steps)-1].Fault.Kind != fault.Stopped {
			t.Errorf("%s: %s", breaking, got)
		}
	}
}

// What is wrong is said without the secret that it was wrong with.
func TestTheWordsOfABrokenRule(t *testing.T) {
	for breaking, want := range map[string]string{
		"line-of-no-type":    "there is no line of the type dance.",
		"state-of-its-own":   "state/state: enum: dancing does not equal any of",
		"end-with-3":         "Its input ended and it did not end within 5 seconds, with exit code 0. It ended with exit code 3.",
		"lies-about-meeting": "It says that it is in the meeting, though it was refused.",
		"fails-in-meeting":   "It came to the stand-in with a good token and reported failed.",
		"token-on-stderr":    "It wrote a token or a passcode to standard error.",
		"token-as-type":      "there is no line of the type ••••.",
	} {
		_, steps := tested(t, breaking, nil)
		var said []string
		for _, s := range steps {
			if s.Fault != nil {
				said = append(said, s.Fault.Title)
			}
		}
		if all := strings.Join(said, "\n"); !strings.Contains(all, want) || strings.Contains(all, marker) {
			t.Errorf("%s: %s", breaking, all)
		}
	}
}

func TestTheWitnessHearsAcrossReads(t *testing.T) {
	const secret = marker + "-a-token-that-is-long-enough"
	for name, text := range map[string]string{
		"plain":   secret,
		"base64":  base64.StdEncoding.EncodeToString([]byte("xy" + secret)),
		"escaped": url.QueryEscape(secret + "/"),
		"nothing": "nothing of the kind",
	} {
		w, err := newWitness()
		if err != nil {
			t.Fatal(err)
		}
		w.learn(secret)
		out := w.stderr()
		for _, b := range []byte("before " + text + " after\n") {
			if n, err := out.Write([]byte{b}); n != 1 || err != nil {
				t.Fatal(n, err)
			}
		}
		want := "standard error"
		if name == "nothing" {
			want = ""
		}
		if got := w.leak(); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestTheWitnessReadsWholeLines(t *testing.T) {
	w, err := newWitness()
	if err != nil {
		t.Fatal(err)
	}
	out := w.stdout()
	for _, part := range []string{`{"v":1,"type":`, `"heartbeat"}` + "\r\n" + `{"v":1,`, `"type":"heartbeat"}` + "\n", `{"cut off`} {
		_, _ = out.Write([]byte(part))
	}
	if wrong := w.wrong(); wrong != "" {
		t.Errorf("good lines: %s", wrong)
	}
	_, _ = out.Write([]byte("\n"))
	if wrong := w.wrong(); wrong == "" {
		t.Error("a bad line")
	}
}

func TestABotUnderTestGetsLessTimeToConnect(t *testing.T) {
	e, err := newExam(t.Context(), New(Config{}).config, app.Assistant{}, newFakeStandIn(t, entry{}))
	if err != nil || e.config.Limits.Connect != testConnect {
		t.Errorf("%v, %v", e.config.Limits, err)
	}
}

func TestOrdersOfALaterBehalf(t *testing.T) {
	tokens := app.Tokens{ZAK: secret.New(marker)}
	line, err := joinLine(newTrial(t).job, 1, tokens, Limits{}.orDefault(), t.TempDir(), map[string]string{"x": `"auth":{`})
	if err != nil {
		t.Fatal(err)
	}
	more := string(withUnknownFields(line))
	if n := strings.Count(more, `"behalf_test":{"of"`); n != 4 || !strings.HasSuffix(more, "}\n") {
		t.Errorf("%d fields in %s", n, more)
	}
	if err := validate(schemaOf(t, "fromHost"), more); err != nil {
		t.Error(err)
	}
	if less := string(withWorthlessZAK(line)); !strings.Contains(less, `"zak":"worthless"`) {
		t.Error(less)
	}
}
