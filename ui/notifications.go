package ui

import (
	"behalf/app"
	"behalf/ui/lang"
)

// notificationsPart is which notifications there are.
type notificationsPart struct {
	root                    *panel
	joined, needsYou, ended *toggle
}

func newNotificationsPart(w *window) *notificationsPart {
	p := &notificationsPart{
		joined: newToggle(lang.L("notifications.joined"), "", func(on bool) {
			w.set(func(s *app.Settings) { s.Mute.Joined = !on })
		}),
		needsYou: newToggle(lang.L("notifications.needsyou"), lang.L("notifications.needsyou.text"), func(on bool) {
			w.set(func(s *app.Settings) { s.Mute.NeedsYou = !on })
		}),
		ended: newToggle(lang.L("notifications.ended"), "", func(on bool) {
			w.set(func(s *app.Settings) { s.Mute.Ended = !on })
		}),
	}
	p.root = card(quiet(lang.L("notifications.text")), rule(), p.joined, rule(), p.needsYou, rule(), p.ended)
	return p
}

func (p *notificationsPart) show(s app.State) {
	mute := s.Settings.Mute
	p.joined.set(!mute.Joined)
	p.needsYou.set(!mute.NeedsYou)
	p.ended.set(!mute.Ended)
}

func muteSummary(m app.Mute) string {
	switch m {
	case app.Mute{}:
		return lang.L("notifications.all")
	case app.Mute{Joined: true, NeedsYou: true, Ended: true}:
		return lang.L("notifications.none")
	}
	return lang.L("notifications.some")
}
