package ui

import (
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"behalf/ui/lang"
)

// optionsField is for the options that go to an assistant with each meeting, one
// a line. What they mean is between the person and the bot.
type optionsField struct {
	root  *fyne.Container
	entry *linesEntry
	bad   *text
}

// linesEntry has several lines, and leaves the tab key to the window.
type linesEntry struct{ entry }

// AcceptsTab is false: the keyboard would be caught in the field.
func (*linesEntry) AcceptsTab() bool { return false }

func newOptionsField(w *window, changed func()) *optionsField {
	e := &linesEntry{entry{w: w, name: lang.L("assistants.options")}}
	e.MultiLine = true
	e.ExtendBaseWidget(e)
	e.SetMinRowsVisible(3)
	f := &optionsField{entry: e, bad: quiet("").in(colorAttention)}
	e.OnChanged = func(string) {
		f.judge()
		changed()
	}
	f.root = column(space1, field(lang.L("assistants.options"), lang.L("assistants.options.text"), turning(w, e)), f.bad)
	return f
}

func (f *optionsField) judge() {
	if f.fit() {
		f.bad.set("")
	} else {
		f.bad.set(lang.L("assistants.options.bad"))
	}
}

// set fills in options, sorted, so that they stand the same each time.
func (f *optionsField) set(options map[string]string) {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(options)) {
		lines = append(lines, name+"="+options[name])
	}
	f.entry.SetText(strings.Join(lines, "\n"))
}

// fit says whether every line is an option.
func (f *optionsField) fit() bool {
	_, fit := optionsIn(f.entry.Text)
	return fit
}

func (f *optionsField) read() map[string]string {
	options, _ := optionsIn(f.entry.Text)
	return options
}

// optionsIn reads lines of name=value; nil if there are none.
func optionsIn(text string) (options map[string]string, fit bool) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		name, value, is := strings.Cut(line, "=")
		name = strings.TrimSpace(name)
		if !is || name == "" {
			return nil, false
		}
		if options == nil {
			options = map[string]string{}
		}
		options[name] = strings.TrimSpace(value)
	}
	return options, true
}
