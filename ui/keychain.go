package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"behalf/app"
	"behalf/ui/lang"
)

// keychainWait says, on every screen, that everything waits for the keychain,
// whose password window may be behind this one.
type keychainWait struct {
	widget.BaseWidget
	w     *window
	title *text
}

func newKeychainWait(w *window) *keychainWait {
	k := &keychainWait{w: w, title: strong("")}
	k.Hidden = true
	k.ExtendBaseWidget(k)
	return k
}

func (k *keychainWait) CreateRenderer() fyne.WidgetRenderer {
	cancel := newButton(link, lang.L("ask.cancel"), func() { k.w.do(app.CancelKeychain{}) })
	words := column(space1, k.title, body(lang.L("keychain.waiting.text")))
	inner := container.New(layout.NewCustomPaddedLayout(space1, space2, space4, space4), soft(spread(words, cancel)))
	return widget.NewSimpleRenderer(container.New(&pageLayout{}, inner))
}

func (k *keychainWait) show(keychain app.Keychain) {
	k.title.set(lang.L("keychain.waiting", fields{"name": keychainName(keychain)}))
	if hidden := !keychain.Waiting; hidden != k.Hidden {
		k.Hidden = hidden
		k.Refresh()
	}
}

func keychainName(k app.Keychain) string {
	switch {
	case k.State == app.KeychainMemory:
		return lang.L("keychain.until_quit")
	case k.Name == "":
		return lang.L("keychain.unnamed")
	}
	return k.Name
}
