package ui

import (
	"image/color"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"behalf/app"
	"behalf/app/meeting"
	"behalf/ui/lang"
)

// heightPastRow is that of every row, so that the list knows the place of each
// without having read it.
const heightPastRow float32 = 52

// pastRow is a past run in a list: which meeting, whose assistant, when, how it
// ended, how long it was there. The same row shows one run after another.
type pastRow struct {
	widget.BaseWidget
	number, who, when, how, long *text
	ring                         *canvas.Rectangle
	content                      *fyne.Container
	spoken                       string
}

func newPastRow() *pastRow {
	r := &pastRow{
		number: strong("").fixed(), who: quiet("").line(), when: quiet("").fixed(),
		how: quiet("").line().withDisc(), long: quiet("").fixed(), ring: canvas.NewRectangle(color.Transparent),
	}
	r.ring.CornerRadius = radiusControl
	r.content = container.New(&rowLayout{}, r.ring, column(1, line(r.number, r.who, r.when), line(gap(), r.how, r.long)))
	r.ExtendBaseWidget(r)
	return r
}

// show fills it in; no run leaves it empty until it is read.
func (r *pastRow) show(run app.Run, now time.Time, focused bool) {
	r.ring.StrokeWidth = 0
	if focused {
		r.ring.StrokeColor, r.ring.StrokeWidth = theme.Color(colorAccent), focusRing
	}
	r.ring.Refresh()
	r.spoken = spokenRun(run, now)
	if run.ID == "" {
		for _, t := range []*text{r.number, r.who, r.when, r.how, r.long} {
			t.set("")
		}
		return
	}
	r.number.set(meeting.Grouped(run.MeetingID))
	r.who.set(run.BotName)
	r.when.set(lang.Day(run.StartedAt, now))
	words, ink := outcome(run)
	r.how.change(words, ink, false)
	r.long.set(strings.Join(stay(run), " · "))
	r.content.Refresh()
}

// outcome says how a run ended, in words and colour.
func outcome(r app.Run) (words string, ink fyne.ThemeColorName) {
	last := r.Last()
	switch {
	case !last.WentWell():
		ink = colorAttention
	case last.Phase == app.StoppedByYou:
		ink = colorSecondary
	default:
		ink = colorGood
	}
	return capitalised(outcomeWords(last)), ink
}

// stay is when a run began, how long it was in the meeting, and what it left.
func stay(r app.Run) []string {
	words := []string{lang.TimeOfDay(r.StartedAt)}
	if !r.JoinedAt.IsZero() {
		words = append(words, length(r.EndedAt.Sub(r.JoinedAt)))
	}
	if n := len(r.Artifacts()); n > 0 {
		words = append(words, lang.N("history.files", n))
	}
	return words
}

// spokenRun is a row as it is read out.
func spokenRun(r app.Run, now time.Time) string {
	if r.ID == "" {
		return lang.L("history.reading")
	}
	words, _ := outcome(r)
	return strings.Join(append([]string{meeting.Grouped(r.MeetingID), r.BotName, lang.Day(r.StartedAt, now), words}, stay(r)...), ", ")
}

func (r *pastRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.content) }

// AccessibilityLabel is all that the row shows.
func (r *pastRow) AccessibilityLabel() string { return r.spoken }

// AccessibilityRole is button: a click opens the run.
func (r *pastRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// rowLayout puts the words into a row of a fixed height, within the ring.
type rowLayout struct{}

func (*rowLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(size)
	height := o[1].MinSize().Height
	o[1].Move(fyne.NewPos(space2+space1/2, (size.Height-height)/2))
	o[1].Resize(fyne.NewSize(size.Width-2*space2-space1, height))
}

func (*rowLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[1].MinSize().Width+2*space2+space1, heightPastRow)
}
