package app

import "behalf/app/fault"

// AssistantKind says how an assistant is run.
type AssistantKind string

// The kinds of assistant.
const (
	ProcessAssistant   AssistantKind = "process"   // speaks the bot protocol
	CommandAssistant   AssistantKind = "command"   // any program; Command says how to speak to it
	RehearsalAssistant AssistantKind = "rehearsal" // ours, joins the stand-in only
)

// Assistant is a configured bot.
type Assistant struct {
	Name    string
	Kind    AssistantKind
	Program string
	Args    []string
	Env     []string          // NAME=value, added to the short list a bot gets
	Options map[string]string // handed over as options in join
	Record  bool              // takes along the right to record meetings that you host
	Command Command           // of a CommandAssistant
	Fault   *fault.Fault      // why it is not ready; not stored
}

// Command says how to speak to a program that does not know the bot protocol.
// File and Input are templates, whose placeholders stand for what is in join;
// only they, never the arguments, may hold a token.
type Command struct {
	FileName string    `json:"file_name,omitempty"` // of the private file; empty: none
	File     string    `json:"file,omitempty"`      // what is in it
	Input    string    `json:"input,omitempty"`     // what it gets on standard input
	Format   Format    `json:"format,omitempty"`    // of the two
	Beside   bool      `json:"beside,omitempty"`    // it looks for the file in its own folder
	Stop     StopWay   `json:"stop,omitempty"`      // how it is asked to leave
	Patterns []Pattern `json:"patterns,omitempty"`  // what its lines mean
}

// Format says how values are written into a template.
type Format string

// The formats.
const (
	FormatPlain Format = ""     // as they are, and only where they can do no harm
	FormatJSON  Format = "json" // as in a JSON string
)

// StopWay is how a program is asked to leave. Whatever the way, one that is still
// there after a while is terminated, then killed.
type StopWay string

// The ways.
const (
	StopByInput     StopWay = ""          // its standard input ends
	StopByInterrupt StopWay = "interrupt" // as by Ctrl-C
	StopByTerminate StopWay = "terminate" // as by the system
)

// Pattern says what a line of a program's output means: a state, a failure or
// an end, in the words of the bot protocol.
type Pattern struct {
	Match  string `json:"match"` // a regular expression; a group named native is Zoom's number
	State  string `json:"state,omitempty"`
	Failed string `json:"failed,omitempty"` // a code, or "native" for the number alone
	Ended  string `json:"ended,omitempty"`  // a reason, or "native"
}
