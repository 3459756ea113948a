package app_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"behalf/app"
	supervisor "behalf/app/bot"
	"behalf/app/fault"
)

// vendorFile is another one than the repository's, to be built in:
// packaging/vendor.sh.
var vendorFile = flag.String("vendor", "../packaging/vendor.toml", "the vendor file to check")

// knownPresets are those of every system.
func knownPresets(t *testing.T) (presets []app.Preset) {
	t.Helper()
	files, err := filepath.Glob("../packaging/bots/presets/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no presets", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p, err := app.ReadPreset(strings.TrimSuffix(filepath.Base(file), ".json"), data)
		if err != nil {
			t.Fatal(err)
		}
		presets = append(presets, p)
	}
	return presets
}

func readVendor(t *testing.T, system, text string) (app.Vendor, error) {
	t.Helper()
	return app.ReadVendor([]byte(text), system, knownPresets(t), supervisor.CheckDefinition)
}

// TestTheVendorFile is what a build with one runs first.
func TestTheVendorFile(t *testing.T) {
	data, err := os.ReadFile(*vendorFile)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := readVendor(t, "linux", string(data)); err != nil {
		t.Fatal(err)
	}
}

// A build of nobody's has nothing set up.
func TestTheRepositorysVendorFileIsEmpty(t *testing.T) {
	data, err := os.ReadFile("../packaging/vendor.toml")
	if err != nil {
		t.Fatal(err)
	}
	if v, err := readVendor(t, "linux", string(data)); err != nil || v != (app.Vendor{}) {
		t.Errorf("%+v, %v", v, err)
	}
	// Every line of it that is switched off is one that may be switched on.
	var lines []string
	for line := range strings.Lines(string(data)) {
		if !strings.HasPrefix(line, "# ") {
			lines = append(lines, strings.TrimPrefix(line, "#"))
		}
	}
	v, err := readVendor(t, "linux", strings.Join(lines, ""))
	if err != nil || v.Company == "" || v.ZoomApp.ClientID == "" || v.Assistant == nil {
		t.Errorf("%+v, %v", v, err)
	}
}

func TestTheVendorFileInTheDocsWorks(t *testing.T) {
	docs, err := os.ReadFile("../docs/vendor.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(docs), "```toml\n")
	file, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("the docs show no file")
	}
	for system, program := range map[string]string{
		"linux": "${BEHALF_DIR}/../lib/acme/minutes-bot", "windows": `C:\Program Files\Acme\minutes-bot.exe`,
	} {
		v, err := readVendor(t, system, file)
		if err != nil || v.ZoomApp.ClientID == "" || v.Assistant == nil || v.Assistant.Programs[0] != program {
			t.Errorf("%s: %+v, %v", system, v, err)
		}
	}
}

const (
	acmeZoomApp = "company = \"Acme\"\n[zoom_app]\nclient_id = \"AbC_dEf-123\"\n"
	acmeMinutes = "company = \"Acme\"\n[assistant]\nname = \"Minutes\"\n"
	// in the form of docs/assistants.md
	scribe = `{"title":"S","kind":"command","program":["/opt/scribe"],"arguments":["{config_file}"],
		"command":{"file_name":"f","file":["{on_behalf_token}"],"patterns":[{"match":"^in$","state":"in_meeting"}]}}`
)

func TestAVendorFile(t *testing.T) {
	v, err := readVendor(t, "linux", acmeZoomApp)
	want := app.ZoomApp{ClientID: "AbC_dEf-123", Kind: app.PublicClient, Cloud: app.CloudZoom, RedirectURI: app.DefaultRedirect}
	if err != nil || v.Company != "Acme" || v.ZoomApp != want || v.Assistant != nil {
		t.Errorf("%+v, %v", v, err)
	}
	v, err = readVendor(t, "linux", acmeZoomApp+"cloud = \"zoomgov\"\nredirect_uri = \"https://acme.example/back\"\nsignature_url = \"https://acme.example/sign\"\n")
	want.Cloud, want.RedirectURI, want.SignatureURL = app.CloudGov, "https://acme.example/back", "https://acme.example/sign"
	if err != nil || v.ZoomApp != want {
		t.Errorf("%+v, %v", v.ZoomApp, err)
	}
}

func TestAVendorsAssistant(t *testing.T) {
	for text, want := range map[string]app.Assistant{
		"program = \"${BEHALF_DIR}/minutes\"\narguments = [\"--calm\"]\n[assistant.options]\nlanguage = \"en\"\n": {
			Kind: app.ProcessAssistant, Program: "${BEHALF_DIR}/minutes", Args: []string{"--calm"}, Options: map[string]string{"language": "en"},
		},
		"preset = \"zoom-raw-recording\"\noptions = { video = \"true\" }\n": {
			Kind: app.CommandAssistant, Options: map[string]string{"video": "true", "audio": "true"},
		},
		"definition = '''" + scribe + "'''\n":                              {Kind: app.CommandAssistant, Program: "/opt/scribe", Args: []string{"{config_file}"}},
		"program = \"/no/such\"\n[assistant.linux]\nprogram = \"minutes\"": {Kind: app.ProcessAssistant, Program: "minutes"},
	} {
		v, err := readVendor(t, "linux", acmeMinutes+text)
		if err != nil || v.Assistant == nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		a := app.AddPreset{Preset: *v.Assistant}.Candidates()[0]
		if a.Name != "Minutes" || v.Assistant.Name != app.VendorPreset || a.Kind != want.Kind || want.Program != "" && a.Program != want.Program ||
			want.Args != nil && strings.Join(a.Args, " ") != strings.Join(want.Args, " ") {
			t.Errorf("%s: %+v", text, a)
		}
		for name, value := range want.Options {
			if a.Options[name] != value {
				t.Errorf("%s: options %v", text, a.Options)
			}
		}
	}
}

// A company has people on several systems, and one file.
func TestAVendorsAssistantOnEachSystem(t *testing.T) {
	own := acmeMinutes + "[assistant.windows]\nprogram = 'C:\\Acme\\minutes.exe'\n"
	for text, programs := range map[string]map[string]string{
		own: {"linux": "", "windows": `C:\Acme\minutes.exe`, "darwin": ""},
		acmeMinutes + "program = \"minutes\"\n[assistant.darwin]\nname = \"Notes\"\nprogram = \"~/notes\"\n": {"linux": "minutes", "windows": "minutes", "darwin": "~/notes"},
	} {
		for system, program := range programs {
			v, err := readVendor(t, system, text)
			if err != nil || (v.Assistant == nil) != (program == "") || v.Assistant != nil && v.Assistant.Programs[0] != program {
				t.Errorf("%s: %+v, %v\n%s", system, v.Assistant, err, text)
			}
		}
	}
	preset := acmeMinutes + "preset = \"zoom-linux\"\n"
	if v, err := readVendor(t, "windows", preset); err != nil || v.Assistant != nil {
		t.Errorf("a bot for Linux on Windows: %+v, %v", v.Assistant, err)
	}
	if v, err := readVendor(t, "linux", preset); err != nil || v.Assistant == nil {
		t.Errorf("no bot for Linux on Linux: %v", err)
	}
}

func TestBadVendorFiles(t *testing.T) {
	for name, c := range map[string]struct{ text, says string }{
		"no toml":                   {"company", "line 1"},
		"another type":              {acmeZoomApp + "cloud = 1", "zoom_app.cloud"},
		"an unknown key":            {"colour = \"red\"\n" + acmeZoomApp, "colour"},
		"an unknown key inside":     {acmeZoomApp + "kind = \"public\"", "zoom_app.kind"},
		"an unknown system":         {acmeMinutes + "program = \"x\"\n[assistant.plan9]\nprogram = \"x\"", "assistant.plan9"},
		"a system inside another":   {acmeMinutes + "program = \"x\"\n[assistant.linux.windows]\nprogram = \"x\"", "assistant.linux.windows"},
		"too long":                  {acmeZoomApp + "#" + strings.Repeat("x", app.MaxPreset), "too much"},
		"only a company":            {"company = \"Acme\"", "neither"},
		"no company":                {"[zoom_app]\nclient_id = \"x\"", "company"},
		"an invisible company":      {strings.Replace(acmeZoomApp, "Acme", `\u202e \u200b`, 1), "company"},
		"a long company":            {strings.Replace(acmeZoomApp, "Acme", strings.Repeat("x", 41), 1), "company"},
		"no client id":              {"company = \"Acme\"\n[zoom_app]\n", "client_id"},
		"a bad client id":           {strings.Replace(acmeZoomApp, "AbC", "A bC", 1), "client ID"},
		"a bad cloud":               {acmeZoomApp + "cloud = \"zoom.us\"", "cloud"},
		"a bad redirect address":    {acmeZoomApp + "redirect_uri = \"http://localhost/callback\"", "redirect"},
		"a bad signature address":   {acmeZoomApp + "signature_url = \"http://acme.example\"", "signature"},
		"an unknown preset":         {acmeMinutes + "preset = \"zoom-amiga\"", "zoom-amiga"},
		"a preset and a definition": {acmeMinutes + "preset = \"zoom-linux\"\ndefinition = '''" + scribe + "'''", "both"},
		"a preset without program":  {acmeMinutes + "preset = \"token-file\"", "program"},
		"no program":                {acmeMinutes, "program"},
		"arguments for nobody":      {acmeMinutes + "arguments = [\"x\"]\n[assistant.linux]\nprogram = \"x\"", "program"},
		"no name":                   {"company = \"Acme\"\n[assistant]\nprogram = \"x\"", "name"},
		"a long name":               {strings.Replace(acmeMinutes, "Minutes", strings.Repeat("x", 65), 1) + "program = \"x\"", "name"},
		"a relative program":        {acmeMinutes + "program = \"bots/minutes\"", "program"},
		"a program in a variable":   {acmeMinutes + "program = \"${HOME}/minutes\"", "program"},
		"a relative one elsewhere":  {acmeMinutes + "program = \"x\"\n[assistant.windows]\nprogram = '..\\x.exe'", "program"},
		"a definition that is none": {acmeMinutes + "definition = \"/etc/acme.json\"", "JSON"},
		"a secret in arguments":     {acmeMinutes + "definition = '''" + scribe + "'''\narguments = [\"{on_behalf_token}\"]", "{on_behalf_token}"},
		"a secret in a definition":  {acmeMinutes + "definition = '''" + strings.Replace(scribe, `"{config_file}"`, `"{config_file}","{zak}"`, 1) + "'''", "{zak}"},
	} {
		v, err := readVendor(t, "linux", c.text)
		if !fault.Is(err, fault.BadVendor) || !strings.Contains(fault.From(err).Title, c.says) {
			t.Errorf("%s: %v (%+v)", name, err, v)
		}
		if err != nil && strings.Contains(err.Error(), "..") {
			t.Errorf("%s: untidy words: %v", name, err)
		}
	}
}

// A secret in a program is none: it is refused by its name, wherever it stands,
// and never repeated.
func TestAVendorFileHoldsNoSecret(t *testing.T) {
	for key, text := range map[string]string{
		"zoom_app.client_secret":                 acmeZoomApp + "client_secret = \"ZZHIDDEN\"",
		"zoom_app.Client_Secret":                 acmeZoomApp + "Client_Secret = \"ZZHIDDEN\"",
		"secret":                                 "secret = \"ZZHIDDEN\"\n" + acmeZoomApp,
		"assistant.options.password":             acmeMinutes + "program = \"x\"\noptions = { password = \"ZZHIDDEN\" }",
		"assistant.linux.options.api-key":        acmeMinutes + "[assistant.linux]\nprogram = \"x\"\noptions = { api-key = \"ZZHIDDEN\" }",
		"assistant.definition, options.apiToken": acmeMinutes + definedWith("apiToken", "ZZHIDDEN"),
	} {
		_, err := readVendor(t, "linux", text)
		if !fault.Is(err, fault.VendorSecret) || !strings.Contains(err.Error(), key) || strings.Contains(err.Error(), "ZZHIDDEN") {
			t.Errorf("%s: %v", key, err)
		}
	}
}

// definedWith is a definition with an option.
func definedWith(option, value string) string {
	return "definition = '''" + strings.Replace(scribe, `"title"`, `"options":{"`+option+`":"`+value+`"},"title"`, 1) + "'''\n"
}

func TestSecretsAreKnownByTheirNames(t *testing.T) {
	for name, secret := range map[string]bool{
		"token": true, "access_token": true, "accessToken": true, "api_key": true, "APIKEY": true, "passphrase": true, "aws_credentials": true,
		"client_secret": true, "password": true, "language": false, "max_tokens": false, "tokenizer": false, "keyboard": false,
	} {
		for _, text := range []string{"program = \"x\"\noptions = { " + name + " = \"x\" }", definedWith(name, "x")} {
			if _, err := readVendor(t, "linux", acmeMinutes+text); fault.Is(err, fault.VendorSecret) != secret || !secret && err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestACompanysNameIsCleaned(t *testing.T) {
	v, err := readVendor(t, "linux", strings.Replace(acmeZoomApp, "Acme", `  Ac\u202eme\n\u200b & \t Söhne\u0007`, 1))
	if err != nil || v.Company != "Acme & Söhne" {
		t.Errorf("%q, %v", v.Company, err)
	}
}
