package ui

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/app/secret"
	"behalf/ui/lang"
)

// zoomAppForm is the Marketplace app that Behalf signs in with, one for each
// cloud. What is typed stays until it is saved or what is stored changes.
type zoomAppForm struct {
	w      *window
	root   fyne.CanvasObject
	fields *fyne.Container // what everybody has to enter, for the first start
	which  fyne.CanvasObject
	stored [2]app.ZoomApp // the one to sign in with, and the other cloud's
	filled bool

	clientID, redirect *entry
	secret, signature  *entry
	secretField        fyne.CanvasObject
	byHand             *text
	kind, cloud        *picker
	save, copy         *button
}

func newZoomAppForm(w *window) *zoomAppForm {
	f := &zoomAppForm{
		w: w, clientID: newEntry(w, lang.L("zoomapp.clientid")), redirect: newEntry(w, lang.L("zoomapp.redirect")),
		secret: newSecretEntry(w, lang.L("zoomapp.secret")), signature: newEntry(w, lang.L("zoomapp.signature")),
	}
	f.clientID.SetPlaceHolder(lang.L("zoomapp.clientid.placeholder"))
	f.secret.SetPlaceHolder(lang.L("zoomapp.secret.placeholder"))
	f.redirect.SetPlaceHolder(app.DefaultRedirect)
	f.signature.SetPlaceHolder(lang.L("zoomapp.signature.placeholder"))
	changed := func(string) { f.refresh() }
	for _, e := range []*entry{f.clientID, f.redirect, f.secret, f.signature} {
		e.OnChanged = changed
	}
	f.kind = newPicker(lang.L("zoomapp.kind"), changed)
	f.cloud = newPicker(lang.L("zoomapp.cloud"), func(string) { f.switchCloud() })
	f.save = newButton(primary, lang.L("zoomapp.save"), f.submit)
	f.copy = newCopyButton(w, plain, lang.L("zoomapp.copy"), func() string { return f.entered().RedirectURI })
	f.secretField = field(lang.L("zoomapp.secret"), lang.L("zoomapp.secret.text"), turning(w, f.secret))
	f.byHand = quiet(lang.L("zoomapp.redirect.paste")).in(colorAttention)
	f.fields = column(space3,
		field(lang.L("zoomapp.clientid"), lang.L("zoomapp.clientid.text"), turning(w, f.clientID)),
		field(lang.L("zoomapp.kind"), "", f.kind),
		f.secretField,
		column(space1, field(lang.L("zoomapp.redirect"), lang.L("zoomapp.redirect.text"), spread(turning(w, f.redirect), f.copy)), f.byHand))
	f.which = field(lang.L("zoomapp.cloud"), lang.L("zoomapp.cloud.text"), f.cloud)
	f.root = card(f.fields, field(lang.L("zoomapp.signature"), lang.L("zoomapp.signature.text"), turning(w, f.signature)), f.which, f.save)
	return f
}

func kinds() []string {
	return []string{lang.L("zoomapp.kind.public"), lang.L("zoomapp.kind.confidential")}
}

func clouds() []string { return []string{"zoom.us", "ZoomGov"} }

// show fills the form in, but not over what is being typed.
func (f *zoomAppForm) show(s app.Settings) {
	if stored := [2]app.ZoomApp{s.ZoomApp, s.OtherCloud}; !f.filled || stored != f.stored {
		f.stored = stored
		f.fill(s.ZoomApp)
	}
}

func (f *zoomAppForm) fill(z app.ZoomApp) {
	f.filled = false // nothing to refresh until all is in
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
	f.signature.SetText(z.SignatureURL)
	f.secret.SetText("")
	f.filled = true
	f.refresh()
}

// switchCloud shows the app of the chosen cloud; one that has none yet begins
// with empty fields, since another cloud's client is nobody there.
func (f *zoomAppForm) switchCloud() {
	known := f.former()
	known.Cloud = f.chosenCloud()
	known.RedirectURI = cmp.Or(known.RedirectURI, app.DefaultRedirect)
	f.fill(known)
}

func (f *zoomAppForm) confidential() bool { return f.kind.chosen == kinds()[1] }

func (f *zoomAppForm) chosenCloud() app.Cloud {
	if f.cloud.chosen == clouds()[1] {
		return app.CloudGov
	}
	return app.CloudZoom
}

// former is what is stored for the chosen cloud.
func (f *zoomAppForm) former() app.ZoomApp {
	for _, z := range f.stored {
		if z.Cloud == f.chosenCloud() {
			return z
		}
	}
	return app.ZoomApp{}
}

// entered is the Zoom app as the form has it now.
func (f *zoomAppForm) entered() app.ZoomApp {
	z := app.ZoomApp{
		ClientID: strings.TrimSpace(f.clientID.Text), Kind: app.PublicClient, Cloud: f.chosenCloud(),
		RedirectURI:  cmp.Or(strings.TrimSpace(f.redirect.Text), app.DefaultRedirect),
		SignatureURL: strings.TrimSpace(f.signature.Text),
	}
	if f.confidential() {
		z.Kind = app.ConfidentialClient
	}
	return z
}

func (f *zoomAppForm) refresh() {
	if !f.filled {
		return
	}
	f.secretField.(*fyne.Container).Hidden = !f.confidential()
	f.byHand.Hidden = !f.entered().PastesCallback()
	f.copy.set(lang.L("zoomapp.copy"), f.copy.pressed) // whatever it is now is not copied yet
	f.save.enable(f.entered() != f.stored[0] || f.secret.Text != "")
	f.root.Refresh()
}

// submit saves. An empty secret leaves the stored one alone.
func (f *zoomAppForm) submit() {
	wish := app.SetZoomApp{App: f.entered()}
	if f.confidential() && f.secret.Text != "" {
		s := secret.New(f.secret.Text)
		wish.Secret = &s
	}
	f.w.do(wish)
	f.secret.SetText("")
}
