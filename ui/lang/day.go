package lang

import (
	"strconv"
	"time"
)

// Day names a day as people do while it is near; further away its date does.
func Day(then, now time.Time) string {
	then, now = then.Local(), now.Local()
	y, m, d := now.Date()
	today := time.Date(y, m, d, 0, 0, 0, 0, now.Location())
	switch {
	case !then.Before(today):
		return L("day.today")
	case !then.Before(today.AddDate(0, 0, -1)):
		return L("day.yesterday")
	case !then.Before(today.AddDate(0, 0, -6)):
		return L("weekday." + strconv.Itoa(int(then.Weekday())))
	}
	return Date(then)
}
