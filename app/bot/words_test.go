package bot

import (
	"encoding/base64"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
	"behalf/app/secret"
)

func TestLink(t *testing.T) {
	for want, m := range map[string]meeting.Meeting{
		"":                                      {ID: "81234567890", PasscodeParam: "x"},
		"https://us02web.zoom.us/j/81234567890": {ID: "81234567890", Host: "us02web.zoom.us", PasscodePlain: "123456"},
		"https://us02web.zoom.us/j/81234567890?pwd=a.1%26b":      {ID: "81234567890", Host: "us02web.zoom.us", PasscodeParam: "a.1&b"},
		"https://us02web.zoom.us/w/81234567890?pwd=a.1&tk=t%2Bt": {ID: "81234567890", Host: "us02web.zoom.us", PasscodeParam: "a.1", TK: "t+t", Webinar: true},
	} {
		if got := link(m); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestFit(t *testing.T) {
	some, now := secret.New("some"), time.Now()
	both := app.Tokens{OnBehalf: some, ZAK: some, SDKJWT: some, LocalRecording: app.Minted{Token: some, Until: now.Add(time.Second)}, PublicAppKey: "key"}
	confidential := app.Tokens{OnBehalf: some, SDKJWT: some}
	public := app.Tokens{OnBehalf: some, PublicAppKey: "key"}
	for name, c := range map[string]struct {
		features string
		tokens   app.Tokens
		want     string // of the fields, or of the fault
	}{
		"nothing announced":       {"", both, "on_behalf"},
		"authenticates by itself": {"on_behalf", both, "on_behalf"},
		"takes either, has both":  {"on_behalf sdk_jwt public_app_key", both, "on_behalf public_app_key"},
		"takes either, has a jwt": {"on_behalf sdk_jwt public_app_key", confidential, "on_behalf sdk_jwt"},
		"takes either, has a key": {"on_behalf sdk_jwt public_app_key", public, "on_behalf public_app_key"},
		"takes the jwt, has both": {"on_behalf sdk_jwt", both, "on_behalf sdk_jwt"},
		"recording":               {"on_behalf local_recording", both, "on_behalf local_recording"},
		"recording, too late":     {"on_behalf local_recording", app.Tokens{OnBehalf: some, LocalRecording: app.Minted{Token: some, Until: now}}, "on_behalf"},
		"takes a zak":             {"zak", app.Tokens{ZAK: some}, "zak"},
		"jwt only, has a key":     {"on_behalf sdk_jwt", public, "bot_unfit: a Zoom app with a client secret"},
		"key only, has a jwt":     {"on_behalf public_app_key", confidential, "bot_unfit: a Zoom app that is a public client"},
		"no on_behalf":            {"zak sdk_jwt", both, "bot_unsupported"},
		"no zak":                  {"on_behalf", app.Tokens{ZAK: some}, "bot_unsupported"},
		"no token":                {"on_behalf", app.Tokens{}, "unexpected"},
	} {
		got, f := fit(strings.Fields(c.features), c.tokens, now)
		var fields []string
		for _, field := range []struct {
			name string
			set  bool
		}{
			{"on_behalf", !got.OnBehalf.Empty()},
			{"zak", !got.ZAK.Empty()},
			{"local_recording", !got.LocalRecording.Token.Empty()},
			{"sdk_jwt", !got.SDKJWT.Empty()},
			{"public_app_key", got.PublicAppKey != ""},
		} {
			if field.set {
				fields = append(fields, field.name)
			}
		}
		is := strings.Join(fields, " ")
		if f != nil {
			is = string(f.Kind) + ": " + f.Title
		}
		kind, title, _ := strings.Cut(c.want, ": ")
		if (f == nil && is != c.want) || (f != nil && (string(f.Kind) != kind || !strings.Contains(f.Title, title))) {
			t.Errorf("%s: %s, want %s", name, is, c.want)
		}
	}
}

func TestAnUnfitBotIsNotSentOff(t *testing.T) {
	tr := newTrial(t, "hello sdk_jwt", "leave")
	tr.ends(app.Failed, app.ReasonBotFailed, fault.BotUnsupported)
	if n := len(tr.joins()); n != 0 {
		t.Errorf("%d joins", n)
	}
}

func TestCheck(t *testing.T) {
	dir := t.TempDir()
	plain := filepath.Join(dir, "plain")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", filepath.Dir(self))
	process := func(program string) app.Assistant {
		return app.Assistant{Kind: app.ProcessAssistant, Program: program}
	}
	standIn := func(base string) *Supervisor { return New(Config{Self: os.Executable, StandIn: base}) }
	rehearsal := app.Assistant{Kind: app.RehearsalAssistant}
	for name, c := range map[string]struct {
		s    *Supervisor
		a    app.Assistant
		want fault.Kind
	}{
		"a path":             {standIn(""), process(self), ""},
		"a bare name":        {standIn(""), process(filepath.Base(self)), ""},
		"none":               {standIn(""), process(""), fault.ProgramMissing},
		"missing":            {standIn(""), process(filepath.Join(dir, "missing")), fault.ProgramMissing},
		"missing bare":       {standIn(""), process("no-such-bot"), fault.ProgramMissing},
		"not executable":     {standIn(""), process(plain), fault.ProgramNotExecutable},
		"a folder":           {standIn(""), process(dir), fault.ProgramNotExecutable},
		"a kind of tomorrow": {standIn(""), app.Assistant{Kind: "tomorrow"}, fault.BotUnsupported},
		"rehearsal":          {standIn("http://127.0.0.1:80"), rehearsal, ""},
		"rehearsal, IPv6":    {standIn("http://[::1]:80"), rehearsal, ""},
		"no stand-in":        {standIn(""), rehearsal, fault.RehearsalOnly},
		"not loopback":       {standIn("http://example.com"), rehearsal, fault.RehearsalOnly},
		"localhost":          {standIn("http://localhost:80"), rehearsal, fault.RehearsalOnly},
		"https":              {standIn("https://127.0.0.1"), rehearsal, fault.RehearsalOnly},
		"user":               {standIn("http://x@127.0.0.1"), rehearsal, fault.RehearsalOnly},
		"no address":         {standIn("http://%zz"), rehearsal, fault.RehearsalOnly},
		"no self": {
			New(Config{StandIn: "http://127.0.0.1:80", Self: func() (string, error) { return "", errors.New("lost") }}),
			rehearsal, fault.ProgramMissing,
		},
	} {
		if runtime.GOOS == "windows" && (name == "not executable" || name == "a folder") {
			continue
		}
		err := c.s.Check(c.a)
		if c.want == "" && err != nil || c.want != "" && !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestAnAssistantThatCantBeStarted(t *testing.T) {
	tr := newTrial(t)
	tr.job.Assistant.Program = "no-such-bot"
	tr.ends(app.Failed, app.ReasonBotFailed, fault.ProgramMissing)
	if tr.minted.Load() != 0 {
		t.Error("minted for nothing")
	}
	tr = newTrial(t)
	tr.job.RunID = "../elsewhere"
	tr.ends(app.Failed, app.ReasonBotFailed, fault.StorageFailed)
	tr = newTrial(t)
	tr.job.Assistant.Program = filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(tr.job.Assistant.Program, []byte("neither script nor program"), 0o700); err != nil {
		t.Fatal(err)
	}
	tr.ends(app.Failed, app.ReasonBotFailed, fault.ProgramNotExecutable)
}

func TestRedactor(t *testing.T) {
	var hide redactor
	hide.learnMeeting(meeting.Meeting{PasscodeParam: "pa/ss+word=", PasscodePlain: "pa", TK: ""})
	hide.learnTokens(app.Tokens{OnBehalf: secret.New(marker)})
	encoded := base64.StdEncoding.EncodeToString([]byte(marker))
	for text, want := range map[string]string{
		"nothing":                          "nothing",
		"x" + marker + marker + "x":        "x" + hidden + hidden + "x",
		"url?pwd=pa/ss+word=&x":            "url?pwd=" + hidden + "&x",
		"url?pwd=pa%2Fss%2Bword%3D&x":      "url?pwd=" + hidden + "&x",
		"basic " + encoded:                 "basic " + hidden,
		"two\nlines\x1b[0m\u202e \xff":     "two lines[0m �",
		strings.Repeat("é", longestNote+1): strings.Repeat("é", longestNote) + "…",
	} {
		if got := hide.note(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestTailKeepsTheLastLines(t *testing.T) {
	kept := &tail{hide: &redactor{}}
	kept.hide.learn(marker)
	var lines strings.Builder
	for i := range 50 {
		lines.WriteString("line " + string(rune('0'+i%10)) + "\n\n")
	}
	// A line so long that it is cut, in the middle of a secret.
	lines.WriteString("cut " + strings.Repeat(marker, errorBuffer) + "\nno end of line")
	kept.read(strings.NewReader(lines.String()))
	if got, want := kept.String(), "line 2\nline 3\nline 4\nline 5\nline 6\nline 7\nline 8\nline 9\ncut\nno end of line"; got != want {
		t.Errorf("kept %q", got)
	}
}

func TestReader(t *testing.T) {
	read := func(text string) (types []string, breach fault.Kind) {
		readMessages(strings.NewReader(text), func(ev event) {
			if ev.breach != nil {
				breach = ev.breach.Kind
				return
			}
			types = append(types, ev.message.Type)
		})
		return types, breach
	}
	first := `{"v":1,"type":"hello"}` + "\n"
	beat := `{"v":1,"type":"heartbeat"}` + "\n"
	long := func(n int) string {
		frame := `{"v":1,"type":"log","text":""}`
		return strings.Replace(frame, `""`, `"`+strings.Repeat("x", n-len(frame))+`"`, 1)
	}
	for name, c := range map[string]struct {
		text   string
		lines  int
		breach fault.Kind
	}{
		"nothing":               {"", 0, ""},
		"no end of line":        {first + strings.TrimSpace(beat), 2, ""},
		"carriage returns":      {strings.ReplaceAll(first+beat, "\n", "\r\n"), 2, ""},
		"died within a line":    {first + `{"v":1,"ty`, 1, ""},
		"an empty line":         {first + "\n" + beat, 1, fault.BotGarbage},
		"as long as allowed":    {first + long(maxLine) + "\r\n" + beat, 3, ""},
		"one byte longer":       {first + long(maxLine+1) + "\n", 1, fault.BotLineTooLong},
		"endless":               {first + strings.Repeat("x", 3*maxLine), 1, fault.BotLineTooLong},
		"as many as allowed":    {first + strings.Repeat(beat, floodLines-1), floodLines, ""},
		"flood":                 {first + strings.Repeat(beat, floodLines), floodLines, fault.BotFlood},
		"NUL":                   {first + "\x00\n", 1, fault.BotGarbage},
		"two objects in a line": {first + "{}{}\n", 1, fault.BotGarbage},
	} {
		if types, breach := read(c.text); len(types) != c.lines || breach != c.breach {
			t.Errorf("%s: %d lines, %q", name, len(types), breach)
		}
	}
}

func TestLimitsDefaultToTheProtocols(t *testing.T) {
	got := New(Config{Limits: Limits{Leave: time.Minute}}).config.Limits
	want := Limits{
		10 * time.Second, 10 * time.Second, 60 * time.Second, 900 * time.Second, 5 * time.Second, time.Minute, 5 * time.Second, 15 * time.Second, 45 * time.Second,
	}
	if got != want {
		t.Errorf("%+v", got)
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte(`{"v":1,"type":"hello"}` + "\n" + `{"v":1,"type":"state","state":"in_meeting"}` + "\n"))
	f.Fuzz(func(_ *testing.T, line []byte) {
		readMessages(io.LimitReader(strings.NewReader(string(line)), 1<<20), func(event) {})
	})
}
