package bot

import (
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// phases are what a bot's states mean; leaving, and states of a newer
// protocol, mean none.
var phases = map[string]app.Phase{
	"authenticating":   app.Connecting,
	"connecting":       app.Connecting,
	"waiting_for_host": app.WaitingForHost,
	"waiting_room":     app.WaitingRoom,
	"in_meeting":       app.InMeeting,
	"recording":        app.InMeeting,
}

// follow follows the bot from join until this attempt has come to something.
func (r *run) follow() outcome {
	r.limitPhase()
	for {
		switch s := r.next(); s.kind {
		case botSaid:
			if o := r.hear(s.message); o.then != goOn {
				return o
			}
		case limitPassed:
			return r.overdue()
		case botGone:
			return r.departed()
		case runOver:
			return s.outcome
		}
	}
}

// hear takes in a message.
func (r *run) hear(m message) outcome {
	r.spoke = true
	switch m.Type {
	case typeState:
		r.refused = false
		r.enter(phases[m.State])
	case typeFailed:
		r.refused = true
		o := judge(m, !r.tokens.OnBehalf.Empty())
		switch {
		case o.then == over:
			o.note = r.hide.note(m.Message)
		case o.then == wait && r.phase == app.InMeeting: // it was in: nobody is missing
			o = lost()
		}
		return o
	case typeEnded:
		if r.refused { // part of the refusal before
			r.refused = false
			return outcome{}
		}
		return conclude(m)
	case typeArtifact:
		r.keep(m)
	case typeLog:
		r.config.Log.Debug("bot", "run", r.job.RunID, "level", r.hide.note(m.Level), "text", r.hide.note(m.Text))
	}
	return outcome{}
}

// enter goes to another phase, if it is one.
func (r *run) enter(phase app.Phase) {
	if phase == "" || phase == r.phase {
		return
	}
	switch phase {
	case app.InMeeting:
		r.waiting, r.missing = time.Time{}, ""
	case app.WaitingForHost:
		r.missing = phase
		if r.waiting.IsZero() {
			r.waiting = time.Now()
		}
	}
	r.tell(phase)
	r.limitPhase()
}

// limitPhase limits the phase the run is in. The bot knows the limits too and
// gets a little longer, so that its own words come first.
func (r *run) limitPhase() {
	limits := r.config.Limits
	switch r.phase {
	case app.Connecting:
		r.limit(limits.Connect + limits.Grace)
	case app.WaitingRoom:
		r.limit(limits.WaitingRoom + limits.Grace)
	case app.WaitingForHost:
		r.limit(max(r.patience(), 1))
	default:
		r.limit(0)
	}
}

// overdue says what it means that a phase took too long.
func (r *run) overdue() outcome {
	switch r.phase {
	case app.WaitingForHost:
		return final(app.ReasonGaveUp, fault.New(fault.NeverStarted))
	case app.WaitingRoom:
		return final(app.ReasonRefused, fault.New(fault.NotAdmitted))
	default:
		return final(app.ReasonBotFailed, fault.New(fault.BotTimedOut))
	}
}
