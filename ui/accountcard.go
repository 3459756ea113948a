package ui

import (
	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/ui/lang"
)

// newAccountCard is one account: who, how it is and since when, the next step,
// what it may do, and the way out.
func newAccountCard(w *window, a app.Account, oneOfSeveral, busy bool) fyne.CanvasObject {
	state := quiet("").line()
	showState(state, a.State)
	mail := a.Email
	if mail != "" {
		mail += " · "
	}
	head := column(space1, lead(a.Name).line(), quiet(mail+cloudName(a.Cloud)).line(), state,
		quiet(lang.L("connection.proved", fields{"ago": ago(a.LastProvedAt, w.now())})))
	prefer := newButton(link, lang.L("assistants.prefer"), func() { w.do(app.SetDefaultAccount{Account: a.ID}) })
	prefer.Hidden = a.Default || !oneOfSeveral
	if a.Default && oneOfSeveral {
		head.Add(quiet(lang.L("connection.usual")).in(colorGood))
	}
	rows := []fyne.CanvasObject{spread(head, prefer)}
	if a.Fault != nil {
		box := newFaultBox(w, nil)
		box.show(withoutConnect(a), ofAccount(a))
		rows = append(rows, box)
	}
	connect, urgent := connectButton(w, a, busy)
	last := flowingApart(disconnectButton(w, a))
	if urgent { // it belongs to what is said above
		rows = append(rows, connect)
	} else {
		last = flowingApart(connect, disconnectButton(w, a))
	}
	rows = append(rows, scopeRows(a)...)
	return card(append(rows, rule(), last)...)
}

// connectButton is urgent where nothing else helps.
func connectButton(w *window, a app.Account, busy bool) (b *button, urgent bool) {
	label, kind := lang.L("connection.reconnect"), plain
	switch a.State {
	case app.PermissionMissing:
		label, kind = lang.L("connection.grant"), primary
	case app.SignInNeeded:
		kind = primary
	}
	b = newButton(kind, label, func() { w.do(app.Connect{Account: a.ID}) })
	b.enable(!busy)
	return b, kind == primary
}

func disconnectButton(w *window, a app.Account) *button {
	label := lang.L("connection.disconnect", fields{"name": firstName(a)})
	return newButton(danger, label, func() {
		w.ask(lang.L("connection.disconnect.title", fields{"name": a.Name}), lang.L("connection.disconnect.text"), label,
			func() { w.do(app.Disconnect{Account: a.ID}) })
	})
}
