package ui

import (
	"testing"
	"time"

	"behalf/app"
	"behalf/ui/lang"
)

func TestClock(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Second:                                "0:00",
		42 * time.Second:                            "0:42",
		12*time.Minute + 3*time.Second:              "12:03",
		time.Hour + 2*time.Minute + 3*time.Second:   "1:02:03",
		25*time.Hour + 59*time.Second + time.Minute: "25:01:59",
	} {
		if got := clock(d); got != want {
			t.Errorf("clock(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestLength(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Minute:                    "0 s",
		31 * time.Second:                "31 s",
		48*time.Minute + 30*time.Second: "48 min",
		2 * time.Hour:                   "2 h",
		time.Hour + 5*time.Minute:       "1 h 5 min",
	} {
		if got := length(d); got != want {
			t.Errorf("length(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestDay(t *testing.T) {
	for then, want := range map[time.Time]string{
		noon:                      "Today",
		noon.Add(-12 * time.Hour): "Today",
		noon.Add(-13 * time.Hour): "Yesterday",
		noon.AddDate(0, 0, -4):    "Tuesday",
		noon.AddDate(0, 0, -7):    "14 Nov 2026",
	} {
		if got := lang.Day(then, noon); got != want {
			t.Errorf("lang.Day(%v) = %q, want %q", then, got, want)
		}
	}
}

func TestAgo(t *testing.T) {
	for then, want := range map[time.Time]string{
		{}:                         "not yet",
		noon.Add(-time.Second):     "just now",
		noon.Add(-time.Minute):     "1 minute ago",
		noon.Add(-2 * time.Minute): "2 minutes ago",
		noon.Add(-3 * time.Hour):   "3 hours ago",
		noon.Add(-24 * time.Hour):  "1 day ago",
	} {
		if got := ago(then, noon); got != want {
			t.Errorf("ago(%v) = %q, want %q", then, got, want)
		}
	}
}

func TestSummary(t *testing.T) {
	r := run("r1", app.Event{Phase: app.InMeeting}, app.Event{Phase: app.Ended, Reason: app.ReasonYouLeft})
	r.StartedAt, r.JoinedAt, r.EndedAt = noon.AddDate(0, 0, -1), noon, noon.Add(48*time.Minute)
	if got, want := summary(r, noon), "Yesterday, 48 min · you left, so it left"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	never := run("r2", app.Event{Phase: app.Failed, Reason: "a reason of tomorrow"})
	if got, want := summary(never, noon), "Today · Failed"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{
		"Ada Lovelace": "AL", "Ada": "A", "": "", "  Ada  King Lovelace ": "AL", "Åsa Öberg": "ÅÖ",
	} {
		if got := initials(name); got != want {
			t.Errorf("initials(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestCapitalised(t *testing.T) {
	for words, want := range map[string]string{"": "", "you left": "You left", "été": "Été"} {
		if got := capitalised(words); got != want {
			t.Errorf("capitalised(%q) = %q", words, got)
		}
	}
}
