package sandbox

import (
	"behalf/app"
	"behalf/app/secret"
)

// Tokens are fresh ones of the person at the browser for one try at a meeting,
// without the way through a sign-in: for trying bots.
func (s *Server) Tokens(meetingID string) app.Tokens {
	s.mu.Lock()
	defer s.mu.Unlock()
	give := func(kind ticketKind, meeting string) secret.Text {
		return secret.New(s.issue(ticket{kind: kind, user: s.seated, meeting: meeting}))
	}
	return app.Tokens{
		OnBehalf:       give(onBehalf, meetingID),
		ZAK:            give(zak, ""),
		LocalRecording: app.Minted{Token: give(recording, meetingID)},
		SDKJWT:         secret.New(s.secret("signature", 240)),
		PublicAppKey:   s.opt.ClientID,
	}
}

// Tries says how often somebody stood at the door of a meeting.
func (s *Server) Tries(meetingID string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gate.tries[meetingID]
}

// Inside says how many bots are in a meeting.
func (s *Server) Inside(meetingID string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	inside := 0
	for _, n := range s.gate.sessions {
		if n.MeetingID == meetingID && n.State == StateInMeeting {
			inside++
		}
	}
	return inside
}
