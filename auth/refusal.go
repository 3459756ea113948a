package auth

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/oauth2"

	"behalf/app/fault"
)

var errBadAnswer = errors.New("not an answer of Zoom's token endpoint")

// subject is what a request was about: invalid_grant is said of a code and of a
// whole grant, and means much less of the former.
type subject int

const (
	ofCode subject = iota
	ofGrant
)

// explain gives an error of the OAuth endpoints its words. The error itself is
// not kept: it holds the whole answer.
func (a *Auth) explain(err error, about subject) error {
	var (
		refused *oauth2.RetrieveError
		network *url.Error
	)
	switch {
	case errors.As(err, &refused):
		return a.explainRefusal(refused, about)
	case errors.Is(err, errBadAnswer):
		return fault.Wrap(fault.ZoomBadAnswer, errBadAnswer)
	case errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &network):
		return explainNetwork(network.Err)
	default:
		return fault.Wrap(fault.ZoomBadAnswer, errBadAnswer)
	}
}

// explainNetwork is for requests that got no answer. Only the kind of the error
// goes on: nobody can say what the text of a stranger's holds.
func explainNetwork(err error) error {
	cause := fmt.Errorf("no answer: %T", err)
	var op *net.OpError
	if errors.As(err, &op) {
		cause = fmt.Errorf("no answer: %s: %T", op.Op, op.Err)
	}
	switch {
	case notTLS(err):
		return fault.Wrap(fault.ZoomBadAnswer, cause)
	case untrusted(err):
		return fault.Wrap(fault.ZoomUntrusted, cause)
	case refusedByProxy(err):
		return fault.Wrap(fault.ProxyRefused, cause)
	default:
		return fault.Wrap(fault.ZoomUnreachable, cause)
	}
}

// untrusted says whether it was the certificate, or a TLS too old.
func untrusted(err error) bool {
	var (
		verify    *tls.CertificateVerificationError
		authority x509.UnknownAuthorityError
		invalid   x509.CertificateInvalidError
		host      x509.HostnameError
		alert     tls.AlertError
	)
	return errors.As(err, &verify) || errors.As(err, &authority) || errors.As(err, &invalid) || errors.As(err, &host) ||
		errors.As(err, &alert) || saysTLS(err)
}

// saysTLS knows the errors of crypto/tls that have no type to know them by: of
// our side about the other's version, and of the other's about ours.
func saysTLS(err error) bool {
	var op *net.OpError
	if errors.As(err, &op) && (op.Op == "remote error" || op.Op == "local error") {
		return true
	}
	return strings.HasPrefix(err.Error(), "tls: ")
}

// notTLS says whether something answered in plain words: another network's
// page, most likely.
func notTLS(err error) bool {
	var record tls.RecordHeaderError
	return errors.As(err, &record) || errors.Is(err, http.ErrSchemeMismatch)
}

// refusedByProxy says whether it was a proxy that stood in the way. Go gives a
// proxy's refusal to connect as the bare words of its status line, so it is
// known by what it is not: an error of the network.
func refusedByProxy(err error) bool {
	var (
		op   *net.OpError
		some net.Error
		none *notConnected
	)
	if errors.As(err, &op) {
		return op.Op == "proxyconnect" || strings.HasPrefix(op.Op, "socks")
	}
	return errors.As(err, &none) && none.proxied && !errors.As(none.error, &some) && !cutShort(none.error)
}

func (a *Auth) explainRefusal(r *oauth2.RetrieveError, about subject) error {
	status := r.Response.StatusCode
	// Neither the reason nor the code of a stranger is kept: they may quote
	// what was sent.
	cause := fmt.Errorf("the token endpoint answered %d", status)
	switch {
	case status == http.StatusTooManyRequests:
		return a.explainLimit(r.Response.Header, cause)
	case status == http.StatusProxyAuthRequired:
		return fault.Wrap(fault.ProxyRefused, cause)
	case status >= http.StatusInternalServerError:
		return fault.Wrap(fault.ZoomOutage, cause)
	}
	var said struct {
		Error  string `json:"error"`
		Reason string `json:"reason"`
	}
	_ = json.Unmarshal(r.Body, &said) // not JSON: then it gives no reason
	return fault.Wrap(meaning(said.Error, said.Reason+" "+r.ErrorDescription, about), cause)
}

func (a *Auth) explainLimit(h http.Header, cause error) error {
	kind := fault.ZoomLimit
	if strings.HasPrefix(strings.ToLower(h.Get("X-RateLimit-Type")), "daily") {
		kind = fault.ZoomDailyLimit
	}
	when := "in a minute"
	if a.cfg.When != nil {
		when = a.cfg.When(h)
	}
	return fault.Wrap(kind, cause, "when", when)
}

// meaning reads a refusal. Zoom's own numbers, if it gives one, stand in the
// reason and say more than the code beside it.
func meaning(code, reason string, about subject) fault.Kind {
	reason = strings.ToLower(reason)
	words := strings.FieldsFunc(reason, func(r rune) bool { return (r < '0' || r > '9') && (r < 'a' || r > 'z') })
	says := func(some ...string) bool {
		return slices.ContainsFunc(some, func(word string) bool { return slices.Contains(words, word) })
	}
	switch {
	case code == "":
		return fault.ZoomBadAnswer
	case says("redirect", "4709"):
		return fault.RedirectRefused
	case says("disabled", "4717", "4738"):
		return fault.AppDisabled
	case code == "invalid_grant" && about == ofCode:
		return fault.SignInFailed
	case code == "invalid_grant" && says("4741"):
		return fault.SignInElsewhere
	case code == "invalid_grant":
		return fault.SignInEnded
	case code == "invalid_client", code == "unauthorized_client", says("4702", "4704"):
		return fault.ClientRefused
	default:
		return fault.SignInFailed
	}
}
