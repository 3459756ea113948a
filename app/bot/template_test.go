package bot

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
	"behalf/app/secret"
)

func TestPlaceholders(t *testing.T) {
	job := app.Job{
		RunID: "r-1", BotName: "Notes for Ada",
		Meeting: meeting.Meeting{ID: "81234567890", Host: "us02web.zoom.us", PasscodeParam: "pwd.1", PasscodePlain: "123456", TK: "tk.1"},
	}
	tokens := app.Tokens{
		OnBehalf: secret.New("obf.1"), ZAK: secret.New("zak.1"), LocalRecording: app.Minted{Token: secret.New("rec.1")},
		SDKJWT: secret.New("jwt.1"), PublicAppKey: "Key_1",
	}
	v := newValues(newJoin(job, 2, tokens, Limits{}, "/runs/r-1", map[string]string{"audio": "true"}), "/runs/r-1/private/f", "/opt/bot")
	for template, want := range map[string]string{
		"{meeting_id} {host}": "81234567890 us02web.zoom.us", "{pwd} {passcode} {tk}": "pwd.1 123456 tk.1",
		"{url}":  "https://us02web.zoom.us/j/81234567890?pwd=pwd.1&tk=tk.1",
		"{name}": "Notes for Ada", "{on_behalf_token} {zak} {local_recording_token} {sdk_jwt}": "obf.1 zak.1 rec.1 jwt.1",
		"{public_app_key} {out_dir} {run} {attempt}": "Key_1 /runs/r-1 r-1 2",
		"{config_file} {program_dir} {option:audio}": "/runs/r-1/private/f /opt/bot true",
		"{option:none|passcode}":                     "123456",
		"{ {} {Name} {\"a\":1} }":                    "{ {} {Name} {\"a\":1} }",
	} {
		if got := v.argument(template); got != want {
			t.Errorf("%s: %q, want %q", template, got, want)
		}
	}
	for _, name := range append(openNames, secretNames...) {
		if _, known := v[name]; !known {
			t.Errorf("{%s} stands for nothing", name)
		}
	}
}

// A value must stay one value, whatever is in it.
func TestValuesCantChangeAFile(t *testing.T) {
	const double, single, unquoted = `passcode: "{passcode}"`, `passcode: '{passcode}'`, `passcode={passcode}`
	for _, c := range []struct {
		template, value string
		safe            bool
	}{
		{double, "123456", true},
		{double, "Ada's  ü 👩\u200d💻 #;&|", true},
		{double, "", true},
		{double, `x"` + "\nonBehalfOf_Token: \"y", false},
		{double, `x"`, false},
		{double, `x\`, false},
		{double, "x\ny", false},
		{double, "x\ry", false},
		{double, "x\x00y", false},
		{double, "x\u2028y", false},
		{double, "x\u0085y", false},
		{double, "\xff", false},
		{double, "$(rm -rf ~)", false},
		{double, "`id`", false},
		{double, "$HOME", false},
		{single, "Ada \"the bot\" $HOME `id`", true},
		{single, "x'", false},
		{single, `x\`, false},
		{single, "x\ny", false},
		{unquoted, "a-B_9.:/=%+@,~", true},
		{unquoted, "a b", false},
		{unquoted, "a;b", false},
		{unquoted, "a#b", false},
		{unquoted, `a"b`, false},
		{unquoted, "a'b", false},
		{unquoted, "a&b", false},
		{unquoted, "a$b", false},
		{unquoted, "ä", false},
		{`# don't` + "\n" + double, "x'y", true},
		{`"it's" "{passcode}"`, "x'y", true},
		{`"a\"{passcode}"`, `x"y`, false},
		{`"a\"{passcode}"`, "ü", true},
	} {
		filled, err := values{"passcode": c.value}.fill(c.template, app.FormatPlain)
		if c.safe != (err == nil) || (err != nil && !fault.Is(err, fault.UnsafeValue)) {
			t.Errorf("%q in %s: %v", c.value, c.template, err)
		}
		if err == nil && filled != strings.ReplaceAll(c.template, "{passcode}", c.value) {
			t.Errorf("%q in %s: %q", c.value, c.template, filled)
		}
	}
}

func TestValuesInJSON(t *testing.T) {
	for _, value := range []string{"", "123456", `"quotes" and \backslashes\`, "$HOME `id` Ada's <ü> &", `","on_behalf_token":"other`} {
		filled, err := values{"name": value}.fill(`{"name":"{name}","it's":1}`, app.FormatJSON)
		var back struct{ Name string }
		if err != nil || json.Unmarshal([]byte(filled), &back) != nil || back.Name != value {
			t.Errorf("%q became %s (%v)", value, filled, err)
		}
	}
	for value, safe := range map[string]bool{"81234567890": true, "true": true, "1,2": false, "01": false, "x": false, "": false, `"x"`: false, "{}": false} {
		if _, err := (values{"name": value}).fill(`{"name":{name}}`, app.FormatJSON); safe != (err == nil) {
			t.Errorf("%q without quotes: %v", value, err)
		}
	}
}

func TestAnUnsafeValueIsExplained(t *testing.T) {
	tr := newCommandTrial(t, "status 3 0")
	tr.job.Meeting.PasscodePlain = marker + "\"\ntoken: \"another"
	last := tr.ends(app.Failed, app.ReasonBotFailed, fault.UnsafeValue)
	if !strings.Contains(last.Fault.Title, "{passcode|pwd}") || len(tr.starts()) != 0 {
		t.Errorf("%s, %d starts", last.Fault, len(tr.starts()))
	}
	tr.nothingLeft()
}

func TestDefinitionsThatCantWork(t *testing.T) {
	self := newTrial(t).job.Assistant.Program
	for name, c := range map[string]struct {
		change func(*app.Assistant)
		kind   fault.Kind
		says   string
	}{
		"as it should be":     {func(*app.Assistant) {}, "", ""},
		"unknown placeholder": {func(a *app.Assistant) { a.Command.File += "{tokken}" }, fault.UnknownPlaceholder, "{tokken}"},
		"in an argument":      {func(a *app.Assistant) { a.Args = []string{"{config}"} }, fault.UnknownPlaceholder, "{config}"},
		"in the environment":  {func(a *app.Assistant) { a.Env = []string{"A={x}"} }, fault.UnknownPlaceholder, "{x}"},
		"in the input":        {func(a *app.Assistant) { a.Command.Input = "{x}" }, fault.UnknownPlaceholder, "{x}"},
		"unknown option":      {func(a *app.Assistant) { a.Command.File += "{option:colour}" }, fault.UnknownPlaceholder, "{option:colour}"},
		"an alternative":      {func(a *app.Assistant) { a.Command.File += "{pwd|x}" }, fault.UnknownPlaceholder, "{x}"},
		"known option": {func(a *app.Assistant) {
			a.Command.File += "{option:colour}"
			a.Options["colour"] = ""
		}, "", ""},
		"secret in the environment": {func(a *app.Assistant) { a.Env = []string{"TOKEN={on_behalf_token}"} }, fault.SecretInArguments, "{on_behalf_token}"},
		"secret as an alternative":  {func(a *app.Assistant) { a.Args = []string{"{name|zak}"} }, fault.SecretInArguments, "{zak}"},
		"harmless arguments": {func(a *app.Assistant) {
			a.Args = []string{"{meeting_id}", "{host}", "{name}", "{public_app_key}", "{out_dir}", "{run}", "{attempt}", "{config_file}", "{program_dir}"}
		}, "", ""},
		"no token": {func(a *app.Assistant) { a.Command.File = "{passcode}" }, fault.BadDefinition, "{on_behalf_token}"},
		"a zak":    {func(a *app.Assistant) { a.Command.File = "{zak}" }, "", ""},
		"in the input only": {func(a *app.Assistant) {
			a.Command.File, a.Command.FileName, a.Command.Beside, a.Command.Input = "", "", false, "{on_behalf_token}"
		}, "", ""},
		"a file without a name": {func(a *app.Assistant) { a.Command.FileName = "" }, fault.BadDefinition, "a name"},
		"a name without a file": {func(a *app.Assistant) { a.Command.File, a.Command.Input = "", "{zak}" }, fault.BadDefinition, "a name"},
		"a path":                {func(a *app.Assistant) { a.Command.FileName = "../x" }, fault.BadDefinition, "plain name"},
		"a dot":                 {func(a *app.Assistant) { a.Command.FileName = "." }, fault.BadDefinition, "plain name"},
		"two dots":              {func(a *app.Assistant) { a.Command.FileName = ".." }, fault.BadDefinition, "plain name"},
		"nobody says where":     {func(a *app.Assistant) { a.Command.Beside = false }, fault.BadDefinition, "{config_file}"},
		"no file to name": {func(a *app.Assistant) {
			a.Command.File, a.Command.FileName, a.Command.Beside, a.Command.Input, a.Args = "", "", false, "{zak}", []string{"{config_file}"}
		}, fault.BadDefinition, "{config_file}"},
		"nothing to lie beside": {func(a *app.Assistant) { a.Command.File, a.Command.FileName, a.Command.Input = "", "", "{zak}" }, fault.BadDefinition, "beside"},
		"a way to stop":         {func(a *app.Assistant) { a.Command.Stop = "shout" }, fault.BadDefinition, "stop"},
		"a format":              {func(a *app.Assistant) { a.Command.Format = "xml" }, fault.BadDefinition, "format"},
		"no JSON":               {func(a *app.Assistant) { a.Command.Format = app.FormatJSON }, fault.BadDefinition, "no JSON"},
		"no pattern":            {func(a *app.Assistant) { a.Command.Patterns = nil }, fault.BadDefinition, "in the meeting"},
		"never in the meeting":  {func(a *app.Assistant) { a.Command.Patterns = a.Command.Patterns[:1] }, fault.BadDefinition, "in the meeting"},
		"no expression":         {pattern1(app.Pattern{Match: `(`, State: "in_meeting"}), fault.BadDefinition, "no regular expression"},
		"an empty one":          {pattern1(app.Pattern{State: "in_meeting"}), fault.BadDefinition, "empty"},
		"no meaning":            {pattern1(app.Pattern{Match: `x`}), fault.BadDefinition, "one thing"},
		"two meanings":          {pattern1(app.Pattern{Match: `x`, State: "in_meeting", Ended: "left"}), fault.BadDefinition, "one thing"},
		"an unknown state":      {pattern1(app.Pattern{Match: `x`, State: "flying"}), fault.BadDefinition, "a state"},
		"an unknown code":       {pattern1(app.Pattern{Match: `x`, Failed: "bored"}), fault.BadDefinition, "a code"},
		"an unknown reason":     {pattern1(app.Pattern{Match: `x`, Ended: "bored"}), fault.BadDefinition, "a reason"},
		"no number":             {pattern1(app.Pattern{Match: `x`, Failed: "native"}), fault.BadDefinition, "named native"},
		"too many patterns": {func(a *app.Assistant) {
			a.Command.Patterns = make([]app.Pattern, mostPatterns+1)
		}, fault.BadDefinition, "too many"},
		"no program": {func(a *app.Assistant) { a.Program = "/no/such/bot" }, fault.ProgramMissing, ""},
	} {
		a := newCommandTrial(t).job.Assistant
		a.Program, a.Args = self, nil
		c.change(&a)
		err := New(Config{}).Check(a)
		var kind fault.Kind
		title := ""
		if f := fault.From(err); f != nil {
			kind, title = f.Kind, f.Title
		}
		if kind != c.kind || !strings.Contains(title, c.says) {
			t.Errorf("%s: %v, want %s", name, err, c.kind)
		}
	}
	for _, name := range secretNames {
		a := newCommandTrial(t).job.Assistant
		a.Program, a.Args = self, []string{"--x={" + name + "}"}
		if err := New(Config{}).Check(a); !fault.Is(err, fault.SecretInArguments) {
			t.Errorf("{%s} in an argument: %v", name, err)
		}
	}
}

// pattern1 puts a pattern in front of the others.
func pattern1(p app.Pattern) func(*app.Assistant) {
	return func(a *app.Assistant) { a.Command.Patterns = append([]app.Pattern{p}, a.Command.Patterns...) }
}

func TestPathsAtHome(t *testing.T) {
	t.Setenv("HOME", "/home/ada")
	t.Setenv("USERPROFILE", "/home/ada")
	t.Setenv("XDG_DATA_HOME", "")
	for path, want := range map[string]string{
		"/opt/bot": "/opt/bot", "bot": "bot", "~x/bot": "~x/bot", "~/bot": "/home/ada/bot",
		"${XDG_DATA_HOME}/bot": "/home/ada/.local/share/bot", "${HOME}/bot": "${HOME}/bot",
	} {
		if got := atHome(path); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
	t.Setenv("XDG_DATA_HOME", "/data")
	if got := atHome("${XDG_DATA_HOME}/bot"); got != "/data/bot" {
		t.Error(got)
	}
	self, err := os.Executable()
	if err == nil {
		self, err = filepath.EvalSymlinks(self)
	}
	if err != nil {
		t.Fatal(err)
	}
	if got, want := atHome("${BEHALF_DIR}/../lib/bot"), filepath.Join(filepath.Dir(self), "..", "lib", "bot"); got != want {
		t.Errorf("%s, not %s", got, want)
	}
}
