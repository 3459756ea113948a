package boot_test

import (
	"context"
	"strconv"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"behalf/auth/sandbox"
)

const scriptClient = "public-client"

func standin(ts *testscript.TestScript, _ bool, scopes []string) {
	opt := sandbox.Options{
		ClientID: scriptClient, Device: true, DeviceInterval: time.Millisecond,
		Users: []sandbox.User{sandbox.Ada(), sandbox.Grace()},
		More:  []sandbox.App{{ClientID: "gov-client"}, {ClientID: "confidential", ClientSecret: "ZZTESTCLIENTSECRET"}},
	}
	if len(scopes) > 0 {
		opt.Scopes = scopes
	}
	zoom, err := sandbox.Start(opt)
	ts.Check(err)
	worldOf(ts).zoom = zoom
	ts.Setenv("BEHALF_ZOOM_URL", zoom.URL())
	ts.Setenv("BEHALF_ZOOM_API_URL", zoom.URL())
}

func present(ts *testscript.TestScript, _ bool, args []string) {
	worldOf(ts).zoom.SetPresent("", args[0] == "yes")
}

func signin(ts *testscript.TestScript, neg bool, _ []string) {
	exit := 0
	if neg { // the tokens are kept, but a permission is missing
		exit = 4
	}
	connectWith(ts, worldOf(ts).zoom.Allow, exit)
}

func signs(ts *testscript.TestScript, _ bool, args []string) {
	exit, err := strconv.Atoi(args[0])
	ts.Check(err)
	connectWith(ts, worldOf(ts).zoom.Allow, exit, args[1:]...)
}

// enterCode signs in with a code, which a person enters at Zoom's page.
func enterCode(ts *testscript.TestScript, _ bool, _ []string) {
	b := spawn(ts, "connect", "--device-code")
	if b.lineWith("/oauth_device") != "" {
		ts.Check(worldOf(ts).zoom.AllowDevice(context.Background(), b.lineWith("")))
	}
	<-b.done
	ts.Logf("%s", b.text())
	if b.exit != 0 {
		ts.Fatalf("behalf connect --device-code: exit code %d", b.exit)
	}
}

func user(name string) sandbox.User {
	if name == "grace" {
		return sandbox.Grace()
	}
	return sandbox.Ada()
}

func person(ts *testscript.TestScript, _ bool, args []string) {
	worldOf(ts).zoom.SignInAs(user(args[0]).ID)
}

func uninstall(ts *testscript.TestScript, _ bool, args []string) {
	worldOf(ts).zoom.Remove(user(args[0]).ID)
}

func setScopes(ts *testscript.TestScript, _ bool, args []string) {
	worldOf(ts).zoom.SetScopes(args[0], args[1:])
}

func setClock(ts *testscript.TestScript, _ bool, args []string) {
	ahead, err := time.ParseDuration(args[0])
	ts.Check(err)
	worldOf(ts).zoom.SetClock(ahead)
}

func fail(ts *testscript.TestScript, _ bool, args []string) {
	times, err := strconv.Atoi(args[2])
	ts.Check(err)
	worldOf(ts).zoom.Fail(sandbox.Where(args[0]), sandbox.Row(args[1]), times)
}

func decline(ts *testscript.TestScript, _ bool, _ []string) {
	connectWith(ts, worldOf(ts).zoom.Decline, 3)
}

// connectWith runs behalf connect with a person who presses a button.
func connectWith(ts *testscript.TestScript, press func(context.Context, string) error, exit int, args ...string) {
	b := spawn(ts, append([]string{"connect", "--no-browser"}, args...)...)
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	if link := b.lineWith("/oauth/authorize"); link != "" {
		ts.Check(press(ctx, link))
	}
	<-b.done
	ts.Logf("%s", b.text())
	if b.exit != exit {
		ts.Fatalf("behalf connect: exit code %d, want %d", b.exit, exit)
	}
}
