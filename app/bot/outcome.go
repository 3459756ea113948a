package bot

import (
	"behalf/app"
	"behalf/app/fault"
)

// step is what the run does next.
type step int

const (
	goOn     step = iota // this attempt is still good
	over                 // the run has ended
	wait                 // somebody is missing: again later
	remint               // again at once, with another on-behalf token
	degrade              // again at once, without the recording token
	restart              // the program crashed before it was in the meeting
	comeBack             // it was in the meeting and lost it
)

// outcome is how something came out, and what that means for the run.
type outcome struct {
	then   step
	phase  app.Phase  // of the end, or of the wait
	reason app.Reason // of the end, or if this one stays the last
	fault  *fault.Fault
	note   string
	breach bool // the bot is past being asked to leave
}

// final is the end of a run that failed.
func final(reason app.Reason, f *fault.Fault) outcome {
	return outcome{then: over, phase: app.Failed, reason: reason, fault: f}
}

// lost is the end of an assistant that lost the meeting, unless it comes back.
func lost() outcome {
	return outcome{then: comeBack, phase: app.Failed, reason: app.ReasonLost, fault: fault.New(fault.BotLost)}
}

// done is the end of a run that was in the meeting.
func done(reason app.Reason) outcome {
	return outcome{then: over, phase: app.Ended, reason: reason}
}

// ruling is an outcome in a table.
type ruling struct {
	then   step
	phase  app.Phase
	reason app.Reason
	kind   fault.Kind
}

func (r ruling) outcome() outcome {
	return outcome{then: r.then, phase: r.phase, reason: r.reason, fault: fault.New(r.kind)}
}

func refused(kind fault.Kind) ruling { return ruling{over, app.Failed, app.ReasonRefused, kind} }

func broke(kind fault.Kind) ruling { return ruling{over, app.Failed, app.ReasonBotFailed, kind} }
