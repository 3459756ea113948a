package auth

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/oauth2"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// answerLimit bounds what the token endpoint may say, unpacked. Its answers are
// about three kilobytes.
const answerLimit = 64 << 10

var (
	errNoSecret  = errors.New("no client secret is stored")
	errBadAnswer = errors.New("not an answer of Zoom's token endpoint")
)

// oauth describes the token endpoint and our way to prove who we are there. A
// scope is never sent: Zoom takes scopes from the app's registration, and
// refuses requests that name some.
func (a *Auth) oauth(z app.ZoomApp, clientSecret secret.Text, redirect string) *oauth2.Config {
	base := strings.TrimSuffix(a.cfg.AuthURL(z.Cloud), "/")
	c := &oauth2.Config{
		ClientID:    z.ClientID,
		RedirectURL: redirect,
		Endpoint: oauth2.Endpoint{
			AuthURL:   base + "/oauth/authorize",
			TokenURL:  base + "/oauth/token",
			AuthStyle: oauth2.AuthStyleInParams, // Zoom refuses a public client that sends Basic
		},
	}
	if z.Kind == app.ConfidentialClient {
		c.ClientSecret = clientSecret.Reveal()
		c.Endpoint.AuthStyle = oauth2.AuthStyleInHeader
	}
	return c
}

// exchange turns a code into tokens.
func (a *Auth) exchange(ctx context.Context, c *oauth2.Config, code, verifier string) (grant, error) {
	ctx = context.WithValue(ctx, oauth2.HTTPClient, a.http)
	token, err := c.Exchange(ctx, code, oauth2.VerifierOption(verifier))
	if err != nil {
		return grant{}, explain(err, fault.SignInFailed)
	}
	return a.check(token)
}

// renew turns a refresh token into new tokens. A refresh token that the answer
// leaves out is the old one.
func (a *Auth) renew(ctx context.Context, c *oauth2.Config, refresh secret.Text) (grant, error) {
	ctx = context.WithValue(ctx, oauth2.HTTPClient, a.http)
	token, err := c.TokenSource(ctx, &oauth2.Token{RefreshToken: refresh.Reveal()}).Token()
	if err != nil {
		return grant{}, explain(err, fault.SignInNeeded)
	}
	return a.check(token)
}

// explain gives an error of the token endpoint its words. deadGrant is the kind
// for invalid_grant. The error itself is not kept: it holds the whole answer.
func explain(err error, deadGrant fault.Kind) error {
	var (
		refused *oauth2.RetrieveError
		network *url.Error
		badCert *tls.CertificateVerificationError
	)
	switch {
	case errors.As(err, &refused):
		return explainRefusal(refused, deadGrant)
	case errors.Is(err, errBadAnswer), errors.As(err, &badCert):
		return fault.Wrap(fault.ZoomBadAnswer, errBadAnswer)
	case errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &network):
		return fault.Wrap(fault.ZoomUnreachable, network.Err)
	default:
		return fault.Wrap(fault.ZoomBadAnswer, errBadAnswer)
	}
}

func explainRefusal(r *oauth2.RetrieveError, deadGrant fault.Kind) error {
	status := r.Response.StatusCode
	var body struct {
		Error  string `json:"error"`
		Reason string `json:"reason"`
	}
	_ = json.Unmarshal(r.Body, &body) // not JSON: then it gives no reason
	reason := strings.ToLower(body.Reason + " " + r.ErrorDescription)
	says := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(reason, w) {
				return true
			}
		}
		return false
	}
	kind := fault.ZoomBadAnswer
	switch {
	case status == http.StatusTooManyRequests:
		kind = fault.ZoomLimit
	case status >= http.StatusInternalServerError:
		kind = fault.ZoomOutage
	case body.Error == "":
	case says("redirect", "4709"):
		kind = fault.RedirectRefused
	case says("disabled", "4717", "4738"):
		kind = fault.AppDisabled
	case body.Error == "invalid_grant":
		kind = deadGrant
	case body.Error == "invalid_client", body.Error == "unauthorized_client":
		kind = fault.ClientRefused
	default:
		kind = fault.SignInFailed
	}
	// Neither the reason nor the code of a stranger is printed: they may quote
	// what was sent.
	return fault.Wrap(kind, fmt.Errorf("the token endpoint answered %d", status))
}

// endpointClient gives the client for the token endpoint: over the transport of
// base, with a limit on time and size, and without redirects, which would carry
// the code or the refresh token to another host.
func endpointClient(base *http.Client) *http.Client {
	transport := http.DefaultTransport
	if base != nil && base.Transport != nil {
		transport = base.Transport
	}
	return &http.Client{
		Transport:     wary{transport},
		Timeout:       requestLimit,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// wary reads answers whole, up to a limit, and lets only sound ones through.
type wary struct{ http.RoundTripper }

func (w wary) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := w.RoundTripper.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, answerLimit+1))
	_ = answer.Body.Close() // read as far as it is wanted
	switch {
	case err != nil:
		return nil, err
	case len(body) > answerLimit:
		return nil, errBadAnswer
	case answer.StatusCode/100 == 2 && !plainObject(body):
		return nil, errBadAnswer
	}
	answer.Body = io.NopCloser(bytes.NewReader(body))
	return answer, nil
}

// plainObject says whether this is one JSON object that names nothing twice:
// readers disagree on which of two access tokens counts.
func plainObject(body []byte) bool {
	d := json.NewDecoder(bytes.NewReader(body))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return false
	}
	seen := map[string]bool{}
	for d.More() {
		key, err := d.Token()
		name, ok := key.(string)
		if err != nil || !ok || seen[strings.ToLower(name)] {
			return false
		}
		seen[strings.ToLower(name)] = true
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return false
		}
	}
	if _, err := d.Token(); err != nil {
		return false
	}
	_, err := d.Token()
	return errors.Is(err, io.EOF)
}
