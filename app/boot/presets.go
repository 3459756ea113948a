package boot

import (
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"behalf/app"
	"behalf/app/bot"
	"behalf/app/fault"
)

const presetFiles = "packaging/bots/presets/*.json"

// known are the bots that Behalf knows how to run on a system, first the one that
// a company has set up, and all else that it has.
func (b Build) known(system string) ([]app.Preset, app.Vendor, error) {
	all, err := readPresets(b.Presets)
	if err != nil {
		return nil, app.Vendor{}, err
	}
	vendor, err := app.ReadVendor(b.Vendor, system, all, bot.CheckDefinition)
	if err != nil {
		return nil, app.Vendor{}, err
	}
	var known []app.Preset
	if vendor.Assistant != nil {
		known = append(known, *vendor.Assistant)
	}
	for _, p := range all {
		if len(p.Systems) == 0 || slices.Contains(p.Systems, system) {
			known = append(known, p)
		}
	}
	return known, vendor, nil
}

// readPresets reads the presets of all systems.
func readPresets(files fs.FS) ([]app.Preset, error) {
	names, err := fs.Glob(files, presetFiles)
	if err != nil {
		return nil, err
	}
	var presets []app.Preset
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		p, err := app.ReadPreset(strings.TrimSuffix(path.Base(name), ".json"), data)
		if err != nil {
			return nil, err
		}
		presets = append(presets, p)
	}
	return presets, nil
}

// readDefinition reads what a person wrote about their bot.
func readDefinition(name string) ([]byte, error) {
	bad := func(cause error) error {
		return fault.Wrap(fault.BadDefinition, cause, "what", filepath.Base(name)+" can't be read")
	}
	file, err := os.Open(name) //nolint:gosec // the person named just this file
	if err != nil {
		return nil, bad(err)
	}
	defer func() { _ = file.Close() }() // only read
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, bad(err)
	}
	data, err := io.ReadAll(io.LimitReader(file, app.MaxPreset+1))
	if err != nil {
		return nil, bad(err)
	}
	return data, nil
}
