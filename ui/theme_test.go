package ui

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// luminance and contrast are those of WCAG 2.
func luminance(c color.NRGBA) float64 {
	channel := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(c.R) + 0.7152*channel(c.G) + 0.0722*channel(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Every ink may stand on every ground: beside the window on cards, in hints, in
// menus and under the pointer.
func TestContrast(t *testing.T) {
	for _, appearance := range []string{"light", "dark"} {
		l := newLook(appearance)
		of := func(name fyne.ThemeColorName) color.NRGBA { return l.Color(name, 0).(color.NRGBA) }
		under := func(ink, ground fyne.ThemeColorName) {
			if got := contrast(of(ink), of(ground)); got < 4.5 {
				t.Errorf("%s: %s on %s has %.2f", appearance, ink, ground, got)
			}
		}
		for _, ink := range []fyne.ThemeColorName{
			colorText, colorSecondary, colorAccent, colorGood, colorAttention, colorBad,
			theme.ColorNameDisabled, theme.ColorNameHyperlink,
		} {
			for _, ground := range []fyne.ThemeColorName{
				colorGround, colorCard, colorSoft, theme.ColorNameHover, theme.ColorNameInputBackground,
				theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground, theme.ColorNameSelection, theme.ColorNameFocus,
			} {
				under(ink, ground)
			}
		}
		under(colorOnDim, colorDim)
		under(colorOnAccent, colorAccent)
		under(colorOnAccent, colorAttention) // the banner
		hovered := mix(of(colorAccent), of(colorText), hoverShare).(color.NRGBA)
		if got := contrast(of(colorOnAccent), hovered); got < 4.5 {
			t.Errorf("%s: the primary button under the pointer has %.2f", appearance, got)
		}
	}
}

func TestASwitchedOffIconIsDimmed(t *testing.T) {
	w, _ := openWindow(t, ready())
	more := w.screen(atHome).(*home).composer.more
	for _, on := range []bool{true, false} {
		more.enable(on)
		want := string(colorOnDim) + "-more.svg"
		if on {
			want = string(colorOnAccent) + "-more.svg"
		}
		icon := test.WidgetRenderer(more).(*buttonRenderer).icon
		if got := icon.Resource.Name(); got != want {
			t.Errorf("on %t: shows %s", on, got)
		}
	}
}
