package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"behalf/ui/lang"
)

// buttonKind is how much a button asks for attention.
type buttonKind int

const (
	plain   buttonKind = iota // bordered
	primary                   // the one of a screen
	link                      // words only
	danger                    // bordered, in the colour of what can't be undone
)

// button is words, or an icon, that can be pressed.
type button struct {
	pressable
	kind   buttonKind
	label  string
	icon   string // instead of words; label is then what is spoken
	below  string // a quieter line below the label
	chosen bool   // of several; it bears a tick
	gives  bool   // its label may be cut short
	about  string // what it belongs to, where several are called the same; spoken only
}

func newButton(kind buttonKind, label string, pressed func()) *button {
	b := &button{kind: kind, label: label}
	b.pressed = pressed
	b.ExtendBaseWidget(b)
	return b
}

func newIconButton(icon, label string, pressed func()) *button {
	b := newButton(primary, label, pressed)
	b.icon = icon
	return b
}

// giving makes a button that takes the width it gets.
func (b *button) giving() *button {
	b.gives = true
	return b
}

// set changes the label and what the button does.
func (b *button) set(label string, pressed func()) {
	b.pressed = pressed
	if b.label != label {
		b.label = label
		b.Refresh()
	}
}

// describe changes the line below the label, and whether it is the chosen one.
func (b *button) describe(below string, chosen bool) {
	if b.below != below || b.chosen != chosen {
		b.below, b.chosen = below, chosen
		b.Refresh()
	}
}

// AccessibilityLabel is the label, also where an icon stands for it.
func (b *button) AccessibilityLabel() string {
	if b.about != "" {
		return b.label + ": " + b.about
	}
	label := b.label
	if b.below != "" {
		label += " · " + b.below
	}
	if b.chosen {
		return lang.L("choice.chosen", fields{"choice": label})
	}
	return label
}

func (b *button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{
		button: b,
		back:   canvas.NewRectangle(color.Transparent),
		ring:   canvas.NewRectangle(color.Transparent),
		words:  canvas.NewText(b.label, color.Transparent),
		below:  canvas.NewText("", color.Transparent),
		tick:   canvas.NewImageFromResource(glyph("check", colorGood)),
	}
	r.words.TextStyle.Bold = true
	r.words.Alignment, r.below.Alignment = fyne.TextAlignCenter, fyne.TextAlignCenter
	if b.icon != "" {
		r.icon = canvas.NewImageFromResource(nil)
	}
	r.paint()
	return r
}

type buttonRenderer struct {
	button     *button
	back, ring *canvas.Rectangle
	words      *canvas.Text
	below      *canvas.Text
	tick       *canvas.Image
	icon       *canvas.Image
}

func (r *buttonRenderer) paint() {
	b := r.button
	fill, ink := color.Color(color.Transparent), theme.Color(colorText)
	r.back.StrokeWidth, r.ring.StrokeWidth = 0, 0 // a transparent stroke leaves a trace
	switch b.kind {
	case primary:
		fill, ink = theme.Color(colorAccent), theme.Color(colorOnAccent)
		if b.Disabled() {
			fill, ink = theme.Color(colorDim), theme.Color(colorOnDim)
		}
	case plain, danger:
		fill = theme.Color(colorCard)
		r.back.StrokeColor, r.back.StrokeWidth = theme.Color(colorEdge), hairline
		if b.kind == danger {
			ink = theme.Color(colorBad)
		}
	case link:
		ink = theme.Color(colorAccent)
	}
	if b.Disabled() && b.kind != primary {
		ink = theme.Color(theme.ColorNameDisabled)
	}
	if b.hovered && !b.Disabled() {
		if b.kind == primary {
			fill = mix(theme.Color(colorAccent), theme.Color(colorText), hoverShare)
		} else {
			fill = theme.Color(theme.ColorNameHover)
		}
	}
	r.back.FillColor, r.back.CornerRadius = fill, b.radius()
	r.ring.CornerRadius = b.radius() + ringGap
	if b.focused {
		r.ring.StrokeColor, r.ring.StrokeWidth = theme.Color(colorAccent), focusRing
	}
	if r.icon != nil {
		ink := colorOnAccent
		if b.Disabled() {
			ink = colorOnDim
		}
		r.icon.Resource = glyph(b.icon, ink)
		r.icon.Refresh()
	}
	r.words.Color = ink
	r.below.Color, r.below.TextSize = theme.Color(colorSecondary), theme.Size(sizeQuiet)
	r.words.TextSize = theme.Size(sizeBody)
	if b.kind == primary {
		r.words.TextSize = theme.Size(sizeLead) - 1
	}
}

func (b *button) radius() float32 {
	if b.kind == primary {
		return radiusPrimary
	}
	return radiusControl
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	over := r.overhang()
	r.back.Resize(size.AddWidthHeight(2*over, 0))
	r.back.Move(fyne.NewPos(-over, 0))
	r.ring.Resize(size.AddWidthHeight(2*(over+ringGap), 2*ringGap))
	r.ring.Move(fyne.NewPos(-over-ringGap, -ringGap))
	r.words.Text = ellipsized(r.button.label, r.words.TextSize, r.words.TextStyle, size.Width-2*r.inset())
	r.words.FontSource = fontFor(r.words.TextStyle, r.words.Text)
	r.words.Resize(size)
	r.below.Hidden = r.button.below == ""
	if !r.below.Hidden {
		half := fyne.NewSize(size.Width, size.Height/2-space1/2)
		r.words.Resize(half)
		r.words.Move(fyne.NewPos(0, space1/2))
		r.below.Text = ellipsized(r.button.below, r.below.TextSize, r.below.TextStyle, size.Width-2*r.inset())
		r.below.Resize(half)
		r.below.Move(fyne.NewPos(0, half.Height))
	}
	r.tick.Hidden = !r.button.chosen
	r.tick.Resize(fyne.NewSquareSize(iconSide))
	r.tick.Move(fyne.NewPos(space3, (size.Height-iconSide)/2))
	if r.icon != nil {
		r.words.Hide()
		side := fyne.NewSquareSize(iconSide)
		r.icon.Resize(side)
		r.icon.Move(fyne.NewPos((size.Width-iconSide)/2, (size.Height-iconSide)/2))
	}
}

const (
	iconSide       float32 = 20
	heightTwoLines float32 = 48 // of a button with a line below its label

	hoverShare = 0.12 // of ink, in a primary button under the pointer

	ringGap float32 = 3 // between a button and the ring that shows the keyboard
)

func (r *buttonRenderer) inset() float32 {
	if r.button.kind == link {
		return 0
	}
	return space3
}

// overhang is how far what is painted goes beyond a link, whose words line up
// with those above and below.
func (r *buttonRenderer) overhang() float32 {
	if r.button.kind == link {
		return space1
	}
	return 0
}

func (r *buttonRenderer) MinSize() fyne.Size {
	height := heightControl
	if r.button.kind == primary {
		height = heightPrimary
	}
	if r.button.below != "" {
		height = heightTwoLines
	}
	if r.icon != nil {
		return fyne.NewSquareSize(height)
	}
	if r.button.gives {
		return fyne.NewSize(height, height)
	}
	return fyne.NewSize(textWidth(r.button.label, r.words.TextSize, r.words.TextStyle)+2*r.inset(), height)
}

func (r *buttonRenderer) Refresh() {
	r.paint()
	r.Layout(r.button.Size())
	canvas.Refresh(r.button)
}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	if r.icon != nil {
		return []fyne.CanvasObject{r.back, r.ring, r.words, r.icon}
	}
	return []fyne.CanvasObject{r.back, r.ring, r.words, r.below, r.tick}
}

func (r *buttonRenderer) Destroy() {}

// mix blends a share of b into a.
func mix(a, b color.Color, share float64) color.Color {
	x, y := color.NRGBAModel.Convert(a).(color.NRGBA), color.NRGBAModel.Convert(b).(color.NRGBA)
	blend := func(p, q uint8) uint8 { return uint8(float64(p)*(1-share) + float64(q)*share) }
	return color.NRGBA{R: blend(x.R, y.R), G: blend(x.G, y.G), B: blend(x.B, y.B), A: 0xFF}
}
