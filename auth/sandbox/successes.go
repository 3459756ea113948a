package sandbox

import (
	"encoding/json"
	"strings"
)

// successes are what readers must tolerate, or check, in good answers. All but
// RowRevoked are carried out.
func successes() map[Row]answer {
	return map[Row]answer{
		RowRevoked: {status: 200, body: `{"status":"success"}`},
		RowUnusual: {alter: fields(unusual)},

		RowNoScope:  {only: AtToken, alter: fields(func(m map[string]any) { delete(m, "scope") })},
		RowNoAPIURL: {only: AtToken, alter: fields(func(m map[string]any) { delete(m, "api_url") })},
		RowMoreScopes: {only: AtToken, alter: fields(func(m map[string]any) {
			m["scope"] = scopesOf(m) + " meeting:write:meeting user:delete:user:admin"
		})},
		RowCommaScopes:   {only: AtToken, alter: fields(betweenCommas)},
		RowForeignAPIURL: {only: AtToken, alter: fields(func(m map[string]any) { m["api_url"] = "https://api.example.com" })},
	}
}

// fields makes a change to the members of an answer one to the answer.
func fields(change func(map[string]any)) func(*reply) {
	return func(a *reply) {
		members := map[string]any{}
		if json.Unmarshal(a.body, &members) != nil {
			return // only objects have members
		}
		change(members)
		a.body, _ = json.Marshal(members) // it came from JSON
	}
}

// unusual is an answer of a later version, or of another part of the world.
func unusual(m map[string]any) {
	m["new_field"] = map[string]any{"of": "a later version"}
	if _, tokens := m["scope"]; tokens {
		betweenCommas(m)
		m["api_url"] = "https://api-eu.zoom.us"
	}
}

func betweenCommas(m map[string]any) { m["scope"] = strings.ReplaceAll(scopesOf(m), " ", ",") }

func scopesOf(m map[string]any) string {
	scopes, _ := m["scope"].(string)
	return scopes
}
