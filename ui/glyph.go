package ui

import (
	"bytes"
	"fmt"
	"image/color"
	"regexp"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"behalf/assets"
)

// inked is an icon of ours in a colour of the theme. Fyne's own coloured
// resources change what is filled, and our icons are lines.
type inked struct {
	name  string
	color fyne.ThemeColorName
}

func glyph(name string, c fyne.ThemeColorName) fyne.Resource { return inked{name, c} }

// Name differs by colour and, where it is not the usual one, by scale: it is what
// pictures are kept under.
func (i inked) Name() string {
	name := string(i.color) + "-" + i.name
	if scale := screenScale(); scale != 1 {
		name += fmt.Sprintf("-%g", scale)
	}
	return name + ".svg"
}

// Content is the icon in the colour as the theme has it now, with lines that are
// as wide as the screen is fine: Fyne scales where they are, but not them.
func (i inked) Content() []byte {
	c := color.NRGBAModel.Convert(theme.Color(i.color)).(color.NRGBA)
	ink := fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
	svg, scale := bytes.ReplaceAll(assets.Icon("icons/"+i.name), []byte("#000000"), []byte(ink)), screenScale()
	return lineWidth.ReplaceAllFunc(svg, func(attribute []byte) []byte {
		width, err := strconv.ParseFloat(string(lineWidth.FindSubmatch(attribute)[1]), 32)
		if err != nil {
			return attribute
		}
		return fmt.Appendf(nil, `stroke-width="%g"`, float32(width)*scale)
	})
}

var lineWidth = regexp.MustCompile(`stroke-width="([0-9.]+)"`)

// screenScale is how many pixels a point is wide, where the window is.
func screenScale() float32 {
	all := fyne.CurrentApp().Driver().AllWindows()
	if len(all) == 0 {
		return 1
	}
	return all[len(all)-1].Canvas().Scale() // there is but one
}

// mark is the program's own icon, in its own colours.
func mark() fyne.Resource { return fyne.NewStaticResource("behalf.svg", assets.Icon("icon")) }

// windowIcon is the mark as the window system wants it.
func windowIcon() fyne.Resource { return fyne.NewStaticResource("behalf.png", assets.Window) }

// picture is a resource at a fixed size.
func picture(r fyne.Resource, side float32) *canvas.Image {
	image := canvas.NewImageFromResource(r)
	image.FillMode = canvas.ImageFillContain
	image.SetMinSize(fyne.NewSquareSize(side))
	return image
}

// dotState is how far a step is.
type dotState int

const (
	toCome dotState = iota
	current
	done
	failed
)

// dot stands before a step: a ring to come, a bold ring while it is under way,
// a disc with a tick when done, or with a mark when it failed. The words beside it say the same.
type dot struct {
	widget.BaseWidget
	state dotState
}

func newDot(s dotState) *dot {
	d := &dot{state: s}
	d.ExtendBaseWidget(d)
	return d
}

func (d *dot) set(s dotState) {
	if s != d.state {
		d.state = s
		d.Refresh()
	}
}

const dotSide float32 = 16

func (d *dot) CreateRenderer() fyne.WidgetRenderer {
	r := &dotRenderer{dot: d, ring: canvas.NewCircle(nil), tick: picture(glyph("check", colorOnAccent), dotSide-4), bang: picture(glyph("attention", colorOnAccent), dotSide-4)}
	r.paint()
	return r
}

type dotRenderer struct {
	dot  *dot
	ring *canvas.Circle
	tick *canvas.Image
	bang *canvas.Image
}

func (r *dotRenderer) paint() {
	fill, stroke, width := colorCard, colorEdge, focusRing
	switch r.dot.state {
	case current:
		stroke, width = colorAccent, 3
	case done:
		fill, stroke = colorGood, colorGood
	case failed:
		fill, stroke = colorBad, colorBad
	}
	r.ring.FillColor = theme.Color(fill)
	r.ring.StrokeColor, r.ring.StrokeWidth = theme.Color(stroke), width
	r.tick.Hidden, r.bang.Hidden = r.dot.state != done, r.dot.state != failed
}

func (r *dotRenderer) Layout(size fyne.Size) {
	r.ring.Resize(fyne.NewSquareSize(dotSide))
	r.ring.Move(fyne.NewPos(0, (size.Height-dotSide)/2))
	for _, sign := range []*canvas.Image{r.tick, r.bang} {
		sign.Resize(fyne.NewSquareSize(dotSide - 4))
		sign.Move(fyne.NewPos(2, (size.Height-dotSide)/2+2))
	}
}

func (r *dotRenderer) MinSize() fyne.Size { return fyne.NewSize(dotSide, dotSide+space1) }

func (r *dotRenderer) Refresh() {
	r.paint()
	r.ring.Refresh()
	r.tick.Refresh()
	r.bang.Refresh()
}

func (r *dotRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ring, r.tick, r.bang}
}

func (r *dotRenderer) Destroy() {}
