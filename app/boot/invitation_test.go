package boot

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"behalf/app/fault"
	"behalf/app/meeting"
)

func TestF43InvitationsInFiles(t *testing.T) {
	folder := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := file("Grüße 1.ics", "BEGIN:VCALENDAR\r\n")
	for _, name := range []string{good, (&url.URL{Scheme: "file", Path: filepath.ToSlash(good)}).String()} {
		if content, err := readInvitation(name); err != nil || content != "BEGIN:VCALENDAR\r\n" {
			t.Errorf("%s: %q, %v", name, content, err)
		}
	}
	if _, err := readInvitation(file("wide.ics", "\xff\xfeB\x00")); err != nil {
		t.Errorf("UTF-16: %v", err)
	}
	for name, want := range map[string]fault.Kind{
		file("picture.ics", "\x89PNG\x00\x00"):                   fault.BadFile,
		file("long.txt", strings.Repeat("a", meeting.MaxText+1)): fault.PasteTooLong,
		folder:                              fault.BadFile,
		filepath.Join(folder, "absent.ics"): fault.BadFile,
	} {
		content, err := readInvitation(name)
		if !fault.Is(err, want) || content != "" {
			t.Errorf("%s: %q, %v", name, content, err)
		}
	}
	if _, err := readInvitation(filepath.Join(folder, "absent.ics")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nobody can tell that it does not exist: %v", err)
	}
}
