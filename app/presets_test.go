package app_test

import (
	"reflect"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

func TestAPresetBecomesAnAssistant(t *testing.T) {
	preset := app.Preset{
		Title: "Recorder", Kind: app.CommandAssistant, Programs: []string{"/a", "/b"}, Args: []string{"--x"}, Env: []string{"A=b"},
		Options: map[string]string{"audio": "true", "video": "false"}, Command: app.Command{FileName: "f"},
	}
	want := app.Assistant{
		Name: "Recorder", Kind: app.CommandAssistant, Program: "/a", Args: []string{"--x"}, Env: []string{"A=b"},
		Options: preset.Options, Command: preset.Command,
	}
	second := want
	second.Program = "/b"
	if got := (app.AddPreset{Preset: preset}).Candidates(); !reflect.DeepEqual(got, []app.Assistant{want, second}) {
		t.Errorf("%+v", got)
	}
	want.Name, want.Program, want.Args, want.Record = "Mine", "/c", []string{"--x", "y"}, true
	want.Options = map[string]string{"audio": "true", "video": "true"}
	got := app.AddPreset{Preset: preset, Name: "Mine", Program: "/c", Args: []string{"y"}, Options: map[string]string{"video": "true"}, Record: true}.Candidates()
	if !reflect.DeepEqual(got, []app.Assistant{want}) || preset.Options["video"] != "false" {
		t.Errorf("%+v", got)
	}
}

func TestAddingAPreset(t *testing.T) {
	missing := fault.New(fault.ProgramMissing, "program", "x")
	preset := app.Preset{Title: "Recorder", Kind: app.ProcessAssistant, Programs: []string{"/a", "/b"}, Install: "Run install."}
	for name, c := range map[string]struct {
		found   map[string]error
		program string
		want    string
		kind    fault.Kind
	}{
		"the first":             {map[string]error{}, "", "/a", ""},
		"the second":            {map[string]error{"/a": missing}, "", "/b", ""},
		"none":                  {map[string]error{"/a": missing, "/b": missing}, "", "", fault.NotInstalled},
		"not the person's":      {map[string]error{"/c": missing}, "/c", "", fault.ProgramMissing},
		"the first is no good":  {map[string]error{"/a": fault.New(fault.ProgramNotExecutable)}, "", "", fault.ProgramNotExecutable},
		"the person's is there": {map[string]error{"/a": missing, "/b": missing}, "/c", "/c", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, settled())
			defer w.Close(t.Context())
			w.bots.check = func(a app.Assistant) error { return c.found[a.Program] }
			err := w.Ask(t.Context(), app.AddPreset{Preset: preset, Name: "New", Program: c.program})
			a, ok := w.State().Assistant("New")
			if c.kind != "" {
				if !fault.Is(err, c.kind) || ok {
					t.Errorf("%v, added: %v", err, ok)
				}
				return
			}
			if err != nil || a.Program != c.want {
				t.Errorf("%v, %+v", err, a)
			}
			if err := w.Ask(t.Context(), app.AddPreset{Preset: preset, Name: "New"}); !fault.Is(err, fault.AssistantExists) {
				t.Errorf("added twice: %v", err)
			}
		})
	}
}
