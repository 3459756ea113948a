package bot

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// newCommandTrial prepares a run of a bot that does not speak the protocol: the
// one that behaves like Zoom's sample, by the preset for that.
func newCommandTrial(t *testing.T, steps ...string) *trial {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "packaging", "bots", "presets", "zoom-raw-recording.json"))
	if err != nil {
		t.Fatal(err)
	}
	preset, err := app.ReadPreset("zoom-raw-recording", data)
	if err != nil {
		t.Fatal(err)
	}
	tr := newTrial(t)
	add := app.AddPreset{Preset: preset, Program: tr.job.Assistant.Program, Args: append([]string{"sample-bot", tr.notes}, steps...)}
	tr.job.Assistant = add.Candidates()[0]
	tr.job.Assistant.Env = append(testEnv(t), tr.job.Assistant.Env...)
	return tr
}

// found is what the n-th start of the bot found in its file.
func (tr *trial) found(n int) string {
	tr.t.Helper()
	content, err := os.ReadFile(notePath(tr.notes, "config", n))
	if err != nil {
		tr.t.Fatal(err)
	}
	return string(content)
}

func (tr *trial) left(n int) bool {
	_, err := os.Stat(notePath(tr.notes, "left", n))
	return err == nil
}

// nothingLeft looks for the private file and what went with it.
func (tr *trial) nothingLeft() {
	tr.t.Helper()
	if _, err := os.Stat(filepath.Join(tr.config.RunsDir, tr.job.RunID)); !errors.Is(err, os.ErrNotExist) {
		tr.t.Errorf("the run's folder is still there (%v)", err)
	}
}

func TestACommandIsInTheMeetingAndRemoved(t *testing.T) {
	tr := newCommandTrial(t, "status 1 0", "status 11 0", "status 3 0", "status 7 1")
	tr.ends(app.Ended, app.ReasonRemoved, "")
	tr.wantTimeline("1 minting, 1 starting, 1 connecting, 1 waiting_room, 1 in_meeting, 1 ended")
	want := `meeting_number: "81234567890"
token: "` + marker + `-jwt-1"
meeting_password: "` + marker + `-passcode"
recording_token: ""
onBehalfOf_Token: "` + marker + `-obf-1"
GetVideoRawData: "false"
GetAudioRawData: "true"
SendVideoRawData: "false"
SendAudioRawData: "false"
`
	if got := tr.found(0); got != want {
		t.Errorf("its file said\n%s", got)
	}
	if s := tr.starts()[0]; !slices.ContainsFunc(s.Env, func(v string) bool {
		return strings.HasPrefix(v, "LD_LIBRARY_PATH="+filepath.Dir(tr.job.Assistant.Program)+":")
	}) {
		t.Errorf("its environment is %v", s.Env)
	}
	tr.nothingLeft()
}

func TestACommandWaitsForThePerson(t *testing.T) {
	tr := newCommandTrial(t, "status 1 0", "status 6 501", "status 7 0", anew, "status 6 65535", anew, "status 1 0", "status 3 0", "status 7 2")
	tr.ends(app.Ended, app.ReasonHostEnded, "")
	if n := len(tr.starts()); n != 3 || tr.minted.Load() != 3 {
		t.Errorf("%d starts, %d mints", n, tr.minted.Load())
	}
	if got := tr.found(2); !strings.Contains(got, marker+"-obf-3") {
		t.Errorf("the third start got\n%s", got)
	}
	tr.nothingLeft()
}

func TestACommandThatHangsForAWrongPasscode(t *testing.T) {
	tr := newCommandTrial(t, "status 1 0")
	tr.config.Limits.Connect, tr.config.Limits.Grace = time.Millisecond, time.Millisecond
	tr.ends(app.Failed, app.ReasonBotFailed, fault.BotTimedOut)
	tr.nothingLeft()
}

func TestACommandThatIsRefusedIsEnded(t *testing.T) {
	tr := newCommandTrial(t, "status 6 4")
	last := tr.ends(app.Failed, app.ReasonRefused, fault.BadPasscode)
	if !strings.HasPrefix(last.Note, "onMeetingStatusChanged: 6, iResult: 4\n") {
		t.Errorf("note %q", last.Note)
	}
	if runtime.GOOS != "windows" && !tr.left(0) {
		t.Error("it was not asked to leave")
	}
}

func TestACommandIsStopped(t *testing.T) {
	tr := newCommandTrial(t, "status 3 0")
	tr.config.Limits.Leave = time.Hour
	tr.begin().until(app.InMeeting)
	tr.stop()
	tr.is(tr.end(), app.StoppedByYou, app.ReasonStopped, "")
	if runtime.GOOS != "windows" && !tr.left(0) {
		t.Error("it was not asked to leave")
	}
	tr.nothingLeft()
}

func TestACommandThatDoesNotGo(t *testing.T) {
	tr := newCommandTrial(t, "deaf", "status 3 0")
	tr.config.Limits.Leave, tr.config.Limits.Term = time.Millisecond, time.Millisecond
	tr.begin().until(app.InMeeting)
	tr.stop()
	tr.is(tr.end(), app.StoppedByYou, app.ReasonStopped, "")
	tr.nothingLeft()
}

func TestWhatTheEndOfACommandMeans(t *testing.T) {
	for name, c := range map[string]struct {
		steps  []string
		phase  app.Phase
		reason app.Reason
		kind   fault.Kind
		starts int
	}{
		"before it said anything":      {[]string{"exit"}, app.Failed, app.ReasonBotFailed, fault.BotEndedEarly, 1},
		"crash before it said a thing": {[]string{"crash"}, app.Failed, app.ReasonBotFailed, fault.BotEndedEarly, 1},
		"on the way":                   {[]string{"status 1 0", "exit"}, app.Failed, app.ReasonBotFailed, fault.BotEndedEarly, 1},
		"crash on the way":             {[]string{"status 1 0", "crash"}, app.Failed, app.ReasonBotFailed, fault.BotCrashed, 3},
		"in the meeting":               {[]string{"status 3 0", "exit"}, app.Ended, app.ReasonLeft, "", 1},
		"crash in the meeting":         {[]string{"status 3 0", "crash"}, app.Failed, app.ReasonLost, fault.BotLost, 2},
	} {
		t.Run(name, func(t *testing.T) {
			tr := newCommandTrial(t, c.steps...)
			tr.ends(c.phase, c.reason, c.kind)
			if n := len(tr.starts()); n != c.starts {
				t.Errorf("%d starts", n)
			}
			tr.nothingLeft()
		})
	}
}

func TestTokensThatACommandPrintsGoNowhere(t *testing.T) {
	tr := newInputTrial(t, "join", "secrets", "exit 0")
	tr.job.Meeting.PasscodePlain = marker + `"quoted\"` // comes out escaped
	last := tr.ends(app.Failed, app.ReasonBotFailed, fault.BotEndedEarly)
	onStderr, onStdout := strings.Count(last.Note, "joining with "+hidden+" now"), strings.Count(last.Note, `"text":"`+hidden+`"`)
	if onStderr != 4 || onStdout != 4 {
		t.Errorf("the last lines are %q", last.Note)
	}
}

func TestACommandMayWriteWhatItLikes(t *testing.T) {
	tr := newCommandTrial(t, "flood", "status 7 8")
	tr.ends(app.Ended, app.ReasonYouLeft, "")
	if n := len(tr.seen); n > mostStates+5 {
		t.Errorf("%d reports", n)
	}
	for _, e := range tr.seen {
		if e.Phase == app.InMeeting {
			t.Error("a part of a long line was taken for a line")
		}
	}
}

func TestARepeatedStateCountsOnce(t *testing.T) {
	patterns, err := newPatterns([]app.Pattern{{Match: "^in$", State: "in_meeting"}, {Match: "^wait$", State: "waiting_room"}, {Match: "^over (?P<native>.*)", Ended: "native"}})
	if err != nil {
		t.Fatal(err)
	}
	var heard []string
	in := interpreter{patterns: patterns, each: func(m message) { heard = append(heard, m.State+m.Reason) }}
	for _, line := range []string{"in", "in", "in and out", "wait", "in", "over x", "over 99999999999999999999"} {
		in.hear(line)
	}
	if got := strings.Join(heard, ","); got != "in_meeting,waiting_room,in_meeting,," {
		t.Errorf("heard %q", got)
	}
}

func TestNothingStaysOfAStartThatFails(t *testing.T) {
	t.Run("a program that can't run", func(t *testing.T) {
		if runtime.GOOS == "windows" {
			t.Skip("such a program is not found there")
		}
		tr := newCommandTrial(t)
		tr.job.Assistant.Program = filepath.Join(t.TempDir(), "bot")
		if err := os.WriteFile(tr.job.Assistant.Program, []byte("\x7fno program"), 0o700); err != nil {
			t.Fatal(err)
		}
		tr.ends(app.Failed, app.ReasonBotFailed, fault.ProgramNotExecutable)
		tr.nothingLeft()
	})
	t.Run("an unsafe value", func(t *testing.T) {
		tr := newCommandTrial(t)
		tr.job.Meeting.PasscodePlain = `"`
		tr.job.Assistant.Command.File, tr.job.Assistant.Command.Input = "{sdk_jwt} {on_behalf_token}", `"{passcode}"`
		tr.ends(app.Failed, app.ReasonBotFailed, fault.UnsafeValue)
		tr.nothingLeft()
	})
}

func TestACommandIsTerminated(t *testing.T) {
	tr := newInputTrial(t, "join", "attempt 1 of 81234567890", "hang")
	tr.job.Assistant.Command.Stop = app.StopByTerminate
	tr.config.Limits.Leave = time.Hour
	tr.begin().until(app.InMeeting)
	tr.stop()
	tr.is(tr.end(), app.StoppedByYou, app.ReasonStopped, "")
}

func TestThePrivateFileGoesWhenItHasBeenRead(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells who reads")
	}
	gone := make(chan struct{})
	folder := t.TempDir()
	p, err := newPrivate(folder, "config.txt", marker, New(Config{}).config.Log)
	if err != nil {
		t.Fatal(err)
	}
	defer p.remove()
	if err := p.watch.Close(); err != nil {
		t.Fatal(err)
	}
	if p.watch, err = onceRead(p.path, func() { p.drop(); close(gone) }); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(p.path); err != nil || info.Mode().Perm() != 0o600 { // looking is not reading
		t.Fatal(info, err)
	}
	if content, err := os.ReadFile(p.path); err != nil || string(content) != marker {
		t.Fatal(string(content), err)
	}
	<-gone
	if _, err := os.Stat(p.path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it is still there (%v)", err)
	}
}

func TestThePrivateFileGoesWithTheFirstWord(t *testing.T) {
	// Where nobody tells that it was read, the first line with a meaning does.
	tr := newCommandTrial(t, "status 1 0", "status 3 0")
	tr.begin().until(app.InMeeting)
	path := filepath.Join(tr.config.RunsDir, tr.job.RunID, privateFolder)
	if _, err := os.Stat(filepath.Join(path, "config.txt")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it is still there (%v)", err)
	}
	if entries, err := os.ReadDir(path); err != nil || len(entries) == 0 {
		t.Errorf("what it may still need is gone (%v)", err)
	}
	tr.stop()
	tr.end()
}

func TestThePrivateFileMustBeNew(t *testing.T) {
	folder := t.TempDir()
	if err := os.Symlink(t.TempDir(), filepath.Join(folder, privateFolder)); err != nil {
		t.Fatal(err)
	}
	if _, err := newPrivate(folder, "config.txt", marker, nil); !fault.Is(err, fault.StorageFailed) {
		t.Errorf("%v", err)
	}
}

// newInputTrial prepares a run of a scripted bot that gets its order to join by
// a template, and whose words mean nothing but for one line.
func newInputTrial(t *testing.T, steps ...string) *trial {
	t.Helper()
	tr := newTrial(t)
	tr.job.Assistant.Kind = app.CommandAssistant
	tr.job.Assistant.Args = append([]string{"scripted-bot", tr.notes}, steps...)
	tr.job.Assistant.Command = app.Command{
		Format: app.FormatJSON,
		Input: `{"type":"join","auth":{"on_behalf_token":"{on_behalf_token}","sdk_jwt":"{sdk_jwt}"},` +
			`"meeting":{"pwd":"{pwd}","passcode":"{passcode}"},"name":"{name}"}` + "\n",
		Patterns: []app.Pattern{{Match: `^attempt 1 of 81234567890$`, State: "in_meeting"}},
	}
	return tr
}

func TestStandardInputInsteadOfAFile(t *testing.T) {
	tr := newInputTrial(t, "join", "attempt {attempt} of {meeting_id}", "eof")
	tr.job.BotName = `Ada's "notes" \`
	tr.config.Limits.Leave = time.Hour
	tr.begin().until(app.InMeeting)
	if j := tr.joins(); len(j) != 1 || j[0].Name != tr.job.BotName || text(j[0].Auth.OnBehalfToken) != marker+"-obf-1" {
		t.Errorf("%+v", j)
	}
	tr.stop() // which ends its input
	tr.is(tr.end(), app.StoppedByYou, app.ReasonStopped, "")
	tr.nothingLeft()
}

func TestPrivateFilesOfRunsAreTakenAwayAndNothingElse(t *testing.T) {
	runs := t.TempDir()
	for _, path := range []string{"r-00000001/private/config.txt", "r-00000001/notes.md", "r-00000002/private/bot", "mine/private/diary"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(runs, path)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(runs, path), []byte(marker), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := NewFiles(runs, nil).RemovePrivate(); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(runs, "*", "*"))
	want := []string{filepath.Join(runs, "mine", "private"), filepath.Join(runs, "r-00000001", "notes.md")}
	if err != nil || !slices.Equal(left, want) {
		t.Errorf("left: %v, %v", left, err)
	}
}
