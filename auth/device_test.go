package auth

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// deviceZoom answers without a network, so that the clock of the test can run
// ahead. Its steps are the answers to the questions for the tokens, in order.
type deviceZoom struct {
	device  map[string]any
	refuses http.HandlerFunc // instead of a code
	steps   []http.HandlerFunc
	asked   []time.Time // when the tokens were asked for
	first   *http.Request
	form    string
	limit   time.Duration // of the sign-in; zero: the usual one
	cut     func()        // called instead of an answer to the question for a code, which never comes
}

func (z *deviceZoom) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	if r.URL.Path == "/oauth/devicecode" {
		z.first = r
		if z.cut != nil {
			z.cut()
			<-r.Context().Done()
			return nil, r.Context().Err()
		}
		if z.refuses != nil {
			z.refuses(w, r)
			return w.Result(), nil
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(z.device)
		return w.Result(), nil
	}
	z.form = string(body)
	z.asked = append(z.asked, time.Now())
	step := says(400, "authorization_pending")
	if len(z.steps) > 0 {
		step, z.steps = z.steps[0], z.steps[1:]
	}
	if step == nil {
		return nil, errors.New("the line was cut")
	}
	step(w, r)
	return w.Result(), nil
}

func says(status int, code string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { refuse(w, status, code, "") }
}

func tokens(w http.ResponseWriter, r *http.Request) { (&fakeZoom{}).usual(w, r) }

func newDevice() *deviceZoom {
	return &deviceZoom{device: map[string]any{
		"device_code": marker + "DEVICE", "user_code": "abCD1234", "verification_uri": "https://zoom.us/oauth_device",
		"verification_uri_complete": "https://zoom.us/oauth_device?user_code=abCD1234", "expires_in": 900, "interval": 5,
	}}
}

func (z *deviceZoom) signIn(ctx context.Context, t *testing.T, kind app.ClientKind) (shown []app.SignIn, acc app.Account, err error) {
	vault := newVault()
	cfg := (&fakeZoom{api: func(string) (app.Account, error) {
		return app.Account{UserID: "U1", AccountID: "A1", Name: "Ada Lovelace"}, nil
	}}).configAt("https://zoom.us", vault, t.TempDir())
	cfg.ValidAPI = func(api string) bool { return api == "https://zoom.us" }
	cfg.HTTP = &http.Client{Transport: z}
	a := New(cfg)
	defer a.Close()
	if kind == app.ConfidentialClient {
		if err := a.SetClientSecret(ctx, app.CloudZoom, secret.New(marker+"SECRET")); err != nil {
			t.Fatal(err)
		}
	}
	app := app.SignInJob{
		App: public, Road: app.RoadCode, Limit: z.limit,
		Show: func(s app.SignIn) {
			shown = append(shown, s)
			wantFault(t, a.Callback("http://127.0.0.1/callback?code=x&state=y"), fault.NoSignIn)
		},
	}
	app.App.Kind = kind
	acc, err = a.SignIn(ctx, app)
	if _, kept := vault.names()["tokens-"+acc.ID]; kept != (err == nil) {
		t.Errorf("kept %v, %v", vault.names(), err)
	}
	return shown, acc, err
}

func TestSignInWithACode(t *testing.T) {
	for _, kind := range []app.ClientKind{app.PublicClient, app.ConfidentialClient} {
		synctest.Test(t, func(t *testing.T) {
			z := newDevice()
			z.steps = []http.HandlerFunc{says(400, "authorization_pending"), says(400, "slow_down"), says(400, "authorization_pending"), tokens}
			began := time.Now()
			shown, acc, err := z.signIn(t.Context(), t, kind)
			if err != nil || acc.Name != "Ada Lovelace" || len(shown) != 1 {
				t.Fatalf("%v, %d shown", err, len(shown))
			}
			s := shown[0]
			if s.URL != "https://zoom.us/oauth_device" || s.UserCode != "abCD1234" || s.Paste || s.Redirect != "" || s.Deadline.Sub(began) != 15*time.Minute {
				t.Errorf("%+v", s)
			}
			// Five seconds apart, ten after slow_down.
			if got := z.asked[0].Sub(began); got != 5*time.Second {
				t.Errorf("first question after %v", got)
			}
			if got := z.asked[3].Sub(z.asked[2]); got != 10*time.Second {
				t.Errorf("slowed down to %v", got)
			}
			if z.first.URL.Query().Get("client_id") != public.ClientID || !strings.Contains(z.form, "device_code="+marker+"DEVICE") {
				t.Errorf("%s, %s", z.first.URL, z.form)
			}
			id, pass, has := z.first.BasicAuth()
			if has != (kind == app.ConfidentialClient) || (has && (id != public.ClientID || pass != marker+"SECRET")) {
				t.Errorf("%s: Basic %v", kind, has)
			}
		})
	}
}

func TestSignInWithACodeEndsOtherwise(t *testing.T) {
	html := func(status int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(status)
			_, _ = w.Write([]byte("<html>Invalid client_id " + marker))
		}
	}
	with := func(name string, value any) func(*deviceZoom) {
		return func(z *deviceZoom) { z.device[name] = value }
	}
	step := func(h http.HandlerFunc) func(*deviceZoom) {
		return func(z *deviceZoom) { z.steps = []http.HandlerFunc{h} }
	}
	refusal := func(h http.HandlerFunc) func(*deviceZoom) { return func(z *deviceZoom) { z.refuses = h } }
	for name, c := range map[string]struct {
		spoil func(*deviceZoom)
		want  fault.Kind
	}{
		"declined":             {step(says(400, "access_denied")), fault.SignInDeclined},
		"expired":              {step(says(400, "expired_token")), fault.SignInTimedOut},
		"used code":            {step(says(400, "invalid_grant")), fault.SignInFailed},
		"client":               {step(says(400, "invalid_client")), fault.ClientRefused},
		"hotel while asking":   {step(html(200)), fault.ZoomBadAnswer},
		"not allowed":          {refusal(says(400, "unauthorized_client")), fault.NoDeviceFlow},
		"not allowed later":    {step(says(400, "unauthorized_client")), fault.NoDeviceFlow},
		"grant type":           {step(says(400, "unsupported_grant_type")), fault.NoDeviceFlow},
		"error page":           {refusal(html(404)), fault.NoDeviceFlow},
		"unknown client":       {refusal(says(400, "invalid_client")), fault.ClientRefused},
		"outage":               {refusal(html(503)), fault.ZoomOutage},
		"limit":                {refusal(html(429)), fault.ZoomLimit},
		"hotel":                {refusal(html(200)), fault.ZoomBadAnswer},
		"other host":           {with("verification_uri", "https://zoom.us.evil.example/x"), fault.ZoomBadAnswer},
		"plain":                {with("verification_uri", "http://zoom.us/x"), fault.ZoomBadAnswer},
		"user info":            {with("verification_uri", "https://zoom.us@evil.example/x"), fault.ZoomBadAnswer},
		"line break in a link": {with("verification_uri", "https://zoom.us/x\n"), fault.ZoomBadAnswer},
		"no link":              {with("verification_uri", ""), fault.ZoomBadAnswer},
		"long code":            {with("user_code", strings.Repeat("x", 33)), fault.ZoomBadAnswer},
		"strange code":         {with("user_code", "a\u202eb"), fault.ZoomBadAnswer},
		"no code":              {with("user_code", ""), fault.ZoomBadAnswer},
		"no device code":       {with("device_code", ""), fault.ZoomBadAnswer},
		"over already":         {with("expires_in", -1), fault.ZoomBadAnswer},
	} {
		synctest.Test(t, func(t *testing.T) {
			z := newDevice()
			c.spoil(z)
			began := time.Now()
			_, acc, err := z.signIn(t.Context(), t, app.PublicClient)
			if !fault.Is(err, c.want) || acc.ID != "" {
				t.Errorf("%s: %v", name, err)
			}
			wantFault(t, err, c.want)
			if took := time.Since(began); took > 15*time.Minute {
				t.Errorf("%s: took %v", name, took)
			}
		})
	}
}

// The code and the sign-in end at the same instant, whichever is noticed first.
func TestF12NobodyTypesTheCode(t *testing.T) {
	for range 50 {
		synctest.Test(t, func(t *testing.T) {
			_, _, err := newDevice().signIn(t.Context(), t, app.PublicClient)
			wantFault(t, err, fault.SignInTimedOut)
		})
	}
}

func TestSignInWithACodeHeedsItsBounds(t *testing.T) {
	for interval, want := range map[int]time.Duration{-7: 5 * time.Second, 0: 5 * time.Second, 2: 2 * time.Second, 999: time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			z := newDevice()
			z.device["interval"], z.device["expires_in"] = interval, 1<<30
			z.steps = []http.HandlerFunc{tokens}
			began := time.Now()
			shown, _, err := z.signIn(t.Context(), t, app.PublicClient)
			if err != nil || z.asked[0].Sub(began) != want || shown[0].Deadline.Sub(began) != 15*time.Minute {
				t.Errorf("%d: %v, %v", interval, err, z.asked)
			}
		})
	}
}

// The person may have less time than the code lives, but not more.
func TestSignInWithACodeHasTheLimitOfItsJob(t *testing.T) {
	for name, c := range map[string]struct {
		limit     time.Duration
		expiresIn int
		want      time.Duration
	}{
		"shorter": {time.Minute, 900, time.Minute}, "longer": {time.Hour, 900, 15 * time.Minute}, "a long life": {time.Hour, 1800, 30 * time.Minute},
	} {
		synctest.Test(t, func(t *testing.T) {
			z := newDevice()
			z.limit, z.device["expires_in"] = c.limit, c.expiresIn
			began := time.Now()
			shown, _, err := z.signIn(t.Context(), t, app.PublicClient)
			wantFault(t, err, fault.SignInTimedOut)
			if took := time.Since(began); took != c.want || shown[0].Deadline.Sub(began) != c.want {
				t.Errorf("%s: %v", name, took)
			}
		})
	}
}

func TestSignInWithACodeOutlivesTheWeather(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z := newDevice()
		z.steps = []http.HandlerFunc{nil, says(503, ""), says(429, ""), tokens}
		if _, _, err := z.signIn(t.Context(), t, app.PublicClient); err != nil {
			t.Error(err)
		}
	})
}

func TestF11SignInWithACodeIsCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z := newDevice()
		ctx, cancel := context.WithCancel(t.Context())
		z.steps = []http.HandlerFunc{func(w http.ResponseWriter, _ *http.Request) {
			cancel()
			refuse(w, 400, "authorization_pending", "")
		}}
		_, _, err := z.signIn(ctx, t, app.PublicClient)
		wantFault(t, err, fault.SignInCancelled)
		if len(z.asked) != 1 {
			t.Errorf("%d questions", len(z.asked))
		}
	})
}

// x/oauth2 asks for the code without a context of ours.
func TestF11CancelledWhileTheCodeIsAwaited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z := newDevice()
		ctx, cancel := context.WithCancel(t.Context())
		z.cut = cancel
		began := time.Now()
		_, _, err := z.signIn(ctx, t, app.PublicClient)
		wantFault(t, err, fault.SignInCancelled)
		if took := time.Since(began); took != 0 {
			t.Errorf("took %v", took)
		}
	})
}
