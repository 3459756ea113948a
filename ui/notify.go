package ui

import (
	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/ui/lang"
)

// news is what happened between two states that a person should hear of while
// the window is not in front: keys of fixed sentences, never a name, number or
// anything else from outside, since a notification may be read by anybody and,
// on Windows, passes through a script.
func news(before, after app.State) []string {
	var keys []string
	for _, r := range after.Runs {
		was, known := before.Run(r.ID)
		if !known || was.Phase() == r.Phase() {
			continue
		}
		switch last := r.Last(); last.Phase {
		case app.InMeeting:
			keys = append(keys, "notify.joined")
		case app.Ended:
			keys = append(keys, "notify.ended")
		case app.Failed:
			keys = append(keys, "notify.failed")
		}
	}
	for _, a := range after.Accounts {
		was, known := before.Account(a.ID)
		if known && was.State != a.State && (a.State == app.SignInNeeded || a.State == app.PermissionMissing) {
			keys = append(keys, "notify.account")
		}
	}
	if after.Notice != nil && (before.Notice == nil || before.Notice.Seq != after.Notice.Seq) {
		keys = append(keys, "notify.notice")
	}
	return keys
}

func (w *window) tell(keys []string) {
	for _, key := range keys {
		n := fyne.NewNotification(w.about.Name, lang.L(key))
		w.beside(func() { w.app.SendNotification(n) }, func() {})
	}
}
