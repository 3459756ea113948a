package zoom_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
	"behalf/auth/sandbox"
	"behalf/auth/zoom"
)

func mint(t *testing.T, c *zoom.Client) (secret.Text, error) {
	t.Helper()
	return c.OnBehalf(t.Context(), app.ZoomApp{}, account, meeting)
}

func TestF21AnswersThatAreNoToken(t *testing.T) {
	var bomb bytes.Buffer
	zip := gzip.NewWriter(&bomb)
	if _, err := zip.Write([]byte(`{"token":"` + strings.Repeat("a", 10<<20) + `"}`)); err != nil {
		t.Fatal(err)
	}
	if err := zip.Close(); err != nil {
		t.Fatal(err)
	}
	for name, answer := range map[string]struct {
		header map[string]string
		body   string
	}{
		"5 MB":                  {body: `{"token":"a","filler":"` + strings.Repeat("a", 5<<20) + `"}`},
		"just too long":         {body: `{"token":"a"}` + strings.Repeat(" ", 64<<10)},
		"not JSON":              {body: "token=a"},
		"HTML":                  {header: map[string]string{"Content-Type": "text/html"}, body: "<html>Welcome</html>"},
		"nothing":               {},
		"gzip bomb":             {header: map[string]string{"Content-Encoding": "gzip"}, body: bomb.String()},
		"list":                  {body: `[{"token":"a"}]`},
		"string":                {body: `"a"`},
		"null":                  {body: `null`},
		"no token":              {body: `{}`},
		"empty token":           {body: `{"token":""}`},
		"number":                {body: `{"token":1}`},
		"name twice":            {body: `{"token":"a","token":"b"}`},
		"name twice, by case":   {body: `{"token":"a","Token":"b"}`},
		"something after it":    {body: `{"token":"a"}{"token":"b"}`},
		"cut off":               {body: `{"token":"a"`},
		"CR LF":                 {body: `{"token":"a\r\nX-Evil: 1"}`},
		"NUL":                   {body: `{"token":"a\u0000b"}`},
		"blank":                 {body: `{"token":"a b"}`},
		"DEL":                   {body: `{"token":"a\u007f"}`},
		"letters beyond ASCII":  {body: `{"token":"å"}`},
		"invalid UTF-8":         {body: "{\"token\":\"\xff\"}"},
		"10 kB token":           {body: `{"token":"` + strings.Repeat("a", 10<<10) + `"}`},
		"one character too big": {body: `{"token":"` + strings.Repeat("a", 8193) + `"}`},
	} {
		if got, err := mint(t, answering(t, 200, answer.header, answer.body)); !fault.Is(err, fault.ZoomBadAnswer) || !got.Empty() {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, err := mint(t, answering(t, 200, nil, `{"token":"`+strings.Repeat("a", 8192)+`","x":1}`)); err != nil || got.Empty() {
		t.Errorf("the longest token: %v", err)
	}
}

// An access token that would break the header is not sent at all.
func TestF21AccessTokenUnfitForAHeader(t *testing.T) {
	cfg := config(t, saying(200, nil, `{"token":"a"}`))
	for _, bad := range []string{"", "a\r\nX-Evil: 1", "a b", strings.Repeat("a", 8193)} {
		cfg.Access = tokens{bad}
		if _, err := mint(t, zoom.New(cfg)); !fault.Is(err, fault.SignInNeeded) {
			t.Errorf("%.20q: %v", bad, err)
		}
	}
}

func TestF24RedirectIsNotFollowed(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("the redirect was followed, Authorization sent: %v", r.Header.Get("Authorization") != "")
	}))
	defer elsewhere.Close()
	// The same machine under another port is the case in which Go itself
	// would send Authorization along.
	for _, status := range []int{301, 302, 303, 307, 308} {
		_, err := mint(t, answering(t, status, map[string]string{"Location": elsewhere.URL}, `{"token":"a"}`))
		if !fault.Is(err, fault.ZoomBadAnswer) {
			t.Errorf("%d: %v", status, err)
		}
	}
}

func TestF20PausesThatZoomAsksFor(t *testing.T) {
	for name, c := range map[string]struct {
		header map[string]string
		want   time.Duration
	}{
		"none":          {nil, time.Second},
		"seconds":       {map[string]string{"Retry-After": "3"}, 3 * time.Second},
		"an hour":       {map[string]string{"Retry-After": "3600"}, time.Hour},
		"HTTP date":     {map[string]string{"Retry-After": someTime.Add(time.Minute).Format(http.TimeFormat)}, time.Minute},
		"ISO date":      {map[string]string{"Retry-After": "2026-03-03T00:00:00Z"}, 12 * time.Hour},
		"in the past":   {map[string]string{"Retry-After": "2020-01-01T00:00:00Z"}, time.Second},
		"negative":      {map[string]string{"Retry-After": "-1"}, time.Second},
		"nonsense":      {map[string]string{"Retry-After": "abc"}, time.Second},
		"for ever":      {map[string]string{"Retry-After": "2147483647"}, 24 * time.Hour},
		"overflow":      {map[string]string{"Retry-After": "99999999999999999999"}, time.Second},
		"reset":         {map[string]string{"X-RateLimit-Reset": "1772452810"}, 10 * time.Second},
		"reset passed":  {map[string]string{"X-RateLimit-Reset": "0"}, time.Second},
		"reset no time": {map[string]string{"X-RateLimit-Reset": "soon"}, time.Second},
	} {
		_, err := mint(t, answering(t, 429, c.header, `{"code":429,"message":"slow down"}`))
		var pause interface{ RetryAfter() time.Duration }
		if !fault.Is(err, fault.ZoomLimit) || !errors.As(err, &pause) || pause.RetryAfter() != c.want {
			t.Errorf("%s: %v, %v, want %v", name, err, pause, c.want)
		}
	}
	daily := map[string]string{"X-RateLimit-Type": "Daily-limit"}
	if _, err := mint(t, answering(t, 429, daily, `{"code":429,"message":"no more"}`)); !fault.Is(err, fault.ZoomDailyLimit) {
		t.Errorf("the header says daily: %v", err)
	}
	if _, err := mint(t, answering(t, 429, nil, "<html>busy</html>")); !fault.Is(err, fault.ZoomLimit) {
		t.Errorf("a gateway's 429: %v", err)
	}
}

// Status and code that contradict each other, and shapes that nobody promised.
func TestCodeOutranksStatus(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		want   fault.Kind
	}{
		"3001 with 400":          {400, `{"code":3001,"message":"x"}`, fault.NoSuchMeeting},
		"3001 with 500":          {500, `{"code":3001,"message":"x"}`, fault.NoSuchMeeting},
		"3001 with 200":          {200, `{"code":3001,"message":"x"}`, fault.NoSuchMeeting},
		"code as text":           {404, `{"code":"3001","message":"x"}`, fault.NoSuchMeeting},
		"code of another type":   {400, `{"code":{},"message":"x"}`, fault.ZoomRefused},
		"124 with 400":           {400, `{"code":124,"message":"x"}`, fault.SignInNeeded},
		"unknown code, 401":      {401, `{"code":9,"message":"x"}`, fault.SignInNeeded},
		"401 without a body":     {401, ``, fault.SignInNeeded},
		"401 of another network": {401, `<html>`, fault.ZoomBadAnswer},
		"unknown code, 502":      {502, `{"code":9,"message":"x"}`, fault.ZoomOutage},
		"404 of another network": {404, `<html>`, fault.ZoomBadAnswer},
		"300 of another field":   {400, `{"code":300,"message":"Validation Failed.","errors":[{"field":"type","message":"x"}]}`, fault.ZoomRefused},
		"4711 without a text":    {400, `{"code":4711,"message":""}`, fault.PermissionMissing},
		"4702":                   {400, `{"code":4702,"message":"x"}`, fault.ClientRefused},
		"4704":                   {400, `{"code":4704,"message":"x"}`, fault.ClientRefused},
		"4709":                   {400, `{"code":4709,"message":"x"}`, fault.RedirectRefused},
		"4717":                   {400, `{"code":4717,"message":"x"}`, fault.AppDisabled},
		"4741":                   {400, `{"code":4741,"message":"x"}`, fault.SignInNeeded},
	} {
		if _, err := mint(t, answering(t, c.status, nil, c.body)); !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// Zoom's own words may be shown, but not if they repeat the token.
func TestWhatZoomSaysIsQuotedWithoutTokens(t *testing.T) {
	long := sandbox.Marker + strings.Repeat("x", 100)
	for _, echo := range []string{long, "Bearer " + long, "(" + long + ")"} {
		cfg := config(t, saying(400, nil, `{"code":5,"message":"We do not like `+echo+` today."}`))
		cfg.Access = tokens{long}
		_, err := mint(t, zoom.New(cfg))
		if !fault.Is(err, fault.ZoomRefused) || !strings.Contains(err.Error(), "We do not like") {
			t.Errorf("%v", err)
		}
		noLeak(t, err, []string{long})
	}
}

func TestF25StrangersCertificate(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("a stranger was sent the request")
	}))
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	server.StartTLS()
	defer server.Close()
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	c := zoom.New(zoom.Config{HTTP: &http.Client{Transport: transport}, Access: tokens{"t"}, APIURL: server.URL})
	if _, err := mint(t, c); !fault.Is(err, fault.ZoomBadAnswer) {
		t.Errorf("self-signed: %v", err)
	}
	plain := config(t, saying(200, nil, `{"token":"a"}`))
	plain.APIURL = strings.Replace(plain.APIURL, "http://", "https://", 1)
	if _, err := mint(t, zoom.New(plain)); !fault.Is(err, fault.ZoomBadAnswer) {
		t.Errorf("no TLS: %v", err)
	}
}

func TestF56NoAnswer(t *testing.T) {
	cut := talkingTo(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = w.Write([]byte(`{"tok`))
		panic(http.ErrAbortHandler)
	})
	_, err := mint(t, cut)
	if !fault.Is(err, fault.ZoomUnreachable) {
		t.Errorf("cut: %v", err)
	}

	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	c := zoom.New(zoom.Config{Access: tokens{"t"}, APIURL: gone.URL})
	if _, err = mint(t, c); !fault.Is(err, fault.ZoomUnreachable) {
		t.Errorf("nobody there: %v", err)
	}
	if cause := errors.Unwrap(fault.From(err)); strings.Contains(cause.Error(), meeting) {
		t.Errorf("the cause names the meeting: %v", cause)
	}
}

func TestGivingUpStaysCancelled(t *testing.T) {
	arrived := make(chan struct{}, 2)
	c := talkingTo(t, func(_ http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		<-r.Context().Done()
	})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-arrived
		cancel()
	}()
	if _, err := c.OnBehalf(ctx, app.ZoomApp{}, account, meeting); !errors.Is(err, context.Canceled) || fault.From(err).Kind != fault.Stopped {
		t.Errorf("cancelled: %v", err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := c.OnBehalf(ctx, app.ZoomApp{}, account, meeting); !fault.Is(err, fault.ZoomUnreachable) {
		t.Errorf("out of time: %v", err)
	}
}
