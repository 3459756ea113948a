package zoom

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// Revoke ends the grant that token belongs to, at Zoom. clientSecret is the
// confidential client's. A token that is dead already counts as revoked.
func (c *Client) Revoke(ctx context.Context, z app.ZoomApp, clientSecret, token secret.Text) error {
	form := url.Values{"token": {token.Reveal()}}
	if z.Kind != app.ConfidentialClient {
		form.Set("client_id", z.ClientID)
	}
	address := strings.TrimRight(c.cfg.AuthURL(z.Cloud), "/") + "/oauth/revoke"
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return fault.Wrap(fault.Unexpected, withoutAddress(err))
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if z.Kind == app.ConfidentialClient {
		req.SetBasicAuth(url.QueryEscape(z.ClientID), url.QueryEscape(clientSecret.Reveal())) // RFC 6749 §2.3.1
	}

	got, err := c.exchange(ctx, req, requestLimit)
	if err != nil {
		return err
	}
	f := explain(revoking, got, "", c.cfg.Now())
	if f == nil || fault.Is(f, fault.SignInEnded, fault.SignInElsewhere) {
		return nil
	}
	return f
}
