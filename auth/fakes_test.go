package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// marker is in every secret of these tests; nothing printable may hold it.
const marker = "ZZTEST"

func TestMain(m *testing.M) {
	if role := os.Getenv(roleVariable); role != "" {
		os.Exit(playRole(role))
	}
	goleak.VerifyTestMain(m)
}

// memoryVault is a vault with hooks. Like the real one, it heeds ctx.
type memoryVault struct {
	mu     sync.Mutex
	values map[string]secret.Text
	onGet  func(name string) error
	onSet  func(name string) error
}

func newVault() *memoryVault { return &memoryVault{values: map[string]secret.Text{}} }

func (v *memoryVault) set(f func()) { v.mu.Lock(); defer v.mu.Unlock(); f() }

func (v *memoryVault) hook(which *func(string) error, name string) error {
	v.mu.Lock()
	f := *which
	v.mu.Unlock()
	if f == nil {
		return nil
	}
	return f(name)
}

func (v *memoryVault) Get(ctx context.Context, name string) (secret.Text, bool, error) {
	if ctx.Err() != nil {
		return secret.Text{}, false, ctx.Err()
	}
	if err := v.hook(&v.onGet, name); err != nil {
		return secret.Text{}, false, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	value, found := v.values[name]
	return value, found, nil
}

func (v *memoryVault) Set(ctx context.Context, name string, value secret.Text) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := v.hook(&v.onSet, name); err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.values[name] = value
	return nil
}

func (v *memoryVault) Delete(ctx context.Context, name string) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(v.values, name)
	return nil
}

func (v *memoryVault) names() map[string]secret.Text {
	v.mu.Lock()
	defer v.mu.Unlock()
	return maps.Clone(v.values)
}

// fakeZoom is a token endpoint that rotates refresh tokens and ends a grant
// whose old refresh token comes back.
type fakeZoom struct {
	*httptest.Server

	mu       sync.Mutex
	n        int
	refresh  string // the one that is good; empty: none
	requests []tokenRequest
	answer   http.HandlerFunc                         // instead of the usual one
	tweak    func(values map[string]any)              // changes the usual answer
	reached  func()                                   // called before each answer
	api      func(access string) (app.Account, error) // the profile
	revoked  []string
	revokes  http.HandlerFunc // instead of success
}

type tokenRequest struct {
	form          url.Values
	authorization string
	user, pass    string
}

func newZoom(t *testing.T) *fakeZoom {
	t.Helper()
	z := &fakeZoom{api: func(string) (app.Account, error) {
		return app.Account{UserID: "U1", AccountID: "A1", Name: "Ada Lovelace", Email: "ada@example.com"}, nil
	}}
	z.Server = httptest.NewServer(http.HandlerFunc(z.token))
	t.Cleanup(z.Close)
	return z
}

func (z *fakeZoom) set(f func()) { z.mu.Lock(); defer z.mu.Unlock(); f() }

func (z *fakeZoom) token(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	user, pass, _ := r.BasicAuth()
	if r.URL.Path == "/oauth/revoke" {
		z.revoke(w, r)
		return
	}
	z.mu.Lock()
	z.requests = append(z.requests, tokenRequest{r.PostForm, r.Header.Get("Authorization"), user, pass})
	answer, reached := z.answer, z.reached
	z.mu.Unlock()
	if reached != nil {
		reached()
	}
	if r.URL.Path != "/oauth/token" || r.Method != http.MethodPost || r.URL.RawQuery != "" {
		http.Error(w, "not here", http.StatusNotFound)
		return
	}
	if answer != nil {
		answer(w, r)
		return
	}
	z.usual(w, r)
}

func (z *fakeZoom) revoke(w http.ResponseWriter, r *http.Request) {
	z.mu.Lock()
	z.revoked = append(z.revoked, r.PostForm.Get("token"))
	answer := z.revokes
	z.mu.Unlock()
	if answer != nil {
		answer(w, r)
		return
	}
	_, _ = io.WriteString(w, `{"status":"success"}`)
}

func (z *fakeZoom) usual(w http.ResponseWriter, r *http.Request) {
	z.mu.Lock()
	defer z.mu.Unlock()
	if r.PostForm.Get("grant_type") == "refresh_token" && r.PostForm.Get("refresh_token") != z.refresh {
		z.refresh = ""
		refuse(w, http.StatusBadRequest, "invalid_grant", "Invalid Token! "+r.PostForm.Get("refresh_token"))
		return
	}
	z.n++
	z.refresh = fmt.Sprintf("%sTOKEN-refresh-%d", marker, z.n)
	values := map[string]any{
		"access_token": fmt.Sprintf("%sTOKEN-access-%d", marker, z.n), "token_type": "bearer",
		"refresh_token": z.refresh, "expires_in": 3600,
		"scope": "user:read:user user:read:token", "api_url": "https://api-eu.zoom.us",
	}
	if z.tweak != nil {
		z.tweak(values)
	}
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	_ = json.NewEncoder(w).Encode(values)
}

func refuse(w http.ResponseWriter, status int, code, reason string) {
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"reason": reason, "error": code})
}

func (z *fakeZoom) calls() []tokenRequest {
	z.mu.Lock()
	defer z.mu.Unlock()
	return append([]tokenRequest(nil), z.requests...)
}

// gone are the tokens that Zoom was asked to revoke.
func (z *fakeZoom) gone() []string {
	z.mu.Lock()
	defer z.mu.Unlock()
	return slices.Clone(z.revoked)
}

func (z *fakeZoom) config(vault Vault, lockDir string) Config {
	cfg := z.configAt(z.URL, vault, lockDir)
	cfg.HTTP = z.Client()
	return cfg
}

// configAt is for another process, where only the address is known.
func (z *fakeZoom) configAt(zoomURL string, vault Vault, lockDir string) Config {
	return Config{
		Vault:          vault,
		Keychain:       func(context.Context) app.Keychain { return app.Keychain{State: app.KeychainOK} },
		KeepInMemory:   func() {},
		CancelKeychain: func() {},
		LockDir:        lockDir,
		AuthURL:        func(app.Cloud) string { return zoomURL },
		ValidAPI:       func(api string) bool { return strings.HasSuffix(api, ".zoom.us") },
		Profile: func(_ context.Context, _ app.Cloud, _ string, access secret.Text) (app.Account, error) {
			return z.api(access.Reveal())
		},
	}
}

func newAuth(t *testing.T, cfg Config) *Auth {
	t.Helper()
	a := New(cfg)
	a.lockHides = false // on every system, but for the test that is about it
	t.Cleanup(a.Close)
	return a
}

var public = app.ZoomApp{
	ClientID: "public-id", Kind: app.PublicClient, RedirectURI: app.DefaultRedirect, Cloud: app.CloudZoom,
}

// stored puts a grant into the vault and gives its account.
func stored(t *testing.T, a *Auth, z *fakeZoom, life time.Duration) app.Account {
	t.Helper()
	first := marker + "TOKEN-refresh-0"
	z.set(func() {
		if z.n > 0 { // no token is given twice
			first = fmt.Sprintf("%sTOKEN-refresh-again-%d", marker, z.n)
		}
		z.refresh = first
	})
	acc := app.Account{ID: "acc", Cloud: app.CloudZoom}
	err := a.store(t.Context(), acc.ID, grant{
		clientID: public.ClientID, refresh: secret.New(first),
		access: secret.New(marker + "TOKEN-access-0"), expiry: time.Now().Add(life),
		renewed: a.now(), scopes: []string{"user:read:token"}, apiURL: "https://api-eu.zoom.us",
	})
	if err != nil {
		t.Fatal(err)
	}
	return acc
}

// wantFault checks an error's kind, and that nothing in it is secret.
func wantFault(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("got %v (%v), want %s", err, errors.Unwrap(err), kind)
	}
	for e := err; e != nil; e = errors.Unwrap(e) {
		if text := fmt.Sprintf("%v %+v %s", e, e, e.Error()); strings.Contains(text, marker) {
			t.Errorf("a secret is in the error: %s", text)
		}
	}
}

// quietLog is for servers whose clients are meant to fail.
func quietLog() *log.Logger { return log.New(io.Discard, "", 0) }
