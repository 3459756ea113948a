package boot

import (
	"os"
	"path/filepath"
	"testing"
)

// The opener is looked for along PATH, which is the person's own; but whatever
// PATH says, never in the folder that Behalf was started in, such as Downloads.
func TestF65AnOpenerWhereItWasStartedIsNotTaken(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, name := range []string{"xdg-open", "x-www-browser", "www-browser"} {
		if err := os.WriteFile(name, []byte("#!/bin/sh\n/bin/touch "+filepath.Join(dir, "started")+"\n"), 0o700); err != nil { //nolint:gosec // it must be executable
			t.Fatal(err)
		}
	}
	for _, path := range []string{".", "", "./", "nothing:."} {
		t.Setenv("PATH", path)
		if err := openURL("https://zoom.us/"); err == nil {
			t.Errorf("PATH is %q, and something was opened", path)
		}
		if _, err := os.Stat("started"); err == nil {
			t.Errorf("PATH is %q, and a program from the working folder was started", path)
		}
	}
}
