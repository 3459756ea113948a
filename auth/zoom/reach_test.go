package zoom_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/auth/sandbox"
	"behalf/auth/zoom"
)

func TestReach(t *testing.T) {
	r := connect(t, sandbox.Options{})
	for _, off := range []time.Duration{0, -24 * time.Hour, 24 * time.Hour} {
		r.server.SetClock(off)
		at, err := r.Reach(t.Context(), r.app)
		if ahead := time.Until(at) - off; err != nil || ahead.Abs() > time.Minute {
			t.Errorf("Zoom's clock is off by %v: %v, %v", off, at, err)
		}
	}
}

func TestWhoIsReached(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the redirect was followed") }))
	defer elsewhere.Close()
	for name, c := range map[string]struct {
		status int
		header map[string]string
		body   string
		want   fault.Kind
	}{
		"Zoom":                  {401, nil, `{"code":124,"message":"Invalid access token."}`, ""},
		"Zoom, with 400":        {400, nil, `{"code":4700,"message":"Token cannot be empty."}`, ""},
		"Zoom, with a new code": {400, nil, `{"code":99999,"message":"x"}`, ""},
		"Zoom, without a time":  {401, map[string]string{"Date": ""}, `{"code":124,"message":"x"}`, ""},
		"Zoom, an odd time":     {401, map[string]string{"Date": "noon"}, `{"code":124,"message":"x"}`, ""},
		"Zoom, in a hurry":      {429, nil, `{"code":429,"message":"x"}`, ""},
		"Zoom in trouble":       {500, nil, `{"code":500,"message":"x"}`, fault.ZoomOutage},
		"a gateway":             {502, nil, `<html>`, fault.ZoomOutage},
		"a gateway in a hurry":  {429, nil, `<html>`, fault.ZoomLimit},
		"a proxy":               {407, nil, `<html>`, fault.ProxyRefused},
		"a portal":              {200, nil, `<html>Welcome</html>`, fault.ZoomBadAnswer},
		"a portal with JSON":    {200, nil, `{"id":"u","account_id":"a"}`, fault.ZoomBadAnswer},
		"nothing":               {200, nil, ``, fault.ZoomBadAnswer},
		"a page with 401":       {401, nil, `<html>`, fault.ZoomBadAnswer},
		"401 and nothing":       {401, nil, ``, fault.ZoomBadAnswer},
		"JSON of another kind":  {401, nil, `{"error":"unauthorized"}`, fault.ZoomBadAnswer},
		"empty JSON":            {400, nil, `{}`, fault.ZoomBadAnswer},
		"a redirect":            {302, map[string]string{"Location": elsewhere.URL}, `{"code":124,"message":"x"}`, fault.ZoomBadAnswer},
	} {
		at, err := answering(t, c.status, c.header, c.body).Reach(t.Context(), app.ZoomApp{})
		if c.want == "" && err != nil || c.want != "" && !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		_, untimed := c.header["Date"]
		if wantTime := c.want == "" && !untimed; at.Equal(someTime) != wantTime || at.IsZero() == wantTime {
			t.Errorf("%s: %v", name, at)
		}
	}
}

func TestReachAsksWithoutAToken(t *testing.T) {
	c := talkingTo(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || r.URL.String() != "/v2/users/me" || len(r.Header["Authorization"]) > 0 {
			t.Errorf("%s %s, Authorization %q", r.Method, r.URL, r.Header["Authorization"])
		}
		saying(401, nil, `{"code":124,"message":"x"}`)(w, r)
	})
	if _, err := c.Reach(t.Context(), app.ZoomApp{}); err != nil {
		t.Error(err)
	}
}

func TestReachTakesTenSecondsAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{answers: []reaction{never}}
		_, err := l.client().Reach(t.Context(), app.ZoomApp{})
		if took := time.Since(l.began); !fault.Is(err, fault.ZoomUnreachable) || took != 10*time.Second || len(l.asked) != 1 {
			t.Errorf("%v after %v", err, took)
		}
	})
	for cloud, want := range map[app.Cloud]string{app.CloudZoom: "https://api.zoom.us", app.CloudGov: "https://api.zoomgov.com"} {
		var host string
		c := zoom.New(zoom.Config{HTTP: &http.Client{Transport: where{&host}}})
		if _, err := c.Reach(t.Context(), app.ZoomApp{Cloud: cloud}); !fault.Is(err, fault.ZoomUnreachable) || host != want {
			t.Errorf("%s: %s, %v", cloud, host, err)
		}
	}
}
