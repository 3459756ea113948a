package app

import (
	"time"

	"behalf/app/meeting"
	"behalf/app/secret"
)

// Wish is something a person wants. Hand it in with Core.Do or Core.Ask.
type Wish interface {
	// apply runs in the loop and must not wait; it sees to it that done is
	// called once, from any goroutine, when the wish is granted or refused.
	apply(c *Core, done func(error))
}

type (
	// Send sends an assistant to a meeting.
	Send struct {
		RunID     string // from NewRunID; lets the sender follow the run
		Meeting   meeting.Meeting
		Assistant string // empty: the default one
		As        string // name in the meeting; empty: the usual one
		Account   string // see State.Account; empty: the usual one for the meeting
		AsYou     bool   // with a ZAK: it joins as you, where only signed-in people may
		Patience  time.Duration
		Pace      *Pace // nil: as in the settings
		Again     bool  // also if one is on its way already

		// JoinInZoom opens the meeting in the person's own Zoom too, and lets
		// the assistant's first try wait until they seem to be in.
		JoinInZoom bool
	}

	// OpenInZoom opens a meeting in the person's own Zoom, with the passcode if
	// it is still known.
	OpenInZoom struct{ Meeting meeting.Meeting }

	// Stop ends a run: politely, or at once.
	Stop struct {
		RunID string
		Now   bool
	}

	// StopAll ends every run.
	StopAll struct{ Now bool }

	// TryNow ends a run's wait for its next attempt.
	TryNow struct{ RunID string }

	// Dismiss removes an ended run from State.Runs; history keeps it.
	Dismiss struct{ RunID string }

	// DismissNotice takes the notice away.
	DismissNotice struct{}

	// Connect signs an account in; State.SignIn shows the way meanwhile.
	Connect struct {
		Account string // to be connected again, see State.Account; empty: a new one
		Road    Road
		Limit   time.Duration // how long the person may take; zero: as long as Zoom's codes live
	}

	// AnswerSignIn decides about SignIn.Other.
	AnswerSignIn struct{ Keep bool }

	// PasteCallback gives the sign-in under way the address that the person
	// copied out of the browser.
	PasteCallback struct{ Address string }

	// CancelConnect ends a sign-in under way.
	CancelConnect struct{}

	// SetDefaultAccount chooses the account that sends when none is named.
	SetDefaultAccount struct{ Account string }

	// KeepInMemory keeps sign-ins only until the program ends: for a machine
	// without a keychain.
	KeepInMemory struct{}

	// CancelKeychain gives up waiting for the keychain.
	CancelKeychain struct{}

	// RunCheck fills State.Checkup, see Core.Check.
	RunCheck struct{ Account string }

	// CancelCheck ends the check under way.
	CancelCheck struct{}

	// Disconnect revokes an account at Zoom and erases it here.
	Disconnect struct{ Account string }

	// SetZoomApp stores the Zoom app. Secret nil keeps the secret as it is.
	SetZoomApp struct {
		App    ZoomApp
		Secret *secret.Text
	}

	// ChangeSettings changes everything but the Zoom app.
	ChangeSettings struct{ Change func(*Settings) }

	// SetAssistant adds an assistant, or replaces the one of that name.
	SetAssistant struct {
		Assistant Assistant
		Replace   bool
	}

	// ChangeAssistant changes the assistant of a name, perhaps to another name.
	ChangeAssistant struct {
		Name      string
		Assistant Assistant
	}

	// RemoveAssistant forgets an assistant.
	RemoveAssistant struct{ Name string }

	// TestAssistant fills State.Test, see Core.Test.
	TestAssistant struct{ Name string }

	// ClearHistory deletes all past runs.
	ClearHistory struct{ Files bool } // with what they left behind

	// DeleteRun deletes a past run with what it left behind.
	DeleteRun struct{ RunID string }

	// OpenFile opens what an assistant made, by Artifact.Path, with the
	// system's program for it; an empty path opens the place of all of them.
	OpenFile struct{ Path string }

	// ShowFile shows it where it lies.
	ShowFile struct{ Path string }

	// Sweep deletes what is older than Settings.Keep, now; a program that
	// stays does so once a day.
	Sweep struct{}

	// CheckForUpdates fills State.Updates with the newest version, and why it
	// can't be known, if so. It never downloads or installs one.
	CheckForUpdates struct{}

	// CancelUpdateCheck ends the look for a newer version under way.
	CancelUpdateCheck struct{}

	// DismissUpdate says that the person knows of the newer version.
	DismissUpdate struct{}

	// Look finds out how the keychain and the assistants are now.
	Look struct{}

	// LookAtLogin finds out whether Behalf starts at login now.
	LookAtLogin struct{}

	// StartAtLogin switches that on, for the program as it lies here, or off.
	StartAtLogin struct{ On bool }

	// HealLogin makes the start at login find the program again if it was moved.
	HealLogin struct{}
)
