package auth

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/oauth2"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
	"behalf/auth/exchange"
)

// Bounds on what Zoom may ask of a person and of us.
const (
	mostUserCode  = 32
	leastInterval = 1  // seconds between two questions
	mostInterval  = 60 // likewise
)

// codeRoad is for a machine without a browser (RFC 8628): the person types a
// code at Zoom's, in any browser, while we ask every few seconds whether they
// have.
func (a *Auth) codeRoad(ctx context.Context, job app.SignInJob, clientSecret secret.Text) (road, error) {
	z := job.App
	c := a.oauth(z, clientSecret, "")
	device, err := c.DeviceAuth(a.identified(ctx, z, clientSecret))
	if err != nil {
		return road{}, a.explainNoCode(err)
	}
	limit := cmp.Or(job.Limit, codeLimit)
	if !device.Expiry.IsZero() {
		limit = min(limit, time.Until(device.Expiry))
	}
	if !exchange.Printable(device.DeviceCode) || !exchange.Printable(device.UserCode) || len(device.UserCode) > mostUserCode ||
		!a.isZooms(z.Cloud, device.VerificationURI) || limit <= 0 {
		return road{}, fault.Wrap(fault.ZoomBadAnswer, errBadAnswer)
	}
	device.Interval = min(max(device.Interval, 0), mostInterval) // 0: the usual five
	device.Expiry = time.Time{}                                  // the sign-in has the limit, and one is enough
	return road{
		sign:  app.SignIn{URL: device.VerificationURI, UserCode: device.UserCode},
		limit: limit,
		grant: func(ctx context.Context) (grant, error) { return a.poll(ctx, c, device) },
		end:   func(page) {},
	}, nil
}

// poll asks until the person has typed the code. A question that was lost on
// its way is asked again, at a slower pace: there is nothing yet that it could
// use up.
func (a *Auth) poll(ctx context.Context, c *oauth2.Config, device *oauth2.DeviceAuthResponse) (grant, error) {
	for {
		token, err := c.DeviceAccessToken(a.overHTTP(ctx), device)
		if err == nil {
			return a.check(token)
		}
		if ctx.Err() != nil {
			return grant{}, ctx.Err()
		}
		err = a.explain(err, ofDevice)
		if !fault.Is(err, fault.ZoomUnreachable, fault.ZoomOutage, fault.ZoomLimit) {
			return grant{}, err
		}
		device.Interval = min(2*max(device.Interval, leastInterval), mostInterval)
	}
}

// explainNoCode is for the question for a code. A page instead of a refusal is
// what Zoom has for apps that may not ask.
func (a *Auth) explainNoCode(err error) error {
	var retrieve *oauth2.RetrieveError
	page := errors.As(err, &retrieve)
	if err = a.explain(err, ofDevice); page && fault.Is(err, fault.ZoomBadAnswer) {
		return fault.New(fault.NoDeviceFlow)
	}
	return err
}

// isZooms says whether people may be sent to an address: a page of Zoom's, or
// of the server that stands in for it.
func (a *Auth) isZooms(c app.Cloud, address string) bool {
	u, err := url.Parse(address)
	if err != nil || !exchange.Printable(address) || u.User != nil {
		return false
	}
	origin := u.Scheme + "://" + u.Host
	own, err := url.Parse(a.base(c))
	return a.cfg.ValidAPI(origin) || (err == nil && origin == own.Scheme+"://"+own.Host)
}

// identified has a confidential client say who it is where x/oauth2 does not.
func (a *Auth) identified(ctx context.Context, z app.ZoomApp, clientSecret secret.Text) context.Context {
	if z.Kind != app.ConfidentialClient {
		return a.overHTTP(ctx)
	}
	return withTransport(ctx, basic{wary{ctx, a.line}, z.ClientID, clientSecret})
}

// basic adds a client's name and secret to requests.
type basic struct {
	http.RoundTripper
	id     string
	secret secret.Text
}

func (b basic) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	identify(r, b.id, b.secret)
	return b.RoundTripper.RoundTrip(r)
}
