package tray

import (
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
)

var icons = []Icon{Idle, Working, InMeeting, Attention}

// contrast is that of WCAG 2.
func contrast(a, b color.RGBA) float64 {
	light := func(c color.RGBA) float64 {
		part := func(v uint8) float64 {
			f := float64(v) / 255
			if f <= 0.04045 {
				return f / 12.92
			}
			return math.Pow((f+0.055)/1.055, 2.4)
		}
		return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
	}
	la, lb := light(a), light(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func colour(t *testing.T, hex string) (c color.RGBA) {
	t.Helper()
	if _, err := fmt.Sscanf(hex, "#%02X%02X%02X", &c.R, &c.G, &c.B); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestInkStandsOutFromTheBar(t *testing.T) {
	const enough = 3 // for what is not text
	black, white := color.RGBA{}, color.RGBA{R: 255, G: 255, B: 255}
	for ink, bars := range map[string][]color.RGBA{
		middleInk: {black, white},
		darkInk:   {white, {R: 0xd0, G: 0xd0, B: 0xd0}},
		lightInk:  {black, {R: 0x50, G: 0x50, B: 0x50}},
	} {
		for _, bar := range bars {
			if got := contrast(colour(t, ink), bar); got < enough {
				t.Errorf("%s on %v: %.2f", ink, bar, got)
			}
		}
	}
}

func TestInkFollowsTheBar(t *testing.T) {
	isLight := func() (bool, bool) { return true, true }
	isDark := func() (bool, bool) { return false, true }
	unknown := func() (bool, bool) { return false, false }
	for _, c := range []struct {
		goos, setting string
		bar           func() (bool, bool)
		want          string
	}{
		{"linux", "", unknown, middleInk},
		{"linux", "light", unknown, darkInk},
		{"linux", "dark", unknown, lightInk},
		{"windows", "", isLight, darkInk},
		{"windows", "", isDark, lightInk},
		{"windows", "dark", isLight, lightInk}, // the person knows better
		{"windows", "", unknown, middleInk},
		{"darwin", "light", isLight, template},
	} {
		if got := inkFor(c.goos, c.setting, c.bar); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.goos, c.setting, got, c.want)
		}
	}
}

func TestTheInkChangesWithTheSetting(t *testing.T) {
	tray, d, _ := installed(t)
	s := ready()
	for _, setting := range []string{"", "", "dark", "light"} {
		s.Settings.TrayIcon = setting
		tray.Show(s)
	}
	if len(d.icons) != 3 || !strings.Contains(string(d.icons[1].Content()), lightInk) || !strings.Contains(string(d.icons[2].Content()), darkInk) {
		t.Errorf("%d pictures", len(d.icons))
	}
}

func TestIconsAreOfOneColour(t *testing.T) {
	for _, icon := range icons {
		svg := string(picture(icon, lightInk).Content())
		if strings.Count(svg, `"#`) == 0 || strings.Count(svg, `"#`) != strings.Count(svg, `"`+lightInk+`"`) {
			t.Errorf("%s has other colours: %s", icon, svg)
		}
	}
}

// small draws an icon as a bar of 16 pixels shows it: Fyne hands the desktop 64
// pixels, which the bar makes smaller. It gives how much of each pixel is inked.
func small(t *testing.T, icon Icon) (pixels [16 * 16]int) {
	t.Helper()
	const given, side = 64, 64 / 16
	c := software.NewTransparentCanvas()
	c.SetContent(canvas.NewImageFromResource(picture(icon, darkInk)))
	c.SetPadded(false)
	c.Resize(fyne.NewSquareSize(given))
	drawing := c.Capture()
	for y := range given {
		for x := range given {
			_, _, _, a := drawing.At(x, y).RGBA()
			pixels[y/side*16+x/side] += int(a >> 8)
		}
	}
	for i := range pixels {
		pixels[i] /= side * side
	}
	return pixels
}

// The state is told by shape: at the smallest size, without any colour, eight
// pixels are inked in one icon that are empty in another.
func TestIconsDifferInShapeWhereTheyAreSmallest(t *testing.T) {
	for i, a := range icons {
		for _, b := range icons[i+1:] {
			pa, pb, differ := small(t, a), small(t, b), 0
			for i := range pa {
				if pa[i]-pb[i] > 127 || pb[i]-pa[i] > 127 {
					differ++
				}
			}
			if differ < 8 {
				t.Errorf("%s and %s differ in %d pixels", a, b, differ)
			}
		}
	}
}

// A line's width is not scaled by what draws the icons: it would be hair-thin in
// one size and a blot in another.
func TestIconsAreFilledShapes(t *testing.T) {
	for _, icon := range icons {
		if svg := string(picture(icon, darkInk).Content()); strings.Contains(svg, "stroke") {
			t.Errorf("%s is drawn with a line: %s", icon, svg)
		}
	}
}
