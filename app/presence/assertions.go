package presence

import (
	"regexp"
	"strings"
)

// held is a line of `pmset -g assertions` that names who holds what:
//
//	pid 721(zoom.us): [0x0000123200058a2f] 00:05:01 NoDisplaySleepAssertion named: "…"
var held = regexp.MustCompile(`^\s*pid \d+\((.+?)\): \[0x[0-9a-fA-F]+\] [0-9:]+ (\w+) named: `)

// keepsDisplayOn says whether the process keeps the display from going to
// sleep, as the Zoom client does in a call and at no other time.
func keepsDisplayOn(assertions, process string) bool {
	for line := range strings.Lines(assertions) {
		m := held.FindStringSubmatch(line)
		if m == nil || m[1] != process {
			continue
		}
		switch m[2] {
		case "NoDisplaySleepAssertion", "PreventUserIdleDisplaySleep":
			return true
		}
	}
	return false
}
