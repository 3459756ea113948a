package bot

import (
	"behalf/app"
	"behalf/app/fault"
)

// nativeUnknown may be Zoom's way to say that the authorizing user is absent.
const nativeUnknown = 65535

// natives are Zoom's numbers: of the native SDK's MeetingFailCode, of the Web
// SDK's errorCode, and of the backend codes behind the latter. The three
// ranges don't overlap, but for the Web SDK's 1, which says nothing. Some say
// more than the protocol has a code for.
var natives = map[int64]ruling{
	1:    rulings[codeNetwork],
	2:    rulings[codeNetwork],
	3:    rulings[codeNetwork],
	4:    rulings[codeBadPasscode],
	5:    rulings[codeNetwork],
	6:    rulings[codeMeetingOver],
	7:    rulings[codeNotStarted],
	8:    rulings[codeNoSuchMeeting],
	9:    rulings[codeMeetingFull],
	10:   broke(fault.BotTooOld),
	11:   rulings[codeNetwork],
	12:   rulings[codeMeetingLocked],
	13:   refused(fault.MeetingRestricted),
	14:   rulings[codeNotStarted], // nobody may be there before the host
	15:   rulings[codeNetwork],
	16:   rulings[codeTokenInvalid],
	19:   rulings[codeMeetingFull],
	20:   refused(fault.NotRegistered),
	21:   refused(fault.NotRegistered),
	22:   refused(fault.NotRegistered),
	23:   rulings[codeLoginRequired],
	27:   rulings[codeNoSuchMeeting],
	28:   refused(fault.NotRegistered),
	60:   refused(fault.InternalMeeting),
	62:   refused(fault.OutsidersBlocked),
	63:   rulings[codeNotPublished],
	64:   refused(fault.BlockedByAdmin),
	82:   refused(fault.PrivateMeeting),
	88:   refused(fault.PersonalLink),
	89:   refused(fault.PersonalLink),
	500:  rulings[codeRecordingToken],
	501:  rulings[codeUserAbsent],
	502:  refused(fault.TokenConflict),
	503:  refused(fault.TokenNotAccepted),
	504:  rulings[codeTokenMissing],
	505:  rulings[codeTokenInvalid],
	506:  rulings[codeTokenOther],
	1143: refused(fault.OtherInvitee),
	4011: rulings[codeNotPublished],
	4012: rulings[codeTokenMissing],
	4013: refused(fault.TokenNotAccepted),
	4014: rulings[codeTokenInvalid],
	4015: rulings[codeTokenOther],
	4016: rulings[codeRecordingToken],
	4017: rulings[codeUserAbsent],
	4018: refused(fault.TokenConflict),

	3001:   rulings[codeNoSuchMeeting],
	3004:   rulings[codeBadPasscode],
	3008:   rulings[codeNotStarted],
	3051:   rulings[codeUserAbsent],
	3100:   rulings[codeLoginRequired],
	3145:   rulings[codeRecordingToken],
	3265:   rulings[codeTokenInvalid],
	3610:   rulings[codeNoSuchMeeting],
	3623:   rulings[codeTokenInvalid],
	3705:   broke(fault.BotSignatureExpired),
	3712:   broke(fault.BotSignature),
	6601:   rulings[codeNotPublished],
	10000:  broke(fault.BotTooOld),
	13245:  refused(fault.TokenConflict),
	13295:  refused(fault.TokenNotAccepted),
	13296:  rulings[codeTokenMissing],
	13299:  rulings[codeTokenInvalid],
	13300:  rulings[codeTokenOther],
	103041: rulings[codeUserAbsent],
}

// Failures that are ends: the native SDK's, and the Web SDK's.
const (
	nativeRemoved = 61
	webUserLeft   = 4019
)

// ends are the numbers of the native SDK's MeetingEndReason, and the Web SDK's.
var ends = map[int64]struct {
	reason app.Reason
	note   fault.Phrase
}{
	1:           {app.ReasonRemoved, ""},
	2:           {app.ReasonHostEnded, ""},
	3:           {app.ReasonHostEnded, fault.NoteHostLate},
	4:           {app.ReasonHostEnded, fault.NoteAllLeft},
	5:           {app.ReasonHostEnded, fault.NoteOtherMeeting},
	6:           {app.ReasonHostEnded, fault.NoteTimeOver},
	8:           {app.ReasonYouLeft, ""},
	webUserLeft: {app.ReasonYouLeft, ""},
}
