package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"behalf/app"
	"behalf/ui/lang"
)

// header says who you are and how that account is.
type header struct {
	widget.BaseWidget
	letters, name, state *text
}

func newHeader() *header {
	h := &header{letters: strong("").in(colorAccent).centred().fixed(), name: lead("").line(), state: quiet("").line()}
	h.ExtendBaseWidget(h)
	return h
}

const avatarSide float32 = 36

func (h *header) CreateRenderer() fyne.WidgetRenderer {
	circle := newPanel(colorSoft, "", avatarSide/2, 0, container.NewCenter(h.letters))
	avatar := container.New(layout.NewGridWrapLayout(fyne.NewSquareSize(avatarSide)), circle)
	content := line(avatar, column(1, h.name, h.state), gap())
	inner := container.New(layout.NewCustomPaddedLayout(space3, space2, space4, space4), content)
	return widget.NewSimpleRenderer(container.New(&pageLayout{}, inner))
}

func (h *header) show(s app.State, hidden bool) {
	a, ok := s.Account("")
	hidden = hidden || !ok
	if !hidden {
		h.letters.set(initials(a.Name))
		h.name.set(a.Name)
		showState(h.state, a.State)
	}
	if h.Hidden != hidden {
		h.Hidden = hidden
		h.Refresh()
	}
}

// showState says how an account is, in words and colour.
func showState(t *text, s app.AccountState) {
	c := colorAttention
	if s == app.Connected {
		c = colorGood
	}
	t.withDisc().change(accountWords(s), c, false)
}

// banner marks, on every screen, what is not the real Zoom.
type banner struct {
	widget.BaseWidget
	words *text
}

func newBanner() *banner {
	b := &banner{words: quiet("").in(colorOnAccent).bold().centred()}
	b.ExtendBaseWidget(b)
	return b
}

func (b *banner) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(newPanel(colorAttention, "", 0, space1, b.words))
}

func (b *banner) show(s app.State) {
	words := ""
	switch {
	case s.Rehearsal:
		words = lang.L("banner.rehearsal")
	case s.TestServer:
		words = lang.L("banner.testserver")
	}
	b.words.set(words)
	if hidden := words == ""; hidden != b.Hidden {
		b.Hidden = hidden
		b.Refresh()
	}
}
