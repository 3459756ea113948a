package ui

import (
	"behalf/app"
	"behalf/ui/lang"
)

// situationCard says what the person, and what the owner of the Zoom app, still
// have to do so that an assistant may come.
type situationCard struct {
	root               *panel
	you, owner, review *text
}

func newSituationCard() *situationCard {
	c := &situationCard{you: body(""), owner: body(""), review: body("")}
	c.root = card(lead(lang.L("situation.title")),
		column(space1, quiet(lang.L("situation.you")).bold(), c.you), rule(),
		column(space1, quiet(lang.L("situation.owner")).bold(), c.owner), rule(),
		column(space1, quiet(lang.L("situation.review")).bold(), c.review))
	return c
}

func (c *situationCard) show(s app.State) {
	key := "situation." + string(s.Situation())
	c.you.set(lang.L(key + ".you"))
	c.owner.set(lang.L(key + ".owner"))
	c.review.set(lang.L(key + ".review"))
}
