package presence

import (
	"context"
	"os"
	"os/exec"

	"golang.org/x/sys/unix"

	"behalf/app"
)

// client is the name of the Zoom client's process. Its helpers have other
// ones: CptHost, ZoomClips, …
const client = "zoom.us"

// look asks the system's own pmset, which needs no rights. The call behind it,
// IOPMCopyAssertionsByProcess, would have to be reached without cgo through
// handwritten layouts of Core Foundation that nothing but a Mac could test; what
// pmset prints is read by a function that is tested everywhere. It is started
// only while a client runs.
func look(ctx context.Context) app.Presence {
	if !running(client) {
		return app.PresenceUnknown
	}
	printed, err := exec.CommandContext(ctx, "/usr/bin/pmset", "-g", "assertions").Output()
	if err != nil {
		return app.PresenceUnknown
	}
	if keepsDisplayOn(string(printed), client) {
		return app.PresenceInCall
	}
	return app.PresenceNoCall
}

// running says whether a process of the person's own has exactly that name.
func running(name string) bool {
	processes, err := unix.SysctlKinfoProcSlice("kern.proc.uid", os.Getuid())
	if err != nil {
		return false
	}
	for i := range processes {
		if unix.ByteSliceToString(processes[i].Proc.P_comm[:]) == name {
			return true
		}
	}
	return false
}
