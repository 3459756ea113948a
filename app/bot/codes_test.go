package bot

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

// Zoom's numbers as in its headers and its npm package.
func TestNativeCodes(t *testing.T) {
	for native, want := range map[int64]fault.Kind{
		1:      fault.BotNetwork,
		2:      fault.BotNetwork,
		3:      fault.BotNetwork,
		4:      fault.BadPasscode,
		5:      fault.BotNetwork,
		6:      fault.MeetingOver,
		7:      fault.NeverStarted,
		8:      fault.NoSuchMeeting,
		9:      fault.MeetingFull,
		10:     fault.BotTooOld,
		11:     fault.BotNetwork,
		12:     fault.MeetingLocked,
		13:     fault.MeetingRestricted,
		14:     fault.NeverStarted,
		15:     fault.BotNetwork,
		16:     fault.TokenInvalid,
		19:     fault.MeetingFull,
		20:     fault.NotRegistered,
		21:     fault.NotRegistered,
		22:     fault.NotRegistered,
		23:     fault.LoginRequired,
		27:     fault.NoSuchMeeting,
		28:     fault.NotRegistered,
		60:     fault.InternalMeeting,
		62:     fault.OutsidersBlocked,
		63:     fault.NotPublished,
		64:     fault.BlockedByAdmin,
		82:     fault.PrivateMeeting,
		88:     fault.PersonalLink,
		89:     fault.PersonalLink,
		500:    fault.RecordingToken,
		501:    fault.GaveUpWaiting,
		502:    fault.TokenConflict,
		503:    fault.TokenNotAccepted,
		504:    fault.TokenMissing,
		505:    fault.TokenInvalid,
		506:    fault.TokenOtherMeeting,
		1143:   fault.OtherInvitee,
		4011:   fault.NotPublished,
		4012:   fault.TokenMissing,
		4013:   fault.TokenNotAccepted,
		4014:   fault.TokenInvalid,
		4015:   fault.TokenOtherMeeting,
		4017:   fault.GaveUpWaiting,
		4016:   fault.RecordingToken,
		4018:   fault.TokenConflict,
		3001:   fault.NoSuchMeeting,
		3004:   fault.BadPasscode,
		3008:   fault.NeverStarted,
		3051:   fault.GaveUpWaiting,
		3100:   fault.LoginRequired,
		3145:   fault.RecordingToken,
		3265:   fault.TokenInvalid,
		3610:   fault.NoSuchMeeting,
		3623:   fault.TokenInvalid,
		3705:   fault.BotSignatureExpired,
		3712:   fault.BotSignature,
		6601:   fault.NotPublished,
		10000:  fault.BotTooOld,
		13245:  fault.TokenConflict,
		13295:  fault.TokenNotAccepted,
		13296:  fault.TokenMissing,
		13299:  fault.TokenInvalid,
		13300:  fault.TokenOtherMeeting,
		65535:  fault.GaveUpWaiting,
		103041: fault.GaveUpWaiting,
		-1:     fault.ZoomRefused,
		0:      fault.BotInternal,
	} {
		if got := judge(message{NativeCode: native}, true); got.fault == nil || got.fault.Kind != want {
			t.Errorf("%d: %+v, want %s", native, got, want)
		}
	}
	if got := judge(message{NativeCode: 65535}, false); got.then != over || got.fault.Kind != fault.ZoomRefused {
		t.Errorf("65535 without an on-behalf token: %+v", got)
	}
	for native, want := range map[int64]string{3: "did not come", 4: "Everybody", 5: "another meeting", 6: "free meeting"} {
		if got := conclude(message{Reason: "host_ended", NativeCode: native}); got.reason != app.ReasonHostEnded || !strings.Contains(got.note, want) {
			t.Errorf("end reason %d: %+v", native, got)
		}
	}
	for native, want := range map[int64]app.Reason{61: app.ReasonRemoved, 4019: app.ReasonYouLeft} {
		if got := judge(message{NativeCode: native}, true); got.phase != app.Ended || got.reason != want {
			t.Errorf("%d: %+v", native, got)
		}
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
	if got := judge(message{Code: "login_required", NativeCode: 82}, true); got.fault.Kind != fault.PrivateMeeting {
		t.Errorf("the number says more than a broad code: %+v", got)
	}
	if got := judge(message{Code: "login_required", NativeCode: 1000}, true); got.fault.Kind != fault.LoginRequired {
		t.Errorf("a number that is unknown says nothing: %+v", got)
	}
	if got := judge(message{Code: "a code of tomorrow", NativeCode: 501}, true); got.then != wait {
		t.Errorf("the number counts if the code is unknown: %+v", got)
	}
}

// What Zoom refuses for different reasons is said in different words.
func TestRulingsHaveTheirOwnWords(t *testing.T) {
	titles := map[string]fault.Kind{}
	for _, r := range slices.Concat(slices.Collect(maps.Values(rulings)), slices.Collect(maps.Values(natives))) {
		f := fault.New(r.kind)
		if other, taken := titles[f.Title]; taken && other != r.kind {
			t.Errorf("%s and %s both say %q", r.kind, other, f.Title)
		}
		titles[f.Title] = r.kind
	}
}
