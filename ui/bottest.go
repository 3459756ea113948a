package ui

import (
	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/ui/lang"
)

// botTest shows which rules of the bot protocol an assistant keeps. Nothing can
// be done about a broken one here, so the words of its fault will do.
func botTest(t *app.Checkup, hide *button) fyne.CanvasObject {
	rows := column(space2)
	kept := true
	for _, s := range t.Steps {
		kept = kept && s.OK
		rows.Add(botRule(s))
	}
	if t.Running != "" {
		rows.Add(runningStep(ruleName(t.Running)))
		return soft(rows)
	}
	verdict := strong(lang.L("test.kept")).in(colorGood)
	if !kept {
		verdict = strong(lang.L("test.broken")).in(colorBad)
	}
	return soft(verdict, rows, row(0, hide))
}

func botRule(s app.Step) fyne.CanvasObject {
	rule := column(0, stepHead(ruleName(s.Name), s))
	switch {
	case s.Fault != nil:
		rule.Add(body(lang.Title(s.Fault)))
		rule.Add(quiet(lang.Advice(s.Fault) + " (" + s.Fault.Code + ")"))
	case s.Skipped != "":
		rule.Add(quiet(lang.Said(s.Skipped)))
	}
	return rule
}

func ruleName(name string) string { return lang.L("test.rule." + name) }
