package bot

import (
	"bufio"
	"errors"
	"io"
	"time"

	"behalf/app/fault"
)

// A bot that writes more than floodLines in floodTime has lost its senses: a
// lively one writes a line or two a second.
const (
	floodLines = 1000
	floodTime  = 10 * time.Second
)

// event is something a bot did: a message, or a breach of the protocol.
type event struct {
	message message
	breach  *fault.Fault
}

// readMessages hands every message in r to each, until the end or the first
// breach of the protocol, which is handed over too.
func readMessages(r io.Reader, each func(event)) {
	lines := bufio.NewReaderSize(r, maxLine+len("\r\n"))
	var (
		count int
		since = time.Now()
		first = true
	)
	for {
		line, err := lines.ReadSlice('\n')
		whole := err == nil
		if len(trimEnd(line)) > maxLine { // as is all that fills the buffer
			each(event{breach: fault.New(fault.BotLineTooLong)})
			return
		}
		if !whole && len(line) == 0 {
			return
		}
		m, wrong := parse(trimEnd(line))
		switch {
		case wrong != nil && !whole: // it died in the middle of a line
			return
		case wrong != nil:
			each(event{breach: fault.Wrap(fault.BotGarbage, wrong)})
			return
		case m.V != protocolVersion:
			each(event{breach: fault.Wrap(fault.BotUnsupported, errors.New("another version of the protocol"))})
			return
		case first && m.Type != typeHello:
			each(event{breach: fault.Wrap(fault.BotGarbage, errors.New("the first line is not hello"))})
			return
		}
		first = false
		if time.Since(since) > floodTime {
			count, since = 0, time.Now()
		}
		if count++; count > floodLines {
			each(event{breach: fault.New(fault.BotFlood)})
			return
		}
		each(event{message: m})
		if !whole {
			return
		}
	}
}

func trimEnd(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\n' {
		line = line[:n-1]
	}
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return line
}
