package ui

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/app/fault"
)

// signingIn is a state with a sign-in under way.
func signingIn(s app.State, change func(*app.SignIn)) app.State {
	in := app.SignIn{
		URL: "https://zoom.us/oauth/authorize?x=y", Redirect: app.DefaultRedirect, Deadline: noon.Add(5 * time.Minute),
	}
	change(&in)
	s.SignIn = &in
	return s
}

func shown(*app.SignIn) {}

// What Zoom says of an address that is not registered is explained before the
// browser opens, with the address to copy.
func TestTheRedirectIsExplainedBeforeTheBrowserOpens(t *testing.T) {
	s := ready()
	s.Accounts = nil
	w, p := openWindow(t, s)
	var opened []string
	w.o.OpenURL = func(u string) error { opened = append(opened, u); return nil }
	w.visit(atConnection)
	press(t, w, "Connect to Zoom")
	last[app.Connect](t, p)
	w.render(signingIn(s, shown))
	if len(opened) != 0 {
		t.Error("the browser is in front of the explanation")
	}
	if !says(w, app.DefaultRedirect) {
		t.Error("the address is not shown")
	}
	press(t, w, "Copy")
	if got := w.app.Clipboard().Content(); got != app.DefaultRedirect {
		t.Errorf("copied %q", got)
	}
	press(t, w, "Open Zoom's page")
	if len(opened) != 1 {
		t.Errorf("opened %q", opened)
	}
}

// Once an account has come back that way, the browser opens by itself; but not
// for a sign-in that a terminal started, which opens it too.
func TestTheBrowserOpensForAReconnect(t *testing.T) {
	w, _ := openWindow(t, ready())
	var opened []string
	w.o.OpenURL = func(u string) error { opened = append(opened, u); return nil }
	w.visit(atConnection)
	press(t, w, "Reconnect")
	preparing := signingIn(ready(), func(s *app.SignIn) { s.URL = "" })
	w.render(preparing)
	w.render(signingIn(ready(), shown))
	w.render(signingIn(ready(), shown))
	w.render(ready())
	w.render(signingIn(ready(), shown)) // the terminal's
	if !slices.Equal(opened, []string{"https://zoom.us/oauth/authorize?x=y"}) {
		t.Errorf("opened %q", opened)
	}
}

func TestACodeInsteadOfTheBrowser(t *testing.T) {
	w, p := openWindow(t, ready())
	w.visit(atConnection)
	press(t, w, "Sign in with a code")
	if wish := last[app.Connect](t, p); wish.Road != app.RoadCode {
		t.Errorf("%+v", wish)
	}
	w.o.OpenURL = func(u string) error { t.Errorf("opened %q", u); return nil }
	w.render(signingIn(ready(), func(s *app.SignIn) { s.UserCode, s.Redirect = "ABC-DEF", "" }))
	if !says(w, "ABC-DEF") || findButton(w, "Use it") != nil {
		t.Error("the code is missing, or there is a field for an address")
	}
}

func TestTheBrowsersAddressCanBePasted(t *testing.T) {
	w, p := openWindow(t, ready())
	w.visit(atConnection)
	w.render(signingIn(ready(), func(s *app.SignIn) { s.Paste = true }))
	if !says(w, "When you have pressed Allow, copy the address of the page that follows and paste it here.") {
		t.Error("nobody says what to paste")
	}
	press(t, w, "Use it")
	if len(p.wishes) != 0 {
		t.Error("an empty field is handed over")
	}
	field := onScreen[*entry](w)[0]
	field.SetText("  https://example.com/callback?code=c&state=s ")
	press(t, w, "Use it")
	if wish := last[app.PasteCallback](t, p); wish.Address != "https://example.com/callback?code=c&state=s" {
		t.Errorf("%q", wish.Address)
	}
	refused := signingIn(ready(), func(s *app.SignIn) { s.Paste = true })
	refused.Notice = &app.Notice{Seq: 1, Fault: fault.New(fault.WrongCallback)}
	w.render(refused)
	if field.Text == "" || !says(w, "This address is not the answer to this sign-in.") || findButton(w, "Paste again") != nil {
		t.Error("what was pasted is lost, or nobody says why")
	}
}

func TestF14AnotherUserIsAskedAbout(t *testing.T) {
	w, p := openWindow(t, ready())
	w.visit(atConnection)
	w.render(signingIn(ready(), func(s *app.SignIn) {
		s.Expected, s.Other = "a1", &app.Account{ID: "b2", Name: "Grace Hopper"}
	}))
	if !says(w, "You signed in as Grace Hopper") || findButton(w, "Copy the link") != nil {
		t.Error("the question is not asked, or something else beside it")
	}
	press(t, w, "Leave everything as it was")
	if last[app.AnswerSignIn](t, p).Keep {
		t.Error("no means yes")
	}
	press(t, w, "Connect Grace Hopper too")
	if !last[app.AnswerSignIn](t, p).Keep {
		t.Error("yes means no")
	}
}

// The keyboard comes to what there is to press as it appears, and only then; it
// is not taken from somebody who types.
func TestTheSignInBringsTheKeyboard(t *testing.T) {
	w, _ := openWindow(t, ready())
	w.visit(atConnection)
	c := w.screen(atConnection).(*connection)
	canvas := w.win.Canvas()
	w.render(signingIn(ready(), shown))
	if canvas.Focused() != fyne.Focusable(c.signIn.open) {
		t.Error("it is somewhere else")
	}
	canvas.Focus(c.signIn.copyLink)
	w.render(signingIn(ready(), shown))
	if canvas.Focused() != fyne.Focusable(c.signIn.copyLink) {
		t.Error("it is taken away again")
	}
	w.render(ready())
	w.render(signingIn(ready(), shown))
	if canvas.Focused() != fyne.Focusable(c.signIn.open) {
		t.Error("a second sign-in does not have it")
	}
	canvas.Focus(c.signIn.address)
	c.signIn.address.SetText("https://example.com/callback")
	w.render(signingIn(ready(), func(s *app.SignIn) { s.Other = &app.Account{Name: "Grace Hopper"} }))
	if canvas.Focused() != fyne.Focusable(c.signIn.address) {
		t.Error("it is taken from somebody who types")
	}
}

// What is copied says so, until there is something else to copy.
func TestASignInSaysWhatIsCopied(t *testing.T) {
	s := ready()
	w, _ := openWindow(t, s)
	w.visit(atConnection)
	w.render(signingIn(s, shown))
	for _, label := range []string{"Copy the link", "Copy"} {
		press(t, w, label)
	}
	w.render(signingIn(s, shown))
	if n := len(buttons(w, "Copied")); n != 2 {
		t.Errorf("%d of two say that they have copied", n)
	}
	w.render(signingIn(s, func(in *app.SignIn) { in.URL += "&z" }))
	if findButton(w, "Copied") != nil || findButton(w, "Copy the link") == nil || findButton(w, "Copy") == nil {
		t.Error("another sign-in looks copied")
	}
}
