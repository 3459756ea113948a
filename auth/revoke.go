package auth

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
	"behalf/auth/exchange"
)

// revoke has Zoom forget the grant that a token belongs to. A token that is
// dead already counts as revoked. It is asked once: the person waits.
func (a *Auth) revoke(ctx context.Context, z app.ZoomApp, clientSecret, token secret.Text) error {
	form := url.Values{"token": {token.Reveal()}}
	if z.Kind != app.ConfidentialClient {
		form.Set("client_id", z.ClientID)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.base(z.Cloud)+"/oauth/revoke", strings.NewReader(form.Encode()))
	if err != nil {
		return fault.New(fault.Unexpected) // without the cause, which quotes the address
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if z.Kind == app.ConfidentialClient {
		identify(req, z.ClientID, clientSecret)
	}
	answer, err := a.line.Send(ctx, req, requestLimit)
	switch {
	case err != nil:
		return err
	case answer.Good() && !exchange.OneObject(answer.Body):
		return answer.Bad("not one object, or one with a name twice")
	case answer.Good() && readRefusal(answer.Body).Error == "":
		return nil
	}
	if err := a.refused(answer, ofGrant); !isDead(err) {
		return err
	}
	return nil
}

// identify says to Zoom who a confidential client is (RFC 6749 §2.3.1).
func identify(r *http.Request, id string, clientSecret secret.Text) {
	r.SetBasicAuth(url.QueryEscape(id), url.QueryEscape(clientSecret.Reveal()))
}
