package auth

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
	"behalf/auth/exchange"
)

// Bounds on what a token answer may hold.
const (
	mostScope  = 128
	mostScopes = 500
	usualLife  = time.Hour
	mostLife   = 24 * time.Hour
)

// A token this near its end is refreshed before it is used.
const leeway = 5 * time.Minute

// grant is what Zoom has granted, as it lies in the keychain.
type grant struct {
	clientID string
	refresh  secret.Text
	access   secret.Text
	expiry   time.Time
	renewed  time.Time // when Zoom gave these tokens
	scopes   []string  // nil: the answer did not say
	apiURL   string    // empty: the usual one
}

// token is what the grant is good for.
func (g grant) token() app.Access { return app.Access{Token: g.access, APIURL: g.apiURL} }

// fresh says whether the access token will do for a while.
func (g grant) fresh(now time.Time) bool { return g.expiry.Sub(now) > leeway }

// check accepts only an answer whose tokens can be stored and put into a header.
func (a *Auth) check(t *oauth2.Token) (grant, error) {
	if !strings.EqualFold(t.TokenType, "bearer") || !exchange.Printable(t.AccessToken) || !exchange.Printable(t.RefreshToken) {
		return grant{}, fault.Wrap(fault.ZoomBadAnswer, errBadAnswer)
	}
	life := time.Duration(t.ExpiresIn) * time.Second
	if life <= 0 {
		life = usualLife
	}
	now := a.now()
	g := grant{
		access:  secret.New(t.AccessToken),
		refresh: secret.New(t.RefreshToken),
		expiry:  now.Add(min(life, mostLife)),
		renewed: now,
	}
	if scope, ok := t.Extra("scope").(string); ok {
		g.scopes = splitScopes(scope)
	}
	if api, ok := t.Extra("api_url").(string); ok && a.cfg.ValidAPI(api) {
		g.apiURL = api
	}
	return g, nil
}

// splitScopes reads a list of scopes. Zoom separates them with blanks, one of
// its own samples with commas.
func splitScopes(text string) []string {
	scopes := []string{}
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' }) {
		if exchange.Printable(s) && len(s) <= mostScope && len(scopes) < mostScopes {
			scopes = append(scopes, s)
		}
	}
	slices.Sort(scopes)
	return slices.Compact(scopes)
}

// record is a grant as it is written.
type record struct {
	Version  int      `json:"v"`
	ClientID string   `json:"client_id"`
	Refresh  string   `json:"refresh"`
	Access   string   `json:"access"`
	Expiry   int64    `json:"expiry"`            // Unix seconds
	Renewed  int64    `json:"renewed,omitempty"` // likewise; the first records did not say
	Scopes   []string `json:"scopes"`
	APIURL   string   `json:"api_url,omitempty"`
}

const recordVersion = 1

func (g grant) encode() (secret.Text, error) {
	text, err := json.Marshal(record{
		Version: recordVersion, ClientID: g.clientID, Refresh: g.refresh.Reveal(), Access: g.access.Reveal(),
		Expiry: g.expiry.Unix(), Renewed: g.renewed.Unix(), Scopes: g.scopes, APIURL: g.apiURL,
	})
	if err != nil {
		return secret.Text{}, fmt.Errorf("encoding a grant: %T", err)
	}
	return secret.New(string(text)), nil
}

// decode reads a record; ok is false if it was edited, cut, or is of another
// version: then there is no grant.
func decode(text secret.Text) (g grant, ok bool) {
	var r record
	if err := json.Unmarshal([]byte(text.Reveal()), &r); err != nil || r.Version != recordVersion {
		return grant{}, false
	}
	if !exchange.Printable(r.Refresh) || !exchange.Printable(r.Access) {
		return grant{}, false
	}
	if r.Renewed == 0 {
		r.Renewed = r.Expiry - int64(usualLife/time.Second)
	}
	return grant{
		clientID: r.ClientID, refresh: secret.New(r.Refresh), access: secret.New(r.Access),
		expiry: time.Unix(r.Expiry, 0), renewed: time.Unix(r.Renewed, 0), scopes: r.Scopes, apiURL: r.APIURL,
	}, true
}
