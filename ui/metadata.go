package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/lang"
	"github.com/BurntSushi/toml"

	"behalf/assets"
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

// loadWords makes the translations known to lang. Fyne knows more languages
// than Behalf; for one that Behalf lacks, its English words stand in under that
// language too, or each of them would be looked for in vain and logged.
func loadWords() error {
	if err := lang.AddTranslationsFS(assets.Files, assets.Translations); err != nil {
		return fmt.Errorf("translations: %w", err)
	}
	here := lang.SystemLocale().LanguageString()
	if len(here) < 2 {
		return nil
	}
	if _, err := assets.Files.Open(assets.Translations + "/" + here[:2] + ".json"); err == nil {
		return nil
	}
	english, err := assets.Files.ReadFile(assets.Translations + "/en.json")
	if err != nil {
		return err
	}
	return lang.AddTranslationsForLocale(english, fyne.Locale(here[:2]))
}
