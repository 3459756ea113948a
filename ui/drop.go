package ui

import (
	"io"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"behalf/app/meeting"
)

// dropped takes a file or a link that was dragged onto the window.
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
	w.beside(func() { content = readInvitation(path) }, func() {
		if content != "" {
			w.open(content)
		}
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

// readInvitation reads a calendar entry, a mail or a text; anything that is
// not a regular file reads as empty.
func readInvitation(path string) string {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return ""
	}
	f, err := os.Open(path) //nolint:gosec // the person dropped just this file
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }() // only read
	data, err := io.ReadAll(io.LimitReader(f, meeting.MaxText+1))
	if err != nil {
		return ""
	}
	return string(data)
}
