package instance

import (
	"net"
	"strings"
	"testing"

	"golang.org/x/sys/windows"

	"behalf/app/fault"
)

// ends are both ends of a door.
func ends(t *testing.T, name string) (here, there net.Conn) {
	t.Helper()
	d, err := listen(name)
	must(t, err)
	t.Cleanup(func() { _ = d.Close() }) // a test may have closed it
	accepted := make(chan net.Conn, 1)
	go func() {
		conn, _ := d.Accept() // nil: the test says so
		accepted <- conn
	}()
	here, err = dial(t.Context(), name)
	must(t, err)
	if there = <-accepted; there == nil {
		t.Fatal("nobody came in")
	}
	t.Cleanup(func() { _, _ = here.Close(), there.Close() })
	return here, there
}

// The pipe is open to our user and to nobody else, whatever is inherited.
func TestF47OnlyItsOwnerMayOpenThePipe(t *testing.T) {
	here, there := ends(t, doorOf(folder(t)))
	for _, end := range []net.Conn{here, there} {
		handle := windows.Handle(end.(interface{ Fd() uintptr }).Fd())
		sd, err := windows.GetSecurityInfo(handle, windows.SE_KERNEL_OBJECT, windows.OWNER_SECURITY_INFORMATION|windows.DACL_SECURITY_INFORMATION)
		must(t, err)
		text := sd.String()
		if !strings.HasPrefix(text, "O:"+user()+"D:P(A;;") || strings.Count(text, "(") != 1 || !strings.HasSuffix(text, ";;;"+user()+")") {
			t.Errorf("the pipe says %s", text)
		}
	}
}

// The system is really asked, at both ends.
func TestIsOurs(t *testing.T) {
	here, there := ends(t, doorOf(folder(t)))
	for _, end := range []net.Conn{here, there} {
		other, err := userBehind(windows.Handle(end.(interface{ Fd() uintptr }).Fd()))
		if err != nil || other != user() || !isOurs(end) {
			t.Errorf("the other side is %q, %v", other, err)
		}
	}
	one, two := net.Pipe()
	if isOurs(one) {
		t.Error("a connection without a user is nobody's")
	}
	must(t, one.Close())
	must(t, two.Close())
}

// The process behind the pipe is named to the system, which is asked to let it
// bring its window forward. Whether it then comes, only a real desktop shows.
func TestTheFirstMayComeForward(t *testing.T) {
	here, _ := ends(t, doorOf(folder(t)))
	if !letForward(here) {
		t.Error("it may not")
	}
	one, two := net.Pipe()
	if letForward(one) {
		t.Error("a connection without a process")
	}
	must(t, one.Close())
	must(t, two.Close())
}

// Whoever has made a pipe of our name first is not taken for us.
func TestF47ATakenNameIsNotShared(t *testing.T) {
	dir := folder(t)
	squatter, err := listen(doorOf(dir))
	must(t, err)
	_, _, err = Claim(hurry(t), dir)
	wantFault(t, err, fault.ForeignFirst)
	must(t, squatter.Close())
	must(t, claim(t, dir).Close()) // the failure let the lock go
}

func TestF46HungFirstIsBusy(t *testing.T) {
	dir := folder(t)
	one := start(t, dir)
	if said := one.says(); said != "primary" {
		t.Fatal(said)
	}
	process, err := windows.OpenProcess(windows.PROCESS_SUSPEND_RESUME, false, uint32(one.Process.Pid))
	must(t, err)
	defer func() { _ = windows.CloseHandle(process) }()
	must(t, call("NtSuspendProcess", process))
	_, _, err = Claim(hurry(t), dir)
	wantFault(t, err, fault.Busy)
	must(t, call("NtResumeProcess", process))
	_, peer, err := Claim(t.Context(), dir)
	must(t, err)
	if peer == nil {
		t.Error("it answers again")
	}
}

// call is one of the two functions that stop and go on with a whole process.
func call(name string, process windows.Handle) error {
	if status, _, _ := windows.NewLazySystemDLL("ntdll.dll").NewProc(name).Call(uintptr(process)); status != 0 {
		return windows.NTStatus(status)
	}
	return nil
}
