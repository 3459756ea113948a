package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"behalf/app"
)

func TestProfileOfTheUser(t *testing.T) {
	r := run(t, Options{})
	access, _ := r.connect()
	a := r.api(access, "/v2/users/me")
	if a.text("display_name") != "Ada Lovelace" || a.text("first_name") != "Ada" || a.text("last_name") != "Lovelace" ||
		a.text("email") != "ada@example.com" || a.text("id") == "" || a.text("account_id") == "" {
		t.Errorf("%s", a.body)
	}
	if _, number := a.field("pmi").(float64); !number {
		t.Error("pmi is a number")
	}
	r.says("somebody else", r.api(access, "/v2/users/bob"), RowUserGone)
	if a := r.api(access, "/v2/users/b%22o%22b"); a.text("message") != `User does not exist: b"o"b.` {
		t.Errorf("%s", a.body)
	}
}

func TestMintingAsZoomDoes(t *testing.T) {
	r := run(t, Options{Scopes: []string{app.ScopeToken, app.ScopeRecording}})
	access, _ := r.connect()
	const path = "/v2/users/me/token"
	for _, query := range []string{"?type=onbehalf&meeting_id=" + number, "?type=onbehalf&meeting_id=123456789012", "?type=zak"} {
		a := r.api(access, path+query)
		if token := a.text("token"); a.status != 200 || !strings.HasPrefix(token, Marker) || !slices.Contains(r.Secrets(), token) {
			t.Errorf("%s: %s", query, a.body)
		}
	}
	for _, query := range []string{"", "?type=obf&meeting_id=" + number, "?type=onbehalf", "?type=onbehalf&meeting_id=12", "?type=onbehalf&meeting_id=812+3456+7890"} {
		if a := r.api(access, path+query); a.status != 400 || a.field("code") != 300.0 {
			t.Errorf("%q: %d %s", query, a.status, a.body)
		}
	}
	r.says("not me", r.api(access, "/v2/users/bob/token?type=zak"), RowUserGone)
	if a := r.api(access, "/v2/meetings/"+number+"/jointoken/local_recording?bypass_waiting_room=true"); a.field("expire_in") != 120.0 || a.text("token") == "" {
		t.Errorf("recording: %s", a.body)
	}
	if a := r.api(access, "/v2/meetings/x/jointoken/local_recording"); a.field("code") != 300.0 {
		t.Errorf("recording of nothing: %s", a.body)
	}
	r.says("unknown path", r.api(access, "/v2/nothing"), RowNoSuchPath)
	post := r.request("POST", path+"?type=obf", "", "")
	post.Header.Set("Authorization", "Bearer "+access)
	r.says("POST", r.send(post), RowNoSuchPath)
	if mints := r.State().Mints; mints["onbehalf"] != 2 || mints["zak"] != 1 || mints["local_recording"] != 1 {
		t.Errorf("mints: %v", mints)
	}
}

func TestRecordingIsForTheHost(t *testing.T) {
	r := run(t, Options{Scopes: allScopes(), Hosted: []string{number}})
	access, _ := r.connect()
	path := func(meeting string) string { return "/v2/meetings/" + meeting + "/jointoken/local_recording" }
	if a := r.api(access, path(number)); a.status != 200 || a.field("expire_in") != 120.0 {
		t.Errorf("%s", a.body)
	}
	r.says("somebody else's", r.api(access, path("999999999")), RowNoMeeting)
	if a := r.api(access, "/v2/users/me/meetings"); a.field("total_records") != 1.0 || !strings.Contains(a.body, `"id":`+number+`,`) {
		t.Errorf("%s", a.body)
	}
	r.says("somebody else's list", r.api(access, "/v2/users/bob/meetings"), RowUserGone)
	r.says("somebody else's ZAK", r.api(access, "/v2/users/bob/zak"), RowUserGone)
	if a := r.api(access, "/v2/users/me/zak"); !strings.HasPrefix(a.text("token"), Marker) || r.State().Mints["zak"] != 1 {
		t.Errorf("%s", a.body)
	}
	none := run(t, Options{Scopes: allScopes(), Hosted: []string{}})
	access, _ = none.connect()
	none.says("hosts none", none.api(access, path(number)), RowNoMeeting)
}

func TestAccessTokensAreChecked(t *testing.T) {
	now := time.Now()
	r := runAt(t, Options{Scopes: []string{app.ScopeZAK}}, func() time.Time { return now })
	r.says("before any sign-in", r.api("x", "/v2/users/me"), RowTokenInvalid)
	access, refresh := r.connect()
	r.says("none", r.get("/v2/users/me"), RowTokenEmpty)
	r.says("empty", r.api("", "/v2/users/me"), RowTokenEmpty)
	r.says("garbage", r.api("x", "/v2/users/me"), RowTokenInvalid)
	r.says("the refresh token", r.api(refresh, "/v2/users/me"), RowTokenInvalid)
	r.says("in the query", r.get("/v2/users/me?access_token="+access), RowTokenEmpty)
	for path, scope := range map[string]string{
		"/v2/users/me": app.ScopeUser,
		"/v2/users/me/token?type=onbehalf&meeting_id=" + number: app.ScopeToken,
		"/v2/meetings/" + number + "/jointoken/local_recording": app.ScopeRecording,
	} {
		a := r.api(access, path)
		if a.field("code") != 4711.0 || !strings.Contains(a.body, "["+scope+", "+scope+":admin]") {
			t.Errorf("%s: %s", path, a.body)
		}
	}
	if a := r.api(access, "/v2/users/me/token?type=zak"); a.status != 200 {
		t.Errorf("a ZAK takes either scope: %s", a.body)
	}
	now = now.Add(time.Hour)
	r.says("after an hour", r.api(access, "/v2/users/me/token?type=zak"), RowTokenExpired)
}

func TestRowsOfTheAPI(t *testing.T) {
	r := run(t, Options{Scopes: []string{app.ScopeToken, app.ScopeUser, app.ScopeRecording}})
	access, _ := r.connect()
	places := map[Where]string{
		AtProfile:   "/v2/users/me",
		AtMint:      "/v2/users/me/token?type=onbehalf&meeting_id=" + number,
		AtRecording: "/v2/meetings/" + number + "/jointoken/local_recording",
	}
	for row, a := range refusals() {
		if !row.fits(AtAPI) || strings.HasPrefix(a.body, "<") {
			continue // not of the API, or weather
		}
		for where, path := range places {
			for _, told := range []Where{where, AtAPI} {
				r.Fail(told, row, 2)
				a := r.api(access, path)
				r.says(string(told), a, row)
				r.says(string(told), r.api(access, path), row)
				if strings.Contains(a.body, "{id}") || strings.Contains(a.body, "{scope}") {
					t.Errorf("row %s: unfilled: %s", row, a.body)
				}
				if a := r.api(access, path); a.status != 200 {
					t.Fatalf("row %s at %s goes on: %s", row, told, a.body)
				}
			}
		}
	}
	r.Fail(AtAPI, RowOutage, 1)
	if a := r.api(access, "/v2/else"); a.status != 503 {
		t.Errorf("unknown paths fail, too: %d", a.status)
	}
}

func TestRateLimitHeaders(t *testing.T) {
	r := run(t, Options{})
	r.Fail(AtProfile, RowPerSecond, 1)
	r.Fail(AtProfile, RowPerDay, 1)
	second, day := r.api("", "/v2/users/me"), r.api("", "/v2/users/me")
	if _, err := strconv.ParseInt(second.header.Get("X-RateLimit-Reset"), 10, 64); err != nil || second.header.Get("X-RateLimit-Type") != "QPS" {
		t.Errorf("per second: %v", second.header)
	}
	if at, err := time.Parse(time.RFC3339, day.header.Get("Retry-After")); err != nil || !at.After(time.Now()) || day.header.Get("X-RateLimit-Type") != "Daily-limit" {
		t.Errorf("per day: %v", day.header)
	}
}

func TestFailUntilToldOtherwise(t *testing.T) {
	r := run(t, Options{})
	access, _ := r.connect()
	r.Fail(AtProfile, RowOutage, -1)
	for range 5 {
		if a := r.api(access, "/v2/users/me"); a.status != 503 {
			t.Fatal("it came back by itself")
		}
	}
	r.Fail(AtProfile, "", 0)
	if a := r.api(access, "/v2/users/me"); a.status != 200 {
		t.Error("it did not come back")
	}
	defer func() {
		if recover() == nil {
			t.Error("a row that is none")
		}
	}()
	r.Fail(AtProfile, "99", 1)
}

func TestFailingOverHTTP(t *testing.T) {
	r := run(t, Options{})
	for body, status := range map[string]int{
		`{"where":"mint","row":"12"}`:       200,
		`{"where":"mint","row":"7"}`:        400,
		`{"where":"nowhere","row":"12"}`:    400,
		`{"where":"join","row":"12"}`:       400,
		`{"where":"api","row":"26b"}`:       400,
		`{"where":"api","row":"26"}`:        200,
		`{"where":"authorize","row":"1"}`:   200,
		`{"where":"authorize","row":"cut"}`: 400,
		`{"where":"authorize","row":"28"}`:  400,
		`{"where":"token","row":"99"}`:      400,
		`not JSON`:                          400,
		`{"where":"join","row":"27"}`:       200,
		`{"where":"token","row":"26"}`:      200,
	} {
		if a := r.post("/sandbox/fail", body); a.status != status {
			t.Errorf("%s: %d %s", body, a.status, a.body)
		}
	}
	r.says("mint", r.api("x", "/v2/users/me/token"), RowScopeMissing)
	r.says("26 changes good answers only", r.api("x", "/v2/users/me"), RowTokenInvalid)
	r.says("only once", r.api("x", "/v2/users/me/token"), RowTokenInvalid)
}

func TestAnswerDelayEndsWithTheServer(t *testing.T) {
	log, arrived := arrivals()
	r := run(t, Options{AnswerDelay: time.Hour, Log: log})
	answer := make(chan answered, 1)
	go func() { answer <- r.api("x", "/v2/users/me") }()
	<-arrived
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if a := <-answer; a.status != http.StatusServiceUnavailable {
		t.Errorf("answered before its time: %d", a.status)
	}
}
