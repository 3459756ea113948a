package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// fit is what words do where they are wider than their place.
type fit int

const (
	wrapWords fit = iota
	wrapAnywhere
	ellipsis
	asWide // the place follows the words
)

// text is words on the screen: without the padding of a Label, so that they
// line up with everything else, and in a size and colour by role. It is also
// lighter than one: see fontFor.
type text struct {
	widget.BaseWidget
	words string
	size  fyne.ThemeSizeName
	color fyne.ThemeColorName
	style fyne.TextStyle
	align fyne.TextAlign
	fit   fit
	disc  bool // drawn before the words, in their colour

	width float32 // that lines are for
	lines []string
}

// newText wraps at the width it is given.
func newText(size fyne.ThemeSizeName, words string) *text {
	t := &text{words: words, size: size, color: colorText, lines: []string{words}}
	t.Hidden = words == ""
	t.ExtendBaseWidget(t)
	return t
}

func title(words string) *text  { return newText(sizeTitle, words).bold() }
func lead(words string) *text   { return newText(sizeLead, words).bold() }
func body(words string) *text   { return newText(sizeBody, words) }
func strong(words string) *text { return body(words).bold() }
func quiet(words string) *text  { return newText(sizeQuiet, words).in(colorSecondary) }

func (t *text) bold() *text {
	t.style.Bold = true
	return t
}

// mono also breaks anywhere: what is set in it are addresses and names.
func (t *text) mono() *text {
	t.style.Monospace, t.fit = true, wrapAnywhere
	return t
}

func (t *text) in(c fyne.ThemeColorName) *text {
	t.color = c
	return t
}

func (t *text) centred() *text {
	t.align = fyne.TextAlignCenter
	return t
}

func (t *text) trailing() *text {
	t.align = fyne.TextAlignTrailing
	return t
}

// line keeps the words on one line, with an ellipsis where they don't fit.
func (t *text) line() *text {
	t.fit = ellipsis
	return t
}

// fixed keeps the words on one line of just their width.
func (t *text) fixed() *text {
	t.fit = asWide
	return t
}

// set changes the words; empty ones take no room.
func (t *text) set(words string) { t.change(words, t.color, t.style.Bold) }

func (t *text) change(words string, c fyne.ThemeColorName, bold bool) {
	hidden := words == ""
	if words == t.words && c == t.color && bold == t.style.Bold && hidden == t.Hidden {
		return
	}
	t.words, t.color, t.style.Bold, t.Hidden = words, c, bold, hidden
	t.Refresh()
}

// measure is the size of words in this text's font.
func (t *text) measure(words string) fyne.Size {
	size, _ := fyne.CurrentApp().Driver().RenderedTextSize(words, theme.Size(t.size), t.style, fontFor(t.style, words))
	return size
}

// broken are the words in lines of a width.
func (t *text) broken(width float32) []string {
	fits := func(words string) bool { return t.measure(words).Width <= width }
	switch {
	case t.fit == asWide || width <= 0:
		return []string{t.words}
	case t.fit == ellipsis:
		return []string{shortened(t.words, fits)}
	}
	return wrapped(t.words, t.fit == wrapAnywhere, fits)
}

// withDisc has a disc before the words. It is drawn: not every font has one.
func (t *text) withDisc() *text {
	t.disc = true
	return t
}

const discSide float32 = 8

func (t *text) indent() float32 {
	if t.disc {
		return discSide + space1
	}
	return 0
}

func (t *text) CreateRenderer() fyne.WidgetRenderer {
	return &textRenderer{text: t, disc: canvas.NewCircle(color.Transparent)}
}

// AccessibilityLabel is the words.
func (t *text) AccessibilityLabel() string { return t.words }

// AccessibilityRole is text.
func (t *text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

type textRenderer struct {
	text  *text
	lines []fyne.CanvasObject
	disc  *canvas.Circle
}

func (r *textRenderer) Layout(size fyne.Size) {
	t := r.text
	t.width = size.Width
	indent := t.indent()
	t.lines = t.broken(size.Width - indent)
	for len(r.lines) < len(t.lines) {
		r.lines = append(r.lines, canvas.NewText("", nil))
	}
	r.lines = r.lines[:len(t.lines)]
	height := t.measure("M").Height
	for i, words := range t.lines {
		line := r.lines[i].(*canvas.Text)
		line.Text, line.TextSize, line.TextStyle, line.Alignment = words, theme.Size(t.size), t.style, t.align
		line.Color, line.FontSource = theme.Color(t.color), fontFor(t.style, words)
		line.Resize(fyne.NewSize(size.Width-indent, height))
		line.Move(fyne.NewPos(indent, float32(i)*height))
	}
	if t.disc {
		r.disc.FillColor = theme.Color(t.color)
		r.disc.Resize(fyne.NewSquareSize(discSide))
		r.disc.Move(fyne.NewPos(0, (height-discSide)/2+1)) // small letters are lower than their line
	}
	canvas.Refresh(t) // whoever holds it learns its new height with the next frame
}

func (r *textRenderer) MinSize() fyne.Size {
	t := r.text
	em := t.measure("M")
	if t.fit == asWide {
		return fyne.NewSize(t.indent()+t.measure(t.words).Width, em.Height)
	}
	return fyne.NewSize(3*em.Width, em.Height*float32(len(t.lines)))
}

func (r *textRenderer) Refresh() { r.Layout(r.text.Size()) }

func (r *textRenderer) Objects() []fyne.CanvasObject {
	if !r.text.disc {
		return r.lines
	}
	return append([]fyne.CanvasObject{r.disc}, r.lines...)
}

func (r *textRenderer) Destroy() {}
