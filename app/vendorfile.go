package app

import (
	"cmp"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"behalf/app/fault"
)

// vendorFile is the form of packaging/vendor.toml.
type vendorFile struct {
	Company string `toml:"company"`
	ZoomApp *struct {
		ClientID     string `toml:"client_id"`
		Cloud        Cloud  `toml:"cloud"`
		RedirectURI  string `toml:"redirect_uri"`
		SignatureURL string `toml:"signature_url"`
	} `toml:"zoom_app"`
	Assistant *struct {
		vendorAssistant
		Linux   *vendorAssistant `toml:"linux"`
		Windows *vendorAssistant `toml:"windows"`
		Darwin  *vendorAssistant `toml:"darwin"`
	} `toml:"assistant"`
}

type vendorAssistant struct {
	Name       string            `toml:"name"`
	Preset     string            `toml:"preset"`
	Definition string            `toml:"definition"` // JSON, as in the file of a preset
	Program    string            `toml:"program"`
	Arguments  []string          `toml:"arguments"`
	Options    map[string]string `toml:"options"`
}

const longestCompany = 40 // characters: it stands on a line of its own

// ReadVendor reads what a company has set up, and gives what of it is for a
// system, named as Go does. It is strict, and about the other systems too: what
// is wrong must show where it is built, not at somebody's first start. presets
// are those of all systems; check says whether what is known about an assistant
// can work.
func ReadVendor(data []byte, system string, presets []Preset, check func(Assistant) error) (Vendor, error) {
	var f vendorFile
	written, err := toml.Decode(string(data), &f)
	switch {
	case len(data) > MaxPreset:
		return Vendor{}, badVendor("there is too much in it", nil)
	case err != nil:
		return Vendor{}, badVendor(strings.TrimPrefix(err.Error(), "toml: "), err)
	}
	if err := checkVendorKeys(written); err != nil || len(written.Keys()) == 0 {
		return Vendor{}, err
	}
	v := Vendor{}
	if v.Company, err = f.company(); err != nil {
		return Vendor{}, err
	}
	if v.ZoomApp, err = f.zoomApp(); err != nil {
		return Vendor{}, err
	}
	for _, each := range []string{"linux", "windows", "darwin"} {
		assistant, err := f.assistant(each, presets, check)
		if err != nil {
			return Vendor{}, err
		}
		if each == system {
			v.Assistant = assistant
		}
	}
	return v, nil
}

func badVendor(what string, cause error) error {
	return fault.Wrap(fault.BadVendor, cause, "what", strings.TrimSuffix(what, "."))
}

// secretName is what people call their secrets; max_tokens and a tokenizer are
// none.
var secretName = regexp.MustCompile(`(?i)secret|password|passphrase|credential|api[_-]?key|token($|[^a-z])`)

// checkVendorKeys refuses what would be passed over, and secrets by their names:
// whoever has a program can read what was built into it.
func checkVendorKeys(written toml.MetaData) error {
	for _, key := range written.Keys() {
		if secretName.MatchString(key[len(key)-1]) {
			return fault.New(fault.VendorSecret, "key", key.String())
		}
	}
	if unknown := written.Undecoded(); len(unknown) > 0 {
		return badVendor("there is no key "+unknown[0].String(), nil)
	}
	return nil
}

// company is its name as everybody can read it: other people's screens show it.
func (f vendorFile) company() (string, error) {
	name := cleanName(f.Company)
	switch {
	case f.ZoomApp == nil && f.Assistant == nil:
		return "", badVendor("it has neither a zoom_app nor an assistant", nil)
	case !readable(name):
		return "", badVendor("company is missing", nil)
	case len([]rune(name)) > longestCompany:
		return "", badVendor(fmt.Sprintf("company is longer than %d characters", longestCompany), nil)
	}
	return name, nil
}

func (f vendorFile) zoomApp() (ZoomApp, error) {
	is := f.ZoomApp
	switch {
	case is == nil:
		return ZoomApp{}, nil
	case is.ClientID == "":
		return ZoomApp{}, badVendor("zoom_app.client_id is missing", nil)
	case is.Cloud != "" && is.Cloud != CloudZoom && is.Cloud != CloudGov:
		return ZoomApp{}, badVendor("zoom_app.cloud is neither zoom nor zoomgov", nil)
	}
	z := ZoomApp{ClientID: is.ClientID, Cloud: is.Cloud, RedirectURI: is.RedirectURI, SignatureURL: is.SignatureURL}.filled()
	if err := z.Check(); err != nil {
		return ZoomApp{}, badVendor("zoom_app: "+fault.From(err).Title, err)
	}
	return z, nil
}

// assistant is the one for a system, as a preset: so it can be added again. What
// is said for one system stands in the place of what is said for all, but for
// the name.
func (f vendorFile) assistant(system string, presets []Preset, check func(Assistant) error) (*Preset, error) {
	if f.Assistant == nil {
		return nil, nil
	}
	is, all := f.Assistant.vendorAssistant, map[string]*vendorAssistant{
		"linux": f.Assistant.Linux, "windows": f.Assistant.Windows, "darwin": f.Assistant.Darwin,
	}
	named := vendorAssistant{Name: is.Name}
	switch own := all[system]; {
	case own != nil:
		is = *own
		is.Name = cmp.Or(is.Name, named.Name)
	case reflect.DeepEqual(is, named) && (f.Assistant.Linux != nil || f.Assistant.Windows != nil || f.Assistant.Darwin != nil):
		return nil, nil // only other systems have one
	}
	p, err := is.preset(presets)
	if err != nil || (len(p.Systems) > 0 && !slices.Contains(p.Systems, system)) {
		return nil, err
	}
	for _, a := range (AddPreset{Preset: p}).Candidates() {
		if err := check(a); err != nil {
			return nil, badVendor("assistant: "+fault.From(err).Title, err)
		}
	}
	return &p, nil
}

// place is where a program can be found wherever it is started from; a name
// alone is looked for on the PATH.
var place = regexp.MustCompile(`^(/|~/|\$\{(BEHALF_DIR|XDG_DATA_HOME)\}/|[A-Za-z]:[/\\])`)

func (is vendorAssistant) preset(presets []Preset) (p Preset, err error) {
	name := cleanName(is.Name)
	switch i := slices.IndexFunc(presets, func(p Preset) bool { return p.Name == is.Preset }); {
	case !readable(name) || len([]rune(name)) > longestBotName:
		return Preset{}, badVendor(fmt.Sprintf("assistant.name is missing, or longer than %d characters", longestBotName), nil)
	case is.Preset != "" && is.Definition != "":
		return Preset{}, badVendor("assistant has both a preset and a definition", nil)
	case is.Preset != "" && i < 0:
		return Preset{}, badVendor("assistant.preset: "+fault.New(fault.UnknownPreset, "preset", is.Preset).Title, nil)
	case is.Preset != "":
		p = presets[i]
	case is.Definition != "":
		if p, err = ReadPreset("assistant.definition", []byte(is.Definition)); err != nil {
			return Preset{}, badVendor(fault.From(err).Title, err)
		}
		for key := range p.Options { // all other names in it are given
			if secretName.MatchString(key) {
				return Preset{}, fault.New(fault.VendorSecret, "key", "assistant.definition, options."+key)
			}
		}
	default:
		p.Kind = ProcessAssistant
	}
	w := AddPreset{Preset: p, Options: is.Options}
	p.Name, p.Title, p.Args, p.Options = VendorPreset, name, slices.Concat(p.Args, is.Arguments), w.Candidates()[0].Options
	if is.Program != "" {
		p.Programs = []string{is.Program}
	}
	return p, checkPrograms(p)
}

func checkPrograms(p Preset) error {
	if p.NeedsProgram() {
		return badVendor("assistant.program is missing", nil)
	}
	for _, program := range p.Programs {
		if strings.ContainsAny(program, `/\`) && !place.MatchString(program) {
			return badVendor("assistant.program is neither a whole path, nor one that begins with ${BEHALF_DIR}/, nor a name", nil)
		}
	}
	return nil
}
