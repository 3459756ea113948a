package bot

import (
	"slices"
	"strconv"

	"behalf/app"
	"behalf/app/fault"
)

// The codes of the protocol.
const (
	codeUserAbsent     = "authorized_user_not_in_meeting"
	codeTokenInvalid   = "token_invalid"
	codeTokenOther     = "token_other_meeting"
	codeTokenMissing   = "token_missing"
	codeNotPublished   = "not_published"
	codeLoginRequired  = "login_required"
	codeBlocked        = "blocked_by_settings"
	codeBadPasscode    = "bad_passcode"
	codeNotStarted     = "not_started"
	codeNoSuchMeeting  = "no_such_meeting"
	codeMeetingOver    = "meeting_over"
	codeMeetingFull    = "meeting_full"
	codeMeetingLocked  = "meeting_locked"
	codeRecordingToken = "recording_token_invalid"
	codeSDKAuth        = "sdk_auth"
	codeNetwork        = "network"
	codeTimeout        = "timeout"
	codeUnsupported    = "unsupported"
	codeInternal       = "internal"
)

// rulings say what each code means for the run.
var rulings = map[string]ruling{
	codeUserAbsent:     {wait, app.WaitingForYou, app.ReasonGaveUp, fault.GaveUpWaiting},
	codeNotStarted:     {wait, app.WaitingForHost, app.ReasonGaveUp, fault.NeverStarted},
	codeTokenInvalid:   {remint, app.Failed, app.ReasonRefused, fault.TokenInvalid},
	codeRecordingToken: {degrade, app.Failed, app.ReasonRefused, fault.RecordingToken},

	codeTokenOther:    refused(fault.TokenOtherMeeting),
	codeTokenMissing:  refused(fault.TokenMissing),
	codeNotPublished:  refused(fault.NotPublished),
	codeLoginRequired: refused(fault.LoginRequired),
	codeBlocked:       refused(fault.BlockedBySettings),
	codeBadPasscode:   refused(fault.BadPasscode),
	codeNoSuchMeeting: refused(fault.NoSuchMeeting),
	codeMeetingOver:   refused(fault.MeetingOver),
	codeMeetingFull:   refused(fault.MeetingFull),
	codeMeetingLocked: refused(fault.MeetingLocked),

	codeSDKAuth:     broke(fault.BotSDK),
	codeNetwork:     broke(fault.BotNetwork),
	codeTimeout:     broke(fault.BotTimedOut),
	codeUnsupported: broke(fault.BotUnsupported),
	codeInternal:    broke(fault.BotInternal),
}

// broad are the codes that stand for several of Zoom's numbers, each of which
// says more.
var broad = []string{codeTokenMissing, codeLoginRequired, codeBlocked, codeSDKAuth}

// judge says what a failed means. A known code counts; else Zoom's number.
func judge(m message, onBehalf bool) outcome {
	byCode, coded := rulings[m.Code]
	byNumber, numbered := natives[m.NativeCode]
	switch {
	case coded && (!numbered || !slices.Contains(broad, m.Code)):
		return byCode.outcome()
	case numbered:
		return byNumber.outcome()
	}
	switch {
	case m.NativeCode == nativeUnknown && onBehalf:
		return rulings[codeUserAbsent].outcome()
	case m.NativeCode == nativeRemoved:
		return done(app.ReasonRemoved)
	case m.NativeCode == webUserLeft:
		return done(app.ReasonYouLeft)
	case m.NativeCode != 0:
		return final(app.ReasonRefused, fault.New(fault.ZoomRefused, "reason", fault.ErrorNumber.Say("n", strconv.FormatInt(m.NativeCode, 10))))
	default:
		return rulings[codeInternal].outcome()
	}
}

// conclude says what an ended means. The bot's reason counts before Zoom's
// number, which may say more about it.
func conclude(m message) outcome {
	end, known := ends[m.NativeCode]
	switch reason := app.Reason(m.Reason); {
	case reason == app.ReasonLost:
		return lost()
	case slices.Contains(reasons, reason) && reason != end.reason:
		return done(reason)
	case known:
		o := done(end.reason)
		o.note = end.note.Say()
		return o
	}
	o := done(app.ReasonLeft)
	o.note = fault.NoteLeftOddly.Say()
	return o
}

// reasons are the protocol's for an end that is one.
var reasons = []app.Reason{app.ReasonLeft, app.ReasonHostEnded, app.ReasonRemoved, app.ReasonYouLeft}

// The exit codes of the protocol that mean more than a crash.
const (
	exitClean      = 0
	exitBadInput   = 10
	exitSDK        = 11
	exitRefused    = 12
	exitSDKMissing = 14
	exitTimedOut   = 15
)

// depart says what the end of the program means when its last line said
// neither failed nor ended.
func depart(code int, greeted, inMeeting bool) outcome {
	switch {
	case inMeeting && code == exitClean:
		return done(app.ReasonLeft)
	case inMeeting:
		return lost()
	case !greeted && code == exitClean: // a program that is no bot at all
		return final(app.ReasonBotFailed, fault.New(fault.BotSilent))
	}
	switch code {
	case exitBadInput:
		return rulings[codeUnsupported].outcome()
	case exitSDK, exitSDKMissing:
		return rulings[codeSDKAuth].outcome()
	case exitRefused:
		return final(app.ReasonRefused, fault.New(fault.ZoomRefused, "reason", fault.ReasonUnsaid.Say()))
	case exitTimedOut:
		return rulings[codeTimeout].outcome()
	default:
		return outcome{then: restart, phase: app.Failed, reason: app.ReasonBotFailed, fault: fault.New(fault.BotCrashed)}
	}
}
