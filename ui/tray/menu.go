package tray

import (
	"time"

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

// Menu is the whole menu for a state: what Behalf does, what can be done. It has
// ten lines at most, without the rules between them.
func Menu(s app.State, now time.Time) []Item {
	separator := Item{Separator: true}
	items := []Item{{Label: Status(s), Disabled: true}, separator}
	items = append(items, Item{Label: lang.L("tray.send"), Command: SendCopied, Disabled: !canSend(s)})
	items = append(items, runItems(s)...)
	if recent := recentItems(s, now); len(recent) > 0 {
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

// runLines is how many lines the runs may take.
const runLines = 4

// runItems are the runs under way and the latest that ended, as long as its
// card stays in the window: what a notification tells is to be seen here too.
func runItems(s app.State) []Item {
	var items []Item
	for _, r := range s.Active() {
		items = append(items, Item{Label: runLabel(r), Children: []Item{
			{Label: lang.L("run.stop"), Wish: app.Stop{RunID: r.ID}},
		}})
	}
	if r, over := lastEnded(s); over {
		items = append(items, Item{Label: runLabel(r), Command: Open})
	}
	if len(items) <= runLines {
		return items
	}
	more := lang.N("tray.more", len(items)-runLines+1)
	return append(items[:runLines-1], Item{Label: more, Command: Open})
}

func runLabel(r app.Run) string {
	return lang.L("tray.run", fields{"meeting": meeting.Grouped(r.MeetingID), "phase": lang.L("phase." + string(r.Standing()))})
}

// lastEnded is the latest run that failed, or else that ended.
func lastEnded(s app.State) (last app.Run, over bool) {
	for _, r := range s.Runs {
		if r.Over() && (!over || r.Phase() == app.Failed || last.Phase() != app.Failed) {
			last, over = r, true
		}
	}
	return last, over
}

// recentShown keeps the menu short; it is as many as the passcodes of which are
// remembered.
const recentShown = 10

// recentItems are the latest different meetings that no assistant is on its way
// to. Their wishes have no run id: the core gives one to each send.
func recentItems(s app.State, now time.Time) []Item {
	var items []Item
	seen := map[string]bool{}
	for _, r := range s.Active() {
		seen[r.MeetingID] = true
	}
	for _, r := range s.Recent {
		if seen[r.MeetingID] || len(items) == recentShown {
			continue
		}
		seen[r.MeetingID] = true
		label := lang.L("tray.past", fields{"meeting": meeting.Grouped(r.MeetingID), "day": lang.Day(r.StartedAt, now)})
		items = append(items, Item{Label: label, Wish: app.Send{
			Meeting:   meeting.Meeting{ID: r.MeetingID, Host: r.Host},
			Assistant: r.Assistant, As: r.BotName, Account: r.AccountID, AsYou: r.AsYou,
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
	if need(s) != "" {
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

// need says what needs the person; empty: nothing does.
func need(s app.State) string {
	for _, a := range s.Accounts {
		if a.State == app.SignInNeeded || a.State == app.PermissionMissing || a.State == app.AppMisconfigured {
			return lang.L("account." + string(a.State))
		}
	}
	for _, r := range s.Runs {
		if r.Phase() == app.Failed {
			return lang.L("tray.failed")
		}
	}
	if s.Notice != nil {
		return lang.L("tray.attention")
	}
	return ""
}

// Status is the state in words, the same as the icon says.
func Status(s app.State) string {
	active, inside, needed := s.Active(), 0, need(s)
	for _, r := range active {
		if r.Phase() == app.InMeeting {
			inside++
		}
	}
	switch {
	case needed != "":
		return needed
	case len(s.Accounts) == 0:
		return lang.L("tray.notconnected")
	case inside > 0:
		return lang.N("tray.inmeeting", inside)
	case len(active) > 0:
		return lang.N("tray.underway", len(active))
	}
	return lang.L("tray.ready")
}
