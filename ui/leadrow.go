package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// leadRow leads to a page: its name, what is there in a few words, an arrow.
type leadRow struct {
	pressable
	label, summary string
}

func newLeadRow(label string, pressed func()) *leadRow {
	l := &leadRow{label: label}
	l.pressed = pressed
	l.ExtendBaseWidget(l)
	return l
}

// set changes what is said about the page.
func (l *leadRow) set(summary string) {
	if summary != l.summary {
		l.summary = summary
		l.Refresh()
	}
}

// AccessibilityLabel is the name and what is there.
func (l *leadRow) AccessibilityLabel() string {
	if l.summary == "" {
		return l.label
	}
	return l.label + ": " + l.summary
}

// AccessibilityRole is link: it leads to a page.
func (l *leadRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

func (l *leadRow) CreateRenderer() fyne.WidgetRenderer {
	r := &leadRenderer{
		row: l, back: canvas.NewRectangle(color.Transparent), arrow: picture(glyph("forward", colorSecondary), moreSide),
		name: strong(l.label).line(), summary: quiet(l.summary).line(),
	}
	r.paint()
	return r
}

type leadRenderer struct {
	row           *leadRow
	back          *canvas.Rectangle
	name, summary *text
	arrow         *canvas.Image
}

func (r *leadRenderer) paint() {
	r.back.FillColor, r.back.CornerRadius, r.back.StrokeWidth = color.Transparent, radiusControl, 0
	if r.row.hovered {
		r.back.FillColor = theme.Color(theme.ColorNameHover)
	}
	if r.row.focused {
		r.back.StrokeColor, r.back.StrokeWidth = theme.Color(colorAccent), focusRing
	}
	r.summary.set(r.row.summary)
}

// Layout lets what is painted go beyond the words, which line up with those of
// other cards.
func (r *leadRenderer) Layout(size fyne.Size) {
	r.back.Resize(size.AddWidthHeight(2*space2, 0))
	r.back.Move(fyne.NewPos(-space2, 0))
	width := size.Width - moreSide - space2
	top := space2
	for _, t := range []*text{r.name, r.summary} {
		if t.Visible() {
			height := t.MinSize().Height
			t.Resize(fyne.NewSize(width, height))
			t.Move(fyne.NewPos(0, top))
			top += height
		}
	}
	r.arrow.Resize(fyne.NewSquareSize(moreSide))
	r.arrow.Move(fyne.NewPos(size.Width-moreSide, (size.Height-moreSide)/2))
}

func (r *leadRenderer) MinSize() fyne.Size {
	height := r.name.MinSize().Height + 2*space2
	if r.row.summary != "" {
		height += r.summary.MinSize().Height
	}
	return fyne.NewSize(r.name.MinSize().Width+moreSide+space2, height)
}

func (r *leadRenderer) Refresh() {
	r.paint()
	r.name.Refresh()
	r.summary.Refresh()
	r.Layout(r.row.Size())
	r.arrow.Refresh()
	canvas.Refresh(r.row)
}

func (r *leadRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.name, r.summary, r.arrow}
}

func (r *leadRenderer) Destroy() {}

// leads is a card of rows that lead to pages.
func leads(rows ...*leadRow) *panel {
	list := column(space1)
	for i, r := range rows {
		if i > 0 {
			list.Add(rule())
		}
		list.Add(r)
	}
	return newPanel(colorCard, colorHairline, radiusCard, 0, inset(space1, space4, list))
}
