package cli

import (
	"fmt"
	"time"

	"behalf/app"
)

// sayPhase is a step of a run in words.
func sayPhase(e app.Event) string {
	if e.Artifact != (app.Artifact{}) {
		return sayArtifact(e.Artifact)
	}
	switch e.Phase {
	case app.Minting:
		if e.Attempt > 1 {
			return fmt.Sprintf("Asking Zoom for a new token (attempt %d)", e.Attempt)
		}
		return "Asking Zoom for a token in your name"
	case app.Starting:
		return "Starting the assistant"
	case app.WaitingForYou:
		return "Waiting for you to join the meeting" + nextTry(e)
	case app.Connecting:
		return "Connecting to the meeting"
	case app.WaitingForHost:
		return "Waiting for the host to start the meeting" + nextTry(e)
	case app.WaitingRoom:
		return "In the waiting room: the host must let it in"
	case app.InMeeting:
		return "In the meeting, brought by you"
	case app.StoppedByYou:
		return "Stopped"
	case app.Failed:
		return "Failed"
	case app.Ended:
		return sayReason(e.Reason)
	}
	return string(e.Phase)
}

// sayArtifact is something that the assistant made, and where it lies.
func sayArtifact(a app.Artifact) string {
	if a.Kind == "" {
		return "Saved: " + a.Title + " (" + a.Path + ")"
	}
	return "Saved " + a.Kind + ": " + a.Title + " (" + a.Path + ")"
}

// saySituation is what the owner of the Zoom app has to do, if anything.
func saySituation(s app.Situation) string {
	switch s {
	case app.SituationNeedsScope:
		return "adds the scope " + app.ScopeToken + " to the app and submits it to Zoom for review, then you connect again"
	case app.SituationNoAuthorization:
		return "registers the redirect address, adds the scope " + app.ScopeToken + " and, for people outside the owner's account, submits the app for review"
	}
	return ""
}

func nextTry(e app.Event) string {
	if e.NextTryAt.IsZero() {
		return ""
	}
	wait := max(e.NextTryAt.Sub(e.At), 0).Round(time.Second)
	return fmt.Sprintf(" (next try in %s)", wait)
}

func sayReason(r app.Reason) string {
	switch r {
	case app.ReasonLeft:
		return "Ended: the assistant left"
	case app.ReasonHostEnded:
		return "Ended: the host ended the meeting"
	case app.ReasonRemoved:
		return "Ended: the host removed the assistant"
	case app.ReasonYouLeft:
		return "Ended: you left, so Zoom removed the assistant"
	case app.ReasonLost:
		return "Ended: the assistant lost the meeting"
	case app.ReasonStopped:
		return "Stopped by you"
	case app.ReasonGaveUp:
		return "Gave up waiting for you"
	case app.ReasonRefused:
		return "Zoom refused"
	case app.ReasonBotFailed:
		return "The assistant failed"
	case app.ReasonNotAuthorized:
		return "Zoom gave no token"
	case app.ReasonUnreachable:
		return "Zoom could not be reached"
	case app.ReasonInterrupted:
		return "Interrupted: Behalf itself ended meanwhile"
	}
	return "Ended"
}
