package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// panel is a rounded surface behind something: a card, a soft hint, a banner.
type panel struct {
	widget.BaseWidget
	fill, stroke fyne.ThemeColorName // stroke empty: none
	radius       float32
	content      fyne.CanvasObject
}

func newPanel(fill, stroke fyne.ThemeColorName, radius, inset float32, content fyne.CanvasObject) *panel {
	p := &panel{fill: fill, stroke: stroke, radius: radius, content: inset4(inset, content)}
	p.ExtendBaseWidget(p)
	return p
}

// card is white, or near black, with a hairline.
func card(rows ...fyne.CanvasObject) *panel {
	return newPanel(colorCard, colorHairline, radiusCard, space4, column(space3, rows...))
}

// soft is tinted, for a hint inside or between cards.
func soft(rows ...fyne.CanvasObject) *panel {
	return newPanel(colorSoft, "", radiusControl, space3, column(space2, rows...))
}

func (p *panel) CreateRenderer() fyne.WidgetRenderer {
	r := &panelRenderer{panel: p, back: canvas.NewRectangle(nil)}
	r.paint()
	return r
}

type panelRenderer struct {
	panel *panel
	back  *canvas.Rectangle
}

func (r *panelRenderer) paint() {
	r.back.FillColor = theme.Color(r.panel.fill)
	r.back.CornerRadius = r.panel.radius
	if r.panel.stroke != "" {
		r.back.StrokeColor, r.back.StrokeWidth = theme.Color(r.panel.stroke), hairline
	}
}

func (r *panelRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.panel.content.Resize(size)
}

func (r *panelRenderer) MinSize() fyne.Size { return r.panel.content.MinSize() }

func (r *panelRenderer) Refresh() {
	r.paint()
	r.back.Refresh()
	r.panel.content.Refresh()
}

func (r *panelRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.panel.content}
}

func (r *panelRenderer) Destroy() {}

// column stacks rows with a gap; what is hidden takes no room.
func column(gap float32, rows ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(gap), rows...)
}

// row puts things beside each other, each at its own width.
func row(gap float32, cells ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedHBoxLayout(gap), cells...)
}

// line puts things beside each other, all at the same height: start and end at
// their own width, what is between them in the room that is left.
func line(start, middle, end fyne.CanvasObject) *fyne.Container {
	return container.New(&lineLayout{}, start, middle, end)
}

// spread is a line without a start.
func spread(rest, end fyne.CanvasObject) *fyne.Container { return line(gap(), rest, end) }

func inset(vertical, horizontal float32, content fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(vertical, vertical, horizontal, horizontal), content)
}

func inset4(by float32, content fyne.CanvasObject) *fyne.Container {
	return inset(by, by, content)
}

func gap() fyne.CanvasObject { return layout.NewSpacer() }

// rule is a hairline between rows of a card.
func rule() fyne.CanvasObject { return widget.NewSeparator() }

// lineLayout lays a start, a middle and an end out in a line.
type lineLayout struct{}

// edge is the room that a start or an end takes, with the gap after it.
func (*lineLayout) edge(o fyne.CanvasObject) float32 {
	if width := o.MinSize().Width; o.Visible() && width > 0 {
		return width + space2
	}
	return 0
}

func (l *lineLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	start, end := l.edge(o[0]), l.edge(o[2])
	place := func(c fyne.CanvasObject, x, width float32) {
		height := c.MinSize().Height
		c.Move(fyne.NewPos(x, max(0, (size.Height-height)/2)))
		c.Resize(fyne.NewSize(max(0, width), height))
	}
	place(o[0], 0, start-space2)
	place(o[1], start, size.Width-start-end)
	place(o[2], size.Width-end+space2, end-space2)
}

func (l *lineLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	height := max(o[0].MinSize().Height, o[1].MinSize().Height, o[2].MinSize().Height)
	return fyne.NewSize(l.edge(o[0])+o[1].MinSize().Width+l.edge(o[2]), height)
}

// halves puts two things beside each other, equally wide and high.
type halves struct{}

func (*halves) Layout(o []fyne.CanvasObject, size fyne.Size) {
	width := (size.Width - space2) / 2
	for i, c := range o {
		c.Resize(fyne.NewSize(width, size.Height))
		c.Move(fyne.NewPos(float32(i)*(width+space2), 0))
	}
}

func (*halves) MinSize(o []fyne.CanvasObject) fyne.Size {
	least := o[0].MinSize().Max(o[1].MinSize())
	return fyne.NewSize(2*least.Width+space2, least.Height)
}

// pageLayout keeps its content in one column of a readable width.
type pageLayout struct{}

func (*pageLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width, columnWidth)
	for _, c := range o {
		c.Resize(fyne.NewSize(width, size.Height))
		c.Move(fyne.NewPos((size.Width-width)/2, 0))
	}
}

func (*pageLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, c := range o {
		least = least.Max(c.MinSize())
	}
	return least
}

// page is the content of a screen: one column that scrolls.
func page(rows ...fyne.CanvasObject) *container.Scroll {
	inner := container.New(layout.NewCustomPaddedLayout(space2, space6, space4, space4), column(space3, rows...))
	return container.NewVScroll(container.New(&pageLayout{}, inner))
}
