package bot

import (
	"context"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// StandIn is a Zoom of our own that bots are tested against; the one of
// auth/sandbox is. Meetings are there as soon as somebody speaks of them.
type StandIn interface {
	URL() string
	Tokens(meetingID string) app.Tokens // fresh ones, good for one try
	SetPresent(meetingID string, present bool)
	Tries(meetingID string) int  // how often somebody stood at the door
	Inside(meetingID string) int // how many are in
	Close() error
}

// testConnect is what a bot under test gets to connect. The protocol lets the
// host choose; nobody is to wait a minute for a bot that hangs.
const testConnect = 20 * time.Second

// Test tries an assistant on the rules of the protocol, one after the other,
// each with the program started anew; see app.Bots. Nobody's tokens are handed
// out: they are the stand-in's, and good for nothing at Zoom.
func (s *Supervisor) Test(ctx context.Context, a app.Assistant, begin func(name string), report func(app.Step)) (err error) {
	zoom, err := s.config.NewStandIn()
	if err != nil {
		return err
	}
	defer func() {
		if closed := zoom.Close(); err == nil {
			err = closed
		}
	}()
	e, err := newExam(ctx, s.config, a, zoom)
	if err != nil {
		return err
	}
	e.hold(begin, report)
	return nil
}

// hold goes through the rules. Without a program, or without a good hello,
// there is nothing to try the others on.
func (e *exam) hold(begin func(string), report func(app.Step)) {
	for _, r := range rules() {
		step := e.apply(r, begin)
		report(step)
		if step.Fault != nil {
			e.config.Log.Warn("test of a bot", "step", r.name, "fault", step.Fault.Title, "cause", step.Fault.Unwrap())
			if r.vital || step.Fault.Kind == fault.Stopped {
				return
			}
		}
	}
}

// apply tries a rule, unless the bot is spared. One that was called off has not
// been kept, whatever it looked like.
func (e *exam) apply(r rule, begin func(string)) app.Step {
	step := app.Step{Name: r.name}
	switch {
	case e.launch.command != nil: // known as soon as there is a program
		step.Skipped = fault.SkipOtherWays.Say()
	case r.spared != nil:
		step.Skipped = r.spared(e).Say()
	}
	if step.Skipped == "" {
		begin(r.name)
		began := time.Now()
		if r.sum != nil {
			step.Fault = r.sum(e)
		} else {
			step.Fault = e.sit(r.try)
		}
		step.Took = time.Since(began)
	}
	if e.ctx.Err() != nil {
		step.Skipped, step.Fault = "", fault.New(fault.Stopped)
	}
	step.OK = step.Fault == nil
	return step
}

// rule is one of the protocol's, and how to find out whether a bot keeps it.
type rule struct {
	name   string
	vital  bool                        // without it, nothing else can be tried
	spared func(*exam) fault.Phrase    // why it does not apply; empty, or nil: it does
	try    func(*sitting) *fault.Fault // with the program started anew
	sum    func(*exam) *fault.Fault    // or from what has been seen
}

// rules are in the order of a bot's life; what is said of all it has written
// comes last.
func rules() []rule {
	return []rule{
		{name: "program", vital: true, sum: (*exam).program},
		{name: "hello", vital: true, try: (*sitting).introduces},
		{name: "leave_before_join", try: (*sitting).leavesBeforeJoin},
		{name: "end_of_input_before_join", try: (*sitting).endsBeforeJoin},
		{name: "unknown_order", try: (*sitting).refusesUnknownOrder},
		{name: "broken_line", try: (*sitting).bearsBrokenLine},
		{name: "join", try: (*sitting).answersJoin},
		{name: "in_meeting", spared: (*exam).withoutStandIn, sum: (*exam).inMeeting},
		{name: "unknown_fields", spared: (*exam).withoutAnswer, try: (*sitting).ignoresUnknownFields},
		{name: "heartbeat", spared: (*exam).withoutHeartbeat, try: (*sitting).beats},
		{name: "leave_in_meeting", spared: (*exam).outside, try: (*sitting).leavesMeeting},
		{name: "end_of_input_in_meeting", spared: (*exam).outside, try: (*sitting).endsInMeeting},
		{name: "refusal", spared: (*exam).withoutAnswer, try: (*sitting).reportsRefusal},
		{name: "rejoin", spared: (*exam).withoutRejoin, try: (*sitting).rejoins},
		{name: "artifacts", spared: (*exam).withoutArtifacts, sum: (*exam).artifactsInside},
		{name: "tokens", sum: (*exam).tokensKept},
		{name: "lines", sum: (*exam).linesValid},
	}
}

// breaks is the fault of a bot that does not keep a rule.
func breaks(how string) *fault.Fault { return fault.New(fault.BotRule, "rule", how) }

// RuleNames lists what Test tries, in order.
func RuleNames() (names []string) {
	for _, r := range rules() {
		names = append(names, r.name)
	}
	return names
}
