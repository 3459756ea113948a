package ui

import (
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"

	"behalf/app"
	"behalf/ui/lang"
)

// fields are the places to fill in a translated sentence.
type fields = map[string]any

// phaseWords says where a run stands, short.
func phaseWords(p app.Phase) string { return lang.L("phase." + string(p)) }

// accountWords says how an account is, and in which colour.
func accountWords(s app.AccountState) string { return lang.L("account." + string(s)) }

// outcomeWords says why a run ended; a reason that this version does not know
// gets the words of its phase.
func outcomeWords(e app.Event) string {
	switch e.Reason {
	case app.ReasonLeft, app.ReasonHostEnded, app.ReasonRemoved, app.ReasonYouLeft, app.ReasonLost,
		app.ReasonGaveUp, app.ReasonStopped, app.ReasonRefused, app.ReasonBotFailed,
		app.ReasonNotAuthorized, app.ReasonUnreachable, app.ReasonInterrupted:
		return lang.L("reason." + string(e.Reason))
	}
	return phaseWords(e.Phase)
}

// clock is a running time: 0:42, 12:03, 1:02:03.
func clock(d time.Duration) string {
	d = max(0, d)
	seconds := int(d/time.Second) % 60
	minutes := int(d/time.Minute) % 60
	hours := int(d / time.Hour)
	if hours > 0 {
		return strconv.Itoa(hours) + ":" + twoDigits(minutes) + ":" + twoDigits(seconds)
	}
	return strconv.Itoa(minutes) + ":" + twoDigits(seconds)
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// length is a time that is over: 31 s, 48 min, 1 h 5 min.
func length(d time.Duration) string {
	d = max(0, d)
	switch {
	case d < time.Minute:
		return lang.L("length.seconds", fields{"n": int(d / time.Second)})
	case d < time.Hour:
		return lang.L("length.minutes", fields{"n": int(d / time.Minute)})
	case d%time.Hour < time.Minute:
		return lang.L("length.hours", fields{"h": int(d / time.Hour)})
	}
	return lang.L("length.hours_minutes", fields{"h": int(d / time.Hour), "n": int(d % time.Hour / time.Minute)})
}

// ago is how long something is past.
func ago(then, now time.Time) string {
	if then.IsZero() {
		return lang.L("ago.never")
	}
	switch d := now.Sub(then); {
	case d < time.Minute:
		return lang.L("ago.now")
	case d < time.Hour:
		return lang.N("ago.minutes", int(d/time.Minute))
	case d < 24*time.Hour:
		return lang.N("ago.hours", int(d/time.Hour))
	default:
		return lang.N("ago.days", int(d/(24*time.Hour)))
	}
}

// summary is a past run in a line: when, how long, how it ended.
func summary(r app.Run, now time.Time) string {
	when := lang.Day(r.StartedAt, now)
	if !r.JoinedAt.IsZero() && !r.EndedAt.IsZero() {
		when = lang.L("history.when", fields{"day": when, "length": length(r.EndedAt.Sub(r.JoinedAt))})
	}
	return when + " · " + outcomeWords(r.Last())
}

// initials stand for a person without a picture.
func initials(name string) string {
	var letters []rune
	start := true
	for _, r := range name {
		if start && r != ' ' {
			letters = append(letters, r)
		}
		start = r == ' '
	}
	if len(letters) > 2 {
		letters = []rune{letters[0], letters[len(letters)-1]}
	}
	return string(letters)
}

// capitalised starts a sentence with words that also stand inside of one.
func capitalised(words string) string {
	first, size := utf8.DecodeRuneInString(words)
	if size == 0 {
		return words
	}
	return string(unicode.ToUpper(first)) + words[size:]
}

// learnPresets lets what stands in the files of presets be said in other
// languages.
func learnPresets(presets []app.Preset) {
	for _, p := range presets {
		key := "preset." + p.Name + "."
		lang.Learn(p.Title, key+"title")
		lang.Learn(p.Text, key+"text")
		lang.Learn(p.Install, key+"install")
	}
}
