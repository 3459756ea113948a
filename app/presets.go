package app

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"

	"behalf/app/fault"
)

// Preset is a bot that Behalf knows how to run, or what a person wrote about
// theirs in the same form (docs/assistants.md).
type Preset struct {
	Name     string
	Title    string
	Text     string   // what it is, in a sentence
	Systems  []string // where it runs, as Go names them; empty: everywhere
	Kind     AssistantKind
	Programs []string // where it may be; empty: the person names it
	Args     []string
	Env      []string
	Options  map[string]string
	Install  string // how to get it, in a sentence
	Command  Command
}

// NeedsProgram says whether only the person knows which program it is.
func (p Preset) NeedsProgram() bool { return p.Kind != RehearsalAssistant && len(p.Programs) == 0 }

// presetFile is the form of a preset. Templates are lists of lines, because
// JSON has no way to break one.
type presetFile struct {
	Title       string            `json:"title"`
	Text        string            `json:"text"`
	Systems     []string          `json:"systems"`
	Kind        AssistantKind     `json:"kind"`
	Program     []string          `json:"program"`
	Arguments   []string          `json:"arguments"`
	Environment []string          `json:"environment"`
	Options     map[string]string `json:"options"`
	Install     string            `json:"install"`
	Command     *struct {
		FileName string    `json:"file_name"`
		File     []string  `json:"file"`
		Input    []string  `json:"input"`
		Format   Format    `json:"format"`
		Beside   bool      `json:"beside"`
		Stop     StopWay   `json:"stop"`
		Patterns []Pattern `json:"patterns"`
	} `json:"command"`
}

// MaxPreset is how long the text of a preset may be.
const MaxPreset = 64 << 10

// ReadPreset reads a preset. It is strict: a field that it does not know was
// meant to do something.
func ReadPreset(name string, data []byte) (Preset, error) {
	var f presetFile
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&f); err != nil {
		return Preset{}, badPreset(name, "it is not JSON of the expected form", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) || len(data) > MaxPreset {
		return Preset{}, badPreset(name, "there is too much in it", err)
	}
	p := Preset{
		Name: name, Title: f.Title, Text: f.Text, Systems: f.Systems, Kind: f.Kind, Programs: f.Program, Args: f.Arguments,
		Env: f.Environment, Options: f.Options, Install: f.Install,
	}
	known := f.Kind == ProcessAssistant || f.Kind == CommandAssistant || f.Kind == RehearsalAssistant
	switch {
	case !known:
		return Preset{}, badPreset(name, "its kind is none of process, command and rehearsal", nil)
	case f.Title == "":
		return Preset{}, badPreset(name, "it has no title", nil)
	case (f.Command != nil) != (f.Kind == CommandAssistant):
		return Preset{}, badPreset(name, "command belongs to the kind command, and to no other", nil)
	case f.Command != nil:
		c := f.Command
		p.Command = Command{
			FileName: c.FileName, File: lines(c.File), Input: lines(c.Input),
			Format: c.Format, Beside: c.Beside, Stop: c.Stop, Patterns: c.Patterns,
		}
	}
	return p, nil
}

func badPreset(name, what string, cause error) error {
	return fault.Wrap(fault.BadDefinition, cause, "what", name+": "+what)
}

// lines ends each line, the last one too.
func lines(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return strings.Join(list, "\n") + "\n"
}

// AddPreset adds an assistant that is made from a preset.
type AddPreset struct {
	Preset  Preset
	Name    string // empty: the preset's title
	Program string // empty: where the preset looks
	Args    []string
	Options map[string]string
	Record  bool
}

// Candidates are what the assistant may be, by where its program may be.
func (w AddPreset) Candidates() []Assistant {
	programs := w.Preset.Programs
	if w.Program != "" || len(programs) == 0 {
		programs = []string{w.Program}
	}
	options := map[string]string{}
	maps.Copy(options, w.Preset.Options)
	maps.Copy(options, w.Options)
	var all []Assistant
	for _, program := range programs {
		all = append(all, Assistant{
			Name: cmp.Or(w.Name, w.Preset.Title), Kind: w.Preset.Kind, Program: program,
			Args: slices.Concat(w.Preset.Args, w.Args), Env: w.Preset.Env, Options: options,
			Record: w.Record, Command: w.Preset.Command,
		})
	}
	return all
}

func (w AddPreset) apply(c *Core, done func(error)) {
	c.addAssistant(w.Candidates(), false, func(err error) {
		if w.Program == "" && w.Preset.Install != "" && fault.Is(err, fault.ProgramMissing) {
			err = fault.Wrap(fault.NotInstalled, err, "title", w.Preset.Title, "install", w.Preset.Install)
		}
		done(err)
	})
}

// addAssistant adds the first of several that could be started.
func (c *Core) addAssistant(candidates []Assistant, replace bool, done func(error)) {
	a := candidates[0]
	if _, taken := c.findAssistant(a.Name); taken >= 0 && !replace {
		done(fault.New(fault.AssistantExists, "assistant", a.Name))
		return
	}
	c.async(func(context.Context) (err error) {
		for _, a = range candidates {
			if err = c.cfg.Bots.Check(a); !fault.Is(err, fault.ProgramMissing) {
				return err
			}
		}
		return err
	}, func(err error) {
		if err != nil {
			done(err)
			return
		}
		c.save(func(ctx context.Context) error { return c.cfg.Store.SaveAssistant(ctx, a) }, func(err error) {
			if err == nil {
				c.putAssistant(a)
			}
			done(err)
		})
	})
}
