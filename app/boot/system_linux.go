package boot

import (
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// system is the distribution, as it calls itself, and the kernel.
func system() string {
	name := "Linux"
	if release, err := os.ReadFile("/etc/os-release"); err == nil {
		for line := range strings.Lines(string(release)) {
			if value, is := strings.CutPrefix(strings.TrimSpace(line), "PRETTY_NAME="); is {
				name = strings.Trim(value, `"'`)
			}
		}
	}
	var u unix.Utsname
	if err := unix.Uname(&u); err != nil {
		return name
	}
	return name + ", kernel " + unix.ByteSliceToString(u.Release[:])
}
