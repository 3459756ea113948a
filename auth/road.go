package auth

import (
	"cmp"
	"context"
	"crypto/rand"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/oauth2"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// attempt is the sign-in under way.
type attempt struct {
	inbox atomic.Pointer[inbox] // where the browser's answer goes; nil: none is awaited
}

// road is one way for a person to say yes to Zoom, opened for one attempt.
type road struct {
	sign  app.SignIn                               // what the person has to do
	limit time.Duration                            // how long they have
	grant func(ctx context.Context) (grant, error) // waits for them
	end   func(page)                               // a browser that waits is shown the page; the first call counts
}

func (a *Auth) open(ctx context.Context, at *attempt, job app.SignInJob, clientSecret secret.Text) (road, error) {
	if job.Road == app.RoadCode {
		return a.codeRoad(ctx, job, clientSecret)
	}
	return a.browserRoad(ctx, at, job, clientSecret)
}

// browserRoad goes through a browser. It comes back to a listener on this
// machine, or to a page of the app's owner, whose address the person pastes.
func (a *Auth) browserRoad(ctx context.Context, at *attempt, job app.SignInJob, clientSecret secret.Text) (road, error) {
	z, state, verifier := job.App, rand.Text(), oauth2.GenerateVerifier()
	in, end := newInbox(state), func(page) {}
	in.ours = func(issuer string) bool { return a.isZooms(z.Cloud, issuer) }
	if z.PastesCallback() {
		redirect, err := url.Parse(z.RedirectURI)
		if err != nil {
			return road{}, fault.Wrap(fault.BadRedirect, err)
		}
		in.redirect = redirect
	} else {
		l, err := listen(ctx, z.RedirectURI, in)
		if err != nil {
			return road{}, err
		}
		var once sync.Once
		end = func(p page) { once.Do(func() { l.close(p) }) }
	}
	at.inbox.Store(in)
	c := a.oauth(z, clientSecret, in.redirect.String())
	return road{
		sign: app.SignIn{
			URL:      c.AuthCodeURL(state, oauth2.S256ChallengeOption(verifier)),
			Redirect: z.RedirectURI,
			Paste:    z.PastesCallback(),
		},
		limit: cmp.Or(job.Limit, signInLimit),
		grant: func(ctx context.Context) (grant, error) {
			code, err := in.wait(ctx)
			if err != nil {
				return grant{}, err
			}
			return a.redeem(ctx, c, code, verifier)
		},
		end: end,
	}, nil
}
