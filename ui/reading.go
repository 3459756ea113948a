package ui

import (
	"net/url"
	"slices"
	"strings"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
	"behalf/ui/lang"
)

// understood is what was read, in a line: the number, and what else is known.
func understood(m meeting.Meeting) (number, rest string) {
	var known []string
	if m.Host != "" {
		known = append(known, m.Host)
	}
	if m.Webinar {
		known = append(known, lang.L("reading.webinar"))
	}
	if m.HasPasscode() {
		known = append(known, lang.L("reading.passcode"))
	} else {
		known = append(known, lang.L("reading.nopasscode"))
	}
	return meeting.Grouped(m.ID), strings.Join(known, " · ")
}

// offered is a meeting to choose. A personal room has no number.
func offered(m meeting.Meeting) (number, rest string) {
	if m.ID == "" {
		return lang.L("reading.room", fields{"name": m.Vanity}), m.Host
	}
	return understood(m)
}

// obstacle says why a meeting can't be sent to yet, and what would help; no
// words if it can. What may have been put right elsewhere in the meantime (Zoom
// reachable again, the Zoom app corrected) is no obstacle: trying is the way to
// find out.
func obstacle(s app.State, m meeting.Meeting, account string) (why string, help fault.Action) {
	a, signedIn := s.Account(account)
	_, assistant := s.Assistant("")
	switch {
	case !signedIn:
		return lang.L("obstacle.connect"), fault.ActConnect
	case !assistant:
		return lang.L("obstacle.assistant"), fault.ActAssistants
	case m.ID == "":
		return lang.L("obstacle.paste"), fault.ActNone // the field says so too
	case app.CloudOf(m.Host) == app.CloudGov && a.Cloud != app.CloudGov:
		return lang.L("obstacle.gov"), fault.ActSettings
	case a.State == app.SignInNeeded:
		return lang.L("obstacle.reconnect"), fault.ActConnect
	case a.State == app.PermissionMissing:
		return lang.L("obstacle.permission"), fault.ActConnect
	}
	return "", fault.ActNone
}

// underWay says whether an assistant is on its way to the meeting already, on
// behalf of the account. A second one can be sent, but not by a slip: the core
// asks.
func underWay(s app.State, id, account string) bool {
	a, _ := s.Account(account)
	return slices.ContainsFunc(s.Active(), func(r app.Run) bool { return r.MeetingID == id && r.AccountID == a.ID })
}

// readable tells a text that is still being typed from one that is refused:
// an empty field is not a mistake.
func readable(text string) (meeting.Reading, *fault.Fault) {
	if strings.TrimSpace(text) == "" {
		return meeting.Reading{}, nil
	}
	return app.Read(text)
}

// usualName is the name an assistant gets in the meeting when none is typed.
func usualName(s app.State, assistant, account string) string {
	a, _ := s.Account(account)
	bot, _ := s.Assistant(assistant)
	return s.BotName("", bot, a)
}

// again is the wish to repeat a run. Passcodes are not in history; the core
// still knows those of this session, and the keychain those of the latest
// meetings.
func again(r app.Run) app.Send {
	return app.Send{
		RunID:     app.NewRunID(),
		Meeting:   meeting.Meeting{ID: r.MeetingID, Host: r.Host},
		Assistant: r.Assistant, As: r.BotName, Account: r.AccountID, AsYou: r.AsYou,
	}
}

// loneLink is a text that is an address and nothing else.
func loneLink(text string) string {
	text = strings.TrimSpace(text)
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") || strings.ContainsAny(text, " \t\n") {
		return ""
	}
	return text
}
