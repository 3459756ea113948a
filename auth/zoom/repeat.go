package zoom

import (
	"context"
	"errors"
	"net/http"
	"time"

	"behalf/app/fault"
	"behalf/auth/exchange"
)

const (
	callLimit  = 20 * time.Second       // what a person sees as the wait for Zoom
	mostAgain  = 2                      // repetitions in one call
	firstPause = 250 * time.Millisecond // doubles; Zoom's own wish outranks it
	leastTry   = time.Second            // with less time left, it is no use to ask again
)

// allowance is how long one call of the client may still talk to Zoom, and how
// often it may still ask again.
type allowance struct {
	time   time.Duration
	repeat int
}

func fullAllowance() *allowance { return &allowance{callLimit, mostAgain} }

// repeating asks until there is an answer, good or bad, that asking again would
// not change, or until the allowance is used up. Only for what may be asked
// twice. The caller's own deadline, if sooner, counts.
func (c *Client) repeating(ctx context.Context, left *allowance, ask func(context.Context) (exchange.Answer, error)) (exchange.Answer, error) {
	began := time.Now()
	limited, cancel := context.WithTimeout(ctx, left.time)
	defer func() {
		cancel()
		left.time -= time.Since(began)
	}()
	for pause := firstPause; ; pause *= 2 {
		got, err := ask(limited)
		wait, may := mayRepeat(err)
		wait = max(wait, pause)
		if !may || left.repeat == 0 || timeLeft(limited) < wait+leastTry {
			return got, err
		}
		left.repeat--
		if c.cfg.Sleep(limited, wait) != nil {
			if gaveUp := ctx.Err(); errors.Is(gaveUp, context.Canceled) {
				return exchange.Answer{}, gaveUp
			}
			return exchange.Answer{}, err
		}
	}
}

func timeLeft(ctx context.Context) time.Duration {
	end, _ := ctx.Deadline() // there is one
	return time.Until(end)
}

// mayRepeat says whether the same question may get another answer, and how
// long Zoom wants to be left alone before.
func mayRepeat(err error) (time.Duration, bool) {
	var r *refusal
	if errors.As(err, &r) {
		switch {
		case fault.Is(err, fault.ZoomLimit, fault.ZoomDailyLimit):
			return r.wait, true
		case fault.Is(err, fault.ZoomOutage):
			return r.wait, r.status >= http.StatusBadGateway && r.status <= http.StatusGatewayTimeout
		}
		return 0, false
	}
	return 0, exchange.Broke(err)
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
