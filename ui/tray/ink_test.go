package tray

import (
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"
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
