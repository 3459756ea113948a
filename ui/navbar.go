package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
)

// navItem is one place of the navigation: an icon over a word.
type navItem struct {
	pressable
	icon, label string
	chosen      bool
}

func newNavItem(icon, label string, pressed func()) *navItem {
	n := &navItem{icon: icon, label: label}
	n.pressed = pressed
	n.ExtendBaseWidget(n)
	return n
}

func (n *navItem) choose(on bool) { n.mark(&n.chosen, on) }

// AccessibilityLabel is the word.
func (n *navItem) AccessibilityLabel() string { return n.label }

// AccessibilityRole is link: it leads to a screen.
func (n *navItem) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

func (n *navItem) CreateRenderer() fyne.WidgetRenderer {
	r := &navRenderer{
		item:  n,
		back:  canvas.NewRectangle(color.Transparent),
		quiet: picture(glyph(n.icon, colorSecondary), navIcon),
		lit:   picture(glyph(n.icon, colorAccent), navIcon),
		words: canvas.NewText(n.label, color.Transparent),
	}
	r.words.Alignment = fyne.TextAlignCenter
	r.paint()
	return r
}

const (
	navIcon   float32 = 22
	navHeight float32 = 54
)

type navRenderer struct {
	item       *navItem
	back       *canvas.Rectangle
	quiet, lit *canvas.Image
	words      *canvas.Text
}

func (r *navRenderer) paint() {
	n := r.item
	r.back.FillColor, r.back.StrokeWidth, r.back.CornerRadius = color.Transparent, 0, radiusControl
	if n.hovered {
		r.back.FillColor = theme.Color(theme.ColorNameHover)
	}
	if n.focused {
		r.back.StrokeColor, r.back.StrokeWidth = theme.Color(colorAccent), focusRing
	}
	r.quiet.Hidden, r.lit.Hidden = n.chosen, !n.chosen
	r.words.Color, r.words.TextStyle.Bold = theme.Color(colorSecondary), n.chosen
	if n.chosen {
		r.words.Color = theme.Color(colorAccent)
	}
	r.words.TextSize = theme.Size(sizeQuiet)
}

func (r *navRenderer) Layout(size fyne.Size) {
	r.back.Resize(size.Subtract(fyne.NewSquareSize(space1)))
	r.back.Move(fyne.NewSquareOffsetPos(space1 / 2))
	const height = 17 // of a line in the smallest size
	top := (size.Height - navIcon - height) / 2
	for _, icon := range []*canvas.Image{r.quiet, r.lit} {
		icon.Resize(fyne.NewSquareSize(navIcon))
		icon.Move(fyne.NewPos((size.Width-navIcon)/2, top))
	}
	r.words.Text = ellipsized(r.item.label, r.words.TextSize, r.words.TextStyle, size.Width-space2)
	r.words.FontSource = fontFor(r.words.TextStyle, r.words.Text)
	r.words.Resize(fyne.NewSize(size.Width, height))
	r.words.Move(fyne.NewPos(0, top+navIcon))
}

func (r *navRenderer) MinSize() fyne.Size { return fyne.NewSize(navHeight, navHeight) }

func (r *navRenderer) Refresh() {
	r.paint()
	r.Layout(r.item.Size())
	r.quiet.Refresh()
	r.lit.Refresh()
	canvas.Refresh(r.item)
}

func (r *navRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.quiet, r.lit, r.words}
}

func (r *navRenderer) Destroy() {}

// navBar is the row of places at the bottom of the window.
func navBar(items ...*navItem) fyne.CanvasObject {
	cells := make([]fyne.CanvasObject, len(items))
	for i, item := range items {
		cells[i] = item
	}
	places := container.New(layout.NewGridLayoutWithColumns(len(cells)), cells...)
	back := newPanel(colorCard, "", 0, space1/2, container.New(&pageLayout{}, places))
	return container.New(layout.NewCustomPaddedVBoxLayout(0), rule(), back)
}
