package boot

import (
	"os"
	"slices"
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
	for _, value := range []string{os.Getenv("XDG_SESSION_TYPE"), os.Getenv("XDG_CURRENT_DESKTOP")} {
		if slices.Contains(desktops(), value) {
			parts = append(parts, value)
		}
	}
	return strings.Join(parts, ", ")
}

// desktops are kinds of sessions and desktops as they call themselves. Nothing
// else of an environment is ever shown.
func desktops() []string {
	return []string{
		"wayland", "x11",
		"GNOME", "ubuntu:GNOME", "GNOME-Classic:GNOME", "pop:GNOME", "KDE", "XFCE", "X-Cinnamon", "MATE", "LXQt", "Budgie:GNOME",
		"Pantheon", "COSMIC", "sway", "Hyprland", "i3", "Unity", "Deepin", "Enlightenment",
	}
}

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
