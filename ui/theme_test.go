package ui

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2/test"
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

func TestContrast(t *testing.T) {
	for name, p := range map[string]palette{"light": lightPalette(), "dark": darkPalette()} {
		inks := map[string]color.NRGBA{
			"text": p.text, "secondary": p.secondary, "accent": p.accent,
			"good": p.good, "attention": p.attention, "bad": p.bad,
		}
		for ink, c := range inks {
			for ground, g := range map[string]color.NRGBA{"ground": p.ground, "card": p.card} {
				if got := contrast(c, g); got < 4.5 {
					t.Errorf("%s: %s on %s has %.2f", name, ink, ground, got)
				}
			}
		}
		for ink, c := range map[string]color.NRGBA{"text": p.text, "secondary": p.secondary} {
			if got := contrast(c, p.soft); got < 4.5 {
				t.Errorf("%s: %s on soft has %.2f", name, ink, got)
			}
		}
		if got := contrast(p.onAccent, p.accent); got < 4.5 {
			t.Errorf("%s: on accent has %.2f", name, got)
		}
		if got := contrast(p.onAccent, p.attention); got < 4.5 {
			t.Errorf("%s: the banner has %.2f", name, got)
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
