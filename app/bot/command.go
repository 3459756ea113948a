package bot

import (
	"encoding/json"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"

	"behalf/app"
	"behalf/app/fault"
)

// stopByLeave is the way of programs that speak the protocol.
const stopByLeave app.StopWay = "leave"

// command is how to speak to a program that does not speak the protocol: an
// app.Command, made ready.
type command struct {
	app.Command
	patterns []pattern
	program  string
	env      []string
}

// newCommand checks what a person, or a preset, says about a program.
func newCommand(a app.Assistant) (*command, error) {
	c := a.Command
	known := slices.Concat(openNames, secretNames)
	for name := range a.Options {
		known = append(known, optionPrefix+name)
	}
	for _, template := range slices.Concat(a.Args, a.Env, []string{c.File, c.Input}) {
		for _, name := range names(template) {
			if !slices.Contains(known, name) {
				return nil, fault.New(fault.UnknownPlaceholder, "placeholder", "{"+name+"}")
			}
		}
	}
	seen := strings.Join(slices.Concat(a.Args, a.Env), " ") // by other programs too
	for _, name := range names(seen) {
		if slices.Contains(secretNames, name) {
			return nil, fault.New(fault.SecretInArguments, "placeholder", "{"+name+"}")
		}
	}
	if what := wrong(c, seen); what != "" {
		return nil, fault.New(fault.BadDefinition, "what", what.Say())
	}
	patterns, err := newPatterns(c.Patterns)
	if err != nil {
		return nil, fault.Wrap(fault.BadDefinition, err, "what", err.Error())
	}
	return &command{c, patterns, a.Program, a.Env}, nil
}

// wrong says what can't be right, whatever the meeting; seen is what other
// programs can read.
func wrong(c app.Command, seen string) fault.Phrase {
	handed := c.File + "\n" + c.Input
	switch {
	case !mentions(handed, "on_behalf_token") && !mentions(handed, "zak"):
		return fault.DefNoToken
	case !slices.Contains([]app.StopWay{app.StopByInput, app.StopByInterrupt, app.StopByTerminate}, c.Stop):
		return fault.DefStop
	case c.Format != app.FormatPlain && c.Format != app.FormatJSON:
		return fault.DefFormat
	case (c.File == "") != (c.FileName == ""):
		return fault.DefHalfFile
	case c.FileName != "":
		return wrongFile(c, seen)
	case c.Beside:
		return fault.DefNothingBeside
	case mentions(seen+handed, "config_file"):
		return fault.DefNoFile
	}
	return ""
}

func wrongFile(c app.Command, seen string) fault.Phrase {
	switch {
	case filepath.Base(c.FileName) != c.FileName || !filepath.IsLocal(c.FileName) || c.FileName == ".":
		return fault.DefFileName
	case !c.Beside && !mentions(seen, "config_file"):
		return fault.DefFileUnused
	case c.Format == app.FormatJSON && !json.Valid([]byte(placeholder.ReplaceAllString(c.File, "1"))):
		return fault.DefFileNoJSON
	}
	return ""
}

// hello is how the program would introduce itself: it takes those tokens that
// its templates have a place for.
func (c *command) hello() message {
	handed := c.File + "\n" + c.Input
	hello := message{V: protocolVersion, Type: typeHello, Bot: filepath.Base(c.program)}
	for name, feature := range map[string]string{
		"on_behalf_token": featureOnBehalf, "zak": featureZAK, "local_recording_token": featureLocalRecording,
		"sdk_jwt": featureSDKJWT, "public_app_key": featurePublicAppKey,
	} {
		if mentions(handed, name) {
			hello.Features = append(hello.Features, feature)
		}
	}
	return hello
}

// prepare makes the launch of one attempt: such a program gets the meeting with
// its start.
func (c *command) prepare(l launch, j join, log *slog.Logger) (launch, error) {
	v := newValues(j, "", filepath.Dir(l.program))
	if c.FileName != "" {
		v["config_file"] = filepath.Join(j.OutDir, privateFolder, c.FileName)
		content, err := v.fill(c.File, c.Format)
		if err != nil {
			return l, err
		}
		if l.private, err = newPrivate(j.OutDir, c.FileName, content, log); err != nil {
			return l, err
		}
	}
	input, err := v.fill(c.Input, c.Format)
	if err == nil && c.Beside {
		home := l.program
		if l.program, err = l.private.seat(l.program); err != nil {
			err = fault.Wrap(fault.ProgramNotExecutable, err, "program", home)
		}
	}
	if err != nil {
		l.private.remove()
		return l, err
	}
	l.input = []byte(input)
	l.args, l.env = v.all(l.args), environment(v.all(c.env))
	return l, nil
}

// all fills in arguments or variables.
func (v values) all(templates []string) []string {
	filled := make([]string, len(templates))
	for i, template := range templates {
		filled[i] = v.argument(template)
	}
	return filled
}

// begin brings the program what it gets on standard input. Only if the end of
// input is how it is asked to leave does the input stay open.
func (c *command) begin(p *process) {
	if len(p.launch.input) > 0 {
		p.tell(p.launch.input)
	}
	if c.Stop != app.StopByInput {
		p.tell(nil)
	}
}

// departEarly says what it means that the program has ended before it was in the
// meeting. Its exit code counts only if it said something before: then it may
// have crashed.
func departEarly(code int, spoke bool) outcome {
	if code == exitClean || !spoke {
		return final(app.ReasonBotFailed, fault.New(fault.BotEndedEarly))
	}
	return depart(-1, true, false)
}
