package zoom

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/auth/exchange"
)

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

// refusesToken says whether a newer access token may help.
func refusesToken(err error) bool {
	var r *refusal
	return errors.As(err, &r) && r.token
}

// rejectsToken says whether it was Zoom itself that refused the access token,
// and not a gateway with a bare 401.
func rejectsToken(err error) bool {
	var r *refusal
	return errors.As(err, &r) && r.code == "124"
}

// reply is the shape of refusals: code and message, or, should the API speak as
// the OAuth endpoints do, error and reason.
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
func explain(from endpoint, got exchange.Answer, scope string, now time.Time) *fault.Fault {
	var said reply
	if !readReply(got.Body, &said) {
		return notJSON(got, now)
	}
	codes := said.codes()
	if got.Good() && (len(codes) == 0 || said.text() == "") {
		return nil
	}
	text := strings.ToLower(said.text())
	i := slices.IndexFunc(rules, func(r rule) bool {
		return (r.from == 0 || r.from&from != 0) &&
			(r.code == "" || slices.Contains(codes, r.code)) &&
			strings.Contains(text, r.text)
	})
	met := byStatus(got.Status)
	if i >= 0 {
		met = rules[i]
	}
	return met.fault(got, said, scope, now)
}

// notJSON explains what no part of Zoom's own program wrote: a gateway's page,
// another network's, or nothing.
func notJSON(got exchange.Answer, now time.Time) *fault.Fault {
	bearer := got.Status == http.StatusUnauthorized && len(got.Body) == 0 // as RFC 6750 has it
	switch {
	case bearer, got.Status >= http.StatusInternalServerError,
		got.Status == http.StatusTooManyRequests, got.Status == http.StatusProxyAuthRequired:
		return byStatus(got.Status).fault(got, reply{}, "", now)
	}
	return got.Bad("not JSON")
}

func (r rule) fault(got exchange.Answer, said reply, scope string, now time.Time) *fault.Fault {
	cause := &refusal{status: got.Status, code: said.code(), token: r.token}
	switch r.kind {
	case fault.ZoomLimit, fault.ZoomDailyLimit:
		daily := r.kind == fault.ZoomDailyLimit || exchange.Daily(got.Header)
		if daily {
			r.kind = fault.ZoomDailyLimit
		}
		cause.wait = exchange.Pause(got.Header, now, daily)
		return fault.Wrap(r.kind, cause, "when", exchange.When(cause.wait))
	case fault.ZoomOutage:
		cause.wait = exchange.Wish(got.Header, now)
	case fault.PermissionMissing:
		return app.MissingScope(missingScope(said.text(), scope), cause)
	}
	return fault.Wrap(r.kind, cause, "reason", cmp.Or(r.reason.Say(), quotable(said, got.Status)))
}

// readReply is lenient about types: a good answer is read here, too.
func readReply(body []byte, said *reply) bool {
	err := json.Unmarshal(body, said)
	var shape *json.UnmarshalTypeError
	return err == nil || errors.As(err, &shape)
}

var (
	numberInText = lazily(`\b47\d\d\b`)
	longNumber   = lazily(`\d{9}`)
	codeShape    = lazily(`^[a-z0-9_]{1,40}$`)
	scopeList    = lazily(`scopes:\s*\[\s*([a-z_]+(?::[a-z_]+)+)`)
)

// lazily compiles an expression when it is first needed: most runs of the
// program never see an error of Zoom's.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// codes are all that may identify a refusal; with a reason, the numbers stand
// only in the text.
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

// missingScope is the first scope that Zoom names: the narrowest, in the form
// for users if it names a wider one.
func missingScope(text, asked string) string {
	m := scopeList().FindStringSubmatch(text)
	if m == nil {
		return asked
	}
	name := m[1]
	for _, wider := range []string{":admin", ":master"} {
		name = strings.TrimSuffix(name, wider)
	}
	return name
}

// quotable is what Zoom said, without anything that could be a token, and
// without the meeting's number: what a person reads may be seen by others.
func quotable(r reply, status int) string {
	const longest = 40
	words := strings.Fields(r.text())
	for i, word := range words {
		if len(word) > longest || longNumber().MatchString(word) {
			words[i] = "…"
		}
	}
	if len(words) == 0 {
		return fault.ReasonNone.Say("status", strconv.Itoa(status), "code", r.code())
	}
	return strings.Join(words, " ")
}
