package bot

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"sync"

	"behalf/app"
	"behalf/app/fault"
)

// groupNative is the group of a pattern that is Zoom's number, and the word
// for a code or reason that follows from it.
const groupNative = "native"

const (
	mostPatterns   = 200
	longestPattern = 1000
	mostStates     = 1000 // of one process that are listened to
)

// pattern is an app.Pattern, made ready.
type pattern struct {
	match   *regexp.Regexp
	message message
	native  int // the group with Zoom's number; -1: none
}

// newPatterns makes patterns ready, or says what is wrong with one.
func newPatterns(all []app.Pattern) ([]pattern, error) {
	if len(all) > mostPatterns {
		return nil, errors.New(fault.DefManyPatterns.Say())
	}
	patterns, enters := []pattern{}, false
	for _, one := range all {
		p, err := newPattern(one)
		if err != nil {
			return nil, err
		}
		enters = enters || phases[one.State] == app.InMeeting
		patterns = append(patterns, p)
	}
	if !enters {
		return nil, errors.New(fault.DefNoEntry.Say())
	}
	return patterns, nil
}

func newPattern(p app.Pattern) (pattern, error) {
	bad := func(how fault.Phrase) (pattern, error) { return pattern{}, errors.New(how.Say("pattern", p.Match)) }
	if p.Match == "" || len(p.Match) > longestPattern {
		return bad(fault.PatternLength)
	}
	match, err := regexp.Compile(p.Match)
	if err != nil {
		return bad(fault.PatternSyntax)
	}
	native := match.SubexpIndex(groupNative)
	made := pattern{match: match, native: native}
	said := 0
	if p.State != "" {
		said++
		made.message = message{Type: typeState, State: p.State}
		if _, known := phases[p.State]; !known && p.State != "leaving" {
			return bad(fault.PatternState)
		}
	}
	if p.Failed != "" {
		said++
		made.message = message{Type: typeFailed, Code: p.Failed}
		if _, known := rulings[p.Failed]; !known && p.Failed != groupNative {
			return bad(fault.PatternCode)
		}
	}
	if p.Ended != "" {
		said++
		made.message = message{Type: typeEnded, Reason: p.Ended}
		reason := app.Reason(p.Ended)
		if known := reason == app.ReasonLost || slices.Contains(reasons, reason); !known && p.Ended != groupNative {
			return bad(fault.PatternReason)
		}
	}
	switch {
	case said != 1:
		return bad(fault.PatternMeaning)
	case native < 0 && (p.Failed == groupNative || p.Ended == groupNative):
		return bad(fault.PatternNoNative)
	}
	return made, nil
}

// read says what a line means, if it is the pattern's.
func (p pattern) read(line string) (message, bool) {
	found := p.match.FindStringSubmatch(line)
	if found == nil {
		return message{}, false
	}
	m := p.message
	m.V = protocolVersion
	if p.native >= 0 {
		m.NativeCode, _ = strconv.ParseInt(found[p.native], 10, 64) // no number is none of Zoom's
	}
	if m.Code == groupNative {
		m.Code = ""
	}
	if m.Reason == groupNative {
		m.Reason = ""
	}
	if m.Type == typeFailed {
		m.Message = line
	}
	return m, true
}

// interpreter turns the lines of a program that does not speak the protocol
// into messages. Such a program may write what it likes: what it says twice
// counts once, and what it says without end is no longer listened to, but for
// its last word.
type interpreter struct {
	patterns []pattern
	each     func(message)

	mu     sync.Mutex // standard output and standard error are read side by side
	state  string
	states int
}

func (in *interpreter) hear(line string) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for _, p := range in.patterns {
		m, ok := p.read(line)
		if !ok {
			continue
		}
		if m.Type == typeState {
			if m.State == in.state || in.states == mostStates {
				return
			}
			in.states++
		}
		in.state = m.State
		in.each(m)
		return
	}
}
