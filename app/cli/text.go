package cli

import (
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// text is the meeting text of a verb: its argument, the file that it names, or
// standard input for "-". What did not stand in the argument comes back as
// stdin as well, to be handed over with the verb.
func (c *command) text(arg string) (text string, stdin []byte, err error) {
	if arg == "-" {
		stdin, err = c.stdin()
		return string(stdin), stdin, err
	}
	if file, ok, err := c.file(arg); ok || err != nil {
		return file, []byte(file), err
	}
	return arg, nil, nil
}

// saved are the endings of files that people save invitations as.
var saved = []string{".ics", ".vcs", ".eml", ".txt"}

// file reads the invitation that an argument names. The process that was asked
// reads it, and hands its content over; so a verb that is carried out for
// another process finds it on standard input.
func (c *command) file(arg string) (content string, ok bool, err error) {
	path := !strings.Contains(arg, "://") && slices.Contains(saved, strings.ToLower(filepath.Ext(arg)))
	if !path && !strings.HasPrefix(arg, "file://") {
		return "", false, nil
	}
	if c.Served {
		data, err := c.stdin()
		return string(data), len(data) > 0, err
	}
	content, err = c.ReadFile(arg)
	if errors.Is(err, fs.ErrNotExist) {
		return "", false, nil // words that end like a file
	}
	return content, err == nil, err
}

const maxStdin = 1<<20 + 1

// stdin reads what a verb takes from standard input.
func (c *command) stdin() ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(c.In, maxStdin))
	if err != nil {
		return nil, &internalError{err}
	}
	return data, nil
}
