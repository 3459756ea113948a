package bot

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
	"behalf/app/secret"
)

const marker = "ZZTESTTOKEN"

// The lines that scripts are made of.
const (
	hello       = "hello on_behalf,public_app_key,sdk_jwt"
	helloRejoin = "hello on_behalf,public_app_key,sdk_jwt,rejoin"
	connecting  = `{"v":1,"type":"state","state":"connecting"}`
	inMeeting   = `{"v":1,"type":"state","state":"in_meeting"}`
	absent      = `{"v":1,"type":"failed","native_code":501}`
	endedLeft   = `{"v":1,"type":"ended","reason":"left"}`
	hostEnded   = `{"v":1,"type":"ended","reason":"host_ended"}`
)

func failed(code string) string { return `{"v":1,"type":"failed","code":"` + code + `"}` }

// trial is one run of a bot under test.
type trial struct {
	t         *testing.T
	config    Config
	job       app.Job
	notes     string
	ctx       context.Context   // of a test of a bot
	afterStep func(name string) // of a test of a bot
	lax       bool              // it says on purpose what the schema forbids
	log       lockedBuffer

	stop   context.CancelFunc
	kill   chan struct{}
	tryNow chan struct{}
	minted atomic.Int32
	events chan app.Event
	seen   []app.Event
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// newTrial prepares a run of a scripted bot.
func newTrial(t *testing.T, steps ...string) *trial {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	tr := &trial{t: t, notes: t.TempDir(), kill: make(chan struct{}), tryNow: make(chan struct{}, 1), events: make(chan app.Event, 1000)}
	tr.config = Config{
		RunsDir: filepath.Join(t.TempDir(), "runs"),
		Self:    os.Executable,
		Pace:    func(Wait) time.Duration { return time.Millisecond },
		Log:     slog.New(slog.NewTextHandler(&tr.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Limits:  Limits{Hello: time.Minute},
	}
	tr.job = app.Job{
		RunID:   "r-7f3a",
		Meeting: meeting.Meeting{ID: "81234567890", Host: "us02web.zoom.us", PasscodeParam: marker + "-pwd.1", PasscodePlain: marker + "-passcode"},
		BotName: "Notes for Ada",
		Assistant: app.Assistant{
			Name: "scripted", Kind: app.ProcessAssistant, Program: self,
			Args: append([]string{"scripted-bot", tr.notes}, steps...), Env: testEnv(t),
		},
		Patience: time.Minute,
		TryNow:   tr.tryNow,
		Kill:     tr.kill,
	}
	tr.job.Mint = tr.mint
	return tr
}

// testEnv keeps what belongs to a test binary out of its life as a bot: the
// race detector's second of sleep at the end, the complaint about coverage.
func testEnv(t *testing.T) []string {
	return []string{"GORACE=atexit_sleep_ms=0", "GOCOVERDIR=" + t.TempDir()}
}

func (tr *trial) mint(context.Context) (app.Tokens, error) {
	n := tr.minted.Add(1)
	return app.Tokens{
		OnBehalf:     secret.New(fmt.Sprintf("%s-obf-%d", marker, n)),
		SDKJWT:       secret.New(fmt.Sprintf("%s-jwt-%d", marker, n)),
		PublicAppKey: "PublicClientID",
	}, nil
}

// begin starts the run.
func (tr *trial) begin() *trial {
	tr.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	tr.stop = cancel
	supervisor := New(tr.config)
	tr.t.Cleanup(cancel)
	go func() {
		defer close(tr.events)
		supervisor.Run(ctx, tr.job, func(e app.Event) { tr.events <- e })
	}()
	return tr
}

// until waits for a phase.
func (tr *trial) until(phase app.Phase) app.Event {
	tr.t.Helper()
	for e := range tr.events {
		tr.seen = append(tr.seen, e)
		if e.Phase == phase {
			return e
		}
	}
	tr.t.Fatalf("never %s, but %s", phase, tr.timeline())
	return app.Event{}
}

// end waits for the end of the run, checks what holds for every run, and
// returns the last event.
func (tr *trial) end() app.Event {
	tr.t.Helper()
	for e := range tr.events {
		tr.seen = append(tr.seen, e)
	}
	if len(tr.seen) == 0 {
		tr.t.Fatal("nothing was reported")
	}
	for i, e := range tr.seen {
		last := i == len(tr.seen)-1
		if e.Phase.Over() != last || e.At.IsZero() || e.Attempt < 1 {
			tr.t.Errorf("report %d of %d: %+v", i+1, len(tr.seen), e)
		}
		if (e.Reason != app.ReasonNone) != last {
			tr.t.Errorf("report %d of %d has reason %q", i+1, len(tr.seen), e.Reason)
		}
	}
	for _, s := range tr.starts() {
		if runtime.GOOS != "windows" && s.Args[3] != childStep && !groupGone(s.Group) {
			tr.t.Errorf("process group %d is still there", s.Group)
		}
	}
	tr.clean()
	tr.followsSchema()
	return tr.seen[len(tr.seen)-1]
}

// clean looks for secrets in everything that stays or can be seen.
func (tr *trial) clean() {
	tr.t.Helper()
	var all strings.Builder
	for _, e := range tr.seen {
		fmt.Fprintf(&all, "%+v\n", e)
		if e.Fault != nil {
			fmt.Fprintf(&all, "%v %v\n", e.Fault, e.Fault.Unwrap())
		}
	}
	for _, s := range tr.starts() {
		fmt.Fprintln(&all, s.Args, s.Env)
	}
	all.WriteString(tr.log.String())
	if strings.Contains(all.String(), marker) {
		tr.t.Errorf("a secret came out:\n%s", all.String())
	}
	err := filepath.WalkDir(tr.config.RunsDir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if content, err := os.ReadFile(path); err != nil || bytes.Contains(content, []byte(marker)) {
			tr.t.Errorf("%s holds a secret (%v)", path, err)
		}
		return nil
	})
	if err != nil && !os.IsNotExist(err) {
		tr.t.Error(err)
	}
}

// ends begins the run, waits for its end and compares it.
func (tr *trial) ends(phase app.Phase, reason app.Reason, kind fault.Kind) app.Event {
	tr.t.Helper()
	last := tr.begin().end()
	tr.is(last, phase, reason, kind)
	return last
}

func (tr *trial) is(e app.Event, phase app.Phase, reason app.Reason, kind fault.Kind) {
	tr.t.Helper()
	var got fault.Kind
	if e.Fault != nil {
		got = e.Fault.Kind
	}
	if e.Phase != phase || e.Reason != reason || got != kind {
		tr.t.Errorf("ended %s, %s, %q; want %s, %s, %q\n%s", e.Phase, e.Reason, got, phase, reason, kind, tr.timeline())
	}
}

// timeline is the phases with their attempts.
func (tr *trial) timeline() string {
	var b strings.Builder
	for _, e := range tr.seen {
		fmt.Fprintf(&b, "%d %s, ", e.Attempt, e.Phase)
		if e.Fault != nil {
			fmt.Fprintf(&b, "(%v: %v) ", e.Fault, e.Fault.Unwrap())
		}
	}
	return strings.TrimSuffix(b.String(), ", ")
}

func (tr *trial) wantTimeline(want string) {
	tr.t.Helper()
	if got := tr.timeline(); got != want {
		tr.t.Errorf("timeline\n%s\nwant\n%s", got, want)
	}
}

func (tr *trial) wantTimelineStart(want string) {
	tr.t.Helper()
	if got := tr.timeline(); !strings.HasPrefix(got, want) {
		tr.t.Errorf("timeline\n%s\nwant\n%s", got, want)
	}
}

// starts are the starts of the program so far.
func (tr *trial) starts() []started {
	tr.t.Helper()
	var all []started
	for n := 0; ; n++ {
		content, err := os.ReadFile(notePath(tr.notes, "start", n))
		if err != nil {
			return all
		}
		var s started
		if json.Unmarshal(content, &s) == nil {
			all = append(all, s)
		}
	}
}

// heard are the lines that the n-th start of the program was sent.
func (tr *trial) heard(n int) []string {
	tr.t.Helper()
	f, err := os.Open(notePath(tr.notes, "heard", n))
	if err != nil {
		tr.t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var lines []string
	scanner := bufio.NewScanner(f)
	for scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	return lines
}

// joins are the orders to join that were sent, over all starts.
func (tr *trial) joins() []join {
	tr.t.Helper()
	var joins []join
	for n := range tr.starts() {
		for _, line := range tr.heard(n) {
			var j join
			if err := json.Unmarshal([]byte(line), &j); err != nil {
				tr.t.Error(err)
			}
			if j.Type == typeJoin {
				joins = append(joins, j)
			}
		}
	}
	return joins
}
