package ui

import "behalf/ui/lang"

// shortcutList is what the keyboard can do, by the table that the window
// listens to.
func shortcutList() *panel {
	rows := column(space2)
	for i, s := range shortcuts() {
		if i > 0 {
			rows.Add(rule())
		}
		rows.Add(spread(body(lang.L(s.does)), quiet(s.keys()).in(colorText).bold().fixed()))
	}
	return card(rows, rule(), quiet(lang.L("shortcut.more")))
}

// showShortcuts is what the key for help does.
func (w *window) showShortcuts() { w.toSettingsPage(atKeyboard) }
