package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"behalf/ui/lang"
)

// fewLines is how much of an output shows until somebody asks for the rest.
const fewLines = 4

// output is what a program wrote, as it wrote it: in letters of one width, to be
// selected and copied. The last lines say most, so they are the ones that show.
type output struct {
	root  *fyne.Container
	words *widget.Label
	more  *button
	lines []string
	all   bool
}

func newOutput(text string) *output {
	o := &output{words: widget.NewLabel(""), lines: strings.Split(text, "\n")}
	o.words.Selectable, o.words.SizeName = true, sizeQuiet
	o.words.TextStyle.Monospace, o.words.Wrapping = true, fyne.TextWrapWord
	o.more = newButton(link, "", o.toggle)
	o.more.Hidden = len(o.lines) <= fewLines
	o.root = column(0, quiet(lang.L("history.output")), newPanel(colorSoft, "", radiusControl, 0, o.words), row(0, o.more))
	o.show()
	return o
}

func (o *output) toggle() {
	o.all = !o.all
	o.show()
	o.root.Refresh()
}

func (o *output) show() {
	shown, label := o.lines, lang.L("history.output.less")
	if !o.all {
		shown = o.lines[max(0, len(o.lines)-fewLines):]
		label = lang.L("history.output.all", fields{"lines": len(o.lines)})
	}
	o.words.SetText(strings.Join(shown, "\n"))
	o.more.set(label, o.toggle)
}
