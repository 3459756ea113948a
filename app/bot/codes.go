package bot

import (
	"strconv"

	"behalf/app"
	"behalf/app/fault"
)

// step is what the run does next.
type step int

const (
	goOn     step = iota // this attempt is still good
	over                 // the run has ended
	wait                 // somebody is missing: again later
	remint               // again at once, with another on-behalf token
	degrade              // again at once, without the recording token
	restart              // the program crashed before it was in the meeting
	comeBack             // it was in the meeting and lost it
)

// outcome is how something came out, and what that means for the run.
type outcome struct {
	then   step
	phase  app.Phase  // of the end, or of the wait
	reason app.Reason // of the end, or if this one stays the last
	fault  *fault.Fault
	note   string
	breach bool // the bot is past being asked to leave
}

// final is the end of a run that failed.
func final(reason app.Reason, f *fault.Fault) outcome {
	return outcome{then: over, phase: app.Failed, reason: reason, fault: f}
}

// lost is the end of an assistant that lost the meeting, unless it comes back.
func lost() outcome {
	return outcome{then: comeBack, phase: app.Failed, reason: app.ReasonLost, fault: fault.New(fault.BotLost)}
}

// done is the end of a run that was in the meeting.
func done(reason app.Reason) outcome {
	return outcome{then: over, phase: app.Ended, reason: reason}
}

// The codes of the protocol, and one that only Zoom's numbers lead to.
const (
	codeUserAbsent     = "authorized_user_not_in_meeting"
	codeTokenInvalid   = "token_invalid"
	codeTokenOther     = "token_other_meeting"
	codeTokenMissing   = "token_missing"
	codeTokenConflict  = "token_conflict"
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

// ruling is an outcome in a table.
type ruling struct {
	then   step
	phase  app.Phase
	reason app.Reason
	kind   fault.Kind
}

func (r ruling) outcome() outcome {
	return outcome{then: r.then, phase: r.phase, reason: r.reason, fault: fault.New(r.kind)}
}

func refused(kind fault.Kind) ruling { return ruling{over, app.Failed, app.ReasonRefused, kind} }

func broke(kind fault.Kind) ruling { return ruling{over, app.Failed, app.ReasonBotFailed, kind} }

// rulings say what each code means for the run.
var rulings = map[string]ruling{
	codeUserAbsent:     {wait, app.WaitingForYou, app.ReasonGaveUp, fault.GaveUpWaiting},
	codeNotStarted:     {wait, app.WaitingForHost, app.ReasonGaveUp, fault.NeverStarted},
	codeTokenInvalid:   {remint, app.Failed, app.ReasonRefused, fault.TokenInvalid},
	codeRecordingToken: {degrade, app.Failed, app.ReasonRefused, fault.RecordingToken},

	codeTokenOther:    refused(fault.TokenOtherMeeting),
	codeTokenMissing:  refused(fault.TokenMissing),
	codeTokenConflict: refused(fault.TokenConflict),
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

// nativeUnknown may be Zoom's way to say that the authorizing user is absent.
const nativeUnknown = 65535

// natives are Zoom's numbers: of the native SDK's MeetingFailCode, of the Web
// SDK's errorCode, and of the backend codes behind the latter. The three
// ranges don't overlap.
var natives = map[int64]string{
	4:    codeBadPasscode,
	6:    codeMeetingOver,
	7:    codeNotStarted,
	8:    codeNoSuchMeeting,
	9:    codeMeetingFull,
	12:   codeMeetingLocked,
	16:   codeTokenInvalid,
	23:   codeLoginRequired,
	60:   codeBlocked,
	62:   codeBlocked,
	63:   codeNotPublished,
	64:   codeBlocked,
	82:   codeLoginRequired,
	500:  codeRecordingToken,
	501:  codeUserAbsent,
	502:  codeTokenConflict,
	503:  codeTokenMissing,
	504:  codeTokenMissing,
	505:  codeTokenInvalid,
	506:  codeTokenOther,
	4011: codeNotPublished,
	4012: codeTokenMissing,
	4013: codeTokenMissing,
	4014: codeTokenInvalid,
	4015: codeTokenOther,
	4016: codeRecordingToken,
	4017: codeUserAbsent,
	4018: codeTokenConflict,

	3001:   codeNoSuchMeeting,
	3004:   codeBadPasscode,
	3008:   codeNotStarted,
	3145:   codeRecordingToken,
	3265:   codeTokenInvalid,
	3610:   codeNoSuchMeeting,
	3623:   codeTokenInvalid,
	3705:   codeSDKAuth,
	3712:   codeSDKAuth,
	6601:   codeNotPublished,
	13245:  codeTokenConflict,
	13295:  codeTokenMissing,
	13296:  codeTokenMissing,
	13299:  codeTokenInvalid,
	13300:  codeTokenOther,
	103041: codeUserAbsent,
}

// judge says what a failed means. A known code counts; else Zoom's number.
func judge(m message, onBehalf bool) outcome {
	if r, ok := rulings[m.Code]; ok {
		return r.outcome()
	}
	if r, ok := rulings[natives[m.NativeCode]]; ok {
		return r.outcome()
	}
	switch {
	case m.NativeCode == nativeUnknown && onBehalf:
		return rulings[codeUserAbsent].outcome()
	case m.NativeCode == webUserLeft:
		return done(app.ReasonYouLeft)
	case m.NativeCode != 0:
		return final(app.ReasonRefused, fault.New(fault.ZoomRefused, "reason", "error "+strconv.FormatInt(m.NativeCode, 10)))
	default:
		return rulings[codeInternal].outcome()
	}
}

// Numbers with an end: of the native SDK's MeetingEndReason, and the Web SDK's.
const (
	endRemoved   = 1
	endByHost    = 2
	endUserLeft  = 8
	webUserLeft  = 4019
	unknownEnded = "The assistant left for a reason that Behalf does not know."
)

// conclude says what an ended means.
func conclude(m message) outcome {
	switch reason := app.Reason(m.Reason); reason {
	case app.ReasonLeft, app.ReasonHostEnded, app.ReasonRemoved, app.ReasonYouLeft:
		return done(reason)
	case app.ReasonLost:
		return lost()
	}
	switch m.NativeCode {
	case endRemoved:
		return done(app.ReasonRemoved)
	case endByHost:
		return done(app.ReasonHostEnded)
	case endUserLeft, webUserLeft:
		return done(app.ReasonYouLeft)
	}
	o := done(app.ReasonLeft)
	o.note = unknownEnded
	return o
}

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
		return final(app.ReasonRefused, fault.New(fault.ZoomRefused, "reason", "the assistant did not say why."))
	case exitTimedOut:
		return rulings[codeTimeout].outcome()
	default:
		return outcome{then: restart, phase: app.Failed, reason: app.ReasonBotFailed, fault: fault.New(fault.BotCrashed)}
	}
}
