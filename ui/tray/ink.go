package tray

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"behalf/assets"
)

// The inks. The middle one stands out by at least 3:1 from black as well as
// from white: nobody can ask a Linux panel what colour it is.
const (
	drawn     = "#000000" // in the files
	darkInk   = "#1B1B26"
	lightInk  = "#FFFFFF"
	middleInk = "#7C79E6"
	template  = "" // the system colours it
)

// inkFor chooses the ink for the bar: as the person has set it, else as the
// system says, where it does. light tells whether the bar is light, if that is
// known.
func inkFor(goos, setting string, light func() (is, known bool)) string {
	if goos == "darwin" {
		return template
	}
	is, known := setting == "light", setting != ""
	if !known {
		is, known = light()
	}
	switch {
	case !known:
		return middleInk
	case is:
		return darkInk
	}
	return lightInk
}

func picture(icon Icon, ink string) fyne.Resource {
	svg := assets.Icon("tray/" + string(icon))
	if ink == template {
		return theme.NewThemedResource(fyne.NewStaticResource(string(icon)+".svg", svg))
	}
	return fyne.NewStaticResource(string(icon)+".svg", []byte(strings.ReplaceAll(string(svg), drawn, ink)))
}
