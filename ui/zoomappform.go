package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"behalf/app"
	"behalf/app/secret"
)

// zoomAppForm is the Marketplace app that Behalf signs in with. What is typed
// stays until it is saved or the stored app changes under it.
type zoomAppForm struct {
	w      *window
	root   fyne.CanvasObject
	stored app.ZoomApp
	filled bool

	clientID, redirect *widget.Entry
	secret             *widget.Entry
	secretField        fyne.CanvasObject
	kind, cloud        *picker
	save               *button
}

func newZoomAppForm(w *window) *zoomAppForm {
	f := &zoomAppForm{w: w, clientID: widget.NewEntry(), redirect: widget.NewEntry(), secret: widget.NewPasswordEntry()}
	f.clientID.SetPlaceHolder(lang.L("zoomapp.clientid.placeholder"))
	f.secret.SetPlaceHolder(lang.L("zoomapp.secret.placeholder"))
	f.redirect.SetPlaceHolder(app.DefaultRedirect)
	changed := func(string) { f.refresh() }
	f.clientID.OnChanged, f.redirect.OnChanged, f.secret.OnChanged = changed, changed, changed
	f.kind, f.cloud = newPicker(lang.L("zoomapp.kind"), changed), newPicker(lang.L("zoomapp.cloud"), changed)
	f.save = newButton(primary, lang.L("zoomapp.save"), f.submit)
	copyRedirect := newButton(plain, lang.L("zoomapp.copy"), func() { w.app.Clipboard().SetContent(f.entered().RedirectURI) })
	f.secretField = field(lang.L("zoomapp.secret"), lang.L("zoomapp.secret.text"), turning(w, f.secret))
	f.root = card(
		field(lang.L("zoomapp.clientid"), lang.L("zoomapp.clientid.text"), turning(w, f.clientID)),
		field(lang.L("zoomapp.kind"), "", f.kind),
		f.secretField,
		field(lang.L("zoomapp.redirect"), lang.L("zoomapp.redirect.text"), spread(turning(w, f.redirect), copyRedirect)),
		field(lang.L("zoomapp.cloud"), "", f.cloud),
		f.save)
	return f
}

func kinds() []string {
	return []string{lang.L("zoomapp.kind.public"), lang.L("zoomapp.kind.confidential")}
}

func clouds() []string { return []string{"zoom.us", "ZoomGov"} }

// show fills the form in, but not over what is being typed.
func (f *zoomAppForm) show(z app.ZoomApp) {
	if f.filled && z == f.stored {
		return
	}
	f.stored, f.filled = z, true
	f.kind.set(kinds(), kinds()[0])
	if z.Kind == app.ConfidentialClient {
		f.kind.set(kinds(), kinds()[1])
	}
	f.cloud.set(clouds(), clouds()[0])
	if z.Cloud == app.CloudGov {
		f.cloud.set(clouds(), clouds()[1])
	}
	f.clientID.SetText(z.ClientID)
	f.redirect.SetText(z.RedirectURI)
	f.secret.SetText("")
	f.refresh()
}

func (f *zoomAppForm) confidential() bool { return f.kind.chosen == kinds()[1] }

// entered is the Zoom app as the form has it now.
func (f *zoomAppForm) entered() app.ZoomApp {
	z := f.stored
	z.ClientID, z.RedirectURI = strings.TrimSpace(f.clientID.Text), strings.TrimSpace(f.redirect.Text)
	if z.RedirectURI == "" {
		z.RedirectURI = app.DefaultRedirect
	}
	z.Kind, z.Cloud = app.PublicClient, app.CloudZoom
	if f.confidential() {
		z.Kind = app.ConfidentialClient
	}
	if f.cloud.chosen == clouds()[1] {
		z.Cloud = app.CloudGov
	}
	return z
}

func (f *zoomAppForm) refresh() {
	if !f.filled {
		return
	}
	f.secretField.(*fyne.Container).Hidden = !f.confidential()
	f.save.enable(f.entered() != f.stored || f.secret.Text != "")
	f.root.Refresh()
}

// submit saves. An empty secret leaves the stored one alone, unless the app no
// longer has any.
func (f *zoomAppForm) submit() {
	wish := app.SetZoomApp{App: f.entered()}
	switch {
	case !f.confidential() && f.stored.Kind == app.ConfidentialClient:
		wish.Secret = &secret.Text{}
	case f.confidential() && f.secret.Text != "":
		s := secret.New(f.secret.Text)
		wish.Secret = &s
	}
	f.w.do(wish)
	f.secret.SetText("")
}
