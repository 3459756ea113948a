package bot

import (
	"context"
	"os"
	"sync"
	"time"

	"behalf/app"
)

// run is one sending of an assistant, from Send to its end. It belongs to one
// goroutine.
type run struct {
	config Config
	ctx    context.Context // the run; it ends a mint under way
	cancel context.CancelFunc
	job    app.Job
	report func(app.Event)
	launch launch
	folder string
	hide   redactor
	minted chan minted    // at most one mint is under way
	beside sync.WaitGroup // a mint, looks

	attempt int
	phase   app.Phase
	note    string // for the next report
	tokens  app.Tokens

	bot     *process // the one that joins; nil: none
	old     *process // on its way out; nil: none
	hello   message  // how the bot introduced itself
	greeted bool
	spoke   bool // it said something after that
	refused bool // its last word was failed

	timer  *time.Timer      // the limit of what is under way
	pulse  <-chan time.Time // ticks twice in the silence allowed; nil: not watched
	ticker *time.Ticker
	missed int             // ticks since the last sign of life
	tryNow <-chan struct{} // nil: not waiting for the next attempt

	seen     <-chan app.Presence // nil: not waiting either
	presence app.Presence        // as it was seen last
	calling  time.Time           // since when the person is in a call; zero: they aren't

	made     map[string]bool // artifacts that were reported, by where they lie in the folder
	overfull bool            // there were more of them than are reported

	// What has been used up.
	waiting   time.Time // since when somebody is missing; zero: nobody
	missing   app.Phase // who
	mintFault string    // told already
	reminted  bool
	degraded  bool
	crashes   int
	returned  bool
	calls     int // somebody came into
}

func newRun(ctx context.Context, c Config, job app.Job, report func(app.Event)) *run {
	r := &run{config: c, job: job, report: report, minted: make(chan minted, 1), timer: time.NewTimer(0)}
	r.ctx, r.cancel = context.WithCancel(ctx)
	r.timer.Stop()
	r.hide.learnMeeting(job.Meeting)
	r.hide.learnEnvironment(job.Assistant.Env)
	return r
}

// tell reports a phase.
func (r *run) tell(phase app.Phase) { r.emit(app.Event{Phase: phase}) }

// emit reports an event of this attempt, with the note that waits for one.
func (r *run) emit(e app.Event) {
	e.At, e.Attempt = time.Now(), max(r.attempt, 1)
	if e.Note == "" {
		e.Note, r.note = r.note, ""
	}
	r.phase = e.Phase
	if e.Fault != nil {
		r.config.Log.Warn("run", "run", r.job.RunID, "fault", e.Fault.Kind, "cause", e.Fault.Unwrap())
	}
	r.report(e)
}

// finish ends the program, if there is one, and reports the end of the run.
func (r *run) finish(o outcome) {
	r.cancel()
	bot := r.bot
	r.retire(o.breach)
	r.bury()
	if bot != nil && o.phase == app.Failed && o.reason != app.ReasonGaveUp {
		o.note = words(o.note, bot.stderr.String())
	}
	r.emit(app.Event{Phase: o.phase, Reason: o.reason, Fault: o.fault, Note: o.note})
}

// close leaves nothing of the run behind but what the bot made.
func (r *run) close() {
	r.cancel()
	r.beside.Wait()
	if r.folder != "" {
		_ = os.Remove(r.folder) // it stays if there is something in it
	}
}

// retire begins to end the program; the run goes on meanwhile.
func (r *run) retire(breach bool) {
	if r.bot == nil {
		return
	}
	how := ending{leave: r.config.Limits.Leave, term: r.config.Limits.Term, kill: r.job.Kill}
	if breach {
		how.leave = 0
	}
	r.bot.end(how)
	r.old = r.bot
	r.forget()
}

// bury waits until nothing is left of the program that was retired. What it
// finishes while it goes still counts.
func (r *run) bury() {
	if r.old == nil {
		return
	}
	for ev := range r.old.events {
		if ev.message.Type == typeArtifact {
			r.keep(ev.message)
		}
	}
	r.old = nil
}

// forget lets go of the program.
func (r *run) forget() {
	r.bot, r.hello, r.greeted, r.spoke, r.refused = nil, message{}, false, false, false
	if r.ticker != nil {
		r.ticker.Stop()
	}
	r.ticker, r.pulse, r.missed = nil, nil, 0
}

// limit sets the limit of what is under way; zero means none.
func (r *run) limit(d time.Duration) {
	r.timer.Stop()
	if d > 0 {
		r.timer.Reset(d)
	}
}
