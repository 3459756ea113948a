package ui

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
	"behalf/ui/lang"
)

// composer is the way from a pasted text to a send: the field, what was
// understood, which assistant under which name, the button.
type composer struct {
	w    *window
	root *fyne.Container

	field        *pasteField
	tick         *widget.Icon
	number, rest *text
	reading      *fyne.Container // the line of the three above
	refusal      *faultBox
	choice       *choice
	origin       *text // says that it came from outside
	offer        *offer

	account   *picker
	picked    bool // the person has chosen the account
	assistant *picker
	name      *nameField
	send      *button
	more      *button // the other ways
	hint      *text
	help      *button // what would put the hint right
	helpRow   *fyne.Container

	meeting meeting.Meeting // what would be sent to
	fault   *fault.Fault    // why there is none
	refused *fault.Fault    // why something else was not taken into the field

	candidates []meeting.Meeting // of a text that names several
	chosen     meeting.Meeting
	proposed   string // what was last filled in from outside
	pending    string // the run that was asked for and has not appeared
	seq        int    // the notice at that time
}

func newComposer(w *window) *composer {
	c := &composer{
		w: w, tick: widget.NewIcon(glyph("check", colorGood)),
		number: lead("").fixed(), rest: quiet(""), refusal: newFaultBox(w, nil),
		origin: quiet(lang.L("home.outside")), hint: quiet(""),
		name: newNameField(w),
	}
	c.choice = newChoice(c.choose)
	c.help = newButton(plain, "", nil)
	c.helpRow = row(0, c.help)
	c.field = newPasteField(w, func(string) { c.read() }, c.digest)
	c.account = newPicker(lang.L("home.account"), func(string) {
		c.picked = true
		c.refresh()
	})
	c.assistant = newPicker(lang.L("home.assistant"), func(string) { c.refresh() })
	c.send = newButton(primary, lang.L("home.send"), c.submit)
	c.offer = newOffer(c.takeOffer)
	c.refusal.Hide()
	c.reading = line(row(space1, newSpoken(lang.L("home.understood"), c.tick), c.number), c.rest, gap())
	who := container.New(&halves{}, turning(w, c.name), c.assistant)
	c.root = column(space3, c.field, c.reading, c.origin, c.refusal, c.choice.root, c.offer.root, c.account, who, c.primaryRow(), c.hint, c.helpRow)
	c.read()
	return c
}

// primaryRow is the one big button and, beside it, the other ways to send.
func (c *composer) primaryRow() fyne.CanvasObject {
	c.more = newIconButton("more", lang.L("home.more"), nil)
	c.more.pressed = func() {
		pop := widget.NewPopUpMenu(c.ways(), c.w.win.Canvas())
		pop.ShowAtRelativePosition(fyne.NewPos(c.more.Size().Width-pop.MinSize().Width, c.more.Size().Height+space1), c.more)
		c.w.win.Canvas().Focus(pop)
	}
	return spread(c.send, c.more)
}

func (c *composer) ways() *fyne.Menu {
	join := fyne.NewMenuItem(lang.L("home.join"), func() { c.submitWith(func(w *app.Send) { w.JoinInZoom = true }) })
	asYou := fyne.NewMenuItem(lang.L("home.asyou"), func() { c.submitWith(func(w *app.Send) { w.AsYou = true }) })
	a, _ := c.w.state.Account(c.accountID())
	asYou.Disabled = !app.HasScope(a.Scopes, app.ScopeZAK)
	return fyne.NewMenu("", join, asYou)
}

// fill puts a text into the field; it is never sent by itself.
func (c *composer) fill(text string) {
	if len(text) > mostShown {
		c.digest(text)
		return
	}
	c.field.SetText(text)
	c.read() // also if the same text was there already
	c.field.showTop()
	c.w.win.Canvas().Focus(c.field)
}

// refuse says why something did not come into the field, which stays as it is.
func (c *composer) refuse(f *fault.Fault) {
	c.refused = f
	c.refresh()
}

// read shows, at each change, what the text means. A host's credentials do not
// stay on the screen.
func (c *composer) read() {
	if shown := meeting.WithoutCredentials(c.field.Text); shown != c.field.Text {
		c.field.SetText(shown) // comes back here
		return
	}
	r, f := readable(c.field.Text)
	c.candidates, c.chosen, c.refused = r.Candidates, meeting.Meeting{}, nil
	c.take(r, f)
}

// choose settles on one of several meetings in the text.
func (c *composer) choose(m meeting.Meeting) {
	c.chosen = m
	c.take(app.Read(m.Invitation()))
}

// take shows a reading.
func (c *composer) take(r meeting.Reading, f *fault.Fault) {
	c.meeting, c.fault = meeting.Meeting{}, f
	if r.Usable() {
		c.meeting = r.Meeting
	}
	c.choice.offer(c.candidates, c.chosen)
	c.refresh()
}

func (c *composer) show(s app.State) {
	if c.pending != "" {
		_, there := s.Run(c.pending)
		refused := s.Notice != nil && s.Notice.Seq != c.seq
		if there {
			c.field.SetText("")
		}
		if there || refused {
			c.pending = ""
		}
	}
	c.showAssistants(s)
	c.refresh()
}

// showAccounts offers the accounts. Until the person chooses one, it is the
// usual one for the meeting.
func (c *composer) showAccounts(s app.State) {
	names := make([]string, len(s.Accounts))
	for i, a := range s.Accounts {
		names[i] = accountLabel(a)
	}
	chosen := c.account.chosen
	if !c.picked || !slices.Contains(names, chosen) {
		usual, _ := s.AccountFor("", c.meeting.Host) // no account at all: nothing to show
		c.picked, chosen = false, accountLabel(usual)
	}
	c.account.set(names, chosen)
	c.account.Hidden = len(names) < 2
}

func accountLabel(a app.Account) string {
	label := a.Name
	if a.Email != "" {
		label += " · " + a.Email
	}
	if a.Cloud == app.CloudGov {
		label += " · " + cloudName(a.Cloud)
	}
	return label
}

func (c *composer) showAssistants(s app.State) {
	names, chosen := make([]string, len(s.Assistants)), ""
	usual, _ := s.Assistant("")
	for i, a := range s.Assistants {
		names[i] = a.Name
		if a.Name == c.assistant.chosen {
			chosen = a.Name
		}
	}
	if chosen == "" {
		chosen = usual.Name
	}
	c.assistant.set(names, chosen)
}

// accountID is the account that is chosen; empty for the usual one.
func (c *composer) accountID() string {
	for _, a := range c.w.state.Accounts {
		if accountLabel(a) == c.account.chosen {
			return a.ID
		}
	}
	return ""
}

// refresh brings field, line, button and hint together.
func (c *composer) refresh() {
	s := c.w.state
	c.showAccounts(s)
	number, rest := understood(c.meeting)
	c.number.set(number)
	c.rest.set(rest)
	c.reading.Hidden = c.meeting.ID == ""
	refused := cmp.Or(c.refused, c.fault)
	c.refusal.explain(refused, c.wayOut(refused), remedy{})
	c.origin.Hidden = !c.outside()
	c.offer.show(strings.TrimSpace(c.field.Text) == "")
	c.name.show(usualName(s, c.assistant.chosen, c.accountID()))

	why, help := obstacle(s, c.meeting, c.accountID())
	c.offerHelp(help)
	c.send.enable(why == "" && c.pending == "" && !c.w.held())
	c.more.enable(!c.send.Disabled())
	switch {
	case why != "":
	case underWay(s, c.meeting.ID, c.accountID()):
		why = lang.L("home.underway")
	default:
		why = lang.L("home.follows")
	}
	c.hint.set(why)
	c.root.Refresh()
}

// wayOut is the next step after a refusal. To choose needs no button here: the
// meetings stand below.
func (c *composer) wayOut(f *fault.Fault) remedy {
	if f == nil || f.Action != fault.ActPaste {
		return remedy{}
	}
	if link := loneLink(c.field.Text); link != "" && f == c.fault && fault.Is(f, fault.PersonalLink, fault.RegisterFirst, fault.OpenFirst) {
		return remedy{lang.L("action.open_page"), func() { c.w.browse(link) }}
	}
	return remedy{lang.L("action.paste"), c.pasteAgain}
}

// pasteAgain takes what has been copied since, or makes room for it.
func (c *composer) pasteAgain() {
	if content := c.w.app.Clipboard().Content(); content != "" && content != c.field.Text {
		c.fill(content)
		return
	}
	c.field.clear()
}

// offerHelp puts what would help under the hint, unless the account's own
// fault above says it already.
func (c *composer) offerHelp(action fault.Action) {
	a, _ := c.w.state.Account(c.accountID())
	if a.Default && a.Fault != nil && action == fault.ActConnect {
		action = fault.ActNone
	}
	r := c.w.remedy(&fault.Fault{Action: action}, subject{connect: app.Connect{Account: a.ID}})
	c.help.set(r.label, r.do)
	c.helpRow.Hidden = r.do == nil
}

func (c *composer) submit() { c.submitWith(func(*app.Send) {}) }

// submitWith sends the assistant, with what is particular about this time. It
// does so once: until the run appears or is refused, the button is off.
func (c *composer) submitWith(change func(*app.Send)) {
	if c.send.Disabled() {
		return
	}
	wish := app.Send{
		RunID: app.NewRunID(), Meeting: c.meeting,
		Assistant: c.assistant.chosen, As: strings.TrimSpace(c.name.Text), Account: c.accountID(),
	}
	change(&wish)
	if sent := c.w.do(wish); sent {
		c.expect(wish)
	}
}

// expect keeps the button off until the run appears or is refused.
func (c *composer) expect(wish app.Send) {
	c.pending = wish.RunID
	if n := c.w.state.Notice; n != nil {
		c.seq = n.Seq
	}
	c.refresh()
}
