package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/oauth2"

	"behalf/app/fault"
	"behalf/auth/exchange"
)

// subject is what a question to Zoom was about: the same refusal means much
// less of a code than of a whole grant. They are bits, so that a rule can name
// several.
type subject uint8

const (
	ofCode   subject = 1 << iota // from the browser, or on its way to it
	ofDevice                     // a device's code
	ofGrant                      // a refresh token, or revoking it

	anything  = ofCode | ofDevice | ofGrant
	ofSigning = ofCode | ofDevice
)

// rule matches a refusal; an empty field matches any.
type rule struct {
	of   subject
	word string // a number of Zoom's, or a word, in the reason
	code string // as RFC 6749 and RFC 8628 name them
	kind fault.Kind
}

// rules is the one table of what the refusals of Zoom's OAuth endpoints mean;
// the first that fits counts. Zoom's numbers stand in the reason, if it gives
// one, and say more than the code beside it. What the API refuses is another
// table, auth/zoom's, where some numbers mean something else.
//
// SignInEnded and SignInElsewhere erase a grant, so they take a word of Zoom's
// that means just that. For any other, the grant is kept, and no fault of a
// grant's may ask for a new sign-in.
var rules = []rule{
	{anything, "redirect", "", fault.RedirectRefused}, // 4700, "Invalid redirect"
	{anything, "4709", "", fault.RedirectRefused},
	{anything, "disabled", "", fault.AppDisabled},
	{anything, "4717", "", fault.AppDisabled},
	{anything, "4738", "", fault.AppDisabled}, // by the account's administrator
	{anything, "4702", "", fault.ClientRefused},
	{anything, "4704", "", fault.ClientRefused},
	{anything, "4706", "", fault.ClientRefused}, // none came: a public client's id is another one
	{ofDevice, "4705", "", fault.NoDeviceFlow},  // grant type not supported

	{ofGrant, "4741", "", fault.SignInElsewhere}, // revoked by a newer authorization
	{ofGrant, "4711", "", fault.SignInEnded},     // the refresh token is not of these scopes
	{ofGrant, "4735", "", fault.SignInEnded},     // its owner is gone
	{ofGrant, "4737", "", fault.SignInEnded},     // authentication not found
	{ofGrant, "4740", "", fault.SignInEnded},     // older than Zoom tolerates
	{ofGrant, "", "invalid_grant", fault.SignInEnded},

	{ofDevice, "", "unauthorized_client", fault.NoDeviceFlow},
	{ofDevice, "", "unsupported_grant_type", fault.NoDeviceFlow},
	{ofDevice, "", "expired_token", fault.SignInTimedOut},
	{ofSigning, "", "access_denied", fault.SignInDeclined},

	{anything, "", "invalid_client", fault.ClientRefused},
	{anything, "", "unauthorized_client", fault.ClientRefused},
	{anything, "", "server_error", fault.ZoomOutage},
	{anything, "", "temporarily_unavailable", fault.ZoomOutage},

	// The rest: invalid_request, invalid_scope and whatever else; 4700 (the
	// token is empty), 4705, 4724 (a bad JWT), 4732 (no code could be made),
	// 4733 (the code is too old), 4734 (no such code).
	{ofSigning, "", "", fault.SignInFailed},
	{ofGrant, "", "", fault.ZoomBadAnswer},
}

// meaning finds the rule for a refusal, by its code and its reason.
func meaning(code, reason string, about subject) fault.Kind {
	words := strings.FieldsFunc(strings.ToLower(reason), func(r rune) bool { return (r < '0' || r > '9') && (r < 'a' || r > 'z') })
	i := slices.IndexFunc(rules, func(r rule) bool {
		return r.of&about != 0 && (r.code == "" || r.code == code) && (r.word == "" || slices.Contains(words, r.word))
	})
	return rules[i].kind // the last rules match everything
}

// refusal is the shape of one. It is Zoom's own, but for the description.
type refusal struct {
	Error       string `json:"error"`
	Reason      string `json:"reason"`
	Description string `json:"error_description"`
}

func readRefusal(body []byte) (said refusal) {
	_ = json.Unmarshal(body, &said) // not JSON: then it says nothing
	return said
}

// refused explains an answer that refuses. Nothing of it is kept but the
// status: a reason, and even a code, may quote what was sent.
func (a *Auth) refused(answer exchange.Answer, about subject) *fault.Fault {
	cause := fmt.Errorf("the OAuth endpoint answered %d", answer.Status)
	switch {
	case answer.Status == http.StatusTooManyRequests:
		return a.limited(answer.Header, cause)
	case answer.Status == http.StatusProxyAuthRequired:
		return fault.Wrap(fault.ProxyRefused, cause)
	case answer.Status >= http.StatusInternalServerError:
		return fault.Wrap(fault.ZoomOutage, cause)
	}
	said := readRefusal(answer.Body)
	if said.Error == "" {
		return answer.Bad("a refusal without a code")
	}
	return fault.Wrap(meaning(said.Error, said.Reason+" "+said.Description, about), cause)
}

func (a *Auth) limited(h http.Header, cause error) *fault.Fault {
	kind, daily := fault.ZoomLimit, exchange.Daily(h)
	if daily {
		kind = fault.ZoomDailyLimit
	}
	return fault.Wrap(kind, cause, "when", exchange.When(exchange.Pause(h, a.now(), daily)))
}

// explain gives an error of x/oauth2 its words. The error itself is not kept:
// it holds the whole answer, or the address.
func (a *Auth) explain(err error, about subject) error {
	var (
		retrieve *oauth2.RetrieveError
		known    *fault.Fault // from the exchange
	)
	switch {
	case errors.As(err, &retrieve):
		return a.refused(answerOf(retrieve), about)
	case errors.As(err, &known):
		return known
	case errors.Is(err, context.Canceled):
		return context.Canceled
	default:
		return fault.Wrap(fault.ZoomBadAnswer, errBadAnswer)
	}
}

func answerOf(r *oauth2.RetrieveError) exchange.Answer {
	return exchange.Answer{Status: r.Response.StatusCode, Header: r.Response.Header, Body: r.Body}
}

var errBadAnswer = errors.New("not an answer of Zoom's OAuth endpoints")
