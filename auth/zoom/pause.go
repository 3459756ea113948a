package zoom

import (
	"net/http"
	"strconv"
	"time"
)

// How long a caller is told to pause, whatever Zoom's headers say.
const (
	leastPause = time.Second
	mostPause  = 24 * time.Hour
)

// pause reads how long Zoom wants to be left alone. Retry-After comes as
// seconds, as an HTTP date or, from Zoom's daily limit, as an ISO date;
// the limit per second tells a Unix time in a header of its own.
func pause(h http.Header, now time.Time) time.Duration {
	wait := leastPause
	if s := h.Get("Retry-After"); s != "" {
		if seconds, err := strconv.ParseInt(s, 10, 32); err == nil {
			wait = time.Duration(seconds) * time.Second
		} else if at, err := http.ParseTime(s); err == nil {
			wait = at.Sub(now)
		} else if at, err := time.Parse(time.RFC3339, s); err == nil {
			wait = at.Sub(now)
		}
	} else if unix, err := strconv.ParseInt(h.Get("X-RateLimit-Reset"), 10, 64); err == nil {
		wait = time.Unix(unix, 0).Sub(now)
	}
	return min(max(wait, leastPause), mostPause)
}
