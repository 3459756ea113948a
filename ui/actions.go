package ui

import (
	"strings"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
	"behalf/ui/lang"
)

// remedy is the next step of a fault as a button; do is nil if there is none.
type remedy struct {
	label string
	do    func()
}

// subject is what a fault on the screen belongs to. It says what "again" and
// "connect" mean there.
type subject struct {
	again   app.Wish    // nil: only look again
	connect app.Connect // the sign-in that would help
	run     *app.Run    // nil: none
}

func ofRun(r *app.Run) subject {
	return subject{connect: app.Connect{Account: r.AccountID}, run: r}
}

func ofAccount(a app.Account) subject {
	return subject{again: app.RunCheck{Account: a.ID}, connect: app.Connect{Account: a.ID}}
}

func ofNotice(n app.Notice) subject {
	connect, _ := n.Wish.(app.Connect) // of anything else, the usual one
	return subject{again: n.Wish, connect: connect}
}

// remedy turns a fault's action into a button.
func (w *window) remedy(f *fault.Fault, of subject) remedy {
	button := func(key string, do func()) remedy { return remedy{lang.L("action." + key), do} }
	switch f.Action {
	case fault.ActPaste, fault.ActChoose:
		return button(string(f.Action), w.toPaste)
	case fault.ActConnect:
		return button("connect", func() { w.connect(f, of) })
	case fault.ActSettings, fault.ActAssistants:
		return button(string(f.Action), func() { w.toSettings(f.Action) })
	case fault.ActRetry, fault.ActUnlock:
		return button(string(f.Action), func() { w.retry(of) })
	case fault.ActKeep:
		return button("keep_in_memory", func() { w.keepInMemory(of) })
	case fault.ActOpenZoom:
		return button("open_zoom", func() { w.openZoom(of.run) })
	case fault.ActAsYou, fault.ActPasscode:
		return w.sendAnew(f, of)
	case fault.ActRemove:
		return button("remove", func() { w.openInstalledApps(f) })
	case fault.ActShowRun:
		return button("show_run", w.showRuns)
	case fault.ActDetails:
		return button("details", func() { w.showDetails(of.run) })
	case fault.ActFiles:
		return button("files", func() { w.showFiles(f, of) })
	case fault.ActUpdate:
		if w.about.Website != "" {
			return button("update", func() { w.browse(w.about.Website) })
		}
	}
	return remedy{}
}

// sendAnew offers to send the assistant of a run again, in another way.
func (w *window) sendAnew(f *fault.Fault, of subject) remedy {
	switch {
	case of.run == nil:
		return remedy{lang.L("action.paste"), w.toPaste}
	case f.Action == fault.ActPasscode:
		return remedy{lang.L("action.passcode"), func() { w.askPasscode(*of.run) }}
	case of.run.AsYou: // it was sent as them already
		return remedy{lang.L("action.retry"), func() { w.retry(of) }}
	}
	if a, _ := w.state.Account(of.run.AccountID); !app.HasScope(a.Scopes, app.ScopeZAK) {
		return remedy{lang.L("action.connect"), func() { w.connect(f, of) }}
	}
	return remedy{lang.L("action.as_you"), func() {
		wish := again(*of.run)
		wish.AsYou = true
		w.do(app.Dismiss{RunID: of.run.ID}, wish)
	}}
}

// anyway is the way past a refusal that only asks whether something is meant.
func (w *window) anyway(f *fault.Fault, of subject) remedy {
	send, is := of.again.(app.Send)
	if f.Kind != fault.AlreadyOnTheWay || !is {
		return remedy{}
	}
	return remedy{lang.L("action.send_second"), func() {
		send.RunID, send.Again = app.NewRunID(), true
		if sent := w.do(app.DismissNotice{}, send); !sent {
			return
		}
		if c := w.home().composer; c.meeting == send.Meeting {
			c.expect(send)
		}
	}}
}

func (w *window) toPaste() {
	w.toMeetings()
	w.win.Canvas().Focus(w.home().composer.field)
}

// connect signs in; in the browser, if it was the way with a code that failed.
func (w *window) connect(f *fault.Fault, of subject) {
	wish := of.connect
	if f.Kind == fault.NoDeviceFlow {
		wish.Road = app.RoadBrowser
	}
	w.do(app.DismissNotice{})
	w.do(wish)
	if w.page() != w.screens[atWelcome] { // which shows the sign-in itself
		w.visit(atConnection)
	}
}

func (w *window) toSettings(part fault.Action) {
	if v, is := w.page().(*welcome); is && part == fault.ActSettings {
		v.returnToApp()
		return
	}
	w.visit(atSettings)
	w.screen(atSettings).(*settings).reveal(part)
}

// retry does the same once more. Unlocking is one too: whoever asks the
// keychain for something makes it ask the person. Some wishes come before.
func (w *window) retry(of subject, before ...app.Wish) {
	wishes := append(before, app.DismissNotice{})
	switch {
	case of.run != nil:
		wishes = append(wishes, app.Dismiss{RunID: of.run.ID}, again(*of.run))
	case of.again != nil:
		wishes = append(wishes, of.again)
	default:
		wishes = append(wishes, app.Look{})
	}
	w.do(wishes...)
}

// keepInMemory does without a keychain, and then what could not be done.
func (w *window) keepInMemory(of subject) {
	w.retry(of, app.KeepInMemory{})
}

func (w *window) openZoom(run *app.Run) {
	if run == nil {
		w.browse("https://zoom.us")
		return
	}
	w.do(app.OpenInZoom{Meeting: meeting.Meeting{ID: run.MeetingID, Host: run.Host}})
}

// openInstalledApps opens the page that a fault names.
func (w *window) openInstalledApps(f *fault.Fault) {
	page := app.CloudZoom.InstalledApps()
	if gov := app.CloudGov.InstalledApps(); strings.Contains(f.Advice, gov) {
		page = gov
	}
	w.browse(page)
}

func (w *window) showRuns() {
	w.do(app.DismissNotice{})
	w.visit(atHome)
	w.home().reveal()
}

func (w *window) showDetails(run *app.Run) {
	w.visit(atHistory)
	if run != nil {
		w.screen(atHistory).(*history).open(run.ID, true)
	}
}

// showFiles shows the file that was not opened, where it lies; one that is not
// there, or not where it should be, has only the place of all of them.
func (w *window) showFiles(f *fault.Fault, of subject) {
	var wish app.ShowFile
	if open, is := of.again.(app.OpenFile); is && f.Kind == fault.FileMayRun {
		wish.Path = open.Path
	}
	w.do(app.DismissNotice{})
	w.do(wish)
}
