package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Where is a place that can be told to fail.
type Where string

// The places.
const (
	AtAuthorize Where = "authorize"
	AtToken     Where = "token"
	AtRevoke    Where = "revoke"
	AtAPI       Where = "api" // any call of the API
	AtProfile   Where = "profile"
	AtMint      Where = "mint"
	AtRecording Where = "local_recording"
	AtJoin      Where = "join"
)

// Row names one thing that Zoom is known to answer. The number is the row of
// the table that the project keeps of them; letters tell variants apart.
type Row string

// The rows.
const (
	RowGrantDead         Row = "1"  // refresh token dead, as confidential clients are told
	RowGrantDeadPublic   Row = "2"  // the same, as public clients are told
	RowBadCode           Row = "3"  // code unknown, used or too old; wrong verifier
	RowBadClient         Row = "4"  // wrong client id or secret
	RowBadClient401      Row = "4b" // the same with the RFC's status
	RowBadGrantType      Row = "5"
	RowRedirectMismatch  Row = "6"
	RowPageRedirect      Row = "7"  // page, no callback: Invalid redirect (4700)
	RowPageMismatch      Row = "7b" // page: redirect uri mismatch (4709)
	RowPageClient        Row = "7c" // page: Invalid client_id (4702)
	RowPageForeign       Row = "7d" // page: You cannot authorize
	RowDenied            Row = "8"  // callback with access_denied and state
	RowDeniedNoState     Row = "8b" // callback with access_denied only
	RowCodeNoState       Row = "9"  // callback of an install from the Marketplace
	RowTokenInvalid      Row = "10" // access token garbage or revoked
	RowTokenExpired      Row = "11"
	RowScopeMissing      Row = "12"
	RowScopeMissing401   Row = "12b"
	RowScopeMissing403   Row = "12c"
	RowScopeMissing4700  Row = "13" // the older code
	RowTokenEmpty        Row = "13b"
	RowUserGone          Row = "14"
	RowUserElsewhere     Row = "15"
	RowNoMeeting         Row = "16"
	RowMeetingExpired    Row = "16b"
	RowBadField          Row = "17"
	RowNoPermission      Row = "18"
	RowNoSuchPath        Row = "19"
	RowNotShared         Row = "20"
	RowPerSecond         Row = "21"
	RowPerDay            Row = "22"
	RowConcurrent        Row = "23"
	RowOutage            Row = "24"  // 503 with a gateway's page
	RowPortal            Row = "24b" // 200 with another network's page
	RowOutageJSON        Row = "24c" // 500 in the API's shape
	RowRevoked           Row = "25"  // success without doing anything
	RowUnusual           Row = "26"  // success, with what readers must tolerate
	RowUserAbsent        Row = "27"  // join: 501
	RowTokenBurnt        Row = "27b" // join: 505
	RowOtherMeeting      Row = "27c" // join: 506
	RowUserAbsentUnknown Row = "28"  // join: 65535
)

// answer is what a row says. In header and body, {id}, {scope} and {soon}
// stand for the thing asked for, the scope it takes, and the next second.
type answer struct {
	status   int
	header   map[string]string
	body     string
	page     string     // on the authorize page, instead of the body
	callback url.Values // at once, instead of a page; state and code are filled in
	native   int        // of a join
}

const (
	scopesMissing = `"message":"Invalid access token, does not contain scopes:[{scope}, {scope}:admin]."}`
	gatewayPage   = "<html><head><title>503 Service Temporarily Unavailable</title></head><body><center><h1>503</h1></center></body></html>"
	portalPage    = "<!DOCTYPE html><html><body><h1>Welcome to our guest network</h1><form>…</form></body></html>"
)

var answers = map[Row]answer{
	RowGrantDead:        {status: 400, body: `{"reason":"Invalid Token!","error":"invalid_grant"}`},
	RowGrantDeadPublic:  {status: 400, body: `{"reason":"Invalid refresh token","error":"invalid_grant"}`},
	RowBadCode:          {status: 400, body: `{"reason":"Invalid authorization code","error":"invalid_grant"}`},
	RowBadClient:        {status: 400, body: `{"reason":"Invalid client_id or client_secret","error":"invalid_client"}`},
	RowBadClient401:     {status: 401, body: `{"reason":"Invalid client_id or client_secret","error":"invalid_client"}`},
	RowBadGrantType:     {status: 400, body: `{"reason":"unsupported grant type","error":"unsupported_grant_type"}`},
	RowRedirectMismatch: {status: 400, body: `{"reason":"Redirect URI mismatch.","error":"invalid_request"}`},

	RowPageRedirect:  {status: 400, page: "Invalid redirect: {id} (4700)"},
	RowPageMismatch:  {status: 400, page: "4709 redirect uri mismatch"},
	RowPageClient:    {status: 400, page: "Invalid client_id (4702)"},
	RowPageForeign:   {status: 403, page: "You cannot authorize this app"},
	RowDenied:        {callback: url.Values{"error": {"access_denied"}, "state": {""}}},
	RowDeniedNoState: {callback: url.Values{"error": {"access_denied"}}},
	RowCodeNoState:   {callback: url.Values{"code": {""}}},

	RowTokenInvalid:     {status: 401, body: `{"code":124,"message":"Invalid access token."}`},
	RowTokenExpired:     {status: 401, body: `{"code":124,"message":"Access token is expired."}`},
	RowScopeMissing:     {status: 400, body: `{"code":4711,` + scopesMissing},
	RowScopeMissing401:  {status: 401, body: `{"code":4711,` + scopesMissing},
	RowScopeMissing403:  {status: 403, body: `{"code":4711,` + scopesMissing},
	RowScopeMissing4700: {status: 400, body: `{"code":4700,` + scopesMissing},
	RowTokenEmpty:       {status: 400, body: `{"code":4700,"message":"Token cannot be empty."}`},
	RowUserGone:         {status: 404, body: `{"code":1001,"message":"User does not exist: {id}."}`},
	RowUserElsewhere:    {status: 400, body: `{"code":1010,"message":"User does not belong to this account"}`},
	RowNoMeeting:        {status: 404, body: `{"code":3001,"message":"Meeting does not exist: {id}."}`},
	RowMeetingExpired:   {status: 404, body: `{"code":3001,"message":"Meeting {id} is not found or has expired."}`},
	RowBadField:         {status: 400, body: `{"code":300,"message":"Validation Failed.","errors":[{"field":"meeting_id","message":"Invalid field."}]}`},
	RowNoPermission:     {status: 400, body: `{"code":200,"message":"Only available for Paid account, and admins."}`},
	RowNoSuchPath:       {status: 404, body: `{"code":2300,"message":"This API endpoint is not recognized."}`},
	RowNotShared:        {status: 403, body: `{"code":403,"message":"The user has not authorized shared access."}`},

	RowPerSecond: {
		status: 429,
		header: map[string]string{"X-RateLimit-Type": "QPS", "X-RateLimit-Category": "Light", "X-RateLimit-Reset": "{soon}"},
		body:   `{"code":429,"message":"You have reached the maximum per-second rate limit for this API. Try again later."}`,
	},
	RowPerDay: {
		status: 429,
		header: map[string]string{"X-RateLimit-Type": "Daily-limit", "X-RateLimit-Category": "Light", "Retry-After": "{tomorrow}"},
		body:   `{"code":429,"message":"You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request."}`,
	},
	RowConcurrent: {status: 429, body: `{"code":429,"message":"Too many concurrent requests. A request to this resource is already being processed."}`},
	RowOutage:     {status: 503, header: map[string]string{"Content-Type": "text/html"}, body: gatewayPage},
	RowPortal:     {status: 200, header: map[string]string{"Content-Type": "text/html"}, body: portalPage},
	RowOutageJSON: {status: 500, body: `{"code":500,"message":"Internal server error."}`},
	RowRevoked:    {status: 200, body: `{"status":"success"}`},
	RowUnusual:    {}, // the token endpoint sees to it; a profile is always unusual

	RowUserAbsent:        {native: nativeUserAbsent},
	RowTokenBurnt:        {native: nativeTokenInvalid},
	RowOtherMeeting:      {native: nativeOtherMeeting},
	RowUserAbsentUnknown: {native: nativeUnknown},
}

// failing is a row that is due at a place.
type failing struct {
	row  Row
	left int // negative: for good
}

// Fail makes the next times requests at a place answer as the row says: after
// what was asked for there before, or always, if times is negative. No times
// lets the place work again. It panics if the place has no such row: that is
// a mistake in a test.
func (s *Server) Fail(where Where, row Row, times int) {
	if err := s.fail(where, row, times); err != nil {
		panic(err)
	}
}

func (s *Server) fail(where Where, row Row, times int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if times == 0 {
		delete(s.failures, where)
		return nil
	}
	if !row.fits(where) {
		return fmt.Errorf("stand-in Zoom: no row %q at %q", row, where)
	}
	s.failures[where] = append(s.failures[where], &failing{row, times})
	return nil
}

// fits says whether a row can be answered at a place.
func (row Row) fits(where Where) bool {
	a := answers[row]
	switch where {
	case AtAuthorize:
		return a.page != "" || a.callback != nil
	case AtJoin:
		return a.native != 0
	case AtToken:
		return a.body != "" || row == RowUnusual
	case AtRevoke, AtAPI, AtProfile, AtMint, AtRecording:
		return a.body != ""
	}
	return false
}

// due takes the next row that is due at one of the places.
func (s *Server) due(places ...Where) (Row, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, where := range places {
		if len(s.failures[where]) == 0 {
			continue
		}
		next := s.failures[where][0]
		if next.left--; next.left == 0 {
			s.failures[where] = s.failures[where][1:]
		}
		return next.row, true
	}
	return "", false
}

// say answers as a row says.
func (s *Server) say(w http.ResponseWriter, row Row, id, scope string) {
	now := s.now()
	quoted, _ := json.Marshal(id) // a string always can be
	fill := strings.NewReplacer(
		"{id}", strings.Trim(string(quoted), `"`),
		"{scope}", scope,
		"{soon}", strconv.FormatInt(now.Add(time.Second).Unix(), 10),
		"{tomorrow}", now.UTC().Truncate(24*time.Hour).Add(24*time.Hour).Format(time.RFC3339),
	)
	a := answers[row]
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	for name, value := range a.header {
		w.Header().Set(name, fill.Replace(value))
	}
	w.WriteHeader(a.status)
	_, _ = w.Write([]byte(fill.Replace(a.body))) // a failure means that nobody reads
}
