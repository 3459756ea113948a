package zoom_test

// These tests use auth/sandbox, although it is a package of the same level: it
// is what knows Zoom's answers, and both must agree on them. The code that
// ships knows nothing of it.

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
	"behalf/auth/sandbox"
	"behalf/auth/zoom"
)

const (
	meeting      = "81234567890"
	clientSecret = "ZZTESTTOKEN-client-secret"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var account = app.Account{ID: "a-1"}

// rig is a client that talks to a stand-in, and the Access between them.
type rig struct {
	*zoom.Client
	t       *testing.T
	server  *sandbox.Server
	app     app.ZoomApp
	access  secret.Text
	renewed secret.Text // what Refused gives; empty: it can't
	asked   int         // of Refused
	told    int         // of Rejected
}

func (r *rig) Token(context.Context, app.ZoomApp, app.Account) (app.Access, error) {
	return app.Access{Token: r.access}, nil
}

func (r *rig) Refused(_ context.Context, _ app.ZoomApp, _ app.Account, used secret.Text) (app.Access, error) {
	r.asked++
	if !used.Equal(r.access) {
		r.t.Error("Refused was told of another token")
	}
	if r.renewed.Empty() {
		return app.Access{}, fault.New(fault.SignInNeeded)
	}
	return app.Access{Token: r.renewed}, nil
}

func (r *rig) Rejected(_ context.Context, _ app.ZoomApp, _ app.Account, used secret.Text) error {
	r.told++
	if !used.Equal(r.renewed) {
		r.t.Error("Rejected was told of another token")
	}
	return errRejected
}

var errRejected = fault.New(fault.SignInEnded)

// connect starts a stand-in and signs in.
func connect(t *testing.T, opt sandbox.Options) *rig {
	t.Helper()
	server, err := sandbox.Start(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	r := &rig{t: t, server: server, app: app.ZoomApp{ClientID: sandbox.DefaultClientID, Kind: app.PublicClient}}
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	r.Client = zoom.New(zoom.Config{
		HTTP:   &http.Client{Transport: transport},
		Access: r,
		APIURL: server.URL(),
		Sleep:  noSleep,
	})
	r.access = signIn(t, server, transport)
	r.renewed = r.access
	return r
}

// signIn goes the whole way by hand, as package auth does.
func signIn(t *testing.T, server *sandbox.Server, transport *http.Transport) secret.Text {
	t.Helper()
	codes := make(chan string, 1)
	back := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, req *http.Request) {
		codes <- req.URL.Query().Get("code")
	}))
	defer back.Close()
	redirect := back.URL + "/callback"
	verifier := strings.Repeat("v", 43)
	sum := sha256.Sum256([]byte(verifier))
	link := server.URL() + "/oauth/authorize?" + url.Values{
		"response_type": {"code"}, "client_id": {sandbox.DefaultClientID}, "redirect_uri": {redirect},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}, "code_challenge_method": {"S256"},
	}.Encode()
	if err := server.Allow(t.Context(), link); err != nil {
		t.Fatal(err)
	}
	form := url.Values{
		"grant_type": {"authorization_code"}, "code": {<-codes}, "redirect_uri": {redirect},
		"code_verifier": {verifier}, "client_id": {sandbox.DefaultClientID},
	}
	res, err := (&http.Client{Transport: transport}).PostForm(server.URL()+"/oauth/token", form)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var tokens struct {
		Access string `json:"access_token"`
	}
	if err := json.NewDecoder(res.Body).Decode(&tokens); err != nil || tokens.Access == "" {
		t.Fatalf("no access token: status %d, %v", res.StatusCode, err)
	}
	return secret.New(tokens.Access)
}

// noLeak looks for secrets in everything an error can say.
func noLeak(t *testing.T, err error, secrets []string) {
	t.Helper()
	if err == nil {
		return
	}
	said := fmt.Sprintf("%v %+v %#v", err, err, err)
	for e := err; e != nil; e = errors.Unwrap(e) {
		said += e.Error()
	}
	public, _ := json.Marshal(fault.From(err))
	said += string(public)
	for _, s := range secrets {
		if strings.Contains(said, s) {
			t.Errorf("an error holds a secret: %.80s…", said)
		}
	}
	if strings.Contains(said, sandbox.Marker) {
		t.Errorf("an error holds a part of a secret")
	}
}

// tokens is an Access that always has the same one.
type tokens struct{ access app.Access }

func token(value string) tokens { return tokens{app.Access{Token: secret.New(value)}} }

func (k tokens) Token(context.Context, app.ZoomApp, app.Account) (app.Access, error) {
	return k.access, nil
}

func (k tokens) Refused(context.Context, app.ZoomApp, app.Account, secret.Text) (app.Access, error) {
	return k.access, nil
}

func (k tokens) Rejected(context.Context, app.ZoomApp, app.Account, secret.Text) error {
	return errRejected
}

// noSleep is for tests that are not about pauses.
func noSleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// answering is a client of a server that says one thing only.
func answering(t *testing.T, status int, header map[string]string, body string) *zoom.Client {
	t.Helper()
	return talkingTo(t, saying(status, header, body))
}

func saying(status int, header map[string]string, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", someTime.Format(http.TimeFormat))
		for name, value := range header {
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

var someTime = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func talkingTo(t *testing.T, handler http.HandlerFunc) *zoom.Client {
	t.Helper()
	return zoom.New(config(t, handler))
}

func config(t *testing.T, handler http.HandlerFunc) zoom.Config {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return zoom.Config{
		HTTP:   &http.Client{Transport: transport},
		Access: token(sandbox.Marker + "-access"),
		APIURL: server.URL,
		Now:    func() time.Time { return someTime },
		Sleep:  noSleep,
	}
}
