package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// stormy are all places that weather reaches, with a proper request of each:
// one that succeeds again however often it is carried out.
func (r *rig) stormy() map[Where]func() *http.Request {
	access, _ := r.connect()
	get := func(path string) func() *http.Request {
		return func() *http.Request {
			req := r.request("GET", path, "", "")
			req.Header.Set("Authorization", "Bearer "+access)
			return req
		}
	}
	post := func(path string, form url.Values) *http.Request {
		return r.request("POST", path, "application/x-www-form-urlencoded", form.Encode())
	}
	return map[Where]func() *http.Request{
		AtDevice: func() *http.Request { return post("/oauth/devicecode", url.Values{"client_id": {"second"}}) },
		AtToken: func() *http.Request { // of another app, so that the access token lives on
			form := r.exchanging(r.code("client_id", "second"))
			form.Set("client_id", "second")
			return post("/oauth/token", form)
		},
		AtRevoke: func() *http.Request {
			return post("/oauth/revoke", url.Values{"client_id": {DefaultClientID}, "token": {"x"}})
		},
		AtAPI:       get("/v2/users/me/zak"),
		AtProfile:   get("/v2/users/me"),
		AtMint:      get("/v2/users/me/token?type=onbehalf&meeting_id=" + number),
		AtRecording: get("/v2/meetings/" + number + "/jointoken/local_recording"),
		AtMeetings:  get("/v2/users/me/meetings"),
		AtSignature: func() *http.Request { return r.request("POST", signaturePath, "application/json", "{}") },
	}
}

func inWeather(t *testing.T) *rig {
	return run(t, Options{Scopes: allScopes(), More: []App{{ClientID: "second", Device: true}}})
}

// fresh sends over a connection that nothing was asked on before, as no client
// tries again there by itself.
func (r *rig) fresh(req *http.Request) (*http.Response, error) {
	transport := &http.Transport{DisableKeepAlives: true, DisableCompression: true}
	return transport.RoundTrip(req)
}

func TestStormsStandInPlaceOfTheAnswer(t *testing.T) {
	r := inWeather(t)
	r.SetElsewhere("http://127.0.0.1:1/elsewhere")
	plain := map[Row]struct {
		status int
		header string
		value  string
		body   string
	}{
		RowRedirect302: {302, "Location", "http://127.0.0.1:1/elsewhere", "<html>"},
		RowRedirect307: {307, "Location", "http://127.0.0.1:1/elsewhere", "<html>"},
		RowPortal302:   {302, "Location", "http://portal.example/", "<html>"},
		RowNoBody:      {200, "Content-Length", "0", ""},
		RowNotJSON:     {200, "", "", "everything is fine"},
		RowArray:       {200, "", "", "["},
		RowBare401:     {401, "Content-Length", "0", ""},
		RowProxyAuth:   {407, "Proxy-Authenticate", `Basic realm="guest"`, "<html>"},
		RowBadGateway:  {502, "Content-Type", "text/html", "<html>"},
		RowUnavailable: {503, "Retry-After", "3", "<html>"},
		RowTimeout:     {504, "Content-Type", "text/html", "<html>"},

		RowRetry3:        {429, "Retry-After", "3", `{"code":429`},
		RowRetry3600:     {429, "Retry-After", "3600", `{"code":429`},
		RowRetryNegative: {429, "Retry-After", "-1", `{"code":429`},
		RowRetryWord:     {429, "Retry-After", "abc", `{"code":429`},
		RowRetryNone:     {429, "Retry-After", "", `{"code":429`},
	}
	for where, request := range r.stormy() {
		for row, want := range plain {
			r.Fail(where, row, 1)
			a := r.send(request())
			if a.status != want.status || !strings.HasPrefix(a.body, want.body) || (want.header != "" && a.header.Get(want.header) != want.value) {
				t.Errorf("%s at %s: %d %v %s", row, where, a.status, a.header, a.body)
			}
			if want.body == "" && a.body != "" {
				t.Errorf("%s at %s has a body: %s", row, where, a.body)
			}
		}
		if a := r.send(request()); a.status != 200 {
			t.Errorf("%s afterwards: %d %s", where, a.status, a.body)
		}
	}
}

func TestF20RetryAfterAsADate(t *testing.T) {
	r := run(t, Options{})
	r.SetClock(24 * time.Hour)
	for row, layout := range map[Row]string{RowRetryHTTP: http.TimeFormat, RowRetryISO: time.RFC3339} {
		r.Fail(AtProfile, row, 1)
		a := r.get("/v2/users/me")
		at, err := time.Parse(layout, a.header.Get("Retry-After"))
		if ahead := at.Sub(r.now()); err != nil || ahead <= 0 || ahead > 10*time.Second {
			t.Errorf("%s: %q", row, a.header.Get("Retry-After"))
		}
	}
}

func TestF56CutConnections(t *testing.T) {
	r := inWeather(t)
	for where, request := range r.stormy() {
		for _, row := range []Row{RowCut, RowLost} {
			req := request()
			r.Fail(where, row, 1)
			res, err := r.fresh(req)
			if err == nil {
				_ = res.Body.Close()
				t.Errorf("%s at %s: %d", row, where, res.StatusCode)
			}
		}
		req := request()
		r.Fail(where, RowCutBody, 1)
		res, err := r.fresh(req)
		if err != nil {
			t.Fatalf("%s: %v", where, err)
		}
		half, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if !errors.Is(err, io.ErrUnexpectedEOF) || len(half) == 0 || res.StatusCode != 200 {
			t.Errorf("half at %s: %d %q %v", where, res.StatusCode, half, err)
		}
	}
}

// The essential one: the rotated token exists, and nobody knows it.
func TestF18LostAnswerOfARefresh(t *testing.T) {
	for row, rotated := range map[Row]bool{RowLost: true, RowCutBody: true, RowCut: false, RowSlow: false, RowNoBody: false, RowRetry3: false, RowHuge: true} {
		r := run(t, Options{})
		_, refresh := r.connect()
		r.Fail(AtToken, row, 1)
		ctx, cancel := context.WithCancel(t.Context())
		res, err := r.fresh(r.request("POST", "/oauth/token", "application/x-www-form-urlencoded", refreshing(refresh).Encode()).WithContext(ctx))
		if err == nil {
			if row != RowSlow {
				_, _ = io.Copy(io.Discard, res.Body)
			}
			_ = res.Body.Close()
		}
		cancel()
		if r.Alive(refresh) == rotated || (r.State().Counts.Refreshes == 1) != rotated {
			t.Errorf("%s: alive %v, %+v", row, r.Alive(refresh), r.State().Counts)
		}
	}
}

func TestSlowAnswerGoesOnUntilTheClientGoes(t *testing.T) {
	r := run(t, Options{})
	r.Fail(AtProfile, RowSlow, 2)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	res, err := r.fresh(r.request("GET", "/v2/users/me", "", "").WithContext(ctx))
	if err != nil {
		t.Fatal(err)
	}
	first := make([]byte, 3)
	if _, err := io.ReadFull(res.Body, first); err != nil || string(first) != "{  " {
		t.Errorf("%q %v", first, err)
	}
	_ = res.Body.Close()

	res, err = r.fresh(r.request("GET", "/v2/users/me", "", "").WithContext(ctx))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	closed := make(chan error, 1)
	go func() { closed <- r.Close() }() // does not wait for it
	if _, err := io.Copy(io.Discard, res.Body); err == nil {
		t.Error("it came to a good end")
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
}

func TestWeatherFromOtherProcesses(t *testing.T) {
	r := run(t, Options{})
	for row := range together(storms(), spoils()) {
		for _, where := range []Where{AtToken, AtRevoke, AtAPI, AtProfile, AtMint, AtRecording, AtDevice, AtSignature} {
			if answers[row].only != "" && answers[row].only != where {
				continue
			}
			if a := r.post("/sandbox/fail", fmt.Sprintf(`{"where":%q,"row":%q}`, where, row)); a.status != 200 {
				t.Errorf("%s at %s: %s", row, where, a.body)
			}
			r.Fail(where, "", 0)
		}
	}
	r.post("/sandbox/fail", `{"where":"mint","row":"redirect-307","elsewhere":"http://127.0.0.1:9/"}`)
	if a := r.get("/v2/users/me/token"); a.header.Get("Location") != "http://127.0.0.1:9/" {
		t.Errorf("%v", a.header)
	}
}
