package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

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

func newPastFilter(w *window, changed, down func()) *pastFilter {
	f := &pastFilter{changed: changed, words: newSearchField(w, changed, down)}
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
	entry
	down func()
}

func newSearchField(w *window, changed, down func()) *searchField {
	f := &searchField{entry: entry{w: w, name: lang.L("history.search")}, down: down}
	f.PlaceHolder = f.name
	f.escape = func() { f.SetText("") }
	f.OnChanged = func(string) { changed() }
	f.OnSubmitted = func(string) { down() }
	f.ExtendBaseWidget(f)
	return f
}

// TypedKey knows the arrow down, too.
func (f *searchField) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyDown {
		f.down()
		return
	}
	f.entry.TypedKey(e)
}
