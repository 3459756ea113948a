package boot

import (
	"os"
	"regexp"
	"strings"

	"golang.org/x/sys/unix"
)

// system is the distribution, as it calls itself, the kernel, and which desktop
// this is.
func system() string {
	parts := []string{distribution()}
	var u unix.Utsname
	if err := unix.Uname(&u); err == nil {
		parts = append(parts, "kernel "+unix.ByteSliceToString(u.Release[:]))
	}
	for _, name := range []string{"XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP"} {
		if value := os.Getenv(name); desktopName.MatchString(value) {
			parts = append(parts, value)
		}
	}
	return strings.Join(parts, ", ")
}

// desktopName is what a desktop or the kind of a session may be called.
var desktopName = regexp.MustCompile(`^[A-Za-z0-9:._-]{1,40}$`)

func distribution() string {
	name := "Linux"
	if release, err := os.ReadFile("/etc/os-release"); err == nil {
		for line := range strings.Lines(string(release)) {
			if value, is := strings.CutPrefix(strings.TrimSpace(line), "PRETTY_NAME="); is {
				name = strings.Trim(value, `"'`)
			}
		}
	}
	return name
}
