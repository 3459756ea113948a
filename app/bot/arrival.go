package bot

import (
	"context"
	"time"

	"behalf/app"
)

const (
	lookEvery = time.Second
	firstLook = 200 * time.Millisecond // how long a plan waits for what a look shows
	mostCalls = 5                      // how often one run follows somebody into a call at once
)

// watch looks, beside the run, whether the person's Zoom is in a call, until it
// is stopped. A look that hangs holds up nobody.
func (r *run) watch() (stop func()) {
	ctx, cancel := context.WithCancel(r.ctx)
	seen := make(chan app.Presence)
	r.seen = seen
	r.beside.Go(func() {
		ticker := time.NewTicker(lookEvery)
		defer ticker.Stop()
		for {
			p := r.config.Presence(ctx)
			select {
			case seen <- p:
			case <-ctx.Done():
				return
			}
			select {
			case <-ticker.C:
			case <-ctx.Done():
				return
			}
		}
	})
	return func() {
		cancel()
		r.seen = nil
	}
}

// see takes in what a look has shown and says whether somebody has come into a
// call since the one before. A hint that wavers must not make a burst of tries.
func (r *run) see(p app.Presence) (came bool) {
	was := r.presence
	r.presence = p
	if p != app.PresenceInCall {
		r.calling = time.Time{}
		return false
	}
	if was == app.PresenceInCall || r.calls == mostCalls {
		return false
	}
	r.calls++
	r.calling = time.Now()
	return true
}

// inCall is how long somebody has been in a call here; zero: nobody is.
func (r *run) inCall() time.Duration {
	if r.calling.IsZero() {
		return 0
	}
	return max(time.Since(r.calling), 1)
}

// glance waits for the first look, but hardly: a plan can do without.
func (r *run) glance() outcome {
	r.limit(firstLook)
	for {
		switch s := r.next(); s.kind {
		case looked:
			r.see(s.presence)
			return outcome{}
		case limitPassed:
			return outcome{}
		case botSaid:
			r.aside(s.message)
		case botGone:
			r.forget()
		default:
			return s.outcome
		}
	}
}

// arrive waits, before the first attempt, for a person who has just been sent
// to Zoom: until they are in a call, or for as long as that usually takes.
func (r *run) arrive() outcome {
	defer r.watch()()
	if o := r.glance(); o.then != goOn || r.presence == app.PresenceInCall {
		return o
	}
	r.tryNow = r.job.TryNow
	defer func() { r.tryNow = nil }()
	began := time.Now()
	known := r.expect(began)
	for {
		switch s := r.next(); s.kind {
		case looked:
			if r.see(s.presence) {
				return outcome{}
			}
			if !known && s.presence != app.PresenceUnknown { // their Zoom has started
				known = r.expect(began)
			}
		case limitPassed, wantsNow:
			return outcome{}
		default:
			return s.outcome
		}
	}
}

// expect plans the first try, by whether anybody could be seen coming.
func (r *run) expect(began time.Time) (known bool) {
	known = r.presence != app.PresenceUnknown
	wait := r.config.Limits.Unseen
	if known {
		wait = r.config.Limits.Seen
	}
	due := began.Add(wait)
	r.emit(app.Event{Phase: app.WaitingForYou, NextTryAt: due})
	r.limit(max(time.Until(due), 1))
	return known
}
