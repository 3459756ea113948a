package bot

import (
	"os"
	"runtime"
	"slices"
	"strings"
)

// A bot inherits what it needs to find programs, its home, the language, the
// display and the sound, and nothing else: no proxy passwords, no agents, no
// library paths, none of our own variables. What more it needs, the person sets
// for that assistant.
var (
	inheritedOnUnix = []string{
		"PATH", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "TZ",
		"LANG", "LANGUAGE", // and LC_*
		"DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY",
		"XDG_RUNTIME_DIR", "PULSE_SERVER", // sockets of the sound server
		"SSL_CERT_FILE", "SSL_CERT_DIR", // a company's own authorities
	}
	inheritedOnWindows = []string{
		"PATH", "PATHEXT", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC",
		"TEMP", "TMP", "USERPROFILE", "USERNAME", "HOMEDRIVE", "HOMEPATH",
		"APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "PROGRAMFILES", "PROGRAMFILES(X86)",
		"COMMONPROGRAMFILES", "PROCESSOR_ARCHITECTURE", "NUMBER_OF_PROCESSORS",
	}
)

// environment is what a bot gets: the short list, then the assistant's own.
func environment(own []string) []string {
	var env []string
	for _, entry := range os.Environ() {
		if name, _, _ := strings.Cut(entry, "="); inherited(name) {
			env = append(env, entry)
		}
	}
	for _, entry := range own {
		if name, _, ok := strings.Cut(entry, "="); ok && !strings.HasPrefix(name, "BEHALF_") {
			env = append(env, entry)
		}
	}
	return env
}

func inherited(name string) bool {
	if runtime.GOOS == "windows" {
		return slices.Contains(inheritedOnWindows, strings.ToUpper(name))
	}
	return slices.Contains(inheritedOnUnix, name) || strings.HasPrefix(name, "LC_")
}
