package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The sizes of the look. Everything is a multiple of four.
const (
	space1 float32 = 4
	space2 float32 = 8
	space3 float32 = 12
	space4 float32 = 16
	space6 float32 = 24

	radiusControl float32 = 8
	radiusPrimary float32 = 10
	radiusCard    float32 = 12

	heightControl float32 = 34
	heightPrimary float32 = 44
	hairline      float32 = 1
	focusRing     float32 = 2

	textTitle   float32 = 22
	textLead    float32 = 16
	textBody    float32 = 14
	textQuiet   float32 = 12  // whole, or the gaps between letters differ
	columnWidth float32 = 560 // the widest that one column gets
)

// Names of our own colours and sizes, beside Fyne's.
const (
	colorCard  fyne.ThemeColorName = "behalfCard"
	colorSoft  fyne.ThemeColorName = "behalfSoft"
	colorDim   fyne.ThemeColorName = "behalfDim"
	colorOnDim fyne.ThemeColorName = "behalfOnDim"

	colorGround    = theme.ColorNameBackground
	colorHairline  = theme.ColorNameSeparator
	colorEdge      = theme.ColorNameInputBorder
	colorText      = theme.ColorNameForeground
	colorSecondary = theme.ColorNamePlaceHolder
	colorAccent    = theme.ColorNamePrimary
	colorOnAccent  = theme.ColorNameForegroundOnPrimary
	colorGood      = theme.ColorNameSuccess
	colorAttention = theme.ColorNameWarning
	colorBad       = theme.ColorNameError

	sizeTitle = theme.SizeNameHeadingText
	sizeLead  = theme.SizeNameSubHeadingText
	sizeBody  = theme.SizeNameText
	sizeQuiet = theme.SizeNameCaptionText
)

// palette is one appearance of the look.
type palette struct {
	ground, card, hairline color.NRGBA
	edge, over             color.NRGBA // around a control; under the pointer
	text, secondary        color.NRGBA
	accent, onAccent, soft color.NRGBA
	dim, onDim             color.NRGBA // the accent of what is switched off
	good, attention, bad   color.NRGBA
	shadow                 color.NRGBA // below a menu, and over all that a question covers
}

func lightPalette() palette {
	return palette{
		ground: rgb(0xF7F7FA), card: rgb(0xFFFFFF), hairline: rgb(0xE3E3EA),
		text: rgb(0x1B1B26), secondary: rgb(0x5F5F75),
		accent: rgb(0x5753C6), onAccent: rgb(0xFFFFFF), soft: rgb(0xEDEDFB),
		good: rgb(0x18794E), attention: rgb(0x9A4A00), bad: rgb(0xC62A2F),
		edge: rgb(0xCFCFDA), over: rgb(0xEEEEF4), dim: rgb(0xDEDDF2), onDim: rgb(0x5A5987),
		shadow: color.NRGBA{A: 0x30},
	}
}

func darkPalette() palette {
	return palette{
		ground: rgb(0x121218), card: rgb(0x1B1B23), hairline: rgb(0x2C2C38),
		text: rgb(0xECECF4), secondary: rgb(0xA5A5BA),
		accent: rgb(0x8E8CF2), onAccent: rgb(0x14141B), soft: rgb(0x26263A),
		good: rgb(0x4CC38A), attention: rgb(0xF0A553), bad: rgb(0xFF8589),
		edge: rgb(0x555568), over: rgb(0x262630), dim: rgb(0x3B3A5E), onDim: rgb(0xA9A8D8),
		shadow: color.NRGBA{A: 0xA0},
	}
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF} //nolint:gosec // three bytes of a constant
}

// look is the theme: our colours, sizes and icons, Fyne's fonts.
type look struct {
	fyne.Theme
	appearance string // "light", "dark"; else as the system has it
}

func newLook(appearance string) *look {
	return &look{Theme: theme.DefaultTheme(), appearance: appearance}
}

func (l *look) palette(v fyne.ThemeVariant) palette {
	dark := v == theme.VariantDark
	switch l.appearance {
	case "light":
		dark = false
	case "dark":
		dark = true
	}
	if dark {
		return darkPalette()
	}
	return lightPalette()
}

// Color gives a colour of the look.
func (l *look) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	p := l.palette(v)
	switch name {
	case colorGround:
		return p.ground
	case colorCard, theme.ColorNameInputBackground, theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground:
		return p.card
	case colorHairline:
		return p.hairline
	case colorEdge:
		return p.edge
	case colorText:
		return p.text
	case theme.ColorNameScrollBar:
		return mix(p.edge, p.secondary, 0.4)
	case theme.ColorNameScrollBarBackground:
		return color.Transparent
	case colorSecondary, theme.ColorNameDisabled:
		return p.secondary
	case colorAccent, theme.ColorNameHyperlink:
		return p.accent
	case colorOnAccent:
		return p.onAccent
	case colorSoft, theme.ColorNameFocus, theme.ColorNameSelection:
		return p.soft
	case colorGood:
		return p.good
	case colorAttention:
		return p.attention
	case colorBad:
		return p.bad
	case theme.ColorNameHover:
		return p.over
	case colorDim, theme.ColorNameDisabledButton:
		return p.dim
	case colorOnDim:
		return p.onDim
	case theme.ColorNameShadow:
		return p.shadow
	case theme.ColorNamePressed:
		return color.NRGBA{A: 0x18}
	}
	return l.Theme.Color(name, v)
}

// Size gives a size of the look.
func (l *look) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case sizeTitle:
		return textTitle
	case sizeLead:
		return textLead
	case sizeBody:
		return textBody
	case sizeQuiet:
		return textQuiet
	case theme.SizeNamePadding:
		return space1
	case theme.SizeNameInnerPadding:
		return space2
	case theme.SizeNameInputBorder:
		return 0 // the edge is ours: framed.go
	case theme.SizeNameSeparatorThickness:
		return hairline
	case theme.SizeNameInputRadius, theme.SizeNameButtonRadius, theme.SizeNameSelectionRadius,
		theme.SizeNameMenuRadius, theme.SizeNamePopupRadius:
		return radiusControl
	case theme.SizeNameDialogRadius, theme.SizeNameCardRadius:
		return radiusCard
	case theme.SizeNameScrollBar:
		return 10
	case theme.SizeNameModalBlurRadius:
		return 0 // blurring the window behind costs more than it tells
	}
	return l.Theme.Size(name)
}

// Icon gives our own for those that Fyne's widgets show here.
func (l *look) Icon(name fyne.ThemeIconName) fyne.Resource {
	switch name {
	case theme.IconNameConfirm: // of what is chosen in a menu
		return glyph("check", colorAccent)
	case theme.IconNameMenuExpand:
		return glyph("forward", colorSecondary)
	case theme.IconNameVisibility:
		return glyph("shown", colorSecondary)
	case theme.IconNameVisibilityOff:
		return glyph("hidden", colorSecondary)
	}
	return l.Theme.Icon(name)
}
