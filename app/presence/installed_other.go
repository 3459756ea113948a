//go:build !windows && !darwin

package presence

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/adrg/xdg"
)

// Installed says whether a Zoom client takes links of its own scheme, the way
// desktops find out: a program's entry says what it takes, and a list of the
// person's or the system's may add to that.
func Installed() bool {
	data := append([]string{xdg.DataHome}, xdg.DataDirs...)
	config := append([]string{xdg.ConfigHome}, xdg.ConfigDirs...)
	return taken("x-scheme-handler/"+scheme, data, config)
}

func taken(kind string, data, config []string) bool {
	lists := make([]string, 0, len(data)+len(config))
	for _, dir := range config {
		lists = append(lists, filepath.Join(dir, "mimeapps.list"))
	}
	for _, dir := range data {
		entries, _ := filepath.Glob(filepath.Join(dir, "applications", "*.desktop")) // only a bad pattern fails
		if slices.ContainsFunc(entries, func(entry string) bool { return names(entry, "MimeType", kind) }) {
			return true
		}
		lists = append(lists, filepath.Join(dir, "applications", "mimeapps.list"))
	}
	return slices.ContainsFunc(lists, func(list string) bool { return chosen(list, kind, data) })
}

// chosen says whether a list gives the kind to a program that is there: what
// was removed can still be listed.
func chosen(list, kind string, data []string) bool {
	for _, entry := range values(list, kind) {
		for _, dir := range data {
			if _, err := os.Stat(filepath.Join(dir, "applications", filepath.Base(entry))); err == nil {
				return true
			}
		}
	}
	return false
}

func names(file, key, value string) bool { return slices.Contains(values(file, key), value) }

// values are the values of every line "key=one;two;" in a file, but for those
// that are taken back.
func values(file, key string) []string {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	var found []string
	removed := false
	for line := range strings.Lines(string(content)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			removed = line == "[Removed Associations]"
		}
		name, list, is := strings.Cut(line, "=")
		if is && !removed && strings.TrimSpace(name) == key {
			found = append(found, strings.FieldsFunc(list, func(r rune) bool { return r == ';' || r == ' ' })...)
		}
	}
	return found
}
