//go:build linux || windows

package presence

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/shirou/gopsutil/v4/net"

	"behalf/app"
)

// actor is a running program of some name that does as it is told.
type actor struct {
	t     *testing.T
	in    io.Writer
	lines *bufio.Scanner
	pid   int32
	end   func()
}

// as starts this test binary under a name.
func as(t *testing.T, name string) *actor {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "presence-") // wine can't clear a folder the way t.TempDir does
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, name)
	t.Cleanup(func() {
		if err := errors.Join(os.Remove(path), os.Remove(dir)); err != nil {
			t.Error(err)
		}
	})
	if err := os.WriteFile(path, content, 0o700); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "play-client")
	cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0", "GOCOVERDIR="+os.TempDir())
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	a := &actor{t: t, in: in, lines: bufio.NewScanner(out), pid: int32(cmd.Process.Pid)}
	ended := false
	a.end = func() {
		if !ended {
			ended = true
			_ = in.Close() // ends it
			if err := cmd.Wait(); err != nil {
				t.Error(err)
			}
		}
	}
	t.Cleanup(a.end)
	a.hears("ready")
	return a
}

func (a *actor) hears(want string) {
	a.t.Helper()
	if !a.lines.Scan() || a.lines.Text() != want {
		a.t.Fatalf("it said %q, %v", a.lines.Text(), a.lines.Err())
	}
}

// opens sockets; an empty address closes all.
func (a *actor) opens(addresses ...string) {
	a.t.Helper()
	for _, address := range addresses {
		if _, err := fmt.Fprintln(a.in, address); err != nil {
			a.t.Fatal(err)
		}
		a.hears("done")
	}
}

// named is a name like the client's that no other program has: somebody's own
// client must not decide a test.
func named() string {
	name := fmt.Sprintf("zoom%d", os.Getpid()%100000)
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return name
}

// needsOwners skips a test where the system does not say whose a socket is:
// wine lists them all as nobody's.
func needsOwners(t *testing.T) {
	t.Helper()
	if runtime.GOOS != "windows" {
		return
	}
	a := as(t, named())
	defer a.end()
	a.opens("0.0.0.0:0")
	if sockets, err := net.ConnectionsPidWithContext(t.Context(), "udp", a.pid); err != nil || len(sockets) == 0 {
		t.Skip("this Windows does not say whose a socket is", err)
	}
}

func TestACallIsSeenByItsSockets(t *testing.T) {
	needsOwners(t)
	name := named()
	look := func(step string, want app.Presence) {
		t.Helper()
		if got := inCall(t.Context(), running(name)); got != want {
			t.Errorf("%s: %d, want %d", step, got, want)
		}
	}
	c := as(t, name)
	look("merely running", app.PresenceNoCall)
	c.opens("127.0.0.1:0", "127.0.0.1:0", "[::1]:0")
	look("talking to itself", app.PresenceNoCall)
	c.opens("0.0.0.0:0")
	look("with one socket, as when idle", app.PresenceNoCall)
	c.opens("0.0.0.0:0", "0.0.0.0:0")
	look("in a call", app.PresenceInCall)
	c.opens("")
	look("after the call", app.PresenceNoCall)
	c.opens("0.0.0.0:0", "0.0.0.0:0")
	look("in the next", app.PresenceInCall)
}

func TestTheClientMayBeSeveralProcesses(t *testing.T) {
	needsOwners(t)
	name := named()
	as(t, name)
	call := as(t, name)
	as(t, name)
	call.opens("0.0.0.0:0", "0.0.0.0:0")
	if got := inCall(t.Context(), running(name)); got != app.PresenceInCall {
		t.Errorf("%d", got)
	}
}

func TestARunningClientIsFoundAndItsEndSeen(t *testing.T) {
	name := named()
	if got := inCall(t.Context(), running(name)); got != app.PresenceUnknown {
		t.Errorf("before it runs: %d", got)
	}
	c := as(t, name)
	if got := inCall(t.Context(), running(name)); got != app.PresenceNoCall {
		t.Errorf("running: %d", got)
	}
	c.end()
	if got := inCall(t.Context(), running(name)); got != app.PresenceUnknown {
		t.Errorf("when it has ended: %d", got)
	}
}

// Its helpers hold sockets too, and so do programs that are called like it.
func TestOthersAreNotTheClient(t *testing.T) {
	name := named()
	base, suffix, _ := strings.Cut(name, ".")
	if suffix != "" {
		suffix = "." + suffix
	}
	others := []string{base + "-host" + suffix, "my" + name, "aomhost" + suffix}
	if runtime.GOOS == "linux" {
		others = append(others, strings.ToUpper(name))
	}
	for _, other := range others {
		as(t, other).opens("0.0.0.0:0", "0.0.0.0:0", "0.0.0.0:0")
		if pids := running(name); len(pids) != 0 {
			t.Errorf("%s was taken for %s", other, name)
		}
	}
}

func TestTheRealNameIsLookedFor(t *testing.T) {
	needsOwners(t)
	as(t, client).opens("0.0.0.0:0", "0.0.0.0:0")
	if got := New().Look(t.Context()); got != app.PresenceInCall {
		t.Errorf("%d", got)
	}
}

func TestOnlyMediaCounts(t *testing.T) {
	addr := func(ip string, port uint32) net.Addr { return net.Addr{IP: ip, Port: port} }
	for name, c := range map[string]struct {
		sockets []net.ConnectionStat
		want    int
	}{
		"none": {nil, 0},
		"names and things nearby": {
			[]net.ConnectionStat{
				{Laddr: addr("0.0.0.0", portMDNS)},
				{Laddr: addr("::", portMDNS)},
				{Laddr: addr("192.0.2.7", portSSDP)},
				{Laddr: addr("192.0.2.7", 40001), Raddr: addr("192.0.2.1", portDNS)},
			}, 0,
		},
		"this machine": {
			[]net.ConnectionStat{
				{Laddr: addr("127.0.0.1", 40001)},
				{Laddr: addr("::1", 40002)},
				{Laddr: addr("::ffff:127.0.0.1", 40003)},
				{Laddr: addr("192.0.2.7", 40004), Raddr: addr("127.0.0.53", 5000)},
			}, 0,
		},
		"not bound":                    {[]net.ConnectionStat{{Laddr: addr("0.0.0.0", 0)}}, 0},
		"one port of both kinds of IP": {[]net.ConnectionStat{{Laddr: addr("0.0.0.0", 40001)}, {Laddr: addr("::", 40001)}}, 1},
		"sound and picture": {
			[]net.ConnectionStat{
				{Laddr: addr("192.0.2.7", 40001), Raddr: addr("203.0.113.1", 8801)},
				{Laddr: addr("2001:db8::7", 40002), Raddr: addr("2001:db8::1", 8801)},
			}, 2,
		},
	} {
		if got := countMedia(c.sockets); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

func BenchmarkLook(b *testing.B) {
	for b.Loop() {
		look(b.Context())
	}
}
