package boot

import (
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"sync"

	"gopkg.in/natefinch/lumberjack.v2"
)

// openLog writes to a small rotating file of ours. The file appears with the
// first line.
func openLog(f folders) (*slog.Logger, io.Closer) {
	file := &lumberjack.Logger{Filename: f.log(), MaxSize: 1, MaxBackups: 2}
	return newLog(file), file
}

func newLog(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{ReplaceAttr: redact}))
}

const dots = "••••"

// Our own secrets are a type that prints as dots. The patterns are for what
// came in as plain text, inside an error of a library or an answer of a
// stranger: whatever follows a telling name or the word Bearer, the user of an
// address, and anything as long and as opaque as a token. What is kept of a
// match is its first group.
var sensitive = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)` + strings.Join([]string{
		`((?:pwd|password|passcode|secret|token|zak|tk|code|state|verifier|challenge|signature|jwt|cookie)(?:"|%22|\\")?\s*(?:[=:]|%3D|%3A)\s*(?:"|%22|\\")?)[^&\s"',;}\]]+`,
		`((?:bearer|basic|negotiate)\s+)[^\s"',;}\]]+`,
		`(://)[^/\s@"]+@`,
		`()eyJ[\w.-]{10,}`,
		`()[\w.+/=%-]{60,}`,
	}, "|"))
})

// telling are names of attributes whose value is never logged, whatever it is.
var telling = []string{"token", "secret", "passw", "passcode", "pwd", "zak", "authorization", "cookie", "verifier", "jwt"}

// redact cleans every attribute of a line, its message included.
func redact(_ []string, a slog.Attr) slog.Attr {
	key := strings.ToLower(a.Key)
	if slices.ContainsFunc(telling, func(name string) bool { return strings.Contains(key, name) }) {
		return slog.String(a.Key, dots)
	}
	switch v := a.Value.Resolve(); v.Kind() {
	case slog.KindString:
		a.Value = slog.StringValue(redacted(v.String()))
	case slog.KindAny:
		a.Value = slog.StringValue(redacted(words(v.Any())))
	}
	return a
}

// words is a value as text, so that the patterns see what would be printed.
func words(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case error:
		return v.Error()
	case []byte:
		return string(v)
	}
	return fmt.Sprintf("%+v", value)
}

func redacted(text string) string {
	if harmless(text) {
		return text
	}
	text = strings.ReplaceAll(text, "\x00", "") // UTF-16 reads like any other text
	return sensitive().ReplaceAllString(text, "$1$2$3$4$5"+dots)
}

// harmless says that no pattern can match: most of what is logged is a word,
// and a run that waits for its log waits for nothing.
func harmless(text string) bool {
	return len(text) < 60 && !strings.ContainsAny(text, "=:% \t\r\n\f\x00") && !strings.Contains(strings.ToLower(text), "eyj")
}
