package ui

import "behalf/ui/lang"

// shortcutList is what the keyboard can do, by the table that the window
// listens to.
func shortcutList() *panel {
	rows := column(space2)
	all := shortcuts()
	for i := 0; i < len(all); {
		does, keys := all[i].does, all[i].keys()
		for i++; i < len(all) && all[i].does == does; i++ {
			keys = lang.L("shortcut.either", fields{"one": keys, "other": all[i].keys()})
		}
		rows.Add(spread(body(lang.L(does)), quiet(keys).in(colorText).bold().fixed()))
		rows.Add(rule())
	}
	rows.Add(quiet(lang.L("shortcut.more")))
	return card(rows)
}

// showShortcuts is what the key for help does.
func (w *window) showShortcuts() { w.toSettingsPage(atKeyboard) }
