// Package fault owns what a person is told when something does not work: one
// catalogue of kinds, each with what happened, one next step, a short code for
// support and the exit code of the command line.
//
// Edges (auth, storage, bot …) return a *Fault or wrap one; views only print
// what they find. Nothing else in the program writes sentences about failures,
// and nothing here knows how a failure came about. Phrases (phrases.go) are the
// parts and remarks that go with them. All of it is English; a view in another
// language finds the sentences again by their words (recognise.go).
package fault

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
)

// Kind names a sort of failure, the same on the command line and in logs.
type Kind string

// Action is the next step that a view can offer as a button.
type Action string

// The actions a view must be able to carry out.
const (
	ActNone       Action = ""
	ActPaste      Action = "paste"      // put the cursor into the paste field
	ActChoose     Action = "choose"     // choose one of several meetings
	ActConnect    Action = "connect"    // sign in at Zoom (again)
	ActSettings   Action = "settings"   // the Zoom app
	ActAssistants Action = "assistants" // the configured bots
	ActRetry      Action = "retry"      // do the same once more
	ActOpenZoom   Action = "open_zoom"  // open the meeting in Zoom
	ActAsYou      Action = "as_you"     // send it again, signed in as the person
	ActPasscode   Action = "passcode"   // ask for the passcode, then send it again
	ActRemove     Action = "remove"     // open the page where an app is removed at Zoom
	ActUnlock     Action = "unlock"     // unlock the keychain, then retry
	ActKeep       Action = "keep"       // keep sign-ins in memory only, then retry
	ActShowRun    Action = "show_run"   // bring the run to the front
	ActDetails    Action = "details"    // show what the assistant wrote
	ActFiles      Action = "files"      // show the file, or where the files of runs lie
	ActUpdate     Action = "update"     // install a newer Behalf
)

// Exit codes of the command line.
const (
	ExitDone          = 0
	ExitUnexpected    = 1
	ExitUsage         = 2
	ExitSignIn        = 3
	ExitPermission    = 4
	ExitNoMeeting     = 5
	ExitZoom          = 6
	ExitKeychain      = 7
	ExitAssistant     = 8
	ExitGaveUp        = 9
	ExitStopped       = 10
	ExitMisconfigured = 11
	ExitRefused       = 12
)

// Fault is a failure in words. Its cause is for logs and errors.Is only and is
// never part of what a person reads.
type Fault struct {
	Kind   Kind
	Title  string
	Advice string
	Action Action
	Code   string
	Exit   int

	cause error
}

// New makes a fault of a kind. pairs are name, value for the places in braces
// in the catalogue's words; values are cleaned of control characters.
func New(kind Kind, pairs ...string) *Fault { return Wrap(kind, nil, pairs...) }

// Wrap is New with the error that caused it.
func Wrap(kind Kind, cause error, pairs ...string) *Fault {
	words, ok := catalogue[kind]
	if !ok {
		kind, words = Unexpected, catalogue[Unexpected]
	}
	return &Fault{
		Kind:   kind,
		Title:  fill(words.title, pairs),
		Advice: fill(words.advice, pairs),
		Action: words.action,
		Code:   words.code,
		Exit:   words.exit,
		cause:  cause,
	}
}

// Error gives the words, not the cause.
func (f *Fault) Error() string {
	if f.Advice == "" {
		return f.Title + " (" + f.Code + ")"
	}
	return f.Title + " " + f.Advice + " (" + f.Code + ")"
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.cause }

// From finds the fault in an error. A cancelled context means that the person
// stopped it; an error nobody explained is Unexpected.
func From(err error) *Fault {
	var f *Fault
	switch {
	case err == nil:
		return nil
	case errors.As(err, &f):
		return f
	case errors.Is(err, context.Canceled):
		return Wrap(Stopped, err)
	default:
		return Wrap(Unexpected, err)
	}
}

// Is says whether an error is, or wraps, a fault of one of the kinds.
func Is(err error, kinds ...Kind) bool {
	var f *Fault
	if !errors.As(err, &f) {
		return false
	}
	for _, kind := range kinds {
		if f.Kind == kind {
			return true
		}
	}
	return false
}

type wire struct {
	Code   string `json:"code"`
	Kind   Kind   `json:"kind"`
	Title  string `json:"title"`
	Advice string `json:"advice"`
	Action Action `json:"action"`
}

// MarshalJSON writes the public form of cli.md.
func (f *Fault) MarshalJSON() ([]byte, error) {
	return json.Marshal(wire{f.Code, f.Kind, f.Title, f.Advice, f.Action})
}

// Stored is the part of a fault that history keeps.
type Stored struct {
	Kind          Kind
	Title, Advice string
}

// Restore makes a fault out of what history kept; an unknown kind (of a newer
// version) keeps its words.
func Restore(s Stored) *Fault {
	f := New(s.Kind)
	f.Title, f.Advice = s.Title, s.Advice
	return f
}

func fill(text string, pairs []string) string {
	if len(pairs) == 0 {
		return text
	}
	args := make([]string, len(pairs))
	for i, p := range pairs {
		if i%2 == 0 {
			args[i] = "{" + p + "}"
		} else {
			args[i] = clean(p)
		}
	}
	return strings.NewReplacer(args...).Replace(text)
}

// clean keeps foreign text on one line and readable in its written order.
func clean(text string) string {
	const most = 200
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return ' '
		case r < ' ', r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, text)
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
