package exchange

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"behalf/app/fault"
)

// How long a caller is told to pause, whatever the headers say.
const (
	leastPause = time.Second
	mostPause  = 24 * time.Hour
)

// Daily says whether an answer with status 429 is about a limit for the day.
func Daily(h http.Header) bool {
	return strings.HasPrefix(strings.ToLower(h.Get("X-RateLimit-Type")), "daily")
}

// Pause is how long Zoom wants to be left alone after its limit, for the moment
// or for the day, was reached. Without a word about it, that is a moment or
// until the next day, which Zoom counts in UTC.
func Pause(h http.Header, now time.Time, daily bool) time.Duration {
	wait := Wish(h, now)
	if wait == 0 && daily {
		wait = untilTomorrow(now)
	}
	return min(max(wait, leastPause), mostPause)
}

// Wish is the pause that the headers ask for; zero if they don't. Retry-After
// comes as seconds, as an HTTP date or, from Zoom's daily limit, as an ISO
// date-time; the limit per second tells a Unix time in a header of its own. A
// time is meant by the clock that set the answer's Date, while ours may be
// wrong. What lies in the past, or is no time at all, asks for nothing.
func Wish(h http.Header, now time.Time) time.Duration {
	if sent, err := http.ParseTime(h.Get("Date")); err == nil {
		now = sent
	}
	var wait time.Duration
	after := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.ParseFloat(after, 64); err == nil {
		wait = time.Duration(min(max(seconds, 0), mostPause.Seconds())) * time.Second
	} else if at, ok := parseTime(after); ok {
		wait = at.Sub(now)
	} else if unix, err := strconv.ParseInt(h.Get("X-RateLimit-Reset"), 10, 64); err == nil {
		wait = time.Unix(unix, 0).Sub(now)
	}
	return min(max(wait, 0), mostPause)
}

// parseTime reads the ways in which ISO 8601 and HTTP write a time.
func parseTime(text string) (time.Time, bool) {
	if at, err := http.ParseTime(text); err == nil {
		return at, true
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05"} {
		if at, err := time.Parse(layout, text); err == nil { // takes a fraction, too
			return at, true
		}
	}
	return time.Time{}, false
}

func untilTomorrow(now time.Time) time.Duration {
	return now.UTC().Truncate(24 * time.Hour).Add(24 * time.Hour).Sub(now)
}

// When puts a pause into words that complete "Try again …". It rounds up, so
// that nobody comes too early.
func When(wait time.Duration) string {
	in := func(unit time.Duration, p fault.Phrase) string {
		return p.Say("n", strconv.FormatInt(int64((wait+unit-1)/unit), 10))
	}
	switch {
	case wait <= time.Second:
		return fault.InAMoment.Say()
	case wait <= 90*time.Second:
		return in(time.Second, fault.InSeconds)
	case wait <= 90*time.Minute:
		return in(time.Minute, fault.InMinutes)
	default:
		return in(time.Hour, fault.InHours)
	}
}
