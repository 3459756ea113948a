package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// wayBack leads from a page to the one above it, by its name; so does Escape
// while it has the keyboard.
type wayBack struct {
	pressable
	label string
}

func newWayBack(label string, pressed func()) *wayBack {
	b := &wayBack{label: label}
	b.pressed, b.escape = pressed, pressed
	b.ExtendBaseWidget(b)
	return b
}

// AccessibilityLabel is the name of the page above.
func (b *wayBack) AccessibilityLabel() string { return b.label }

// AccessibilityRole is link: it leads to a page.
func (b *wayBack) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

func (b *wayBack) CreateRenderer() fyne.WidgetRenderer {
	r := &wayBackRenderer{
		way: b, back: canvas.NewRectangle(color.Transparent), arrow: picture(glyph("back", colorAccent), moreSide),
		words: strong(b.label).in(colorAccent).line(),
	}
	r.paint()
	return r
}

type wayBackRenderer struct {
	way   *wayBack
	back  *canvas.Rectangle
	arrow *canvas.Image
	words *text
}

func (r *wayBackRenderer) paint() {
	r.back.FillColor, r.back.CornerRadius, r.back.StrokeWidth = color.Transparent, radiusControl, 0
	if r.way.hovered {
		r.back.FillColor = theme.Color(theme.ColorNameHover)
	}
	if r.way.focused {
		r.back.StrokeColor, r.back.StrokeWidth = theme.Color(colorAccent), focusRing
	}
}

// Layout lets the arrow hang out a little, as its drawing has a margin.
func (r *wayBackRenderer) Layout(size fyne.Size) {
	wide := min(size.Width, r.words.measure(r.words.words).Width+moreSide)
	r.back.Resize(fyne.NewSize(wide+space2+space1, size.Height))
	r.back.Move(fyne.NewPos(-space2, 0))
	r.arrow.Resize(fyne.NewSquareSize(moreSide))
	r.arrow.Move(fyne.NewPos(-space1, (size.Height-moreSide)/2))
	height := r.words.MinSize().Height
	r.words.Resize(fyne.NewSize(size.Width-moreSide, height))
	r.words.Move(fyne.NewPos(moreSide-space1, (size.Height-height)/2))
}

func (r *wayBackRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.words.MinSize().Width+moreSide, heightControl)
}

func (r *wayBackRenderer) Refresh() {
	r.paint()
	r.words.Refresh()
	r.Layout(r.way.Size())
	r.arrow.Refresh()
	canvas.Refresh(r.way)
}

func (r *wayBackRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.arrow, r.words}
}

func (r *wayBackRenderer) Destroy() {}
