package sandbox

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// Defaults of Options.
const (
	DefaultClientID = "standin-client-id"
	DefaultName     = "Ada Lovelace"
	DefaultEmail    = "ada@example.com"

	defaultAccessLife     = time.Hour
	defaultMeetingLasts   = 3 * time.Second
	defaultAdmitAfter     = time.Second
	defaultDeviceInterval = 5 * time.Second
	defaultElsewhere      = "http://elsewhere.example/"
)

// Options say what the stand-in stands in for. The zero value will do.
type Options struct {
	Addr string // a loopback address and port; empty: any free port

	// The first app, as App says, and others beside it.
	ClientID     string
	ClientSecret string
	RedirectURI  string
	Scopes       []string
	Device       bool
	More         []App

	// Who has an account; the first one sits at the browser. Where none are
	// listed, there is one of that name.
	Users     []User
	UserName  string
	UserEmail string

	AccessLife     time.Duration // of access tokens
	DeviceInterval time.Duration // least time between two polls; apps are told it in whole seconds, at least one
	TellSuperseded bool          // dead refresh tokens say so if a newer sign-in ended them
	Hosted         []string      // the only meetings that users host; nil: they host all
	Elsewhere      string        // where the rows that redirect lead

	AnswerDelay  time.Duration // before each answer of the token endpoint and the API
	MeetingLasts time.Duration // until the host ends it; negative: until told so
	AdmitAfter   time.Duration // how long the scenario "waiting-room" lets wait
	Log          *slog.Logger  // paths and statuses, never a secret
}

// App is a Zoom app.
type App struct {
	ClientID     string
	ClientSecret string   // empty: a public client, which must use PKCE
	RedirectURI  string   // as registered; of a loopback address, the port is ignored
	Scopes       []string // what it may do and users grant
	Device       bool     // it may sign in by device code
}

// User is a person with an account at Zoom.
type User struct {
	ID        string `json:"id"`
	AccountID string `json:"account_id"`
	Name      string `json:"name"`
	Email     string `json:"email"`
	Status    string `json:"status"` // empty: active
}

// Ada is the only user of a stand-in that was not told of others.
func Ada() User {
	return User{ID: "AdaSandboxUser_01", AccountID: "SandboxAccount_01", Name: DefaultName, Email: DefaultEmail, Status: "active"}
}

// Grace is a second user for tests, of another account.
func Grace() User {
	return User{ID: "GraceSandboxUser_02", AccountID: "SandboxAccount_02", Name: "Grace Hopper", Email: "grace@example.com", Status: "active"}
}

func (o Options) withDefaults() Options {
	set(&o.Addr, "127.0.0.1:0")
	set(&o.ClientID, DefaultClientID)
	set(&o.RedirectURI, app.DefaultRedirect)
	set(&o.UserName, DefaultName)
	set(&o.UserEmail, DefaultEmail)
	set(&o.Elsewhere, defaultElsewhere)
	set(&o.AccessLife, defaultAccessLife)
	set(&o.DeviceInterval, defaultDeviceInterval)
	set(&o.MeetingLasts, defaultMeetingLasts)
	set(&o.AdmitAfter, defaultAdmitAfter)
	if o.Scopes == nil {
		o.Scopes = []string{app.ScopeToken, app.ScopeUser, app.ScopeZAK}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

func set[T comparable](field *T, value T) {
	var unset T
	if *field == unset {
		*field = value
	}
}

// apps are the first app and the others, as the server's own.
func (o Options) apps() ([]*App, error) {
	all := []*App{{o.ClientID, o.ClientSecret, o.RedirectURI, slices.Clone(o.Scopes), o.Device}}
	for _, a := range o.More {
		set(&a.RedirectURI, o.RedirectURI)
		if a.Scopes == nil {
			a.Scopes = o.Scopes
		}
		a.Scopes = slices.Clone(a.Scopes)
		if a.ClientID == "" || slices.ContainsFunc(all, func(b *App) bool { return a.ClientID == b.ClientID }) {
			return nil, mistake(fmt.Sprintf("an app needs a client id of its own: %q", a.ClientID))
		}
		all = append(all, &a)
	}
	return all, nil
}

// users are those listed, or the only one.
func (o Options) users() ([]User, error) {
	if len(o.Users) == 0 {
		only := Ada()
		only.Name, only.Email = o.UserName, o.UserEmail
		return []User{only}, nil
	}
	all := slices.Clone(o.Users)
	for i := range all {
		u := &all[i]
		set(&u.AccountID, Ada().AccountID)
		set(&u.Status, "active")
		if u.ID == "" || u.Name == "" || slices.ContainsFunc(all[:i], func(v User) bool { return u.ID == v.ID }) {
			return nil, mistake(fmt.Sprintf("a user needs a name and an id of their own: %q", u.ID))
		}
	}
	return all, nil
}

func mistake(words string) error {
	return fault.Wrap(fault.Unexpected, errors.New("stand-in Zoom: "+words))
}
