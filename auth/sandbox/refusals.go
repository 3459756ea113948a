package sandbox

import "net/url"

// The rows of the table.
const (
	RowGrantDead         Row = "1"  // refresh token dead, as confidential clients are told
	RowSuperseded        Row = "1c" // the same, because of a newer sign-in
	RowGrantDeadPublic   Row = "2"  // the same, as public clients are told
	RowBadCode           Row = "3"  // code unknown, used or too old; wrong verifier
	RowBadClient         Row = "4"  // wrong client id or secret
	RowBadClient401      Row = "4b" // the same with the RFC's status
	RowBadClientNumber   Row = "4c" // the same with Zoom's number
	RowAppDisabled       Row = "4d" // the app's owner or Zoom switched it off
	RowAppBlocked        Row = "4e" // the user's company switched it off
	RowBadGrantType      Row = "5"
	RowRedirectMismatch  Row = "6"
	RowRedirectNumber    Row = "6b" // the same with Zoom's number
	RowPageRedirect      Row = "7"  // page, no callback: Invalid redirect (4700)
	RowPageMismatch      Row = "7b" // page: redirect uri mismatch (4709)
	RowPageClient        Row = "7c" // page: Invalid client_id (4702)
	RowPageForeign       Row = "7d" // page: You cannot authorize
	RowPageRedirect200   Row = "7e" // as 7, with the status of a good page
	RowDenied            Row = "8"  // callback with access_denied and state
	RowDeniedNoState     Row = "8b" // callback with access_denied only
	RowDeniedMarkup      Row = "8c" // callback with a description that is markup
	RowCodeNoState       Row = "9"  // callback of an install from the Marketplace
	RowTokenInvalid      Row = "10" // access token garbage or revoked
	RowTokenExpired      Row = "11"
	RowScopeMissing      Row = "12"
	RowScopeMissing401   Row = "12b"
	RowScopeMissing403   Row = "12c"
	RowScopeMissing4700  Row = "13" // the older code
	RowTokenEmpty        Row = "13b"
	RowTokenEmpty401     Row = "13c"
	RowUserGone          Row = "14"
	RowUserElsewhere     Row = "15"
	RowNoMeeting         Row = "16"
	RowMeetingExpired    Row = "16b"
	RowBadField          Row = "17"
	RowNoPermission      Row = "18"
	RowNoSuchPath        Row = "19"
	RowNoRoute           Row = "19b" // the same in the other words that were seen
	RowNotShared         Row = "20"
	RowPerSecond         Row = "21"
	RowPerDay            Row = "22"
	RowConcurrent        Row = "23"
	RowOutage            Row = "24"  // 503 with a gateway's page
	RowPortal            Row = "24b" // 200 with another network's page
	RowOutageJSON        Row = "24c" // 500 in the API's shape
	RowRevoked           Row = "25"  // success without doing anything
	RowUnusual           Row = "26"  // success, with what readers must tolerate
	RowNoScope           Row = "26b" // tokens without their scopes
	RowNoAPIURL          Row = "26c" // tokens without the host of the API
	RowMoreScopes        Row = "26d" // tokens with scopes that nobody asked for
	RowCommaScopes       Row = "26e" // tokens with their scopes between commas
	RowForeignAPIURL     Row = "26f" // tokens for an API that is not Zoom's
	RowUserAbsent        Row = "27"  // join: 501
	RowTokenBurnt        Row = "27b" // join: 505
	RowOtherMeeting      Row = "27c" // join: 506
	RowUserAbsentUnknown Row = "28"  // join: 65535
)

// What the token endpoint says to devices (RFC 8628). The errors are Zoom's,
// the reasons a guess.
const (
	RowDevicePending Row = "authorization_pending" // nobody has pressed anything yet
	RowSlowDown      Row = "slow_down"             // polled too soon
	RowDeviceExpired Row = "expired_token"
	RowDeviceDenied  Row = "access_denied"
	RowNoDevice      Row = "unauthorized_client" // the app may not sign in so
	RowBadDeviceCode Row = "bad_device_code"     // unknown, or used
)

const (
	scopesMissing = `"message":"Invalid access token, does not contain scopes:[{scope}, {scope}:admin]."}`
	gatewayPage   = "<html><head><title>503 Service Temporarily Unavailable</title></head><body><center><h1>503</h1></center></body></html>"
	portalPage    = "<!DOCTYPE html><html><body><h1>Welcome to our guest network</h1><form>…</form></body></html>"
)

// refusals are the rows of the sign-in and of the API.
func refusals() map[Row]answer {
	return together(ofSignIn(), ofTheAPI(), ofLimits())
}

func ofSignIn() map[Row]answer {
	return map[Row]answer{
		RowGrantDead:        {status: 400, body: `{"reason":"Invalid Token!","error":"invalid_grant"}`},
		RowSuperseded:       {status: 400, body: `{"reason":"The token was revoked by a newer authorization. (4741)","error":"invalid_grant"}`},
		RowGrantDeadPublic:  {status: 400, body: `{"reason":"Invalid refresh token","error":"invalid_grant"}`},
		RowBadCode:          {status: 400, body: `{"reason":"Invalid authorization code","error":"invalid_grant"}`},
		RowBadClient:        {status: 400, body: `{"reason":"Invalid client_id or client_secret","error":"invalid_client"}`},
		RowBadClient401:     {status: 401, body: `{"reason":"Invalid client_id or client_secret","error":"invalid_client"}`},
		RowBadClientNumber:  {status: 400, body: `{"reason":"Invalid client_id or client_secret (4702)","error":"invalid_client"}`},
		RowAppDisabled:      {status: 400, body: `{"reason":"The app has been disabled. (4717)","error":"invalid_client"}`},
		RowAppBlocked:       {status: 400, body: `{"reason":"The app has been disabled by the admin. (4738)","error":"invalid_grant"}`},
		RowBadGrantType:     {status: 400, body: `{"reason":"unsupported grant type","error":"unsupported_grant_type"}`},
		RowRedirectMismatch: {status: 400, body: `{"reason":"Redirect URI mismatch.","error":"invalid_request"}`},
		RowRedirectNumber:   {status: 400, body: `{"reason":"Redirect URI mismatch. (4709)","error":"invalid_request"}`},

		RowPageRedirect:    {status: 400, page: "Invalid redirect: {id} (4700)"},
		RowPageMismatch:    {status: 400, page: "4709 redirect uri mismatch"},
		RowPageClient:      {status: 400, page: "Invalid client_id (4702)"},
		RowPageForeign:     {status: 403, page: "You cannot authorize this app"},
		RowPageRedirect200: {status: 200, page: "Invalid redirect: {id} (4700)"},
		RowDenied:          {callback: url.Values{"error": {"access_denied"}, "state": {""}}},
		RowDeniedNoState:   {callback: url.Values{"error": {"access_denied"}}},
		RowDeniedMarkup:    {callback: url.Values{"error": {"access_denied"}, "error_description": {"<script>alert(1)</script>"}, "state": {""}}},
		RowCodeNoState:     {callback: url.Values{"code": {""}}},

		RowDevicePending: {status: 400, body: `{"reason":"The user has not answered yet.","error":"authorization_pending"}`},
		RowSlowDown:      {status: 400, body: `{"reason":"Polling too fast.","error":"slow_down"}`},
		RowDeviceExpired: {status: 400, body: `{"reason":"The device code has expired.","error":"expired_token"}`},
		RowDeviceDenied:  {status: 400, body: `{"reason":"The user declined.","error":"access_denied"}`},
		RowNoDevice:      {status: 400, body: `{"reason":"The app is not allowed on devices.","error":"unauthorized_client"}`},
		RowBadDeviceCode: {status: 400, body: `{"reason":"Invalid device code","error":"invalid_grant"}`},
	}
}

func ofTheAPI() map[Row]answer {
	return map[Row]answer{
		RowTokenInvalid:     {status: 401, body: `{"code":124,"message":"Invalid access token."}`},
		RowTokenExpired:     {status: 401, body: `{"code":124,"message":"Access token is expired."}`},
		RowScopeMissing:     {status: 400, body: `{"code":4711,` + scopesMissing},
		RowScopeMissing401:  {status: 401, body: `{"code":4711,` + scopesMissing},
		RowScopeMissing403:  {status: 403, body: `{"code":4711,` + scopesMissing},
		RowScopeMissing4700: {status: 400, body: `{"code":4700,` + scopesMissing},
		RowTokenEmpty:       {status: 400, body: `{"code":4700,"message":"Token cannot be empty."}`},
		RowTokenEmpty401:    {status: 401, body: `{"code":4700,"message":"Token cannot be empty."}`},
		RowUserGone:         {status: 404, body: `{"code":1001,"message":"User does not exist: {id}."}`},
		RowUserElsewhere:    {status: 400, body: `{"code":1010,"message":"User does not belong to this account"}`},
		RowNoMeeting:        {status: 404, body: `{"code":3001,"message":"Meeting does not exist: {id}."}`},
		RowMeetingExpired:   {status: 404, body: `{"code":3001,"message":"Meeting {id} is not found or has expired."}`},
		RowBadField:         {status: 400, body: `{"code":300,"message":"Validation Failed.","errors":[{"field":"meeting_id","message":"Invalid field."}]}`},
		RowNoPermission:     {status: 400, body: `{"code":200,"message":"Only available for Paid account, and admins."}`},
		RowNoSuchPath:       {status: 404, body: `{"code":2300,"message":"This API endpoint is not recognized."}`},
		RowNoRoute:          {status: 404, body: `{"code":2300,"message":"Route not found."}`},
		RowNotShared:        {status: 403, body: `{"code":403,"message":"The user has not authorized shared access."}`},
	}
}

// ofLimits are those that have little to do with what was asked for.
func ofLimits() map[Row]answer {
	html := map[string]string{"Content-Type": "text/html"}
	return map[Row]answer{
		RowPerSecond: {
			status: 429,
			header: map[string]string{"X-RateLimit-Type": "QPS", "X-RateLimit-Category": "Light", "X-RateLimit-Reset": "{next second}"},
			body:   `{"code":429,"message":"You have reached the maximum per-second rate limit for this API. Try again later."}`,
		},
		RowPerDay: {
			status: 429,
			header: map[string]string{"X-RateLimit-Type": "Daily-limit", "X-RateLimit-Category": "Light", "Retry-After": "{tomorrow}"},
			body:   `{"code":429,"message":"You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request."}`,
		},
		RowConcurrent: {status: 429, body: `{"code":429,"message":"Too many concurrent requests. A request to this resource is already being processed."}`},
		RowOutage:     {status: 503, header: html, body: gatewayPage},
		RowPortal:     {status: 200, header: html, body: portalPage},
		RowOutageJSON: {status: 500, body: `{"code":500,"message":"Internal server error."}`},
	}
}

// joins are what the gate answers.
func joins() map[Row]answer {
	return map[Row]answer{
		RowUserAbsent:        {native: nativeUserAbsent},
		RowTokenBurnt:        {native: nativeTokenInvalid},
		RowOtherMeeting:      {native: nativeOtherMeeting},
		RowUserAbsentUnknown: {native: nativeUnknown},
	}
}
