package app

// Situation is where the Zoom app and its user stand, of the three cases that
// Zoom tells apart since a bot needs somebody's token to come from outside.
type Situation string

// The situations.
const (
	SituationReady           Situation = "ready"            // the scope is granted
	SituationNeedsScope      Situation = "needs_scope"      // the user authorized the app without it
	SituationNoAuthorization Situation = "no_authorization" // no user has authorized the app yet
)

// Situation is that of the account that sends when none is named.
func (s State) Situation() Situation {
	a, ok := s.Account("")
	switch {
	case !ok, a.State == SignInNeeded:
		return SituationNoAuthorization
	case a.State == PermissionMissing || !HasScope(a.Scopes, ScopeToken):
		return SituationNeedsScope
	}
	return SituationReady
}
