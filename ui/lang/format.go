package lang

import "time"

// Number writes a number as the language does.
func Number(n int) string { return numbers.Sprint(n) }

// Date writes a day in numbers, or with the month's name in English, in this
// machine's time zone. How each language does it stands beside its words, as a
// layout of package time.
func Date(t time.Time) string { return t.Local().Format(L("layout.date")) }

// DateTime is Date with the time of day, to the minute.
func DateTime(t time.Time) string { return t.Local().Format(L("layout.datetime")) }

// TimeOfDay is the time of day to the minute, which all of the languages write
// alike, and Time to the second.
func TimeOfDay(t time.Time) string { return t.Local().Format("15:04") }

// Time is TimeOfDay to the second.
func Time(t time.Time) string { return t.Local().Format(time.TimeOnly) }
