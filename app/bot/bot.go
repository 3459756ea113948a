// Package bot carries one run through: it starts the assistant's program, hands
// it the meeting and fresh tokens over the bot protocol (docs/bot-protocol),
// follows what it reports, tries again when that makes sense, and leaves no
// process behind.
//
// A run is one goroutine, the caller of Supervisor.Run. It goes from attempt to
// attempt (attempts.go); whatever it waits for, it waits in one place, run.next
// (wait.go), so Stop is seen first, everywhere. What a refusal means is a table
// (codes.go). A process (process.go) is a child in a group of its own, with one
// goroutine for each pipe and one that waits for its end; the operating
// system's part is in process_unix.go and process_windows.go.
//
// A program that does not speak the protocol gets the meeting with its start
// (command.go, template.go), and patterns turn its lines into the protocol's
// messages (patterns.go); for everything else it is a bot like any other.
//
// Tokens reach a bot on its standard input, or, if it does not speak the protocol,
// in a private file (private.go), and nowhere else. What a bot writes is foreign:
// lines are limited, counted, parsed strictly, and pass the redactor before
// anything of them is kept.
//
// The package also holds the rehearsal bot, the double of a real one, and the
// test of other people's bots: the rules in conformance.go and rules.go, one
// start of a bot in sitting.go, what is known of it in exam.go, and in
// witness.go who reads along. It does not mint, does not know Zoom's API and
// keeps nothing but the run's folder.
package bot

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// Config is what a Supervisor needs. Zero limits mean the protocol's own.
type Config struct {
	RunsDir string                   // private folder; each run gets a subfolder
	Self    func() (string, error)   // our own program, for the rehearsal assistant
	StandIn string                   // base URL of the stand-in Zoom that tokens are from; empty: the real one
	Pace    func(Wait) time.Duration // until the next attempt; nil: Pace
	Log     *slog.Logger             // nil: none
	Limits  Limits

	// Presence looks whether this machine's Zoom is in a call. It is asked about
	// once a second, only while a run waits; nil: nobody can know.
	Presence func(ctx context.Context) app.Presence

	NewStandIn func() (StandIn, error) // starts one that bots are tested against
}

// Limits are how long a bot may take.
type Limits struct {
	Hello       time.Duration // until it introduced itself: 10 s
	Silence     time.Duration // without a line, if it announced heartbeats: 10 s
	Connect     time.Duration // told to the bot as connect_s: 60 s
	WaitingRoom time.Duration // told to the bot as waiting_room_s: 900 s
	Grace       time.Duration // what it may overrun the two: 5 s
	Leave       time.Duration // from leave until the group is terminated: 5 s
	Term        time.Duration // from there until it is killed: 5 s
	Unseen      time.Duration // for a person on the way whose Zoom shows nothing: 15 s
	Seen        time.Duration // for one whose Zoom is about to join: 45 s
}

func (l Limits) orDefault() Limits {
	for _, field := range []struct {
		limit    *time.Duration
		standard time.Duration
	}{
		{&l.Hello, 10 * time.Second},
		{&l.Silence, 10 * time.Second},
		{&l.Connect, 60 * time.Second},
		{&l.WaitingRoom, 900 * time.Second},
		{&l.Grace, 5 * time.Second},
		{&l.Leave, 5 * time.Second},
		{&l.Term, 5 * time.Second},
		{&l.Unseen, 15 * time.Second},
		{&l.Seen, 45 * time.Second},
	} {
		if *field.limit <= 0 {
			*field.limit = field.standard
		}
	}
	return l
}

// Supervisor runs assistants; it implements app.Bots. It holds no state of its
// own, so any number of runs may be under way.
type Supervisor struct {
	config Config
}

var _ app.Bots = (*Supervisor)(nil)

// New makes a Supervisor.
func New(c Config) *Supervisor {
	if c.Pace == nil {
		c.Pace = Pace
	}
	if c.Presence == nil {
		c.Presence = func(context.Context) app.Presence { return app.PresenceUnknown }
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	c.Limits = c.Limits.orDefault()
	return &Supervisor{config: c}
}

// Run carries a job through to its end; see app.Bots.
func (s *Supervisor) Run(ctx context.Context, job app.Job, report func(app.Event)) {
	r := newRun(ctx, s.config, job, report)
	defer r.close()
	launch, err := s.launch(job.Assistant)
	if err == nil {
		r.launch = launch
		r.folder, err = makeFolder(s.config.RunsDir, job.RunID)
	}
	if err != nil {
		r.finish(final(app.ReasonBotFailed, fault.From(err)))
		return
	}
	r.finish(r.carry())
}

// Check says whether the assistant could be started, without starting it.
func (s *Supervisor) Check(a app.Assistant) error {
	_, err := s.launch(a)
	return err
}

// CheckDefinition says whether what is known about an assistant can work,
// wherever its program is.
func CheckDefinition(a app.Assistant) error {
	if a.Kind != app.CommandAssistant {
		return nil
	}
	_, err := newCommand(a)
	return err
}

// launch is what is needed to start an assistant's program.
type launch struct {
	program string // absolute
	args    []string
	env     []string
	options map[string]string
	limits  Limits
	command *command // of a program that does not speak the protocol, whose args are templates
	private *private // nil: none
	input   []byte

	overOut, overErr io.Writer // get all that the program writes; nil: nobody
}

// stop is how the program is asked to leave.
func (l launch) stop() app.StopWay {
	if l.command == nil {
		return stopByLeave
	}
	return l.command.Stop
}

func (s *Supervisor) launch(a app.Assistant) (launch, error) {
	l := launch{args: a.Args, env: environment(a.Env), options: s.options(a), limits: s.config.Limits}
	var err error
	switch a.Kind {
	case app.RehearsalAssistant:
		return s.rehearsal(a)
	case app.ProcessAssistant:
	case app.CommandAssistant:
		if l.command, err = newCommand(a); err != nil {
			return launch{}, err
		}
	default: // a kind of a newer version
		return launch{}, fault.New(fault.BotUnsupported)
	}
	l.program, err = find(a.Program)
	return l, err
}

func (s *Supervisor) rehearsal(a app.Assistant) (launch, error) {
	if err := checkStandIn(s.config.StandIn); err != nil {
		return launch{}, fault.Wrap(fault.RehearsalOnly, err)
	}
	self, err := s.config.Self()
	if err != nil {
		return launch{}, fault.Wrap(fault.ProgramMissing, err, "program", "behalf")
	}
	options := s.options(a)
	if options["scenario"] == "" {
		options["scenario"] = scenarioNormal
	}
	args := []string{"rehearsal-bot", "--scenario", options["scenario"]}
	return launch{program: self, args: args, env: environment(a.Env), options: options, limits: s.config.Limits}, nil
}

// options are what the person has set for the assistant, and the stand-in to
// join where the tokens are from one. Nothing else may send a token there.
func (s *Supervisor) options(a app.Assistant) map[string]string {
	options := map[string]string{}
	maps.Copy(options, a.Options)
	delete(options, optionStandIn)
	if s.config.StandIn != "" {
		options[optionStandIn] = s.config.StandIn
	}
	return options
}

// find resolves a program to an absolute path, because it will be started in
// the run's folder.
func find(program string) (string, error) {
	path, err := exec.LookPath(atHome(program))
	switch {
	case err == nil:
		path, err = filepath.Abs(path)
	case !errors.Is(err, exec.ErrNotFound) && !errors.Is(err, fs.ErrNotExist):
		return "", fault.Wrap(fault.ProgramNotExecutable, err, "program", program)
	}
	if err != nil {
		return "", fault.Wrap(fault.ProgramMissing, err, "program", program)
	}
	return path, nil
}

// atHome completes a path that begins with ~, with ${XDG_DATA_HOME}, the folder
// where people's programs keep what belongs to them, or with ${BEHALF_DIR}, the
// folder of this program, where a package can bring a bot along.
func atHome(program string) string {
	if rest, ok := strings.CutPrefix(program, "${BEHALF_DIR}/"); ok {
		self, err := os.Executable()
		if err == nil {
			self, err = filepath.EvalSymlinks(self)
		}
		if err != nil {
			return program // it will not be found
		}
		return filepath.Join(filepath.Dir(self), rest)
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return program // it will not be found
	}
	if rest, ok := strings.CutPrefix(program, "~/"); ok {
		return filepath.Join(home, rest)
	}
	if rest, ok := strings.CutPrefix(program, "${XDG_DATA_HOME}/"); ok {
		data := os.Getenv("XDG_DATA_HOME")
		if !filepath.IsAbs(data) { // unset, or to be ignored
			data = filepath.Join(home, ".local", "share")
		}
		return filepath.Join(data, rest)
	}
	return program
}

// checkStandIn lets through only a plain address of this machine: a token must
// never be sent to a made-up Zoom anywhere else.
func checkStandIn(base string) error {
	u, err := url.Parse(base)
	if err != nil {
		return errors.New("the stand-in's address can't be read")
	}
	if ip := net.ParseIP(u.Hostname()); u.Scheme != "http" || ip == nil || !ip.IsLoopback() || u.User != nil {
		return errors.New("the stand-in's address is not http on a loopback address")
	}
	return nil
}
