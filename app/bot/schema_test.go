package bot

import (
	"bytes"
	"context"
	"io"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"behalf/app"
	"behalf/app/meeting"
	"behalf/app/secret"
	protocol "behalf/docs/bot-protocol"
)

// schemaOf is a part of the published schema, compiled once.
func schemaOf(t *testing.T, part string) *jsonschema.Schema {
	t.Helper()
	if schema, done := compiled.Load(part); done {
		return schema.(*jsonschema.Schema)
	}
	compiler := jsonschema.NewCompiler()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(protocol.Schema))
	if err != nil {
		t.Fatal(err)
	}
	const at = "https://behalf.app/bot-protocol/1/schema.json"
	if err := compiler.AddResource(at, doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile(at + "#/$defs/" + part)
	if err != nil {
		t.Fatal(err)
	}
	compiled.Store(part, schema)
	return schema
}

var compiled sync.Map

// followsSchema checks every line that was spoken in a trial, by either side,
// unless the bot does not speak the protocol at all.
func (tr *trial) followsSchema() {
	tr.t.Helper()
	if tr.job.Assistant.Kind == app.CommandAssistant {
		return
	}
	for what, part := range map[string]string{"heard": "fromHost", "said": "fromBot"} {
		if what == "said" && tr.lax {
			continue
		}
		schema := schemaOf(tr.t, part)
		for n := 0; ; n++ {
			content, err := os.ReadFile(notePath(tr.notes, what, n))
			if err != nil {
				break
			}
			seen := map[string]bool{} // a flood is one line over and over
			for line := range strings.Lines(string(content)) {
				if seen[line] || !strings.HasSuffix(line, "\n") { // killed in the middle of it
					continue
				}
				seen[line] = true
				if err := validate(schema, line); err != nil {
					tr.t.Errorf("%s %s%v", what, line, err)
				}
			}
		}
	}
}

func validate(schema *jsonschema.Schema, line string) error {
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

func TestWhatTheHostSendsFollowsTheSchema(t *testing.T) {
	schema := schemaOf(t, "fromHost")
	some := secret.New(marker)
	for name, change := range map[string]func(*app.Job, *app.Tokens){
		"a link":     func(*app.Job, *app.Tokens) {},
		"a number":   func(j *app.Job, _ *app.Tokens) { j.Meeting = meeting.Meeting{ID: "812345678"} },
		"options":    func(j *app.Job, _ *app.Tokens) { j.Assistant.Options = map[string]string{"language": "en"} },
		"a webinar":  func(j *app.Job, _ *app.Tokens) { j.Meeting.Webinar, j.Meeting.TK = true, marker },
		"zak":        func(_ *app.Job, k *app.Tokens) { k.OnBehalf, k.ZAK = secret.Text{}, some },
		"everything": func(_ *app.Job, k *app.Tokens) { k.ZAK, k.LocalRecording = some, app.Minted{Token: some} },
		"jwt":        func(_ *app.Job, k *app.Tokens) { k.PublicAppKey = "" },
	} {
		t.Run(name, func(t *testing.T) {
			features := "hello on_behalf,zak,local_recording,sdk_jwt,public_app_key,rejoin,heartbeat,artifacts"
			tr := newTrial(t, features, "join", absent, endedLeft, "join", inMeeting, "leave", endedLeft)
			tr.job.Mint = func(ctx context.Context) (app.Tokens, error) {
				tokens, err := tr.mint(ctx)
				change(&app.Job{}, &tokens)
				return tokens, err
			}
			change(&tr.job, &app.Tokens{})
			tr.begin().until(app.InMeeting)
			tr.stop()
			tr.is(tr.end(), app.StoppedByYou, app.ReasonStopped, "")
			lines := tr.heard(0)
			if len(lines) != 3 {
				t.Errorf("%d lines", len(lines))
			}
			for _, line := range lines {
				if err := validate(schema, line); err != nil {
					t.Errorf("%s\n%v", line, err)
				}
			}
		})
	}
}

func TestWhatTheRehearsalBotSaysFollowsTheSchema(t *testing.T) {
	schema := schemaOf(t, "fromBot")
	broken := map[string]bool{scenarioGarbage: true, scenarioOversized: true}
	for _, scenario := range Scenarios() {
		if broken[scenario] {
			continue
		}
		t.Run(scenario, func(t *testing.T) {
			standIn := newFakeStandIn(t, entry{NativeCode: 501}, entry{})
			standIn.becomes(status{State: "ended", Reason: "authorized_user_left", NativeCode: 8})
			line, err := joinLine(app.Job{RunID: "r-1", Meeting: meeting.Meeting{ID: "81234567890"}}, 1, app.Tokens{},
				Limits{}.orDefault(), t.TempDir(), map[string]string{"stand_in": standIn.url})
			if err != nil {
				t.Fatal(err)
			}
			host, in := io.Pipe()
			go func() {
				_, _ = in.Write(line)
				_, _ = in.Write(line)
				_ = in.Close()
			}()
			var out bytes.Buffer
			RehearsalBot(context.Background(), []string{"--scenario", scenario}, host, &out, io.Discard)
			_ = host.Close()
			if !strings.Contains(out.String(), typeHello) {
				t.Error("it said nothing")
			}
			seen := map[string]bool{} // a flood is one line over and over
			for line := range strings.Lines(out.String()) {
				if seen[line] {
					continue
				}
				seen[line] = true
				if err := validate(schema, line); err != nil {
					t.Errorf("%s\n%v", line, err)
				}
			}
		})
	}
}

func TestTheSchemaRefusesWhatIsWrong(t *testing.T) {
	for part, lines := range map[string][]string{
		"fromBot": {
			`{"v":2,"type":"heartbeat"}`, `{"type":"heartbeat"}`, `{"v":1,"type":"dance"}`, `{"v":1,"type":"state","state":"lost"}`,
			`{"v":1,"type":"failed","code":"bad luck"}`, `{"v":1,"type":"failed"}`, `{"v":1,"type":"ended","reason":"because"}`, `[]`,
		},
		"fromHost": {`{"v":1,"type":"join"}`, `{"v":1,"type":"hello"}`, `{"v":1,"type":"stop"}`},
	} {
		schema := schemaOf(t, part)
		for _, line := range lines {
			if validate(schema, line) == nil {
				t.Errorf("%s lets %s through", part, line)
			}
		}
	}
}

func TestEveryCodeIsPublished(t *testing.T) {
	schema := schemaOf(t, "fromBot")
	for code := range rulings {
		err := validate(schema, failed(code))
		if err != nil {
			t.Errorf("%s: %v", code, err)
		}
	}
	for state := range phases {
		if err := validate(schema, `{"v":1,"type":"state","state":"`+state+`"}`); err != nil {
			t.Error(err)
		}
	}
}
