package ui

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/app/fault"
)

// dropped takes what was dragged onto the window: files everywhere, among them
// the links that a desktop keeps as files, and under X11 and Wayland also links
// out of a browser. GLFW asks the window systems for nothing else, so a piece of
// text can't be dropped anywhere; it can be pasted.
func (w *window) dropped(_ fyne.Position, items []fyne.URI) {
	if len(items) == 0 {
		return
	}
	path := items[0].Path()
	if link := droppedLink(path); link != "" {
		w.open(link)
		return
	}
	var content string
	var err error
	w.beside(func() { content, err = w.o.ReadFile(path) }, func() {
		w.open("")
		w.toMeetings()
		if err != nil {
			w.home().composer.refuse(fault.From(err))
			return
		}
		w.home().composer.digest(content)
	})
}

// droppedLink finds the address in what a window system made a path of.
func droppedLink(path string) string {
	path = filepath.ToSlash(path)
	for _, scheme := range []string{"https:/", "http:/"} {
		if i := strings.Index(path, scheme); i >= 0 {
			return strings.TrimSuffix(scheme, "/") + "//" + strings.TrimLeft(path[i+len(scheme):], "/")
		}
	}
	return ""
}

// digest takes a text that nobody wants to look at: what matters of it goes
// into the field.
func (c *composer) digest(content string) {
	r, f := app.Read(content)
	switch short := app.Digest(content); {
	case short != "":
		c.fill(short)
	case len(r.Candidates) > 0 && len(content) <= mostShown:
		c.fill(content) // the person has to see it to decide
	default:
		c.refuse(f)
	}
}
