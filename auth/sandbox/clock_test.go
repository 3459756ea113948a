package sandbox

import (
	"net/http"
	"testing"
	"time"
)

func TestF16ZoomsClock(t *testing.T) {
	for _, offset := range []time.Duration{24 * time.Hour, -24 * time.Hour} {
		r := run(t, Options{})
		r.SetClock(offset)
		access, refresh := r.connect()
		a := r.api(access, "/v2/users/me")
		at, err := http.ParseTime(a.header.Get("Date"))
		if off := time.Until(at) - offset; a.status != 200 || err != nil || off.Abs() > time.Minute {
			t.Errorf("%d, Date %q is %v off", a.status, a.header.Get("Date"), off)
		}
		if len(a.header.Values("Date")) != 1 {
			t.Errorf("%v", a.header)
		}
		r.SetClock(offset + time.Hour)
		r.says("an hour later", r.api(access, "/v2/users/me"), RowTokenExpired)
		if a := r.form("/oauth/token", refreshing(refresh)); a.status != 200 {
			t.Errorf("refresh: %s", a.body)
		}
	}
}
