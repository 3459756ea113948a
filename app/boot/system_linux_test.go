package boot

import (
	"strings"
	"testing"
)

func TestTheSystemIsNamedButNotWhatElseTheEnvironmentHolds(t *testing.T) {
	t.Setenv("XDG_SESSION_TYPE", "x11")
	t.Setenv("XDG_CURRENT_DESKTOP", "ada-lovelace")
	got := system()
	if !strings.HasSuffix(got, ", x11") || !strings.Contains(got, ", kernel ") {
		t.Errorf("%q", got)
	}
	t.Setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")
	if got := system(); !strings.HasSuffix(got, ", x11, ubuntu:GNOME") {
		t.Errorf("%q", got)
	}
}
