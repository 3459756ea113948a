package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"behalf/app/meeting"
)

// choice offers the meetings of a text that names more than one. The offers
// stay, with a tick at the chosen one, so that a slip can be put right and the
// keyboard keeps its place.
type choice struct {
	root   *fyne.Container
	choose func(meeting.Meeting)

	candidates []meeting.Meeting
	buttons    []*button
}

func newChoice(choose func(meeting.Meeting)) *choice {
	c := &choice{root: column(space2), choose: choose}
	c.root.Hide()
	return c
}

// offer shows the candidates; none hides it.
func (c *choice) offer(candidates []meeting.Meeting, chosen meeting.Meeting) {
	if !slices.Equal(candidates, c.candidates) {
		c.build(candidates)
	}
	for i, m := range candidates {
		number, rest := offered(m)
		c.buttons[i].set(number, func() { c.choose(m) })
		c.buttons[i].describe(rest, m == chosen)
	}
	c.root.Hidden = len(candidates) == 0
	c.root.Refresh()
}

func (c *choice) build(candidates []meeting.Meeting) {
	c.candidates, c.buttons, c.root.Objects = candidates, nil, nil
	for range candidates {
		b := newButton(plain, "", nil).giving()
		c.buttons = append(c.buttons, b)
		c.root.Add(b)
	}
}
