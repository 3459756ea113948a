package lang

import (
	"encoding/json"
	"fmt"

	"fyne.io/fyne/v2/lang"
)

// fyneWords are the words of Fyne's own that a person can see: the menu of a
// field, and the tray's last item. Its keys are its English words.
func fyneWords() map[string]string {
	return map[string]string{
		"Cut": L("edit.cut"), "Copy": L("edit.copy"), "Paste": L("edit.paste"), "Select all": L("edit.select_all"),
		"Undo": L("edit.undo"), "Redo": L("edit.redo"), "Quit": L("tray.quit"),
	}
}

// tellFyne gives Fyne the language's words under the system's locale, which is
// the one that it goes by.
func tellFyne() error {
	data, err := json.Marshal(fyneWords())
	if err != nil {
		return err
	}
	if err := lang.AddTranslationsForLocale(data, lang.SystemLocale()); err != nil {
		return fmt.Errorf("translations: %w", err)
	}
	return nil
}
