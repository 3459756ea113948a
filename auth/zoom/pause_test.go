package zoom_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"behalf/app/fault"
	"behalf/auth/zoom"
)

// retry is what a caller looks for in an error.
type retry interface{ RetryAfter() time.Duration }

func TestF20PausesThatZoomAsksFor(t *testing.T) {
	after := func(s string) map[string]string { return map[string]string{"Retry-After": s} }
	for name, c := range map[string]struct {
		header map[string]string
		want   time.Duration
		words  string
	}{
		"none":                 {nil, time.Second, "in a moment"},
		"seconds":              {after("3"), 3 * time.Second, "in 3 seconds"},
		"one second":           {after("1"), time.Second, "in a moment"},
		"with blanks":          {after(" 40 "), 40 * time.Second, "in 40 seconds"},
		"minutes":              {after("170"), 170 * time.Second, "in 3 minutes"},
		"an hour":              {after("3600"), time.Hour, "in 60 minutes"},
		"hours":                {after("18000"), 5 * time.Hour, "in 5 hours"},
		"HTTP date":            {after(someTime.Add(time.Minute).Format(http.TimeFormat)), time.Minute, "in 60 seconds"},
		"ISO date":             {after("2026-03-03T00:00:00Z"), 12 * time.Hour, "in 12 hours"},
		"ISO with fraction":    {after("2026-03-02T12:00:02.250Z"), 2250 * time.Millisecond, "in 3 seconds"},
		"ISO with offset":      {after("2026-03-02T14:00:30+02:00"), 30 * time.Second, "in 30 seconds"},
		"ISO, bare offset":     {after("2026-03-02T10:00:30.5-0200"), 30500 * time.Millisecond, "in 31 seconds"},
		"ISO without a zone":   {after("2026-03-02T12:00:30"), 30 * time.Second, "in 30 seconds"},
		"in the past":          {after("2020-01-01T00:00:00Z"), time.Second, "in a moment"},
		"zero":                 {after("0"), time.Second, "in a moment"},
		"negative":             {after("-1"), time.Second, "in a moment"},
		"nonsense":             {after("abc"), time.Second, "in a moment"},
		"for ever":             {after("2147483647"), 24 * time.Hour, "in 24 hours"},
		"next century":         {after("2126-01-01T00:00:00Z"), 24 * time.Hour, "in 24 hours"},
		"overflow":             {after("99999999999999999999"), time.Second, "in a moment"},
		"reset":                {map[string]string{"X-RateLimit-Type": "QPS", "X-RateLimit-Reset": "1772452810"}, 10 * time.Second, "in 10 seconds"},
		"reset after nonsense": {map[string]string{"Retry-After": "abc", "X-RateLimit-Reset": "1772452810"}, 10 * time.Second, "in 10 seconds"},
		"reset passed":         {map[string]string{"X-RateLimit-Reset": "0"}, time.Second, "in a moment"},
		"reset no time":        {map[string]string{"X-RateLimit-Reset": "soon"}, time.Second, "in a moment"},
	} {
		_, err := mint(t, answering(t, 429, c.header, `{"code":429,"message":"slow down"}`))
		var pause retry
		if !fault.Is(err, fault.ZoomLimit) || !errors.As(err, &pause) || pause.RetryAfter() != c.want {
			t.Errorf("%s: %v, %v, want %v", name, err, pause, c.want)
			continue
		}
		if !strings.Contains(err.Error(), "Try again "+c.words+".") {
			t.Errorf("%s: %v, want %s", name, err, c.words)
		}
		h := http.Header{}
		for name, value := range c.header {
			h.Set(name, value)
		}
		if got := zoom.When(h, someTime); got != c.words {
			t.Errorf("%s: When says %s, want %s", name, got, c.words)
		}
	}
	if _, err := mint(t, answering(t, 429, nil, "<html>busy</html>")); !fault.Is(err, fault.ZoomLimit) {
		t.Errorf("a gateway's 429: %v", err)
	}
}

// With no time given, the day's limit lasts until Zoom's next day: nobody may
// take it for a moment.
func TestF20DailyLimit(t *testing.T) {
	says := `{"code":429,"message":"You have reached the maximum daily rate limit for this API."}`
	daily := map[string]string{"X-RateLimit-Type": "Daily-limit"}
	for name, c := range map[string]struct {
		header map[string]string
		body   string
		words  string
	}{
		"by header":    {daily, `{"code":429,"message":"no more"}`, "in 12 hours"},
		"by text":      {nil, says, "in 12 hours"},
		"a page":       {daily, "<html>", "in 12 hours"},
		"with a time":  {map[string]string{"X-RateLimit-Type": "Daily-limit", "Retry-After": "2026-03-02T17:00:00Z"}, says, "in 5 hours"},
		"with -1":      {map[string]string{"X-RateLimit-Type": "daily-limit", "Retry-After": "-1"}, says, "in 12 hours"},
		"with a trick": {map[string]string{"X-RateLimit-Type": "Daily-limit", "Retry-After": "abc"}, says, "in 12 hours"},
	} {
		_, err := mint(t, answering(t, 429, c.header, c.body))
		if !fault.Is(err, fault.ZoomDailyLimit) || !strings.Contains(err.Error(), "Try again "+c.words+".") {
			t.Errorf("%s: %v, want %s", name, err, c.words)
		}
	}
	if got := zoom.When(http.Header{"X-Ratelimit-Type": {"Daily-limit"}}, someTime); got != "in 12 hours" {
		t.Error(got)
	}
}

// A time in a header is meant by Zoom's clock. Ours is a day off here.
func TestF16PauseWithAWrongClock(t *testing.T) {
	for _, off := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		h := http.Header{"Date": {someTime.Format(http.TimeFormat)}, "Retry-After": {"2026-03-02T12:00:40Z"}}
		if got := zoom.When(h, someTime.Add(off)); got != "in 40 seconds" {
			t.Errorf("off by %v: %s", off, got)
		}
	}
}
