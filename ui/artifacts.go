package ui

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/ui/lang"
)

// fewArtifacts is how many a run shows until somebody asks for the rest.
const fewArtifacts = 3

// artifacts are what an assistant made, each with the ways to it.
type artifacts struct {
	w    *window
	root *panel
	rows *fyne.Container
	made []app.Artifact
	all  bool // the rest was asked for
}

func newArtifacts(w *window) *artifacts {
	a := &artifacts{w: w, rows: column(space1)}
	a.root = newPanel(colorSoft, "", radiusControl, space2, a.rows)
	a.root.Hide()
	return a
}

// show lists what was made; nothing takes no room.
func (a *artifacts) show(made []app.Artifact) {
	if slices.Equal(made, a.made) {
		return
	}
	a.made = made
	a.build()
}

func (a *artifacts) build() {
	shown := a.made
	if !a.all && len(shown) > fewArtifacts {
		shown = shown[:fewArtifacts]
	}
	a.rows.Objects = nil
	for _, one := range shown {
		a.rows.Add(a.row(one))
	}
	if rest := len(a.made) - len(shown); rest > 0 {
		a.rows.Add(row(0, newButton(link, lang.N("artifacts.all", rest), func() {
			a.all = true
			a.build()
		})))
	}
	a.root.Hidden = len(a.made) == 0
	a.root.Refresh()
}

// row is one of them. A kind that could start a program is not opened by a
// click, only shown.
func (a *artifacts) row(one app.Artifact) fyne.CanvasObject {
	var details []string
	if one.Kind != "" {
		details = append(details, one.Kind)
	}
	if name := filepath.Base(one.Path); name != one.Title {
		details = append(details, name)
	}
	open := newButton(link, lang.L("artifacts.open"), func() { a.w.do(app.OpenFile{Path: one.Path}) })
	show := newButton(link, lang.L("artifacts.show"), func() { a.w.do(app.ShowFile{Path: one.Path}) })
	open.about, show.about = one.Title, one.Title
	open.Hidden = !app.MayOpen(one.Path)
	return column(0, body(one.Title), spread(quiet(strings.Join(details, " · ")), row(space3, open, show)))
}
