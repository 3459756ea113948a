package ui

import (
	"maps"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/ui/lang"
)

// herald says what a person should hear of while the window is not in front:
// fixed sentences, never a name, number or anything else from outside, since a
// notification may be read by anybody. Whatever it says is to be seen in the
// window and in the tray's menu too: a notification may get lost.
type herald struct {
	explained map[string]bool // runs of an account whose trouble was told
}

// news is what happened between two states, as keys of sentences: one for each
// kind that is not switched off, however many runs it happened to.
func (h *herald) news(before, after app.State) []string {
	h.forget(after)
	var joined, ended, needed string
	for _, r := range after.Runs {
		was, _ := before.Run(r.ID) // of a new one, none has been seen
		if was.Phase() == r.Phase() {
			continue
		}
		switch r.Phase() {
		case app.InMeeting:
			joined = "notify.joined"
		case app.Ended:
			ended = "notify.ended"
		case app.Failed:
			if !h.explained[r.ID] {
				needed = "notify.failed"
			}
		}
	}
	if after.Notice != nil && (before.Notice == nil || before.Notice.Seq != after.Notice.Seq) {
		needed = "notify.notice"
	}
	for _, a := range after.Accounts {
		if was, known := before.Account(a.ID); known && was.State != a.State && needsYou(a.State) {
			needed = "notify.account"
			h.explain(after, a)
		}
	}
	mute, keys := after.Settings.Mute, []string{}
	for _, n := range []struct {
		key  string
		mute bool
	}{{joined, mute.Joined}, {ended, mute.Ended}, {needed, mute.NeedsYou}} {
		if n.key != "" && !n.mute {
			keys = append(keys, n.key)
		}
	}
	return keys
}

func needsYou(s app.AccountState) bool {
	return s == app.SignInNeeded || s == app.PermissionMissing || s == app.AppMisconfigured
}

// explain remembers the runs that will fail by the trouble of their account: it
// is one thing, and told once.
func (h *herald) explain(s app.State, a app.Account) {
	if h.explained == nil {
		h.explained = map[string]bool{}
	}
	for _, r := range s.Active() {
		if r.AccountID == a.ID {
			h.explained[r.ID] = true
		}
	}
}

// forget is for an account that is well again: what its runs fail by then is
// something else.
func (h *herald) forget(s app.State) {
	maps.DeleteFunc(h.explained, func(id string, _ bool) bool {
		r, there := s.Run(id)
		a, signedIn := s.Account(r.AccountID)
		return !there || !signedIn || !needsYou(a.State)
	})
}

func (w *window) tell(keys []string) {
	for _, key := range keys {
		n := fyne.NewNotification(harmless(w.about.Name), harmless(lang.L(key)))
		w.beside(func() { w.app.SendNotification(n) }, func() {})
	}
}

// punctuation is what sentences need in the languages that there are.
const punctuation = ".,:;!?¿¡…·'’‘«»‹›()-–—/、。！？：；・「」『』（）"

// harmless keeps of a sentence what no shell, script or markup takes for
// anything else. On Windows a notification is text between double quotes in a
// PowerShell script, where every kind of such quotes ends it, $ and ` begin
// something, and what Go's %q escapes stays escaped, as a blank that does not
// break does. On Linux it is a kind of HTML.
func harmless(sentence string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsNumber(r), strings.ContainsRune(punctuation, r):
			return r
		}
		return -1
	}, sentence)
}
