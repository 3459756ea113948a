package app

import (
	"slices"
	"strings"
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
	Name string
	Need ScopeNeed
}

// Scopes lists what Behalf knows to use, most important first.
func Scopes() []Scope {
	return []Scope{
		{ScopeToken, ScopeNeeded},
		{ScopeUser, ScopeWanted},
		{ScopeZAK, ScopeOptional},
		{ScopeRecording, ScopeOptional},
		{ScopeMeetings, ScopeOptional},
	}
}

// HasScope says whether the granted scopes contain one, in the form for users
// or in a wider one for admins.
func HasScope(granted []string, scope string) bool {
	return slices.ContainsFunc(granted, func(g string) bool {
		rest, ok := strings.CutPrefix(g, scope)
		return ok && (rest == "" || rest == ":admin" || rest == ":master")
	})
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
