package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"behalf/app"
	"behalf/ui/lang"
)

// pastFilter chooses among the past runs: by words, and by how they ended.
type pastFilter struct {
	root    *fyne.Container
	words   *searchField
	outcome *picker
	changed func()
}

func newPastFilter(changed, down func()) *pastFilter {
	f := &pastFilter{changed: changed, words: newSearchField(lang.L("history.search"), changed, down)}
	f.outcome = newPicker(lang.L("history.outcome"), func(string) { changed() })
	f.outcome.set(outcomeNames(), outcomeNames()[0])
	f.root = container.NewBorder(nil, nil, nil, f.outcome, f.words)
	return f
}

// outcomes are those that can be chosen.
func outcomes() []app.Outcome { return []app.Outcome{app.AnyOutcome, app.WentWell, app.NeedsALook} }

func outcomeNames() []string {
	return []string{lang.L("history.all"), lang.L("history.well"), lang.L("history.look")}
}

// query is what is asked for.
func (f *pastFilter) query() app.PastQuery {
	i := max(0, slices.Index(outcomeNames(), f.outcome.chosen))
	return app.PastQuery{Words: f.words.Text, Outcome: outcomes()[i]}
}

// on says whether it leaves anything out.
func (f *pastFilter) on() bool { return f.query() != app.PastQuery{} }

func (f *pastFilter) clear() {
	f.outcome.set(outcomeNames(), outcomeNames()[0])
	f.words.SetText("")
	f.changed() // also if there were no words
}

// searchField is for what is looked for; Escape empties it, the arrow down
// leads to what was found.
type searchField struct {
	widget.Entry
	down func()
}

func newSearchField(placeholder string, changed, down func()) *searchField {
	f := &searchField{down: down}
	f.PlaceHolder = placeholder
	f.OnChanged = func(string) { changed() }
	f.OnSubmitted = func(string) { down() }
	f.ExtendBaseWidget(f)
	return f
}

// TypedKey knows two keys more than an Entry.
func (f *searchField) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		f.SetText("")
	case fyne.KeyDown:
		f.down()
	default:
		f.Entry.TypedKey(e)
	}
}

// AccessibilityLabel is what the field is for.
func (f *searchField) AccessibilityLabel() string { return f.PlaceHolder }

// AccessibilityRole is text.
func (f *searchField) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
