package app

import (
	"context"
	"time"

	"behalf/app/meeting"
	"behalf/app/secret"
)

// Store keeps what is not secret: settings, accounts, assistants and history.
// Its methods return faults.
type Store interface {
	Load(ctx context.Context) (Saved, error)
	SaveSettings(ctx context.Context, s Settings) error
	SaveAccount(ctx context.Context, a Account) error
	DeleteAccount(ctx context.Context, id string) error
	SaveAssistant(ctx context.Context, a Assistant) error
	DeleteAssistant(ctx context.Context, name string) error
	SaveRun(ctx context.Context, r Run) error // without its events
	AddEvent(ctx context.Context, runID string, e Event) error
	Runs(ctx context.Context, limit int) ([]Run, error) // ended ones, newest first, with events
	ClearRuns(ctx context.Context) error
}

// Saved is what Store.Load finds.
type Saved struct {
	Settings   Settings
	Accounts   []Account
	Assistants []Assistant
	Recent     []Run // ended runs, newest first, with events
}

// Accounts signs in and out and keeps the tokens in the keychain.
type Accounts interface {
	// Keychain says whether secrets can be kept. It never prompts.
	Keychain(ctx context.Context) Keychain

	// SignIn goes through the browser: link is called once, with the address
	// to open, when the listener is up. The tokens are in the keychain when
	// it returns; the account's ID is set.
	SignIn(ctx context.Context, z ZoomApp, link func(SignIn)) (Account, error)

	// Prove makes sure that there is a usable access token, refreshing it if
	// its time is up.
	Prove(ctx context.Context, z ZoomApp, a Account) error

	// SignOut erases the tokens here, whether or not Zoom could be told to
	// revoke them; the error is about Zoom only and carries a fault.
	SignOut(ctx context.Context, z ZoomApp, a Account) error

	// SetClientSecret keeps a confidential client's secret; an empty one
	// removes it.
	SetClientSecret(ctx context.Context, s secret.Text) error
}

// Zoom mints tokens. Each call asks Zoom anew; nothing is kept.
type Zoom interface {
	OnBehalf(ctx context.Context, z ZoomApp, a Account, meetingID string) (secret.Text, error)
	ZAK(ctx context.Context, z ZoomApp, a Account) (secret.Text, error)
	LocalRecording(ctx context.Context, z ZoomApp, a Account, meetingID string) (secret.Text, error)
	SDKJWT(ctx context.Context, z ZoomApp) (secret.Text, error)
}

// Bots runs assistants.
type Bots interface {
	// Run carries a job through to its end: attempts, waits, stop. Every step
	// is reported, in order, from one goroutine; the last report is Over.
	// Cancelling ctx stops the run politely, closing job.Kill at once. When
	// it returns, no process of the run is left.
	Run(ctx context.Context, job Job, report func(Event))

	// Check says whether the assistant could be started, without starting it.
	Check(a Assistant) error
}

// Tokens are what one attempt takes along.
type Tokens struct {
	OnBehalf       secret.Text
	ZAK            secret.Text
	LocalRecording secret.Text
	SDKJWT         secret.Text
	PublicAppKey   string // the public client id; no secret
}

// Job is what Bots need for one run.
type Job struct {
	RunID     string
	Meeting   meeting.Meeting
	BotName   string
	Assistant Assistant
	Patience  time.Duration
	Mint      func(ctx context.Context) (Tokens, error) // fresh for each attempt
	TryNow    <-chan struct{}                           // ends the wait before the next attempt
	Kill      <-chan struct{}                           // closed: stop at once
}
