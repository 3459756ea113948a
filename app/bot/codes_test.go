package bot

import (
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

// Zoom's numbers as in its headers and its npm package.
func TestNativeCodes(t *testing.T) {
	for native, want := range map[int64]fault.Kind{
		4:      fault.BadPasscode,
		6:      fault.MeetingOver,
		7:      fault.NeverStarted,
		8:      fault.NoSuchMeeting,
		9:      fault.MeetingFull,
		12:     fault.MeetingLocked,
		16:     fault.TokenInvalid,
		23:     fault.LoginRequired,
		60:     fault.BlockedBySettings,
		62:     fault.BlockedBySettings,
		63:     fault.NotPublished,
		64:     fault.BlockedBySettings,
		82:     fault.LoginRequired,
		500:    fault.RecordingToken,
		501:    fault.GaveUpWaiting,
		502:    fault.TokenConflict,
		503:    fault.TokenMissing,
		504:    fault.TokenMissing,
		505:    fault.TokenInvalid,
		506:    fault.TokenOtherMeeting,
		1143:   fault.ZoomRefused,
		4011:   fault.NotPublished,
		4012:   fault.TokenMissing,
		4013:   fault.TokenMissing,
		4014:   fault.TokenInvalid,
		4015:   fault.TokenOtherMeeting,
		4017:   fault.GaveUpWaiting,
		4018:   fault.TokenConflict,
		65535:  fault.GaveUpWaiting,
		103041: fault.GaveUpWaiting,
		-1:     fault.ZoomRefused,
		0:      fault.BotInternal,
	} {
		if got := judge(message{NativeCode: native}, true); got.fault == nil || got.fault.Kind != want {
			t.Errorf("%d: %+v, want %s", native, got, want)
		}
	}
	for native := range natives {
		if _, ok := rulings[natives[native]]; !ok {
			t.Errorf("%d leads to %q, which has no ruling", native, natives[native])
		}
	}
	if got := judge(message{NativeCode: 65535}, false); got.then != over || got.fault.Kind != fault.ZoomRefused {
		t.Errorf("65535 without an on-behalf token: %+v", got)
	}
	if got := judge(message{NativeCode: 4019}, true); got.phase != app.Ended || got.reason != app.ReasonYouLeft {
		t.Errorf("4019: %+v", got)
	}
}

func TestFailedCodes(t *testing.T) {
	for code, want := range map[string]struct {
		then   step
		reason app.Reason
		kind   fault.Kind
	}{
		"authorized_user_not_in_meeting": {wait, app.ReasonGaveUp, fault.GaveUpWaiting},
		"not_started":                    {wait, app.ReasonGaveUp, fault.NeverStarted},
		"token_invalid":                  {remint, app.ReasonRefused, fault.TokenInvalid},
		"recording_token_invalid":        {degrade, app.ReasonRefused, fault.RecordingToken},
		"token_other_meeting":            {over, app.ReasonRefused, fault.TokenOtherMeeting},
		"token_missing":                  {over, app.ReasonRefused, fault.TokenMissing},
		"not_published":                  {over, app.ReasonRefused, fault.NotPublished},
		"login_required":                 {over, app.ReasonRefused, fault.LoginRequired},
		"blocked_by_settings":            {over, app.ReasonRefused, fault.BlockedBySettings},
		"bad_passcode":                   {over, app.ReasonRefused, fault.BadPasscode},
		"no_such_meeting":                {over, app.ReasonRefused, fault.NoSuchMeeting},
		"meeting_over":                   {over, app.ReasonRefused, fault.MeetingOver},
		"meeting_full":                   {over, app.ReasonRefused, fault.MeetingFull},
		"meeting_locked":                 {over, app.ReasonRefused, fault.MeetingLocked},
		"sdk_auth":                       {over, app.ReasonBotFailed, fault.BotSDK},
		"network":                        {over, app.ReasonBotFailed, fault.BotNetwork},
		"timeout":                        {over, app.ReasonBotFailed, fault.BotTimedOut},
		"unsupported":                    {over, app.ReasonBotFailed, fault.BotUnsupported},
		"internal":                       {over, app.ReasonBotFailed, fault.BotInternal},
		"a code of tomorrow":             {over, app.ReasonBotFailed, fault.BotInternal},
		"":                               {over, app.ReasonBotFailed, fault.BotInternal},
	} {
		if got := judge(message{Code: code}, true); got.then != want.then || got.reason != want.reason || got.fault.Kind != want.kind {
			t.Errorf("%s: %+v", code, got)
		}
	}
	if got := judge(message{Code: "bad_passcode", NativeCode: 501}, true); got.fault.Kind != fault.BadPasscode {
		t.Errorf("the code counts before the number: %+v", got)
	}
	if got := judge(message{Code: "a code of tomorrow", NativeCode: 501}, true); got.then != wait {
		t.Errorf("the number counts if the code is unknown: %+v", got)
	}
}
