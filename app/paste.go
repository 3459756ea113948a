package app

import (
	"strings"

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

// Digest is what matters in a text that nobody wants to look at, such as a
// calendar file: it reads as the same meeting, or the same choice. It is empty
// if there is nothing to send to, or a doubt that only the text itself raises.
func Digest(text string) string {
	r := meeting.Read(text)
	switch {
	case r.Usable():
		return r.Meeting.Invitation()
	case r.Why != meeting.WhySeveral:
		return ""
	}
	var all []string
	for _, m := range r.Candidates {
		all = append(all, m.Invitation())
	}
	return strings.Join(all, "\n\n")
}

// refusals are what a person is told.
var refusals = map[meeting.Why]fault.Kind{
	meeting.WhyEmpty:        fault.PasteEmpty,
	meeting.WhyTooLong:      fault.PasteTooLong,
	meeting.WhyNoNumber:     fault.NoMeeting,
	meeting.WhyBadNumber:    fault.BadNumber,
	meeting.WhyZoomPage:     fault.ZoomPage,
	meeting.WhyDamaged:      fault.DamagedLink,
	meeting.WhyUnsafe:       fault.UnsafeLink,
	meeting.WhyOtherHost:    fault.NotZoom,
	meeting.WhyLookAlike:    fault.LookAlike,
	meeting.WhyOtherService: fault.OtherService,
	meeting.WhyPersonalRoom: fault.PersonalLink,
	meeting.WhyRegistration: fault.RegisterFirst,
	meeting.WhyHidden:       fault.OpenFirst,
	meeting.WhyUnsure:       fault.UnsureMeeting,
	meeting.WhySeveral:      fault.TwoMeetings,
	meeting.WhyBroken:       fault.BrokenNumber,
}

func explain(r meeting.Reading) *fault.Fault {
	return fault.New(refusals[r.Why], "host", r.Meeting.Host, "service", r.Service)
}
