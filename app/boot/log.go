package boot

import (
	"io"
	"log/slog"
	"regexp"
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

// sensitive matches what must not be in a log even if it came as plain text:
// credentials and passcodes in links, bearer headers, and anything as long and
// as opaque as a token. Our own secrets are a type that prints as dots.
var sensitive = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)((?:pwd|zak|tk|token|code|state|code_verifier|passcode|client_secret)=)[^&\s"]+|((?:bearer|basic) )\S+|[A-Za-z0-9_.-]{80,}`)
})

// redact cleans every attribute of a line, its message included.
func redact(_ []string, a slog.Attr) slog.Attr {
	switch v := a.Value.Resolve(); v.Kind() {
	case slog.KindString:
		a.Value = slog.StringValue(redacted(v.String()))
	case slog.KindAny:
		if err, ok := v.Any().(error); ok {
			a.Value = slog.StringValue(redacted(err.Error()))
		}
	}
	return a
}

func redacted(text string) string { return sensitive().ReplaceAllString(text, "$1$2••••") }
