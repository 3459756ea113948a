package ui

import (
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

func TestEveryFaultHasItsButton(t *testing.T) {
	s := ready()
	s.Runs = []app.Run{run("r1", app.Event{Phase: app.Failed, Reason: app.ReasonBotFailed})}
	s.Recent = s.Runs
	w, _ := openWindow(t, s)
	w.about.Website = "https://example.com"
	w.o.OpenURL = func(string) error { return nil }
	for _, kind := range fault.Kinds() {
		f := fault.New(kind)
		for _, of := range []subject{{}, ofRun(&s.Runs[0]), ofAccount(s.Accounts[0]), ofNotice(app.Notice{})} {
			got := w.remedy(f, of)
			if f.Action == fault.ActNone {
				if got.do != nil {
					t.Errorf("%s: a button for nothing", kind)
				}
				continue
			}
			if got.do == nil || got.label == "" || got.label == "action."+string(f.Action) {
				t.Errorf("%s: no button for %s", kind, f.Action)
				continue
			}
			got.do()
		}
	}
}

func TestRetryAfterUnlocking(t *testing.T) {
	w, p := openWindow(t, ready())
	w.retry(ofNotice(app.Notice{}))
	last[app.Look](t, p) // nothing to repeat: at least look again
	w.retry(ofNotice(app.Notice{Wish: app.Connect{Account: "a1"}}))
	if wish := last[app.Connect](t, p); wish.Account != "a1" {
		t.Errorf("%+v", wish)
	}
}

// "Try again" is about what went wrong, whatever was done since.
func TestRetryOfANoticeRepeatsItsWish(t *testing.T) {
	s := ready()
	w, p := openWindow(t, s)
	w.do(app.Connect{Account: "a1"})
	w.set(func(s *app.Settings) { s.StartHidden = true })
	s.Notice = &app.Notice{Seq: 1, Fault: fault.New(fault.ZoomUnreachable), Wish: app.Connect{Account: "a1"}}
	w.render(s)
	press(t, w, "Try again")
	if wish := last[app.Connect](t, p); wish.Account != "a1" {
		t.Errorf("%+v", wish)
	}
}

func TestRetryOfARunSendsToTheSameMeeting(t *testing.T) {
	w, p := openWindow(t, ready())
	r := run("r1", app.Event{Phase: app.Failed})
	w.retry(ofRun(&r))
	if got := last[app.Send](t, p); got.Meeting.ID != r.MeetingID || got.Assistant != "Notes" || got.RunID == "r1" {
		t.Errorf("sent %#v", got)
	}
}

// "Try again" beside an account is about the account, whatever was done last.
func TestRetryOfAnAccountIsACheck(t *testing.T) {
	s := two()
	w, p := openWindow(t, s)
	w.visit(atConnection)
	w.do(app.Disconnect{Account: "a1"})
	p.wishes = nil
	press(t, w, "Try again")
	if wish := last[app.RunCheck](t, p); wish.Account != "b2" {
		t.Errorf("%+v", wish)
	}
	if indexOf[app.Disconnect](p.wishes) >= 0 {
		t.Error("it disconnected again")
	}
}

// Who was asked to connect again is asked again, and on a road that works.
func TestConnectAfterARefusal(t *testing.T) {
	w, p := openWindow(t, ready())
	for kind, want := range map[fault.Kind]app.Connect{
		fault.OtherUser:    {Account: "a1", Road: app.RoadCode},
		fault.NoDeviceFlow: {Account: "a1"},
	} {
		refused := app.Notice{Wish: app.Connect{Account: "a1", Road: app.RoadCode}}
		w.remedy(fault.New(kind), ofNotice(refused)).do()
		if wish := last[app.Connect](t, p); wish != want {
			t.Errorf("%s: %+v", kind, wish)
		}
	}
}

func TestThePageToRemoveTheAppIsOpened(t *testing.T) {
	w, _ := openWindow(t, ready())
	for _, cloud := range []app.Cloud{app.CloudZoom, app.CloudGov} {
		opened := ""
		w.o.OpenURL = func(u string) error { opened = u; return nil }
		w.remedy(fault.New(fault.NotRevoked, "address", cloud.InstalledApps()), subject{}).do()
		if opened != cloud.InstalledApps() {
			t.Errorf("%s: opened %q", cloud, opened)
		}
	}
}
