package ui

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"behalf/ui/lang"
)

// toggle is something that is on or off: what it is, with an explanation if
// needed, and a switch. All of it can be pressed.
type toggle struct {
	pressable
	label   string
	about   string
	on      bool
	changed func(on bool)
}

func newToggle(label, about string, changed func(on bool)) *toggle {
	s := &toggle{label: label, about: about, changed: changed}
	s.pressed = func() {
		s.set(!s.on)
		if s.changed != nil {
			s.changed(s.on)
		}
	}
	s.ExtendBaseWidget(s)
	return s
}

// set switches it without telling anybody.
func (s *toggle) set(on bool) { s.mark(&s.on, on) }

// AccessibilityLabel says what it is, and whether it is on: there is no role
// for a switch.
func (s *toggle) AccessibilityLabel() string {
	key := "toggle.off"
	if s.on {
		key = "toggle.on"
	}
	return strings.TrimSpace(lang.L(key, fields{"what": s.label}) + "\n" + s.about)
}

func (s *toggle) CreateRenderer() fyne.WidgetRenderer {
	r := &toggleRenderer{
		toggle: s, label: strong(s.label), about: quiet(s.about),
		ring: canvas.NewRectangle(color.Transparent), track: canvas.NewRectangle(nil), knob: canvas.NewCircle(nil),
		tick: picture(glyph("check", colorAccent), knobSide),
	}
	r.paint()
	return r
}

type toggleRenderer struct {
	toggle       *toggle
	label, about *text
	ring, track  *canvas.Rectangle
	knob         *canvas.Circle
	tick         *canvas.Image // so that on and off differ in more than colour and place
}

const (
	trackWidth  float32 = 38
	trackHeight float32 = 22
	knobSide    float32 = 16
)

func (r *toggleRenderer) paint() {
	s := r.toggle
	track, knob := theme.Color(colorCard), theme.Color(colorSecondary)
	if s.on {
		track, knob = theme.Color(colorAccent), theme.Color(colorOnAccent)
	}
	if s.hovered {
		track = mix(track, theme.Color(colorText), 0.08)
	}
	r.track.FillColor, r.track.CornerRadius = track, trackHeight/2
	r.track.StrokeWidth = 0
	if !s.on {
		r.track.StrokeColor, r.track.StrokeWidth = theme.Color(colorSecondary), hairline
	}
	r.knob.FillColor = knob
	r.tick.Hidden = !s.on
	r.ring.CornerRadius = trackHeight/2 + ringGap
	r.ring.StrokeWidth = 0
	if s.focused {
		r.ring.StrokeColor, r.ring.StrokeWidth = theme.Color(colorAccent), focusRing
	}
}

func (r *toggleRenderer) Layout(size fyne.Size) {
	r.label.Resize(fyne.NewSize(max(0, size.Width-trackWidth-space4), r.label.MinSize().Height))
	r.about.Resize(fyne.NewSize(size.Width, r.about.MinSize().Height))
	r.about.Move(fyne.NewPos(0, r.head()))
	left := size.Width - trackWidth - hairline
	r.track.Resize(fyne.NewSize(trackWidth, trackHeight))
	r.track.Move(fyne.NewPos(left, 0))
	r.ring.Resize(r.track.Size().Add(fyne.NewSquareSize(2 * ringGap)))
	r.ring.Move(r.track.Position().SubtractXY(ringGap, ringGap))
	const margin = (trackHeight - knobSide) / 2
	at := fyne.NewPos(left+margin, margin)
	if r.toggle.on {
		at.X = left + trackWidth - knobSide - margin
	}
	r.knob.Resize(fyne.NewSquareSize(knobSide))
	r.knob.Move(at)
	r.tick.Resize(fyne.NewSquareSize(knobSide - 4))
	r.tick.Move(at.AddXY(2, 2))
}

// head is how high the first line is, with the gap below it.
func (r *toggleRenderer) head() float32 {
	return max(r.label.MinSize().Height, trackHeight) + space1
}

func (r *toggleRenderer) MinSize() fyne.Size {
	height := r.head()
	if r.about.Visible() {
		height += r.about.MinSize().Height
	} else {
		height -= space1
	}
	return fyne.NewSize(r.label.MinSize().Width+space4+trackWidth, height)
}

func (r *toggleRenderer) Refresh() {
	r.paint()
	r.Layout(r.toggle.Size())
	r.label.Refresh()
	r.about.Refresh()
	r.tick.Refresh()
	canvas.Refresh(r.toggle)
}

func (r *toggleRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.label, r.about, r.ring, r.track, r.knob, r.tick}
}

func (r *toggleRenderer) Destroy() {}
