package app

import (
	"slices"
	"strings"

	"behalf/app/fault"
)

// Scopes that Zoom must, should and may grant.
const (
	ScopeToken     = "user:read:token"
	ScopeUser      = "user:read:user"
	ScopeZAK       = "user:read:zak"
	ScopeRecording = "meeting:read:local_recording_token"
	ScopeMeetings  = "meeting:read:list_meetings"
)

// ScopeNeed says how much Behalf depends on a scope.
type ScopeNeed string

// Needed scopes are asked for by every send; wanted ones show who you are;
// optional ones are for choices that most people never make.
const (
	ScopeNeeded   ScopeNeed = "needed"
	ScopeWanted   ScopeNeed = "wanted"
	ScopeOptional ScopeNeed = "optional"
)

// Scope is a permission with what it is for.
type Scope struct {
	Name    string
	Need    ScopeNeed
	Purpose fault.Phrase // completes "Zoom has not allowed Behalf to …"
	Others  []string     // scopes, the older classic ones among them, that allow the same
}

// Scopes lists what Behalf knows to use, most important first.
func Scopes() []Scope {
	return []Scope{
		{ScopeToken, ScopeNeeded, fault.ToBring, []string{"user:read"}},
		{ScopeUser, ScopeWanted, fault.ToKnowYou, []string{"user:read"}},
		{ScopeZAK, ScopeOptional, fault.ToJoin, []string{"user_zak:read", ScopeToken, "user:read"}},
		{ScopeRecording, ScopeOptional, fault.ToRecord, []string{"meeting_token:read:local_recording", "meeting_token:read:admin:local_recording"}},
		{ScopeMeetings, ScopeOptional, fault.ToList, []string{"meeting:read"}},
	}
}

// HasScope says whether the granted scopes allow what a scope stands for: by
// its own name or another one, in the form for users or a wider one for admins.
func HasScope(granted []string, scope string) bool {
	names := append([]string{scope}, scopeNamed(scope).Others...)
	return slices.ContainsFunc(granted, func(g string) bool {
		for _, wider := range []string{":admin", ":master"} {
			g = strings.TrimSuffix(g, wider)
		}
		return slices.Contains(names, g)
	})
}

func scopeNamed(name string) Scope {
	for _, s := range Scopes() {
		if s.Name == name {
			return s
		}
	}
	return Scope{Name: name, Purpose: fault.ToDoThis}
}

// MissingScope explains what can't be done without a scope.
func MissingScope(name string, cause error) *fault.Fault {
	return fault.Wrap(fault.PermissionMissing, cause, "scope", name, "purpose", scopeNamed(name).Purpose.Say())
}

// MissingScopes lists the scopes of a need that were not granted.
func MissingScopes(granted []string, need ScopeNeed) []string {
	missing := []string{}
	for _, s := range Scopes() {
		if s.Need == need && !HasScope(granted, s.Name) {
			missing = append(missing, s.Name)
		}
	}
	return missing
}

// without takes a scope away, in every form, but none that Behalf knows for
// something else as well.
func without(granted []string, scope string) []string {
	return slices.DeleteFunc(slices.Clone(granted), func(g string) bool {
		return HasScope([]string{g}, scope) && (scope == ScopeToken || !HasScope([]string{g}, ScopeToken))
	})
}
