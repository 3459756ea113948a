package presence

import "testing"

const inNoCall = `2026-11-21 12:00:00 +0100
Assertion status system-wide:
   BackgroundTask                 0
   PreventUserIdleDisplaySleep    1
   PreventUserIdleSystemSleep     1
   NoDisplaySleepAssertion        1
Listed by owning process:
   pid 88(powerd): [0x0000000100018001] 00:10:04 PreventUserIdleSystemSleep named: "Powerd - Prevent sleep while display is on"
   pid 164(WindowServer): [0x0000000100098003] 00:00:00 UserIsActive named: "com.apple.iohideventsystem.queue.tickle.4294968313.3"
	Timeout will fire in 600 secs Action=TimeoutActionRelease
   pid 4711(Google Chrome): [0x0000000100058a2f] 00:02:13 NoDisplaySleepAssertion named: "Video Wake Lock"
   pid 302(coreaudiod): [0x0000000200018002] 00:00:07 PreventUserIdleSystemSleep named: "com.apple.audio.BuiltInMicrophoneDevice.context.preventuseridlesleep"
	Created for PID: 721.
`

func TestTheMacsClientKeepsTheDisplayOnInACall(t *testing.T) {
	line := func(process, kind string) string {
		return inNoCall + "   pid 721(" + process + "): [0x0000123200058a2f] 00:05:01 " + kind + " named: \"Zoom Video Communications\" \nNo kernel assertions.\n"
	}
	for name, c := range map[string]struct {
		printed string
		want    bool
	}{
		"nothing":                     {"", false},
		"others":                      {inNoCall, false},
		"in a call, the older name":   {line("zoom.us", "NoDisplaySleepAssertion"), true},
		"in a call, the newer name":   {line("zoom.us", "PreventUserIdleDisplaySleep"), true},
		"no sleep, but a dark screen": {line("zoom.us", "PreventUserIdleSystemSleep"), false},
		"a helper":                    {line("CptHost", "NoDisplaySleepAssertion"), false},
		"a name that begins alike":    {line("zoom.us.helper", "NoDisplaySleepAssertion"), false},
		"a name inside of a name":     {line("x) zoom.us", "NoDisplaySleepAssertion"), false},
		"words of somebody else":      {inNoCall + "   pid 1(x): [0x1] 00:05:01 UserIsActive named: \"pid 721(zoom.us): [0x1] 00:05:01 NoDisplaySleepAssertion named: \"\n", false},
	} {
		if got := keepsDisplayOn(c.printed, "zoom.us"); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
