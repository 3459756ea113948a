package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/ui/lang"
)

// accountCard is one account: who, how it is and since when, the next step,
// what it may do, and the way out.
type accountCard struct {
	w       *window
	account app.Account

	root                            *panel
	name, mail, state, proved, most *text
	trouble                         *faultBox
	prefer, connect, disconnect     *button
	urgent, last                    *fyne.Container // connect is in one of these
	scopes                          *fyne.Container
	granted                         []string // what scopes was built from
}

func newAccountCard(w *window) *accountCard {
	c := &accountCard{
		w: w, name: lead("").line(), mail: quiet("").line(), state: quiet("").line(), proved: quiet(""), most: quiet("").in(colorGood),
		trouble: newFaultBox(w, nil), urgent: column(0), last: flowingApart(), scopes: column(space3),
	}
	c.prefer = newButton(link, lang.L("assistants.prefer"), func() { w.do(app.SetDefaultAccount{Account: c.account.ID}) })
	c.connect = newButton(plain, "", func() { w.do(app.Connect{Account: c.account.ID}) })
	c.disconnect = newButton(danger, "", c.askDisconnect)
	c.trouble.Hidden = true
	head := column(space1, c.name, c.mail, c.state, c.proved, c.most)
	c.root = card(spread(head, c.prefer), c.trouble, c.urgent, c.scopes, rule(), c.last)
	return c
}

// show keeps its buttons, so that the keyboard stays where it is.
func (c *accountCard) show(a app.Account, oneOfSeveral, busy bool) {
	c.account = a
	mail := a.Email
	if mail != "" {
		mail += " · "
	}
	c.name.set(a.Name)
	c.mail.set(mail + cloudName(a.Cloud))
	showState(c.state, a.State)
	c.proved.set(lang.L("connection.proved", fields{"ago": ago(a.LastProvedAt, c.w.now())}))
	c.most.set("")
	if a.Default && oneOfSeveral {
		c.most.set(lang.L("connection.usual"))
	}
	c.prefer.Hidden = a.Default || !oneOfSeveral
	c.trouble.show(withoutConnect(a), ofAccount(a))
	c.disconnect.set(lang.L("connection.disconnect", fields{"name": firstName(a)}), c.disconnect.pressed)
	c.showConnect(busy)
	if c.granted == nil || !slices.Equal(a.Scopes, c.granted) {
		c.granted = append([]string{}, a.Scopes...)
		c.scopes.Objects = scopeRows(a)
	}
	c.root.Refresh()
	if c.prefer.Hidden {
		c.w.letGo(c.prefer)
	}
	if c.trouble.Hidden || c.trouble.remedy.Hidden {
		c.w.letGo(c.trouble.remedy)
	}
}

// showConnect puts it beside what is said above where nothing else helps.
func (c *accountCard) showConnect(busy bool) {
	label, kind := lang.L("connection.reconnect"), plain
	switch c.account.State {
	case app.PermissionMissing:
		label, kind = lang.L("connection.grant"), primary
	case app.SignInNeeded:
		kind = primary
	}
	c.connect.kind = kind
	c.connect.set(label, c.connect.pressed)
	c.connect.enable(!busy)
	c.connect.Refresh()
	c.urgent.Objects, c.last.Objects = nil, []fyne.CanvasObject{c.connect, c.disconnect}
	if kind == primary {
		c.urgent.Objects, c.last.Objects = c.last.Objects[:1:1], c.last.Objects[1:]
	}
	c.urgent.Hidden = len(c.urgent.Objects) == 0
}

func (c *accountCard) askDisconnect() {
	a := c.account
	c.w.ask(lang.L("connection.disconnect.title", fields{"name": a.Name}), lang.L("connection.disconnect.text"), c.disconnect.label,
		func() { c.w.do(app.Disconnect{Account: a.ID}) })
}

// gone takes the keyboard off the card of an account that there is no more.
func (c *accountCard) gone() {
	c.w.letGo(c.prefer, c.connect, c.disconnect, c.trouble.remedy)
}
