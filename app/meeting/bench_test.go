package meeting

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

const plainLink = "https://us02web.zoom.us/j/81234567890?pwd=ExAmPlEpWdAbCdEfGhIjKlMnOpQrSt.1"

func bench(b *testing.B, text string) {
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Read(text)
	}
}

func BenchmarkPlainLink(b *testing.B) { bench(b, plainLink) }

func BenchmarkInvitation4kB(b *testing.B) { bench(b, longInvitation(4<<10)) }

// longInvitation has the shape of a real one: a link, labels, and dial-in
// numbers until it is long enough.
func longInvitation(size int) string {
	var t strings.Builder
	t.WriteString("Ada Lovelace is inviting you to a scheduled Zoom meeting.\n\nJoin Zoom Meeting\n" + plainLink +
		"\n\nMeeting ID: 812 3456 7890\nPasscode: 447722\n\nDial by your location\n")
	for t.Len() < size {
		t.WriteString("• +1 555 010 0123 US (Tacoma)\n+15550100123,,81234567890#,,,,*447722# US\n")
	}
	return t.String()
}

// BenchmarkHostile reads texts that make careless readers slow, close to a
// megabyte each. Beside half of the same text it takes about twice as long:
// time grows with length, and not faster.
func BenchmarkHostile(b *testing.B) {
	for _, name := range slices.Sorted(maps.Keys(hostile)) {
		piece := hostile[name]
		b.Run(name, func(b *testing.B) {
			half := strings.Repeat(piece, MaxText/2/len(piece))
			full := half + half
			var halves, fulls []time.Duration
			for b.Loop() {
				halves, fulls = append(halves, reading(half)), append(fulls, reading(full))
			}
			slices.Sort(halves)
			slices.Sort(fulls)
			slower, faster := fulls[len(fulls)/2], halves[len(halves)/2]
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(slower.Milliseconds()), "ms/MB")
			b.ReportMetric(float64(slower)/float64(faster), "when-doubled")
		})
	}
}

func reading(text string) time.Duration {
	start := time.Now()
	Read(text)
	return time.Since(start)
}

// hostile are pieces to be repeated.
var hostile = map[string]string{
	"letters":             "a",
	"words":               "hello there, ",
	"digits":              "1",
	"groups":              "1 ",
	"dots":                "a.",
	"schemes":             "https://",
	"links":               "https://zoom.us/j/81234567890 ",
	"distinct":            "http://a.example/\n",
	"labels":              "Meeting ID: ",
	"passcodes":           "(Passcode: ",
	"brackets":            "[",
	"markdown":            "[a](",
	"slack":               "<https://a.example|",
	"angles":              "<",
	"tags":                "<a href=\"https://zoom.us/j/81234567890\">x",
	"entities":            "&amp;",
	"ampersands":          "&",
	"escapes":             "https://zoom.us/j/%",
	"cyrillic":            "Идентификатор ",
	"japanese":            "ミーティング",
	"invisible":           "\u200b.",
	"commas":              "1,,",
	"zooms":               "zoom ",
	"ids":                 "id ",
	"folds":               "BEGIN:VCALENDAR\r\n ",
	"json":                "[\"",
	"ats":                 "a@",
	"lines":               "https://zoom.us/j/1\n2",
	"markup":              "<!--",
	"quoted":              "=3D=\n",
	"colons":              "a:/",
	"invalid":             "\xff",
	"letters after links": "https://a.b/é",
	"glued links":         "https://zoom.us/j/81234567890に",
	"dashes":              "zoom.us/j/81234567890—",
	"queries":             "https://zoom.us/j/81234567890?uname=é",
	"parameters":          "https://zoom.us/j/8?é&pwd=",
	"angle breaks":        "<https://zoom.us/j/8\n",
	"raw lines":           "BEGIN:VEVENT\nDESCRIPTION:a\nb\n",
	"semicolons":          "DESCRIPTION;a=b;",
	"parts":               "Content-Type: multipart/mixed; boundary=a\n\n--a\n",
	"unescapes":           `\u0026\nzoom`,
	"marks":               "a\u0301",
	"remarks":             "Passcode (a b ",
	"passcode spaces":     "Passcode                         ",
	"numbers":             "81234567890 ",
	"id lists":            "Meeting ID: 81234567890, 91234567890, ",
	"owners":              "https://a.b/ Passcode: 1234 ",
	"rivals":              "Microsoft Teams ",
	"quotes":              "> \n",
	"cells":               "<td>a",
}
