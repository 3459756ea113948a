package sandbox

import (
	"slices"
	"strings"

	"behalf/app"
)

// classic are the scopes of older apps that Zoom takes for the granular ones.
var classic = map[string][]string{
	app.ScopeToken:     {"user:read"},
	app.ScopeUser:      {"user:read"},
	app.ScopeZAK:       {"user_zak:read"},
	app.ScopeRecording: {"meeting_token:read:local_recording", "meeting_token:read:admin:local_recording"},
	app.ScopeMeetings:  {"meeting:read"},
}

// allows says whether granted scopes allow what one of the scopes is needed
// for: by that name or an older one, in the form for users or for admins.
func allows(granted []string, needed ...string) bool {
	return slices.ContainsFunc(granted, func(scope string) bool {
		plain := strings.TrimSuffix(strings.TrimSuffix(scope, ":admin"), ":master")
		return slices.ContainsFunc(needed, func(need string) bool {
			return plain == need || slices.Contains(classic[need], plain)
		})
	})
}
