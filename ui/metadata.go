package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"github.com/BurntSushi/toml"
)

// about is what FyneApp.toml says about the program.
type about struct {
	ID, Name, Version, Website string
}

// useMetadata makes the program know itself also where the packager has not
// written FyneApp.toml into the binary: a plain go build, go install, a test.
func useMetadata(data []byte) (about, error) {
	var file struct {
		Website string
		Details struct {
			ID, Name, Version string
			Build             int
		}
		Migrations map[string]bool
	}
	if err := toml.Unmarshal(data, &file); err != nil {
		return about{}, fmt.Errorf("FyneApp.toml: %w", err)
	}
	d := file.Details
	fyneapp.SetMetadata(fyne.AppMetadata{
		ID: d.ID, Name: d.Name, Version: d.Version, Build: d.Build, Migrations: file.Migrations,
	})
	return about{ID: d.ID, Name: d.Name, Version: d.Version, Website: file.Website}, nil
}
