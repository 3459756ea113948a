package bot

import (
	"context"
	"slices"
	"strconv"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// exam is one bot under test: what it is, and what has been seen of it.
type exam struct {
	ctx       context.Context
	config    Config
	assistant app.Assistant
	zoom      StandIn
	launch    launch
	witness   *witness
	hide      redactor
	pwd       secret.Text // of every meeting
	number    int         // of the latest meeting

	hello  message
	answer message // to its first order to join; zero: none
	came   bool    // to the stand-in
	inside bool    // it was in a meeting there
	made   int     // artifacts that it reported
	astray int     // of them, not in its folder
}

func newExam(ctx context.Context, c Config, a app.Assistant, zoom StandIn) (*exam, error) {
	w, err := newWitness()
	if err != nil {
		return nil, fault.Wrap(fault.Unexpected, err)
	}
	c.StandIn = zoom.URL()
	c.Limits.Connect = min(c.Limits.Connect, testConnect)
	e := &exam{ctx: ctx, config: c, assistant: a, zoom: zoom, witness: w}
	// A token of the stand-in will do for a passcode: it is long, and can be
	// searched for. The end shows whether somebody percent-encodes it.
	e.pwd = secret.New(zoom.Tokens(e.newMeeting()).SDKJWT.Reveal() + "+/=")
	e.learn(e.pwd)
	return e, nil
}

// learn makes the witness look out for secrets.
func (e *exam) learn(secrets ...secret.Text) {
	for _, s := range secrets {
		if s.Empty() {
			continue
		}
		e.witness.learn(s.Reveal())
		e.hide.learn(s.Reveal())
	}
}

// newMeeting is the number of one where nobody has been yet.
func (e *exam) newMeeting() string {
	e.number++
	return strconv.Itoa(81_000_000_000 + e.number)
}

func (e *exam) can(feature string) bool { return slices.Contains(e.hello.Features, feature) }

// takesOnBehalf: a bot that announces nothing is taken to.
func (e *exam) takesOnBehalf() bool { return len(e.hello.Features) == 0 || e.can(featureOnBehalf) }

// program prepares the start of the program.
func (e *exam) program() *fault.Fault {
	var err error
	e.launch, err = New(e.config).launch(e.assistant)
	return fault.From(err)
}

func (e *exam) withoutAnswer() fault.Phrase {
	if e.answer.Type == "" {
		return fault.SkipNoAnswer
	}
	return ""
}

// withoutStandIn spares a bot that only knows the real Zoom, which refuses the
// stand-in's tokens. One that claims to be in a meeting is not spared.
func (e *exam) withoutStandIn() fault.Phrase {
	if !e.came && e.answer.Type == typeFailed {
		return fault.SkipNoStandIn
	}
	return e.withoutAnswer()
}

func (e *exam) outside() fault.Phrase {
	switch why := e.withoutStandIn(); {
	case why != "":
		return why
	case !e.inside:
		return fault.SkipNotInside
	}
	return ""
}

func (e *exam) withoutHeartbeat() fault.Phrase {
	if !e.can(featureHeartbeat) {
		return fault.SkipNotAnnounced
	}
	return ""
}

func (e *exam) withoutRejoin() fault.Phrase {
	if !e.can(featureRejoin) {
		return fault.SkipNotAnnounced
	}
	return e.withoutAnswer()
}

func (e *exam) withoutArtifacts() fault.Phrase {
	switch {
	case e.made > 0:
		return ""
	case !e.can(featureArtifacts):
		return fault.SkipNotAnnounced
	}
	return fault.SkipNothingMade
}

// inMeeting compares what it said with what the stand-in saw.
func (e *exam) inMeeting() *fault.Fault {
	switch {
	case e.answer.Type == typeFailed:
		return breaks(fault.RuleGoodToken.Say())
	case !e.inside:
		return breaks(fault.RuleNobodyCame.Say())
	}
	return nil
}

func (e *exam) artifactsInside() *fault.Fault {
	if e.astray > 0 {
		return breaks(fault.RuleArtifact.Say())
	}
	return nil
}

func (e *exam) tokensKept() *fault.Fault {
	if where := e.witness.leak(); where != "" {
		return breaks(fault.RuleLeak.Say("where", where))
	}
	return nil
}

func (e *exam) linesValid() *fault.Fault {
	if what := e.witness.wrong(); what != "" {
		return breaks(fault.RuleSchema.Say("what", e.hide.note(what)))
	}
	return nil
}
