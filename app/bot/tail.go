package bot

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"
	"sync"
	"unicode"

	"behalf/app"
	"behalf/app/meeting"
)

const (
	tailLines   = 10   // of standard error that are kept
	longestNote = 400  // runes of one line
	errorBuffer = 8192 // the rest of a longer line is dropped
	hidden      = "••••"
)

// redactor knows every secret of a run and takes them out of what a bot wrote.
// It learns the tokens of an attempt before the bot does.
type redactor struct {
	mu      sync.RWMutex
	secrets []string // longest first, so that no rest of one stays
}

func (r *redactor) learnMeeting(m meeting.Meeting) {
	r.learn(m.PasscodeParam, m.PasscodePlain, m.TK)
}

func (r *redactor) learnTokens(t app.Tokens) {
	r.learn(t.OnBehalf.Reveal(), t.ZAK.Reveal(), t.LocalRecording.Token.Reveal(), t.SDKJWT.Reveal())
}

// learnEnvironment learns what the person has set for this assistant: a key of
// some service, perhaps. Short values are switches, and ordinary words.
func (r *redactor) learnEnvironment(own []string) {
	const shortest = 6
	for _, entry := range own {
		if _, value, _ := strings.Cut(entry, "="); len(value) >= shortest {
			r.learn(value)
		}
	}
}

func (r *redactor) learn(secrets ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range secrets {
		if s == "" {
			continue
		}
		forms := []string{s, url.QueryEscape(s), url.PathEscape(s), inJSON.Replace(s), base64.StdEncoding.EncodeToString([]byte(s)), base64.RawURLEncoding.EncodeToString([]byte(s))}
		for _, form := range forms {
			if !slices.Contains(r.secrets, form) {
				r.secrets = append(r.secrets, form)
			}
		}
	}
	slices.SortStableFunc(r.secrets, func(a, b string) int { return len(b) - len(a) })
}

// note makes foreign text fit to be kept: no secret, one line, readable, short.
func (r *redactor) note(text string) string {
	r.mu.RLock()
	for _, s := range r.secrets {
		text = strings.ReplaceAll(text, s, hidden)
	}
	r.mu.RUnlock()
	text = strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return ' '
		}
		return app.Visible(c)
	}, strings.ToValidUTF8(text, "�"))
	text = strings.TrimSpace(text)
	if runes := []rune(text); len(runes) > longestNote {
		text = string(runes[:longestNote]) + "…"
	}
	return text
}

// tail keeps the last lines of a bot's standard error, without secrets.
type tail struct {
	hide  *redactor
	mu    sync.Mutex
	lines []string
}

// read takes in everything, so that the bot never has to wait.
func (t *tail) read(r io.Reader) {
	readLines(r, func(line string, _ bool) { t.add(line) })
}

// readLines hands every line in r to each, until the end. A line that is too
// long is not whole: only its beginning is handed over.
func readLines(r io.Reader, each func(line string, whole bool)) {
	lines := bufio.NewReaderSize(r, errorBuffer)
	for {
		line, err := lines.ReadSlice('\n')
		long := errors.Is(err, bufio.ErrBufferFull)
		if long { // the cut may go through a secret
			line = line[:bytes.LastIndexAny(line, " \t")+1]
		}
		if len(line) > 0 {
			each(string(trimEnd(line)), !long)
		}
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = lines.ReadSlice('\n')
		}
		if err != nil {
			return
		}
	}
}

func (t *tail) add(line string) {
	line = t.hide.note(line)
	if line == "" {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.lines) == tailLines {
		t.lines = append(t.lines[:0], t.lines[1:]...)
	}
	t.lines = append(t.lines, line)
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Join(t.lines, "\n")
}
