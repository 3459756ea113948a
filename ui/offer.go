package ui

import (
	"strings"

	"behalf/app"
	"behalf/app/meeting"
	"behalf/ui/lang"
)

// offer is a quiet line that offers a meeting for the field: the one of a link
// that came while something else was in it, or else, while it is empty, the one
// on the clipboard.
type offer struct {
	root           *panel
	words          *text
	use            *button
	linked, copied offering
}

// offering is a text, and which meeting is in it; or nothing.
type offering struct{ text, meeting string }

func newOffer(take func(o *offer)) *offer {
	o := &offer{words: body("").line()}
	o.use = newButton(link, lang.L("home.use"), func() { take(o) })
	o.root = newPanel(colorSoft, "", radiusControl, space2, inset(0, space1, spread(o.words, o.use)))
	o.root.Hide()
	return o
}

// usable makes an offer of a text with a meeting, and none of any other.
func usable(text string) offering {
	if r, f := readable(text); f == nil && r.Usable() {
		return offering{text, meeting.Grouped(r.Meeting.ID)}
	}
	return offering{}
}

func (o *offer) show(empty bool) {
	switch {
	case o.linked != (offering{}):
		o.words.set(lang.L("home.linked", fields{"meeting": o.linked.meeting}))
	case o.copied != (offering{}) && empty:
		o.words.set(lang.L("home.clipboard", fields{"meeting": o.copied.meeting}))
	default:
		o.root.Hidden = true
		return
	}
	o.root.Hidden = false
}

// takeOffer fills in what is offered.
func (c *composer) takeOffer(o *offer) {
	if linked := o.linked.text; linked != "" {
		o.linked = offering{}
		c.fillProposed(linked)
		return
	}
	c.fill(o.copied.text)
}

// offerClipboard proposes the meeting on the clipboard, if there is one, and
// forgets everything else it may hold.
func (c *composer) offerClipboard(content string) {
	c.offer.copied = usable(content)
	c.refresh()
}

// propose takes a text from outside. What a person has put into the field stays
// there, and the other one is offered below: a page could change the meeting at
// the moment of the press.
func (c *composer) propose(text string) {
	if theirs := strings.TrimSpace(c.field.Text) != "" && c.field.Text != c.proposed; theirs || c.pending != "" {
		c.offerLinked(text)
		return
	}
	c.fillProposed(text)
}

// offerLinked leaves the field as it is, and says what came below it.
func (c *composer) offerLinked(text string) {
	linked := usable(text)
	if linked == (offering{}) {
		_, f := app.Read(text)
		c.refuse(f)
		return
	}
	c.offer.linked = linked
	c.refresh()
}

// fillProposed fills in a text from outside, and says so as long as it stands.
func (c *composer) fillProposed(text string) {
	c.fill(text)
	c.proposed = c.field.Text
	c.refresh()
}

// outside says whether what is in the field came from outside, as it is.
func (c *composer) outside() bool { return c.proposed != "" && c.field.Text == c.proposed }
