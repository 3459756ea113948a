package bot

import (
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// news is what a run has waited for.
type news struct {
	kind     newsKind
	minted   minted
	message  message
	presence app.Presence
	outcome  outcome // of runOver
}

type newsKind int

const (
	runOver     newsKind = iota // the run is over, whatever it was doing
	limitPassed                 // the limit has passed
	wantsNow                    // the person does not want to wait
	looked                      // a look has shown whether the person is in a call
	mintDone                    // the mint has come out
	botSaid                     // the bot said something
	botGone                     // the bot's program has ended
)

// next is the only place where a run waits. Stop comes first, whatever else has
// happened meanwhile.
func (r *run) next() news {
	for {
		n, worth := r.listen()
		switch {
		case r.stopped():
			return news{kind: runOver, outcome: stopped()}
		case worth:
			return n
		}
	}
}

// stopped is the end of a run that the person has stopped.
func stopped() outcome {
	return outcome{then: over, phase: app.StoppedByYou, reason: app.ReasonStopped}
}

// listen takes in one thing and says whether it is worth acting on.
func (r *run) listen() (n news, worth bool) {
	var events <-chan event
	if r.bot != nil {
		events = r.bot.events
	}
	select {
	case <-r.ctx.Done():
		return news{}, false
	case <-r.job.Kill:
		return news{}, false
	case m := <-r.minted:
		return news{kind: mintDone, minted: m}, true
	case <-r.timer.C:
		return news{kind: limitPassed}, true
	case <-r.tryNow:
		return news{kind: wantsNow}, true
	case p := <-r.seen:
		return news{kind: looked, presence: p}, true
	case <-r.pulse:
		// Two ticks, not one long limit: after the machine slept, the bot
		// gets its chance before it is taken for dead.
		r.missed++
		return broken(fault.New(fault.BotHung)), r.missed == 2
	case ev, ok := <-events:
		r.missed = 0
		switch {
		case !ok:
			return news{kind: botGone}, true
		case ev.breach != nil:
			return broken(ev.breach), true
		default:
			return news{kind: botSaid, message: ev.message}, ev.message.Type != typeHeartbeat
		}
	}
}

func (r *run) stopped() bool {
	select {
	case <-r.ctx.Done():
		return true
	case <-r.job.Kill:
		return true
	default:
		return false
	}
}

// broken is the news of a run whose bot can't be trusted any more.
func broken(f *fault.Fault) news {
	o := final(app.ReasonBotFailed, f)
	o.breach = true
	return news{kind: runOver, outcome: o}
}

// pause waits for the next attempt, as long as the patience lasts.
func (r *run) pause(o outcome) outcome {
	if r.waiting.IsZero() {
		r.waiting = time.Now()
	}
	if r.patience() <= 0 {
		return spent(o)
	}
	if !r.can(featureRejoin) {
		r.retire(false)
	}
	if o.phase != app.Minting {
		r.missing = o.phase
	}
	defer r.watch()()
	if o := r.glance(); o.then != goOn {
		return o
	}
	delay := min(r.config.Pace(Wait{r.job.Pace, time.Since(r.waiting), r.inCall()}), r.patience())
	r.drainTryNow()
	r.emit(app.Event{Phase: o.phase, NextTryAt: time.Now().Add(delay), Note: o.note})

	r.limit(max(delay, 1))
	r.tryNow = r.job.TryNow
	defer func() { r.tryNow = nil }()
	for {
		switch s := r.next(); s.kind {
		case limitPassed, wantsNow:
			return outcome{}
		case looked:
			if r.see(s.presence) {
				return outcome{}
			}
		case botSaid:
			r.aside(s.message)
		case botGone:
			r.forget()
		default:
			return s.outcome
		}
	}
}

// patience is what is left of it.
func (r *run) patience() time.Duration { return r.job.Patience - time.Since(r.waiting) }

// drainTryNow drops wishes from before there was something to wait for.
func (r *run) drainTryNow() {
	for {
		select {
		case <-r.job.TryNow:
		default:
			return
		}
	}
}

// aside takes in what the bot says between attempts. The ended that follows a
// refusal is part of it.
func (r *run) aside(m message) {
	if m.Type == typeArtifact {
		r.keep(m)
	}
}
