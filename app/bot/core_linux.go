package bot

import "golang.org/x/sys/unix"

// forbidCore keeps tokens out of core dumps. It comes right after the start, and
// before the first token of a bot that speaks the protocol. One byte, not zero:
// the kernel takes zero to mean that dumps still go to a crash reporter.
func forbidCore(pid int) {
	// Where a sandbox forbids it, dumps stay as the system has set them.
	_ = unix.Prlimit(pid, unix.RLIMIT_CORE, &unix.Rlimit{Cur: 1, Max: 1}, nil)
}
