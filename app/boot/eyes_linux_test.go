package boot_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strconv"
	"strings"
)

// The colours of the light look that tell a button apart.
func accent() color.NRGBA { return color.NRGBA{0x57, 0x53, 0xC6, 0xFF} } // filled: the primary one
func dim() color.NRGBA    { return color.NRGBA{0xDE, 0xDD, 0xF2, 0xFF} } // the same, switched off
func danger() color.NRGBA { return color.NRGBA{0xC6, 0x2A, 0x2F, 0xFF} } // its words: what can't be undone

// look is what the window shows, pixel by pixel.
func (w *walk) look() image.Image {
	w.tb.Helper()
	out, errs, exit := w.run("import", "-window", w.id, "png:-")
	picture, err := png.Decode(bytes.NewReader([]byte(out)))
	if exit != 0 || err != nil {
		w.tb.Fatalf("no picture of the window: %v %s", err, errs)
	}
	return picture
}

func is(picture image.Image, x, y int, c color.NRGBA) bool {
	return color.NRGBAModel.Convert(picture.At(x, y)) == c
}

// primary finds the filled button, but for its round corners: rows that are
// accent for longer than the mark is wide; a ring or a frame is thinner.
func primary(picture image.Image) image.Rectangle {
	const width, height = 100, 6
	b := picture.Bounds()
	rows := image.Rectangle{}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		from, to := longest(picture, y, accent())
		switch row := image.Rect(from, y, to, y+1); {
		case to-from < width || (!rows.Empty() && from != rows.Min.X):
			rows = image.Rectangle{}
		default:
			rows = rows.Union(row)
		}
		if rows.Dy() >= height {
			for is(picture, from, rows.Max.Y, accent()) {
				rows.Max.Y++ // beside the words
			}
			return rows
		}
	}
	return image.Rectangle{}
}

// switchedOff says whether the primary button is there, and off.
func switchedOff(picture image.Image) bool {
	b := picture.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		if from, to := longest(picture, y, dim()); to-from > b.Dx()*2/3 {
			return true
		}
	}
	return false
}

// longest is the longest stretch of a colour in a row.
func longest(picture image.Image, y int, c color.NRGBA) (from, to int) {
	start := -1
	b := picture.Bounds()
	for x := b.Min.X; x <= b.Max.X; x++ {
		here := x < b.Max.X && is(picture, x, y, c)
		switch {
		case here && start < 0:
			start = x
		case !here && start >= 0:
			if x-start > to-from {
				from, to = start, x
			}
			start = -1
		}
	}
	return from, to
}

// inked finds everything in a colour.
func inked(picture image.Image, c color.NRGBA) image.Rectangle {
	found := image.Rectangle{}
	b := picture.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if is(picture, x, y, c) {
				found = found.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return found
}

// press clicks what is found in the window once it stands still, and waits until
// something else stands there. The pointer leaves: a button under it looks
// otherwise.
func (w *walk) press(what string, find func(image.Image) image.Rectangle) {
	w.tb.Helper()
	var at image.Rectangle
	var shown string
	w.eventually(what+" can be pressed", func() (bool, string) {
		picture, before := w.look(), shown
		at = find(picture)
		shown = part(picture, at)
		return !at.Empty() && shown == before, at.String()
	})
	w.click((at.Min.X+at.Max.X)/2, (at.Min.Y+at.Max.Y)/2)
	last := ""
	w.eventually(what+" was pressed", func() (bool, string) {
		before := last
		last = part(w.look(), at)
		return last != shown && last == before, at.String()
	})
}

// part is what a picture shows somewhere.
func part(picture image.Image, at image.Rectangle) string {
	var seen strings.Builder
	for y := at.Min.Y; y < at.Max.Y; y++ {
		for x := at.Min.X; x < at.Max.X; x++ {
			fmt.Fprint(&seen, picture.At(x, y))
		}
	}
	return seen.String()
}

func (w *walk) pressPrimary(what string) {
	w.tb.Helper()
	w.press(what, primary)
}

func (w *walk) pressStop() {
	w.tb.Helper()
	w.press("Stop", func(picture image.Image) image.Rectangle { return inked(picture, danger()) })
}

func (w *walk) click(x, y int) {
	w.tb.Helper()
	w.focus()
	w.tool("xdotool", "mousemove", "--window", w.id, strconv.Itoa(x), strconv.Itoa(y), "click", "1", "mousemove", "--window", w.id, "2", "2")
}

// visit clicks a place of the navigation: the nth of four at the lower edge.
func (w *walk) visit(n int) {
	w.tb.Helper()
	size := w.look().Bounds().Size()
	w.click(size.X*(2*n+1)/8, size.Y-28)
}

// enter types where the keyboard is.
func (w *walk) enter(text string) {
	w.tb.Helper()
	w.focus()
	w.tool("xdotool", "type", "--clearmodifiers", "--delay", "15", text)
}

func (s status) phase() string {
	if len(s.Runs) == 0 {
		return ""
	}
	return s.Runs[len(s.Runs)-1].Phase
}

func (s status) account() string {
	if len(s.Accounts) != 1 {
		return fmt.Sprint(len(s.Accounts), " accounts")
	}
	return s.Accounts[0].State
}
