package zoom_test

import (
	"fmt"
	"strings"
	"testing"

	"behalf/app"
	"behalf/app/fault"
	"behalf/auth/sandbox"
)

// What each row of the table that is about the API means.
func TestEveryRowOfTheAPI(t *testing.T) {
	rows := map[sandbox.Row]fault.Kind{
		sandbox.RowTokenInvalid:     fault.SignInEnded,
		sandbox.RowTokenExpired:     fault.SignInEnded,
		sandbox.RowScopeMissing:     fault.PermissionMissing,
		sandbox.RowScopeMissing401:  fault.PermissionMissing,
		sandbox.RowScopeMissing403:  fault.PermissionMissing,
		sandbox.RowScopeMissing4700: fault.PermissionMissing,
		sandbox.RowTokenEmpty:       fault.SignInNeeded,
		sandbox.RowUserGone:         fault.SignInEnded,
		sandbox.RowUserElsewhere:    fault.NotAllowed,
		sandbox.RowNoMeeting:        fault.NoSuchMeeting,
		sandbox.RowMeetingExpired:   fault.NoSuchMeeting,
		sandbox.RowBadField:         fault.NoSuchMeeting,
		sandbox.RowNoPermission:     fault.NotAllowed,
		sandbox.RowNoSuchPath:       fault.ZoomRefused,
		sandbox.RowNotShared:        fault.NotAllowed,
		sandbox.RowPerSecond:        fault.ZoomLimit,
		sandbox.RowPerDay:           fault.ZoomDailyLimit,
		sandbox.RowConcurrent:       fault.ZoomLimit,
		sandbox.RowOutage:           fault.ZoomOutage,
		sandbox.RowOutageJSON:       fault.ZoomOutage,
		sandbox.RowPortal:           fault.ZoomBadAnswer,
		sandbox.RowTokenEmpty401:    fault.SignInNeeded,
		sandbox.RowNoRoute:          fault.ZoomRefused,
		sandbox.RowCut:              fault.ZoomUnreachable,
		sandbox.RowLost:             fault.ZoomUnreachable,
		sandbox.RowCutBody:          fault.ZoomUnreachable,
		sandbox.RowRedirect302:      fault.ZoomBadAnswer,
		sandbox.RowRedirect307:      fault.ZoomBadAnswer,
		sandbox.RowPortal302:        fault.ZoomBadAnswer,
		sandbox.RowNoBody:           fault.ZoomBadAnswer,
		sandbox.RowNotJSON:          fault.ZoomBadAnswer,
		sandbox.RowArray:            fault.ZoomBadAnswer,
		sandbox.RowBare401:          fault.SignInNeeded,
		sandbox.RowProxyAuth:        fault.ProxyRefused,
		sandbox.RowBadGateway:       fault.ZoomOutage,
		sandbox.RowUnavailable:      fault.ZoomOutage,
		sandbox.RowTimeout:          fault.ZoomOutage,
		sandbox.RowRetry3:           fault.ZoomLimit,
		sandbox.RowRetry3600:        fault.ZoomLimit,
		sandbox.RowRetryHTTP:        fault.ZoomLimit,
		sandbox.RowRetryISO:         fault.ZoomLimit,
		sandbox.RowRetryNegative:    fault.ZoomLimit,
		sandbox.RowRetryWord:        fault.ZoomLimit,
		sandbox.RowRetryNone:        fault.ZoomLimit,
	}
	r := connect(t, sandbox.Options{})
	for row, want := range rows {
		r.asked, r.told = 0, 0
		r.server.Fail(sandbox.AtMint, row, -1)
		_, err := r.OnBehalf(t.Context(), r.app, account, meeting)
		r.server.Fail(sandbox.AtMint, row, 0)
		if !fault.Is(err, want) {
			t.Errorf("row %s: %v, want %s", row, err, want)
			continue
		}
		if want == fault.PermissionMissing && !strings.Contains(err.Error(), app.ScopeToken) {
			t.Errorf("row %s does not name the scope: %v", row, err)
		}
		wantAsked, wantTold := 0, 0
		switch row {
		case sandbox.RowTokenInvalid, sandbox.RowTokenExpired:
			wantAsked, wantTold = 1, 1
		case sandbox.RowBare401: // perhaps not Zoom's: no reason to give up a grant
			wantAsked = 1
		}
		if r.asked != wantAsked || r.told != wantTold {
			t.Errorf("row %s: asked for a newer token %d times, want %d; called it rejected %d times, want %d", row, r.asked, wantAsked, r.told, wantTold)
		}
		if strings.Contains(err.Error(), "{") {
			t.Errorf("row %s: unfilled words: %v", row, err)
		}
		noLeak(t, err, r.server.Secrets())
	}
}

func TestMissingScopesOfOtherCalls(t *testing.T) {
	r := connect(t, sandbox.Options{Scopes: []string{"meeting:read:meeting"}})
	ctx := t.Context()
	_, recording := r.LocalRecording(ctx, r.app, account, meeting)
	_, zak := r.ZAK(ctx, r.app, account)
	_, profile := r.Profile(ctx, app.CloudZoom, "", r.access)
	for scope, err := range map[string]error{app.ScopeRecording: recording, app.ScopeToken: zak, app.ScopeUser: profile} {
		if !fault.Is(err, fault.PermissionMissing) || !strings.Contains(err.Error(), scope) {
			t.Errorf("%s: %v", scope, err)
		}
	}
}

// The form for users is named, whichever comes first; what Zoom does not name
// is what the call takes.
func TestWhichScopeIsMissing(t *testing.T) {
	for said, want := range map[string]string{
		"scopes:[user:read:token, user:read:token:admin].":        "permission user:read:token is",
		"scopes: [ user:read:token:admin,user:read:token]":        "permission user:read:token is",
		"scopes:[user:read:token:master]":                         "permission user:read:token is",
		"scopes:[user_zak:read]":                                  "permission user_zak:read is",
		"scopes:[]":                                               "permission user:read:zak is",
		"scopes:[" + good + "]":                                   "permission user:read:zak is",
		"scopes:[meeting:read:local_recording_token:admin, x:y:z": "permission meeting:read:local_recording_token is",
	} {
		c := answering(t, 400, nil, `{"code":4711,"message":"Invalid access token, does not contain `+said+`"}`)
		_, err := c.ZAK(t.Context(), app.ZoomApp{}, account)
		if !fault.Is(err, fault.PermissionMissing) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", said, err)
		}
		noLeak(t, err, nil)
	}
}

// The API may speak as the OAuth endpoints do; then the number is in the text.
func TestNumbersInTheReason(t *testing.T) {
	for reason, want := range map[string]fault.Kind{
		"Invalid client_id (4702)":      fault.ClientRefused,
		"Invalid redirect (4700)":       fault.RedirectRefused,
		"4709 redirect uri mismatch":    fault.RedirectRefused,
		"the app is disabled (4717)":    fault.AppDisabled,
		"disabled by admin 4738":        fault.AppDisabled,
		"a newer sign-in (4741)":        fault.SignInElsewhere,
		"something else (4799)":         fault.ZoomRefused,
		"a number inside 147021 digits": fault.ZoomRefused,
	} {
		_, err := mint(t, answering(t, 400, nil, fmt.Sprintf(`{"reason":%q,"error":"invalid_request"}`, reason)))
		if !fault.Is(err, want) {
			t.Errorf("%q: %v, want %s", reason, err, want)
		}
	}
}
