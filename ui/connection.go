package ui

import (
	"reflect"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"behalf/app"
)

// connection shows each account with what it may do, where its tokens lie, and
// the way in and out.
type connection struct {
	w        *window
	content  *container.Scroll
	accounts *fyne.Container
	empty    *panel
	signIn   *signInBox
	connect  *button
	another  *button
	facts    *fyne.Container
	built    connectionFacts // what accounts and facts were built from
}

// connectionFacts is the part of a state that this screen is built from.
type connectionFacts struct {
	accounts []app.Account
	keychain app.Keychain
	zoomApp  app.ZoomApp
	busy     bool
	minute   time.Time // for "2 minutes ago"
}

func newConnection(w *window) *connection {
	c := &connection{w: w, accounts: column(space3), facts: column(space2), signIn: newSignInBox(w)}
	c.connect = newButton(primary, lang.L("welcome.account.button"), func() { w.do(app.Connect{}) })
	c.another = newButton(link, lang.L("connection.another"), func() { w.do(app.Connect{}) })
	c.empty = card(lead(lang.L("connection.empty")), body(lang.L("connection.empty.text")).in(colorSecondary), c.connect)
	c.content = page(c.signIn, c.empty, c.accounts, c.facts, container.NewHBox(gap(), c.another))
	return c
}

func (c *connection) root() fyne.CanvasObject { return c.content }

func (c *connection) show(s app.State) {
	c.signIn.show(s.SignIn, c.w.now())
	c.empty.Hidden = len(s.Accounts) > 0
	c.connect.enable(s.SignIn == nil)
	c.another.Hidden = len(s.Accounts) == 0 || s.SignIn != nil
	is := connectionFacts{s.Accounts, s.Keychain, s.Settings.ZoomApp, s.SignIn != nil, c.w.now().Truncate(time.Minute)}
	if !reflect.DeepEqual(is, c.built) {
		c.built = is
		c.accounts.Objects = nil
		for _, a := range s.Accounts {
			c.accounts.Add(c.accountCard(a, is.busy))
		}
		c.facts.Objects = []fyne.CanvasObject{c.factsCard(s)}
	}
	c.content.Refresh()
}

func (c *connection) tick(now time.Time) { c.signIn.tick(now) }

func (c *connection) accountCard(a app.Account, busy bool) fyne.CanvasObject {
	state := quiet("").line()
	showState(state, a.State)
	mail := a.Email
	if mail != "" {
		mail += " · "
	}
	rows := []fyne.CanvasObject{column(space1, lead(a.Name).line(), quiet(mail+cloudName(a.Cloud)).line(), state)}
	if a.Fault != nil {
		box := newFaultBox(c.w, nil)
		box.show(withoutConnect(a), nil)
		rows = append(rows, box)
	}
	rows = append(rows, scopeRows(a)...)
	return card(append(rows, rule(), c.accountButtons(a, busy))...)
}

func (c *connection) accountButtons(a app.Account, busy bool) fyne.CanvasObject {
	label, kind := lang.L("connection.reconnect"), plain
	switch a.State {
	case app.PermissionMissing:
		label, kind = lang.L("connection.grant"), primary
	case app.SignInNeeded:
		kind = primary
	}
	connect := newButton(kind, label, func() { c.w.do(app.Connect{}) })
	connect.enable(!busy)
	first := firstName(a)
	disconnect := newButton(danger, lang.L("connection.disconnect", fields{"name": first}), func() {
		c.w.ask(lang.L("connection.disconnect.title", fields{"name": a.Name}), lang.L("connection.disconnect.text"),
			lang.L("connection.disconnect", fields{"name": first}), func() { c.w.do(app.Disconnect{Account: a.ID}) })
	})
	if kind == primary {
		return column(space2, connect, container.NewHBox(gap(), disconnect))
	}
	return row(space2, connect, layout.NewSpacer(), disconnect)
}

func (c *connection) factsCard(s app.State) fyne.CanvasObject {
	kept := s.Keychain.Name
	if s.Keychain.State == app.KeychainUnknown || kept == "" {
		kept = lang.L("keychain.unknown")
	}
	rows := []fyne.CanvasObject{fact(lang.L("connection.kept"), kept)}
	switch s.Keychain.State {
	case app.KeychainLocked, app.KeychainAbsent, app.KeychainMemory:
		rows = append(rows, quiet(lang.L("keychain."+string(s.Keychain.State))).in(colorAttention))
	}
	for _, a := range s.Accounts {
		label := lang.L("connection.proved")
		if len(s.Accounts) > 1 {
			label += " · " + firstName(a)
		}
		rows = append(rows, rule(), fact(label, ago(a.LastProvedAt, c.w.now())))
	}
	return card(append(rows, rule(), fact(lang.L("connection.app"), zoomAppWords(s.Settings.ZoomApp)))...)
}

// fact is a line of a name and a value.
func fact(name, value string) fyne.CanvasObject {
	return line(quiet(name).fixed(), quiet(value).in(colorText).trailing().line(), gap())
}

func zoomAppWords(z app.ZoomApp) string {
	if z.ClientID == "" {
		return lang.L("zoomapp.none")
	}
	return lang.L("zoomapp."+string(z.Kind)) + " · " + cloudName(z.Cloud)
}

func cloudName(c app.Cloud) string {
	if c == app.CloudGov {
		return "ZoomGov"
	}
	return "Zoom"
}
