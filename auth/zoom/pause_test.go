package zoom_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"behalf/app/fault"
)

// retry is what a caller looks for in an error.
type retry interface{ RetryAfter() time.Duration }

// What the headers mean is tested in auth/exchange; here, that it arrives.
func TestF20PausesThatZoomAsksFor(t *testing.T) {
	says := `{"code":429,"message":"You have reached the maximum daily rate limit for this API."}`
	slow := `{"code":429,"message":"slow down"}`
	page := "<html>busy</html>"
	after := func(s string) map[string]string { return map[string]string{"Retry-After": s} }
	daily := map[string]string{"X-RateLimit-Type": "Daily-limit"}
	for name, c := range map[string]struct {
		status int
		header map[string]string
		body   string
		kind   fault.Kind
		want   time.Duration
		words  string
	}{
		"no time":           {429, nil, slow, fault.ZoomLimit, time.Second, "Try again in a moment."},
		"seconds":           {429, after("40"), slow, fault.ZoomLimit, 40 * time.Second, "Try again in 40 seconds."},
		"HTTP date":         {429, after(someTime.Add(time.Minute).Format(http.TimeFormat)), slow, fault.ZoomLimit, time.Minute, "Try again in 60 seconds."},
		"a gateway's":       {429, after("3"), page, fault.ZoomLimit, 3 * time.Second, "Try again in 3 seconds."},
		"daily, by header":  {429, daily, `{"code":429,"message":"no more"}`, fault.ZoomDailyLimit, 12 * time.Hour, "Try again in 12 hours."},
		"daily, by text":    {429, nil, says, fault.ZoomDailyLimit, 12 * time.Hour, "Try again in 12 hours."},
		"daily, a page":     {429, daily, page, fault.ZoomDailyLimit, 12 * time.Hour, "Try again in 12 hours."},
		"daily, until when": {429, after("2026-03-02T17:00:00Z"), says, fault.ZoomDailyLimit, 5 * time.Hour, "Try again in 5 hours."},
		"an outage":         {500, after("7"), `{"code":500,"message":"x"}`, fault.ZoomOutage, 7 * time.Second, ""},
		"an endless outage": {500, nil, `{"code":500,"message":"x"}`, fault.ZoomOutage, 0, ""},
	} {
		_, err := mint(t, answering(t, c.status, c.header, c.body))
		var pause retry
		if !fault.Is(err, c.kind) || !errors.As(err, &pause) || pause.RetryAfter() != c.want || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: %v, %v, want %v", name, err, pause, c.want)
		}
	}
}
