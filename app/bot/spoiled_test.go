package bot

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
)

// spoiled is the rehearsal bot with somebody between it and its host who breaks
// one rule of the protocol.
type spoiled struct {
	breaking string
	start    int
	out      io.Writer
	joins    atomic.Int32
	order    atomic.Pointer[join] // the latest to join
	left     atomic.Bool          // it was told to leave
}

// spoiledBot notes down its start and plays.
func spoiledBot(breaking, notes string) int {
	start := noteStart(notes)
	if start < 0 {
		return 98
	}
	switch breaking {
	case "hello-late":
		hang()
	case "deaf-in-meeting":
		signal.Ignore(syscall.SIGTERM)
	case "no-hello":
		return 0
	case "hello-crash":
		return exitCrashed
	}
	s := &spoiled{breaking: breaking, start: start, out: os.Stdout}
	in, orders := io.Pipe()
	go s.relay(orders)
	code := RehearsalBot(context.Background(), nil, in, s, io.Discard)
	if code == exitClean && (breaking == "leave-with-3" && s.left.Load() || breaking == "end-with-3" && !s.left.Load()) {
		return 3
	}
	return code
}

// relay hands the orders on, but for what is spoiled.
func (s *spoiled) relay(orders *io.PipeWriter) {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var j join
		err := json.Unmarshal(lines.Bytes(), &j)
		switch {
		case err != nil && s.breaking == "broken-line":
			hang()
		case err != nil && s.breaking == "broken-line-with-3":
			os.Exit(3)
		case j.Type == typeJoin:
			s.order.Store(&j)
			if s.spoilsJoin(int(s.joins.Add(1)), lines.Text()) {
				continue
			}
		case j.Type == typeLeave:
			s.left.Store(true)
			if s.breaking == "deaf-to-leave" || s.deaf() {
				continue
			}
			if s.breaking == "stays-in-meeting" && s.joins.Load() > 0 {
				fmt.Fprintln(s.out, endedLeft)
				os.Exit(0)
			}
		case j.Type != "" && s.breaking == "unknown-order":
			continue
		}
		line := lines.Text()
		if s.breaking == "no-stand-in" {
			line = strings.Replace(line, `"stand_in":"http:`, `"stand_in":"no:`, 1)
		}
		fmt.Fprintln(orders, line)
	}
	if s.breaking == "end-in-meeting" && s.joins.Load() > 0 || s.deaf() {
		hang()
	}
	_ = orders.Close()
}

func (s *spoiled) deaf() bool { return s.breaking == "deaf-in-meeting" && s.joins.Load() > 0 }

// spoilsJoin says whether an order to join is kept from the bot.
func (s *spoiled) spoilsJoin(n int, line string) bool {
	switch s.breaking {
	case "deaf-to-join":
		return true
	case "no-rejoin":
		return n == 2
	case "rejoin-fails":
		return n == 2 && s.fails()
	case "unknown-fields-fail":
		return strings.Contains(line, "behalf_test") && s.fails()
	case "in-only-at-first":
		return s.start > 6 && s.fails() // the seventh is that with unknown fields
	case "lies-about-meeting":
		s.say(inMeeting)
		return true
	case "unknown-fields":
		if strings.Contains(line, "behalf_test") {
			os.Exit(exitBadInput)
		}
	}
	return false
}

func (s *spoiled) fails() bool {
	s.say(failed("internal"))
	return true
}

// Write gets each line that the bot says.
func (s *spoiled) Write(line []byte) (int, error) {
	var m message
	_ = json.Unmarshal(line, &m)
	switch {
	case m.Type == typeHello:
		s.say(s.hello(m))
		s.beat()
	case m.State == "in_meeting" && s.breaking == "fails-in-meeting":
		s.say(failed("internal"))
	case m.State == "in_meeting":
		s.say(string(bytes.TrimSpace(line)))
		s.attend()
		if s.breaking != "heartbeat-ends" {
			s.beat()
		}
	case m.NativeCode == nativeUserAbsent && s.breaking == "unreadable-refusal":
		s.say(`{"v":1,"type":"failed","native_code":987654}`)
	case m.NativeCode == nativeUserAbsent && s.breaking == "refusal-unheard",
		m.Type == typeHeartbeat && (s.breaking == "no-heartbeat" || s.breaking == "heartbeat-ends"),
		m.Type == typeEnded && s.breaking == "no-ended":
	default:
		s.say(string(bytes.TrimSpace(line)))
	}
	return len(line), nil
}

func (s *spoiled) say(line string) { fmt.Fprintln(s.out, line) }

// beat saves the tests from waiting for the true ones.
func (s *spoiled) beat() {
	if s.breaking != "no-heartbeat" {
		s.say(`{"v":1,"type":"heartbeat"}`)
		s.say(`{"v":1,"type":"heartbeat"}`)
	}
}

func (s *spoiled) hello(m message) string {
	switch s.breaking {
	case "hello-wrong":
		return `{"v":1,"type":"hello","features":[]}`
	case "announces-nothing":
		m.Features = nil
	case "zak":
		m.Features = []string{featureZAK}
	}
	line, _ := json.Marshal(m)
	return string(line)
}

// attend is what goes wrong in the meeting.
func (s *spoiled) attend() {
	j := s.order.Load()
	token := text(j.Auth.OnBehalfToken)
	switch s.breaking {
	case "artifact-inside":
		_ = os.WriteFile(filepath.Join(j.OutDir, "notes.md"), nil, 0o600)
		s.say(`{"v":1,"type":"artifact","kind":"notes","path":"notes.md"}`)
	case "artifact-missing":
		s.say(`{"v":1,"type":"artifact","kind":"notes","path":"notes.md"}`)
	case "artifact-outside":
		path, _ := json.Marshal(os.Args[0])
		s.say(`{"v":1,"type":"artifact","kind":"notes","path":` + string(path) + `}`)
	case "token-on-stdout":
		s.say(`{"v":1,"type":"log","text":"joining with ` + token + `"}`)
	case "token-on-stderr":
		fmt.Fprint(os.Stderr, "joining with ", token[:9], token[9:], "\n")
	case "token-in-base64":
		fmt.Fprintln(os.Stderr, base64.StdEncoding.EncodeToString([]byte("token="+token+";")))
	case "passcode-percent":
		fmt.Fprintln(os.Stderr, url.QueryEscape(text(j.Meeting.Pwd)))
	case "token-as-type":
		s.say(`{"v":1,"type":"` + token + `"}`)
	case "line-of-no-type":
		s.say(`{"v":1,"type":"dance"}`)
	case "state-of-its-own":
		s.say(`{"v":1,"type":"state","state":"dancing"}`)
	}
}
