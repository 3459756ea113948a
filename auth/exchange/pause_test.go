package exchange_test

import (
	"net/http"
	"testing"
	"time"

	"behalf/auth/exchange"
)

var someTime = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func header(values map[string]string) http.Header {
	h := http.Header{}
	for name, value := range values {
		h.Set(name, value)
	}
	return h
}

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
		"overflow":             {after("99999999999999999999"), 24 * time.Hour, "in 24 hours"},
		"reset":                {map[string]string{"X-RateLimit-Type": "QPS", "X-RateLimit-Reset": "1772452810"}, 10 * time.Second, "in 10 seconds"},
		"reset after nonsense": {map[string]string{"Retry-After": "abc", "X-RateLimit-Reset": "1772452810"}, 10 * time.Second, "in 10 seconds"},
		"reset passed":         {map[string]string{"X-RateLimit-Reset": "0"}, time.Second, "in a moment"},
		"reset no time":        {map[string]string{"X-RateLimit-Reset": "soon"}, time.Second, "in a moment"},
	} {
		got := exchange.Pause(header(c.header), someTime, false)
		if got != c.want || exchange.When(got) != c.words {
			t.Errorf("%s: %v, %s; want %v, %s", name, got, exchange.When(got), c.want, c.words)
		}
	}
}

// With no time given, the day's limit lasts until Zoom's next day: nobody may
// take it for a moment.
func TestF20DailyLimit(t *testing.T) {
	for name, c := range map[string]struct {
		header map[string]string
		want   time.Duration
	}{
		"no time":      {nil, 12 * time.Hour},
		"with a time":  {map[string]string{"Retry-After": "2026-03-02T17:00:00Z"}, 5 * time.Hour},
		"with -1":      {map[string]string{"Retry-After": "-1"}, 12 * time.Hour},
		"with a trick": {map[string]string{"Retry-After": "abc"}, 12 * time.Hour},
	} {
		if got := exchange.Pause(header(c.header), someTime, true); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	for limit, want := range map[string]bool{"Daily-limit": true, "daily-limit": true, "QPS": false, "": false} {
		if exchange.Daily(header(map[string]string{"X-RateLimit-Type": limit})) != want {
			t.Errorf("%q", limit)
		}
	}
}

// Whoever asks for no pause is not said to.
func TestF20NoWish(t *testing.T) {
	for value, want := range map[string]time.Duration{"": 0, "0": 0, "-1": 0, "abc": 0, "2020-01-01T00:00:00Z": 0, "3": 3 * time.Second} {
		if got := exchange.Wish(header(map[string]string{"Retry-After": value}), someTime); got != want {
			t.Errorf("%q: %v", value, got)
		}
	}
}

// A time in a header is meant by Zoom's clock. Ours is a day off here.
func TestF16PauseWithAWrongClock(t *testing.T) {
	for _, off := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		h := http.Header{"Date": {someTime.Format(http.TimeFormat)}, "Retry-After": {"2026-03-02T12:00:40Z"}}
		if got := exchange.Pause(h, someTime.Add(off), false); got != 40*time.Second {
			t.Errorf("off by %v: %v", off, got)
		}
	}
}
