// Package app is what the program is: its State, the wishes a person can have,
// and the ports it needs from the outside.
//
// One goroutine, the loop in core.go, owns State. Views hand in a Wish with
// Core.Do, which never waits, and receive whole snapshots from Core.Watch,
// latest wins. Slow things (keychain, Zoom, disk, bots) run in goroutines that
// the core starts, owns and waits for; they come back by posting into the loop.
//
// A meeting goes one way through it: text → meeting.Read → Send → Accounts
// (token) → Zoom (mint) → Bots (process, attempts) → State → views and Store.
//
// It does not know a screen, a socket, SQL or a process: those are the ports
// in ports.go, filled in by app/boot. Failures arrive as faults and stay so.
package app

import (
	"slices"
	"time"

	"behalf/app/fault"
)

// State is everything a view may show. A snapshot is never changed after it
// was handed out.
type State struct {
	Version    string
	TestServer bool // BEHALF_ZOOM_URL is set: not the real Zoom
	Rehearsal  bool // the stand-in inside this program
	Presets    []Preset
	Vendor     Vendor
	Ready      bool // what was saved has been loaded
	Keychain   Keychain
	Login      Login
	Settings   Settings
	Accounts   []Account
	Assistants []Assistant
	Runs       []Run  // of this session: under way, and the ended ones until dismissed
	Recent     []Run  // the latest past runs, newest first
	Changes    int    // of the history so far: whoever shows more of it looks again
	FilesIn    string // where what past runs left behind lies, for a person to read
	SignIn     *SignIn
	SignedIn   string // our id of who signed in last, since the start
	Checkup    *Checkup
	Test       *Checkup // the latest of an assistant
	Updates    Updates
	Notice     *Notice // the answer to a wish that could not be carried out
}

// Notice is a fault that belongs to no run; Seq tells two alike ones apart.
type Notice struct {
	Seq   int
	Fault *fault.Fault
	Wish  Wish // that was refused; nil: it came of none
}

// KeychainState says whether secrets can be kept.
type KeychainState string

// The states of a keychain, named as on the command line.
const (
	KeychainUnknown KeychainState = ""
	KeychainOK      KeychainState = "ok"
	KeychainLocked  KeychainState = "locked"
	KeychainAbsent  KeychainState = "absent"
	KeychainMemory  KeychainState = "memory"
)

// Keychain is the store of secrets on this machine.
type Keychain struct {
	Kind    string // secret-service, macos-keychain, windows-credential-manager, memory
	Name    string // as people call it
	State   KeychainState
	Waiting bool // something waits for it now, perhaps for its password
}

// ClientKind is the kind of OAuth client.
type ClientKind string

// The kinds of OAuth client.
const (
	PublicClient       ClientKind = "public"       // PKCE, no secret
	ConfidentialClient ClientKind = "confidential" // Basic, secret in the keychain
)

// Cloud is a Zoom of its own: accounts of one are unknown to the other.
type Cloud string

// The clouds.
const (
	CloudZoom Cloud = "zoom"
	CloudGov  Cloud = "zoomgov"
)

// DefaultRedirect is what a new Zoom app should register. The port is chosen
// for each sign-in; Zoom ignores it on loopback addresses.
const DefaultRedirect = "http://127.0.0.1/callback"

// ZoomApp is the Marketplace app that Behalf signs in with.
type ZoomApp struct {
	ClientID     string
	Kind         ClientKind
	RedirectURI  string
	Cloud        Cloud
	SignatureURL string
}

// Settings are what a person has chosen.
type Settings struct {
	ZoomApp          ZoomApp // the one to sign in with
	OtherCloud       ZoomApp // for the accounts of the other cloud, which needs an app of its own
	DefaultAssistant string
	BotName          string        // name in the meeting; empty: see State.BotName
	Patience         time.Duration // how long to wait for you
	Pace             Pace          // how often to try meanwhile
	Keep             time.Duration // how long past runs and their files are kept; zero: for ever
	Appearance       string        // "", "light", "dark": empty follows the system
	Language         string        // of the window, as "de"; empty follows the system
	TrayIcon         string        // "", "light", "dark": the bar it is drawn for; empty: for both
	StartHidden      bool          // a start goes to the tray
	Mute             Mute
	ForgetRecent     bool // the keychain does not keep the passcodes of the latest meetings
	Welcomed         bool // the first start has come to its end
	Window           WindowPlace
	LookWeekly       bool // for a new version, by itself
}

// Mute says which notifications are switched off.
type Mute struct{ Joined, NeedsYou, Ended bool }

// WindowPlace is where the window was last, in pixels, and how large, in units
// that are the same at every scale.
type WindowPlace struct {
	X, Y          int
	Placed        bool // X and Y are known; not every system tells
	Width, Height int  // zero: it has not been open yet
}

// DefaultPatience is how long a run waits for its person.
const DefaultPatience = 10 * time.Minute

// DefaultKeep is how long past runs and their files are kept.
const DefaultKeep = 90 * 24 * time.Hour

// Pace says how often a run tries while its person is missing. Each try can
// mail the host that somebody is waiting.
type Pace string

// The paces.
const (
	PaceUsual  Pace = ""       // as Zoom advises for a minute, then slower
	PaceQuick  Pace = "quick"  // as Zoom advises, all the time
	PaceGentle Pace = "gentle" // few tries
)

// AccountState says whether an account can bring an assistant.
type AccountState string

// The states of an account, named as on the command line.
const (
	Connected         AccountState = "connected"
	SignInNeeded      AccountState = "sign_in_needed"
	PermissionMissing AccountState = "permission_missing"
	AppMisconfigured  AccountState = "app_misconfigured"
	Unreachable       AccountState = "unreachable"
)

// Account is a Zoom user who signed in. Its tokens are in the keychain, never
// here.
type Account struct {
	ID           string // ours
	UserID       string // Zoom's
	AccountID    string // Zoom's
	Name         string
	Email        string
	Cloud        Cloud
	APIURL       string // where this account's API is
	Default      bool
	State        AccountState
	Scopes       []string // granted
	LastProvedAt time.Time
	Fault        *fault.Fault
}

// SignIn is a sign-in under way: what the person has to do now.
type SignIn struct {
	Expected string // our id of the account that is connected again; empty: a new one
	URL      string // to open; empty until it is known
	UserCode string // to type there, on the road with a code
	Redirect string // the address that Zoom must know, as it has to be registered
	Paste    bool   // the browser can't come back by itself: its address has to be pasted
	Deadline time.Time
	Other    *Account // who signed in instead of the expected one: the person decides
}

// Account finds an account by our id, Zoom's user id, e-mail or name; an empty
// key means the default one.
func (s State) Account(key string) (Account, bool) {
	i := slices.IndexFunc(s.Accounts, func(a Account) bool {
		if key == "" {
			return a.Default
		}
		return key == a.ID || key == a.UserID || key == a.Email || key == a.Name
	})
	if i < 0 {
		return Account{}, false
	}
	return s.Accounts[i], true
}

// Assistant finds an assistant by name; an empty name means the default one.
func (s State) Assistant(name string) (Assistant, bool) {
	if name == "" {
		name = s.Settings.DefaultAssistant
	}
	for _, a := range s.Assistants {
		if a.Name == name || name == "" {
			return a, true
		}
	}
	return Assistant{}, false
}

// PickAccount is Account, with words for when there is none.
func (s State) PickAccount(key string) (Account, error) {
	a, ok := s.Account(key)
	switch {
	case ok:
		return a, nil
	case key == "" || len(s.Accounts) == 0:
		return Account{}, fault.New(fault.SignInNeeded)
	default:
		return Account{}, fault.New(fault.UnknownAccount, "account", key)
	}
}

// AccountFor is PickAccount for a meeting: when none is named and the default
// one is of another cloud, the first of the meeting's own.
func (s State) AccountFor(key, host string) (Account, error) {
	a, err := s.PickAccount(key)
	if key != "" || err != nil || host == "" || a.Cloud == CloudOf(host) {
		return a, err
	}
	for _, other := range s.Accounts {
		if other.Cloud == CloudOf(host) {
			return other, nil
		}
	}
	return a, nil
}

// PickAssistant is Assistant, with words for when there is none.
func (s State) PickAssistant(name string) (Assistant, error) {
	a, ok := s.Assistant(name)
	switch {
	case ok:
		return a, nil
	case name == "":
		return Assistant{}, fault.New(fault.NoAssistant)
	default:
		return Assistant{}, fault.New(fault.UnknownAssistant, "assistant", name)
	}
}

// Run finds a run of this session.
func (s State) Run(id string) (Run, bool) {
	for _, r := range s.Runs {
		if r.ID == id {
			return r, true
		}
	}
	return Run{}, false
}

// Active lists the runs under way.
func (s State) Active() []Run {
	var active []Run
	for _, r := range s.Runs {
		if !r.Over() {
			active = append(active, r)
		}
	}
	return active
}
