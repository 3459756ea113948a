package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"behalf/app"
	"behalf/ui/lang"
)

// timeline is every step of a run with its time, and what the assistant or
// Zoom said about it.
func timeline(r app.Run) *fyne.Container {
	lines := column(space1, quiet(lang.L("history.started", fields{"when": lang.DateTime(r.StartedAt)})))
	if r.Account != "" {
		lines.Add(quiet(lang.L("history.account", fields{"account": r.Account})))
	}
	addSteps(lines, r.Events)
	return lines
}

// fewSteps is how many show until somebody asks for more: a run that waited for
// an hour has thousands.
const fewSteps = 60

// addSteps adds steps; of very many the first and the last ones, and between
// them, on demand, more.
func addSteps(lines *fyne.Container, events []app.Event) {
	if len(events) <= fewSteps {
		for _, e := range events {
			at := quiet(lang.Time(e.At)).fixed()
			lines.Add(container.NewBorder(nil, nil, column(0, at), nil, inset(0, space1, stepDetails(e))))
		}
		return
	}
	const each = fewSteps / 2
	middle := events[each : len(events)-each]
	between := column(space1)
	between.Add(row(0, newButton(link, lang.N("history.steps", len(middle)), func() {
		between.RemoveAll()
		addSteps(between, middle)
	})))
	addSteps(lines, events[:each])
	lines.Add(between)
	addSteps(lines, events[len(events)-each:])
}

// stepDetails is one step: what it was, what was wrong, and what was said.
func stepDetails(e app.Event) fyne.CanvasObject {
	rows := column(0, quiet(stepWords(e)).in(colorText))
	if wait := e.NextTryAt.Sub(e.At); wait > 0 && e.Artifact == (app.Artifact{}) {
		rows.Add(quiet(lang.L("history.next", fields{"seconds": int((wait + time.Second/2) / time.Second)})))
	}
	if e.Fault != nil {
		rows.Add(quiet(lang.Title(e.Fault) + " " + lang.Advice(e.Fault) + " (" + e.Fault.Code + ")"))
	}
	sentence, wrote := note(e)
	if sentence != "" {
		rows.Add(quiet(lang.Said(sentence)))
	}
	if wrote != "" {
		rows.Add(newOutput(wrote).root)
	}
	return rows
}

// stepWords name a step.
func stepWords(e app.Event) string {
	words := phaseWords(e.Phase)
	switch {
	case e.Artifact != (app.Artifact{}):
		return lang.L("history.saved", fields{"title": e.Artifact.Title})
	case e.Phase.Over() && e.Reason != app.ReasonNone:
		return capitalised(outcomeWords(e))
	case e.Attempt > 1 && !e.Phase.Over():
		return lang.L("history.attempt", fields{"phase": words, "attempt": e.Attempt})
	}
	return words
}

// note parts what Behalf said at a step from what the program wrote before: at
// a failure all of it is the program's, else only what follows a sentence.
func note(e app.Event) (sentence, wrote string) {
	if e.Phase == app.Failed {
		return "", e.Note
	}
	sentence, wrote, _ = strings.Cut(e.Note, "\n")
	return sentence, wrote
}
