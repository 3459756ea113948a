package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"behalf/app"
	"behalf/ui/lang"
)

// connection shows each account with what it may do, where its tokens lie, the
// way in and out, what is still needed, and a check of everything.
type connection struct {
	w         *window
	content   *container.Scroll
	accounts  *fyne.Container
	cards     map[string]*accountCard
	empty     *panel
	signIn    *signInBox
	connect   *button
	withCode  *button
	another   *fyne.Container
	led       *fyne.Container // back to the first start
	facts     *fyne.Container
	situation *situationCard
	checkup   *checkupCard
	checking  bool
	keep      *button // what can't be kept but until the end
	built     connectionFacts
}

// connectionFacts are what the card of facts is built from.
type connectionFacts struct {
	keychain app.Keychain
	zoomApp  app.ZoomApp
}

func newConnection(w *window) *connection {
	c := &connection{
		w: w, accounts: column(space3), cards: map[string]*accountCard{}, facts: column(space2), signIn: newSignInBox(w),
		situation: newSituationCard(), checkup: newCheckupCard(w),
	}
	c.connect = newButton(primary, lang.L("welcome.account.button"), func() { w.do(app.Connect{}) })
	c.keep = newButton(plain, lang.L("action.keep_in_memory"), func() { w.do(app.KeepInMemory{}) })
	code := func() { w.do(app.Connect{Road: app.RoadCode}) }
	c.withCode = newButton(link, lang.L("connection.code"), code)
	c.empty = card(lead(lang.L("connection.empty")), body(lang.L("connection.empty.text")).in(colorSecondary),
		column(space1, c.connect, container.NewCenter(newButton(link, lang.L("connection.welcome"), w.toWelcome)), container.NewCenter(c.withCode)))
	c.another = flowingApart(newButton(link, lang.L("connection.another"), func() { w.do(app.Connect{}) }),
		newButton(link, lang.L("connection.code"), code))
	c.led = row(0, newButton(link, lang.L("connection.welcome"), w.toWelcome))
	c.content = page(c.signIn, c.empty, c.led, c.accounts, c.another, c.facts, c.checkup.root, c.situation.root)
	return c
}

func (c *connection) root() fyne.CanvasObject { return c.content }

func (c *connection) show(s app.State) {
	if s.SignIn != nil && c.signIn.Hidden {
		c.content.ScrollToTop() // the sign-in may have been asked for further down
	}
	c.signIn.show(s.SignIn, c.w.now())
	c.empty.Hidden = len(s.Accounts) > 0 || s.SignIn != nil
	c.connect.enable(s.SignIn == nil)
	c.another.Hidden = len(s.Accounts) == 0 || s.SignIn != nil
	c.led.Hidden = c.another.Hidden || nextSetup(s) == setupRehearsal || len(s.Runs) > 0
	c.showAccounts(s)
	if is := (connectionFacts{s.Keychain, s.Settings.ZoomApp}); is != c.built || len(c.facts.Objects) == 0 {
		c.built = is
		c.facts.Objects = []fyne.CanvasObject{c.factsCard(s)}
	}
	c.situation.show(s)
	begun := s.Checkup != nil && s.Checkup.Running != "" && !c.checking
	c.checking = s.Checkup != nil && s.Checkup.Running != ""
	c.checkup.show(s)
	c.content.Refresh()
	if begun { // it may be asked for at the lower edge
		c.content.ScrollToOffset(fyne.NewPos(0, c.checkup.root.Position().Y))
	}
}

// showAccounts keeps the card of each account, so that the keyboard stays where
// it is.
func (c *connection) showAccounts(s app.State) {
	c.accounts.Objects = nil
	for _, a := range s.Accounts {
		card := c.cards[a.ID]
		if card == nil {
			card = newAccountCard(c.w)
			c.cards[a.ID] = card
		}
		card.show(a, len(s.Accounts) > 1, s.SignIn != nil)
		c.accounts.Objects = append(c.accounts.Objects, card.root)
	}
	for id, card := range c.cards {
		if !slices.ContainsFunc(s.Accounts, func(a app.Account) bool { return a.ID == id }) {
			card.gone()
			delete(c.cards, id)
		}
	}
}

func (c *connection) tick(now time.Time) { c.signIn.tick(now) }

func (c *connection) factsCard(s app.State) fyne.CanvasObject {
	kept := keychainName(s.Keychain)
	if s.Keychain.State == app.KeychainUnknown || s.Keychain.Name == "" {
		kept = lang.L("keychain.unknown")
	}
	rows := []fyne.CanvasObject{fact(lang.L("connection.kept"), kept)}
	switch s.Keychain.State {
	case app.KeychainLocked, app.KeychainAbsent, app.KeychainMemory:
		rows = append(rows, quiet(lang.L("keychain."+string(s.Keychain.State))).in(colorAttention))
	}
	if s.Keychain.State == app.KeychainAbsent {
		rows = append(rows, container.NewHBox(c.keep))
	} else {
		c.w.letGo(c.keep)
	}
	return card(append(rows, rule(), fact(lang.L("connection.app"), zoomAppWords(s)))...)
}

// fact is a line of a name and a value.
func fact(name, value string) fyne.CanvasObject {
	return line(quiet(name).fixed(), quiet(value).in(colorText).trailing().line(), gap())
}

// zoomAppWords say which Zoom app signs in.
func zoomAppWords(s app.State) string {
	z := s.Settings.ZoomApp
	switch {
	case z.ClientID == "":
		return lang.L("zoomapp.none")
	case s.FromVendor():
		return lang.L("zoomapp.from", fields{"company": s.Vendor.Company})
	}
	return lang.L("zoomapp."+string(z.Kind)) + " · " + cloudName(z.Cloud)
}

func cloudName(c app.Cloud) string {
	if c == app.CloudGov {
		return "ZoomGov"
	}
	return "Zoom"
}
