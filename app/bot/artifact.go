package bot

import (
	"cmp"
	"path/filepath"

	"behalf/app"
	"behalf/app/fault"
)

const (
	mostArtifacts = 100 // of a run that the history lists; the rest is in its folder
	longestKind   = 40  // runes
	longestTitle  = 120
)

// keep reports something that the bot made, once. What is said of it is the
// bot's, so it is checked and cut short.
func (r *run) keep(m message) {
	inner, _, err := locate(r.folder, m.Path)
	switch {
	case err != nil, inner == ".":
		r.config.Log.Warn("an artifact that is not in the run's folder", "run", r.job.RunID)
		return
	case r.made[inner]:
		return
	case len(r.made) >= mostArtifacts:
		r.overflow()
		return
	case r.made == nil:
		r.made = map[string]bool{}
	}
	r.made[inner] = true
	name := r.hide.note(inner)
	a := app.Artifact{
		Kind:  cut(r.hide.note(m.Kind), longestKind),
		Path:  filepath.Join(r.folder, inner),
		Title: cut(cmp.Or(r.hide.note(m.Title), filepath.Base(name)), longestTitle),
	}
	if name != inner { // it holds a secret, or what no line of text can hold: the folder is as near as it gets
		a.Path = r.folder
	}
	r.emit(app.Event{Phase: r.phase, Artifact: a})
}

// overflow says, once, that not all is listed.
func (r *run) overflow() {
	if !r.overfull {
		r.overfull = true
		r.emit(app.Event{Phase: r.phase, Note: fault.NoteMoreFiles.Say()})
	}
}

// cut shortens a text to so many runes.
func cut(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
