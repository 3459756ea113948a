package boot

import (
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"behalf/app"
	"behalf/app/fault"
)

const presetFiles = "packaging/bots/presets/*.json"

// readPresets reads those presets that are for this system.
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
		if len(p.Systems) == 0 || slices.Contains(p.Systems, runtime.GOOS) {
			presets = append(presets, p)
		}
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
