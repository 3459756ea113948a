package auth

import (
	"context"
	"net/url"
	"strings"

	"golang.org/x/oauth2"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// oauth describes the OAuth endpoints and our way to prove who we are there. A
// scope is never sent: Zoom takes scopes from the app's registration, and
// refuses requests that name some.
func (a *Auth) oauth(z app.ZoomApp, clientSecret secret.Text, redirect string) *oauth2.Config {
	base := a.base(z.Cloud)
	c := &oauth2.Config{
		ClientID:    z.ClientID,
		RedirectURL: redirect,
		Endpoint: oauth2.Endpoint{
			AuthURL:   base + "/oauth/authorize",
			TokenURL:  base + "/oauth/token",
			AuthStyle: oauth2.AuthStyleInParams, // Zoom refuses a public client that sends Basic
			// Zoom's own examples name the client in the query.
			DeviceAuthURL: base + "/oauth/devicecode?client_id=" + url.QueryEscape(z.ClientID),
		},
	}
	if z.Kind == app.ConfidentialClient {
		c.ClientSecret = clientSecret.Reveal()
		c.Endpoint.AuthStyle = oauth2.AuthStyleInHeader
	}
	return c
}

func (a *Auth) base(c app.Cloud) string { return strings.TrimSuffix(a.cfg.AuthURL(c), "/") }

// redeem turns a code into tokens.
//
// Nobody can call it off: Zoom may have made the grant already, and one that
// is not wanted has to be given back.
func (a *Auth) redeem(ctx context.Context, c *oauth2.Config, code, verifier string) (grant, error) {
	ctx = context.WithoutCancel(ctx) // wary has a limit of its own
	token, err := c.Exchange(a.overHTTP(ctx), code, oauth2.VerifierOption(verifier))
	if err != nil {
		return grant{}, a.explain(err, ofCode)
	}
	return a.check(token)
}

// renew turns a refresh token into new tokens. A refresh token that the answer
// leaves out is the old one.
func (a *Auth) renew(ctx context.Context, c *oauth2.Config, refresh secret.Text) (grant, error) {
	token, err := c.TokenSource(a.overHTTP(ctx), &oauth2.Token{RefreshToken: refresh.Reveal()}).Token()
	if err != nil {
		return grant{}, a.explain(err, ofGrant)
	}
	return a.check(token)
}

// Probe asks Zoom whether it knows the client, without a person: it presents a
// refresh token that nobody was ever given. Zoom looks at the client first. If
// it complains about the token, the client exists and is of the kind that we
// take it for; nothing is granted and nothing is lost.
func (a *Auth) Probe(ctx context.Context, z app.ZoomApp) error {
	clientSecret, err := a.secretOf(ctx, z)
	if err != nil {
		return err
	}
	_, err = a.renew(ctx, a.oauth(z, clientSecret, ""), secret.New("behalf-check-this-is-no-token"))
	if isDead(err) {
		return nil
	}
	return err
}

// isDead says whether Zoom has said that a grant is no more.
func isDead(err error) bool { return fault.Is(err, fault.SignInEnded, fault.SignInElsewhere) }
