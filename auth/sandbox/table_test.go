package sandbox

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"behalf/app"
)

// asked is a request of one of Zoom's places.
type asked struct {
	where Where
	send  func(access, refresh string) answered
}

// places are all that the table speaks of, with proper requests.
func (r *rig) places() []asked {
	get := func(path string) func(string, string) answered {
		return func(access, _ string) answered { return r.api(access, path) }
	}
	return []asked{
		{AtToken, func(_, refresh string) answered { return r.form("/oauth/token", refreshing(refresh)) }},
		{AtProfile, get("/v2/users/me")},
		{AtMint, get("/v2/users/me/token?type=onbehalf&meeting_id=" + number)},
		{AtRecording, get("/v2/meetings/" + number + "/jointoken/local_recording")},
		{AtMeetings, get("/v2/users/me/meetings")},
	}
}

func allScopes() []string {
	return []string{app.ScopeToken, app.ScopeUser, app.ScopeZAK, app.ScopeRecording, app.ScopeMeetings}
}

// table is §2.7 of the project's facts about Zoom, in its own words: the rows
// that are answered in JSON. T is the token endpoint, A any place of the API, U
// where tokens for bots are minted, M meetings.
var table = []struct {
	number string
	row    Row
	where  string
	status int
	body   string
}{
	{"1", RowGrantDead, "T", 400, `{"reason":"Invalid Token!","error":"invalid_grant"}`},
	{"2", RowGrantDeadPublic, "T", 400, `{"reason":"Invalid refresh token","error":"invalid_grant"}`},
	{"3", RowBadCode, "T", 400, `{"reason":"Invalid authorization code","error":"invalid_grant"}`},
	{"4", RowBadClient, "T", 400, `{"reason":"Invalid client_id or client_secret","error":"invalid_client"}`},
	{"4", RowBadClient401, "T", 401, `{"reason":"Invalid client_id or client_secret","error":"invalid_client"}`},
	{"5", RowBadGrantType, "T", 400, `{"reason":"unsupported grant type","error":"unsupported_grant_type"}`},
	{"6", RowRedirectMismatch, "T", 400, `{"reason":"Redirect URI mismatch.","error":"invalid_request"}`},
	{"10", RowTokenInvalid, "A", 401, `{"code":124,"message":"Invalid access token."}`},
	{"11", RowTokenExpired, "A", 401, `{"code":124,"message":"Access token is expired."}`},
	{"12", RowScopeMissing, "U", 400, `{"code":4711,"message":"Invalid access token, does not contain scopes:[user:read:token, user:read:token:admin]."}`},
	{"12", RowScopeMissing401, "U", 401, `{"code":4711,"message":"Invalid access token, does not contain scopes:[user:read:token, user:read:token:admin]."}`},
	{"12", RowScopeMissing403, "U", 403, `{"code":4711,"message":"Invalid access token, does not contain scopes:[user:read:token, user:read:token:admin]."}`},
	{"13", RowScopeMissing4700, "U", 400, `{"code":4700,"message":"Invalid access token, does not contain scopes:[user:read:token, user:read:token:admin]."}`},
	{"13", RowTokenEmpty, "A", 400, `{"code":4700,"message":"Token cannot be empty."}`},
	{"14", RowUserGone, "U", 404, `{"code":1001,"message":"User does not exist: ` + number + `."}`},
	{"15", RowUserElsewhere, "U", 400, `{"code":1010,"message":"User does not belong to this account"}`},
	{"16", RowNoMeeting, "MU", 404, `{"code":3001,"message":"Meeting does not exist: ` + number + `."}`},
	{"16", RowMeetingExpired, "MU", 404, `{"code":3001,"message":"Meeting ` + number + ` is not found or has expired."}`},
	{"17", RowBadField, "A", 400, `{"code":300,"message":"Validation Failed.","errors":[{"field":"meeting_id","message":"Invalid field."}]}`},
	{"18", RowNoPermission, "A", 400, `{"code":200,"message":"Only available for Paid account, and admins."}`},
	{"19", RowNoSuchPath, "A", 404, `{"code":2300,"message":"This API endpoint is not recognized."}`},
	{"19", RowNoRoute, "A", 404, `{"code":2300,"message":"Route not found."}`},
	{"20", RowNotShared, "A", 403, `{"code":403,"message":"The user has not authorized shared access."}`},
	{"21", RowPerSecond, "A", 429, `{"code":429,"message":"You have reached the maximum per-second rate limit for this API. Try again later."}`},
	{"22", RowPerDay, "A", 429, `{"code":429,"message":"You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request."}`},
	{"23", RowConcurrent, "A", 429, `{"code":429,"message":"Too many concurrent requests. A request to this resource is already being processed."}`},
	{"24", RowOutageJSON, "AT", 500, `{"code":500,"message":"Internal server error."}`},
}

// here says whether a place is one of those that a row of the table names.
func here(where Where, named string) bool {
	return strings.Contains(named, "T") && where == AtToken ||
		strings.Contains(named, "A") && where.inAPI() ||
		strings.Contains(named, "U") && where == AtMint ||
		strings.Contains(named, "M") && where == AtRecording
}

func TestTheWholeTable(t *testing.T) {
	r := run(t, Options{Scopes: allScopes()})
	access, refresh := r.connect()
	for _, row := range table {
		served := 0
		for _, place := range r.places() {
			if !here(place.where, row.where) {
				continue
			}
			r.Fail(place.where, row.row, 1)
			said := place.send(access, refresh)
			if said.status != row.status || !strings.HasPrefix(said.header.Get("Content-Type"), "application/json") {
				t.Errorf("row %s at %s: %d %s", row.number, place.where, said.status, said.header.Get("Content-Type"))
			}
			var want, got any
			if json.Unmarshal([]byte(row.body), &want) != nil || json.Unmarshal([]byte(said.body), &got) != nil {
				t.Fatalf("row %s at %s: no JSON: %s", row.number, place.where, said.body)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("row %s at %s:\n%s", row.number, place.where, diff)
			}
			served++
		}
		if served == 0 {
			t.Errorf("row %s is served nowhere", row.number)
		}
	}
	for _, place := range r.places() { // all is as before
		a := place.send(access, refresh)
		if a.status != 200 {
			t.Errorf("%s: %d %s", place.where, a.status, a.body)
		}
		if place.where == AtToken {
			access, refresh = a.text("access_token"), a.text("refresh_token")
		}
	}
}

// Rows 7 to 9: what the browser and the app are shown.
func TestTableOfTheAuthorizePage(t *testing.T) {
	r := run(t, Options{})
	for row, words := range map[Row]string{
		RowPageRedirect: "Invalid redirect: " + r.redirect + " (4700)", RowPageRedirect200: "Invalid redirect: " + r.redirect + " (4700)",
		RowPageMismatch: "4709", RowPageClient: "Invalid client_id (4702)", RowPageForeign: "You cannot authorize",
	} {
		r.Fail(AtAuthorize, row, 1)
		if a := r.get(r.asking()); a.status != answers[row].status || !strings.Contains(a.body, words) || a.header.Get("Location") != "" {
			t.Errorf("row %s: %d %s", row, a.status, a.body)
		}
	}
	for row, want := range map[Row]url.Values{
		RowDenied:        {"error": {"access_denied"}, "state": {"the state"}},
		RowDeniedNoState: {"error": {"access_denied"}},
		RowDeniedMarkup:  {"error": {"access_denied"}, "error_description": {"<script>alert(1)</script>"}, "state": {"the state"}},
	} {
		r.Fail(AtAuthorize, row, 1)
		if err := r.Allow(t.Context(), r.url+r.asking()); err != nil { // no button is shown
			t.Errorf("row %s: %v", row, err)
			continue
		}
		if diff := cmp.Diff(want, <-r.calls); diff != "" {
			t.Errorf("row %s:\n%s", row, diff)
		}
	}
	r.Fail(AtAuthorize, RowCodeNoState, 1)
	to, err := r.Authorize(t.Context(), r.url+r.asking())
	if u, bad := url.Parse(to); err != nil || bad != nil || len(u.Query()) != 1 || !strings.HasPrefix(u.Query().Get("code"), Marker) {
		t.Errorf("row 9: %q %v", to, err)
	}
	if a := r.get(r.asking()); a.status != 200 {
		t.Error("the page stays broken")
	}
	for _, row := range []Row{RowOutage, RowOutageJSON, RowPerSecond} { // F13
		r.Fail(AtAuthorize, row, 1)
		if a := r.get(r.asking()); a.status != answers[row].status {
			t.Errorf("row %s: %d", row, a.status)
		}
	}
}

// Rows 24 to 26: what is not a refusal in JSON.
func TestTableOfOddAnswers(t *testing.T) {
	r := run(t, Options{Scopes: allScopes()})
	access, refresh := r.connect()
	for _, place := range r.places() {
		for row, status := range map[Row]int{RowOutage: http.StatusServiceUnavailable, RowPortal: http.StatusOK} {
			r.Fail(place.where, row, 1)
			if a := place.send(access, refresh); a.status != status || !strings.Contains(a.body, "<html>") || a.header.Get("Content-Type") != "text/html" {
				t.Errorf("row %s at %s: %d %s", row, place.where, a.status, a.body)
			}
		}
		r.Fail(place.where, RowUnusual, 1)
		a := place.send(access, refresh)
		if a.status != 200 || a.field("new_field") == nil {
			t.Errorf("row 26 at %s: %d %s", place.where, a.status, a.body)
		}
		if place.where == AtToken {
			refresh = a.text("refresh_token")
			if !strings.Contains(a.text("scope"), ",") || a.text("api_url") != "https://api-eu.zoom.us" {
				t.Errorf("row 26: %s", a.body)
			}
		}
		if place.where == AtProfile && !strings.Contains(a.body, `"pmi":5551112222`) {
			t.Errorf("row 26: %s", a.body)
		}
	}
	form := url.Values{"token": {access}, "client_id": {DefaultClientID}}
	r.says("row 25", r.form("/oauth/revoke", form), RowRevoked)
}

// Rows 27 and 28 are of the gate: TestRowsOfTheGate.

// What the rows say happens by itself, too, where the table says when.
func TestTableHappensByItself(t *testing.T) {
	now := time.Now()
	r := runAt(t, Options{Scopes: []string{app.ScopeToken}, Users: []User{Ada(), Grace()}}, func() time.Time { return now })
	access, refresh := r.connect()
	mint := "/v2/users/me/token?type=onbehalf&meeting_id="
	r.says("row 2", r.form("/oauth/token", refreshing("x")), RowGrantDeadPublic)
	r.says("row 3", r.form("/oauth/token", r.exchanging("x")), RowBadCode)
	r.says("row 10", r.api("x", mint+number), RowTokenInvalid)
	r.says("row 12", r.api(access, "/v2/users/me"), RowScopeMissing)
	r.says("row 13", r.get(mint+number), RowTokenEmpty)
	r.says("row 14", r.api(access, "/v2/users/bob/token?type=zak"), RowUserGone)
	r.says("row 15", r.api(access, "/v2/users/"+Grace().ID+"/token?type=zak"), RowUserElsewhere)
	r.says("row 17", r.api(access, mint+"12"), RowBadField)
	r.says("row 19", r.api(access, "/v2/else"), RowNoSuchPath)
	r.says("row 5", r.form("/oauth/token", url.Values{"client_id": {DefaultClientID}, "refresh_token": {refresh}}), RowBadGrantType)
	now = now.Add(time.Hour)
	r.says("row 11", r.api(access, mint+number), RowTokenExpired)
}
