package bot

import (
	"slices"
	"strings"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// mostRestarts is how often a program that crashes before it was in the
// meeting is started again.
const mostRestarts = 2

// carry goes from attempt to attempt until the run is over.
func (r *run) carry() outcome {
	if r.job.Arriving {
		if o := r.arrive(); o.then != goOn {
			return o
		}
	}
	for {
		if r.stopped() {
			return stopped()
		}
		o := r.try()
		if o.then == wait {
			o = r.pause(o)
		} else {
			o = r.afford(o)
		}
		if o.then == over {
			return o
		}
	}
}

// afford takes what an outcome costs from what the run may still do.
func (r *run) afford(o outcome) outcome {
	switch o.then {
	case remint:
		if r.reminted {
			return spent(o)
		}
		r.reminted = true
		r.note = fault.NoteNewToken.Say()
	case degrade:
		if r.degraded {
			return spent(o)
		}
		r.degraded = true
		r.note = fault.NoteNoRecording.Say()
	case restart:
		if r.returned {
			return spent(lost())
		}
		if r.crashes == mostRestarts {
			return spent(o)
		}
		r.crashes++
		r.note = fault.NoteRestarted.Say()
	case comeBack:
		if r.returned {
			return spent(o)
		}
		r.returned, r.reminted = true, false
		r.note = fault.NoteComesBack.Say()
	default:
		return o
	}
	if o.note != "" {
		r.note += "\n" + o.note
	}
	if o.then == comeBack || !r.can(featureRejoin) {
		r.retire(false)
	}
	return outcome{}
}

// spent makes an outcome the last one.
func spent(o outcome) outcome {
	o.then, o.phase = over, app.Failed
	return o
}

// try is one attempt, with tokens of its own.
func (r *run) try() outcome {
	r.attempt++
	r.tell(app.Minting)
	if o := r.mint(); o.then != goOn {
		return o
	}
	if r.bot == nil {
		r.bury()
		if r.stopped() { // meanwhile
			return stopped()
		}
		r.tell(app.Starting)
		if o := r.start(); o.then != goOn {
			return o
		}
	}
	if r.launch.command == nil { // else it has been told with its start
		if o := r.sendOff(); o.then != goOn {
			return o
		}
	}
	r.tell(app.Connecting)
	return r.follow()
}

// sendOff tells the bot to join.
func (r *run) sendOff() outcome {
	tokens, unfit := fit(r.hello.Features, r.tokens, time.Now())
	if unfit != nil {
		return final(app.ReasonBotFailed, unfit)
	}
	line, err := joinLine(r.job, r.attempt, tokens, r.config.Limits, r.folder, r.launch.options)
	if err != nil {
		return final(app.ReasonBotFailed, fault.Wrap(fault.Unexpected, err))
	}
	r.bot.tell(line)
	return outcome{}
}

// minted is what a mint came to.
type minted struct {
	tokens app.Tokens
	err    error
}

// mint gets fresh tokens. How long that may take is up to Mint, which knows
// what it asks; Stop does not wait for it.
func (r *run) mint() outcome {
	r.beside.Go(func() {
		tokens, err := r.job.Mint(r.ctx)
		r.minted <- minted{tokens, err}
	})
	for {
		switch s := r.next(); s.kind {
		case mintDone:
			if s.minted.err != nil {
				return r.unminted(fault.From(s.minted.err))
			}
			r.tokens, r.mintFault = s.minted.tokens, ""
			if r.attempt <= 1 { // the others would only repeat it
				r.note = r.tokens.Note
			}
			if r.degraded {
				r.tokens.LocalRecording = app.Minted{}
			}
			r.hide.learnTokens(r.tokens)
			return outcome{}
		case botSaid:
			r.aside(s.message)
		case botGone:
			r.forget()
		case runOver:
			return s.outcome
		}
	}
}

// unminted says what it means that there are no tokens. Before the first
// attempt the person hears it at once. While the run waits or comes back,
// trouble with the network is one more thing to wait for.
func (r *run) unminted(f *fault.Fault) outcome {
	passing := fault.Is(f, fault.ZoomUnreachable, fault.ZoomLimit, fault.ZoomOutage)
	o := final(app.ReasonNotAuthorized, f)
	if passing {
		o.reason = app.ReasonUnreachable
	}
	if !passing || (r.waiting.IsZero() && !r.returned) {
		return o
	}
	o.then, o.phase = wait, r.missing
	if o.phase == "" {
		o.phase = app.Minting
	}
	if r.mintFault != f.Title {
		r.mintFault, o.note = f.Title, f.Title
	}
	return o
}

// start starts the program and waits until it has introduced itself.
func (r *run) start() outcome {
	launch, err := r.prepared()
	if err != nil {
		return final(app.ReasonBotFailed, fault.From(err))
	}
	bot, err := start(launch, r.folder, &r.hide)
	if err != nil {
		launch.private.remove()
		return final(app.ReasonBotFailed, fault.Wrap(fault.ProgramNotExecutable, err, "program", r.launch.program))
	}
	r.bot = bot
	r.limit(r.config.Limits.Hello)
	for {
		switch s := r.next(); s.kind {
		case botSaid: // the reader lets nothing but hello be first
			r.greet(s.message)
			return outcome{}
		case limitPassed:
			return broken(fault.New(fault.BotSilent)).outcome
		case botGone:
			return r.departed()
		case runOver:
			return s.outcome
		}
	}
}

// prepared is the launch of this attempt.
func (r *run) prepared() (launch, error) {
	c := r.launch.command
	if c == nil {
		return r.launch, nil
	}
	tokens, unfit := fit(c.hello().Features, r.tokens, time.Now())
	if unfit != nil {
		return r.launch, unfit
	}
	join := newJoin(r.job, r.attempt, tokens, r.config.Limits, r.folder, r.launch.options)
	return c.prepare(r.launch, join, r.config.Log)
}

func (r *run) greet(hello message) {
	r.hello, r.greeted = hello, true
	if r.can(featureHeartbeat) {
		r.ticker = time.NewTicker(r.config.Limits.Silence / 2)
		r.pulse = r.ticker.C
	}
	r.config.Log.Info("bot", "run", r.job.RunID, "bot", r.hide.note(hello.Bot),
		"version", r.hide.note(hello.BotVersion), "sdk", r.hide.note(hello.SDKVersion))
}

func (r *run) can(feature string) bool {
	return slices.Contains(r.hello.Features, feature)
}

// departed says what it means that the program has ended by itself.
func (r *run) departed() outcome {
	bot := r.bot
	o := depart(bot.exit, r.greeted, r.phase == app.InMeeting)
	if r.launch.command != nil && r.phase != app.InMeeting {
		o = departEarly(bot.exit, r.spoke)
	}
	o.note = bot.stderr.String()
	if o.phase == app.Ended {
		o.note = fault.NoteLeftSilently.Say()
	}
	r.forget()
	return o
}

// words are what is kept of a message and of standard error.
func words(parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "\n")
}
