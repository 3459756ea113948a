package app

import (
	"behalf/app/fault"
	"behalf/app/meeting"
)

// Read reads a text and explains a refusal; the fault is nil if the reading
// can be sent to.
func Read(text string) (meeting.Reading, *fault.Fault) {
	r := meeting.Read(text)
	if r.Usable() {
		return r, nil
	}
	return r, explain(r)
}

func explain(r meeting.Reading) *fault.Fault {
	switch r.Why {
	case meeting.WhyEmpty:
		return fault.New(fault.PasteEmpty)
	case meeting.WhyTooLong:
		return fault.New(fault.PasteTooLong)
	case meeting.WhyOtherHost:
		return fault.New(fault.NotZoom, "host", r.Meeting.Host)
	case meeting.WhyPersonalRoom:
		return fault.New(fault.PersonalLink)
	case meeting.WhyRegistration:
		return fault.New(fault.RegisterFirst)
	case meeting.WhyHidden:
		return fault.New(fault.OpenFirst)
	case meeting.WhySeveral:
		return fault.New(fault.TwoMeetings)
	default:
		return fault.New(fault.NoMeeting)
	}
}
