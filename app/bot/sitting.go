package bot

import (
	"os"
	"slices"
	"strconv"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
	"behalf/app/secret"
)

// sitting is one start of a bot under test.
type sitting struct {
	*exam
	bot     *process
	folder  string
	meeting string
	attempt int
	timer   *time.Timer // the limit of what is under way
	gone    bool        // the program has ended
}

// sit starts the bot, awaits its hello, and lets try see what it does.
// Whatever comes of it, nothing of the program is left.
func (e *exam) sit(try func(*sitting) *fault.Fault) *fault.Fault {
	folder, err := os.MkdirTemp("", "behalf-trial-")
	if err != nil {
		return fault.Wrap(fault.StorageFailed, err, "path", os.TempDir())
	}
	defer func() { _ = os.RemoveAll(folder) }()
	heard := e.launch
	heard.overOut, heard.overErr = e.witness.stdout(), e.witness.stderr()
	bot, err := start(heard, folder, &e.hide)
	if err != nil {
		return fault.Wrap(fault.ProgramNotExecutable, err, "program", e.launch.program)
	}
	s := &sitting{exam: e, bot: bot, folder: folder, meeting: e.newMeeting(), timer: time.NewTimer(0)}
	s.timer.Stop()
	defer s.close()
	s.limit(e.config.Limits.Hello)
	hello, f := s.await("", anything) // the reader lets nothing but hello be first
	switch {
	case f == nil:
	case s.gone && s.bot.exit != exitClean:
		return fault.New(fault.BotCrashed)
	case fault.Is(f, fault.BotRule): // too late, or no bot at all
		return fault.New(fault.BotSilent)
	default:
		return f
	}
	e.hello = hello
	return try(s)
}

// close ends the program: it is not asked whether it would go by itself, for
// that is a rule of its own.
func (s *sitting) close() {
	s.timer.Stop()
	s.bot.end(ending{term: s.config.Limits.Term, kill: s.ctx.Done()})
	for ev := range s.bot.events {
		s.note(ev.message)
	}
}

// limit sets the limit of what is awaited from now on.
func (s *sitting) limit(d time.Duration) {
	s.timer.Stop()
	s.timer.Reset(d)
}

// await takes in what the bot says until it is something wanted. late is how it
// breaks a rule if that never comes.
func (s *sitting) await(late string, wanted func(message) bool) (message, *fault.Fault) {
	for {
		select {
		case <-s.ctx.Done():
			return message{}, fault.New(fault.Stopped)
		case <-s.timer.C:
			return message{}, breaks(late)
		case ev, ok := <-s.bot.events:
			switch {
			case !ok:
				s.gone = true
				return message{}, s.departed(late)
			case ev.breach != nil:
				return message{}, ev.breach
			}
			s.note(ev.message)
			if wanted(ev.message) {
				return ev.message, nil
			}
		}
	}
}

// departed is what it means that the program has ended too early.
func (s *sitting) departed(instead string) *fault.Fault {
	if s.bot.exit < 0 {
		return breaks(fault.RuleCrashed.Say("how", instead))
	}
	return breaks(fault.RuleExitCode.Say("how", instead, "code", strconv.Itoa(s.bot.exit)))
}

// ends awaits the end of the program, with one of the exit codes.
func (s *sitting) ends(late string, codes ...int) *fault.Fault {
	_, f := s.await(late, func(message) bool { return false })
	if s.gone && slices.Contains(codes, s.bot.exit) {
		return nil
	}
	return f
}

// note looks at what the bot has made, while it is there.
func (s *sitting) note(m message) {
	if m.Type != typeArtifact {
		return
	}
	s.made++
	if inner, _, err := locate(s.folder, m.Path); err != nil || inner == "." {
		s.astray++
	}
}

func anything(message) bool { return true }

// join sends the order to join, with tokens of its own; change, if there is
// one, makes something else of the line.
func (s *sitting) join(change func(line []byte) []byte) *fault.Fault {
	tokens := s.zoom.Tokens(s.meeting)
	s.learn(tokens.OnBehalf, tokens.ZAK, tokens.LocalRecording.Token, tokens.SDKJWT)
	if !s.takesOnBehalf() {
		tokens.OnBehalf = secret.Text{}
	}
	fitted, unfit := fit(s.hello.Features, tokens, time.Now())
	if unfit != nil {
		return breaks(fault.RuleNoTokens.Say())
	}
	s.attempt++
	job := app.Job{
		RunID: "r-test", BotName: "Behalf's test",
		Meeting: meeting.Meeting{ID: s.meeting, Host: "us02web.zoom.us", PasscodeParam: s.pwd.Reveal()},
	}
	line, err := joinLine(job, s.attempt, fitted, s.config.Limits, s.folder, s.launch.options)
	if err != nil {
		return fault.Wrap(fault.Unexpected, err)
	}
	if change != nil {
		line = change(line)
	}
	s.bot.tell(line)
	return nil
}

// come sends the order to join and awaits what comes of it: in the meeting, or
// failed.
func (s *sitting) come(change func([]byte) []byte) (message, *fault.Fault) {
	if f := s.join(change); f != nil {
		return message{}, f
	}
	s.limit(s.config.Limits.Connect + s.config.Limits.Grace)
	return s.await(fault.RuleNoJoin.Say(), settled)
}

func settled(m message) bool { return m.Type == typeFailed || phases[m.State] == app.InMeeting }

// enter is come, for a bot that must get in.
func (s *sitting) enter() *fault.Fault {
	answer, f := s.come(nil)
	if f == nil && (answer.Type == typeFailed || s.zoom.Inside(s.meeting) == 0) {
		return breaks(fault.RuleNotAgain.Say())
	}
	return f
}
