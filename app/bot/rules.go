package bot

import (
	"regexp"
	"strings"

	"behalf/app/fault"
)

// Orders that a later Behalf might send, and one that is cut off.
const (
	unheardOf  = `{"v":1,"type":"behalf_test","field":[1,{"two":3}]}` + "\n"
	brokenLine = `{"v":1,"type":"join","run":` + "\n"
)

func (s *sitting) introduces() *fault.Fault {
	return s.linesValid()
}

// goes gives the order to leave, or with nil the end of input, and awaits the
// end of the program.
func (s *sitting) goes(order []byte, late string, codes ...int) *fault.Fault {
	s.bot.tell(order)
	s.limit(s.config.Limits.Leave)
	return s.ends(late, codes...)
}

func (s *sitting) leavesBeforeJoin() *fault.Fault {
	return s.goes(leaveLine(), fault.RuleLateLeave.Say(), exitClean)
}

func (s *sitting) endsBeforeJoin() *fault.Fault {
	return s.goes(nil, fault.RuleLateInput.Say(), exitClean)
}

func (s *sitting) refusesUnknownOrder() *fault.Fault {
	s.bot.tell([]byte(unheardOf))
	s.limit(s.config.Limits.Leave)
	_, f := s.await(fault.RuleUnknownOrder.Say(),
		func(m message) bool { return m.Type == typeFailed && m.Code == codeUnsupported })
	if f != nil {
		return f
	}
	return s.goes(leaveLine(), fault.RuleAfterUnknown.Say("how", fault.RuleLateLeave.Say()), exitClean)
}

// bearsBrokenLine: whether it gives up or goes on, it must not hang.
func (s *sitting) bearsBrokenLine() *fault.Fault {
	s.bot.tell([]byte(brokenLine))
	return s.goes(leaveLine(), fault.RuleBrokenLine.Say(), exitClean, exitBadInput)
}

func (s *sitting) answersJoin() (f *fault.Fault) {
	s.answer, f = s.come(nil)
	s.came = s.zoom.Tries(s.meeting) > 0
	s.inside = s.answer.Type == typeState && s.zoom.Inside(s.meeting) > 0
	return f
}

func (s *sitting) ignoresUnknownFields() *fault.Fault {
	answer, f := s.come(withUnknownFields)
	if f == nil && answer.Type != s.answer.Type {
		return breaks(fault.RuleUnknownField.Say())
	}
	return f
}

// withUnknownFields adds fields to an order to join that a later Behalf might
// add. Quotes inside of values are escaped, so the names are found only as such.
func withUnknownFields(line []byte) []byte {
	const field = `"behalf_test":{"of":[1,2],"null":null}`
	more := []string{"}\n", "," + field + "}\n"}
	for _, part := range []string{"meeting", "auth", "limits"} {
		begins := `"` + part + `":{`
		more = append(more, begins, begins+field+",")
	}
	return []byte(strings.NewReplacer(more...).Replace(string(line)))
}

// withWorthlessZAK is for bots that join as the person, who need not be there.
func withWorthlessZAK(line []byte) []byte {
	return regexp.MustCompile(`"zak":"[^"]*"`).ReplaceAll(line, []byte(`"zak":"worthless"`))
}

// beats awaits two heartbeats: in the meeting, if it can get there.
func (s *sitting) beats() *fault.Fault {
	if s.inside {
		if f := s.enter(); f != nil {
			return f
		}
	}
	for range 2 {
		s.limit(s.config.Limits.Silence)
		if _, f := s.await(fault.RuleNoHeartbeat.Say(),
			func(m message) bool { return m.Type == typeHeartbeat }); f != nil {
			return f
		}
	}
	return nil
}

func (s *sitting) leavesMeeting() *fault.Fault {
	if f := s.enter(); f != nil {
		return f
	}
	s.bot.tell(leaveLine())
	s.limit(s.config.Limits.Leave)
	_, f := s.await(fault.RuleNoLeft.Say(),
		func(m message) bool { return m.Type == typeEnded && m.Reason == "left" })
	if f == nil {
		f = s.ends(fault.RuleLateLeave.Say(), exitClean)
	}
	if f == nil && s.zoom.Inside(s.meeting) > 0 {
		f = breaks(fault.RuleStillInside.Say())
	}
	return f
}

func (s *sitting) endsInMeeting() *fault.Fault {
	if f := s.enter(); f != nil {
		return f
	}
	return s.goes(nil, fault.RuleLateInput.Say(), exitClean)
}

// refused sends it to a meeting where its person is not. A bot that only knows
// the real Zoom is refused there for its token.
func (s *sitting) refused() *fault.Fault {
	s.zoom.SetPresent(s.meeting, false)
	var change func([]byte) []byte
	if !s.takesOnBehalf() {
		change = withWorthlessZAK
	}
	answer, f := s.come(change)
	switch {
	case f != nil:
		return f
	case answer.Type != typeFailed:
		return breaks(fault.RuleNotRefused.Say())
	case !readable(answer):
		return breaks(fault.RuleUnclear.Say())
	}
	return nil
}

// readable says whether a failed can be explained to a person.
func readable(m message) bool {
	if _, known := rulings[m.Code]; known {
		return true
	}
	o := judge(m, true)
	return o.fault == nil || !fault.Is(o.fault, fault.ZoomRefused, fault.BotInternal)
}

func (s *sitting) reportsRefusal() *fault.Fault {
	if f := s.refused(); f != nil {
		return f
	}
	return s.goes(leaveLine(), fault.RuleAfterRefusal.Say(),
		exitClean, exitBadInput, exitSDK, exitRefused, exitSDKMissing, exitTimedOut)
}

// rejoins: the ended that may follow a refusal is part of it.
func (s *sitting) rejoins() *fault.Fault {
	if f := s.refused(); f != nil {
		return f
	}
	s.zoom.SetPresent(s.meeting, true)
	answer, f := s.come(nil)
	if f == nil && s.inside && (answer.Type == typeFailed || s.zoom.Inside(s.meeting) == 0) {
		return breaks(fault.RuleNoRejoin.Say())
	}
	return f
}
