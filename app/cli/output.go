package cli

import (
	"encoding/json"
	"fmt"
	"strings"

	"behalf/app/fault"
)

// print writes the answer of a verb: one JSON object, or lines of text.
func (c *command) print(object any, lines ...string) error {
	if c.quiet {
		return nil
	}
	if c.json {
		return c.object(object)
	}
	return c.line(strings.Join(lines, "\n"))
}

func (c *command) line(text string) error {
	_, err := fmt.Fprintln(c.Out, text)
	return wrap(err)
}

func (c *command) object(object any) error {
	enc := json.NewEncoder(c.Out)
	enc.SetEscapeHTML(false)
	return wrap(enc.Encode(object))
}

// wrap keeps an error of writing from being taken for wrong usage.
func wrap(err error) error {
	if err == nil {
		return nil
	}
	return &internalError{err}
}

// complain says what went wrong: as the object with --json, else in words on
// standard error.
func (c *command) complain(f *fault.Fault) {
	if c.json {
		_ = c.object(struct {
			Fault *fault.Fault `json:"fault"`
		}{f}) // nowhere is left to say that standard output is gone
		return
	}
	c.sayFault(f)
}

func (c *command) sayFault(f *fault.Fault) {
	fmt.Fprintf(c.Err, "behalf: %s", f.Title)
	if f.Advice != "" {
		fmt.Fprintf(c.Err, "\n        %s", f.Advice)
	}
	fmt.Fprintf(c.Err, " (%s)\n", f.Code)
}

// paint colours a word where that is wanted.
func (c *command) paint(color, text string) string {
	if !c.Color {
		return text
	}
	return "\x1b[" + color + "m" + text + "\x1b[0m"
}

const (
	green = "32"
	amber = "33"
	red   = "31"
	grey  = "90"
)
