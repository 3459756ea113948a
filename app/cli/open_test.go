package cli_test

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"behalf/app/cli"
	"behalf/app/fault"
)

// start carries a command line out that may open the window, and do nothing else.
func start(t *testing.T, args ...string) (o *cli.WindowOptions, exit int) {
	t.Helper()
	never := func(what string) { t.Errorf("%.80q: %s", args, what) }
	exit = cli.Main(context.Background(), cli.Env{
		Args: args, In: strings.NewReader(""), Out: &bytes.Buffer{}, Err: &bytes.Buffer{}, ReadFile: noFile,
		Window: func(_ context.Context, got cli.WindowOptions) error { o = &got; return nil },
		Open: func(context.Context, string, []byte) (cli.Program, int, error) {
			never("a verb was carried out")
			return nil, 0, errors.New("never")
		},
		Quit:    func(context.Context) (bool, error) { never("it quits"); return false, nil },
		OpenURL: func(string) error { never("the browser was opened"); return nil },
	})
	return o, exit
}

// Whatever the system hands over behind the two dashes is a text for the field.
func TestF44WhatComesAsALinkIsNeverAnOptionOrAVerb(t *testing.T) {
	const meeting = "behalf://send?url=81234567890"
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{meeting}, "81234567890"},
		{[]string{"behalf://send?url=" + url.QueryEscape("https://zoom.us/j/81234567890?pwd=A.1&x=--hidden")}, "https://zoom.us/j/81234567890?pwd=A.1&x=--hidden"},
		{[]string{"--inspect"}, "--inspect"},
		{[]string{"--hidden"}, "--hidden"},
		{[]string{"--help"}, "--help"},
		{[]string{"--copied"}, "--copied"},
		{[]string{"erase", "--yes"}, "erase --yes"},
		{[]string{"quit"}, "quit"},
		{[]string{"__complete", "er"}, "__complete er"},
		{[]string{"help"}, "help"},
		{[]string{"--", "erase"}, "-- erase"},
		{[]string{"behalf://send?url=--inspect"}, "--inspect"},
		{[]string{"behalf://erase?yes=1"}, ""},
		{[]string{"behalf://--inspect"}, ""},
		{[]string{"behalf://send?url=x%00--inspect"}, "x\x00--inspect"},
		{[]string{"behalf://send/../erase?url=81234567890"}, "81234567890"},
		{[]string{"behalf://../erase"}, ""},
		{[]string{"behalf://send?url=javascript:alert(1)"}, "javascript:alert(1)"},
		{[]string{"behalf://send?url=behalf://erase?yes=1"}, "behalf://erase?yes=1"},
		{[]string{"behalf://send?url=file:///etc/passwd"}, "file:///etc/passwd"},
		// A quotation mark in a link, as Windows splits it.
		{[]string{"behalf://send?url=81234567890", "erase", "--yes"}, "81234567890 erase --yes"},
		{[]string{`behalf://send?url=" --hidden "`}, `" --hidden "`},
		{[]string{""}, ""},
	} {
		o, exit := start(t, append([]string{"--"}, c.args...)...)
		if exit != fault.ExitDone || o == nil {
			t.Errorf("%q: exit %d, %+v", c.args, exit, o)
			continue
		}
		if *o != (cli.WindowOptions{Link: c.want}) {
			t.Errorf("%q: the window gets %+v, not %q", c.args, *o, c.want)
		}
	}
	long := strings.Repeat("x", 4<<20)
	if o, _ := start(t, "--", "behalf://send?url="+long); len(o.Link) > 1<<20 {
		t.Errorf("%d bytes are kept", len(o.Link))
	}
}

// A link brings nothing but its text: not a word of what else it says arrives.
func TestF45NothingElseOfALinkArrives(t *testing.T) {
	link := "behalf://send?url=81234567890&token=ZZTESTTOKEN&zoom_url=https://evil.example&redirect=https://evil.example/callback" +
		"&client_id=ZZTESTCLIENT&assistant=ZZTESTBOT&as=ZZTESTNAME&account=ZZTESTACCOUNT&send=1&hidden=1"
	before := os.Environ()
	o, exit := start(t, "--", link)
	if exit != fault.ExitDone || *o != (cli.WindowOptions{Link: "81234567890"}) {
		t.Errorf("exit %d, %+v", exit, o)
	}
	if after := os.Environ(); strings.Join(after, "\n") != strings.Join(before, "\n") {
		t.Error("a link changed the environment")
	}
	for _, other := range []string{"behalf://callback?code=ZZTESTCODE&state=x", "behalf://setup?client_id=ZZTESTCLIENT", "behalf://connect", "behalf:send?url=81234567890"} {
		if o, exit := start(t, "--", other); exit != fault.ExitDone || *o != (cli.WindowOptions{}) {
			t.Errorf("%s: exit %d, %+v", other, exit, o)
		}
	}
}

func TestHowTheWindowIsAskedFor(t *testing.T) {
	for line, want := range map[string]cli.WindowOptions{
		"":                     {},
		"--hidden":             {Hidden: true},
		"--copied":             {Copied: true},
		"--hidden --copied":    {Hidden: true, Copied: true},
		"--hidden 81234567890": {Hidden: true, Link: "81234567890"},
	} {
		o, exit := start(t, strings.Fields(line)...)
		if exit != fault.ExitDone || *o != want {
			t.Errorf("%q: exit %d, %+v", line, exit, o)
		}
	}
	for _, line := range []string{"812 34567890", "--copied 81234567890", "--copied -- 81234567890", "--frobnicate"} {
		if o, exit := start(t, strings.Fields(line)...); exit != fault.ExitUsage || o != nil {
			t.Errorf("%q: exit %d, %+v", line, exit, o)
		}
	}
}

// Cobra would end a program that was started from the Explorer, as by a click on
// a link.
func TestAClickOnWindowsIsNotSentToATerminal(t *testing.T) {
	cobra.MousetrapHelpText = "This is a command line tool."
	if _, exit := start(t); exit != fault.ExitDone || cobra.MousetrapHelpText != "" {
		t.Error("the window does not open for who clicks")
	}
}

func TestQuitSaysWhetherAnythingRan(t *testing.T) {
	for text, ran := range map[string]bool{"Behalf has ended.\n": true, "Behalf was not running.\n": false} {
		var out bytes.Buffer
		env := cli.Env{Args: []string{"quit"}, Out: &out, Err: &out, Quit: func(context.Context) (bool, error) { return ran, nil }}
		if exit := cli.Main(context.Background(), env); exit != 0 || out.String() != text {
			t.Errorf("exit %d, %q", exit, out.String())
		}
		out.Reset()
		env.Served = true
		if exit := cli.Main(context.Background(), env); exit != 0 || out.Len() != 0 {
			t.Errorf("who is asked says %q", out.String())
		}
		env.Quit = func(context.Context) (bool, error) { return true, fault.New(fault.NotEnded) }
		if exit := cli.Main(context.Background(), env); exit != fault.ExitUnexpected {
			t.Errorf("exit %d", exit)
		}
	}
}
