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
	ReplaceAssistant(ctx context.Context, former string, a Assistant) error // also in the settings and in history, where it is named
	DeleteAssistant(ctx context.Context, name string) error
	SaveRun(ctx context.Context, r Run) error // without its events
	AddEvent(ctx context.Context, runID string, e Event) error
	SaveSeenRelease(ctx context.Context, r SeenRelease) error
	Past(ctx context.Context, q PastQuery) (Past, error) // ended runs
	DeleteRun(ctx context.Context, id string) error
	DeleteRunsBefore(ctx context.Context, t time.Time) (gone []string, err error) // those that ended before, by id
	ClearRuns(ctx context.Context) error                                          // all that have ended
	RunIDs(ctx context.Context) ([]string, error)                                 // of all that are left, ended or not
	Sent(ctx context.Context, meetings []string) ([]string, error)                // which of these numbers there are runs to
}

// Saved is what Store.Load finds.
type Saved struct {
	First      bool // no settings were ever saved
	Settings   Settings
	Accounts   []Account
	Assistants []Assistant
	Recent     []Run // ended runs, newest first, with events

	SeenRelease SeenRelease
}

// Accounts signs in and out and keeps the tokens in the keychain.
type Accounts interface {
	// Keychain says whether secrets can be kept. It never prompts.
	Keychain(ctx context.Context) Keychain
	// KeepInMemory keeps secrets, from now on, only until the program ends.
	KeepInMemory()
	// CancelKeychain gives up whatever waits for the keychain now.
	CancelKeychain()

	// SignIn is one sign-in from its beginning to its end. The tokens are in
	// the keychain when it returns; the account's ID is set.
	SignIn(ctx context.Context, job SignInJob) (Account, error)
	// Callback gives the sign-in under way the address that the person copied
	// out of the browser. An unfit one is refused and loses nothing.
	Callback(address string) error
	// SignOut erases the tokens here, whether or not Zoom could be told to
	// revoke them. A fault of the keychain means that they are still here;
	// any other that Zoom may still hold the grant.
	SignOut(ctx context.Context, z ZoomApp, a Account) error

	// Held says whether the account's tokens are here. It has no patience with
	// a keychain that asks for its password; one that is locked need not be
	// asked, but macOS can't say that it is.
	Held(ctx context.Context, z ZoomApp, a Account) error
	// Granted is what Zoom said last that it has granted. It asks nobody.
	Granted(a Account) (Granted, bool)
	// Renew refreshes the tokens, whether or not their time is up.
	Renew(ctx context.Context, z ZoomApp, a Account) error
	// KeepAlive refreshes them, without ever prompting, if nobody has for so
	// long that Zoom might let the grant lapse.
	KeepAlive(ctx context.Context, z ZoomApp, a Account) error

	// Probe asks Zoom whether it knows the client, without a person.
	Probe(ctx context.Context, z ZoomApp) error
	// Listen says whether a browser could come back to the redirect address.
	Listen(ctx context.Context, z ZoomApp) error
	// SetClientSecret keeps the secret of a cloud's confidential client; an
	// empty one removes it.
	SetClientSecret(ctx context.Context, c Cloud, s secret.Text) error
}

// Passcodes keep, in the keychain, what lets people into the latest meetings.
type Passcodes interface {
	// Recall gives what is kept, newest first.
	Recall(ctx context.Context) ([]meeting.Meeting, error)
	// Keep replaces it.
	Keep(ctx context.Context, meetings []meeting.Meeting) error
	// Forget deletes it, wherever it lies, and whatever it is.
	Forget(ctx context.Context) error
}

// Road is a way to sign in.
type Road string

// The roads.
const (
	RoadBrowser Road = ""       // in the browser of this machine, which comes back
	RoadCode    Road = "device" // with a code to type in any browser (RFC 8628)
)

// SignInJob is what Accounts need for one sign-in. The functions belong to the
// sign-in: none is called after it has returned.
type SignInJob struct {
	App      ZoomApp
	Road     Road
	Expected Account                                   // the one to be connected again; zero: anybody
	Replaces string                                    // our id of an account that goes when this one comes
	Limit    time.Duration                             // how long the person may take; zero: as long as Zoom's codes live
	Show     func(SignIn)                              // what the person has to do now; does not wait
	Other    func(ctx context.Context, a Account) bool // somebody else than expected signed in: keep them?
}

// Granted is what Zoom has granted an account.
type Granted struct {
	Scopes    []string
	APIURL    string // where this account's API is; empty: the usual place
	RenewedAt time.Time
}

// Zoom mints tokens. Each call asks Zoom anew; nothing is kept.
type Zoom interface {
	OnBehalf(ctx context.Context, z ZoomApp, a Account, meetingID string) (Minted, error)
	ZAK(ctx context.Context, z ZoomApp, a Account) (Minted, error)
	LocalRecording(ctx context.Context, z ZoomApp, a Account, meetingID string) (Minted, error)
	// SDKJWT is what authenticates the Meeting SDK, signed here or by the
	// Zoom app's signature address.
	SDKJWT(ctx context.Context, z ZoomApp, meetingID string) (secret.Text, error)
	// Reach says whether it is Zoom that answers, and what time it is there.
	Reach(ctx context.Context, z ZoomApp) (time.Time, error)
}

// Access is an access token, and where it may be used.
type Access struct {
	Token  secret.Text
	APIURL string // empty: the usual place
}

// Minted is a token for a bot.
type Minted struct {
	Token secret.Text
	Until time.Time // zero: Zoom does not say
}

// Bots runs assistants: programs of this machine, or whatever else a kind of
// assistant may be, such as a service that is asked over the network.
type Bots interface {
	// Run carries a job through to its end: attempts, waits, stop. Every step
	// is reported, in order, from one goroutine; the last report is Over.
	// Cancelling ctx stops the run politely, closing job.Kill at once. When
	// it returns, nothing of the run is left on this machine; if something may
	// be left elsewhere, the last report says so.
	Run(ctx context.Context, job Job, report func(Event))

	// Check says whether the assistant could be started, without starting it.
	Check(a Assistant) error

	// Test tries the assistant on the rules of the bot protocol against a
	// stand-in for Zoom. It says which rule is begun and how each came out,
	// from one goroutine; an error means that nothing could be tried. When it
	// returns, no process of the test is left. The end of ctx ends it at once.
	Test(ctx context.Context, a Assistant, begin func(name string), report func(Step)) error
}

// Files are what runs leave behind. How and where it lies is theirs to know.
type Files interface {
	// Place is where all of it lies, for a person to read.
	Place() string
	// Open opens what an artifact's path names with the system's program for
	// it; an empty path opens Place. What could be a program is refused.
	Open(ctx context.Context, path string) error
	// Show shows it where it lies.
	Show(ctx context.Context, path string) error

	// Left lists what there is, run by run.
	Left(ctx context.Context) ([]Left, error)
	// Remove removes it; what was Empty, only if it still is.
	Remove(ctx context.Context, l Left) error
}

// Left is what one run has left behind.
type Left struct {
	RunID   string
	Changed time.Time // the latest change to it
	Empty   bool      // it holds nothing at all
}

// Autostart starts this program, hidden, whenever the person logs in, by the
// means of the system.
type Autostart interface {
	// Look says what the system has to say about it now.
	Look(ctx context.Context) Login
	// Set switches it on for the program as it lies here now, also if the person
	// has switched it off in the system, or off, so that nothing of it is left.
	Set(ctx context.Context, on bool) error
}

// Releases tell of the newest version of Behalf. Nothing is ever installed.
type Releases interface {
	// Source says how this build gets newer versions. It asks nobody.
	Source() ReleaseSource
	// Latest asks for the newest release and proves who has signed what came.
	// Whether it is believed is not for it to say.
	Latest(ctx context.Context) (Release, error)
}

// ReleaseSource is how a build gets newer versions.
type ReleaseSource struct {
	PackageManager string // that brings them; empty: it did not come as a package
	Company        string // that has built this Behalf and brings them; empty: none
	Able           bool   // it was built with a key that proves what it reads
	Signer         string // that key
	Host           string // that is asked
	Home           string // the program's homepage
}

// Brings says whether somebody else brings newer versions, who knows better.
func (r ReleaseSource) Brings() bool { return r.PackageManager != "" || r.Company != "" }

// Tokens are what one attempt takes along.
type Tokens struct {
	OnBehalf       secret.Text
	ZAK            secret.Text
	LocalRecording Minted
	SDKJWT         secret.Text
	PublicAppKey   string // the public client id; no secret
	Note           string // what the attempt goes without, in words
}

// Presence is a hint, from what happens on this machine, whether the person is
// in a Zoom call. They may be in on a phone: it is never proof that they aren't.
type Presence int

// What can be seen.
const (
	PresenceUnknown Presence = iota // no client runs here, or it can't be looked at
	PresenceNoCall                  // a client runs and is in no call
	PresenceInCall                  // in a call, perhaps in another meeting
)

// Job is what Bots need for one run.
type Job struct {
	RunID     string
	Meeting   meeting.Meeting
	BotName   string // from State.BotName: clean, 1 to 64 characters
	Assistant Assistant
	Patience  time.Duration
	Pace      Pace
	Arriving  bool                                      // the person is on the way: the first try waits for them
	Mint      func(ctx context.Context) (Tokens, error) // fresh for each attempt
	TryNow    <-chan struct{}                           // ends the wait before the next attempt
	Kill      <-chan struct{}                           // closed: stop at once
}
