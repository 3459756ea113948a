package ui

import (
	"fyne.io/fyne/v2"

	"behalf/app/meeting"
)

// choice offers the meetings of a text that names more than one. The offers
// stay, with a tick at the chosen one, so that a slip can be put right.
type choice struct {
	root   *fyne.Container
	choose func(meeting.Meeting)
}

func newChoice(choose func(meeting.Meeting)) *choice {
	c := &choice{root: column(space2), choose: choose}
	c.root.Hide()
	return c
}

// offer shows the candidates; none hides it.
func (c *choice) offer(candidates []meeting.Meeting, chosen meeting.Meeting) {
	c.root.Objects = nil
	for _, m := range candidates {
		label := offered(m)
		if m == chosen {
			label = "✓ " + label
		}
		c.root.Add(newButton(plain, label, func() { c.choose(m) }).giving())
	}
	c.root.Hidden = len(candidates) == 0
	c.root.Refresh()
}
