package boot

import (
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"behalf/app/fault"
	"behalf/app/meeting"
)

// readInvitation reads a calendar entry, a mail or a text that a person saved,
// by its path or its file: address.
func readInvitation(name string) (string, error) {
	bad := func(cause error) error { return fault.Wrap(fault.BadFile, cause, "name", filepath.Base(name)) }
	file, err := os.Open(localPath(name)) //nolint:gosec // the person named just this file
	if err != nil {
		return "", bad(err)
	}
	defer func() { _ = file.Close() }() // only read
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return "", bad(err)
	}
	data, err := io.ReadAll(io.LimitReader(file, meeting.MaxText+1))
	switch {
	case err != nil:
		return "", bad(err)
	case len(data) > meeting.MaxText:
		return "", fault.New(fault.PasteTooLong)
	case !isText(string(data)):
		return "", bad(nil)
	}
	return string(data), nil
}

// localPath takes the path out of a file: address, as file managers give it.
func localPath(name string) string {
	if !strings.HasPrefix(name, "file://") {
		return name
	}
	u, err := url.Parse(name)
	if err != nil {
		return name
	}
	path := u.Path
	if len(path) > 2 && path[2] == ':' { // file:///C:/…
		path = path[1:]
	}
	return filepath.FromSlash(path)
}

// isText tells a text from a picture or a mail program's own format. UTF-16 has
// zeros, but says so with its first two bytes.
func isText(data string) bool {
	return !strings.ContainsRune(data, 0) || strings.HasPrefix(data, "\xff\xfe") || strings.HasPrefix(data, "\xfe\xff")
}
