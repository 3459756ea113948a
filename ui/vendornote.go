package ui

import (
	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/ui/lang"
)

// vendorWords say which company has set Behalf up; empty: none has.
func vendorWords(v app.Vendor) string {
	if v.Company == "" {
		return ""
	}
	return lang.L("vendor.by", fields{"company": v.Company})
}

// vendorNote says where the Zoom app comes from, if a company has set one up, and
// is the way back to it for whoever uses another one.
type vendorNote struct {
	root  fyne.CanvasObject
	w     *window
	words *text
	use   *button
	app   app.ZoomApp
}

func newVendorNote(w *window) *vendorNote {
	n := &vendorNote{w: w, words: body("")}
	n.use = newButton(link, lang.L("zoomapp.vendor.use"), n.change)
	n.root = soft(n.words, row(0, n.use))
	return n
}

// change goes back to it, but not without a question where that costs the person
// the client secret of their own app.
func (n *vendorNote) change() {
	use := func() { n.w.do(app.SetZoomApp{App: n.app}) }
	if own := n.w.state.Settings.App(n.app.Cloud); own.Kind != app.ConfidentialClient {
		use()
		return
	}
	n.w.ask(lang.L("zoomapp.vendor.title"), lang.L("zoomapp.vendor.secret"), lang.L("zoomapp.vendor.use"), use)
}

func (n *vendorNote) show(s app.State) {
	n.app = s.Vendor.ZoomApp
	company := fields{"company": s.Vendor.Company}
	n.words.set(lang.L(either(s.FromVendor(), "zoomapp.vendor.used", "zoomapp.vendor.other"), company))
	show(n.use, !s.FromVendor())
	show(n.root, n.app.ClientID != "")
}
