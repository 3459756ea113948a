package zoom

import (
	"context"
	"errors"
	"net/http"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

const reachLimit = 10 * time.Second

// Reach says whether it is Zoom that answers, and what time it is there; zero
// if it does not say. It asks without a token, which only Zoom refuses in
// Zoom's way, and it asks once: it is about this very moment.
func (c *Client) Reach(ctx context.Context, z app.ZoomApp) (time.Time, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base(z.Cloud, "")+"/v2/users/me", nil)
	if err != nil {
		return time.Time{}, fault.Wrap(fault.Unexpected, withoutAddress(err))
	}
	got, err := c.line.Send(ctx, req, reachLimit)
	if err != nil {
		return time.Time{}, err
	}
	refused := explain(profile, got, "", c.cfg.Now())
	switch {
	case inZoomsWay(refused):
		at, _ := http.ParseTime(got.Header.Get("Date")) // zero if that is no time
		return at, nil
	case refused != nil && fault.Is(refused, fault.ZoomOutage, fault.ZoomLimit, fault.ZoomDailyLimit, fault.ProxyRefused):
		return time.Time{}, refused
	}
	return time.Time{}, got.Bad("not a refusal of Zoom's")
}

// inZoomsWay says whether a refusal carries a code of Zoom's API, which is a
// number, and blames the request.
func inZoomsWay(f *fault.Fault) bool {
	var r *refusal
	return f != nil && errors.As(f, &r) && r.status < http.StatusInternalServerError &&
		r.code != "" && r.code[0] >= '0' && r.code[0] <= '9'
}
