package zoom

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"behalf/app/fault"
)

// rules is the one table of what Zoom's refusals mean; the first that fits
// counts. Zoom gives the same status to different things, and one number two
// meanings, so a rule goes by code, by text if that is what tells, and by
// endpoint.
var rules = []rule{
	{text: "does not contain scopes", kind: fault.PermissionMissing},
	{from: api, code: "4711", kind: fault.PermissionMissing},
	{from: api, code: "124", kind: fault.SignInNeeded, token: true},

	{code: "4700", text: "redirect", kind: fault.RedirectRefused},
	{code: "4709", kind: fault.RedirectRefused},
	{code: "4702", kind: fault.ClientRefused},
	{code: "4704", kind: fault.ClientRefused},
	{code: "4717", kind: fault.AppDisabled},
	{code: "4738", kind: fault.AppDisabled},
	{code: "4700", kind: fault.SignInNeeded}, // "Token cannot be empty."
	{code: "4711", kind: fault.SignInNeeded}, // here: the refresh token is not of these scopes
	{code: "4735", kind: fault.SignInNeeded}, // the token's owner is gone
	{code: "4737", kind: fault.SignInNeeded},
	{code: "4740", kind: fault.SignInNeeded},
	{code: "4741", kind: fault.SignInNeeded}, // a newer sign-in took over
	{code: "4733", kind: fault.SignInFailed},
	{code: "4734", kind: fault.SignInFailed},

	{from: oauth, code: "invalid_grant", kind: fault.SignInNeeded},
	{from: oauth, code: "invalid_client", kind: fault.ClientRefused},
	{from: oauth, code: "unauthorized_client", kind: fault.ClientRefused},
	{from: oauth, code: "invalid_request", text: "redirect", kind: fault.RedirectRefused},

	{from: api, code: "1001", kind: fault.SignInNeeded}, // the user was removed,
	{from: api, code: "1010", kind: fault.SignInNeeded}, // or moved to another account
	{from: api, code: "3001", kind: fault.NoSuchMeeting},
	{from: api, code: "300", text: "meeting", kind: fault.NoSuchMeeting}, // the field it names
	{from: api, code: "200", kind: fault.NotAllowed},
	{code: "429", text: "daily", kind: fault.ZoomDailyLimit},
	{code: "429", kind: fault.ZoomLimit},
}

// rule matches an answer; an empty field matches any.
type rule struct {
	from  endpoint
	code  string // a number of Zoom's, or a word of RFC 6749
	text  string // in lower case
	kind  fault.Kind
	token bool // a newer access token may help
}

// byStatus is for answers in Zoom's shape with a code that no rule knows.
func byStatus(status int) rule {
	switch {
	case status == http.StatusUnauthorized:
		return rule{kind: fault.SignInNeeded, token: true}
	case status == http.StatusForbidden:
		return rule{kind: fault.NotAllowed}
	case status == http.StatusTooManyRequests:
		return rule{kind: fault.ZoomLimit}
	case status >= http.StatusInternalServerError:
		return rule{kind: fault.ZoomOutage}
	default:
		return rule{kind: fault.ZoomRefused}
	}
}

// refusal is what a log may know of an answer, and what a caller can find with
// errors.As: an error with RetryAfter says how long Zoom wants to be left
// alone. It holds nothing of the body but the code.
type refusal struct {
	status int
	code   string
	token  bool
	wait   time.Duration
}

func (r *refusal) Error() string {
	return fmt.Sprintf("zoom answered with status %d, code %s", r.status, r.code)
}

// RetryAfter is zero if Zoom did not ask for a pause.
func (r *refusal) RetryAfter() time.Duration { return r.wait }

// reply is the shape of refusals: code and message from the API, error and
// reason from the OAuth endpoints.
type reply struct {
	Code    json.Number `json:"code"`
	Message string      `json:"message"`
	Error   string      `json:"error"`
	Reason  string      `json:"reason"`
	Errors  []struct {
		Field   string `json:"field"`
		Message string `json:"message"`
	} `json:"errors"`
}

// explain turns an answer that is not the wanted one into a fault.
func explain(from endpoint, res *http.Response, body []byte, scope string, now time.Time) *fault.Fault {
	status := res.StatusCode
	good := status >= 200 && status < 300
	if status >= 300 && status < 400 {
		return badAnswer(status, "a redirect")
	}
	var said reply
	if !readReply(body, &said) {
		return notJSON(from, res, body, now)
	}
	codes := said.codes()
	if good && (len(codes) == 0 || said.text() == "") {
		return nil
	}
	text := strings.ToLower(said.text())
	i := slices.IndexFunc(rules, func(r rule) bool {
		return (r.from == "" || r.from == from) &&
			(r.code == "" || slices.Contains(codes, r.code)) &&
			strings.Contains(text, r.text)
	})
	met := byStatus(status)
	if i >= 0 {
		met = rules[i]
	}
	return met.fault(from, res, said, scope, now)
}

// notJSON explains what no part of Zoom's own program wrote: a gateway's page,
// another network's, or nothing.
func notJSON(from endpoint, res *http.Response, body []byte, now time.Time) *fault.Fault {
	status := res.StatusCode
	gateway := status >= http.StatusInternalServerError || status == http.StatusTooManyRequests
	bearer := status == http.StatusUnauthorized && len(body) == 0 // as RFC 6750 has it
	if gateway || bearer {
		return byStatus(status).fault(from, res, reply{}, "", now)
	}
	return badAnswer(status, "not JSON")
}

func (r rule) fault(from endpoint, res *http.Response, said reply, scope string, now time.Time) *fault.Fault {
	if r.kind == fault.ZoomLimit && strings.HasPrefix(strings.ToLower(res.Header.Get("X-RateLimit-Type")), "daily") {
		r.kind = fault.ZoomDailyLimit
	}
	cause := &refusal{status: res.StatusCode, code: said.code(), token: r.token && from == api}
	switch r.kind {
	case fault.ZoomLimit, fault.ZoomDailyLimit:
		cause.wait = pause(res.Header, now)
	case fault.PermissionMissing:
		return fault.Wrap(r.kind, cause, "scope", missingScope(said.text(), scope))
	}
	return fault.Wrap(r.kind, cause, "reason", quotable(said, res.StatusCode))
}

// readReply is lenient about types: a good answer is read here, too.
func readReply(body []byte, said *reply) bool {
	err := json.Unmarshal(body, said)
	var shape *json.UnmarshalTypeError
	return err == nil || errors.As(err, &shape)
}

var (
	numberInText = lazily(`\b47\d\d\b`)
	codeShape    = lazily(`^[a-z0-9_]{1,40}$`)
	scopeList    = lazily(`scopes:\s*\[\s*([a-z_]+(?::[a-z_]+)+)`)
)

// lazily compiles an expression when it is first needed: most runs of the
// program never see an error of Zoom's.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// codes are all that may identify a refusal, the OAuth endpoints' numbers
// stand only in the text.
func (r reply) codes() []string {
	codes := slices.DeleteFunc([]string{r.Code.String(), r.Error}, func(c string) bool { return c == "" })
	return append(codes, numberInText().FindAllString(r.Reason, -1)...)
}

// code is the first of them if it is fit for a log.
func (r reply) code() string {
	if codes := r.codes(); len(codes) > 0 && codeShape().MatchString(codes[0]) {
		return codes[0]
	}
	return "unknown"
}

// text is everything that Zoom said in words.
func (r reply) text() string {
	text := []string{r.Message, r.Reason}
	for _, e := range r.Errors {
		text = append(text, e.Field, e.Message)
	}
	return strings.Join(strings.Fields(strings.Join(text, " ")), " ")
}

// missingScope is the first scope that Zoom names; it is the narrowest.
func missingScope(text, asked string) string {
	if m := scopeList().FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return asked
}

// quotable is what Zoom said, without anything that could be a token.
func quotable(r reply, status int) string {
	const longest = 40
	words := strings.Fields(r.text())
	for i, word := range words {
		if len(word) > longest {
			words[i] = "…"
		}
	}
	if len(words) == 0 {
		return fmt.Sprintf("it gave no reason (status %d, code %s).", status, r.code())
	}
	return strings.Join(words, " ")
}
