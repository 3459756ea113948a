package bot

import (
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
)

// sampleBot behaves like a program that was written to be read by people: it
// looks for config.txt beside itself, prints what it finds there, tokens too,
// does not mind its standard input, stays when it has failed, and exits with 0
// whatever happened. Of its steps it plays those of its n-th start.
func sampleBot(notes string, steps []string) int {
	n := noteStart(notes)
	if n < 0 {
		return 98
	}
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt)
	self, err := os.Executable()
	if err != nil {
		return 97
	}
	config, err := os.ReadFile(filepath.Join(filepath.Dir(self), "config.txt"))
	if err != nil {
		fmt.Fprintln(os.Stderr, "Error opening config file.")
	}
	for line := range strings.Lines(string(config)) {
		fmt.Fprint(os.Stderr, "Reading..", line)
		key, value, _ := strings.Cut(line, ":")
		fmt.Printf("%s is %s\n", key, strings.Trim(strings.TrimSpace(value), `"`))
	}
	if os.WriteFile(notePath(notes, "config", n), config, 0o600) != nil {
		return 96
	}
	for _, step := range scriptOf(steps, n) {
		verb, rest, _ := strings.Cut(step, " ")
		switch verb {
		case "status":
			status, result, _ := strings.Cut(rest, " ")
			fmt.Printf("onMeetingStatusChanged: %s, iResult: %s\n", status, result)
		case "deaf":
			signal.Ignore(syscall.SIGTERM, os.Interrupt)
		case "stubborn": // heeds no more than SIGTERM
			signal.Ignore(os.Interrupt)
			signal.Notify(interrupted, syscall.SIGTERM)
		case "exit":
			return 0
		case "crash":
			return 1
		case "flood":
			long := strings.Repeat("\x00\xff", 100_000)
			fmt.Println(long + "\nonMeetingStatusChanged: 3, " + long)
			for range 20_000 {
				fmt.Println("onMeetingStatusChanged: 1, iResult: 0")
				fmt.Println("onMeetingStatusChanged: 11, iResult: 0")
			}
		case "call": // tells by its end that the process has ended
			if call(rest) != nil {
				return 95
			}
		default:
			fmt.Println(step)
		}
	}
	<-interrupted
	_ = os.WriteFile(notePath(notes, "left", n), nil, 0o600) // its absence is what a test sees
	fmt.Println("Leaving session.")                          // the end of it, if nobody is left to read
	return 0
}

// call opens a connection that the system closes with the process.
func call(address string) error {
	conn, err := (&net.Dialer{}).Dial("tcp", address)
	if err == nil {
		_, err = fmt.Fprintln(conn, "here")
	}
	return err
}
