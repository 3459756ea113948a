// Package assets holds the bytes that Behalf carries along: its mark, the icons
// of the window and the tray, the words in every language, and licences. It
// knows neither what they are used for nor the toolkit; that is ui. The icons are
// drawn in black, to be coloured by whoever shows them; only the mark has its own
// colours.
//
// The mark is drawn twice: icon.svg, and icon-small.svg for up to 32 pixels.
// packaging/icons.sh makes the PNGs of it: those of every size for packages, of
// which icon.png is the one that FyneApp.toml names, and window.png, which is
// embedded because it spares drawing the SVG at every start.
package assets

import "embed"

// Window is the mark as a PNG, for the window and notifications.
//
//go:embed window.png
var Window []byte

// Files are icon.svg, icons/*.svg, tray/*.svg and translations/*.json.
//
//go:embed icon.svg icons/*.svg tray/*.svg translations/*.json
var Files embed.FS

// Translations is the folder of the translations in Files.
const Translations = "translations"

// Icon gives the bytes of an icon by its path without the ending.
func Icon(name string) []byte {
	data, err := Files.ReadFile(name + ".svg")
	if err != nil {
		panic("assets: " + err.Error()) // a name that only a programmer can mistype
	}
	return data
}
