package tray

import (
	"behalf/app"
	"behalf/app/meeting"
	"behalf/ui/lang"
)

// Command is something that only the window or the tray itself can do.
type Command int

// The commands of a menu.
const (
	None Command = iota
	SendCopied
	Open
	Settings
	Quit
)

// Item is one line of the menu. A label alone is information.
type Item struct {
	Label     string
	Separator bool
	Disabled  bool
	Wish      app.Wish
	Command   Command
	Children  []Item
}

type fields = map[string]any

// Menu is the whole menu for a state: what Behalf does, what can be done.
func Menu(s app.State) []Item {
	separator := Item{Separator: true}
	items := []Item{{Label: Status(s), Disabled: true}, separator}
	items = append(items, Item{Label: lang.L("tray.send"), Command: SendCopied, Disabled: !canSend(s)})
	for _, r := range s.Active() {
		label := lang.L("tray.run", fields{"meeting": meeting.Grouped(r.MeetingID), "phase": lang.L("phase." + string(r.Standing()))})
		items = append(items, Item{Label: label, Children: []Item{
			{Label: lang.L("run.stop"), Wish: app.Stop{RunID: r.ID}},
		}})
	}
	if recent := recentItems(s); len(recent) > 0 {
		items = append(items, Item{Label: lang.L("tray.recent"), Disabled: !canSend(s), Children: recent})
	}
	return append(items, separator,
		Item{Label: lang.L("tray.open"), Command: Open},
		Item{Label: lang.L("tray.settings"), Command: Settings},
		separator,
		Item{Label: lang.L("tray.quit"), Command: Quit})
}

func canSend(s app.State) bool {
	_, account := s.Account("")
	_, assistant := s.Assistant("")
	return account && assistant
}

// recentShown keeps the menu short.
const recentShown = 5

// recentItems are the latest different meetings. Their wishes have no run id:
// the core gives one to each send.
func recentItems(s app.State) []Item {
	var items []Item
	seen := map[string]bool{}
	for _, r := range s.Recent {
		if seen[r.MeetingID] || len(items) == recentShown {
			continue
		}
		seen[r.MeetingID] = true
		items = append(items, Item{Label: meeting.Grouped(r.MeetingID), Wish: app.Send{
			Meeting:   meeting.Meeting{ID: r.MeetingID, Host: r.Host},
			Assistant: r.Assistant, As: r.BotName, Account: r.AccountID,
		}})
	}
	return items
}

// Icon is what the icon shows, by the name of its picture.
type Icon string

// The icons.
const (
	Idle      Icon = "idle"
	Working   Icon = "working"
	InMeeting Icon = "meeting"
	Attention Icon = "attention"
)

// IconOf chooses the icon: what needs the person goes first.
func IconOf(s app.State) Icon {
	if needsPerson(s) {
		return Attention
	}
	icon := Idle
	for _, r := range s.Active() {
		if r.Phase() == app.InMeeting {
			return InMeeting
		}
		icon = Working
	}
	return icon
}

func needsPerson(s app.State) bool {
	if s.Notice != nil {
		return true
	}
	for _, a := range s.Accounts {
		if a.State == app.SignInNeeded || a.State == app.PermissionMissing || a.State == app.AppMisconfigured {
			return true
		}
	}
	for _, r := range s.Runs {
		if r.Phase() == app.Failed {
			return true
		}
	}
	return false
}

// Status is the state in words, the same as the icon says.
func Status(s app.State) string {
	active, inside := s.Active(), 0
	for _, r := range active {
		if r.Phase() == app.InMeeting {
			inside++
		}
	}
	switch {
	case len(s.Accounts) == 0:
		return lang.L("tray.notconnected")
	case needsPerson(s):
		return lang.L("tray.attention")
	case inside > 0:
		return lang.N("tray.inmeeting", inside)
	case len(active) > 0:
		return lang.N("tray.underway", len(active))
	}
	return lang.L("tray.ready")
}
