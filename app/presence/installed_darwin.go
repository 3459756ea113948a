package presence

import (
	"os"
	"path/filepath"
)

// Installed says whether a Zoom client takes links of its own scheme: the app
// registers it wherever it lies, and it lies in one of two places.
func Installed() bool {
	folders := []string{"/Applications"}
	if home, err := os.UserHomeDir(); err == nil {
		folders = append(folders, filepath.Join(home, "Applications"))
	}
	for _, folder := range folders {
		if info, err := os.Stat(filepath.Join(folder, "zoom.us.app")); err == nil && info.IsDir() {
			return true
		}
	}
	return false
}
