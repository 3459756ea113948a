package zoom

import (
	"net/http"

	"behalf/app/fault"
)

// rules is the one table of what the refusals of Zoom's API mean; the first
// that fits counts. Zoom gives the same status to different things, and one
// number two meanings, so a rule goes by code, by text if that is what tells,
// and by endpoint. What the OAuth endpoints refuse is another table, auth's;
// those of its numbers that stand here may come from the API as well.
var rules = []rule{
	{text: "does not contain scopes", kind: fault.PermissionMissing},
	{code: "4711", kind: fault.PermissionMissing},
	{code: "124", kind: fault.SignInEnded, token: true},

	{code: "4700", text: "redirect", kind: fault.RedirectRefused},
	{code: "4709", kind: fault.RedirectRefused},
	{code: "4702", kind: fault.ClientRefused},
	{code: "4704", kind: fault.ClientRefused},
	{code: "4717", kind: fault.AppDisabled},
	{code: "4738", kind: fault.AppDisabled},
	{code: "4700", kind: fault.SignInNeeded},                 // "Token cannot be empty."
	{code: "4735", kind: fault.SignInEnded, token: true},     // the token's owner is gone
	{code: "4737", kind: fault.SignInEnded, token: true},     // authentication not found
	{code: "4740", kind: fault.SignInEnded, token: true},     // older than Zoom tolerates
	{code: "4741", kind: fault.SignInElsewhere, token: true}, // a newer sign-in took over, perhaps ours

	// Where Zoom is asked about "me", a user that it does not know is the
	// token's own: removed, or moved to another account. Once a meeting is
	// named, "not of this account" can only be said of that one's host.
	{from: me, code: "1001", kind: fault.SignInEnded},
	{from: profile | zak, code: "1010", kind: fault.SignInEnded},
	{from: onBehalf, code: "1010", kind: fault.NotAllowed},

	// A recording token is the host's. To everybody else Zoom denies the
	// meeting, its host, or access: the number may be right all the same.
	{from: recording, code: "1001", kind: fault.NotAllowed, reason: fault.ReasonNoHost},
	{from: recording, code: "1010", kind: fault.NotAllowed, reason: fault.ReasonNoHost},
	{from: recording, code: "3000", kind: fault.NotAllowed, reason: fault.ReasonNoHost},
	{from: recording, code: "3001", kind: fault.NotAllowed, reason: fault.ReasonNoHost},
	{from: recording, code: "3003", kind: fault.NotAllowed, reason: fault.ReasonNoHost},

	// "Is not found or has expired" leaves open which: the number comes first,
	// because that is what a person can mend.
	{code: "3001", text: "not found", kind: fault.NoSuchMeeting},
	{code: "3001", text: "expired", kind: fault.MeetingOver},
	{code: "3001", text: "ended", kind: fault.MeetingOver},
	{code: "3001", kind: fault.NoSuchMeeting},
	{code: "300", text: "meeting", kind: fault.NoSuchMeeting}, // the field it names
	{code: "3000", kind: fault.NotAllowed},
	{code: "200", kind: fault.NotAllowed},
	{code: "429", text: "daily", kind: fault.ZoomDailyLimit},
	{code: "429", kind: fault.ZoomLimit},
}

// rule matches an answer; an empty field matches any.
type rule struct {
	from   endpoint // one of these
	code   string   // a number of Zoom's
	text   string   // in lower case
	kind   fault.Kind
	token  bool         // a newer access token may help
	reason fault.Phrase // in our words; empty: Zoom's
}

// byStatus is for answers in Zoom's shape with a code that no rule knows.
func byStatus(status int) rule {
	switch {
	case status == http.StatusUnauthorized:
		return rule{kind: fault.SignInNeeded, token: true}
	case status == http.StatusForbidden:
		return rule{kind: fault.NotAllowed}
	case status == http.StatusProxyAuthRequired:
		return rule{kind: fault.ProxyRefused}
	case status == http.StatusTooManyRequests:
		return rule{kind: fault.ZoomLimit}
	case status >= http.StatusInternalServerError:
		return rule{kind: fault.ZoomOutage}
	default:
		return rule{kind: fault.ZoomRefused}
	}
}
