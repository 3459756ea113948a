package app

import (
	"slices"
	"time"

	"behalf/app/fault"
)

// Phase is where a run stands.
type Phase string

// The phases, named as on the command line.
const (
	Minting        Phase = "minting"
	Starting       Phase = "starting"
	WaitingForYou  Phase = "waiting_for_you"
	Connecting     Phase = "connecting"
	WaitingForHost Phase = "waiting_for_host"
	WaitingRoom    Phase = "waiting_room"
	InMeeting      Phase = "in_meeting"
	Ended          Phase = "ended"
	Failed         Phase = "failed"
	StoppedByYou   Phase = "stopped"
)

// Over says whether a run in this phase has ended.
func (p Phase) Over() bool { return p == Ended || p == Failed || p == StoppedByYou }

// Reason says why a run ended.
type Reason string

// The reasons, named as on the command line.
const (
	ReasonNone          Reason = ""
	ReasonLeft          Reason = "left"
	ReasonHostEnded     Reason = "host_ended"
	ReasonRemoved       Reason = "removed"
	ReasonYouLeft       Reason = "authorized_user_left"
	ReasonLost          Reason = "lost"
	ReasonGaveUp        Reason = "gave_up_waiting"
	ReasonStopped       Reason = "stopped_by_you"
	ReasonRefused       Reason = "refused"
	ReasonBotFailed     Reason = "bot_failed"
	ReasonNotAuthorized Reason = "not_authorized" // no token could be minted
	ReasonUnreachable   Reason = "unreachable"
	ReasonInterrupted   Reason = "interrupted" // Behalf itself died meanwhile
)

// Event is one step of a run. A run's events are its timeline, in order.
type Event struct {
	At        time.Time
	Phase     Phase
	Attempt   int
	NextTryAt time.Time // zero: none planned
	Reason    Reason
	Fault     *fault.Fault
	Note      string // a sentence worth keeping, without secrets
	Artifact  Artifact
}

// Run is one sending of an assistant to a meeting. Of the meeting it keeps the
// number and the host; passcodes live only in the job that is under way.
type Run struct {
	ID        string
	MeetingID string
	Host      string
	Assistant string
	BotName   string
	AccountID string
	Account   string // name, as it was then
	AsYou     bool   // it joined as the account's user
	StartedAt time.Time
	JoinedAt  time.Time // zero: never in the meeting
	EndedAt   time.Time // zero: under way
	Events    []Event
}

// Last is the newest event.
func (r Run) Last() Event {
	if len(r.Events) == 0 {
		return Event{At: r.StartedAt, Phase: Minting, Attempt: 1}
	}
	return r.Events[len(r.Events)-1]
}

// Phase is where the run stands.
func (r Run) Phase() Phase { return r.Last().Phase }

// Standing is the phase as a person sees it: from one attempt to the next it is
// still the wait that made another one necessary.
func (r Run) Standing() Phase {
	phase := r.Phase()
	if phase != Minting && phase != Starting && phase != Connecting {
		return phase
	}
	for _, e := range slices.Backward(r.Events) {
		switch e.Phase {
		case WaitingForYou, WaitingForHost:
			return e.Phase
		case InMeeting: // it lost the meeting and comes back
			return phase
		}
	}
	return phase
}

// Over says whether the run has ended.
func (r Run) Over() bool { return r.Phase().Over() }
