package ui

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// picker is a field with one choice of a few; pressing it opens the menu.
type picker struct {
	pressable
	caption string // what is chosen, for a screen reader
	options []string
	chosen  string
	changed func(string)
}

func newPicker(caption string, changed func(string)) *picker {
	p := &picker{caption: caption, changed: changed}
	p.pressed = p.open
	p.ExtendBaseWidget(p)
	return p
}

// set changes the options and the choice without telling anybody.
func (p *picker) set(options []string, chosen string) {
	p.options, p.chosen = options, chosen
	p.Refresh()
}

// choose is what a press in the menu does.
func (p *picker) choose(option string) {
	p.chosen = option
	p.Refresh()
	if p.changed != nil {
		p.changed(option)
	}
}

// like makes the choice that was made among the same options in other words.
func (p *picker) like(old *picker) {
	if i := slices.Index(old.options, old.chosen); i >= 0 && i < len(p.options) && p.options[i] != p.chosen {
		p.choose(p.options[i])
	}
}

func (p *picker) menu() *fyne.Menu {
	m := fyne.NewMenu("")
	for _, option := range p.options {
		item := fyne.NewMenuItem(option, func() { p.choose(option) })
		item.Checked = option == p.chosen
		m.Items = append(m.Items, item)
	}
	return m
}

func (p *picker) open() {
	c := fyne.CurrentApp().Driver().CanvasForObject(p)
	if c == nil || len(p.options) == 0 {
		return
	}
	pop := widget.NewPopUpMenu(p.menu(), c)
	pop.ShowAtRelativePosition(fyne.NewPos(0, p.Size().Height+space1), p)
	pop.Resize(fyne.NewSize(p.Size().Width, pop.MinSize().Height))
	c.Focus(pop)
}

// AccessibilityLabel is the caption and the choice.
func (p *picker) AccessibilityLabel() string { return p.caption + ": " + p.chosen }

func (p *picker) CreateRenderer() fyne.WidgetRenderer {
	r := &pickerRenderer{
		picker: p,
		back:   canvas.NewRectangle(color.Transparent),
		words:  canvas.NewText("", color.Transparent),
		more:   canvas.NewImageFromResource(glyph("more", colorSecondary)),
	}
	r.paint()
	return r
}

type pickerRenderer struct {
	picker *picker
	back   *canvas.Rectangle
	words  *canvas.Text
	more   *canvas.Image
}

func (r *pickerRenderer) paint() {
	r.back.FillColor = theme.Color(colorCard)
	if r.picker.hovered {
		r.back.FillColor = theme.Color(theme.ColorNameHover)
	}
	r.back.CornerRadius = radiusControl
	r.back.StrokeColor, r.back.StrokeWidth = theme.Color(colorEdge), hairline
	if r.picker.focused {
		r.back.StrokeColor, r.back.StrokeWidth = theme.Color(colorAccent), focusRing
	}
	r.words.Color, r.words.TextSize = theme.Color(colorText), theme.Size(sizeBody)
}

const moreSide float32 = 18

func (r *pickerRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.words.Text = ellipsized(r.picker.chosen, r.words.TextSize, r.words.TextStyle, size.Width-3*space2-moreSide)
	r.words.Resize(fyne.NewSize(size.Width-3*space2-moreSide, size.Height))
	r.words.Move(fyne.NewPos(space2+hairline, 0))
	r.more.Resize(fyne.NewSquareSize(moreSide))
	r.more.Move(fyne.NewPos(size.Width-space2-moreSide, (size.Height-moreSide)/2))
}

func (r *pickerRenderer) MinSize() fyne.Size {
	return fyne.NewSize(6*textBody+3*space2+moreSide, heightControl)
}

func (r *pickerRenderer) Refresh() {
	r.paint()
	r.Layout(r.picker.Size())
	r.more.Refresh()
	canvas.Refresh(r.picker)
}

func (r *pickerRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.words, r.more}
}

func (r *pickerRenderer) Destroy() {}
