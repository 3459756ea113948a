package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/app/fault"
	"behalf/ui/lang"
)

// scopeRows is the table of permissions: what for, Zoom's name, whether it is
// granted, whether it has to be.
func scopeRows(a app.Account) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, s := range app.Scopes() {
		what := column(0, strong(lang.L("scope."+s.Name)), quiet(s.Name).mono())
		state := scopeState(s, app.HasScope(a.Scopes, s.Name)).trailing()
		need := quiet(lang.L("scope.need." + string(s.Need))).fixed().trailing()
		rows = append(rows, rule(), spread(what, column(0, state, need)))
	}
	return rows
}

func scopeState(s app.Scope, granted bool) *text {
	switch {
	case granted:
		return quiet(lang.L("scope.granted")).in(colorGood).fixed()
	case s.Need == app.ScopeOptional:
		return quiet(lang.L("scope.not_granted")).fixed()
	}
	return quiet(lang.L("scope.missing")).in(colorAttention).bold().fixed()
}

// withoutConnect is an account's fault beside a button that connects anyway.
func withoutConnect(a app.Account) *fault.Fault {
	if a.Fault != nil && a.Fault.Action == fault.ActConnect {
		return withoutButton(a.Fault)
	}
	return a.Fault
}

func firstName(a app.Account) string {
	first, _, _ := strings.Cut(a.Name, " ")
	if first == "" {
		return a.Email
	}
	return first
}
