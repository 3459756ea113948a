package ui

import (
	"strings"

	"behalf/app"
	"behalf/app/meeting"
	"behalf/ui/lang"
)

// askPasscode asks for the passcode of a run's meeting and sends the assistant
// there once more.
func (w *window) askPasscode(run app.Run) {
	c := w.win.Canvas()
	if c.Overlays().Top() != nil {
		return // one question at a time
	}
	pop := newModal(c, lang.L("passcode.title", fields{"meeting": meeting.Grouped(run.MeetingID)}), passcodeText(w.state))
	entry := newEntry(w, lang.L("passcode.placeholder"))
	entry.escape = pop.Hide
	entry.SetPlaceHolder(lang.L("passcode.placeholder"))
	send := newButton(primary, lang.L("passcode.send"), func() {
		wish := again(run)
		wish.Meeting.PasscodePlain = strings.TrimSpace(entry.Text)
		if sent := w.do(app.Dismiss{RunID: run.ID}, wish); sent {
			pop.Hide()
		}
	})
	send.Disable()
	entry.OnChanged = func(text string) { send.enable(strings.TrimSpace(text) != "") }
	entry.OnSubmitted = func(string) { send.Tapped(nil) }
	cancel := newButton(plain, lang.L("ask.cancel"), pop.Hide)
	cancel.escape, send.escape = pop.Hide, pop.Hide
	pop.add(turning(w, entry))
	pop.add(column(space2, send, cancel))
	pop.Show()
	c.Focus(entry)
}

// passcodeText says how long the passcode will be known.
func passcodeText(s app.State) string {
	if s.Settings.ForgetRecent || s.Keychain.State != app.KeychainOK {
		return lang.L("passcode.text")
	}
	return lang.L("passcode.kept", fields{"keychain": keychainName(s.Keychain)})
}
