package sandbox

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

const (
	number   = "81234567890"
	verifier = "a-verifier-of-at-least-43-unreserved-characters"
	key      = Marker + "-client-secret"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// rig is a server and what plays browser and app to it.
type rig struct {
	*Server
	t        *testing.T
	client   *http.Client
	redirect string
	calls    chan url.Values // what came back to the app
}

func run(t *testing.T, opt Options) *rig {
	t.Helper()
	return runAt(t, opt, time.Now)
}

func runAt(t *testing.T, opt Options, now func() time.Time) *rig {
	t.Helper()
	server, err := start(opt, now)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	r := &rig{Server: server, t: t, calls: make(chan url.Values, 10), client: &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	back := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, req *http.Request) {
		r.calls <- req.URL.Query()
	}))
	r.redirect = back.URL + "/callback"
	t.Cleanup(func() {
		back.Close()
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		transport.CloseIdleConnections()
	})
	return r
}

// arrivals is a log that tells of each request as it arrives.
func arrivals() (*slog.Logger, <-chan string) {
	paths := make(chan string, 100)
	return slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{
		Level: slog.LevelDebug,
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == "path" {
				paths <- a.Value.String()
			}
			return a
		},
	})), paths
}

// answered is what came back of a request.
type answered struct {
	status int
	header http.Header
	body   string
}

func (a answered) field(name string) any {
	fields := map[string]any{}
	_ = json.Unmarshal([]byte(a.body), &fields)
	return fields[name]
}

func (a answered) text(name string) string {
	text, _ := a.field(name).(string)
	return text
}

func (r *rig) send(req *http.Request) answered {
	r.t.Helper()
	res, err := r.client.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return answered{res.StatusCode, res.Header, string(body)}
}

func (r *rig) request(method, path, kind, body string) *http.Request {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), method, r.url+path, strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	return req
}

func (r *rig) get(path string) answered { return r.send(r.request("GET", path, "", "")) }

func (r *rig) post(path, json string) answered {
	return r.send(r.request("POST", path, "application/json", json))
}

func (r *rig) form(path string, form url.Values) answered {
	return r.send(r.request("POST", path, "application/x-www-form-urlencoded", form.Encode()))
}

// api calls the API with an access token.
func (r *rig) api(access, path string) answered {
	req := r.request("GET", path, "", "")
	req.Header.Set("Authorization", "Bearer "+access)
	return r.send(req)
}

// asking is the query of a proper authorization; pairs change it, an empty
// value takes a name out.
func (r *rig) asking(pairs ...string) string {
	sum := sha256.Sum256([]byte(verifier))
	q := url.Values{
		"response_type": {"code"}, "client_id": {DefaultClientID}, "redirect_uri": {r.redirect}, "state": {"the state"},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}, "code_challenge_method": {"S256"},
	}
	for i := 0; i < len(pairs); i += 2 {
		if q.Set(pairs[i], pairs[i+1]); pairs[i+1] == "" {
			q.Del(pairs[i])
		}
	}
	return "/oauth/authorize?" + q.Encode()
}

// code signs in as far as the callback.
func (r *rig) code(pairs ...string) string {
	r.t.Helper()
	if err := r.Allow(r.t.Context(), r.url+r.asking(pairs...)); err != nil {
		r.t.Fatal(err)
	}
	return (<-r.calls).Get("code")
}

// exchanging is the form that turns a code into tokens.
func (r *rig) exchanging(code string) url.Values {
	return url.Values{
		"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {r.redirect},
		"code_verifier": {verifier}, "client_id": {DefaultClientID},
	}
}

func refreshing(token string) url.Values {
	return url.Values{"grant_type": {"refresh_token"}, "refresh_token": {token}, "client_id": {DefaultClientID}}
}

// connect signs in and gives the two tokens.
func (r *rig) connect() (access, refresh string) {
	r.t.Helper()
	a := r.form("/oauth/token", r.exchanging(r.code()))
	if a.status != 200 {
		r.t.Fatalf("sign-in: %d %s", a.status, a.body)
	}
	return a.text("access_token"), a.text("refresh_token")
}

// connectApp is connect for another app than the first; a secret may be empty.
func (r *rig) connectApp(clientID, secret string) (access, refresh string) {
	r.t.Helper()
	form := r.exchanging(r.code("client_id", clientID))
	form.Set("client_id", clientID)
	form.Set("client_secret", secret)
	a := r.form("/oauth/token", form)
	if a.status != 200 {
		r.t.Fatalf("sign-in to %s: %d %s", clientID, a.status, a.body)
	}
	return a.text("access_token"), a.text("refresh_token")
}

// obf mints for a meeting.
func (r *rig) obf(access, meeting string) string {
	r.t.Helper()
	a := r.api(access, "/v2/users/me/token?type=onbehalf&meeting_id="+meeting)
	if a.status != 200 {
		r.t.Fatalf("minting: %d %s", a.status, a.body)
	}
	return a.text("token")
}

// says fails the test unless the answer is that of the row.
func (r *rig) says(what string, a answered, row Row) {
	r.t.Helper()
	want := answers[row]
	filled := placeholder.ReplaceAllString(regexp.QuoteMeta(want.body), ".*")
	if a.status != want.status || !regexp.MustCompile("^"+filled+"\\n?$").MatchString(a.body) {
		r.t.Errorf("%s: %d %s, want row %s", what, a.status, a.body, row)
	}
}

var placeholder = regexp.MustCompile(`\\\{[a-z]+\\\}`)
