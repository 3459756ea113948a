package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

const scenarioNormal = "normal"

// zoomScenarios are played by the stand-in: how Zoom may answer.
var zoomScenarios = []string{
	scenarioNormal, "absent-then-present", "always-absent", "65535-for-501",
	"token-invalid-then-ok", "not-published", "waiting-room", "user-left",
}

// The scenarios that the rehearsal bot plays: how a bot may misbehave.
const (
	scenarioHang          = "hang-in-connecting"
	scenarioGarbage       = "garbage-line"
	scenarioOversized     = "oversized-line"
	scenarioFlood         = "flood"
	scenarioNoHeartbeat   = "no-heartbeat"
	scenarioIgnoresLeave  = "ignores-leave"
	scenarioCrash         = "crash"
	scenarioCrashInside   = "crash-in-meeting"
	scenarioExit          = "exit-without-ended"
	scenarioTokenOnStderr = "prints-token-on-stderr"
)

var botScenarios = []string{
	scenarioHang, scenarioGarbage, scenarioOversized, scenarioFlood, scenarioNoHeartbeat,
	scenarioIgnoresLeave, scenarioCrash, scenarioCrashInside, scenarioExit, scenarioTokenOnStderr,
}

// Scenarios are the names that the rehearsal bot knows.
func Scenarios() []string { return slices.Concat(zoomScenarios, botScenarios) }

// misbehave plays what goes wrong before the meeting; finished is false if the
// scenario has nothing to do there.
func (b *rehearsalBot) misbehave(ctx context.Context, j join) (code int, finished bool) {
	switch b.scenario {
	case scenarioHang:
		return b.linger(ctx), true
	case scenarioNoHeartbeat:
		b.hush()
		return b.linger(ctx), true
	case scenarioGarbage:
		b.write([]byte("joining the meeting ...\n"))
		return b.linger(ctx), true
	case scenarioOversized:
		b.write([]byte(`{"v":1,"type":"log","text":"` + strings.Repeat("x", 2*maxLine) + "\"}\n"))
		return b.linger(ctx), true
	case scenarioFlood:
		for range 10 * floodLines {
			b.say(message{Type: typeLog, Level: "info", Text: "still here"})
		}
		return b.linger(ctx), true
	case scenarioCrash:
		_, _ = fmt.Fprintln(b.errw, "segmentation fault (as rehearsed)")
		return exitCrashed, true
	case scenarioTokenOnStderr:
		_, _ = fmt.Fprintln(b.errw, "joining with", text(j.Auth.OnBehalfToken), text(j.Auth.SDKJWT), text(j.Meeting.Pwd), text(j.Meeting.Passcode))
	}
	return 0, false
}
